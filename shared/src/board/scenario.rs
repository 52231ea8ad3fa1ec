//! Boards as scenarios over the same scenes: copied, named, limited, put in order, and which of
//! them everyone works from. What stands on a board is the work of the other modules.

use crate::book::Book;
use crate::command::Command;
use crate::eighths::Eighths;
use crate::id::Id;
use crate::kind::Kind;
use crate::order;
use crate::people;
use crate::record::{REMOVED, Record, Value};

use super::layout::{Layout, RowKey, boards, layout, plan_of};
use super::moves::{Entry, place_new};
use super::unit::{active_of, boards_of, unit_of};

/// How much fits into a day of a board; nothing is unlimited.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Limits {
    pub day_eighths: Option<Eighths>,
    /// Minutes of scenes and banners.
    pub day_min: Option<i64>,
}

impl Limits {
    /// Reads a board's limits: its own, else the production's. What is not above zero is unlimited.
    pub fn of(book: &Book, board: &Id) -> Self {
        let own = book.get(&Kind::Board, board);
        Self::read(|field| {
            let own = own.and_then(|record| record.int(field));
            own.or_else(|| book.production()?.int(field))
        })
    }

    /// Reads the production's limits, which hold for boards without their own.
    pub fn of_production(book: &Book) -> Self {
        Self::read(|field| book.production()?.int(field))
    }

    /// Reads what was said for one day on its row; nothing: as the board's other days.
    pub fn of_row(row: &Record) -> Self {
        Self::read(|field| row.int(field))
    }

    /// Returns these limits, with others where they say nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            day_eighths: self.day_eighths.or(other.day_eighths),
            day_min: self.day_min.or(other.day_min),
        }
    }

    fn read(field: impl Fn(&str) -> Option<i64>) -> Self {
        let int = |name: &str| field(name).filter(|n| *n > 0);
        Self {
            day_eighths: int("day_eighths")
                .and_then(|n| u32::try_from(n).ok())
                .map(Eighths),
            day_min: int("day_min"),
        }
    }

    /// Says whether a day of so many eighths and minutes is within the limits.
    pub fn allow(&self, eighths: Eighths, minutes: i64) -> bool {
        self.day_eighths.is_none_or(|limit| eighths <= limit)
            && self.day_min.is_none_or(|limit| minutes <= limit)
    }
}

/// Why a board stays.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Kept {
    /// Everyone works from it: another one has to be made active first.
    #[error("This board is the active one. Make another board active first.")]
    Active,
}

/// Adds an empty board with one day behind the other boards of a unit; nothing: the main unit.
/// `id` becomes the board's.
pub fn add_board(
    book: &Book,
    name: &str,
    unit: Option<&Id>,
    id: &Id,
    label: String,
    new_id: &mut dyn FnMut() -> Id,
) -> Command {
    let last = boards(book)
        .last()
        .map(|board| board.text("order").to_owned());
    let mut command = Command::new(label)
        .put(Kind::Board, id, "name", name.trim())
        .put(
            Kind::Board,
            id,
            "order",
            order::between(last.as_deref(), None),
        );
    if let Some(unit) = unit {
        command.add(Kind::Board, id, "unit", unit);
    }
    first_day(&mut command, id, &new_id());
    command
}

/// Writes the day that an empty board begins with.
pub(super) fn first_day(command: &mut Command, board: &Id, day: &Id) {
    command.add(Kind::Row, day, "board", board);
    command.add(Kind::Row, day, "what", "day");
    command.add(Kind::Row, day, "place", order::between(None, None));
}

/// Copies a board with its strips, banners and days, behind the original and in the same unit;
/// `id` becomes the copy's. Days get ids of their own, so what is planned for a day of the original
/// (its times, its call sheets) stays there. A scene that is taken away is not copied: brought
/// back, it lies in the copy's boneyard.
pub fn copy_board(
    book: &Book,
    board: &Id,
    name: &str,
    id: &Id,
    label: String,
    new_id: &mut dyn FnMut() -> Id,
) -> Command {
    let mut command = new_scenario(book, board, name, id, label);
    let from = layout(book, board);
    let days = from.entries().into_iter().map(|(key, _)| key);
    let rows: Vec<RowKey> = days
        .map(|key| copy_row(book, &mut command, id, &key, new_id))
        .collect();
    place_all(&mut command, id, rows);
    command
}

/// Writes a board like another one, behind it, with nothing on it.
pub(crate) fn new_scenario(book: &Book, board: &Id, name: &str, id: &Id, label: String) -> Command {
    let mut command = Command::new(label);
    let original = book.get(&Kind::Board, board);
    let all = boards(book);
    let at = all.iter().position(|b| b.id == *board);
    let key = |at: Option<usize>| at.and_then(|n| all.get(n)).map(|b| b.text("order"));
    let own = match key(at) {
        Some(own) => own.to_owned(),
        // A board that everyone uses and nobody wrote: without a record the copy would be active.
        None => {
            let first = order::between(None, key(Some(0)));
            command.add(Kind::Board, board, "order", first.as_str());
            command.add(Kind::Board, board, REMOVED, false);
            first
        }
    };
    let next = key(at.map_or(Some(0), |n| Some(n + 1)));
    if let Some(original) = original {
        copy_fields(&mut command, original, id, &["name", "order"]);
    }
    command.add(Kind::Board, id, "name", name.trim());
    command.add(Kind::Board, id, "order", order::between(Some(&own), next));
    command
}

/// Writes a copy of a banner or day, without its place, and returns its key; a scene stands for
/// itself.
pub(crate) fn copy_row(
    book: &Book,
    command: &mut Command,
    board: &Id,
    key: &RowKey,
    new_id: &mut dyn FnMut() -> Id,
) -> RowKey {
    let row = match key {
        RowKey::Scene(_) => return key.clone(),
        RowKey::Banner(row) | RowKey::Day(row) => row,
    };
    let fresh = new_id();
    command.add(Kind::Row, &fresh, "board", board);
    if let Some(record) = book.get(&Kind::Row, row) {
        copy_fields(command, record, &fresh, &["board", "place", "plan"]);
        if matches!(key, RowKey::Day(_)) {
            command.add(Kind::Row, &fresh, "plan", &plan_of(record));
        }
    }
    match key {
        RowKey::Banner(_) => RowKey::Banner(fresh),
        _ => RowKey::Day(fresh),
    }
}

/// Gives each row of a new board its place.
pub(crate) fn place_all(command: &mut Command, board: &Id, rows: Vec<RowKey>) {
    let rows: Vec<Entry> = rows.into_iter().map(|key| (key, None)).collect();
    place_new(command, board, &rows);
}

// Fields that a newer version added are copied as well.
fn copy_fields(command: &mut Command, from: &Record, to: &Id, without: &[&str]) {
    for (field, value) in &from.fields {
        if **field != *REMOVED && !without.contains(&&**field) && !value.is_nothing() {
            command.add(from.kind.clone(), to, field, value.clone());
        }
    }
}

/// Names a board; an empty name changes nothing.
pub fn rename_board(book: &Book, board: &Id, name: &str, label: String) -> Command {
    let command = Command::new(label);
    let name = name.trim();
    if name.is_empty() || book.text(&Kind::Board, board, "name") == name {
        return command;
    }
    command.put(Kind::Board, board, "name", name)
}

/// Takes a board away; its rows stay behind it, so that an undo brings all of it back.
pub fn remove_board(book: &Book, board: &Id, label: String) -> Result<Command, Kept> {
    if is_active(book, board) {
        return Err(Kept::Active);
    }
    Ok(Command::new(label).remove(Kind::Board, board))
}

/// Says whether everyone in a board's unit works from it.
pub fn is_active(book: &Book, board: &Id) -> bool {
    let unit = unit_of(book, board);
    active_of(book, unit.as_ref()).as_ref() == Some(board)
}

/// Makes a board the one that everyone in its unit works from.
pub fn activate(book: &Book, board: &Id, label: String) -> Command {
    let mut command = Command::new(label);
    let home = match unit_of(book, board) {
        Some(unit) => Some((Kind::Unit, unit)),
        None => book.production().map(|p| (Kind::Production, p.id.clone())),
    };
    if let Some((kind, id)) = home
        && book.text(&kind, &id, "active_board") != board.as_str()
    {
        command.add(kind, &id, "active_board", board);
    }
    command
}

/// Moves a board to a place among those of its unit, 0 being the first, counted without itself.
pub fn move_board(book: &Book, board: &Id, to: usize, label: String) -> Command {
    let rows: Vec<(Id, String)> = boards_of(book, unit_of(book, board).as_ref())
        .iter()
        .map(|b| (b.id.clone(), b.text("order").to_owned()))
        .collect();
    people::moved(&Kind::Board, &rows, board, to, label)
}

/// Gives a board to another unit, nothing being the main one. The active board of a unit stays.
pub fn set_unit(
    book: &Book,
    board: &Id,
    unit: Option<&Id>,
    label: String,
) -> Result<Command, Kept> {
    let command = Command::new(label);
    if unit_of(book, board).as_ref() == unit {
        return Ok(command);
    }
    if is_active(book, board) {
        return Err(Kept::Active);
    }
    Ok(command.put(Kind::Board, board, "unit", unit.map(Value::from)))
}

/// Writes how much fits into a day of a board. What is as the production says is left to it; no
/// limit where the production has one is written as 0.
pub fn set_limits(book: &Book, board: &Id, limits: Limits, label: String) -> Command {
    let (now, base) = (Limits::of(book, board), Limits::of_production(book));
    let mut command = Command::new(label);
    let own = |own: Option<i64>, base: Option<i64>| match own == base {
        true => Value::Nothing,
        false => own.unwrap_or_default().into(),
    };
    let eighths = |limits: Limits| limits.day_eighths.map(|e| i64::from(e.0));
    if now.day_eighths != limits.day_eighths {
        let value = own(eighths(limits), eighths(base));
        command.add(Kind::Board, board, "day_eighths", value);
    }
    if now.day_min != limits.day_min {
        let value = own(limits.day_min, base.day_min);
        command.add(Kind::Board, board, "day_min", value);
    }
    command
}

/// Writes how much fits into one day; nothing leaves it to the board. A field that stays as it is is
/// not written, so that two who change the other one do not meet.
pub fn set_day_limits(book: &Book, row: &Id, limits: Limits, label: String) -> Command {
    let now = book.any(&Kind::Row, row).map(|row| Limits::of_row(row));
    let now = now.unwrap_or_default();
    let mut command = Command::new(label);
    if now.day_eighths != limits.day_eighths {
        let eighths = limits.day_eighths.map(|e| i64::from(e.0));
        command.add(Kind::Row, row, "day_eighths", eighths);
    }
    if now.day_min != limits.day_min {
        command.add(Kind::Row, row, "day_min", limits.day_min);
    }
    command
}

/// Writes how much fits into a day of the boards that do not say it themselves.
pub fn set_production_limits(book: &Book, limits: Limits, label: String) -> Command {
    let now = Limits::of_production(book);
    let mut command = Command::new(label);
    let Some(production) = book.production() else {
        return command;
    };
    let mut write = |field: &str, value: Option<i64>| {
        command.add(Kind::Production, &production.id, field, value);
    };
    if now.day_eighths != limits.day_eighths {
        let eighths = limits.day_eighths.map(|e| i64::from(e.0));
        write("day_eighths", eighths);
    }
    if now.day_min != limits.day_min {
        write("day_min", limits.day_min);
    }
    command
}

/// Says when a board's shoot starts where that differs from the production's.
pub fn set_board_start(
    book: &Book,
    board: &Id,
    start: Option<jiff::civil::Date>,
    label: String,
) -> Command {
    let mut command = Command::new(label);
    let text = start.map(|date| date.to_string());
    if book.text(&Kind::Board, board, "start") != text.as_deref().unwrap_or_default() {
        command.add(Kind::Board, board, "start", text);
    }
    command
}

impl Layout {
    /// Lists the days and banners and scheduled scenes from top to bottom.
    pub fn rows(&self) -> Vec<RowKey> {
        self.entries().into_iter().map(|(key, _)| key).collect()
    }
}
