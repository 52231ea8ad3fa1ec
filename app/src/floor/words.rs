//! Words that the report and Today share: dates, states, who.

use leptos::prelude::*;
use shared::floor::{KeyTime, LineKind, PlannedDay, Reason, Stamp, State, When};
use shared::id::Id;
use shared::kind::Kind;

use super::now::zone;
use crate::platform::when::in_zone;
use crate::store::Store;
use crate::t;
use crate::ui::{Tone, when_text_in};

fn nth(list: &'static str, n: i8) -> &'static str {
    let at = usize::try_from(n).ok().and_then(|n| n.checked_sub(1));
    at.and_then(|at| list.split_whitespace().nth(at))
        .unwrap_or_default()
}

/// Writes a civil date as people say it, "Monday 8 March"; a text that is none stays as it is.
pub fn date_text(date: &str) -> String {
    let Ok(read) = date.parse::<jiff::civil::Date>() else {
        return date.to_owned();
    };
    let weekday = nth(t!("floor.weekdays"), read.weekday().to_monday_one_offset());
    let month = nth(t!("floor.months"), read.month());
    t!(
        "floor.date",
        weekday = weekday,
        day = read.day(),
        month = month
    )
}

/// Writes a civil date in short, "Mon 8 Mar".
pub fn short_date(date: &str) -> String {
    let Ok(read) = date.parse::<jiff::civil::Date>() else {
        return date.to_owned();
    };
    let three = |text: &'static str| text.get(..3).unwrap_or(text);
    let weekday = three(nth(
        t!("floor.weekdays"),
        read.weekday().to_monday_one_offset(),
    ));
    let month = three(nth(t!("floor.months"), read.month()));
    t!(
        "floor.date",
        weekday = weekday,
        day = read.day(),
        month = month
    )
}

/// Writes how a day lies to today: "in 3 days", "yesterday"; nothing for today itself.
pub fn when_words(when: When) -> String {
    match when {
        When::Now => String::new(),
        When::Ahead(1) => t!("floor.tomorrow").to_owned(),
        When::Ahead(n) => t!("floor.ahead", n = n),
        When::Over(1) => t!("floor.yesterday").to_owned(),
        When::Over(n) => t!("floor.over", n = n),
    }
}

/// Names a day in a list: "Day 1, Mon 8 Mar".
pub fn day_name(day: &PlannedDay) -> String {
    if day.date.is_empty() {
        t!("floor.day", n = day.number)
    } else {
        t!("floor.day_on", n = day.number, date = short_date(&day.date))
    }
}

/// Writes a moment with its clock time, also where it is long ago: a log needs the minute.
/// By the production's clocks, as a report of the set is read everywhere.
pub fn minute_text(store: Store, at_ms: i64) -> String {
    let zone = zone(store);
    let said = when_text_in(&zone, at_ms);
    if said.contains(':') {
        return said;
    }
    t!(
        "floor.minute",
        when = said,
        clock = in_zone(at_ms, &zone).clock()
    )
}

/// Names a state in a word.
pub fn state_word(state: State) -> &'static str {
    match state {
        State::Started => t!("floor.state.started"),
        State::Complete => t!("floor.state.complete"),
        State::Part => t!("floor.state.part"),
        State::NotShot => t!("floor.state.not_shot"),
    }
}

/// Returns the tone and shape of a state's badge.
pub fn state_look(state: Option<State>) -> (Tone, &'static str) {
    match state {
        Some(State::Complete) => (Tone::Good, "✓"),
        Some(State::Part) => (Tone::Warn, "◐"),
        Some(State::NotShot) => (Tone::Bad, "✕"),
        Some(State::Started) => (Tone::None, "▶"),
        None => (Tone::None, "○"),
    }
}

/// Returns who sits here, in an act, where nothing is tracked.
pub fn me_now(store: Store) -> Option<Id> {
    store
        .sync
        .with_untracked(|sync| sync.as_ref().and_then(|s| s.me.clone()))
}

/// Names a person; "you" for whoever sits here.
pub fn name_of(store: Store, person: Option<&Id>) -> String {
    let Some(person) = person else {
        return t!("ui.someone").to_owned();
    };
    if me_now(store).as_ref() == Some(person) {
        return t!("ui.you").to_owned();
    }
    let name = store.peek(|book| book.text(&Kind::Person, person, "name").to_owned());
    if name.is_empty() {
        t!("ui.someone").to_owned()
    } else {
        name
    }
}

fn found(key: String, fallback: &str) -> String {
    crate::words::find(&key).unwrap_or(fallback).to_owned()
}

/// Names a stamp: "On set".
pub fn stamp_word(stamp: Stamp) -> String {
    found(format!("times.stamp.{}", stamp.as_str()), stamp.as_str())
}

/// Names a key time of a day: "First shot".
pub fn key_word(key: KeyTime) -> String {
    found(format!("floor.key.{}", key.as_str()), key.as_str())
}

/// Names a reason: "Weather".
pub fn reason_word(reason: Reason) -> String {
    found(format!("floor.reason.{}", reason.as_str()), reason.as_str())
}

/// Names a line of the log: "Near miss".
pub fn line_word(what: LineKind) -> String {
    found(format!("floor.line.{}", what.as_str()), what.as_str())
}

/// Says how bad something is: "3, medical treatment".
pub fn severity_word(severity: i64) -> String {
    found(format!("floor.severity.{severity}"), "")
}
