//! The units beside the main one: each with boards of its own.

use leptos::prelude::*;
use shared::board;
use shared::id::Id;
use shared::kind::Kind;

use crate::platform::random;
use crate::ui::*;

use super::shown::WHICH;
use super::state::Board;

#[component]
pub fn Units(board: Board) -> impl IntoView {
    let ids = Memo::new(move |_| {
        board.store.with(WHICH, |book| {
            board::units(book)
                .iter()
                .map(|unit| unit.id.clone())
                .collect::<Vec<_>>()
        })
    });
    view! {
        <p>{crate::t!("boards.units_text")}</p>
        <Show when=move || !ids.with(Vec::is_empty)>
            <ul class="unit-list">
                <For each=move || ids.get() key=Id::clone let:id>
                    <Unit board id />
                </For>
            </ul>
        </Show>
        <AddUnit board ids />
    }
}

#[component]
fn Unit(board: Board, id: Id) -> impl IntoView {
    let store = board.store;
    let id = StoredValue::new(id);
    let name = Memo::new(move |_| {
        let record = store.record(&Kind::Unit, &id.get_value());
        record
            .map(|r| r.text("name").to_owned())
            .unwrap_or_default()
    });
    let rename = move |typed: String| {
        let label = crate::t!("boards.did.unit_renamed", name = typed.trim());
        store.act(store.peek(|book| board::rename_unit(book, &id.get_value(), &typed, label)));
    };
    let remove = move || {
        let label = crate::t!("boards.did.unit_removed", name = name.get_untracked());
        store.act(board::remove_unit(&id.get_value(), label));
    };
    let remove_name =
        Signal::derive(move || crate::t!("boards.unit_remove_name", name = name.get()));
    view! {
        <li class="move-next">
            <TextField label=crate::t!("boards.unit_name") value=name on_commit=rename />
            <Button kind=ButtonKind::Danger on_click=remove name=remove_name>
                {crate::t!("boards.unit_remove")}
            </Button>
        </li>
    }
}

#[component]
fn AddUnit(board: Board, ids: Memo<Vec<Id>>) -> impl IntoView {
    let first = if ids.with_untracked(Vec::is_empty) {
        crate::t!("boards.second_unit").to_owned()
    } else {
        String::new()
    };
    let name = RwSignal::new(first);
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let typed = name.get_untracked();
        if typed.trim().is_empty() {
            return error.set(Some(crate::t!("boards.unit_empty").to_owned()));
        }
        let fresh = random::id();
        let its = crate::t!("boards.unit_board", unit = typed.trim());
        let label = crate::t!("boards.did.unit_added", name = typed.trim());
        let command = board
            .store
            .peek(|book| board::add_unit(book, &typed, &its, &fresh, label, &mut random::id));
        board.is_panel_open.set(false);
        board.store.act(command);
        if let Some(id) = board
            .store
            .peek(|book| board::active_of(book, Some(&fresh)))
        {
            board.go(&id);
        }
    };
    view! {
        <form class="move-next" on:submit=move |event| {
            event.prevent_default();
            add();
        }>
            <TextField
                label=crate::t!("boards.unit_new")
                value=name
                on_input=move |typed: String| {
                    error.set(None);
                    name.set(typed);
                }
                error
            />
            <Button kind=ButtonKind::Main submit=true>{crate::t!("boards.unit_add")}</Button>
        </form>
    }
}
