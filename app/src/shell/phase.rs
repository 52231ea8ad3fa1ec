//! Where the production stands: "Prep, shoot starts in 12 days", "Shoot, day 3 of 18".

use shared::book::Book;
use shared::floor::{When, next_day, planned_days};
use shared::production;

/// Kinds of records that decide the phase.
pub use shared::board::KINDS;

/// Says where the production stands today; `today` is a civil date.
pub fn phase(book: &Book, today: &str) -> String {
    let days = planned_days(book);
    let phase = production::nouns(book).phase;
    let shoot: Vec<_> = days.iter().map(|day| day.shoot_day()).collect();
    let Some(current) = next_day(&shoot, today, 0) else {
        return crate::t!("phase.undated", n = days.len());
    };
    let number = days
        .iter()
        .find(|day| day.day == current.day)
        .map_or(1, |day| day.number);
    match current.when {
        When::Now => crate::t!(
            "phase.day",
            phase = capital(phase),
            day = number,
            of = days.len()
        ),
        When::Ahead(n) if number == 1 => crate::t!("phase.prep", phase = phase, n = n),
        When::Ahead(_) => crate::t!(
            "phase.next",
            phase = capital(phase),
            day = number,
            of = days.len()
        ),
        When::Over(_) => crate::t!("phase.over", n = days.len()),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
