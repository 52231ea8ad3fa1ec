//! Carrying out an import: one command, one undo.

use std::collections::HashMap;

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::people::fold::fold;
use crate::people::person::Group;
use crate::people::{department, sequence};

use super::preview::{Deed, ImportRow, Preview};

/// Makes the command that takes over the rows that `is_chosen` keeps. Cells that say nothing
/// change nothing, and only what differs is written.
pub fn import(
    book: &Book,
    preview: &Preview,
    is_chosen: impl Fn(&ImportRow) -> bool,
    new_id: &mut dyn FnMut() -> Id,
    label: String,
) -> Command {
    let rows: Vec<&ImportRow> = preview
        .rows
        .iter()
        .filter(|row| !matches!(row.deed, Deed::Same { .. }) && is_chosen(row))
        .collect();
    let needed: Vec<&str> = preview
        .new_departments
        .iter()
        .map(String::as_str)
        .filter(|name| {
            rows.iter()
                .any(|row| row.group == Group::Crew && fold(row.department.trim()) == fold(name))
        })
        .collect();
    let mut command = department::add(book, &needed, new_id, label);
    let mut departments: HashMap<String, Id> = HashMap::new();
    for edit in command.edits.iter().filter(|edit| &*edit.field == "name") {
        if let crate::command::Write::Put(value) = &edit.write {
            departments.insert(fold(value.as_text().unwrap_or_default()), edit.id.clone());
        }
    }
    let mut parts = Parts::new(book);
    for row in rows {
        let person = match &row.deed {
            Deed::Add => {
                let id = new_id();
                command.add(Kind::Person, &id, "group", row.group.as_str());
                id
            }
            Deed::Change { person, .. } | Deed::Same { person } => person.clone(),
        };
        let mut put = |kind: Kind, field: &str, value: &str| {
            if !value.is_empty() && book.text(&kind, &person, field) != value {
                command.add(kind, &person, field, value);
            }
        };
        put(Kind::Person, "name", &row.name);
        let name = fold(row.department.trim());
        if row.group == Group::Crew && !name.is_empty() {
            let id = departments
                .get(&name)
                .cloned()
                .or_else(|| department::named(book, &name));
            if let Some(id) = id {
                put(Kind::Person, "department", id.as_str());
            }
        }
        for (field, text) in &row.fields {
            put(Kind::Person, field, text);
        }
        for (field, text) in &row.private {
            put(Kind::Private, field, text);
        }
        if !row.character.is_empty() {
            parts.cast(book, row, &person, new_id, &mut command);
        }
    }
    command
}

/// The parts that are there and those made on the way.
struct Parts {
    by_name: HashMap<String, Id>,
    last: String,
}

impl Parts {
    fn new(book: &Book) -> Self {
        let all = || book.all(&Kind::Character);
        Self {
            by_name: all()
                .map(|r| (fold(r.text("name").trim()), r.id.clone()))
                .collect(),
            last: all()
                .map(|r| r.text("order"))
                .max()
                .unwrap_or_default()
                .to_owned(),
        }
    }

    fn cast(
        &mut self,
        book: &Book,
        row: &ImportRow,
        person: &Id,
        new_id: &mut dyn FnMut() -> Id,
        command: &mut Command,
    ) {
        let name = fold(row.character.trim());
        let character = match self.by_name.get(&name) {
            Some(id) => id.clone(),
            None => {
                let id = new_id();
                self.last = sequence::last(std::iter::once(self.last.as_str()));
                command.add(Kind::Character, &id, "name", row.character.trim());
                command.add(Kind::Character, &id, "order", self.last.as_str());
                self.by_name.insert(name, id.clone());
                id
            }
        };
        if book.text(&Kind::Character, &character, "person") != person.as_str() {
            command.add(Kind::Character, &character, "person", person);
        }
        // A number that was given here is not overwritten by a list.
        if !row.number.is_empty() && book.text(&Kind::Character, &character, "number").is_empty() {
            command.add(Kind::Character, &character, "number", row.number.as_str());
        }
    }
}
