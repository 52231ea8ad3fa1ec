//! Which board: the menu of all boards and of what is done with one, and the units.

use leptos::prelude::*;
use shared::board;
use shared::book::Book;
use shared::id::Id;

use crate::ui::*;

use super::shown::{Panel, WHICH, board_name};
use super::state::Board;

/// One board of the list.
#[derive(Clone, PartialEq)]
struct Entry {
    id: Id,
    name: String,
    is_in_use: bool,
}

/// The boards of one unit.
#[derive(Clone, PartialEq)]
struct Group {
    unit: String,
    boards: Vec<Entry>,
}

fn groups(book: &Book) -> Vec<Group> {
    let others = board::units(book).into_iter();
    let units = std::iter::once(None).chain(others.map(|unit| Some(unit.id.clone())));
    units
        .map(|unit| {
            let in_use = board::active_of(book, unit.as_ref());
            let mut ids: Vec<Id> = board::boards_of(book, unit.as_ref())
                .iter()
                .map(|b| b.id.clone())
                .collect();
            // A board that everyone uses and nobody wrote yet.
            if ids.is_empty() {
                ids.extend(in_use.clone());
            }
            Group {
                unit: unit_name(book, unit.as_ref()),
                boards: ids
                    .into_iter()
                    .map(|id| Entry {
                        name: board_name(book, &id),
                        is_in_use: in_use.as_ref() == Some(&id),
                        id,
                    })
                    .collect(),
            }
        })
        .collect()
}

/// Returns what a unit is called; nothing: the main one.
pub fn unit_name(book: &Book, unit: Option<&Id>) -> String {
    match unit {
        None => crate::t!("boards.main_unit").to_owned(),
        Some(id) => book.text(&shared::kind::Kind::Unit, id, "name").to_owned(),
    }
}

/// The boards to go to, and what is done with the one that is shown.
#[component]
pub fn BoardsMenu(board: Board) -> impl IntoView {
    let all = Memo::new(move |_| board.store.with(WHICH, groups));
    let count =
        Memo::new(move |_| all.with(|all| all.iter().map(|g| g.boards.len()).sum::<usize>()));
    view! {
        <Show when=move || board.may_plan.get() || { count.get() > 1 }>
            <Menu label=crate::t!("boards.title")>
                {move || {
                    let all = all.get();
                    let has_units = all.len() > 1;
                    all.into_iter()
                        .map(|group| view! { <Boards board group has_units /> })
                        .collect_view()
                }}
                <hr />
                <MenuItem on_click=move || board.compare() disabled=Signal::derive(move || count.get() < 2)>
                    {crate::t!("compare.menu")}
                </MenuItem>
                <Acts board />
            </Menu>
        </Show>
    }
}

#[component]
fn Boards(board: Board, group: Group, has_units: bool) -> impl IntoView {
    let entry = move |entry: Entry| {
        let id = entry.id;
        let href = board.href(&id);
        let is_shown = move || (board.id.get() == id).then_some("true");
        let mark = entry.is_in_use.then(|| crate::t!("boards.in_use"));
        view! {
            <a href=href aria-current=is_shown>
                <span>{entry.name}</span>
                <small>{mark}</small>
            </a>
        }
    };
    view! {
        {has_units.then(|| view! { <p class="menu-head">{group.unit}</p> })}
        {group.boards.into_iter().map(entry).collect_view()}
    }
}

#[component]
fn Acts(board: Board) -> impl IntoView {
    let is_in_use = Signal::derive(move || board.is_in_use());
    let item = move |panel: Panel, text: &'static str| {
        view! { <MenuItem on_click=move || board.show(panel)>{text}</MenuItem> }
    };
    let units = move || {
        let has_units = board
            .store
            .with(WHICH, |book| !board::units(book).is_empty());
        if has_units {
            crate::t!("boards.units")
        } else {
            crate::t!("boards.add_second")
        }
    };
    view! {
        <Show when=move || board.may_plan.get()>
            {item(Panel::Copy, crate::t!("boards.copy"))}
            {item(Panel::New, crate::t!("boards.new"))}
            {item(Panel::Settings, crate::t!("boards.settings"))}
            <MenuItem on_click=move || board.show(Panel::Use) disabled=is_in_use>
                {crate::t!("boards.use")}
            </MenuItem>
            {item(Panel::Suggest, crate::t!("suggest.menu"))}
            {item(Panel::Design, crate::t!("design.menu"))}
            <MenuItem on_click=move || board.show(Panel::Units)>{units}</MenuItem>
            <MenuItem danger=true disabled=is_in_use on_click=move || board.remove()>
                {crate::t!("boards.remove")}
            </MenuItem>
        </Show>
    }
}

/// The units side by side; nothing while there is only the main one.
#[component]
pub fn UnitChoice(board: Board) -> impl IntoView {
    let options = Memo::new(move |_| {
        board.store.with(WHICH, |book| {
            board::actives(book)
                .into_iter()
                .map(|(unit, _)| {
                    let key = unit.as_ref().map(Id::to_string).unwrap_or_default();
                    (key, unit_name(book, unit.as_ref()))
                })
                .collect::<Vec<_>>()
        })
    });
    let value = Signal::derive(move || {
        board
            .unit
            .get()
            .map(|id| id.to_string())
            .unwrap_or_default()
    });
    let go = move |chosen: String| {
        let unit = (!chosen.is_empty()).then(|| Id::new(chosen));
        if let Some(id) = board
            .store
            .peek(|book| board::active_of(book, unit.as_ref()))
        {
            board.go(&id);
        }
    };
    view! {
        <Show when=move || options.with(|all| all.len() > 1)>
            <div class="no-print">
                <Segments label=crate::t!("boards.unit") options value on_change=go />
            </div>
        </Show>
    }
}

/// Says that the board is not the one that everyone works from.
#[component]
pub fn NotInUse(board: Board) -> impl IntoView {
    let in_use = move || {
        let id = board.in_use.get();
        board.store.with(WHICH, |book| board_name(book, &id))
    };
    view! {
        <Show when=move || !board.is_in_use()>
            <Note tone=Tone::Warn title=crate::t!("boards.not_in_use")>
                <span>{move || crate::t!("boards.not_in_use_text", name = in_use())}</span>
                <div class="line no-print">
                    <LinkButton href=Signal::derive(move || board.href(&board.in_use.get()))>
                        {move || crate::t!("boards.back", name = in_use())}
                    </LinkButton>
                    <Show when=move || board.may_plan.get()>
                        <Button kind=ButtonKind::Quiet on_click=move || board.show(Panel::Use)>
                            {crate::t!("boards.use")}
                        </Button>
                    </Show>
                </div>
            </Note>
        </Show>
    }
}
