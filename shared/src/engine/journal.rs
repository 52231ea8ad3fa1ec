//! Acts that the page has shown and the disk may not have: kept beside the page until the engine
//! says that they are saved, and done again at the next start where they are missing.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::command::{Command, Edit, Write};
use crate::id::Id;
use crate::kind::Kind;
use crate::record::{Field, Value};

/// An act with what stood in its fields before.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Kept {
    pub production: Id,
    pub command: Command,
    /// One value for each edit.
    pub before: Vec<Value>,
}

impl Kept {
    /// Notes a command before the book shows it.
    pub fn of(production: &Id, command: &Command, book: &Book) -> Self {
        let before = command.edits.iter().map(|e| present(book, e)).collect();
        Self {
            production: production.clone(),
            command: command.clone(),
            before,
        }
    }
}

/// What is to be done again after a start.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Again {
    pub commands: Vec<Command>,
    /// Labels of acts of which a field was changed otherwise since: that field is left alone.
    pub overtaken: Vec<String>,
}

/// Compares kept acts, oldest first, with the records. An edit is done again where its field still
/// holds what it held before; where the field holds what this or a later kept act wrote there,
/// nothing was lost; any other value is newer, and stays.
pub fn again(book: &Book, kept: &[Kept]) -> Again {
    let mut now: HashMap<(Kind, Id, Field), Value> = HashMap::new();
    let mut again = Again::default();
    for (at, act) in kept.iter().enumerate() {
        let mut command = Command::new(act.command.label.clone());
        let mut is_overtaken = false;
        for (edit, before) in act.command.edits.iter().zip(&act.before) {
            let key = (edit.kind.clone(), edit.id.clone(), edit.field.clone());
            let stands = now
                .entry(key.clone())
                .or_insert_with(|| present(book, edit));
            let after = written(edit);
            if *stands == after || is_written_later(&kept[at + 1..], edit, stands) {
                continue;
            }
            if stands == before {
                now.insert(key, after);
                command.edits.push(edit.clone());
            } else {
                is_overtaken = true;
            }
        }
        if is_overtaken {
            again.overtaken.push(command.label.clone());
        }
        if !command.is_empty() {
            again.commands.push(command);
        }
    }
    again
}

fn is_written_later(later: &[Kept], edit: &Edit, stands: &Value) -> bool {
    later.iter().flat_map(|k| &k.command.edits).any(|e| {
        (&e.kind, &e.id, &e.field) == (&edit.kind, &edit.id, &edit.field) && written(e) == *stands
    })
}

fn present(book: &Book, edit: &Edit) -> Value {
    book.any(&edit.kind, &edit.id)
        .map(|record| record.get(&edit.field).clone())
        .unwrap_or_default()
}

fn written(edit: &Edit) -> Value {
    match &edit.write {
        Write::Put(value) => value.clone(),
        Write::Text(text) => Value::text(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> Command {
        Command::new(text).put(Kind::Day, &Id::new("d1"), "weather", text)
    }

    /// Acts one after the other, of which the disk has the first `saved`; then somebody else.
    fn check(
        acts: &[&str],
        saved: usize,
        other: Option<&str>,
        again_: &[&str],
        overtaken: &[&str],
    ) {
        let mut shown = Book::default();
        let mut disk = Book::default();
        let mut kept = Vec::new();
        for (n, text) in acts.iter().enumerate() {
            kept.push(Kept::of(&Id::new("p"), &set(text), &shown));
            shown.apply(&set(text));
            if n < saved {
                disk.apply(&set(text));
            }
        }
        if let Some(other) = other {
            disk.apply(&set(other));
        }
        let found = again(&disk, &kept);
        let labels: Vec<&str> = found.commands.iter().map(|c| c.label.as_str()).collect();
        assert_eq!(
            (labels.as_slice(), found.overtaken.as_slice()),
            (
                again_,
                overtaken
                    .iter()
                    .map(|s| s.to_string())
                    .collect::<Vec<_>>()
                    .as_slice()
            )
        );
    }

    #[test]
    fn what_the_disk_lacks_is_done_again() {
        check(&["fog"], 0, None, &["fog"], &[]);
        check(&["fog"], 1, None, &[], &[]);
        check(&["fog", "rain"], 0, None, &["fog", "rain"], &[]);
        check(&["fog", "rain"], 1, None, &["rain"], &[]);
        check(&["fog", "rain"], 2, None, &[], &[]);
        // What the first wrote is what the last one wants.
        check(&["fog", "rain", "fog"], 1, None, &[], &[]);
        check(&["fog"], 0, Some("sun"), &[], &["fog"]);
        check(&["fog"], 1, Some("sun"), &[], &["fog"]);
    }
}
