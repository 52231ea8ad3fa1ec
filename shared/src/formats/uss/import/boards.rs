//! Stripboards become boards. In a file a day break stands below its day; here a day's row stands
//! above it, and has the day's plan.

use std::collections::{BTreeSet, HashMap};

use crate::board::{self, RowKey, layout};
use crate::id::Id;
use crate::kind::Kind;
use crate::order;
use crate::record::Value;

use super::super::codec::minutes;
use super::super::kept::{Kept, KeptBoard, json, kept};
use super::super::model::{Board, Breakdown, BreakdownKind, Stripboard};
use super::Work;

/// The name of a list of strips that stand above the first day.
pub(in super::super) const LOOSE: &str = "loose";

/// A row to place: a strip, a banner, or a day with the break that ends it.
enum Placed<'a> {
    Scene(Id),
    Banner(&'a Breakdown),
    Day(Option<&'a Breakdown>),
}

impl<'a> Work<'a> {
    pub(super) fn boards(&mut self, name: &str) -> Vec<Id> {
        let uss = self.uss;
        let by_id: HashMap<&str, &Breakdown> =
            uss.breakdowns.iter().map(|b| (b.id.as_str(), b)).collect();
        let mut placed: BTreeSet<&str> = BTreeSet::new();
        let mut out = Vec::new();
        let mut orders = {
            let last = board::boards(self.book)
                .last()
                .map(|b| b.text("order").to_owned());
            let count = uss.stripboards.iter().map(|s| s.boards.len()).sum();
            order::several(last.as_deref().filter(|key| !key.is_empty()), None, count).into_iter()
        };
        for (n, set) in uss.stripboards.iter().enumerate() {
            let loose = set.boards.iter().find(|board| is_named(board, LOOSE));
            let mut lists: Vec<&Board> = set
                .boards
                .iter()
                .filter(|board| !board.is_boneyard() && !is_named(board, LOOSE))
                .collect();
            let only_boneyard = Board::default();
            if lists.is_empty() {
                lists.push(&only_boneyard);
            }
            for (m, list) in lists.into_iter().enumerate() {
                let loose = loose.filter(|_| m == 0);
                let place = format!("stripboards[{n}]");
                let rows = self.rows(&by_id, list, loose, &place);
                for row in &rows {
                    if let Placed::Banner(strip) | Placed::Day(Some(strip)) = row {
                        placed.insert(&strip.id);
                    }
                }
                let order = orders.next().unwrap_or_default();
                let board = self.board(set, list, m, order, name);
                self.place(&board, &rows);
                out.push(board);
            }
        }
        let unplaced = uss
            .breakdowns
            .iter()
            .filter(|b| !b.kind.is_scene() && !placed.contains(b.id.as_str()));
        self.kept.breakdowns = unplaced.cloned().collect();
        out
    }

    /// Lists the rows from top to bottom. What stands behind the last break is a day of its own;
    /// a break with nothing above it would be a day without work, and is none (DOMAIN 3.5).
    fn rows(
        &mut self,
        by_id: &HashMap<&str, &'a Breakdown>,
        list: &Board,
        loose: Option<&Board>,
        place: &str,
    ) -> Vec<Placed<'a>> {
        let mut out = Vec::new();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut day: Vec<Placed<'a>> = Vec::new();
        let mut is_first = true;
        let loose = loose
            .into_iter()
            .flat_map(|l| &l.breakdown_ids)
            .map(|id| (id, true));
        let strips = list.breakdown_ids.iter().map(|id| (id, false));
        for (id, is_loose) in loose.chain(strips) {
            let Some(strip) = by_id.get(id.as_str()).copied() else {
                self.say(
                    place.to_owned(),
                    format!("“{id}” is no breakdown of the file."),
                );
                continue;
            };
            if !seen.insert(id.clone()) {
                self.say(
                    place.to_owned(),
                    format!("“{id}” stands on the board twice."),
                );
                continue;
            }
            match strip.kind {
                BreakdownKind::Day if is_loose => {}
                BreakdownKind::Day => {
                    let is_ours = strip.extra.contains_key(EMPTY_DAY);
                    if is_first && day.is_empty() && !is_ours {
                        let message = "A day break with nothing above it was left out.";
                        self.say(place.to_owned(), message);
                    } else {
                        out.push(Placed::Day(Some(strip)));
                        out.append(&mut day);
                    }
                    is_first = false;
                }
                BreakdownKind::Banner if is_loose => out.push(Placed::Banner(strip)),
                BreakdownKind::Banner => day.push(Placed::Banner(strip)),
                BreakdownKind::Scene => {
                    let Some(scene) = self.scenes.get(id.as_str()).cloned() else {
                        continue;
                    };
                    // Two breakdowns of the file may be one scene of the book.
                    if !seen.insert(format!("scene {scene}")) {
                        continue;
                    }
                    let rows = if is_loose { &mut out } else { &mut day };
                    rows.push(Placed::Scene(scene));
                }
            }
        }
        if !day.is_empty() {
            out.push(Placed::Day(None));
            out.append(&mut day);
        }
        out
    }

    /// Returns the board of a list: the one that came from it before, the production's own while
    /// nothing was done on it, or a new one.
    fn board(&mut self, set: &Stripboard, list: &Board, m: usize, order: String, name: &str) -> Id {
        let keep = KeptBoard {
            set: Stripboard {
                boards: set
                    .boards
                    .iter()
                    .map(|board| Board {
                        breakdown_ids: Vec::new(),
                        ..board.clone()
                    })
                    .collect(),
                ..set.clone()
            },
            board: Board {
                breakdown_ids: Vec::new(),
                ..list.clone()
            },
        };
        let boards = board::boards(self.book);
        let known = boards.iter().find(|record| {
            let kept: KeptBoard = kept(record);
            !record.text("uss").is_empty()
                && kept.set.id == keep.set.id
                && kept.board.id == keep.board.id
                && self.is_of_a_file(&record.id)
        });
        let fresh = boards.first().filter(|record| {
            let is_taken = self.command.edits.iter().any(|edit| edit.id == record.id);
            let is_own = !record.text("uss").is_empty();
            boards.len() == 1 && !is_own && !is_taken && self.is_fresh(&record.id)
        });
        let id = match known.or(fresh) {
            Some(record) => record.id.clone(),
            None => (self.new_id)(),
        };
        let named = set
            .name
            .as_deref()
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let list_name = list.name.as_deref().unwrap_or_default();
        let title = match m {
            0 => named.unwrap_or(name).to_owned(),
            _ => format!("{} – {list_name}", named.unwrap_or(name)),
        };
        self.fill(&Kind::Board, &id, "name", title);
        self.fill(&Kind::Board, &id, "order", order);
        self.put(&Kind::Board, &id, "uss", json(&keep));
        id
    }

    /// Says whether all rows of a board came from a file: nobody's own days are at stake.
    fn is_of_a_file(&self, board: &Id) -> bool {
        self.book
            .all(&Kind::Row)
            .filter(|row| row.text("board") == board.as_str())
            .all(|row| !row.text("uss").is_empty())
    }

    /// Says whether nothing was done on a board: no rows but one empty day without a plan.
    fn is_fresh(&self, board: &Id) -> bool {
        let layout = layout(self.book, board);
        let is_untouched = |day: &board::DayView| {
            day.rows.is_empty() && self.book.get(&Kind::Day, &day.plan).is_none()
        };
        layout.loose.is_empty() && layout.days.len() <= 1 && layout.days.iter().all(is_untouched)
    }

    /// Makes the rows that are not there, and gives all of them their places if they stand in
    /// another order. Scenes that the file does not schedule go to the boneyard.
    fn place(&mut self, board: &Id, rows: &[Placed]) {
        let layout = layout(self.book, board);
        let mut known: HashMap<(&str, String), Vec<Id>> = HashMap::new();
        for record in self.book.all(&Kind::Row) {
            if record.text("board") == board.as_str() {
                let kept: Kept = kept(record);
                let what = if record.text("what") == "day" {
                    "day"
                } else {
                    "banner"
                };
                known
                    .entry((what, kept.id))
                    .or_default()
                    .insert(0, record.id.clone());
            }
        }
        let mut keys: Vec<RowKey> = Vec::with_capacity(rows.len());
        for row in rows {
            let (what, strip) = match row {
                Placed::Scene(id) => {
                    keys.push(RowKey::Scene(id.clone()));
                    continue;
                }
                Placed::Banner(strip) => ("banner", Some(*strip)),
                Placed::Day(strip) => ("day", *strip),
            };
            let uss_id = strip.map(|strip| strip.id.clone()).unwrap_or_default();
            let found = known.get_mut(&(what, uss_id.clone())).and_then(Vec::pop);
            let is_new = found.is_none();
            let id = found.unwrap_or_else(|| (self.new_id)());
            if is_new {
                self.command.add(Kind::Row, &id, "board", board);
                self.command.add(Kind::Row, &id, "what", what);
            }
            let text = strip
                .and_then(|strip| strip.description.as_deref())
                .unwrap_or_default();
            self.fill(&Kind::Row, &id, "text", text.trim());
            let time = strip
                .and_then(|strip| strip.time)
                .filter(|_| what == "banner");
            let time = time.and_then(minutes).map(|(minutes, _)| minutes);
            self.fill(
                &Kind::Row,
                &id,
                "minutes",
                time.filter(|minutes| *minutes > 0),
            );
            let keep = Kept {
                id: uss_id,
                strip: strip.cloned(),
                ..Kept::default()
            };
            self.put(&Kind::Row, &id, "uss", json(&keep));
            keys.push(match what {
                "day" => RowKey::Day(id),
                _ => RowKey::Banner(id),
            });
        }

        let now: Vec<RowKey> = layout.entries().into_iter().map(|(key, _)| key).collect();
        if now == keys {
            return;
        }
        let stays: BTreeSet<&RowKey> = keys.iter().collect();
        for key in now.iter().filter(|key| !stays.contains(key)) {
            let (kind, id) = slot(board, key);
            // A scene waits in the boneyard, an empty day or a banner of before is gone.
            match key {
                RowKey::Scene(_) => self.command.add(kind, &id, "place", Value::Nothing),
                _ => self.command.add(kind, &id, crate::record::REMOVED, true),
            }
        }
        for (key, place) in keys.iter().zip(order::several(None, None, keys.len())) {
            let (kind, id) = slot(board, key);
            self.put(&kind, &id, "place", place);
        }
    }
}

/// The own key that tells an empty first day of ours from a break that somebody left over.
pub(in super::super) const EMPTY_DAY: &str = "_callboardDay";

fn slot(board: &Id, key: &RowKey) -> (Kind, Id) {
    match key {
        RowKey::Scene(scene) => (Kind::Strip, Id::joined(board, scene)),
        RowKey::Banner(row) | RowKey::Day(row) => (Kind::Row, row.clone()),
    }
}

fn is_named(board: &Board, name: &str) -> bool {
    let own = board.name.as_deref().unwrap_or_default();
    own.trim().eq_ignore_ascii_case(name)
}
