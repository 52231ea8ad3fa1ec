//! A shoot day on the board: its head, its strips, its end.

use leptos::prelude::*;
use shared::board::{DayView, Paper, RowKey, RowView};
use shared::calendar::DateKind;
use shared::clock;
use shared::eighths::Eighths;
use shared::id::Id;

use crate::calendar::dates;
use crate::platform::paper::paper;
use crate::ui::*;

use super::clash_list::DayClash;
use super::state::{Board, Current, attribute};
use super::strip::{Row, Side};

/// What stands in a day's head.
#[derive(Clone, PartialEq)]
struct Head {
    n: usize,
    date: Option<jiff::civil::Date>,
    text: String,
    place: String,
    more_places: usize,
    /// Nothing for a day without pages.
    pages: String,
    scenes: usize,
    cast: usize,
    cast_numbers: String,
    minutes: i64,
}

fn head(day: &DayView) -> Head {
    Head {
        n: day.n,
        date: day.date,
        text: day.text.to_string(),
        place: day
            .location()
            .map(|(_, name)| name.to_string())
            .unwrap_or_default(),
        more_places: day.locations.len().saturating_sub(1),
        pages: pages(day.eighths),
        scenes: day.scenes,
        cast: day.cast.len(),
        cast_numbers: crate::scene::cast_numbers(&day.cast),
        minutes: day.est_min,
    }
}

fn pages(eighths: Eighths) -> String {
    if eighths == Eighths::ZERO {
        return String::new();
    }
    crate::t!("board.pages", n = eighths)
}

impl Head {
    fn title(&self) -> String {
        match self.date {
            Some(date) => crate::t!("board.day_date", n = self.n, date = dates::medium(date)),
            None => crate::t!("board.day", n = self.n),
        }
    }

    fn place(&self) -> String {
        match (self.place.is_empty(), self.more_places) {
            (true, _) => String::new(),
            (false, 0) => self.place.clone(),
            (false, n) => crate::t!("board.places", place = self.place, n = n),
        }
    }

    fn end(&self) -> String {
        match self.date {
            Some(date) => crate::t!("board.end_date", n = self.n, date = dates::long(date)),
            None => crate::t!("board.end", n = self.n),
        }
    }
}

#[component]
pub fn Day(board: Board, id: Id, current: Current, on_edit: Callback<Id>) -> impl IntoView {
    let key = id.clone();
    let facts = Memo::new(move |_| board.layout.with(|l| l.day(&key).map(head)));
    let key = id.clone();
    let rows = Memo::new(move |_| {
        board.layout.with(|l| {
            l.day(&key)
                .map(|day| day.rows.iter().map(RowView::key).collect::<Vec<_>>())
                .unwrap_or_default()
        })
    });
    let (start, end, empty) = (
        format!("start:{id}"),
        format!("end:{id}"),
        format!("end:{id}"),
    );
    let row = attribute(&RowKey::Day(id.clone()));
    let taken = row.clone();
    let heading = format!("day-{id}");
    let label = heading.clone();
    let edited = id.clone();
    let marked = id.clone();
    let end_class = move || {
        let paint = board.colours.with(|colours| colours.class(Paper::DayStrip));
        format!("day-end {}", paper(paint))
    };
    let fact = move |show: fn(&Head) -> String| {
        move || {
            facts
                .with(|f| f.as_ref().map(show))
                .filter(|text| !text.is_empty())
        }
    };
    view! {
        <section class="board-day" aria-labelledby=label id=format!("board-{id}") data-drop-day=taken>
            <Gap board id=id.clone() />
            <header class="day-head" data-drop=start data-row=move || board.may_plan.get().then(|| row.clone())>
                <h2 id=heading tabindex="-1">{fact(Head::title)}</h2>
                {move || fact(|f| f.text.clone())().map(|t| view! { <span class="day-text">{t}</span> })}
                {move || fact(Head::place)().map(|t| view! { <span class="day-place">{t}</span> })}
                <span class="day-pages">{fact(|f| f.pages.clone())}</span>
                <span>{fact(|f| if f.scenes > 0 { crate::t!("board.n_scenes", n = f.scenes) } else { String::new() })}</span>
                <span title=fact(|f| f.cast_numbers.clone())>
                    {fact(|f| if f.cast > 0 { crate::t!("board.n_cast", n = f.cast) } else { String::new() })}
                </span>
                {move || fact(|f| if f.minutes > 0 { clock::length(f.minutes) } else { String::new() })()
                    .map(|t| view! { <span>{t}</span> })}
                <DayClash board id=marked.clone() />
                <Show when=move || board.may_plan.get()>
                    <button
                        type="button"
                        class="btn-icon no-print"
                        data-no-drag=""
                        aria-label=fact(|f| crate::t!("board.change_day", n = f.n))
                        title=fact(|f| crate::t!("board.change_day", n = f.n))
                        on:click={
                            let edited = edited.clone();
                            move |_| on_edit.run(edited.clone())
                        }
                    >
                        <Icon icon=IconName::More />
                    </button>
                </Show>
            </header>
            <Show when=move || rows.with(Vec::is_empty)>
                <p class="day-empty" data-drop=empty.clone()>{crate::t!("board.no_strips")}</p>
            </Show>
            <ol class="strips" aria-label=fact(Head::title)>
                <For each=move || rows.get() key=RowKey::clone let:key>
                    <Row board key current side=Side::Board />
                </For>
            </ol>
            <p class=end_class data-drop=end>
                <span>{fact(Head::end)}</span>
                <b>{fact(|f| f.pages.clone())}</b>
            </p>
        </section>
    }
}

/// The days off between a day and the one before it.
#[component]
fn Gap(board: Board, id: Id) -> impl IntoView {
    let words = Memo::new(move |_| {
        let (before, after) = board.layout.with(|l| {
            let at = l.days.iter().position(|day| day.id == id)?;
            let before = at.checked_sub(1).and_then(|n| l.days[n].date)?;
            Some((before, l.days[at].date?))
        })?;
        let gap = board.calendar.with(|c| c.gap(before, after));
        if gap.is_empty() {
            return None;
        }
        let days: Vec<String> = gap
            .into_iter()
            .map(|(date, kind, text)| {
                let why = match kind {
                    _ if !text.is_empty() => text.to_string(),
                    DateKind::Holiday => crate::t!("calendar.holiday").to_lowercase(),
                    DateKind::Travel => crate::t!("calendar.travel").to_lowercase(),
                    DateKind::Move => crate::t!("calendar.move").to_lowercase(),
                    _ => String::new(),
                };
                let date = dates::short(date);
                if why.is_empty() {
                    date
                } else {
                    crate::t!("board.off_why", date = date, why = why)
                }
            })
            .collect();
        Some(crate::t!("board.off", days = days.join(", ")))
    });
    move || {
        words
            .get()
            .map(|words| view! { <p class="day-gap">{words}</p> })
    }
}
