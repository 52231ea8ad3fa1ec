//! The calendar as a list: a line a date that says something, from the start of prep to the end of
//! wrap. Days off of every week are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::board::{DayView, Layout};

use super::{Calendar, DateKind, Phase, Phases};

/// A date of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AgendaLine<'a> {
    pub date: Date,
    pub kind: DateKind,
    pub phase: Option<Phase>,
    /// The words of the exception.
    pub text: Arc<str>,
    pub day: Option<&'a DayView>,
}

/// Lists the dates of prep, shoot and wrap and all exceptions, by date.
pub fn agenda<'a>(calendar: &Calendar, phases: &Phases, layout: &'a Layout) -> Vec<AgendaLine<'a>> {
    let days: BTreeMap<Date, &DayView> = layout
        .days
        .iter()
        .filter_map(|day| Some((day.date?, day)))
        .collect();
    let dates: BTreeSet<Date> = phases
        .dates()
        .chain(calendar.exceptions.keys().copied())
        .collect();
    dates
        .into_iter()
        .map(|date| AgendaLine {
            date,
            kind: calendar.kind(date),
            phase: phases.on(date),
            text: calendar.words(date),
            day: days.get(&date).copied(),
        })
        .collect()
}
