//! Moments in the device's own zone, as people say them.

use js_sys::Date;

/// When something happened, seen from now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Distance {
    Today,
    Yesterday,
    /// An earlier day: its number and month (0 to 11).
    Day {
        day: u32,
        month: u32,
        year: u32,
    },
}

fn date(ms: i64) -> Date {
    Date::new(&(ms as f64).into())
}

/// The hour and minute of a moment, "05:58".
pub fn clock(ms: i64) -> String {
    let date = date(ms);
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// How far back the day of a moment is.
pub fn distance(ms: i64, now_ms: i64) -> Distance {
    let then = date(ms);
    let key = |d: &Date| (d.get_full_year(), d.get_month(), d.get_date());
    if key(&then) == key(&date(now_ms)) {
        return Distance::Today;
    }
    if key(&then) == key(&date(now_ms - 86_400_000)) {
        return Distance::Yesterday;
    }
    let (year, month, day) = key(&then);
    Distance::Day { day, month, year }
}

/// Today's civil date in the device's zone, "2026-03-12".
pub fn today() -> String {
    let now = Date::new_0();
    format!(
        "{:04}-{:02}-{:02}",
        now.get_full_year(),
        now.get_month() + 1,
        now.get_date()
    )
}
