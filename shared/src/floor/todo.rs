//! What the office has to do about the day that comes and the one after it.

use super::plan::PlannedDay;
use crate::book::Book;
use crate::callsheet::issue::{self, Issued};
use crate::callsheet::receipts::{self, Got, ReceiptRow, Tally};
use crate::callsheet::{checks, diff, draft};
use crate::eighths::Eighths;
use crate::id::Id;
use crate::kind::Kind;

use super::progress::Marks;

/// One thing to do, with the day it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Todo {
    pub day: Id,
    pub number: u32,
    pub date: String,
    pub what: What,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// No sheet was issued; so many things are to be looked at before.
    NoSheet { warnings: usize },
    /// The plan has moved on since the sheet: so many lines differ.
    Stale { issue: Issued, changes: usize },
    /// Two sheets of one number were issued apart.
    Collides { issue: Issued },
    /// So many people on the sheet have not got it.
    Unreached { issue: Issued, people: usize },
    /// So much of the scenes of days before is still to be shot.
    Owed { scenes: usize, pages: Eighths },
}

/// Lists what is to be done, the most pressing first. `days` are the days to look at, the present
/// one first.
pub fn todo(book: &Book, days: &[PlannedDay], days_before: &[PlannedDay]) -> Vec<Todo> {
    let mut out = Vec::new();
    for planned in days {
        let mut say = |what: What| {
            out.push(Todo {
                day: planned.day.clone(),
                number: planned.number,
                date: planned.date.clone(),
                what,
            });
        };
        let now = draft(book, &planned.day);
        let Some(issue) = issue::current(book, &planned.day) else {
            say(What::NoSheet {
                warnings: checks::warnings(&now).len(),
            });
            continue;
        };
        if issue.collides {
            say(What::Collides {
                issue: issue.clone(),
            });
        }
        let unreached = receipts::receipts(book, &issue.id)
            .iter()
            .filter(|row| row.got == Got::Nothing)
            .count();
        if unreached > 0 {
            say(What::Unreached {
                issue: issue.clone(),
                people: unreached,
            });
        }
        if let Some(Ok(body)) = issue::body_of(book, &issue.id) {
            let changes = diff::diff(&body, &now).len();
            if changes > 0 {
                say(What::Stale { issue, changes });
            }
        }
    }
    if let (Some(owed), Some(first)) = (owed(book, days_before), days.first()) {
        out.push(Todo {
            day: first.day.clone(),
            number: first.number,
            date: first.date.clone(),
            what: owed,
        });
    }
    out
}

fn owed(book: &Book, days: &[PlannedDay]) -> Option<What> {
    let marks = Marks::read(book);
    let left: Vec<u32> = days
        .iter()
        .flat_map(|day| &day.scenes)
        .filter_map(|id| {
            let length = crate::scene::eighths(book.get(&Kind::Scene, id)?);
            // What nobody reported on may have been shot all the same: only what was said counts.
            marks.of_scene(id)?;
            Some(marks.owed(id, length).0).filter(|left| *left > 0)
        })
        .collect();
    let pages = left.iter().fold(0_u32, |sum, n| sum.saturating_add(*n));
    (!left.is_empty()).then_some(What::Owed {
        scenes: left.len(),
        pages: Eighths(pages),
    })
}

/// The newest sheet of a day, who has it and who has not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reached {
    pub issue: Issued,
    pub tally: Tally,
    /// Who has not acknowledged, whoever has nothing first.
    pub open: Vec<ReceiptRow>,
}

/// Says who has the newest sheet of a day; nothing if there is none.
pub fn reached(book: &Book, day: &Id) -> Option<Reached> {
    let issue = issue::current(book, day)?;
    let mut rows = receipts::receipts(book, &issue.id);
    let tally = receipts::tally(&rows);
    rows.retain(|row| row.got < Got::Told);
    Some(Reached {
        issue,
        tally,
        open: rows,
    })
}
