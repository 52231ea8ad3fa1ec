//! Days ahead or behind, pages a day, and when the shoot ends at that pace (DOMAIN 3.10).

use std::collections::HashSet;

use super::body::{DayCount, Progress};
use super::scheduled::{Scheduled, up_to};
use super::sums::Sums;
use crate::board;
use crate::book::Book;
use crate::calendar::{Calendar, What, parse_date};
use crate::id::Id;

/// The progress of the shoot after a day, the finish by the schedule and by the average, civil
/// dates or empty.
pub struct Outlook {
    pub progress: Progress,
    pub scheduled_finish: String,
    pub estimated_finish: String,
}

/// Works out the progress. Pages that were scheduled on several days count once.
pub fn outlook(book: &Book, day: &Id, date: &str, sums: &Sums, scheduled: &Scheduled) -> Outlook {
    let before = up_to(book, day);
    let layout = board::layout(book, &board::active(book));
    let mut seen: HashSet<&Id> = HashSet::new();
    let due: u32 = before
        .iter()
        .flat_map(|day| scheduled.of(day))
        .filter(|due| due.scene.as_ref().is_some_and(|scene| seen.insert(scene)))
        .fold(0, |sum, due| sum.saturating_add(due.eighths));
    let whole: u32 = layout
        .days
        .iter()
        .fold(0, |sum, day| sum.saturating_add(day.eighths.0));
    let planned_tenths = tenths(whole, layout.days.len());
    let shot = u32::try_from(sums.pages.to_date()).unwrap_or_default();
    let average_tenths = tenths(shot, sums.shoot_days as usize);
    let behind = i64::from(due) - i64::from(shot);
    let left = sums.left();
    let days_needed = match (left, average_tenths) {
        (0, _) => Some(0),
        (_, 0) => None,
        (left, average) => {
            u32::try_from(divided_up(left.saturating_mul(10), i64::from(average))).ok()
        }
    };
    Outlook {
        scheduled_finish: layout
            .days
            .last()
            .and_then(|day| day.date)
            .map(|date| date.to_string())
            .unwrap_or_default(),
        estimated_finish: days_needed
            .and_then(|needed| finish(book, date, needed))
            .unwrap_or_default(),
        progress: Progress {
            shoot_days: sums.shoot_days,
            average_tenths,
            planned_tenths,
            scheduled_eighths: due,
            shot_eighths: shot,
            behind_eighths: behind,
            behind_day_tenths: rounded(behind.saturating_mul(100), i64::from(planned_tenths)),
            days_needed,
        },
    }
}

/// Returns a sum a day, in tenths, rounded; 0 without days.
fn tenths(sum: u32, days: usize) -> u32 {
    let days = u64::try_from(days).unwrap_or(u64::MAX);
    match (u64::from(sum) * 10 + days / 2).checked_div(days) {
        Some(n) => u32::try_from(n).unwrap_or(u32::MAX),
        None => 0,
    }
}

/// Divides and rounds to the nearest, halves away from nothing; 0 where nothing divides.
fn rounded(n: i64, by: i64) -> i64 {
    if by <= 0 {
        return 0;
    }
    let half = if n < 0 { -(by / 2) } else { by / 2 };
    n.saturating_add(half) / by
}

/// Divides two numbers above nothing and rounds up.
fn divided_up(n: i64, by: i64) -> i64 {
    n / by + i64::from(n % by != 0)
}

/// Walks the calendar: the date of the last of so many working days after a date.
fn finish(book: &Book, date: &str, needed: u32) -> Option<String> {
    let from = parse_date(date)?;
    let Some(more) = usize::try_from(needed).ok()?.checked_sub(1) else {
        return Some(date.to_owned());
    };
    let calendar = Calendar::of_board(book, &board::active(book));
    calendar
        .shoot_dates()
        .filter(|at| *at > from)
        .nth(more.min(3000))
        .map(|at| at.to_string())
}

/// Counts the days of the schedule: shoot days, and what the calendar names between the first and
/// the last of them.
pub fn day_counts(book: &Book, day: &Id, date: &str, sums: &Sums) -> Vec<DayCount> {
    let layout = board::layout(book, &board::active(book));
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let shoot = DayCount {
        what: "shoot".into(),
        scheduled: small(layout.days.len()),
        due: small(up_to(book, day).len()),
        actual: Some(sums.shoot_days),
    };
    let mut out = vec![shoot];
    let calendar = Calendar::of_board(book, &board::active(book));
    let (first, last) = (
        layout.days.first().and_then(|day| day.date),
        layout.days.last().and_then(|day| day.date),
    );
    let (Some(first), Some(last), Some(today)) = (first, last, parse_date(date)) else {
        return out;
    };
    for what in [What::Travel, What::Move, What::Holiday] {
        let dates: Vec<_> = calendar
            .exceptions
            .iter()
            .filter(|(at, e)| e.what == what && (first..=last).contains(*at))
            .collect();
        if !dates.is_empty() {
            out.push(DayCount {
                what: what.as_str().into(),
                scheduled: small(dates.len()),
                due: small(dates.iter().filter(|(at, _)| **at <= today).count()),
                actual: None,
            });
        }
    }
    out
}
