//! The dates as months, each date a button; and the key to their shapes.

use std::sync::Arc;

use jiff::civil::Date;
use leptos::prelude::*;
use shared::calendar::{self, Cell, DateKind, Phase};

use crate::floor::today;
use crate::platform::links;
use crate::store::use_store;
use crate::ui::*;

use super::dates;
use super::room::Shown;
use super::words::{self, Look, kind_word, look_of, phase_short, phase_words};

#[component]
pub fn Months(room: Shown) -> impl IntoView {
    let months = Memo::new(move |_| {
        room.calendar
            .with(|c| room.phases.with(|p| calendar::months(c, p)))
    });
    view! {
        <div class="months" on:keydown=move |event| walk(&event)>
            <For each=move || months.get() key=|first| *first let:first>
                <MonthCard first room />
            </For>
        </div>
    }
}

/// Arrow keys walk from date to date.
fn walk(event: &leptos::ev::KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowRight" => 1,
        "ArrowLeft" => -1,
        "ArrowDown" => 7,
        "ArrowUp" => -7,
        _ => return,
    };
    if links::step(event, "button.date", step).is_some() {
        event.prevent_default();
    }
}

#[component]
fn MonthCard(first: Date, room: Shown) -> impl IntoView {
    let month = Memo::new(move |_| {
        room.calendar.with(|c| {
            room.phases.with(|p| {
                room.layout
                    .with(|l| Arc::new(calendar::month(c, p, l, first)))
            })
        })
    });
    let store = use_store();
    let today = Memo::new(move |_| calendar::parse_date(&today(store)));
    let heading = element_id("month");
    let label = heading.clone();
    let weekdays = crate::t!("calendar.weekdays_short")
        .split('|')
        .zip(crate::t!("calendar.weekdays").split('|'));
    view! {
        <section class="card month" aria-labelledby=label>
            <h2 id=heading>{dates::month(first)}</h2>
            <table>
                <thead>
                    <tr>
                        {weekdays
                            .map(|(short, long)| view! { <th scope="col"><abbr title=long>{short}</abbr></th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        let today = today.get();
                        month.with(|m| {
                            m.weeks
                                .iter()
                                .map(|week| {
                                    let cells = week.iter().cloned();
                                    view! {
                                        <tr>{cells.map(|cell| date_cell(cell, room, today)).collect_view()}</tr>
                                    }
                                })
                                .collect_view()
                        })
                    }}
                </tbody>
            </table>
        </section>
    }
}

fn date_cell(cell: Cell, room: Shown, today: Option<Date>) -> impl IntoView {
    if !cell.is_inside {
        return view! { <td class="outside"></td> }.into_any();
    }
    let date = cell.date;
    let word = match (cell.phase, cell.kind) {
        (Some(phase), _) => phase_short(phase),
        (None, DateKind::Working) => String::new(),
        (None, DateKind::Weekly | DateKind::Off) => crate::t!("calendar.off_short").to_owned(),
        (None, DateKind::Travel) => crate::t!("calendar.travel_short").to_owned(),
        (None, DateKind::Move) => crate::t!("calendar.move_short").to_owned(),
        (None, kind) => kind_word(kind).to_owned(),
    };
    let mut spoken = vec![dates::long(date)];
    spoken.push(
        cell.phase
            .map_or_else(|| kind_word(cell.kind).to_owned(), phase_words),
    );
    spoken.extend((!cell.text.is_empty()).then(|| cell.text.to_string()));
    spoken.extend((today == Some(date)).then(|| crate::t!("calendar.today").to_owned()));
    let look = look_of(cell.kind, cell.phase);
    let class = format!(
        "date {}{}",
        look.class,
        if today == Some(date) { " today" } else { "" }
    );
    let open = room.open;
    view! {
        <td>
            <button
                type="button"
                class=class
                aria-label=spoken.join(", ")
                aria-pressed=move || (open.get() == Some(date)).to_string()
                data-id=date.to_string()
                on:click=move |_| room.address.replace(&[("date", &date.to_string())])
            >
                <span class="num">{date.day()}</span>
                <span class="word"><Shape look />{word}</span>
                <span class="text">{cell.text.to_string()}</span>
            </button>
        </td>
    }
    .into_any()
}

/// The shape of a date, for those who see it: the word stands beside it.
#[component]
pub fn Shape(look: Look) -> impl IntoView {
    let has = !look.shape.is_empty();
    has.then(|| view! { <i class="shape" aria-hidden="true">{look.shape}</i> })
}

/// What the shapes mean, as far as the calendar has them.
#[component]
pub fn Key(room: Shown) -> impl IntoView {
    let lines = move || {
        let has = |kind: DateKind| {
            room.calendar
                .with(|c| c.exceptions.keys().any(|date| c.kind(*date) == kind))
        };
        room.phases.with(|p| {
            [
                (
                    words::PREP,
                    crate::t!("calendar.key.prep"),
                    !p.prep.is_empty(),
                ),
                (
                    words::SHOOT,
                    crate::t!("calendar.key.shoot"),
                    !p.shoot.is_empty(),
                ),
                (
                    words::WRAP,
                    crate::t!("calendar.key.wrap"),
                    !p.wrap.is_empty(),
                ),
                (
                    words::HOLIDAY,
                    crate::t!("calendar.holiday"),
                    has(DateKind::Holiday),
                ),
                (
                    words::TRAVEL,
                    crate::t!("calendar.travel"),
                    has(DateKind::Travel),
                ),
                (words::MOVE, crate::t!("calendar.move"), has(DateKind::Move)),
            ]
        })
    };
    view! {
        <ul class="calendar-key" aria-label=crate::t!("calendar.key")>
            {move || {
                lines()
                    .into_iter()
                    .filter(|(.., is_there)| *is_there)
                    .map(|(look, word, _)| view! {
                        <li><span class=format!("key {}", look.class)><Shape look /></span>{word}</li>
                    })
                    .collect_view()
            }}
        </ul>
    }
}

/// "Prep: 10 days, Mon 3 May to Fri 14 May", for each of the three that there is.
pub fn phase_lines(room: Shown) -> Vec<(Look, String)> {
    let line = |look, name: &'static str, dates: &[Date]| {
        let (first, last) = (dates.first()?, dates.last()?);
        let (first, last) = (dates::medium(*first), dates::medium(*last));
        let text = match dates.len() {
            1 => crate::t!("calendar.phase_one", name = name, first = first),
            n => crate::t!(
                "calendar.phase",
                name = name,
                n = n,
                first = first,
                last = last
            ),
        };
        Some((look, text))
    };
    room.phases.with(|p| {
        let all = [
            line(words::PREP, crate::t!("calendar.key.prep"), &p.prep),
            line(words::SHOOT, crate::t!("calendar.key.shoot"), &p.shoot),
            line(words::WRAP, crate::t!("calendar.key.wrap"), &p.wrap),
        ];
        all.into_iter().flatten().collect()
    })
}

/// Says what a date is, for the head of its pane.
pub fn date_words(room: Shown, date: Date) -> String {
    let phase: Option<Phase> = room.phases.with(|p| p.on(date));
    let kind = room.calendar.with(|c| c.kind(date));
    phase.map_or_else(|| kind_word(kind).to_owned(), phase_words)
}
