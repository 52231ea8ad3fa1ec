//! Values of the standard and ours: dates, weekdays, pages, times, ids.

use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::eighths::Eighths;
use crate::id::hex;

/// The own key of a calendar's dates that are worked though their weekday is off.
pub const SHOOT: &str = "_callboardShoot";

/// The own key of a day off that is travel or a company move, which the standard does not tell
/// apart: `travel` or `move`.
pub const WHAT: &str = "_callboardWhat";

/// Returns an id as the standard likes it, twelve bytes in hexadecimal, always the same for the
/// same parts.
pub fn object_id(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hex(&hash.finalize()[..12])
}

/// Returns a date as the standard writes it, `2020-06-24T08:00:00.000Z`, from any ISO form.
///
/// The civil date of the text is kept, whatever zone stands behind it: the day of a shoot is
/// meant, and programs write it at local midnight, morning or noon.
pub fn date_text(text: &str) -> Option<String> {
    let text = text.trim();
    let date: Date = text.get(..10)?.parse().ok()?;
    let rest = text.get(10..)?;
    if rest.is_empty() {
        return Some(format!("{date}T00:00:00.000Z"));
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let time: String = rest
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, ':' | '.'))
        .collect();
    let (clock, fraction) = time.split_once('.').unwrap_or((&time, ""));
    let mut parts = clock.split(':').map(|part| part.parse::<u8>().ok());
    let mut part = || parts.next().unwrap_or(Some(0));
    let (hour, minute, second) = (part()?, part()?, part()?);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let millis: String = fraction.chars().chain("000".chars()).take(3).collect();
    Some(format!(
        "{date}T{hour:02}:{minute:02}:{second:02}.{millis}Z"
    ))
}

/// Returns a date that a program counted in milliseconds.
pub fn date_of_millis(millis: i64) -> Option<String> {
    let at = Timestamp::from_millisecond(millis).ok()?;
    let year = at.to_string().get(..4)?.parse::<u16>().ok()?;
    (1900..=2200)
        .contains(&year)
        .then(|| at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string())
}

/// Returns the civil date of a date in the standard's form.
pub fn civil(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// Returns a civil date in the standard's form, at a time of day that is the same date in most of
/// the world's zones.
pub fn text_of_civil(date: Date) -> String {
    format!("{date}T12:00:00.000Z")
}

/// Returns pages as eighths, and whether they were a whole number of them.
pub fn eighths(pages: f64) -> Option<(Eighths, bool)> {
    let eighths = pages * 8.0;
    let rounded = eighths.round();
    let is_length = pages.is_finite() && (0.0..=80_000.0).contains(&rounded);
    // In range, so the conversion cuts nothing off.
    is_length.then(|| (Eighths(rounded as u32), (eighths - rounded).abs() < 1e-6))
}

/// Returns eighths as pages.
pub fn pages(eighths: Eighths) -> f64 {
    f64::from(eighths.0) / 8.0
}

const MINUTE_MS: i64 = 60_000;

/// Returns milliseconds as the nearest minutes, and whether they were whole ones.
pub fn minutes(millis: i64) -> Option<(i64, bool)> {
    let is_time = (0..=100_000 * MINUTE_MS).contains(&millis);
    is_time.then(|| {
        (
            (millis + MINUTE_MS / 2) / MINUTE_MS,
            millis % MINUTE_MS == 0,
        )
    })
}

/// Returns minutes as milliseconds.
pub fn millis(minutes: i64) -> i64 {
    minutes.saturating_mul(MINUTE_MS)
}

/// Returns ISO weekdays as digits, "67", for the standard's weekdays from Sunday, `[0, 6]`.
pub fn iso_digits(days_off: &[u8]) -> String {
    let mut days: Vec<u8> = days_off
        .iter()
        .filter(|day| **day <= 6)
        .map(|day| if *day == 0 { 7 } else { *day })
        .collect();
    days.sort_unstable();
    days.dedup();
    days.iter().map(u8::to_string).collect()
}

/// Returns the standard's weekdays for ISO weekdays, Monday first.
pub fn days_off(off: [bool; 7]) -> Vec<u8> {
    let mut days: Vec<u8> = (1..=7_u8)
        .filter(|day| off[usize::from(*day) - 1])
        .map(|day| day % 7)
        .collect();
    days.sort_unstable();
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_all_programs_keep_their_day() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(date_text(text).as_deref(), expected, "{text}");
        };
        check("2020-06-24T08:00:00.000Z", Some("2020-06-24T08:00:00.000Z"));
        check("2020-06-24", Some("2020-06-24T00:00:00.000Z"));
        check("2020-06-24T08:00:00+0000", Some("2020-06-24T08:00:00.000Z"));
        check("2020-06-24 08:30", Some("2020-06-24T08:30:00.000Z"));
        check(
            "2020-06-24T23:00:00.5+02:00",
            Some("2020-06-24T23:00:00.500Z"),
        );
        check("2020-06-31", None);
        check("24.06.2020", None);
        check("2020-06-24T99:00:00Z", None);
        check("2020-06-2é", None);
        check("", None);
        assert_eq!(
            date_of_millis(1_592_640_000_000).as_deref(),
            Some("2020-06-20T08:00:00.000Z")
        );
        assert_eq!(date_of_millis(i64::MAX), None);
    }

    #[test]
    fn pages_and_times_are_whole_eighths_and_minutes() {
        let check = |value: f64, expected: Option<(u32, bool)>| {
            assert_eq!(
                eighths(value).map(|(e, whole)| (e.0, whole)),
                expected,
                "{value}"
            );
        };
        check(0.25, Some((2, true)));
        check(1.375, Some((11, true)));
        check(0.3, Some((2, false)));
        check(0.0, Some((0, true)));
        check(-1.0, None);
        check(1e300, None);
        assert_eq!(minutes(5_700_000), Some((95, true)));
        assert_eq!(minutes(90_000), Some((2, false)));
        assert_eq!(minutes(-1), None);
        assert_eq!(millis(95), 5_700_000);
        assert_eq!(pages(Eighths(11)), 1.375);
    }

    #[test]
    fn sunday_is_nought_there_and_seven_here() {
        assert_eq!(iso_digits(&[0, 6]), "67");
        assert_eq!(iso_digits(&[6, 9, 0, 0]), "67");
        assert_eq!(
            days_off([false, false, false, false, false, true, true]),
            [0, 6]
        );
    }
}
