//! All shoot days with the state of their sheets.

use std::collections::HashSet;

use super::diff::diff;
use super::draft::draft_with;
use super::issue::{Issued, body_of, issues};
use super::plan::Plan;
use super::receipts::{Tally, tallies};
use super::sheet::Minutes;
use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;
use crate::people::fold;

/// The kinds that drafts, issues and their overview read.
pub const KINDS: &[Kind] = &[
    Kind::Production,
    Kind::Department,
    Kind::Person,
    Kind::Character,
    Kind::Location,
    Kind::Scene,
    Kind::Board,
    Kind::Strip,
    Kind::Row,
    Kind::Day,
    Kind::Date,
    Kind::Call,
    Kind::Issue,
    Kind::Category,
    Kind::Element,
    Kind::Event,
];

/// The newest sheet of a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Newest {
    pub issue: Issued,
    pub tally: Tally,
    /// How many lines of it the plan no longer agrees with; 0 for a day that is over.
    pub changes: usize,
}

/// A shoot day and its sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DayRow {
    pub day: Id,
    pub number: u32,
    pub days: u32,
    pub date: String,
    pub scenes: Vec<String>,
    pub eighths: u32,
    pub general_call: Option<Minutes>,
    pub locations: String,
    pub newest: Option<Newest>,
    /// It is before today: its sheet is history.
    pub is_over: bool,
}

/// Lists the shoot days of the active board. `today` is a civil date; only sheets of today and
/// later are compared with the plan.
pub fn overview(book: &Book, today: &str) -> Vec<DayRow> {
    let plan = Plan::of(book);
    let newest: Vec<Option<Issued>> = plan
        .days
        .iter()
        .map(|day| issues(book, &day.id).pop())
        .collect();
    let all: Vec<Issued> = newest.iter().flatten().cloned().collect();
    let counts = tallies(book, &all);
    let days = plan.days.len() as u32;
    plan.days
        .iter()
        .zip(newest)
        .map(|(day, newest)| {
            let is_over = !day.date.is_empty() && day.date.as_str() < today;
            let newest = newest.map(|issue| Newest {
                tally: counts.get(&issue.id).copied().unwrap_or_default(),
                changes: if is_over {
                    0
                } else {
                    changes(book, &day.id, &issue.id, &plan)
                },
                issue,
            });
            let records: Vec<_> = day
                .scenes()
                .filter_map(|id| book.get(&Kind::Scene, id))
                .collect();
            let typed = book.get(&Kind::Day, &day.id);
            let mut seen = HashSet::new();
            let locations: Vec<&str> = typed
                .and_then(|d| d.link("location"))
                .into_iter()
                .chain(records.iter().filter_map(|s| s.link("location")))
                .filter(|id| seen.insert(id.clone()))
                .map(|id| book.text(&Kind::Location, &id, "name"))
                .filter(|name| !name.is_empty())
                .collect();
            DayRow {
                day: day.id.clone(),
                number: day.number,
                days,
                date: day.date.clone(),
                scenes: records
                    .iter()
                    .map(|s| s.text("number").to_owned())
                    .collect(),
                eighths: records
                    .iter()
                    .fold(0, |sum, s| sum.saturating_add(crate::scene::eighths(s).0)),
                general_call: typed.and_then(|d| d.int("general_call")),
                locations: locations.join(", "),
                newest,
                is_over,
            }
        })
        .collect()
}

fn changes(book: &Book, day: &Id, issue: &Id, plan: &Plan) -> usize {
    match body_of(book, issue) {
        Some(Ok(body)) => diff(&body, &draft_with(book, day, plan)).len(),
        _ => 0,
    }
}

/// Somebody who could be put on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Absent {
    pub person: Id,
    pub name: String,
    pub position: String,
}

/// Lists the people of the production who are not on a sheet, by name.
pub fn absent(book: &Book, sheet: &super::sheet::CallSheet) -> Vec<Absent> {
    let on: HashSet<Id> = sheet.people().into_iter().map(|p| p.person).collect();
    let mut out: Vec<Absent> = book
        .all(&Kind::Person)
        .filter(|p| !on.contains(&p.id) && !p.text("name").is_empty())
        .map(|p| Absent {
            person: p.id.clone(),
            name: p.text("name").to_owned(),
            position: p.text("position").to_owned(),
        })
        .collect();
    out.sort_by_cached_key(|a| (fold(&a.name), a.person.clone()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callsheet::{draft, issue};
    use crate::command::Command;

    #[test]
    fn a_day_says_when_the_plan_has_moved_on() {
        let mut book = Book::default();
        let id = Id::new;
        let mut command = Command::new("").put(Kind::Board, &id("b"), "name", "A");
        for (field, value) in [("board", "b"), ("what", "day"), ("place", "a")] {
            command.add(Kind::Row, &id("d1"), field, value);
        }
        book.apply(&command);
        let row = |book: &Book| overview(book, "2026-01-01").remove(0);
        assert_eq!((row(&book).number, row(&book).newest), (1, None));
        let sheet = draft(&book, &id("d1"));
        book.apply(&issue::issue(
            &book,
            &id("d1"),
            sheet,
            None,
            &id("i"),
            1,
            String::new(),
        ));
        assert_eq!(row(&book).newest.map(|n| n.changes), Some(0));
        book.apply(&Command::new("").put(Kind::Day, &id("d1"), "breakfast", 360i64));
        assert_eq!(row(&book).newest.map(|n| n.changes), Some(1));
    }
}
