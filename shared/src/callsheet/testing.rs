//! Small things that the tests of this folder share.

use crate::book::Book;
use crate::command::{Command, Write};
use crate::id::Id;
use crate::record::{Record, Value};

pub fn day() -> Id {
    Id::new("day3")
}

/// Does to a book what the engine does to the documents.
pub fn carry_out(book: &mut Book, command: Command) {
    for edit in command.edits {
        let mut record = book.any(&edit.kind, &edit.id).map_or_else(
            || Record::new(edit.kind.clone(), edit.id.clone()),
            |r| r.as_ref().clone(),
        );
        let value = match edit.write {
            Write::Put(value) => value,
            Write::Text(text) => Value::text(text),
        };
        record.fields.insert(edit.field, value);
        book.put(record);
    }
}
