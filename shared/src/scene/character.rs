//! The people of the script: found by name, numbered, never renumbered by the app.

use std::collections::HashMap;
use std::sync::Arc;

use crate::book::Book;
use crate::command::Command;
use crate::eighths::Eighths;
use crate::id::Id;
use crate::kind::Kind;
use crate::order;
use crate::record::Record;

use super::view::{CastView, cast_order, eighths};

/// A character with what the script asks of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CharacterView {
    pub cast: CastView,
    pub scenes: usize,
    pub eighths: Eighths,
}

/// Lists the characters by cast number, then name.
pub fn characters(book: &Book) -> Vec<CharacterView> {
    let mut counts: HashMap<Id, (usize, u32)> = HashMap::new();
    for scene in book.all(&Kind::Scene).filter(|s| !s.flag("omitted")) {
        for id in scene.set("cast") {
            let count = counts.entry(id).or_default();
            count.0 += 1;
            count.1 = count.1.saturating_add(eighths(scene).0);
        }
    }
    let mut all: Vec<CharacterView> = book
        .all(&Kind::Character)
        .map(|record| {
            let (scenes, eighths) = counts.get(&record.id).copied().unwrap_or_default();
            CharacterView {
                cast: CastView::of(record),
                scenes,
                eighths: Eighths(eighths),
            }
        })
        .collect();
    all.sort_by_cached_key(|c| cast_order(&c.cast));
    all
}

/// Returns a name as it is compared: upper case, single spaces, without what stands in brackets
/// ("MARA (V.O.)").
pub fn name_key(name: &str) -> String {
    let name = name
        .split('(')
        .next()
        .unwrap_or_default()
        .replace('’', "'")
        .to_uppercase();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Finds a character by name, or by a name that it took over in a merge.
pub fn find(book: &Book, name: &str) -> Option<Id> {
    let key = name_key(name);
    book.all(&Kind::Character)
        .find(|record| name_key(record.text("name")) == key)
        .or_else(|| {
            book.all(&Kind::Character)
                .find(|record| aliases(record).any(|alias| alias == key))
        })
        .map(|record| record.id.clone())
}

/// Lists the other names of a character, as they are compared.
pub(crate) fn aliases(record: &Record) -> impl Iterator<Item = String> + '_ {
    record
        .text("aliases")
        .lines()
        .map(name_key)
        .filter(|key| !key.is_empty())
}

/// Returns the lowest cast number above all that are given.
pub fn next_number(book: &Book) -> u64 {
    book.all(&Kind::Character)
        .filter_map(|record| record.text("number").parse::<u64>().ok())
        .max()
        .map_or(1, |n| n.saturating_add(1))
}

/// Finds a character by name or makes one with the next cast number; the edits go into `command`.
pub fn find_or_make(
    book: &Book,
    name: &str,
    command: &mut Command,
    new_id: &mut dyn FnMut() -> Id,
) -> Id {
    if let Some(id) = find(book, name) {
        return id;
    }
    let id = new_id();
    add(command, &id, name, next_number(book), &last_order(book));
    id
}

/// Writes a new character behind the one whose order key is given, and returns the new key.
pub(crate) fn add(command: &mut Command, id: &Id, name: &str, number: u64, behind: &str) -> String {
    let key = order::between((!behind.is_empty()).then_some(behind), None);
    command.add(
        Kind::Character,
        id,
        "name",
        name.split_whitespace().collect::<Vec<_>>().join(" "),
    );
    command.add(Kind::Character, id, "number", number.to_string());
    command.add(Kind::Character, id, "order", key.as_str());
    key
}

pub(crate) fn last_order(book: &Book) -> Arc<str> {
    book.all(&Kind::Character)
        .map(|record| record.text("order"))
        .max()
        .unwrap_or_default()
        .into()
}
