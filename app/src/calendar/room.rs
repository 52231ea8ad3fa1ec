//! Months with prep, shoot and wrap in them, or the same dates as a list; the exceptions below.

use std::sync::Arc;

use jiff::civil::Date;
use leptos::prelude::*;
use shared::access::Audience;
use shared::board::{self, Layout};
use shared::calendar::{self, Calendar, Phases, What};
use shared::id::Id;
use shared::kind::Kind;

use crate::people::{Address, use_address};
use crate::platform::nav;
use crate::shell::path;
use crate::store::use_store;
use crate::ui::*;

use super::dates;
use super::edit::{DatePane, Shoot};
use super::list::DateList;
use super::months::{Key, Months};
use super::stretch::AddStretch;
use super::words::what_word;

/// What the parts of the room read: the dates of one unit.
#[derive(Clone, Copy)]
pub struct Shown {
    pub address: Address,
    /// The unit that is shown; nothing: the main one.
    pub unit: Memo<Option<Id>>,
    pub board: Memo<Id>,
    pub calendar: Memo<Arc<Calendar>>,
    pub layout: Memo<Arc<Layout>>,
    pub phases: Memo<Arc<Phases>>,
    pub may_plan: Memo<bool>,
    /// The date whose pane is open.
    pub open: Memo<Option<Date>>,
}

fn shown() -> Shown {
    let store = use_store();
    let address = use_address("calendar");
    let unit = Memo::new(move |_| {
        let asked = address.id("unit");
        store.with(&[Kind::Unit], |book| {
            asked.filter(|id| book.get(&Kind::Unit, id).is_some())
        })
    });
    let board = Memo::new(move |_| {
        let unit = unit.get();
        store.with(board::KINDS, |book| {
            board::active_of(book, unit.as_ref()).unwrap_or_else(|| board::active(book))
        })
    });
    let calendar = Memo::new(move |_| {
        let board = board.get();
        store.with(calendar::KINDS, |book| {
            Arc::new(Calendar::of_board(book, &board))
        })
    });
    let layout = Memo::new(move |_| {
        let board = board.get();
        store.with(board::KINDS, |book| board::layout(book, &board))
    });
    Shown {
        address,
        unit,
        board,
        calendar,
        layout,
        phases: Memo::new(move |_| calendar.with(|c| layout.with(|l| Arc::new(Phases::of(c, l))))),
        may_plan: Memo::new(move |_| store.may_write(&Audience::Plan)),
        open: Memo::new(move |_| calendar::parse_date(&address.get("date"))),
    }
}

#[component]
pub fn CalendarRoom() -> impl IntoView {
    let room = shown();
    let Shown { address, open, .. } = room;
    let has_dates = Memo::new(move |_| {
        let has_start = room.calendar.with(|c| c.start.is_some());
        has_start || room.phases.with(|p| p.dates().next().is_some())
    });
    let title = move || open.get().map(dates::long).unwrap_or_default();
    let is_list = Memo::new(move |_| address.get("view") == "list");
    view! {
        <div class="calendar-room">
            <RoomHead title=crate::t!("calendar.title")>
                <Button on_click=move || nav::print()>
                    <Icon icon=IconName::Print />
                    {crate::t!("callsheet.print")}
                </Button>
                <LinkButton href=Signal::derive(move || path(&address.production(), "board"))>
                    {crate::t!("calendar.to_board")}
                </LinkButton>
            </RoomHead>
            <UnitChoice room />
            {move || view! { <Shoot room unit=room.unit.get() /> }}
            <Show when=move || has_dates.get()>
                <div class="calendar-view no-print">
                    <Segments
                        label=crate::t!("calendar.view")
                        options=Signal::derive(|| vec![
                            (String::new(), crate::t!("calendar.months_view").to_owned()),
                            ("list".to_owned(), crate::t!("calendar.list_view").to_owned()),
                        ])
                        value=Signal::derive(move || if is_list.get() { "list".to_owned() } else { String::new() })
                        on_change=move |chosen: String| address.replace(&[("view", &chosen)])
                    />
                </div>
            </Show>
            <Split>
                <div class="stack">
                    <Show when=move || has_dates.get()>
                        <Show when=move || is_list.get() fallback=move || view! { <Months room /> }>
                            <DateList room />
                        </Show>
                        <Key room />
                    </Show>
                    <Exceptions room />
                </div>
                <Show when=move || open.get().is_some()>
                    <Pane title=Signal::derive(title) on_close=move || address.replace(&[("date", "")])>
                        {move || open.get().map(|date| view! { <DatePane date room /> })}
                    </Pane>
                </Show>
            </Split>
        </div>
    }
}

/// The units side by side; nothing while there is only the main one.
#[component]
fn UnitChoice(room: Shown) -> impl IntoView {
    let store = use_store();
    let options = Memo::new(move |_| {
        store.with(&[Kind::Unit], |book| {
            let mut all = vec![(String::new(), crate::t!("boards.main_unit").to_owned())];
            all.extend(
                board::units(book)
                    .iter()
                    .map(|unit| (unit.id.to_string(), unit.text("name").to_owned())),
            );
            all
        })
    });
    let value = Signal::derive(move || {
        let unit = room.unit.get();
        unit.map(|id| id.to_string()).unwrap_or_default()
    });
    view! {
        <Show when=move || options.with(|all| all.len() > 1)>
            <Segments
                label=crate::t!("boards.unit")
                options
                value
                on_change=move |chosen: String| room.address.replace(&[("unit", &chosen), ("date", "")])
            />
        </Show>
    }
}

#[component]
fn Exceptions(room: Shown) -> impl IntoView {
    let all = Memo::new(move |_| {
        room.calendar.with(|c| {
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
                        let href = move || room.address.with(&[("date", &date.to_string())]);
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
        <Show when=move || room.may_plan.get()>
            <AddStretch />
        </Show>
    }
}

/// Returns what a date can be said to be, for a list of choices.
pub fn what_options() -> Vec<(String, String)> {
    What::ALL
        .map(|what| (what.as_str().to_owned(), what_word(what).to_owned()))
        .to_vec()
}
