//! The boneyard as it is shown: sorted, searched, and without what another unit shoots.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use leptos::prelude::*;
use shared::board::{self, BoneSort, Layout, RowKey};
use shared::eighths::Eighths;
use shared::id::Id;
use shared::scene::{SceneView, matches};

use crate::people::Address;
use crate::store::Store;
use crate::ui::*;

use super::shown::WHICH;
use super::state::{Board, Current};
use super::strip::{Row, Side};

/// What of the boneyard is shown, and in which order; can be copied into any closure.
#[derive(Clone, Copy)]
pub struct Bones {
    pub rows: Memo<Vec<RowKey>>,
    /// Scenes and pages that are to be scheduled, searched or not.
    pub count: Memo<(usize, Eighths)>,
    sort: Memo<BoneSort>,
    find: RwSignal<String>,
    /// How many scenes another unit shoots.
    elsewhere: Memo<usize>,
    with_elsewhere: RwSignal<bool>,
    hidden: Memo<HashSet<Id>>,
}

impl Bones {
    pub fn new(store: Store, address: Address, id: Memo<Id>, layout: Memo<Arc<Layout>>) -> Self {
        let sort = Memo::new(move |_| BoneSort::parse(&address.get("bones")).unwrap_or_default());
        let (find, with_elsewhere) = (RwSignal::new(String::new()), RwSignal::new(false));
        let units = Memo::new(move |_| store.with(WHICH, |book| !board::units(book).is_empty()));
        let others = Memo::new(move |_| {
            let id = id.get();
            if !units.get() {
                return HashMap::new();
            }
            store.with(board::KINDS, |book| board::elsewhere(book, &id))
        });
        // What is left to this unit, in script order.
        let own = Memo::new(move |_| {
            let mut own = layout.with(|l| l.boneyard.clone());
            if !with_elsewhere.get() {
                others.with(|others| own.retain(|s| !others.contains_key(&s.id)));
            }
            own
        });
        let shown = Memo::new(move |_| {
            let found: Vec<Arc<SceneView>> = find.with(|find| {
                own.with(|own| own.iter().filter(|s| matches(s, find)).cloned().collect())
            });
            board::sorted(&found, sort.get())
        });
        let key = |scene: &Arc<SceneView>| RowKey::Scene(scene.id.clone());
        Self {
            rows: Memo::new(move |_| shown.with(|all| all.iter().map(key).collect())),
            count: Memo::new(move |_| {
                own.with(|own| {
                    let real = || own.iter().filter(|s| !s.is_omitted);
                    let sum = real().fold(0_u32, |sum, s| sum.saturating_add(s.eighths.0));
                    (real().count(), Eighths(sum))
                })
            }),
            sort,
            find,
            elsewhere: Memo::new(move |_| {
                layout.with(|l| {
                    let is_there = |s: &&Arc<SceneView>| others.with(|o| o.contains_key(&s.id));
                    l.boneyard.iter().filter(is_there).count()
                })
            }),
            with_elsewhere,
            hidden: Memo::new(move |_| {
                let shown: HashSet<Id> =
                    shown.with(|all| all.iter().map(|s| s.id.clone()).collect());
                layout.with(|l| {
                    let all = l.boneyard.iter().map(|s| s.id.clone());
                    all.filter(|id| !shown.contains(id)).collect()
                })
            }),
        }
    }

    /// Says whether a scene lies in the boneyard and is not shown.
    pub fn hides(self, scene: &Id) -> bool {
        self.hidden.with(|hidden| hidden.contains(scene))
    }
}

fn sort_word(sort: BoneSort) -> &'static str {
    match sort {
        BoneSort::Script => crate::t!("board.sort.script"),
        BoneSort::Location => crate::t!("board.sort.location"),
        BoneSort::Set => crate::t!("board.sort.set"),
        BoneSort::IntExt => crate::t!("board.sort.int_ext"),
        BoneSort::Light => crate::t!("board.sort.light"),
        BoneSort::Cast => crate::t!("board.sort.cast"),
        BoneSort::Pages => crate::t!("board.sort.pages"),
    }
}

/// The scenes that are in no day.
#[component]
pub fn Boneyard(board: Board, current: Current) -> impl IntoView {
    let bones = board.bones;
    let title = move || {
        let (n, pages) = bones.count.get();
        crate::t!("board.boneyard_n", n = n, pages = pages)
    };
    let is_searched = Memo::new(move |_| bones.find.with(|find| !find.trim().is_empty()));
    let has_any = Memo::new(move |_| board.layout.with(|l| !l.boneyard.is_empty()));
    let nothing = move || {
        let has_scenes = board.layout.with(|l| l.scenes().next().is_some());
        match (has_scenes, is_searched.get()) {
            (true, true) => crate::t!("board.boneyard_not_found"),
            (true, false) => crate::t!("board.boneyard_empty"),
            (false, _) => crate::t!("board.boneyard_none"),
        }
    };
    view! {
        <details class="boneyard" open data-drop="boneyard">
            <summary><h2>{crate::t!("board.boneyard")}</h2><span>{title}</span></summary>
            <Show when=move || has_any.get()>
                <Tools board />
            </Show>
            <div class="bones" data-scroll="">
                <Show when=move || bones.rows.with(Vec::is_empty)>
                    <p class="muted bones-none">{nothing}</p>
                </Show>
                <ol class="strips" aria-label=crate::t!("board.boneyard")>
                    <For each=move || bones.rows.get() key=RowKey::clone let:key>
                        <Row board key current side=Side::Boneyard />
                    </For>
                </ol>
                <Elsewhere bones />
            </div>
        </details>
    }
}

/// How the boneyard is looked through, and what is done with all that is shown of it.
#[component]
fn Tools(board: Board) -> impl IntoView {
    let bones = board.bones;
    let options = BoneSort::ALL.map(|sort| (sort.as_str().to_owned(), sort_word(sort).to_owned()));
    let none = Signal::derive(move || bones.rows.with(Vec::is_empty));
    let choose = move |chosen: String| {
        let sort = BoneSort::parse(&chosen).filter(|sort| *sort != BoneSort::default());
        board
            .address
            .replace(&[("bones", sort.map_or("", BoneSort::as_str))]);
    };
    view! {
        <div class="bones-tools no-print">
            <SelectField
                label=crate::t!("board.sort")
                value=Signal::derive(move || bones.sort.get().as_str().to_owned())
                options=options.to_vec()
                on_commit=choose
                quiet=true
            />
            <TextField
                label=crate::t!("board.find")
                value=bones.find
                on_input=move |typed| bones.find.set(typed)
                placeholder=crate::t!("board.find_like")
                kind=FieldKind::Search
                quiet=true
            />
            <Show when=move || board.may_plan.get()>
                <Button disabled=none on_click=move || board.pick_all(None)>
                    {crate::t!("board.pick_all")}
                </Button>
                <Button disabled=none on_click=move || board.ask_fill(board.picked_bones())>
                    {crate::t!("board.fill")}
                </Button>
            </Show>
        </div>
    }
}

/// What another unit shoots is not to be scheduled here; whoever wants to see it can.
#[component]
fn Elsewhere(bones: Bones) -> impl IntoView {
    let words = move || {
        let n = bones.elsewhere.get();
        match bones.with_elsewhere.get() {
            true => crate::t!("board.elsewhere_hide", n = n),
            false => crate::t!("board.elsewhere", n = n),
        }
    };
    view! {
        <Show when=move || { bones.elsewhere.get() > 0 }>
            <button
                type="button"
                class="btn quiet"
                aria-expanded=move || bones.with_elsewhere.get().to_string()
                on:click=move |_| bones.with_elsewhere.update(|is| *is = !*is)
            >
                {words}
            </button>
        </Show>
    }
}
