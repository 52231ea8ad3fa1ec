//! The search for an order, in slices beside everything else. It never writes the board that it
//! looks at: the best order becomes a board of its own.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use shared::board::{Comparison, Layout, Limits};
use shared::suggest::{Options, Problem, Search, Term, Weights};

use crate::platform::{random, time};

use super::state::Board;

/// How long a slice may keep the page from answering, and how many steps the first one makes.
const SLICE_MS: i64 = 8;
const FIRST_STEPS: u64 = 200;
/// How long a search runs, and how long between two looks at its best order.
pub const RUN_MS: i64 = 30_000;
const LOOK_MS: i64 = 1_500;

/// What matters most to whoever asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Aim {
    Balanced,
    Days,
    Cast,
    Moves,
}

impl Aim {
    pub const ALL: [Aim; 4] = [Self::Balanced, Self::Days, Self::Cast, Self::Moves];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Balanced => "balanced",
            Self::Days => "days",
            Self::Cast => "cast",
            Self::Moves => "moves",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Balanced => crate::t!("suggest.balanced"),
            Self::Days => crate::t!("suggest.days"),
            Self::Cast => crate::t!("suggest.cast"),
            Self::Moves => crate::t!("suggest.moves"),
        }
    }

    pub fn weights(self) -> Weights {
        // Five times the custom: it decides wherever it can, and the rest still counts.
        let more = |terms: &[Term]| {
            let custom = Weights::default();
            let each = terms.iter();
            each.fold(custom, |w, term| w.with(*term, 5 * custom.get(*term)))
        };
        match self {
            Self::Balanced => Weights::default(),
            Self::Days => more(&[Term::Days]),
            Self::Cast => more(&[Term::Held]),
            Self::Moves => more(&[Term::MovesWithin, Term::MovesBetween]),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    Asking,
    Running,
    Stopped,
}

/// A search and what is seen of it.
#[derive(Clone, Copy)]
pub struct Run {
    pub board: Board,
    pub stage: RwSignal<Stage>,
    search: StoredValue<Option<Search>, LocalStorage>,
    /// The board as it was when the search began.
    layout: StoredValue<Option<Arc<Layout>>>,
    pub best: RwSignal<Option<Arc<Comparison>>>,
    since_ms: StoredValue<i64>,
    looked_ms: StoredValue<i64>,
    cost: StoredValue<i64>,
    steps: StoredValue<u64>,
    /// Seconds and steps, as they are shown.
    pub done: RwSignal<(i64, u64)>,
}

impl Run {
    pub fn new(board: Board) -> Self {
        Self {
            board,
            stage: RwSignal::new(Stage::Asking),
            search: StoredValue::new_local(None),
            layout: StoredValue::new(None),
            best: RwSignal::new(None),
            since_ms: StoredValue::new(0),
            looked_ms: StoredValue::new(0),
            cost: StoredValue::new(i64::MAX),
            steps: StoredValue::new(FIRST_STEPS),
            done: RwSignal::new((0, 0)),
        }
    }

    pub fn start(self, weights: Weights, limits: Limits) {
        let layout = self.board.layout.get_untracked();
        let problem = self.board.store.peek(|book| {
            let options = Options {
                weights,
                limits,
                ..Options::of(book, &layout)
            };
            Problem::of(book, &layout, &options)
        });
        if problem.scenes() == 0 {
            return self.board.store.say(crate::t!("suggest.no_scenes"));
        }
        self.layout.set_value(Some(layout));
        self.best.set(None);
        self.cost.set_value(i64::MAX);
        self.done.set((0, 0));
        self.since_ms.set_value(time::now_ms());
        self.stage.set(Stage::Running);
        // The button that was pressed answers before the first order is made.
        set_timeout(
            move || {
                let seed = u64::from_le_bytes(random::bytes());
                if self
                    .search
                    .try_set_value(Some(Search::new(problem, seed)))
                    .is_none()
                {
                    self.look();
                    self.go_on();
                }
            },
            Duration::from_millis(30),
        );
    }

    fn go_on(self) {
        set_timeout(
            move || {
                // The dialog was closed, or the search was stopped.
                if self.stage.try_get_untracked() != Some(Stage::Running) {
                    return;
                }
                self.slice();
                self.go_on();
            },
            Duration::from_millis(0),
        );
    }

    fn slice(self) {
        let began = time::now_ms();
        let steps = self.steps.get_value();
        let seen = self.search.try_update_value(|search| {
            let search = search.as_mut()?;
            let cost = search.run(steps).cost;
            Some((cost, search.steps()))
        });
        let Some((cost, all)) = seen.flatten() else {
            return;
        };
        let now = time::now_ms();
        // The clock tells whole milliseconds, so the slice grows and shrinks by halves.
        match now - began {
            took if took > SLICE_MS => self.steps.set_value((steps / 2).max(20)),
            took if took < SLICE_MS / 2 => self.steps.set_value(steps + steps / 2),
            _ => {}
        }
        let ran_ms = now - self.since_ms.get_value();
        let seconds = ran_ms / 1000;
        if self.done.get_untracked().0 != seconds {
            self.done.set((seconds, all));
        }
        let is_better = cost < self.cost.get_value();
        if is_better && now - self.looked_ms.get_value() > LOOK_MS {
            self.look();
        }
        if ran_ms > RUN_MS {
            self.stop();
        }
    }

    /// Measures the best order as the board that it would be.
    fn look(self) {
        let found = self
            .search
            .with_value(|search| search.as_ref().map(|s| (s.proposal(), s.best().cost)));
        let (Some((proposal, cost)), Some(layout)) = (found, self.layout.get_value()) else {
            return;
        };
        let both = self
            .board
            .store
            .peek(|book| proposal.compared(book, &layout));
        self.cost.set_value(cost);
        self.best.set(Some(Arc::new(both)));
        self.looked_ms.set_value(time::now_ms());
    }

    pub fn stop(self) {
        self.look();
        self.stage.set(Stage::Stopped);
    }

    /// Makes a board of the best order, and opens it beside the one it was made for.
    pub fn make(self) {
        let board = self.board;
        let proposal = self
            .search
            .with_value(|search| search.as_ref().map(Search::proposal));
        let (Some(proposal), Some(layout)) = (proposal, self.layout.get_value()) else {
            return;
        };
        let name = board.name_from(1, |n| match n {
            1 => crate::t!("suggest.name").to_owned(),
            n => crate::t!("suggest.name_n", n = n),
        });
        let (fresh, old) = (random::id(), layout.board.clone());
        let label = crate::t!("suggest.did.made", name = name);
        let command = board
            .store
            .peek(|book| proposal.command(book, &layout, &name, &fresh, label, &mut random::id));
        self.stage.set(Stage::Stopped);
        board.is_suggesting.set(false);
        board.store.act(command);
        let (fresh, old) = (fresh.to_string(), old.to_string());
        board.address.go(&[
            ("board", fresh.as_str()),
            ("compare", old.as_str()),
            ("scene", ""),
            ("conflicts", ""),
        ]);
    }
}
