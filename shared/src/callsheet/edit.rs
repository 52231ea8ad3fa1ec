//! Commands on the plan of a day: its times and words, one person's call, who is on the day.

use super::sheet::{CallSheet, Minutes};
use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::{REMOVED, Record, Value};

/// Where a value on the draft comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// Worked out from the board, the people and the other times: follows them.
    Drafted,
    /// Somebody typed it: stays until it is cleared.
    Typed,
}

/// Returns where a field's value on the draft comes from.
pub fn origin(record: Option<&Record>, field: &str) -> Origin {
    match record {
        Some(record) if !record.get(field).is_nothing() => Origin::Typed,
        _ => Origin::Drafted,
    }
}

/// The times of a day that a push moves.
const DAY_TIMES: [&str; 5] = [
    "general_call",
    "shooting_call",
    "breakfast",
    "lunch",
    "wrap",
];
/// The times of a call that a push moves.
const CALL_TIMES: [&str; 6] = ["call", "pickup", "makeup", "wardrobe", "set", "wrap_est"];

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

/// Moves every time of a day by some minutes, typed ones as well: the general call, and each
/// call that was pinned. What is drafted follows by itself.
pub fn push_calls(
    book: &Book,
    day: &Id,
    draft: &CallSheet,
    by_min: Minutes,
    label: String,
) -> Command {
    let mut command = Command::new(label);
    if by_min == 0 {
        return command;
    }
    let moved = |at: Option<Minutes>| at.and_then(|m| m.checked_add(by_min));
    let record = book.get(&Kind::Day, day);
    for field in DAY_TIMES {
        let at = match (record.and_then(|r| r.int(field)), field) {
            // A drafted general call has nothing to follow: the push pins it.
            (None, "general_call") => draft.general_call,
            (at, _) => at,
        };
        if let Some(to) = moved(at) {
            command.add(Kind::Day, day, field, to);
        }
    }
    for call in book.all(&Kind::Call) {
        if call.id.parts().is_none_or(|(of, _)| of != *day) {
            continue;
        }
        for field in CALL_TIMES {
            if let Some(to) = moved(call.int(field)) {
                command.add(Kind::Call, &call.id, field, to);
            }
        }
    }
    command
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
        assert_eq!(
            origin(
                book.get(&Kind::Day, &day()).map(|r| r.as_ref()),
                "general_call"
            ),
            Origin::Typed
        );
        let command = set_day(&book, &day(), "general_call", Value::Nothing, String::new());
        carry_out(&mut book, command);
        assert_eq!(
            origin(
                book.get(&Kind::Day, &day()).map(|r| r.as_ref()),
                "general_call"
            ),
            Origin::Drafted
        );
    }

    #[test]
    fn a_push_moves_what_is_pinned_and_leaves_the_rest_to_follow() {
        let mut book = Book::default();
        let (bo, other) = (Id::new("bo"), Id::new("otherday"));
        for command in [
            set_day(&book, &day(), "general_call", 390i64, String::new()),
            set_day(&book, &day(), "lunch", 750i64, String::new()),
            set_call(&book, &day(), &bo, "call", 330i64, String::new()),
            set_call(&book, &other, &bo, "call", 100i64, String::new()),
        ] {
            carry_out(&mut book, command);
        }
        let command = push_calls(&book, &day(), &CallSheet::default(), 30, String::new());
        assert_eq!(command.edits.len(), 3);
        carry_out(&mut book, command);
        let at = |kind: Kind, id: &Id, field: &str| book.any(&kind, id).unwrap().int(field);
        assert_eq!(at(Kind::Day, &day(), "general_call"), Some(420));
        assert_eq!(at(Kind::Day, &day(), "lunch"), Some(780));
        assert_eq!(at(Kind::Call, &Id::joined(&day(), &bo), "call"), Some(360));
        assert_eq!(at(Kind::Call, &Id::joined(&other, &bo), "call"), Some(100));
    }

    #[test]
    fn a_push_of_a_drafted_general_call_pins_it() {
        let draft = CallSheet {
            general_call: Some(420),
            ..CallSheet::default()
        };
        let command = push_calls(&Book::default(), &day(), &draft, -30, String::new());
        assert_eq!(command.edits.len(), 1);
        assert!(push_calls(&Book::default(), &day(), &draft, 0, String::new()).is_empty());
    }
}
