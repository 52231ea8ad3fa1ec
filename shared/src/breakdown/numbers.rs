//! Cast numbers: given anew when somebody asks, never to a number that is locked.

use std::collections::HashSet;

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;

use super::category::{CAST, id_of};
use super::edit::edit;
use super::element::{ElementView, in_category, kind_of};

/// In which order the cast is numbered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Numbering {
    /// Whoever is in the most scenes first, as on most cast lists.
    #[default]
    MostScenes,
    FirstAppearance,
    /// As somebody put the cast in order.
    Order,
}

/// Numbers the cast from 1, all who are not locked; the numbers of the locked are left out.
pub fn number_cast(book: &Book, by: Numbering, label: String) -> Command {
    let mut cast = in_category(book, &id_of(CAST));
    let scenes: Vec<Id> = crate::scene::in_order(book)
        .iter()
        .map(|scene| scene.id.clone())
        .collect();
    let first = |e: &ElementView| {
        let first = e.scenes.first();
        first.and_then(|id| scenes.iter().position(|s| s == id))
    };
    cast.sort_by_cached_key(|e| {
        let first = first(e).unwrap_or(usize::MAX);
        let key = match by {
            Numbering::MostScenes => (usize::MAX - e.scenes.len(), first),
            Numbering::FirstAppearance => (first, 0),
            Numbering::Order => (0, 0),
        };
        (key, e.order.is_empty(), e.order.clone(), e.id.clone())
    });
    let locked: HashSet<&str> = cast
        .iter()
        .filter(|e| e.is_number_locked)
        .map(|e| e.number.trim())
        .collect();
    let mut numbers = (1_u64..).map(|n| n.to_string());
    let mut command = Command::new(label);
    for element in cast.iter().filter(|e| !e.is_number_locked) {
        let number = numbers.find(|n| !locked.contains(n.as_str()));
        let number = number.unwrap_or_default();
        if *element.number != *number {
            command.add(Kind::Character, &element.id, "number", number);
        }
    }
    command
}

/// Locks the numbers of characters or elements: numbering no longer changes them. Whoever has no
/// number stays open.
pub fn lock_numbers(book: &Book, ids: &[Id], label: String) -> Command {
    let has_number =
        |id: &&Id| kind_of(book, id).is_some_and(|kind| !book.text(&kind, id, "number").is_empty());
    let ids = ids.iter().filter(has_number);
    ids.fold(Command::new(label.clone()), |command, id| {
        command.and(edit(book, id, "number_locked", true, label.clone()))
    })
}

pub fn unlock_numbers(book: &Book, ids: &[Id], label: String) -> Command {
    let locked = |id: &&Id| {
        kind_of(book, id)
            .and_then(|kind| book.get(&kind, id))
            .is_some_and(|record| record.flag("number_locked"))
    };
    let ids = ids.iter().filter(locked);
    ids.fold(Command::new(label.clone()), |command, id| {
        command.and(edit(book, id, "number_locked", false, label.clone()))
    })
}
