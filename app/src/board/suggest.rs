//! Suggests an order: a search in slices beside everything else, whose best order can become a
//! board of its own. The shown board is never written.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use shared::board::{Comparison, Layout, Limits};
use shared::eighths::Eighths;
use shared::suggest::{Options, Problem, Search, Term, Weights};

use crate::platform::{random, time};
use crate::ui::*;

use super::figures::{Figures, Words};
use super::state::Board;

/// How long a slice may keep the page from answering, and how many steps the first one makes.
const SLICE_MS: i64 = 8;
const FIRST_STEPS: u64 = 200;
/// How long a search runs, and how long between two looks at its best order.
const RUN_MS: i64 = 30_000;
const LOOK_MS: i64 = 1_500;

/// What matters most to whoever asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Aim {
    Balanced,
    Days,
    Cast,
    Moves,
}

impl Aim {
    const ALL: [Aim; 4] = [Self::Balanced, Self::Days, Self::Cast, Self::Moves];

    fn as_str(self) -> &'static str {
        match self {
            Self::Balanced => "balanced",
            Self::Days => "days",
            Self::Cast => "cast",
            Self::Moves => "moves",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Balanced => crate::t!("suggest.balanced"),
            Self::Days => crate::t!("suggest.days"),
            Self::Cast => crate::t!("suggest.cast"),
            Self::Moves => crate::t!("suggest.moves"),
        }
    }

    fn weights(self) -> Weights {
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
enum Stage {
    Asking,
    Running,
    Stopped,
}

/// A search and what is seen of it.
#[derive(Clone, Copy)]
struct Run {
    board: Board,
    stage: RwSignal<Stage>,
    search: StoredValue<Option<Search>, LocalStorage>,
    /// The board as it was when the search began.
    layout: StoredValue<Option<Arc<Layout>>>,
    best: RwSignal<Option<Arc<Comparison>>>,
    since_ms: StoredValue<i64>,
    looked_ms: StoredValue<i64>,
    cost: StoredValue<i64>,
    steps: StoredValue<u64>,
    /// Seconds and steps, as they are shown.
    done: RwSignal<(i64, u64)>,
}

impl Run {
    fn new(board: Board) -> Self {
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

    fn start(self, weights: Weights, limits: Limits) {
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

    fn stop(self) {
        self.look();
        self.stage.set(Stage::Stopped);
    }

    /// Makes a board of the best order, and opens it beside the one it was made for.
    fn make(self) {
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

#[component]
pub fn Suggest(board: Board) -> impl IntoView {
    let run = Run::new(board);
    let locked = board.store.peek(|book| {
        board
            .layout
            .with_untracked(|layout| Options::of(book, layout).locked.len())
    });
    let has_best = Memo::new(move |_| run.best.with(Option::is_some));
    view! {
        <p>{crate::t!("suggest.text")}</p>
        {(locked > 0).then(|| view! { <p class="muted">{crate::t!("suggest.locked", n = locked)}</p> })}
        <Wishes run />
        <p class="hidden" role="status">
            {move || match run.stage.get() {
                Stage::Asking => "",
                Stage::Running => crate::t!("suggest.running"),
                Stage::Stopped => crate::t!("suggest.stopped"),
            }}
        </p>
        <Show when=move || run.stage.get() != Stage::Asking>
            <Progress run />
        </Show>
        <Show when=move || has_best.get()>
            <Best run />
        </Show>
    }
}

/// What is asked for, and the button that starts.
#[component]
fn Wishes(run: Run) -> impl IntoView {
    let limits = run.board.store.peek(|book| {
        run.board
            .layout
            .with_untracked(|layout| Options::of(book, layout).limits)
    });
    let aim = RwSignal::new(Aim::Balanced);
    let pages = RwSignal::new(
        limits
            .day_eighths
            .map(|e| e.to_string())
            .unwrap_or_default(),
    );
    let hours = RwSignal::new(limits.day_min);
    let error = RwSignal::new(None::<String>);
    let options = Aim::ALL.map(|aim| (aim.as_str().to_owned(), aim.name().to_owned()));
    let choose = move |chosen: String| {
        let found = Aim::ALL.into_iter().find(|aim| aim.as_str() == chosen);
        aim.set(found.unwrap_or(Aim::Balanced));
    };
    let start = move || {
        let typed = pages.get_untracked();
        let day_eighths = match typed.trim() {
            "" => None,
            typed => match typed.parse::<Eighths>() {
                Ok(eighths) => Some(eighths).filter(|e| *e > Eighths::ZERO),
                Err(why) => return error.set(Some(why.to_string())),
            },
        };
        let day_min = hours.get_untracked().filter(|min| *min > 0);
        if day_eighths.is_none() && day_min.is_none() {
            return error.set(Some(crate::t!("suggest.no_limit").to_owned()));
        }
        error.set(None);
        let limits = Limits {
            day_eighths,
            day_min,
        };
        run.start(aim.get_untracked().weights(), limits);
    };
    let is_running = Signal::derive(move || run.stage.get() == Stage::Running);
    view! {
        <form class="stack" on:submit=move |event| {
            event.prevent_default();
            start();
        }>
            <div class="fields">
                <SelectField
                    label=crate::t!("suggest.aim")
                    value=Signal::derive(move || aim.get().as_str().to_owned())
                    options=options.to_vec()
                    on_commit=choose
                    disabled=is_running
                />
                <TextField
                    label=crate::t!("boards.pages")
                    value=pages
                    on_input=move |typed: String| {
                        error.set(None);
                        pages.set(typed);
                    }
                    error
                    disabled=is_running
                />
                <LengthField
                    label=crate::t!("boards.hours")
                    value=hours
                    on_commit=Callback::new(move |min| hours.set(min))
                    disabled=is_running
                />
            </div>
            <Show when=move || !is_running.get()>
                <div class="line">
                    <Button kind=ButtonKind::Main submit=true>
                        {move || if run.stage.get() == Stage::Stopped {
                            crate::t!("suggest.again")
                        } else {
                            crate::t!("suggest.start")
                        }}
                    </Button>
                </div>
            </Show>
        </form>
    }
}

#[component]
fn Progress(run: Run) -> impl IntoView {
    let words = move || {
        let (seconds, steps) = run.done.get();
        crate::t!("suggest.done", n = thousands(steps), seconds = seconds)
    };
    view! {
        <div class="suggest-run">
            <progress
                aria-label=crate::t!("suggest.progress")
                max=RUN_MS / 1000
                value=move || run.done.get().0
            ></progress>
            <span class="muted">{words}</span>
            <Show when=move || run.stage.get() == Stage::Running>
                <Button on_click=move || run.stop()>{crate::t!("suggest.stop")}</Button>
            </Show>
        </div>
    }
}

fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The best order so far against the board, and the way to keep it.
#[component]
fn Best(run: Run) -> impl IntoView {
    let words = Words {
        left: untrack(|| run.board.title()),
        right: crate::t!("suggest.column").to_owned(),
    };
    view! {
        {move || run.best.get().map(|both| view! { <Figures both words=words.clone() /> })}
        <div class="line">
            <Button kind=ButtonKind::Main on_click=move || run.make()>{crate::t!("suggest.make")}</Button>
            <Button on_click=move || run.board.is_suggesting.set(false)>{crate::t!("suggest.drop")}</Button>
        </div>
    }
}
