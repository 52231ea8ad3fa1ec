//! Civil dates in words.

use jiff::civil::{Date, Weekday};

fn nth(key: &'static str, n: i8) -> &'static str {
    let n = usize::from(n.unsigned_abs());
    crate::words::text(key)
        .split('|')
        .nth(n)
        .unwrap_or_default()
}

pub fn weekday(weekday: Weekday) -> &'static str {
    nth("calendar.weekdays", weekday.to_monday_zero_offset())
}

pub fn weekday_short(weekday: Weekday) -> &'static str {
    nth("calendar.weekdays_short", weekday.to_monday_zero_offset())
}

/// "Friday 13 March"
pub fn long(date: Date) -> String {
    let month = nth("calendar.months", date.month() - 1);
    crate::t!(
        "calendar.long",
        weekday = weekday(date.weekday()),
        day = date.day(),
        month = month
    )
}

/// "Fri 13 March"
pub fn medium(date: Date) -> String {
    let month = nth("calendar.months", date.month() - 1);
    crate::t!(
        "calendar.long",
        weekday = weekday_short(date.weekday()),
        day = date.day(),
        month = month
    )
}

/// "Fri 13 Mar"
pub fn short(date: Date) -> String {
    let month = nth("calendar.months_short", date.month() - 1);
    crate::t!(
        "calendar.long",
        weekday = weekday_short(date.weekday()),
        day = date.day(),
        month = month
    )
}

/// "March 2026"
pub fn month(date: Date) -> String {
    crate::t!(
        "calendar.month_of",
        month = nth("calendar.months", date.month() - 1),
        year = date.year()
    )
}
