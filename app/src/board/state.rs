//! What the board's parts share: the derived board, what is picked, and the acts on it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use leptos::prelude::*;
use shared::access::Audience;
use shared::board::{self, BannerView, Colours, Layout, RowKey, RowView, Shows, Spot, Step};
use shared::calendar::Calendar;
use shared::command::Command;
use shared::id::Id;
use shared::kind::Kind;
use shared::scene::SceneView;

use crate::people::Address;
use crate::platform::{dom, links, random};
use crate::store::{Store, use_store};
use crate::ui::ById;

use super::bones::Bones;
use super::clash::Clashes;
use super::shown::{Panel, Shown};

/// The board of the room; can be copied into any closure.
#[derive(Clone, Copy)]
pub struct Board {
    pub store: Store,
    pub address: Address,
    /// The board that is shown, which need not be the one in use.
    pub id: Memo<Id>,
    /// The unit of the board that is shown; nothing: the main one.
    pub unit: Memo<Option<Id>>,
    /// The board that the unit works from.
    pub in_use: Memo<Id>,
    /// The board that the shown one is compared with.
    pub compared: Memo<Option<Id>>,
    pub layout: Memo<Arc<Layout>>,
    pub calendar: Memo<Arc<Calendar>>,
    pub colours: Memo<Arc<Colours>>,
    pub shows: Memo<Shows>,
    /// The boneyard as it is shown.
    pub bones: Bones,
    strips: ById<Arc<SceneView>>,
    banners: Memo<Arc<HashMap<Id, BannerView>>>,
    pub may_plan: Memo<bool>,
    /// The rows that the next act is about.
    pub picked: RwSignal<BTreeSet<RowKey>>,
    /// The row that takes the keyboard.
    pub at: RwSignal<Option<RowKey>>,
    /// A tap picks rows instead of opening them.
    pub picking: RwSignal<bool>,
    /// Rows for which the dialog asks where to.
    pub moving: RwSignal<Vec<RowKey>>,
    pub is_asking: RwSignal<bool>,
    /// Rows that the dialog puts into days.
    pub filling: RwSignal<Vec<RowKey>>,
    /// What the room's dialog is about.
    pub panel: RwSignal<Panel>,
    pub is_panel_open: RwSignal<bool>,
    /// The dialog that suggests an order: wider than the others.
    pub is_suggesting: RwSignal<bool>,
    /// What is said to screen readers.
    pub said: RwSignal<String>,
    /// What the ghost under the pointer reads.
    pub ghost: RwSignal<String>,
    /// What does not work on the board, derived after it was painted.
    pub clashes: Clashes,
    anchor: StoredValue<Option<RowKey>>,
    refocus: StoredValue<Option<RowKey>>,
    /// A click that ends a drag is no click.
    pub is_dragged: StoredValue<bool>,
}

/// The one row that takes the keyboard, known to all rows at the cost of two.
#[derive(Clone, Copy)]
pub struct Current(StoredValue<Selector<Option<RowKey>>>);

impl Current {
    pub fn new(current: impl Fn() -> Option<RowKey> + Send + Sync + Clone + 'static) -> Self {
        Self(StoredValue::new(Selector::new(current)))
    }

    pub fn is(self, key: &Option<RowKey>) -> bool {
        self.0.with_value(|current| current.selected(key))
    }
}

/// Writes a row's key as an attribute.
pub fn attribute(key: &RowKey) -> String {
    match key {
        RowKey::Scene(id) => format!("scene:{id}"),
        RowKey::Banner(id) => format!("banner:{id}"),
        RowKey::Day(id) => format!("day:{id}"),
    }
}

/// Finds what of a row takes the keyboard. A day is no row to walk through: its button does.
fn keyboard_of(key: &RowKey) -> String {
    let part = match key {
        RowKey::Day(_) => ".btn-icon",
        _ => ".strip-main",
    };
    format!("[data-row=\"{}\"] {part}", attribute(key))
}

fn reveal_soon(selector: String) {
    set_timeout(
        move || dom::reveal(&selector),
        std::time::Duration::from_millis(20),
    );
}

/// Reads a row's key from an attribute.
pub fn row_key(text: &str) -> Option<RowKey> {
    let (what, id) = text.split_once(':')?;
    let id = Id::new(id);
    match what {
        "scene" => Some(RowKey::Scene(id)),
        "banner" => Some(RowKey::Banner(id)),
        "day" => Some(RowKey::Day(id)),
        _ => None,
    }
}

pub fn use_board(address: Address) -> Board {
    let store = use_store();
    let Shown {
        id,
        unit,
        in_use,
        compared,
    } = Shown::new(store, address);
    let layout =
        Memo::new(move |_| store.with(board::KINDS, |book| board::layout(book, &id.get())));
    let strips = Memo::new(move |_| {
        layout.with(|l| Arc::new(l.scenes().map(|s| (s.id.clone(), s.clone())).collect()))
    });
    let banners = Memo::new(move |_| {
        layout.with(|l| {
            let rows = l.loose.iter().chain(l.days.iter().flat_map(|d| &d.rows));
            let banners = rows.filter_map(|row| match row {
                RowView::Banner(banner) => Some((banner.id.clone(), banner.clone())),
                RowView::Strip(_) => None,
            });
            Arc::new(banners.collect())
        })
    });
    let bones = Bones::new(store, address, id, layout);
    let board = Board {
        bones,
        store,
        address,
        id,
        unit,
        in_use,
        compared,
        layout,
        calendar: Memo::new(move |_| {
            // A board may start on a date of its own.
            store.with(&[Kind::Board], |_| ());
            store.with(shared::calendar::KINDS, |book| {
                Arc::new(Calendar::of_board(book, &id.get()))
            })
        }),
        colours: Memo::new(move |_| Arc::new(store.with(&[Kind::Production], board::colours))),
        shows: Memo::new(move |_| store.with(&[Kind::Production], board::shows)),
        strips: ById::new(strips),
        banners,
        may_plan: Memo::new(move |_| store.may_write(&Audience::Plan)),
        picked: RwSignal::new(BTreeSet::new()),
        at: RwSignal::new(None),
        picking: RwSignal::new(false),
        moving: RwSignal::new(Vec::new()),
        is_asking: RwSignal::new(false),
        filling: RwSignal::new(Vec::new()),
        panel: RwSignal::new(Panel::default()),
        is_panel_open: RwSignal::new(false),
        is_suggesting: RwSignal::new(false),
        said: RwSignal::new(String::new()),
        ghost: RwSignal::new(String::new()),
        clashes: Clashes::new(),
        anchor: StoredValue::new(None),
        refocus: StoredValue::new(None),
        is_dragged: StoredValue::new(false),
    };
    board.watch_clashes();
    Effect::watch(move || id.get(), move |_, _, _| board.clear(), false);
    board.hear_asks();
    // A row that moved was taken out of the page and put in again: the focus went with it.
    Effect::new(move |_| {
        layout.track();
        if let Some(key) = board.refocus.try_update_value(Option::take).flatten() {
            board.focus(&key);
        }
    });
    board
}

impl Board {
    pub fn strip(self, id: &Id) -> Option<Arc<SceneView>> {
        self.strips.get(id)
    }

    pub fn banner(self, id: &Id) -> Option<BannerView> {
        self.banners.with(|all| all.get(id).cloned())
    }

    /// Lists all rows from top to bottom as the arrow keys walk: days, then the boneyard.
    pub fn rows(self) -> Vec<RowKey> {
        self.layout.with_untracked(|l| {
            let placed = l
                .loose
                .iter()
                .chain(l.days.iter().flat_map(|day| &day.rows));
            let placed = placed.map(RowView::key);
            placed.chain(self.bones.rows.get_untracked()).collect()
        })
    }

    /// Moves the focus to a row once it is drawn.
    pub fn focus(self, key: &RowKey) {
        if !matches!(key, RowKey::Day(_)) {
            self.at.set(Some(key.clone()));
        }
        let selector = keyboard_of(key);
        links::focus_in_frame(selector.clone());
        reveal_soon(selector);
    }

    /// Moves the focus to a row that stands there already, at once: the next key may come before
    /// the next frame, and it is about this row.
    pub fn walk_to(self, key: &RowKey) {
        let selector = keyboard_of(key);
        // Before anything else changes, so that the browser has nothing to lay out for it.
        if !dom::focus(&selector) {
            return self.focus(key);
        }
        self.at.set(Some(key.clone()));
        reveal_soon(selector);
    }

    /// Picks one row and nothing else.
    pub fn pick(self, key: RowKey) {
        self.anchor.set_value(Some(key.clone()));
        self.at.set(Some(key.clone()));
        self.picked.set(BTreeSet::from([key]));
    }

    /// Picks a row too, or no more.
    pub fn toggle(self, key: RowKey) {
        self.anchor.set_value(Some(key.clone()));
        self.at.set(Some(key.clone()));
        self.picked.update(|picked| {
            if !picked.remove(&key) {
                picked.insert(key);
            }
        });
        self.say_picked();
    }

    /// Picks everything from the last picked row to this one.
    pub fn pick_to(self, key: RowKey) {
        let rows = self.rows();
        let find = |key: &RowKey| rows.iter().position(|row| row == key);
        let from = self.anchor.get_value().as_ref().and_then(find);
        let (Some(from), Some(to)) = (from, find(&key)) else {
            return self.pick(key);
        };
        self.at.set(Some(key));
        self.picked
            .set(rows[from.min(to)..=from.max(to)].iter().cloned().collect());
        self.say_picked();
    }

    pub fn clear(self) {
        self.picked.set(BTreeSet::new());
        self.picking.set(false);
    }

    /// Picks everything around a row: its day, or the boneyard as it is shown. Without a row: the
    /// boneyard.
    pub fn pick_all(self, around: Option<&RowKey>) {
        let all = self.layout.with_untracked(|l| {
            let parts = l.days.iter().map(|day| &day.rows).chain([&l.loose]);
            let mut parts = parts.map(|rows| rows.iter().map(RowView::key).collect::<Vec<_>>());
            parts.find(|rows| around.is_some_and(|key| rows.contains(key)))
        });
        let all = all.unwrap_or_else(|| self.bones.rows.get_untracked());
        self.anchor.set_value(all.first().cloned());
        self.picked.set(all.into_iter().collect());
        self.picking.set(true);
        self.say_picked();
    }

    /// Returns what is picked, in the order in which it is shown.
    pub fn picked_rows(self) -> Vec<RowKey> {
        let picked = self.picked.get_untracked();
        let mut rows = self.rows();
        rows.retain(|row| picked.contains(row));
        rows
    }

    /// Asks how many pages of these rows make a day.
    pub fn ask_fill(self, rows: Vec<RowKey>) {
        if self.may_plan.get_untracked() {
            self.filling.set(rows);
            self.panel.set(Panel::Fill);
            self.is_panel_open.set(true);
        }
    }

    /// Returns what of the boneyard is picked, or all that it shows.
    pub fn picked_bones(self) -> Vec<RowKey> {
        let bones = self.bones.rows.get_untracked();
        let picked: Vec<RowKey> = self.picked.with_untracked(|picked| {
            bones
                .iter()
                .filter(|key| picked.contains(key))
                .cloned()
                .collect()
        });
        if picked.is_empty() { bones } else { picked }
    }

    /// Starts a day at a row: it and what follows up to the next day is shot on it.
    pub fn break_day(self, before: &RowKey) {
        let is_placed = self
            .layout
            .with_untracked(|l| !matches!(l.find(before), Some(board::Place::Boneyard) | None));
        if !is_placed {
            return;
        }
        let label = crate::t!("board.did.add_day").to_owned();
        self.said.set(label.clone());
        self.refocus.set_value(Some(before.clone()));
        self.does(|l| board::add_day(l, &Spot::Before(before.clone()), label, &random::id()));
    }

    fn say_picked(self) {
        let n = self.picked.with_untracked(BTreeSet::len);
        self.said.set(crate::t!("board.picked", n = n));
    }

    /// Returns the rows that an act on this row is about: all picked ones if it is among them.
    pub fn about(self, key: &RowKey) -> Vec<RowKey> {
        match self.picked.with_untracked(|picked| picked.contains(key)) {
            true => self.picked_rows(),
            false => vec![key.clone()],
        }
    }

    /// Asks where to.
    pub fn ask(self, rows: Vec<RowKey>) {
        if self.may_plan.get_untracked() && !rows.is_empty() {
            self.moving.set(rows);
            self.is_asking.set(true);
        }
    }

    /// Moves rows and says where they are now.
    pub fn move_to(self, rows: &[RowKey], spot: &Spot) {
        let moved = self
            .layout
            .with_untracked(|l| board::move_rows(l, rows, spot, String::new()));
        if moved.command.is_empty() {
            return;
        }
        let what = self.name(rows);
        let (label, said) = match (spot, moved.day) {
            (Spot::Boneyard, _) => {
                let label = crate::t!("board.did.boneyard", what = what);
                (label, crate::t!("board.said.boneyard", what = what))
            }
            (_, None) => {
                let label = crate::t!("board.did.loose", what = what);
                (
                    label,
                    crate::t!("board.said.loose", what = what, at = moved.position),
                )
            }
            (_, Some(day)) => {
                let label = crate::t!("board.did.day", what = what, day = day);
                (
                    label,
                    crate::t!(
                        "board.said.day",
                        what = what,
                        day = day,
                        at = moved.position
                    ),
                )
            }
        };
        self.refocus.set_value(rows.first().cloned());
        self.said.set(said);
        self.clashes.tell_next();
        // A row that has the focus while it is taken out makes the browser lay out the page at once.
        dom::move_focus_out("[data-row]", ".board");
        self.store.act(Command {
            label,
            ..moved.command
        });
    }

    /// Moves a whole day beside another and says where it is now.
    pub fn move_day(self, day: &Id, spot: &Spot) {
        let name = self.day_name(day).unwrap_or_default();
        let label = crate::t!("board.did.day_moved", what = name);
        let moved = self
            .layout
            .with_untracked(|l| board::move_day_to(l, day, spot, label));
        if moved.is_empty() {
            return;
        }
        self.refocus.set_value(Some(RowKey::Day(day.clone())));
        self.store.act(moved);
        let is_now = self.day_name(day).unwrap_or_default();
        self.said
            .set(crate::t!("board.said.day_moved", what = name, now = is_now));
    }

    /// Moves a whole day one day up or down.
    pub fn step_day(self, day: &Id, step: Step) {
        let spot = self
            .layout
            .with_untracked(|l| board::step_day(l, day, step));
        if let Some(spot) = spot {
            self.move_day(day, &spot);
        }
    }

    /// Moves rows one row up or down.
    pub fn step(self, rows: &[RowKey], step: Step) {
        let spot = self.layout.with_untracked(|l| board::step(l, rows, step));
        if let Some(spot) = spot {
            self.move_to(rows, &spot);
        }
    }

    /// Names rows for labels: "scene 31", "3 strips", "Lunch".
    pub fn name(self, rows: &[RowKey]) -> String {
        let [one] = rows else {
            return crate::t!("board.n_strips", n = rows.len());
        };
        let name = match one {
            RowKey::Scene(id) => {
                untrack(|| self.strip(id)).map(|s| crate::t!("board.scene", n = s.number))
            }
            RowKey::Banner(id) => untrack(|| self.banner(id)).map(|b| b.text.to_string()),
            RowKey::Day(id) => self.day_name(id),
        };
        name.unwrap_or_default()
    }

    fn day_name(self, id: &Id) -> Option<String> {
        self.layout
            .with_untracked(|l| l.day(id).map(|day| crate::t!("board.day", n = day.n)))
    }

    /// Carries out a command that a rule makes from the board.
    pub fn does(self, make: impl FnOnce(&Layout) -> Command) {
        self.store.act(self.layout.with_untracked(|l| make(l)));
    }

    /// Opens a scene beside the board, in the place of the conflicts, and keeps it in the address.
    pub fn open(self, id: Option<&Id>) {
        self.address
            .replace(&[("scene", id.map_or("", Id::as_str)), ("conflicts", "")]);
    }
}
