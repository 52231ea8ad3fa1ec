//! What does not work on the shown board: derived after the paint, kept for drags and dialogs.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use shared::board::{self, Layout, RowKey, Spot};
use shared::book::Book;
use shared::conflict::{self, Conflict, Facts, Rules, Severity};
use shared::id::Id;
use shared::kind::Kind;

use crate::store::Reading;

use super::clash_words::{short, why};
use super::state::Board;

/// How long after the paint of an edit the rules run.
const SOON: Duration = Duration::from_millis(40);
/// How long a drag rests on a spot before the rules run for it.
const REST: Duration = Duration::from_millis(90);

/// The conflicts of a board, and what the rules know beside it.
#[derive(Debug)]
pub struct Found {
    board: Id,
    pub all: Vec<Conflict>,
    pub facts: Arc<Facts>,
    /// Which of them concern a scene or a day, for its mark; mere hints leave none.
    scenes: HashMap<Id, Vec<usize>>,
    days: HashMap<Id, Vec<usize>>,
}

impl Found {
    /// Runs the rules; what they know beside the board is taken over where it still holds.
    fn of(book: &Book, layout: &Layout, known: Option<Arc<Facts>>) -> Self {
        let facts = known.unwrap_or_else(|| Arc::new(Facts::of(book, layout, Rules::default())));
        let all = facts.conflicts(layout);
        let (mut scenes, mut days) = (HashMap::new(), HashMap::new());
        for (n, conflict) in all.iter().enumerate().filter(|(_, c)| is_grave(c)) {
            let mark = |marks: &mut HashMap<Id, Vec<usize>>, ids: &[Id]| {
                for id in ids {
                    marks.entry(id.clone()).or_default().push(n);
                }
            };
            mark(&mut scenes, &conflict.scenes);
            mark(&mut days, &conflict.days);
        }
        Self {
            board: layout.board.clone(),
            all,
            facts,
            scenes,
            days,
        }
    }

    /// Lists the conflicts that concern a scene.
    pub fn of_scene(&self, id: &Id) -> Vec<&Conflict> {
        let at = self.scenes.get(id).into_iter().flatten();
        at.filter_map(|n| self.all.get(*n)).collect()
    }

    fn of_day(&self, id: &Id) -> Vec<&Conflict> {
        let at = self.days.get(id).into_iter().flatten();
        at.filter_map(|n| self.all.get(*n)).collect()
    }
}

/// Says whether a conflict is more than a hint.
pub fn is_grave(conflict: &Conflict) -> bool {
    conflict.severity != Severity::Info
}

/// What a strip or the head of a day says of its conflicts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    pub severity: Severity,
    /// One or two words: "Away".
    pub short: String,
    /// The whole reason, for screen readers.
    pub why: String,
    pub count: usize,
}

/// Where the keyboard goes when the list opens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Aim {
    Heading,
    /// The first conflict of a day.
    Day(Id),
}

/// The conflicts of the room, as they were derived last.
#[derive(Clone, Copy)]
pub struct Clashes {
    found: RwSignal<Option<Arc<Found>>>,
    /// Counts the derivations: names and day numbers may differ while the conflicts are the same.
    turn: RwSignal<u32>,
    is_due: StoredValue<bool>,
    /// Something beside the rows has changed since the rules last read it.
    is_stale: StoredValue<bool>,
    /// The next derivation says what a move has caused.
    is_told: StoredValue<bool>,
    /// Counts the spots of a drag.
    spot: StoredValue<u32>,
    warning: RwSignal<Option<String>>,
    pub aim: RwSignal<Option<Aim>>,
}

impl Clashes {
    pub fn new() -> Self {
        Self {
            found: RwSignal::new(None),
            turn: RwSignal::new(0),
            is_due: StoredValue::new(false),
            is_stale: StoredValue::new(true),
            is_told: StoredValue::new(false),
            spot: StoredValue::new(0),
            warning: RwSignal::new(None),
            aim: RwSignal::new(None),
        }
    }

    /// Returns what was derived last, and tracks every derivation: for texts that name days.
    pub fn found(self) -> Option<Arc<Found>> {
        self.turn.track();
        self.found.get()
    }

    /// Returns what a drop on the spot under the pointer would cause, and tracks it.
    pub fn warning(self) -> Option<String> {
        self.warning.get()
    }

    /// Lets the next derivation say what came with it.
    pub fn tell_next(self) {
        self.is_told.set_value(true);
    }
}

impl Board {
    /// Derives the conflicts once the board is painted, and again after every change.
    pub fn watch_clashes(self) {
        let Clashes {
            is_due, is_stale, ..
        } = self.clashes;
        let beside: Vec<Kind> = conflict::KINDS
            .iter()
            .filter(|kind| !matches!(kind, Kind::Strip | Kind::Row))
            .cloned()
            .collect();
        Effect::new(move |_| {
            self.store.with(&beside, |_| ());
            is_stale.set_value(true);
        });
        Effect::new(move |_| {
            self.store.with(conflict::KINDS, |_| ());
            self.layout.track();
            let is_shown = self.compared.with(Option::is_none);
            if !is_shown || self.store.reading.get() < Reading::Whole || is_due.get_value() {
                return;
            }
            is_due.set_value(true);
            // A frame, then a timeout: the edit's own paint comes first.
            request_animation_frame(move || {
                set_timeout(move || self.derive_clashes(), SOON);
            });
        });
    }

    fn derive_clashes(self) {
        let Clashes {
            found,
            is_due,
            is_stale,
            is_told,
            ..
        } = self.clashes;
        // The room may be gone by now.
        if is_due.try_set_value(false).is_some() {
            return;
        }
        let Some(layout) = self.layout.try_get_untracked() else {
            return;
        };
        let before = found.get_untracked();
        let before = before.filter(|old| old.board == layout.board);
        let now = self.store.peek(|book| {
            // Rows of this board are no part of what was read; those of other units' boards are.
            let is_alone = board::units(book).is_empty();
            let holds = is_alone && !is_stale.get_value();
            let known = before.as_ref().filter(|_| holds);
            Found::of(book, &layout, known.map(|old| old.facts.clone()))
        });
        is_stale.set_value(false);
        if is_told.get_value() {
            is_told.set_value(false);
            let news = before
                .as_ref()
                .map(|old| conflict::news(&old.all, now.all.clone()));
            if let Some(text) = news.and_then(|news| self.told(news)) {
                let said = self.said.get_untracked();
                self.said
                    .set(crate::t!("conflict.after", said = said, text = text));
            }
        }
        // Nothing is drawn anew while the conflicts stay the same; what the rules know may differ.
        let is_same = before.is_some_and(|old| old.all == now.all);
        let now = Some(Arc::new(now));
        if is_same {
            *found.write_untracked() = now;
        } else {
            found.set(now);
        }
        self.clashes
            .turn
            .update(|turn| *turn = turn.wrapping_add(1));
    }

    /// Returns the mark of a strip, and tracks it.
    pub fn scene_mark(self, id: &Id) -> Option<Mark> {
        let found = self.clashes.found.read();
        self.mark(&found.as_ref()?.of_scene(id))
    }

    /// Returns the mark of a day's head, and tracks it.
    pub fn day_mark(self, id: &Id) -> Option<Mark> {
        let found = self.clashes.found.read();
        self.mark(&found.as_ref()?.of_day(id))
    }

    fn mark(self, all: &[&Conflict]) -> Option<Mark> {
        let first = all.first()?;
        let short = match all.len() - 1 {
            0 => short(first.rule).to_owned(),
            more => crate::t!("conflict.short_more", short = short(first.rule), n = more),
        };
        let reasons: Vec<String> = all.iter().map(|c| why(self, c)).collect();
        Some(Mark {
            severity: first.severity,
            short,
            why: reasons.join(" "),
            count: all.len(),
        })
    }

    /// Says how many conflicts a move would cause, and the first in words.
    pub fn would(self, rows: &[RowKey], to: &Spot) -> Option<String> {
        let found = self.clashes.found.get_untracked()?;
        let news = self.layout.with_untracked(|layout| {
            let is_same = layout.board == found.board;
            is_same.then(|| found.facts.would(layout, &found.all, rows, to))
        });
        self.told(news?)
    }

    fn told(self, mut news: Vec<Conflict>) -> Option<String> {
        news.retain(is_grave);
        let first = news.first()?;
        let why = why(self, first);
        Some(crate::t!("conflict.news", n = news.len(), why = why))
    }

    /// Warns of what a drop on a spot would cause, once the drag rests there.
    pub fn warn_of(self, rows: Vec<RowKey>, to: Option<Spot>) {
        let Clashes { spot, warning, .. } = self.clashes;
        let turn = spot.get_value().wrapping_add(1);
        spot.set_value(turn);
        if warning.with_untracked(Option::is_some) {
            warning.set(None);
        }
        let Some(to) = to else { return };
        set_timeout(
            move || {
                if spot.try_get_value() != Some(turn) {
                    return;
                }
                let text = self.would(&rows, &to);
                if let Some(text) = &text {
                    self.said.set(text.clone());
                }
                warning.set(text);
            },
            REST,
        );
    }

    /// Says for each of some days what a move to its end would cause: one day a turn, so that
    /// the dialog is there at once; again when other days are known.
    pub fn warnings(self, rows: Vec<RowKey>, days: Memo<Vec<Id>>) -> RwSignal<HashMap<Id, String>> {
        let all = RwSignal::new(HashMap::new());
        Effect::new(move |_| self.warn_next(all, rows.clone(), days.get(), 0));
        all
    }

    fn warn_next(
        self,
        all: RwSignal<HashMap<Id, String>>,
        rows: Vec<RowKey>,
        days: Vec<Id>,
        at: usize,
    ) {
        set_timeout(
            move || {
                let Some(day) = days.get(at).cloned() else {
                    return;
                };
                // The dialog was closed.
                if all.try_get_untracked().is_none() {
                    return;
                }
                if let Some(text) = self.would(&rows, &Spot::DayEnd(day.clone())) {
                    all.update(|all| {
                        all.insert(day, text);
                    });
                }
                self.warn_next(all, rows, days, at + 1);
            },
            Duration::from_millis(0),
        );
    }
}
