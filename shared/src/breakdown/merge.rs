//! Several elements or characters become one: scenes, links, events and names go over to it.

use std::collections::BTreeSet;

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::{REMOVED, Record, Value};

use super::element::{element_key, keys, kind_of, set_of};

/// Fields that the one takes over where it says nothing itself.
pub(super) const FILLED: [&str; 11] = [
    "number",
    "order",
    "notes",
    "department",
    "person",
    "location",
    "dood",
    "hold",
    "drop",
    "drop_days",
    "drop_at",
];
/// Without the number and the place, which a record that was just made has.
pub(super) const FILLED_NEW: &[&str] = FILLED.split_at(2).1;

/// Merges others into one: it comes into their scenes, links and events, keeps what it says
/// itself, takes over what it does not, and is found by their names from now on. The others are
/// taken away. One command, so one undo.
pub fn merge(book: &Book, into: &Id, others: &[Id], label: String) -> Command {
    let mut command = Command::new(label);
    let kind = kind_of(book, into).filter(|kind| book.get(kind, into).is_some());
    if let Some(kind) = kind {
        take_over(book, &mut command, (&kind, into), others, &FILLED);
    }
    command
}

/// Adds the edits of a merge; `filled` are the fields that may be taken over.
pub(super) fn take_over(
    book: &Book,
    command: &mut Command,
    (kind, into): (&Kind, &Id),
    others: &[Id],
    filled: &[&str],
) {
    let gone: Vec<&Record> = others
        .iter()
        .filter(|id| *id != into)
        .filter_map(|id| book.get(&kind_of(book, id)?, id))
        .map(|record| &**record)
        .collect();
    if gone.is_empty() {
        return;
    }
    let ids: BTreeSet<&Id> = gone.iter().map(|record| &record.id).collect();
    let blank = Record::new(kind.clone(), into.clone());
    let one = book.get(kind, into).map_or(&blank, |record| &**record);

    scenes(book, command, (kind, into), &gone);
    fields(command, one, &gone, filled);
    links(book, command, one, &gone, &ids);
    for event in book.all(&Kind::Event) {
        let Some(of) = event.link("of").filter(|of| ids.contains(of)) else {
            continue;
        };
        if of != *into {
            command.add(Kind::Event, &event.id, "of", into);
            command.add(Kind::Event, &event.id, "of_kind", kind.as_str());
        }
    }
    for record in gone {
        command.add(record.kind.clone(), &record.id, REMOVED, true);
    }
}

fn scenes(book: &Book, command: &mut Command, (kind, into): (&Kind, &Id), gone: &[&Record]) {
    let field = format!("{}/{into}", set_of(kind));
    let counted = format!("count/{into}");
    for scene in book.all(&Kind::Scene) {
        let mut count = None;
        let mut is_in = false;
        for record in gone {
            let member = format!("{}/{}", set_of(&record.kind), record.id);
            if !scene.flag(&member) {
                continue;
            }
            is_in = true;
            command.add(Kind::Scene, &scene.id, &member, false);
            // They are one and the same, so the larger count is meant, not the sum.
            count = count.max(scene.int(&format!("count/{}", record.id)));
        }
        if is_in && !scene.flag(&field) {
            command.add(Kind::Scene, &scene.id, &field, true);
        }
        if count > scene.int(&counted) {
            command.add(Kind::Scene, &scene.id, &counted, count);
        }
    }
}

fn fields(command: &mut Command, one: &Record, gone: &[&Record], filled: &[&str]) {
    for field in filled {
        if !one.get(field).is_nothing() && *one.get(field) != Value::text("") {
            continue;
        }
        let value = gone.iter().map(|r| r.get(field)).find(|v| !v.is_nothing());
        if let Some(value) = value {
            command.add(one.kind.clone(), &one.id, field, value.clone());
        }
    }
    for set in ["flag", "drop_never"] {
        let members: BTreeSet<Id> = gone.iter().flat_map(|r| r.set(set)).collect();
        for member in members {
            let field = format!("{set}/{member}");
            if !one.flag(&field) {
                command.add(one.kind.clone(), &one.id, &field, true);
            }
        }
    }

    let mut known: BTreeSet<String> = keys(one).collect();
    let mut aliases: Vec<&str> = one.text("aliases").lines().collect();
    for record in gone {
        let names = record.text("aliases").lines();
        for name in std::iter::once(record.text("name")).chain(names) {
            let name = name.trim();
            if !name.is_empty() && known.insert(element_key(name)) {
                aliases.push(name);
            }
        }
    }
    let aliases = aliases.join("\n");
    if aliases != one.text("aliases") {
        command.add(one.kind.clone(), &one.id, "aliases", aliases);
    }
}

fn links(book: &Book, command: &mut Command, one: &Record, gone: &[&Record], ids: &BTreeSet<&Id>) {
    let links: BTreeSet<Id> = gone.iter().flat_map(|r| r.set("link")).collect();
    for link in links {
        let field = format!("link/{link}");
        if link != one.id && !ids.contains(&link) && !one.flag(&field) {
            command.add(one.kind.clone(), &one.id, &field, true);
        }
    }
    for kind in [Kind::Element, Kind::Character] {
        for record in book.all(&kind).filter(|r| !ids.contains(&r.id)) {
            let dead: Vec<Id> = record.set("link").filter(|id| ids.contains(id)).collect();
            for id in &dead {
                command.add(kind.clone(), &record.id, &format!("link/{id}"), false);
            }
            let field = format!("link/{}", one.id);
            if !dead.is_empty() && record.id != one.id && !record.flag(&field) {
                command.add(kind.clone(), &record.id, &field, true);
            }
        }
    }
}
