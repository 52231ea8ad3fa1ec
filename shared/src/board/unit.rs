//! Units: each shoots by itself, with boards of its own, one of which is active.
//!
//! The main unit needs no record. A board whose unit was taken away belongs to the main unit, as
//! one more scenario, so that nothing disappears with a unit.

use std::sync::Arc;

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::order;
use crate::people;
use crate::record::Record;

use super::layout::{Layout, RowKey, active, boards};
use super::moves::{Spot, move_rows};
use super::scenario::first_day;

/// Lists the units beside the main one, in the order the office gave them.
pub fn units(book: &Book) -> Vec<Arc<Record>> {
    let mut all: Vec<Arc<Record>> = book.all(&Kind::Unit).cloned().collect();
    all.sort_by(|a, b| {
        a.text("order")
            .cmp(b.text("order"))
            .then_with(|| a.id.cmp(&b.id))
    });
    all
}

/// Returns the unit of a board; nothing: the main one.
pub fn unit_of(book: &Book, board: &Id) -> Option<Id> {
    let unit = book.any(&Kind::Board, board)?.link("unit")?;
    book.get(&Kind::Unit, &unit).map(|_| unit)
}

/// Lists the boards of a unit in their order; nothing: the main unit.
pub fn boards_of(book: &Book, unit: Option<&Id>) -> Vec<Arc<Record>> {
    let mut all = boards(book);
    all.retain(|board| unit_of(book, &board.id).as_ref() == unit);
    all
}

/// Returns the board that a unit works from: the one it names, else its first. The main unit
/// always has one, as [`active`] says.
pub fn active_of(book: &Book, unit: Option<&Id>) -> Option<Id> {
    let Some(unit) = unit else {
        return Some(active(book));
    };
    let named = book
        .get(&Kind::Unit, unit)
        .and_then(|u| u.link("active_board"));
    named
        .filter(|id| book.get(&Kind::Board, id).is_some())
        .filter(|id| unit_of(book, id).as_ref() == Some(unit))
        .or_else(|| {
            boards_of(book, Some(unit))
                .first()
                .map(|board| board.id.clone())
        })
}

/// Lists the active boards: the main unit's, then one a unit, each with its unit.
pub fn actives(book: &Book) -> Vec<(Option<Id>, Id)> {
    let others = units(book).into_iter().filter_map(|unit| {
        let board = active_of(book, Some(&unit.id))?;
        Some((Some(unit.id.clone()), board))
    });
    std::iter::once((None, active(book)))
        .chain(others)
        .collect()
}

/// Adds a unit with a board of its own, which is active and has one day. `id` becomes the unit's.
pub fn add_unit(
    book: &Book,
    name: &str,
    board_name: &str,
    id: &Id,
    label: String,
    new_id: &mut dyn FnMut() -> Id,
) -> Command {
    let all = units(book);
    let board = new_id();
    let last = boards(book).last().map(|b| b.text("order").to_owned());
    let mut command = Command::new(label);
    command.add(Kind::Unit, id, "name", name.trim());
    let key = people::last_order(all.iter().map(|unit| unit.text("order")));
    command.add(Kind::Unit, id, "order", key);
    command.add(Kind::Unit, id, "active_board", &board);
    command.add(Kind::Board, &board, "name", board_name.trim());
    let key = order::between(last.as_deref(), None);
    command.add(Kind::Board, &board, "order", key);
    command.add(Kind::Board, &board, "unit", id);
    first_day(&mut command, &board, &new_id());
    command
}

/// Names a unit; an empty name changes nothing.
pub fn rename_unit(book: &Book, unit: &Id, name: &str, label: String) -> Command {
    let command = Command::new(label);
    let name = name.trim();
    if name.is_empty() || book.text(&Kind::Unit, unit, "name") == name {
        return command;
    }
    command.put(Kind::Unit, unit, "name", name)
}

/// Takes a unit away. Its boards stay as scenarios of the main unit, and none of them is active.
pub fn remove_unit(unit: &Id, label: String) -> Command {
    Command::new(label).remove(Kind::Unit, unit)
}

/// Gives scenes to another unit: they leave this board, and come to a spot on the other one, in the
/// order in which they are given. Banners stay.
pub fn give_scenes(
    layout: &Layout,
    rows: &[RowKey],
    other: &Layout,
    to: &Spot,
    label: String,
) -> Command {
    let scenes: Vec<RowKey> = rows
        .iter()
        .filter(|key| matches!(key, RowKey::Scene(_)))
        .cloned()
        .collect();
    let leave = move_rows(layout, &scenes, &Spot::Boneyard, label);
    let come = move_rows(other, &scenes, to, String::new());
    leave.command.and(come.command)
}

/// Moves a unit to a place among the others, 0 being the first, counted without itself.
pub fn move_unit(book: &Book, unit: &Id, to: usize, label: String) -> Command {
    let rows: Vec<(Id, String)> = units(book)
        .iter()
        .map(|u| (u.id.clone(), u.text("order").to_owned()))
        .collect();
    people::moved(&Kind::Unit, &rows, unit, to, label)
}
