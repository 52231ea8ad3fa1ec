//! Changing the calendar.

use jiff::civil::Date;

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::{REMOVED, Value};

use super::What;

/// Says what a date is, against its weekday.
pub fn set_date(book: &Book, date: Date, what: What, text: &str, label: String) -> Command {
    let id = date_id(date);
    let mut command = Command::new(label);
    let text = text.trim();
    if book.any(&Kind::Date, &id).is_some_and(|r| r.is_removed()) {
        command.add(Kind::Date, &id, REMOVED, false);
    }
    if book.text(&Kind::Date, &id, "what") != what.as_str() {
        command.add(Kind::Date, &id, "what", what.as_str());
    }
    if book.text(&Kind::Date, &id, "text") != text {
        command.add(Kind::Date, &id, "text", (!text.is_empty()).then_some(text));
    }
    command
}

/// Lets a date be what its weekday is.
pub fn clear_date(book: &Book, date: Date, label: String) -> Command {
    let id = date_id(date);
    let command = Command::new(label);
    if book.get(&Kind::Date, &id).is_none() {
        return command;
    }
    command.put(Kind::Date, &id, "what", Value::Nothing).put(
        Kind::Date,
        &id,
        "text",
        Value::Nothing,
    )
}

/// Says which weekdays are off, Monday first.
pub fn set_days_off(book: &Book, off: [bool; 7], label: String) -> Command {
    let digits: String = (1..=7)
        .filter(|n| off[n - 1])
        .map(|n| n.to_string())
        .collect();
    edit_production(book, "days_off", &digits, label)
}

/// Says when the shoot starts; nothing takes it back.
pub fn set_start(book: &Book, start: Option<Date>, label: String) -> Command {
    let text = start.map(|date| date.to_string()).unwrap_or_default();
    edit_production(book, "start", &text, label)
}

fn edit_production(book: &Book, field: &str, text: &str, label: String) -> Command {
    let mut command = Command::new(label);
    if let Some(production) = book.production()
        && production.text(field) != text
    {
        let value = if text.is_empty() {
            Value::Nothing
        } else {
            Value::text(text)
        };
        command.add(Kind::Production, &production.id, field, value);
    }
    command
}

fn date_id(date: Date) -> Id {
    Id::new(date.to_string())
}
