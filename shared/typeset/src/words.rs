//! The documents' words: the same files that the interface reads, so that a sheet says on paper
//! what it says on a screen.

use std::sync::OnceLock;

use shared::calendar::parse_date;
use shared::clock;
use shared::texts::{self, Texts};

const EN: &[&str] = &[
    include_str!("../../../app/words/en/calendar.txt"),
    include_str!("../../../app/words/en/callsheet.txt"),
    include_str!("../../../app/words/en/pdf.txt"),
    include_str!("../../../app/words/en/people.txt"),
    include_str!("../../../app/words/en/schedule.txt"),
    include_str!("../../../app/words/en/breakdown.txt"),
    include_str!("../../../app/words/en/floor.txt"),
    include_str!("../../../app/words/en/pages.txt"),
    include_str!("../../../app/words/en/report.txt"),
    include_str!("../../../app/words/en/sides.txt"),
    include_str!("../../../app/words/en/times.txt"),
];

/// The language of the texts, as a document names it.
pub const LANGUAGE: &str = "en";

static TEXTS: OnceLock<Texts> = OnceLock::new();

fn find(key: &str) -> Option<&'static str> {
    TEXTS.get_or_init(|| Texts::of(EN)).find(key)
}

/// Returns a text; a key that is missing shows itself, and a test finds it before a user does.
pub fn text(key: &'static str) -> &'static str {
    find(key).unwrap_or(key)
}

/// Returns a text with its arguments put in.
pub fn fill(key: &'static str, arguments: &[(&str, String)]) -> String {
    texts::fill(text(key), arguments)
}

/// A text by its key, with arguments where it has some.
macro_rules! t {
    ($key:literal) => { $crate::words::text($key) };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::words::fill($key, &[$((stringify!($name), $value.to_string())),+])
    };
}
pub(crate) use t;

/// Names a column by its key.
pub fn column(key: &str) -> String {
    find(&format!("schedule.col.{key}")).map_or_else(|| key.to_owned(), str::to_owned)
}

/// Names a field of a call sheet.
pub fn field(key: &str) -> String {
    find(&format!("callsheet.field.{key}")).map_or_else(|| key.to_owned(), str::to_owned)
}

/// Names what somebody is to a day.
pub fn role(key: &str) -> String {
    find(&format!("callsheet.role.{key}")).map_or_else(String::new, str::to_owned)
}

/// Names something by a key that ends in its code: `found("floor.reason", "weather")`.
pub fn found(group: &str, code: &str) -> String {
    find(&format!("{group}.{code}")).map_or_else(|| code.replace('_', " "), str::to_owned)
}

fn nth(key: &'static str, n: i8) -> &'static str {
    let n = usize::from(n.unsigned_abs());
    text(key).split('|').nth(n).unwrap_or_default()
}

/// Names a month shortly, 1 for January: "Mar".
pub fn month_short(month: i8) -> &'static str {
    nth("calendar.months_short", month - 1)
}

/// Names a month, 1 for January.
pub fn month(month: i8) -> &'static str {
    nth("calendar.months", month - 1)
}

/// Names a weekday shortly, 0 for Monday: "Mon".
pub fn weekday_short(from_monday: i8) -> &'static str {
    nth("calendar.weekdays_short", from_monday)
}

/// "Thursday 12 March 2026"; what is no date stays as it is.
pub fn date(text: &str) -> String {
    match parse_date(text) {
        Some(day) => t!(
            "callsheet.date_year",
            date = t!(
                "calendar.long",
                weekday = nth("calendar.weekdays", day.weekday().to_monday_zero_offset()),
                day = day.day(),
                month = month(day.month()),
            ),
            year = day.year()
        ),
        None => text.to_owned(),
    }
}

/// "Thu 12 Mar"
pub fn date_short(text: &str) -> String {
    match parse_date(text) {
        Some(day) => t!(
            "calendar.long",
            weekday = weekday_short(day.weekday().to_monday_zero_offset()),
            day = day.day(),
            month = month_short(day.month()),
        ),
        None => text.to_owned(),
    }
}

/// A time that may not be known, as the clock on the wall shows it: "01:30 +1".
pub fn time(minutes: Option<i64>) -> String {
    minutes.map(clock::wall_text).unwrap_or_default()
}

/// "Rev 1 Blue"; the first is "White".
pub fn revision(number: u32, colour: &str) -> String {
    match number {
        0 => t!("callsheet.first", colour = colour),
        n => t!("callsheet.rev", n = n, colour = colour),
    }
}

/// Names a category of the standard in the interface's words, another by its own.
pub fn category_name(view: &shared::breakdown::CategoryView) -> String {
    let own = || view.name.to_string();
    match view.standard {
        Some(standard) if !view.is_renamed => {
            find(&format!("category.{}", standard.key)).map_or_else(own, str::to_owned)
        }
        _ => own(),
    }
}

/// A phone number that stays on one line.
pub fn phone(text: &str) -> String {
    // A longer one, with an extension, is wider than its column.
    if text.chars().count() > 18 {
        return text.to_owned();
    }
    text.trim().replace(' ', "\u{a0}").replace('-', "\u{2011}")
}

/// Joins what is not empty.
pub fn joined(parts: &[&str], between: &str) -> String {
    let said: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|p| !p.trim().is_empty())
        .collect();
    said.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_that_a_document_asks_for_is_written() {
        let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut missing = Vec::new();
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            let source = std::fs::read_to_string(&path).unwrap();
            for (at, call) in source.match_indices("t!(\"") {
                let key = source[at + call.len()..]
                    .split('"')
                    .next()
                    .unwrap_or_default();
                if !source[..at].ends_with(|c: char| c.is_alphanumeric()) && find(key).is_none() {
                    missing.push(format!("{}: {key}", path.display()));
                }
            }
        }
        // Written over two lines.
        missing.retain(|line| !line.contains(": \\\""));
        assert!(missing.is_empty(), "no text for\n{}", missing.join("\n"));
    }

    #[test]
    fn dates_and_times_are_in_words() {
        assert_eq!(date("2026-03-12"), "Thursday 12 March 2026");
        assert_eq!(date_short("2026-03-12"), "Thu 12 Mar");
        assert_eq!(date("soon"), "soon");
        assert_eq!(time(Some(1530)), "01:30 +1");
        assert_eq!(revision(1, "Blue"), "Rev 1 Blue");
    }
}
