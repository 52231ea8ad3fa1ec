//! Strips into days by themselves: how much a day takes, what days it makes, one press.

use leptos::prelude::*;
use shared::board::{self, Filled, Limits, RowKey};
use shared::clock;
use shared::eighths::Eighths;

use crate::platform::random;
use crate::ui::*;

use super::state::Board;

/// Pages of a day on a board without limits: a feature's usual measure.
const PAGES: Eighths = Eighths(40);
/// How many days are listed before the rest is counted.
const SHOWN: usize = 40;

#[component]
pub fn Fill(board: Board) -> impl IntoView {
    let rows = board.filling.get_untracked();
    let count = rows.len();
    let rows = StoredValue::new(rows);
    let (pages, hours) = (RwSignal::new(String::new()), RwSignal::new(None::<i64>));
    let mut limits = board
        .store
        .peek(|book| Limits::of(book, &board.id.get_untracked()));
    if limits == Limits::default() {
        limits.day_eighths = Some(PAGES);
    }
    pages.set(
        limits
            .day_eighths
            .map(|e| e.to_string())
            .unwrap_or_default(),
    );
    hours.set(limits.day_min);
    let typed = Memo::new(move |_| read(&pages.get(), hours.get()));
    let made = Memo::new(move |_| {
        let limits = typed.get().ok()?;
        Some(board.layout.with(|l| {
            let rows = rows.get_value();
            board::into_days(l, &rows, limits, String::new(), &mut random::id).groups
        }))
    });
    let put = move || {
        let Ok(limits) = typed.get_untracked() else {
            return;
        };
        board.is_panel_open.set(false);
        fill(board, &rows.get_value(), limits);
    };
    let error = Signal::derive(move || typed.get().err());
    let summary = move || {
        made.get().map(|days| {
            let most = days
                .iter()
                .map(|day| day.eighths)
                .max()
                .unwrap_or(Eighths::ZERO);
            crate::t!("fill.makes", n = days.len(), most = most)
        })
    };
    let days = move || {
        let days = made.get().unwrap_or_default();
        let more = days.len().saturating_sub(SHOWN);
        let line = |day: board::Group| {
            let scenes = day
                .rows
                .iter()
                .filter(|key| matches!(key, RowKey::Scene(_)))
                .count();
            let mut about = vec![
                crate::t!("board.n_scenes", n = scenes),
                crate::t!("board.pages", n = day.eighths),
            ];
            about.extend((day.minutes > 0).then(|| clock::length(day.minutes)));
            view! { <li>{about.join(", ")}</li> }
        };
        view! {
            <ol class="fill-days" tabindex="0" aria-label=crate::t!("fill.days")>{days.into_iter().take(SHOWN).map(line).collect_view()}</ol>
            {(more > 0).then(|| view! { <p class="muted">{crate::t!("fill.more", n = more)}</p> })}
        }
    };
    view! {
        <p>{crate::t!("fill.text")}</p>
        <Form on_submit=put class="stack">
            <div class="fields">
                <TextField
                    label=crate::t!("boards.pages")
                    value=pages
                    on_input=move |typed| pages.set(typed)
                    help=crate::t!("boards.pages_help")
                    error
                />
                <LengthField
                    label=crate::t!("boards.hours")
                    value=hours
                    on_commit=Callback::new(move |min| hours.set(min))
                />
            </div>
            <p role="status"><b>{summary}</b></p>
            {days}
            <div class="line">
                <Button
                    kind=ButtonKind::Main
                    submit=true
                    disabled=Signal::derive(move || count == 0 || typed.with(Result::is_err))
                >
                    {move || {
                        let n = made.with(|made| made.as_ref().map_or(0, Vec::len));
                        crate::t!("fill.do", strips = count, n = n)
                    }}
                </Button>
            </div>
        </Form>
    }
}

fn read(pages: &str, day_min: Option<i64>) -> Result<Limits, String> {
    let day_eighths = match pages.trim() {
        "" => None,
        typed => Some(typed.parse::<Eighths>().map_err(|why| why.to_string())?),
    };
    let limits = Limits {
        day_eighths: day_eighths.filter(|e| *e > Eighths::ZERO),
        day_min: day_min.filter(|min| *min > 0),
    };
    match limits == Limits::default() {
        true => Err(crate::t!("suggest.no_limit").to_owned()),
        false => Ok(limits),
    }
}

fn fill(board: Board, rows: &[RowKey], limits: Limits) {
    let Filled {
        mut command,
        groups,
        ..
    } = board
        .layout
        .with_untracked(|l| board::into_days(l, rows, limits, String::new(), &mut random::id));
    let strips: usize = groups.iter().map(|group| group.rows.len()).sum();
    command.label = crate::t!("fill.did", strips = strips, n = groups.len());
    board.said.set(command.label.clone());
    board.clear();
    board.clashes.tell_next();
    board.store.act(command);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_needs_a_measure() {
        let check = |pages: &str, min: Option<i64>, want: Option<(u32, i64)>| {
            let limits = read(pages, min).ok();
            let seen = limits.map(|l| (l.day_eighths.map_or(0, |e| e.0), l.day_min.unwrap_or(0)));
            assert_eq!(seen, want, "{pages}");
        };
        check("5", None, Some((40, 0)));
        check("4 4/8", Some(600), Some((36, 600)));
        check("", Some(600), Some((0, 600)));
        check("", None, None);
        check("0", Some(0), None);
        check("many", Some(600), None);
    }
}
