//! The course of the shoot: pages day by day, as scheduled and as shot.

use std::collections::{HashMap, HashSet};

use super::scheduled::Scheduled;
use crate::book::Book;
use crate::floor::{Marks, planned_days};
use crate::id::Id;
use crate::scene;

/// A shoot day in the course of the shoot, in eighths.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leg {
    /// Counts from 1.
    pub number: u32,
    /// Civil date, or empty.
    pub date: String,
    /// What was scheduled up to this day and with it, each scene once.
    pub due_to_date: u32,
    /// What was shot on this day, and up to it; nothing for the days behind the last that is
    /// looked at.
    pub shot: Option<u32>,
    pub shot_to_date: Option<u32>,
}

/// Lists all shoot days in order; what was shot is told up to a day. What was shot on a day that the
/// board has no more counts from the first day on.
pub fn course(book: &Book, until: &Id) -> Vec<Leg> {
    let days = planned_days(book);
    let marks = Marks::read(book);
    let scheduled = Scheduled::read(book);
    let known: HashSet<&Id> = days.iter().map(|shot| &shot.day).collect();
    let (mut by_day, mut elsewhere) = (HashMap::<Id, u32>::new(), 0_u32);
    for view in scene::in_order(book).iter() {
        for credit in marks.credits(&view.id, view.eighths) {
            match credit.mark.day.as_ref().filter(|day| known.contains(day)) {
                Some(day) => {
                    let sum = by_day.entry(day.clone()).or_default();
                    *sum = sum.saturating_add(credit.eighths.0);
                }
                None => elsewhere = elsewhere.saturating_add(credit.eighths.0),
            }
        }
    }
    let last = days.iter().position(|shot| shot.day == *until);
    let mut seen: HashSet<Id> = HashSet::new();
    let (mut due, mut shot) = (0_u32, elsewhere);
    days.iter()
        .enumerate()
        .map(|(n, planned)| {
            for one in scheduled.of(&planned.day) {
                if one.scene.as_ref().is_some_and(|id| seen.insert(id.clone())) {
                    due = due.saturating_add(one.eighths);
                }
            }
            let today = by_day.get(&planned.day).copied().unwrap_or_default();
            shot = shot.saturating_add(today);
            let is_told = last.is_some_and(|last| n <= last);
            Leg {
                number: planned.number,
                date: planned.date.clone(),
                due_to_date: due,
                shot: is_told.then_some(today),
                shot_to_date: is_told.then_some(shot),
            }
        })
        .collect()
}
