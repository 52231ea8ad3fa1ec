//! Meal and rest penalties of a day, from the times that were taken down.
//!
//! A report goes to everybody who may read the plan, and two devices that hold different documents
//! must derive one report. So its penalties rest on what everybody on the floor may read: no pay,
//! and of a minor no age. What they cost is asked apart, by whoever may know.

use std::collections::BTreeMap;

use super::body::Penalty;
use crate::book::Book;
use crate::calendar::parse_date;
use crate::floor::{days_between, planned_days, stamped_days};
use crate::id::Id;
use crate::kind::Kind;
use crate::rules::{
    Finding, PersonDay, Rulebook, Severity, Timing, What, Why, Worker, Zone, mark, workers,
};

/// Rest and weeks before a day are read over so many dates.
const BACK_DAYS: i64 = 8;

/// Says whether a rule is one of meals or rest.
fn is_of_report(what: What) -> bool {
    use What::*;
    matches!(
        what,
        DailyRest | WeeklyRest | FirstMeal | NextMeal | MealLength | Break
    )
}

/// Lists what the meal and rest rules find in the times of a day: days of whom nothing was taken
/// down are taken for free.
fn found(book: &Book, day: &Id, zone: &Zone, known: impl Fn(Worker) -> Worker) -> Vec<Finding> {
    let rulebook = Rulebook::of(book);
    let days = planned_days(book);
    let Some(today) = days.iter().find(|shot| shot.day == *day) else {
        return Vec::new();
    };
    if rulebook.sets.is_empty() || parse_date(&today.date).is_none() {
        return Vec::new();
    }
    let is_near = |date: &str| {
        days_between(date, &today.date).is_some_and(|back| (0..=BACK_DAYS).contains(&back))
    };
    let mut own: BTreeMap<Id, Vec<PersonDay>> = BTreeMap::new();
    for shot in days.iter().filter(|shot| is_near(&shot.date)) {
        for (person, was) in stamped_days(book, &shot.day) {
            if was.timing == Timing::Actual {
                own.entry(person).or_default().push(was);
            }
        }
    }
    let mut all: Vec<Finding> = Vec::new();
    for (person, worker) in workers(book) {
        let Some(was) = own.get(&person) else {
            continue;
        };
        if was.iter().any(|was| was.day == *day) {
            all.extend(rulebook.findings(&known(worker), was, zone));
        }
    }
    all.retain(|f| f.day == *day && f.severity != Severity::Info && is_of_report(f.what));
    mark(book, &mut all);
    all
}

/// Lists the penalties of a day as its report names them, by name. None carries a cost.
pub fn penalties(book: &Book, day: &Id, zone: &Zone) -> Vec<Penalty> {
    let rulebook = Rulebook::of(book);
    let public = |worker: Worker| Worker {
        rate: None,
        age_from_months: None,
        ..worker
    };
    let mut out: Vec<Penalty> = found(book, day, zone, public)
        .into_iter()
        .map(|finding| {
            let set = rulebook.sets.iter().find(|set| set.id == finding.set);
            let named = [
                set.map_or("", |set| set.name.as_str()),
                finding.citation.as_ref(),
            ];
            let named: Vec<&str> = named.into_iter().filter(|text| !text.is_empty()).collect();
            Penalty {
                name: book.text(&Kind::Person, &finding.person, "name").to_owned(),
                person: Some(finding.person),
                what: finding.what.as_str().to_owned(),
                rule: named.join(": "),
                steps: match finding.why {
                    Why::LateMeal { steps, .. } => steps,
                    _ => 0,
                },
                // Why it was accepted is the office's alone, and the report is everybody's.
                text: String::new(),
                short_min: finding.shortfall_min,
                cost: None,
                currency: String::new(),
            }
        })
        .collect();
    out.sort_by(|a, b| {
        (&a.name, &a.person, &a.what, &a.rule).cmp(&(&b.name, &b.person, &b.what, &b.rule))
    });
    out
}

/// Lists the same with everything that this device may read: what each costs, where its rate or
/// the rule's amount is known. For the office's eyes, never for a report.
pub fn priced(book: &Book, day: &Id, zone: &Zone) -> Vec<Finding> {
    found(book, day, zone, |worker| worker)
}
