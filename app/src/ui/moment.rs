//! Moments in words: "05:58", "yesterday 18:40", "12 Mar 18:40".

use crate::platform::{time, when};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Writes a moment as people say it, in the device's zone.
pub fn when_text(at_ms: i64) -> String {
    let clock = when::clock(at_ms);
    match when::distance(at_ms, time::now_ms()) {
        when::Distance::Today => clock,
        when::Distance::Yesterday => crate::t!("ui.yesterday", clock = clock),
        when::Distance::Day { day, month, year } => {
            let month = MONTHS.get(month as usize).copied().unwrap_or_default();
            if when::today().starts_with(&format!("{year:04}")) {
                crate::t!("ui.on_day", day = day, month = month, clock = clock)
            } else {
                crate::t!("ui.on_day_of_year", day = day, month = month, year = year)
            }
        }
    }
}
