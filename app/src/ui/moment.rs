//! Moments in words: "05:58", "yesterday 18:40", "12 Mar 18:40".

use shared::floor::days_between;

use crate::platform::time;
use crate::platform::when::{Civil, here, in_zone};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Writes a moment as people say it, in the device's zone.
pub fn when_text(at_ms: i64) -> String {
    said(&here(at_ms), &here(time::now_ms()))
}

/// Writes a moment as people say it, in a zone such as the production's.
pub fn when_text_in(zone: &str, at_ms: i64) -> String {
    said(&in_zone(at_ms, zone), &in_zone(time::now_ms(), zone))
}

fn said(then: &Civil, now: &Civil) -> String {
    let clock = then.clock();
    match days_between(&then.date, &now.date) {
        Some(0) => return clock,
        Some(1) => return crate::t!("ui.yesterday", clock = clock),
        _ => {}
    }
    let mut parts = then.date.split('-');
    let year = parts.next().unwrap_or_default();
    let mut number = || parts.next().and_then(|n| n.parse::<usize>().ok());
    let (month, day) = (number().unwrap_or_default(), number().unwrap_or_default());
    let month = MONTHS
        .get(month.wrapping_sub(1))
        .copied()
        .unwrap_or_default();
    if now.date.starts_with(year) {
        crate::t!("ui.on_day", day = day, month = month, clock = clock)
    } else {
        crate::t!("ui.on_day_of_year", day = day, month = month, year = year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_by_its_distance() {
        let at = |date: &str, minutes: i64| Civil {
            date: date.to_owned(),
            minutes,
        };
        let check = |then: Civil, want: &str| {
            assert_eq!(said(&then, &at("2027-03-01", 540)), want);
        };
        check(at("2027-03-01", 358), "05:58");
        check(at("2027-02-28", 1120), "yesterday 18:40");
        check(at("2027-01-12", 1120), "12 Jan 18:40");
        check(at("2026-12-31", 1120), "31 Dec 2026");
    }
}
