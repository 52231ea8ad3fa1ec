//! Months as a calendar prints them: weeks from Monday, each date with its shoot day.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::board::Layout;
use crate::id::Id;

use super::{Calendar, DateKind, Phase, Phases};

/// One date of a month.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    pub date: Date,
    /// False for the dates of neighbouring months that fill the first and last week.
    pub is_inside: bool,
    pub kind: DateKind,
    /// The words of the exception.
    pub text: Arc<str>,
    /// Somebody said something about this very date.
    pub is_exception: bool,
    pub day: Option<Id>,
    /// What the date is for.
    pub phase: Option<Phase>,
}

/// A month in whole weeks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Month {
    pub first: Date,
    pub weeks: Vec<Vec<Cell>>,
}

/// Returns the month that a date lies in.
pub fn month(calendar: &Calendar, phases: &Phases, layout: &Layout, date: Date) -> Month {
    let days: BTreeMap<Date, &Id> = layout
        .days
        .iter()
        .filter_map(|day| Some((day.date?, &day.id)))
        .collect();
    let first = date.first_of_month();
    let back = i64::from(first.weekday().to_monday_zero_offset());
    let mut at = first.checked_sub(back.days()).unwrap_or(first);
    let mut weeks = Vec::new();
    while weeks.is_empty() || (at <= date.last_of_month() && weeks.len() < 6) {
        let mut week = Vec::with_capacity(7);
        for _ in 0..7 {
            week.push(Cell {
                date: at,
                is_inside: at.month() == date.month(),
                kind: calendar.kind(at),
                text: calendar.words(at),
                is_exception: calendar.exceptions.contains_key(&at),
                day: days.get(&at).map(|id| (*id).clone()),
                phase: phases.on(at),
            });
            at = at.tomorrow().unwrap_or(at);
        }
        weeks.push(week);
    }
    Month { first, weeks }
}

/// Lists the first dates of the months from the start of prep to the end of wrap.
pub fn months(calendar: &Calendar, phases: &Phases) -> Vec<Date> {
    let dated = || calendar.start.into_iter().chain(phases.dates());
    let (Some(first), Some(last)) = (dated().min(), dated().max()) else {
        return Vec::new();
    };
    let mut at = first.first_of_month();
    let mut all = Vec::new();
    while at <= last && all.len() < 120 {
        all.push(at);
        let Ok(next) = at.checked_add(1.month()) else {
            break;
        };
        at = next;
    }
    all
}
