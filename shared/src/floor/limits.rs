//! Who runs into a penalty, and in how many minutes: the limits of the working-time rules, one entry
//! a rule, with everybody whom it concerns.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::at_work::AtWork;
use super::times::{Stamp, TimeRow, time_row};
use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::rules::{Money, Rulebook, Severity, What, Zone};

/// Somebody's limit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Runs {
    pub person: Id,
    pub name: String,
    /// The last minute of the day at which all is well.
    pub at_min: i64,
    /// Real minutes until then; negative: it has passed and still goes on.
    pub in_min: i64,
    /// The penalty that begins then, from 1; 0 where nothing is counted.
    pub step: u32,
    /// Only where the rate is read, or the rule names an amount.
    pub cost: Option<Money>,
    pub is_stamped: bool,
}

/// A rule that somebody runs into, the soonest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ahead {
    pub rule: Id,
    pub what: What,
    pub severity: Severity,
    /// The name of the rule set.
    pub set: String,
    /// Who says so.
    pub source: Arc<str>,
    pub people: Vec<Runs>,
}

impl Ahead {
    /// Returns the minutes that the first of them has.
    pub fn in_min(&self) -> i64 {
        self.people.first().map_or(i64::MAX, |runs| runs.in_min)
    }

    /// Says whether a meal now keeps it.
    pub fn is_meal(&self) -> bool {
        matches!(self.what, What::FirstMeal | What::NextMeal | What::Break)
    }
}

/// Lists the rules that people run into within some minutes, the soonest first. What is only to be
/// known is told ahead, not once it has passed.
pub fn ahead(
    book: &Book,
    people: &[&AtWork],
    now_min: i64,
    zone: &Zone,
    within_min: i64,
) -> Vec<Ahead> {
    let rulebook = Rulebook::of(book);
    let stamped: HashSet<Id> = people
        .iter()
        .filter(|one| one.is_stamped)
        .map(|one| one.worker.person.clone())
        .collect();
    let live: Vec<_> = people.iter().map(|one| one.live()).collect();
    let mut by_rule: BTreeMap<Id, Ahead> = BTreeMap::new();
    for limit in rulebook.next_limits(now_min, &live, zone) {
        let is_told = limit.severity != Severity::Info || limit.in_min >= 0;
        if limit.in_min > within_min || !is_told {
            continue;
        }
        let is_stamped = stamped.contains(&limit.person);
        let set = rulebook.sets.iter().find(|set| set.id == limit.set);
        let of_rule = by_rule.entry(limit.rule.clone()).or_insert_with(|| Ahead {
            rule: limit.rule.clone(),
            what: limit.what,
            severity: limit.severity,
            set: set.map(|set| set.name.clone()).unwrap_or_default(),
            source: limit.citation.clone(),
            people: Vec::new(),
        });
        of_rule.people.push(Runs {
            name: book.text(&Kind::Person, &limit.person, "name").to_owned(),
            person: limit.person,
            at_min: limit.at_min,
            in_min: limit.in_min,
            step: limit.step,
            cost: limit.cost,
            is_stamped,
        });
    }
    let mut out: Vec<Ahead> = by_rule.into_values().collect();
    for one in &mut out {
        one.people
            .sort_by(|a, b| (a.in_min, &a.name, &a.person).cmp(&(b.in_min, &b.name, &b.person)));
    }
    out.sort_by(|a, b| (a.in_min(), a.severity, &a.rule).cmp(&(b.in_min(), b.severity, &b.rule)));
    out
}

/// Says which meal of somebody begins next: the second behind the end of the first. Nothing while
/// they eat, and behind the second.
pub fn next_meal(row: &TimeRow) -> Option<Stamp> {
    let has = |stamp| row.at(stamp).is_some();
    if !has(Stamp::Meal1Out) {
        return Some(Stamp::Meal1Out);
    }
    (has(Stamp::Meal1In) && !has(Stamp::Meal2Out)).then_some(Stamp::Meal2Out)
}

/// Sends people to their next meal. Who is at a meal, or has had two, stays as they are.
pub fn meal_out(book: &Book, day: &Id, people: &[Id], at: i64, label: String) -> Command {
    let mut command = Command::new(label);
    for person in people {
        if let Some(stamp) = next_meal(&time_row(book, day, person)) {
            command.add(Kind::Times, &Id::joined(day, person), stamp.as_str(), at);
        }
    }
    command
}
