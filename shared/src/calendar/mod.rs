//! The calendar of the production: which dates are worked, which shoot day falls on which, and how
//! long prep and wrap are.
//!
//! Dates are derived from the start, the weekly days off and the exceptions; no day stores one,
//! so moving strips never moves a date (DOMAIN 3.5).

mod agenda;
mod edit;
mod event;
mod month;
mod phase;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, Weekday};

use crate::board::unit_of;
use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;

pub use agenda::{AgendaLine, agenda};
pub use edit::{clear_date, set_date, set_dates, set_days_off, set_prep, set_start, set_wrap};
pub use event::{EventView, add_event, events_of, remove_event};
pub use month::{Cell, Month, month, months};
pub use phase::{Phase, Phases};

/// The kinds that a calendar reads.
pub const KINDS: &[Kind] = &[Kind::Production, Kind::Board, Kind::Unit, Kind::Date];

/// The most wrap days that are read: a slip in a number must not fill ten years.
pub const WRAP_MAX: usize = 250;

/// The mark of a date of travel on which the company moves.
pub const MOVE: &str = "move";

/// The longest stretch that is searched for working days: ten years.
const REACH_DAYS: usize = 3660;

/// What somebody said about one date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum What {
    Off,
    Holiday,
    Travel,
    /// The company moves its base: a day of travel for everybody.
    Move,
    /// A working day, though the weekday is off.
    Shoot,
}

impl What {
    pub const ALL: [What; 5] = [
        What::Shoot,
        What::Off,
        What::Holiday,
        What::Travel,
        What::Move,
    ];

    /// Reads what a date's record says. A company move is stored as travel with a mark, so that
    /// a version that knows no moves keeps the day free as well.
    pub fn of(record: &Record) -> Option<Self> {
        match Self::parse(record.text("what"))? {
            Self::Travel if record.flag(MOVE) => Some(Self::Move),
            what => Some(what),
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.as_str() == text)
    }

    /// Returns what a date's record holds of it: the field `what`, and the mark of a move.
    pub fn stored(self) -> (&'static str, bool) {
        match self {
            Self::Move => (Self::Travel.as_str(), true),
            what => (what.as_str(), false),
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Holiday => "holiday",
            Self::Travel => "travel",
            Self::Move => "move",
            Self::Shoot => "shoot",
        }
    }
}

/// What a date is, exceptions and weekly days off taken together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DateKind {
    Working,
    /// Off every week.
    Weekly,
    Off,
    Holiday,
    Travel,
    Move,
}

/// An exception with its words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exception {
    pub what: What,
    pub text: Arc<str>,
}

/// The calendar of a production.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Calendar {
    pub start: Option<Date>,
    /// The first day of prep.
    pub prep_start: Option<Date>,
    /// Working days after the last shoot day.
    pub wrap_days: usize,
    /// Monday first.
    pub days_off: [bool; 7],
    pub exceptions: BTreeMap<Date, Exception>,
}

impl Calendar {
    /// Reads the calendar; dates that are none are left out.
    pub fn of(book: &Book) -> Self {
        let production = book.production();
        let days_off = production.map_or("", |p| p.text("days_off"));
        let exceptions = book
            .all(&Kind::Date)
            .filter_map(|record| {
                let date = parse_date(record.id.as_str())?;
                let what = What::of(record)?;
                Some((
                    date,
                    Exception {
                        what,
                        text: record.text("text").into(),
                    },
                ))
            })
            .collect();
        Self {
            start: production.and_then(|p| parse_date(p.text("start"))),
            prep_start: production.and_then(|p| prep_start(p)),
            wrap_days: production.map_or(0, |p| wrap_days(p)),
            days_off: weekdays(days_off),
            exceptions,
        }
    }

    /// Reads the calendar of one board, which may start on a date of its own. A unit preps and
    /// wraps by its own dates or not at all: the production's are those of the main unit.
    pub fn of_board(book: &Book, board: &Id) -> Self {
        let mut calendar = Self::of(book);
        let own = parse_date(book.text(&Kind::Board, board, "start"));
        calendar.start = own.or(calendar.start);
        if let Some(unit) = unit_of(book, board).and_then(|id| book.get(&Kind::Unit, &id)) {
            calendar.prep_start = prep_start(unit);
            calendar.wrap_days = wrap_days(unit);
        }
        calendar
    }

    /// Returns the words of the exception on a date, empty without one.
    pub fn words(&self, date: Date) -> Arc<str> {
        let exception = self.exceptions.get(&date);
        exception.map_or_else(|| "".into(), |e| e.text.clone())
    }

    /// Says what a date is.
    pub fn kind(&self, date: Date) -> DateKind {
        match self.exceptions.get(&date).map(|e| e.what) {
            Some(What::Shoot) => DateKind::Working,
            Some(What::Off) => DateKind::Off,
            Some(What::Holiday) => DateKind::Holiday,
            Some(What::Travel) => DateKind::Travel,
            Some(What::Move) => DateKind::Move,
            None if self.is_weekly_off(date.weekday()) => DateKind::Weekly,
            None => DateKind::Working,
        }
    }

    pub fn is_weekly_off(&self, weekday: Weekday) -> bool {
        self.days_off[usize::from(weekday.to_monday_zero_offset().unsigned_abs() % 7)]
    }

    /// Lists the dates between two shoot days: what is skipped and why.
    pub fn gap(&self, before: Date, after: Date) -> Vec<(Date, DateKind, Arc<str>)> {
        let mut out = Vec::new();
        let mut at = before.tomorrow();
        while let Ok(date) = at {
            if date >= after || out.len() >= REACH_DAYS {
                break;
            }
            out.push((date, self.kind(date), self.words(date)));
            at = date.tomorrow();
        }
        out
    }

    /// Walks the working dates from the start on; none without a start.
    pub fn shoot_dates(&self) -> impl Iterator<Item = Date> + use<> {
        self.working_dates(self.start)
    }

    /// Walks the working dates from a date on, itself included.
    pub fn working_dates(&self, from: Option<Date>) -> impl Iterator<Item = Date> + use<> {
        let calendar = self.clone();
        let mut next = from;
        std::iter::from_fn(move || {
            for _ in 0..REACH_DAYS {
                let date = next?;
                next = date.tomorrow().ok();
                if calendar.kind(date) == DateKind::Working {
                    return Some(date);
                }
            }
            None
        })
    }
}

/// Reads a civil date as records store it, "2026-03-13".
pub fn parse_date(text: &str) -> Option<Date> {
    text.parse().ok()
}

fn prep_start(record: &Record) -> Option<Date> {
    parse_date(record.text("prep_start"))
}

fn wrap_days(record: &Record) -> usize {
    let days = record.int("wrap_days").unwrap_or_default();
    usize::try_from(days).unwrap_or_default().min(WRAP_MAX)
}

/// Reads ISO weekdays as digits, "67" for Saturday and Sunday.
fn weekdays(digits: &str) -> [bool; 7] {
    let mut off = [false; 7];
    for digit in digits.bytes().filter(|b| (b'1'..=b'7').contains(b)) {
        off[usize::from(digit - b'1')] = true;
    }
    off
}

#[cfg(test)]
mod tests;
