//! What the report's keys are called.

use shared::clock;
use shared::eighths::Eighths;
use shared::floor::{KeyTime, LineKind, Reason, Stamp, State};
use shared::report::{Difference, TallyRow};

use crate::floor::{key_word, line_word, reason_word, stamp_word, state_word};
use crate::t;

fn found(key: String, fallback: &str) -> String {
    crate::words::find(&key).map_or_else(|| fallback.replace('_', " "), str::to_owned)
}

pub fn key(what: &str) -> String {
    let known = KeyTime::ALL.into_iter().find(|key| key.as_str() == what);
    known.map_or_else(|| what.to_owned(), key_word)
}

pub fn stamp(what: &str) -> String {
    Stamp::parse(what).map_or_else(|| what.to_owned(), stamp_word)
}

pub fn reason(what: &str) -> String {
    Reason::parse(what).map(reason_word).unwrap_or_default()
}

pub fn line(what: &str) -> String {
    LineKind::parse(what).map_or_else(|| what.to_owned(), line_word)
}

pub fn state(what: &str) -> &'static str {
    State::parse(what).map_or(t!("floor.state.open"), state_word)
}

pub fn tally(what: &str) -> String {
    found(format!("report.tally.{what}"), what)
}

pub fn day_count(what: &str) -> String {
    found(format!("report.days.{what}"), what)
}

pub fn role(what: &str) -> String {
    found(format!("report.role.{what}"), what)
}

pub fn said(what: &str) -> &'static str {
    match what {
        "confirmed" => t!("times.said.yes"),
        "disputed" => t!("times.said.no"),
        _ => "",
    }
}

pub fn time(at: Option<i64>) -> String {
    at.map(clock::wall_text).unwrap_or_default()
}

/// Writes a number of the tally as its row is read: pages, minutes and seconds, or plainly.
pub fn figure(row: &TallyRow, n: i64) -> String {
    match row.what.as_str() {
        "pages" => pages(n),
        "minutes" => {
            let sign = if n < 0 { "-" } else { "" };
            let all = n.unsigned_abs();
            format!("{sign}{}:{:02}", all / 60, all % 60)
        }
        _ => n.to_string(),
    }
}

/// Writes eighths, less than nothing with a minus.
pub fn pages(n: i64) -> String {
    let size = u32::try_from(n.unsigned_abs()).unwrap_or(u32::MAX);
    let sign = if n < 0 { "-" } else { "" };
    format!("{sign}{}", Eighths(size))
}

/// Writes tenths with their point: "2.5".
pub fn tenths(n: u64) -> String {
    format!("{}.{}", n / 10, n % 10)
}

/// Says what differs in a line: "Ines Vardal, Out: 18:30, now 19:10".
pub fn difference(one: &Difference) -> String {
    let section = match one.section.as_str() {
        "" => t!("report.section.day").to_owned(),
        section => found(format!("report.section.{section}"), section),
    };
    let subject = match one.section.as_str() {
        "key_times" => key(&one.subject),
        "tally" => tally(&one.subject),
        "day_counts" => day_count(&one.subject),
        _ => one.subject.clone(),
    };
    let field = match Stamp::parse(&one.field) {
        Some(stamp) => stamp_word(stamp),
        None => found(format!("report.field.{}", one.field), &one.field),
    };
    let subject = if subject.is_empty() { section } else { subject };
    let value = |value: &Option<serde_json::Value>| match value {
        None => "—".to_owned(),
        Some(value) => shown(one, value),
    };
    match (one.field.is_empty(), &one.before) {
        (true, None) => t!("report.late.new", what = subject),
        (true, Some(_)) => t!("report.late.gone", what = subject),
        _ => t!(
            "report.late.changed",
            what = subject,
            field = field,
            before = value(&one.before),
            after = value(&one.after)
        ),
    }
}

fn shown(one: &Difference, value: &serde_json::Value) -> String {
    let number = value.as_i64();
    let is_time = Stamp::parse(&one.field).is_some()
        || matches!(
            one.field.as_str(),
            "call" | "came" | "planned" | "actual" | "at"
        );
    let is_pages = matches!(
        (one.section.as_str(), one.field.as_str()),
        (
            _,
            "eighths"
                | "credited"
                | "left"
                | "shot_eighths"
                | "scheduled_eighths"
                | "behind_eighths"
        )
    ) || (one.section == "tally" && one.subject == "pages");
    match (number, value.as_str()) {
        (Some(n), _) if is_time => clock::wall_text(n),
        (Some(n), _) if is_pages => pages(n),
        (Some(n), _) if one.field.ends_with("_min") || one.field == "minutes" => clock::length(n),
        (Some(n), _) => n.to_string(),
        (_, Some(text)) if one.field == "state" => state(text).to_owned(),
        (_, Some(text)) if one.field == "said" => said(text).to_owned(),
        (_, Some(text)) if one.field == "reason" => reason(text),
        (_, Some(text)) => text.to_owned(),
        _ => value.to_string(),
    }
}
