//! Commands on the plan of a day: its times and words, one person's call, who is on the day.

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::{REMOVED, Value};

fn put(book: &Book, kind: Kind, id: &Id, field: &str, value: Value, label: String) -> Command {
    let now = book.any(&kind, id);
    if now.map_or(&Value::Nothing, |r| r.get(field)) == &value {
        return Command::new(label);
    }
    let mut command = Command::new(label);
    if now.is_some_and(|r| r.is_removed()) {
        command.add(kind.clone(), id, REMOVED, false);
    }
    command.put(kind, id, field, value)
}

/// Sets a field of a day; nothing goes back to what is drafted. The same value is no edit.
pub fn set_day(
    book: &Book,
    day: &Id,
    field: &str,
    value: impl Into<Value>,
    label: String,
) -> Command {
    put(book, Kind::Day, day, field, value.into(), label)
}

/// Writes in the safety text, the notes or the channels of a day, which several people write together.
pub fn write_day(book: &Book, day: &Id, field: &str, text: &str, label: String) -> Command {
    if book.text(&Kind::Day, day, field) == text {
        return Command::new(label);
    }
    Command::new(label).write(Kind::Day, day, field, text)
}

/// Sets a field of one person's call; nothing goes back to what is drafted.
pub fn set_call(
    book: &Book,
    day: &Id,
    person: &Id,
    field: &str,
    value: impl Into<Value>,
    label: String,
) -> Command {
    put(
        book,
        Kind::Call,
        &Id::joined(day, person),
        field,
        value.into(),
        label,
    )
}

/// Puts a person on a day that does not need them by the board, or takes them off one that does.
pub fn set_on(book: &Book, day: &Id, person: &Id, on: bool, label: String) -> Command {
    set_call(book, day, person, "on", on, label)
}

/// Makes a group of background, such as "Ferry passengers", and calls so many of them on a day.
pub fn add_background(
    day: &Id,
    name: &str,
    count: u32,
    id: &Id,
    order: &str,
    label: String,
) -> Command {
    let call = Id::joined(day, id);
    Command::new(label)
        .put(Kind::Person, id, "name", name)
        .put(Kind::Person, id, "group", "background")
        .put(Kind::Person, id, "order", order)
        .put(Kind::Call, &call, "on", true)
        .put(Kind::Call, &call, "count", i64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callsheet::testing::{carry_out, day};

    #[test]
    fn the_same_value_is_no_edit() {
        let mut book = Book::default();
        let command = set_day(&book, &day(), "general_call", 390i64, String::new());
        assert_eq!(command.edits.len(), 1);
        carry_out(&mut book, command);
        assert!(set_day(&book, &day(), "general_call", 390i64, String::new()).is_empty());
        assert!(set_day(&book, &day(), "lunch", Value::Nothing, String::new()).is_empty());
        let command = set_day(&book, &day(), "general_call", Value::Nothing, String::new());
        assert_eq!(command.edits.len(), 1);
    }
}
