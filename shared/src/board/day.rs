//! Day breaks and banners.

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Value;

use super::layout::{Layout, RowKey};
use super::moves::{Entry, Spot, Step, index, place_new};

/// What becomes of the rows of a day that is taken away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rest {
    /// They join the day before, or stand above the first day.
    Join,
    /// Scenes go to the boneyard; banners go with the day.
    Boneyard,
}

/// Adds a day at a spot: what follows up to the next day belongs to it, so a spot within a day
/// splits that day. [`Spot::Boneyard`] stands for the end of the board.
pub fn add_day(layout: &Layout, at: &Spot, label: String, id: &Id) -> Command {
    let command = Command::new(label)
        .put(Kind::Row, id, "board", &layout.board)
        .put(Kind::Row, id, "what", "day");
    insert(layout, at, command, RowKey::Day(id.clone()))
}

/// Adds empty days at the end of the board.
pub fn add_days(layout: &Layout, ids: &[Id], label: String) -> Command {
    let mut command = Command::new(label);
    let mut all: Vec<Entry> = layout
        .entries()
        .into_iter()
        .map(|(key, place)| (key, Some(place)))
        .collect();
    for id in ids {
        command.add(Kind::Row, id, "board", &layout.board);
        command.add(Kind::Row, id, "what", "day");
        all.push((RowKey::Day(id.clone()), None));
    }
    place_new(&mut command, &layout.board, &all);
    command
}

/// Adds a banner at a spot.
pub fn add_banner(
    layout: &Layout,
    at: &Spot,
    text: &str,
    minutes: Option<i64>,
    label: String,
    id: &Id,
) -> Command {
    let mut command = Command::new(label)
        .put(Kind::Row, id, "board", &layout.board)
        .put(Kind::Row, id, "what", "banner")
        .put(Kind::Row, id, "text", text.trim());
    if let Some(minutes) = minutes {
        command.add(Kind::Row, id, "minutes", minutes);
    }
    insert(layout, at, command, RowKey::Banner(id.clone()))
}

fn insert(layout: &Layout, at: &Spot, mut command: Command, key: RowKey) -> Command {
    let entries = layout.entries();
    let at = index(&entries, at);
    let mut all: Vec<Entry> = entries
        .into_iter()
        .map(|(key, place)| (key, Some(place)))
        .collect();
    all.insert(at.min(all.len()), (key, None));
    place_new(&mut command, &layout.board, &all);
    command
}

/// Takes a day away. The dates of the days after it move up by one shoot day.
pub fn remove_day(layout: &Layout, day: &Id, rest: Rest, label: String) -> Command {
    let mut command = Command::new(label).remove(Kind::Row, day);
    let rows = layout
        .day(day)
        .map(|day| day.rows.as_slice())
        .unwrap_or_default();
    for row in rows.iter().filter(|_| rest == Rest::Boneyard) {
        match row.key() {
            RowKey::Scene(scene) => {
                let strip = Id::joined(&layout.board, &scene);
                command.add(Kind::Strip, &strip, "place", Value::Nothing);
            }
            RowKey::Banner(id) | RowKey::Day(id) => command = command.remove(Kind::Row, &id),
        }
    }
    command
}

/// Moves a whole day with its rows in front of another, or to the end. Days keep what is planned
/// for them, and take the date of their new place.
pub fn move_day(layout: &Layout, day: &Id, before: Option<&Id>, label: String) -> Command {
    let mut command = Command::new(label);
    if before == Some(day) {
        return command;
    }
    let entries = layout.entries();
    let from = index(&entries, &Spot::Before(RowKey::Day(day.clone())));
    let to = index(&entries, &Spot::DayEnd(day.clone()));
    let at = before.map_or(entries.len(), |id| {
        index(&entries, &Spot::Before(RowKey::Day(id.clone())))
    });
    if from >= to || at == from || at == to {
        return command;
    }
    let mut all: Vec<Entry> = Vec::with_capacity(entries.len());
    for n in 0..=entries.len() {
        if n == at {
            all.extend(entries[from..to].iter().map(|(key, _)| (key.clone(), None)));
        }
        if n < entries.len() && !(from..to).contains(&n) {
            all.push((entries[n].0.clone(), Some(entries[n].1.clone())));
        }
    }
    place_new(&mut command, &layout.board, &all);
    command
}

/// Moves a whole day beside another, as a drag or a list of days names the place; any other spot
/// is none for a day.
pub fn move_day_to(layout: &Layout, day: &Id, spot: &Spot, label: String) -> Command {
    let at = |id: &Id| layout.days.iter().position(|d| d.id == *id);
    let before = match spot {
        Spot::Before(RowKey::Day(other)) => at(other),
        Spot::After(RowKey::Day(other)) => at(other).map(|n| n + 1),
        _ => None,
    };
    match before {
        Some(n) => move_day(layout, day, layout.days.get(n).map(|d| &d.id), label),
        None => Command::new(label),
    }
}

/// Returns the spot one day further for a day; nothing at either end of the board.
pub fn step_day(layout: &Layout, day: &Id, step: Step) -> Option<Spot> {
    let at = layout.days.iter().position(|d| d.id == *day)?;
    let key = |n: usize| layout.days.get(n).map(|d| RowKey::Day(d.id.clone()));
    match step {
        Step::Up => at.checked_sub(1).and_then(key).map(Spot::Before),
        Step::Down => key(at + 1).map(Spot::After),
    }
}

/// Writes what a banner or day is called, if it differs.
pub fn set_text(book: &Book, row: &Id, text: &str, label: String) -> Command {
    let mut command = Command::new(label);
    if book.text(&Kind::Row, row, "text") != text.trim() {
        let value = if text.trim().is_empty() {
            Value::Nothing
        } else {
            Value::text(text.trim())
        };
        command.add(Kind::Row, row, "text", value);
    }
    command
}

/// Writes how long a banner takes, in minutes.
pub fn set_minutes(book: &Book, row: &Id, minutes: Option<i64>, label: String) -> Command {
    let mut command = Command::new(label);
    if book
        .any(&Kind::Row, row)
        .is_none_or(|r| r.int("minutes") != minutes)
    {
        command.add(Kind::Row, row, "minutes", minutes);
    }
    command
}

pub fn remove_banner(row: &Id, label: String) -> Command {
    Command::new(label).remove(Kind::Row, row)
}
