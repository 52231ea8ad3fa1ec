//! Months with the shoot days in them, the start, the weekly days off, the exceptions.

use std::sync::Arc;

use jiff::civil::Date;
use leptos::prelude::*;
use shared::access::Audience;
use shared::board::{self, Layout};
use shared::calendar::{self, Calendar, Cell, DateKind, What};

use crate::floor::today;
use crate::people::{Address, use_address};
use crate::platform::links;
use crate::shell::path;
use crate::store::use_store;
use crate::ui::*;

use super::dates;
use super::edit::{DatePane, Shoot};

#[component]
pub fn CalendarRoom() -> impl IntoView {
    let store = use_store();
    let address = use_address("calendar");
    let may_plan = Memo::new(move |_| store.may_write(&Audience::Plan));
    let calendar =
        Memo::new(move |_| store.with(calendar::KINDS, |book| Arc::new(Calendar::of(book))));
    let layout = Memo::new(move |_| {
        store.with(board::KINDS, |book| {
            board::layout(book, &board::active(book))
        })
    });
    let open = Memo::new(move |_| calendar::parse_date(&address.get("date")));
    let months = Memo::new(move |_| calendar.with(|c| layout.with(|l| calendar::months(c, l))));
    let has_start = Memo::new(move |_| calendar.with(|c| c.start.is_some()));
    let title = move || open.get().map(dates::long).unwrap_or_default();
    view! {
        <div class="calendar-room">
            <RoomHead title=crate::t!("calendar.title")>
                <LinkButton href=Signal::derive(move || path(&address.production(), "board"))>
                    {crate::t!("calendar.to_board")}
                </LinkButton>
            </RoomHead>
            <Shoot calendar layout may_plan />
            <Split>
                <div class="stack">
                    <div class="months" on:keydown=move |event| walk(&event)>
                        <For each=move || months.get() key=|first| *first let:first>
                            <MonthCard first calendar layout address open />
                        </For>
                    </div>
                    <Show when=move || has_start.get()>
                        <Exceptions calendar address />
                    </Show>
                </div>
                <Show when=move || open.get().is_some()>
                    <Pane title=Signal::derive(title) on_close=move || address.replace(&[("date", "")])>
                        {move || open.get().map(|date| view! { <DatePane date calendar layout address may_plan /> })}
                    </Pane>
                </Show>
            </Split>
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

/// Returns what a date is, in a word; an ordinary working day needs none.
pub fn kind_word(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Working => crate::t!("calendar.working"),
        DateKind::Weekly => crate::t!("calendar.weekly"),
        DateKind::Off => crate::t!("calendar.off"),
        DateKind::Holiday => crate::t!("calendar.holiday"),
        DateKind::Travel => crate::t!("calendar.travel"),
    }
}

fn kind_class(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Working => "working",
        DateKind::Weekly | DateKind::Off => "off",
        DateKind::Holiday => "holiday",
        DateKind::Travel => "travel",
    }
}

#[component]
fn MonthCard(
    first: Date,
    calendar: Memo<Arc<Calendar>>,
    layout: Memo<Arc<Layout>>,
    address: Address,
    open: Memo<Option<Date>>,
) -> impl IntoView {
    let month =
        Memo::new(move |_| calendar.with(|c| layout.with(|l| calendar::month(c, l, first))));
    let today = calendar::parse_date(&today(use_store()));
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
                        month.with(|m| {
                            m.weeks
                                .iter()
                                .map(|week| {
                                    let cells = week.iter().cloned();
                                    view! {
                                        <tr>{cells.map(|cell| date_cell(cell, address, open, today)).collect_view()}</tr>
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

fn date_cell(
    cell: Cell,
    address: Address,
    open: Memo<Option<Date>>,
    today: Option<Date>,
) -> impl IntoView {
    if !cell.is_inside {
        return view! { <td class="outside"></td> }.into_any();
    }
    let date = cell.date;
    let n = cell.n.map(|n| crate::t!("calendar.day", n = n));
    let is_working = cell.kind == DateKind::Working;
    let word = match (&n, is_working) {
        (Some(n), _) => n.clone(),
        (None, true) => String::new(),
        (None, false) => match cell.kind {
            DateKind::Weekly | DateKind::Off => crate::t!("calendar.off_short").to_owned(),
            kind => kind_word(kind).to_owned(),
        },
    };
    let mut spoken = vec![dates::long(date)];
    spoken.push(if word.is_empty() {
        kind_word(cell.kind).to_owned()
    } else {
        word.clone()
    });
    spoken.extend((!cell.text.is_empty()).then(|| cell.text.to_string()));
    spoken.extend((today == Some(date)).then(|| crate::t!("calendar.today").to_owned()));
    let class = format!(
        "date {}{}{}",
        kind_class(cell.kind),
        if cell.n.is_some() { " shoot" } else { "" },
        if today == Some(date) { " today" } else { "" }
    );
    view! {
        <td>
            <button
                type="button"
                class=class
                aria-label=spoken.join(", ")
                aria-pressed=move || (open.get() == Some(date)).to_string()
                data-id=date.to_string()
                on:click=move |_| address.replace(&[("date", &date.to_string())])
            >
                <span class="num">{date.day()}</span>
                <span class="word">{word}</span>
                <span class="text">{cell.text.to_string()}</span>
            </button>
        </td>
    }
    .into_any()
}

#[component]
fn Exceptions(calendar: Memo<Arc<Calendar>>, address: Address) -> impl IntoView {
    let all = Memo::new(move |_| {
        calendar.with(|c| {
            c.exceptions
                .iter()
                .map(|(d, e)| (*d, e.clone()))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <h2>{crate::t!("calendar.exceptions")}</h2>
        <Show
            when=move || all.with(|all| !all.is_empty())
            fallback=|| view! { <p class="muted">{crate::t!("calendar.no_exceptions")}</p> }
        >
            <ListCard label=crate::t!("calendar.exceptions")>
                <For each=move || all.get() key=|(d, e)| (*d, e.what, e.text.clone()) let:row>
                    {
                        let (date, exception) = row;
                        let word = what_word(exception.what);
                        let href = move || address.with(&[("date", &date.to_string())]);
                        view! {
                            <ListRow href=Signal::derive(href)>
                                <span class="grow">
                                    <b>{dates::long(date)}</b>
                                    <small>{exception.text.to_string()}</small>
                                </span>
                                <span class="muted">{word}</span>
                            </ListRow>
                        }
                    }
                </For>
            </ListCard>
        </Show>
    }
}

pub fn what_word(what: What) -> &'static str {
    match what {
        What::Off => crate::t!("calendar.off"),
        What::Holiday => crate::t!("calendar.holiday"),
        What::Travel => crate::t!("calendar.travel"),
        What::Shoot => crate::t!("calendar.works"),
    }
}
