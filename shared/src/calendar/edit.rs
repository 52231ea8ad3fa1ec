//! Changing the calendar.

use jiff::civil::Date;

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::{REMOVED, Value};

use super::{MOVE, WRAP_MAX, What};

/// Says what a date is, against its weekday.
pub fn set_date(book: &Book, date: Date, what: What, text: &str, label: String) -> Command {
    let id = date_id(date);
    let mut command = Command::new(label);
    let text = text.trim();
    if book.any(&Kind::Date, &id).is_some_and(|r| r.is_removed()) {
        command.add(Kind::Date, &id, REMOVED, false);
    }
    let (stored, is_move) = what.stored();
    if book.text(&Kind::Date, &id, "what") != stored {
        command.add(Kind::Date, &id, "what", stored);
    }
    if book
        .any(&Kind::Date, &id)
        .is_some_and(|record| record.flag(MOVE))
        != is_move
    {
        command.add(Kind::Date, &id, MOVE, is_move.then_some(true));
    }
    if book.text(&Kind::Date, &id, "text") != text {
        command.add(Kind::Date, &id, "text", (!text.is_empty()).then_some(text));
    }
    command
}

/// The longest stretch that is written at once, in days.
const STRETCH_MAX: usize = 366;

/// Says what every date of a stretch is, both ends included; `to` before `from` counts as one day.
pub fn set_dates(
    book: &Book,
    (from, to): (Date, Option<Date>),
    what: What,
    text: &str,
    label: String,
) -> Command {
    let to = to.filter(|to| *to > from).unwrap_or(from);
    let dates = from.series(jiff::Span::new().days(1)).take(STRETCH_MAX);
    dates
        .take_while(|date| *date <= to)
        .map(|date| set_date(book, date, what, text, String::new()))
        .fold(Command::new(label), Command::and)
}

/// Lets a date be what its weekday is.
pub fn clear_date(book: &Book, date: Date, label: String) -> Command {
    let id = date_id(date);
    let command = Command::new(label);
    if book.get(&Kind::Date, &id).is_none() {
        return command;
    }
    ["what", "text", MOVE]
        .into_iter()
        .fold(command, |command, field| {
            command.put(Kind::Date, &id, field, Value::Nothing)
        })
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

/// Says when prep starts, of a unit or of the production; nothing takes it back.
pub fn set_prep(book: &Book, unit: Option<&Id>, start: Option<Date>, label: String) -> Command {
    let value = start.map(|date| date.to_string());
    edit(book, unit, "prep_start", value.into(), label)
}

/// Says how many working days wrap takes, of a unit or of the production; 0 takes it back.
pub fn set_wrap(book: &Book, unit: Option<&Id>, days: usize, label: String) -> Command {
    let days = i64::try_from(days.min(WRAP_MAX)).ok();
    let value = days.filter(|days| *days > 0);
    edit(book, unit, "wrap_days", value.into(), label)
}

fn edit(book: &Book, unit: Option<&Id>, field: &str, value: Value, label: String) -> Command {
    let mut command = Command::new(label);
    let record = match unit {
        Some(unit) => book.get(&Kind::Unit, unit),
        None => book.production(),
    };
    if let Some(record) = record
        && *record.get(field) != value
    {
        command.add(record.kind.clone(), &record.id, field, value);
    }
    command
}

fn edit_production(book: &Book, field: &str, text: &str, label: String) -> Command {
    let value = (!text.is_empty()).then_some(text);
    edit(book, None, field, value.into(), label)
}

fn date_id(date: Date) -> Id {
    Id::new(date.to_string())
}
