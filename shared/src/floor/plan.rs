//! The shoot days of the active board, as Today and the report need them.

use super::current::ShootDay;
use crate::board;
use crate::book::Book;
use crate::eighths::Eighths;
use crate::id::Id;
use crate::kind::Kind;

/// A shoot day and its scenes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlannedDay {
    pub day: Id,
    /// Counts from 1.
    pub number: u32,
    /// How many shoot days there are.
    pub of: u32,
    /// Civil date; empty while the production has no start date.
    pub date: String,
    pub general_call: Option<i64>,
    pub wrap: Option<i64>,
    /// The places, the first one first.
    pub location: String,
    pub eighths: Eighths,
    /// In shooting order.
    pub scenes: Vec<Id>,
}

impl PlannedDay {
    pub fn shoot_day(&self) -> ShootDay {
        ShootDay {
            day: self.day.clone(),
            date: self.date.clone(),
            general_call: self.general_call,
            wrap: self.wrap,
        }
    }
}

/// Lists the shoot days of the active board in order. Omitted scenes are left out.
pub fn planned_days(book: &Book) -> Vec<PlannedDay> {
    let layout = board::layout(book, &board::active(book));
    let of = whole(layout.days.len());
    layout
        .days
        .iter()
        .map(|day| {
            let plan = book.get(&Kind::Day, &day.plan);
            let int = |field: &str| plan.and_then(|record| record.int(field));
            PlannedDay {
                day: day.plan.clone(),
                number: whole(day.n),
                of,
                date: day.date.map(|date| date.to_string()).unwrap_or_default(),
                general_call: int("general_call"),
                wrap: int("wrap"),
                location: day
                    .location()
                    .map_or_else(String::new, |(_, name)| name.to_string()),
                eighths: day.eighths,
                scenes: day
                    .strips()
                    .filter(|s| !s.is_omitted)
                    .map(|s| s.id.clone())
                    .collect(),
            }
        })
        .collect()
}

fn whole(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
