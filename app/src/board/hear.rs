//! Pointer and keyboard of the whole board, heard in one place.

use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent};
use leptos::prelude::*;
use shared::board::{RowKey, Spot, Step};
use shared::id::Id;

use crate::platform::dom;
use crate::platform::drag::{self, Half, Hooks, Root, Target};

use super::state::{Board, row_key};

/// Starts a drag, if the press was on something that can be dragged.
pub fn pressed(board: Board, event: &PointerEvent, root: &Root) {
    if !board.may_plan.get_untracked() {
        return;
    }
    let Some(key) = drag::row(event).as_deref().and_then(row_key) else {
        return;
    };
    if let RowKey::Day(day) = key {
        return pressed_day(board, event, root, day);
    }
    let started = move || {
        board.is_dragged.set_value(true);
        let rows = board.about(&key);
        if rows.len() == 1 {
            board.pick(key.clone());
        }
        board.ghost.set(board.name(&rows));
    };
    let over = move |target: Option<&Target>| {
        board.warn_of(board.picked_rows(), target.and_then(spot_of));
    };
    let ended = move |target: Option<Target>| {
        // The browser sends the click of this press right after: it is none.
        set_timeout(
            move || board.is_dragged.set_value(false),
            std::time::Duration::from_millis(0),
        );
        let rows = board.picked_rows();
        board.warn_of(Vec::new(), None);
        if let Some(spot) = target.as_ref().and_then(spot_of) {
            board.move_to(&rows, &spot);
        }
    };
    drag::begin(
        event,
        root,
        Hooks {
            drops: "data-drop",
            started: Box::new(started),
            over: Box::new(over),
            ended: Box::new(ended),
        },
    );
}

/// A whole day is dropped on another day: on its upper half in front of it, else behind it.
fn pressed_day(board: Board, event: &PointerEvent, root: &Root, day: Id) {
    let moved = RowKey::Day(day.clone());
    let started = move || {
        board.is_dragged.set_value(true);
        board.ghost.set(board.name(std::slice::from_ref(&moved)));
    };
    let ended = move |target: Option<Target>| {
        set_timeout(
            move || board.is_dragged.set_value(false),
            std::time::Duration::from_millis(0),
        );
        let spot = target.and_then(|target| {
            let key = row_key(&target.key)?;
            Some(match target.half {
                Half::Upper => Spot::Before(key),
                Half::Lower => Spot::After(key),
            })
        });
        if let Some(spot) = spot {
            board.move_day(&day, &spot);
        }
    };
    drag::begin(
        event,
        root,
        Hooks {
            drops: "data-drop-day",
            started: Box::new(started),
            over: Box::new(|_| ()),
            ended: Box::new(ended),
        },
    );
}

fn spot_of(target: &Target) -> Option<Spot> {
    if target.key == "boneyard" {
        return Some(Spot::Boneyard);
    }
    let (what, id) = target.key.split_once(':')?;
    Some(match (what, target.half) {
        ("start", _) => Spot::DayStart(Id::new(id)),
        ("end", _) if id.is_empty() => Spot::LooseEnd,
        ("end", _) => Spot::DayEnd(Id::new(id)),
        (_, Half::Upper) => Spot::Before(row_key(&target.key)?),
        (_, Half::Lower) => Spot::After(row_key(&target.key)?),
    })
}

/// Picks or opens the row that was clicked.
pub fn clicked(board: Board, event: &MouseEvent, on_banner: Callback<Id>) {
    if board.is_dragged.get_value() || drag::is_in(event, ".grip") {
        return;
    }
    let Some(key) = drag::row(event).as_deref().and_then(row_key) else {
        return;
    };
    if matches!(key, RowKey::Day(_)) {
        return;
    }
    let may = board.may_plan.get_untracked();
    if may && (board.picking.get_untracked() || event.ctrl_key() || event.meta_key()) {
        return board.toggle(key);
    }
    if may && event.shift_key() {
        return board.pick_to(key);
    }
    let was_picked = board
        .picked
        .with_untracked(|picked| picked.contains(&key) && picked.len() == 1);
    board.pick(key.clone());
    match key {
        RowKey::Scene(id) => {
            board.open(Some(&id));
            // On a phone the card covers the lower half: what was picked stays in sight.
            let strip = format!("[data-row=\"scene:{id}\"]");
            set_timeout(
                move || dom::reveal(&strip),
                std::time::Duration::from_millis(60),
            );
        }
        // A banner opens at the second click, so that it can be picked and moved.
        RowKey::Banner(id) if may && (was_picked || event.detail() == 0) => on_banner.run(id),
        _ => {}
    }
}

/// Walks, picks and moves by keys.
pub fn typed(board: Board, event: &KeyboardEvent) {
    let Some(key) = drag::row(event).as_deref().and_then(row_key) else {
        return;
    };
    let may = board.may_plan.get_untracked();
    let step = match event.key().as_str() {
        "ArrowUp" => Some(Step::Up),
        "ArrowDown" => Some(Step::Down),
        _ => None,
    };
    if let RowKey::Day(day) = &key {
        match (event.key().as_str(), step) {
            _ if !may || event.ctrl_key() || event.meta_key() => return,
            (_, Some(step)) if event.alt_key() => board.step_day(day, step),
            ("m" | "M", _) => board.ask(vec![key]),
            _ => return,
        }
        return event.prevent_default();
    }
    match (event.key().as_str(), step) {
        (_, Some(step)) if event.alt_key() => {
            if may {
                board.step(&board.about(&key), step);
            }
        }
        (_, Some(step)) => walk(board, &key, step, event.shift_key() && may),
        ("Home" | "End", _) => {
            let rows = board.rows();
            let to = if event.key() == "Home" {
                rows.first()
            } else {
                rows.last()
            };
            if let Some(to) = to {
                board.walk_to(to);
            }
        }
        (" ", _) if may => board.toggle(key),
        ("m" | "M", _) if may && !event.ctrl_key() && !event.meta_key() => {
            board.ask(board.about(&key))
        }
        ("a" | "A", _) if may && (event.ctrl_key() || event.meta_key()) => {
            board.pick_all(Some(&key))
        }
        ("k" | "K", _) if may && !event.ctrl_key() && !event.meta_key() => board.break_day(&key),
        ("Delete" | "Backspace", _) if may => board.move_to(&board.about(&key), &Spot::Boneyard),
        ("Escape", _) => {
            board.clear();
            board.open(None);
        }
        _ => return,
    }
    event.prevent_default();
}

fn walk(board: Board, from: &RowKey, step: Step, extends: bool) {
    let rows = board.rows();
    let Some(at) = rows.iter().position(|row| row == from) else {
        return;
    };
    let to = match step {
        Step::Up => at.checked_sub(1),
        Step::Down => Some(at + 1),
    };
    let Some(to) = to.and_then(|n| rows.get(n)) else {
        return;
    };
    if extends {
        if !board.picked.with_untracked(|picked| picked.contains(from)) {
            board.pick(from.clone());
        }
        board.pick_to(to.clone());
    }
    board.walk_to(to);
}

/// Keeps the space bar from clicking a row that it has picked already.
pub fn lifted(event: &KeyboardEvent) {
    let is_row = drag::row(event)
        .as_deref()
        .and_then(row_key)
        .is_some_and(|key| !matches!(key, RowKey::Day(_)));
    if event.key() == " " && is_row && !dom::typed_in_field(event) {
        event.prevent_default();
    }
}
