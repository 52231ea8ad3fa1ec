//! Suggests an order: what is asked for, how the search goes, and the best order it has found.

use leptos::prelude::*;
use shared::board::Limits;
use shared::eighths::Eighths;
use shared::suggest::Options;

use crate::ui::*;

use super::figures::{Figures, Words};
use super::search::{Aim, RUN_MS, Run, Stage};
use super::state::Board;

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
