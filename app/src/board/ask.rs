//! "Move to…": every drag's alternative for a tap and for the keyboard.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use shared::board::{self, DayView, Layout, RowKey, Spot};
use shared::id::Id;
use shared::scene::number::normal;

use crate::calendar::dates;
use crate::platform::{dom, nav};
use crate::ui::*;

use super::state::Board;
use super::which::unit_name;

#[component]
pub fn MoveDialog(board: Board) -> impl IntoView {
    let title = move || {
        let rows = board.moving.get();
        crate::t!("board.move_title", what = untrack(|| board.name(&rows)))
    };
    view! {
        <Dialog open=board.is_asking title=Signal::derive(title)>
            {move || match board.moving.get().as_slice() {
                [RowKey::Day(day)] => view! { <DayPlaces board day=day.clone() /> }.into_any(),
                _ => view! { <Places board /> }.into_any(),
            }}
        </Dialog>
    }
}

/// The places that a whole day may go to: in front of all others, or behind one of them.
#[component]
fn DayPlaces(board: Board, day: Id) -> impl IntoView {
    let others: Vec<(Id, String)> = board.layout.with_untracked(|l| {
        let others = l.days.iter().filter(|other| other.id != day);
        others
            .map(|other| (other.id.clone(), day_words(other)))
            .collect()
    });
    let day = StoredValue::new(day);
    let place = move |spot: Spot, words: String| {
        let go = move |_| {
            board.is_asking.set(false);
            board.move_day(&day.get_value(), &spot);
        };
        view! { <li><button type="button" class="menu-item" on:click=go><b>{words}</b></button></li> }
    };
    let first = others.first().map(|(id, _)| {
        let spot = Spot::Before(RowKey::Day(id.clone()));
        place(spot, crate::t!("board.day_first").to_owned())
    });
    let behind = others.into_iter().map(|(id, words)| {
        let words = crate::t!("board.day_behind", day = words);
        place(Spot::After(RowKey::Day(id)), words)
    });
    view! { <ul class="move-days">{first} {behind.collect_view()}</ul> }
}

#[component]
fn Places(board: Board) -> impl IntoView {
    let go = move |spot: Spot| {
        board.is_asking.set(false);
        board.move_to(&board.moving.get_untracked(), &spot);
        if board.picking.get_untracked() {
            board.clear();
        }
    };
    // A keyboard goes on typing at once; on a phone it would cover the days.
    if nav::device() == nav::Device::Laptop {
        set_timeout(
            || {
                dom::focus("#move-next-to");
            },
            std::time::Duration::from_millis(30),
        );
    }
    // Followed, not read once: whoever asks early still has records to come.
    let days = Memo::new(move |_| {
        board.layout.with(|l| {
            l.days
                .iter()
                .map(|day| (day.id.clone(), day_words(day), facts(day)))
                .collect::<Vec<_>>()
        })
    });
    let ids = Memo::new(move |_| {
        days.with(|all| all.iter().map(|(id, ..)| id.clone()).collect::<Vec<_>>())
    });
    let warnings = board.warnings(board.moving.get_untracked(), ids);
    view! {
        <NextTo board go=Callback::new(go) />
        <h3>{crate::t!("board.end_of_day")}</h3>
        <Show when=move || ids.with(Vec::is_empty)>
            <p class="muted">{crate::t!("board.no_days_yet")}</p>
        </Show>
        <ul class="move-days">
            <For each=move || days.get() key=Clone::clone let((id, words, facts))>
                <Place warnings day=id.clone() words facts on_go=move || go(Spot::DayEnd(id.clone())) />
            </For>
        </ul>
        <OtherUnits board />
        <div class="line">
            <Button on_click=move || go(Spot::Boneyard)>{crate::t!("board.to_boneyard")}</Button>
        </div>
    }
}

/// A day to go to, and what would be wrong with it.
#[component]
fn Place(
    warnings: RwSignal<HashMap<Id, String>>,
    day: Id,
    words: String,
    facts: String,
    #[prop(into)] on_go: Callback<()>,
) -> impl IntoView {
    let warning = Memo::new(move |_| warnings.with(|all| all.get(&day).cloned()));
    view! {
        <li>
            <button type="button" class="menu-item" on:click=move |_| on_go.run(())>
                <b>{words}</b>
                <small>{facts}</small>
                {move || warning.get().map(|text| view! {
                    <small class="clash-note">{text}</small>
                })}
            </button>
        </li>
    }
}

/// The days of the other units: what goes there leaves this board.
#[component]
fn OtherUnits(board: Board) -> impl IntoView {
    let others = Memo::new(move |_| {
        let (unit, shown) = (board.unit.get(), board.id.get());
        board.store.with(board::KINDS, |book| {
            let others = board::actives(book).into_iter();
            let others = others.filter(|(other, id)| *other != unit && *id != shown);
            others
                .map(|(other, id)| (unit_name(book, other.as_ref()), board::layout(book, &id)))
                .collect::<Vec<_>>()
        })
    });
    let give = move |name: &str, other: &Layout, day: &DayView| {
        board.is_asking.set(false);
        let rows = board.moving.get_untracked();
        let what = board.name(&rows);
        let label = crate::t!("board.did.unit", what = what, unit = name, day = day.n);
        let spot = Spot::DayEnd(day.id.clone());
        board.said.set(label.clone());
        board.does(|l| board::give_scenes(l, &rows, other, &spot, label));
        if board.picking.get_untracked() {
            board.clear();
        }
    };
    let days = move |(name, other): (String, Arc<Layout>)| {
        let title = crate::t!("board.to_unit", unit = name);
        let rows: Vec<_> = other
            .days
            .iter()
            .map(|day| {
                let (name, other, day) = (name.clone(), other.clone(), day.clone());
                let (words, about) = (day_words(&day), facts(&day));
                view! {
                    <li>
                        <button type="button" class="menu-item" on:click=move |_| give(&name, &other, &day)>
                            <b>{words}</b>
                            <small>{about}</small>
                        </button>
                    </li>
                }
            })
            .collect();
        view! {
            <h3>{title}</h3>
            <ul class="move-days">{rows}</ul>
        }
    };
    move || others.get().into_iter().map(days).collect_view()
}

pub fn day_words(day: &DayView) -> String {
    match day.date {
        Some(date) => crate::t!("board.day_date", n = day.n, date = dates::medium(date)),
        None => crate::t!("board.day", n = day.n),
    }
}

fn facts(day: &DayView) -> String {
    let mut facts: Vec<String> = day
        .location()
        .map(|(_, name)| name.to_string())
        .into_iter()
        .collect();
    facts.push(crate::t!("board.pages", n = day.eighths));
    facts.join(" · ")
}

/// Before or after a scene, by its number.
#[component]
fn NextTo(board: Board, go: Callback<Spot>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let put = move |spot: fn(RowKey) -> Spot| {
        let number = typed.get_untracked();
        let found = board.layout.with_untracked(|l| {
            let rows = l
                .loose
                .iter()
                .chain(l.days.iter().flat_map(|day| &day.rows));
            rows.filter_map(|row| row.scene())
                .find(|s| !normal(&number).is_empty() && normal(&s.number) == normal(&number))
                .map(|s| RowKey::Scene(s.id.clone()))
        });
        match found {
            Some(key) => go.run(spot(key)),
            None => error.set(Some(crate::t!("board.no_such", n = number.trim()))),
        }
    };
    view! {
        <form class="move-next" on:submit=move |event| {
            event.prevent_default();
            put(Spot::Before);
        }>
            <TextField
                label=crate::t!("board.next_to")
                value=typed
                on_input=move |text: String| {
                    error.set(None);
                    typed.set(text);
                }
                error
                id="move-next-to"
            />
            <Button submit=true>{crate::t!("board.before")}</Button>
            <Button on_click=move || put(Spot::After)>{crate::t!("board.after")}</Button>
        </form>
    }
}
