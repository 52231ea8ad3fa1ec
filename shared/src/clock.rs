//! Times of day as minutes from midnight of the shoot day, and lengths in minutes.
//!
//! A night's wrap lies beyond 24:00 and an early pick-up before 00:00: both stay on the shoot
//! day they belong to (DESIGN 4). Civil dates and zones live in `calendar`.

/// The latest time that can be typed: the end of the day after the shoot day.
pub const LATEST_MIN: i64 = 48 * 60;

/// Says why a typed time was not understood, and what to type instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    #[error(
        "“{0}” is not a time. Type it as 6:30, 0630, 18:45 or 25:30 for half past one at night."
    )]
    Unreadable(String),
    #[error("“{0}” has more than 59 minutes. Type hours and minutes, such as 6:30.")]
    Minutes(String),
    #[error("“{0}” is beyond 48:00. Type a time of the shoot day or of the night after it.")]
    TooLate(String),
    #[error("“{0}” is not a length. Type minutes, such as 45, or hours and minutes, such as 1:20.")]
    NoLength(String),
}

/// Writes minutes as hours and minutes, "06:30", and goes on beyond midnight, "25:30". A time of
/// the day before is written with a minus, "-00:30", as [`parse`] reads it.
pub fn text(minutes: i64) -> String {
    let sign = if minutes < 0 { "-" } else { "" };
    let all = minutes.unsigned_abs();
    format!("{sign}{:02}:{:02}", all / 60, all % 60)
}

/// Returns what the clock on the wall shows, "01:30", and the day it shows it on: 0 for the shoot
/// day, 1 for the day after, -1 for the day before.
pub fn wall(minutes: i64) -> (String, i64) {
    (text(minutes.rem_euclid(1440)), minutes.div_euclid(1440))
}

/// Writes what the clock on the wall shows, with the day where it is another one: "01:30 +1",
/// "23:30 -1". [`parse`] reads it back.
pub fn wall_text(minutes: i64) -> String {
    match wall(minutes) {
        (wall, 0) => wall,
        (wall, days) => format!("{wall} {days:+}"),
    }
}

/// Writes a length as people say it: "1 h 20", "2 h", "45 min".
pub fn length(minutes: i64) -> String {
    let sign = if minutes < 0 { "-" } else { "" };
    let all = minutes.unsigned_abs();
    match (all / 60, all % 60) {
        (0, rest) => format!("{sign}{rest} min"),
        (hours, 0) => format!("{sign}{hours} h"),
        (hours, rest) => format!("{sign}{hours} h {rest:02}"),
    }
}

/// Reads a typed time: "6:30", "0630", "630", "6.30", "6h30", "6", "6:30pm", "25:30", "1:30 +1",
/// "23:30 -1". Empty text is no time.
pub fn parse(typed: &str) -> Result<Option<i64>, ClockError> {
    let plain: String = typed
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| !c.is_whitespace())
        .collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let shown = || typed.trim().chars().take(40).collect::<String>();
    let unreadable = || ClockError::Unreadable(shown());
    let (rest, day_min) = match plain.strip_suffix("+1") {
        Some(rest) => (rest, 1440),
        None => match plain.strip_suffix("-1") {
            Some(rest) if !rest.is_empty() => (rest, -1440),
            _ => (plain.as_str(), 0),
        },
    };
    let (rest, is_before) = match rest.strip_prefix(['-', '−']) {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let (rest, half) = half_of_day(rest);
    let (hours, minutes) = hours_and_minutes(rest).ok_or_else(unreadable)?;
    if minutes > 59 {
        return Err(ClockError::Minutes(shown()));
    }
    let hours = match (half, hours) {
        (None, _) => hours,
        (Some(_), 0 | 13..) => return Err(unreadable()),
        (Some(Half::Morning), _) => hours % 12,
        (Some(Half::Evening), _) => hours % 12 + 12,
    };
    let all = hours * 60 + minutes + day_min;
    if all > LATEST_MIN {
        return Err(ClockError::TooLate(shown()));
    }
    Ok(Some(if is_before { -all } else { all }))
}

/// Reads a typed length in minutes: "80", "1:20", "1h20", "1 h", "45 min", "1.5h". Empty text is none.
pub fn parse_length(typed: &str) -> Result<Option<i64>, ClockError> {
    let plain: String = typed
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| !c.is_whitespace())
        .collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let no_length = || ClockError::NoLength(typed.trim().chars().take(40).collect());
    let number = |text: &str| -> Option<i64> {
        (text.len() <= 5 && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse().ok())
            .flatten()
    };
    let plain = plain
        .trim_end_matches("utes")
        .trim_end_matches("ute")
        .trim_end_matches("ours")
        .trim_end_matches("our");
    let without_min = plain
        .strip_suffix("min")
        .or_else(|| plain.strip_suffix('m'))
        .unwrap_or(plain);
    let found = match without_min.split_once(['h', ':']) {
        Some((hours, "")) => match hours.split_once(['.', ',']) {
            Some((whole, tenths)) if tenths.len() <= 2 => {
                let scale = if tenths.len() == 1 { 10 } else { 100 };
                number(whole)
                    .zip(number(tenths))
                    .map(|(w, t)| w * 60 + t * 60 / scale)
            }
            Some(_) => None,
            None => number(hours).map(|h| h * 60),
        },
        Some((hours, minutes)) => number(hours)
            .zip(number(minutes).filter(|m| *m < 60))
            .map(|(h, m)| h * 60 + m),
        None => number(without_min),
    };
    found
        .filter(|m| *m <= LATEST_MIN)
        .map(Some)
        .ok_or_else(no_length)
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Evening,
}

fn half_of_day(text: &str) -> (&str, Option<Half>) {
    for (ending, half) in [
        ("a.m.", Half::Morning),
        ("p.m.", Half::Evening),
        ("am", Half::Morning),
        ("pm", Half::Evening),
        ("a", Half::Morning),
        ("p", Half::Evening),
    ] {
        if let Some(rest) = text.strip_suffix(ending) {
            return (rest, Some(half));
        }
    }
    (text, None)
}

fn hours_and_minutes(text: &str) -> Option<(i64, i64)> {
    let digits = |text: &str, most: usize| -> Option<i64> {
        ((1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse().ok())
            .flatten()
    };
    if let Some((hours, minutes)) = text.split_once([':', '.', ',', 'h']) {
        // "6h" is a whole hour; "6:3" is more likely unfinished than three minutes past.
        return match (minutes, minutes.len()) {
            ("", _) if text.ends_with('h') => Some((digits(hours, 2)?, 0)),
            (_, 2) => Some((digits(hours, 2)?, digits(minutes, 2)?)),
            _ => None,
        };
    }
    match text.len() {
        1 | 2 => Some((digits(text, 2)?, 0)),
        3 | 4 => {
            let all = digits(text, 4)?;
            Some((all / 100, all % 100))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_typed_time_is_read_as_it_was_meant() {
        let check = |typed: &str, want: Option<i64>| assert_eq!(parse(typed), Ok(want), "{typed}");
        check("", None);
        check("  ", None);
        check("6:30", Some(390));
        check("06:30", Some(390));
        check("0630", Some(390));
        check("630", Some(390));
        check("6.30", Some(390));
        check("6,30", Some(390));
        check("6h30", Some(390));
        check("6h", Some(360));
        check("6", Some(360));
        check("18", Some(1080));
        check("1845", Some(1125));
        check(" 6:30 pm ", Some(1110));
        check("6:30PM", Some(1110));
        check("6 p.m.", Some(1080));
        check("630a", Some(390));
        check("12am", Some(0));
        check("12:15pm", Some(735));
        check("00:00", Some(0));
        check("24:00", Some(1440));
        check("25:30", Some(1530));
        check("2530", Some(1530));
        check("1:30 +1", Some(1530));
        check("23:30 -1", Some(-30));
        check("-0:30", Some(-30));
        check("48:00", Some(2880));
    }

    #[test]
    fn a_bad_time_says_what_is_wrong() {
        let check = |typed: &str, want: fn(String) -> ClockError| {
            assert_eq!(parse(typed), Err(want(typed.into())), "{typed}");
        };
        for typed in [
            "x", "6:3", "6:", ":30", "6:30:00", "13pm", "0am", "123456", "6-30", "٦:٣٠", "early",
        ] {
            check(typed, ClockError::Unreadable);
        }
        for typed in ["6:75", "0675", "660"] {
            check(typed, ClockError::Minutes);
        }
        for typed in ["48:01", "99:00", "25:30+1"] {
            check(typed, ClockError::TooLate);
        }
    }

    #[test]
    fn a_time_is_written_as_it_is_read() {
        let check = |minutes: i64, want: &str| assert_eq!(text(minutes), want);
        check(0, "00:00");
        check(390, "06:30");
        check(1530, "25:30");
        check(-30, "-00:30");
        check(-90, "-01:30");
    }

    #[test]
    fn the_wall_shows_a_time_between_midnights() {
        let check = |minutes: i64, want: (&str, i64)| {
            assert_eq!(wall(minutes), (want.0.to_owned(), want.1));
            assert_eq!(parse(&wall_text(minutes)), Ok(Some(minutes)));
        };
        check(390, ("06:30", 0));
        check(1440, ("00:00", 1));
        check(1530, ("01:30", 1));
        check(-30, ("23:30", -1));
    }

    #[test]
    fn a_length_is_written_and_read_as_people_say_it() {
        let check = |minutes: i64, want: &str| assert_eq!(length(minutes), want);
        check(0, "0 min");
        check(45, "45 min");
        check(60, "1 h");
        check(80, "1 h 20");
        check(125, "2 h 05");
        check(-30, "-30 min");
        let check =
            |typed: &str, want: Option<i64>| assert_eq!(parse_length(typed), Ok(want), "{typed}");
        check("", None);
        check("80", Some(80));
        check("1:20", Some(80));
        check("1h20", Some(80));
        check("1 h 20", Some(80));
        check("1h 20min", Some(80));
        check("2 h", Some(120));
        check("2 hours", Some(120));
        check("45 min", Some(45));
        check("45 minutes", Some(45));
        check("1.5h", Some(90));
        check("1,25 h", Some(75));
        for typed in ["x", "1:75", "1.555h", "-5", "99:00", "h", "1:2:3"] {
            assert_eq!(
                parse_length(typed),
                Err(ClockError::NoLength(typed.into())),
                "{typed}"
            );
        }
    }

    proptest! {
        #[test]
        fn what_is_written_can_be_read(minutes in -1440i64..=LATEST_MIN) {
            prop_assert_eq!(parse(&text(minutes)), Ok(Some(minutes)));
        }

        #[test]
        fn no_text_breaks_the_reader(typed in ".*") {
            let _ = parse(&typed);
            let _ = parse_length(&typed);
        }

        #[test]
        fn a_length_that_is_written_can_be_read(minutes in 0i64..=LATEST_MIN) {
            prop_assert_eq!(parse_length(&length(minutes)), Ok(Some(minutes)));
        }
    }
}
