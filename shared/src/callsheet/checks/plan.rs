//! What the rest of the production says against a draft: who is away, what has run out, which
//! script and schedule are newer, and how late it is.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::{Warning, Who};
use crate::book::Book;
use crate::calendar::{events_of, parse_date};
use crate::callsheet::sheet::{CallSheet, Part};
use crate::dood;
use crate::id::Id;
use crate::kind::Kind;
use crate::revision;
use crate::schedule::{self, What};
use crate::script::standing;
use crate::sun::offset_min;

/// A sheet goes out twelve hours before the general call at the latest (DOMAIN 3.8).
pub const LATEST_BEFORE_CALL_MIN: i64 = 12 * 60;

/// Lists what stands against the draft in the plan, the script and people's own documents.
pub(super) fn against_the_plan(book: &Book, sheet: &CallSheet) -> Vec<Warning> {
    let mut out = Vec::new();
    if let Some(date) = parse_date(&sheet.date) {
        people(book, sheet, date, &mut out);
    }
    out.extend(old_script(book, sheet));
    out.extend(old_schedule(book, sheet));
    out
}

fn people(book: &Book, sheet: &CallSheet, date: Date, out: &mut Vec<Warning>) {
    let mut certificates: HashMap<Id, Vec<&Id>> = HashMap::new();
    for record in book.all(&Kind::Certificate) {
        let until = parse_date(record.text("until"));
        if let (Some((person, _)), true) = (record.id.parts(), until.is_some_and(|u| u < date)) {
            certificates.entry(person).or_default().push(&record.id);
        }
    }
    for on in sheet.people() {
        let who = || Who {
            person: on.person.clone(),
            name: on.name.clone(),
        };
        let away = events_of(book, &on.person).into_iter();
        let away =
            away.filter(|e| e.what == dood::What::Unavailable && e.from <= date && date <= e.to);
        out.extend(away.map(|e| Warning::Away {
            who: who(),
            from: e.from.to_string(),
            to: e.to.to_string(),
        }));
        let dates = |field| book.text(&Kind::Person, &on.person, field).to_owned();
        let (start, finish) = (dates("start"), dates("finish"));
        let is_before = parse_date(&start).is_some_and(|start| date < start);
        let is_after = parse_date(&finish).is_some_and(|finish| finish < date);
        // Whoever is of a group of background is engaged by the day.
        if (is_before || is_after) && on.part != Part::Background {
            out.push(Warning::NotEngaged {
                who: who(),
                start,
                finish,
            });
        }
        let mut expired = certificates.remove(&on.person).unwrap_or_default();
        expired.sort();
        out.extend(expired.into_iter().map(|id| Warning::Expired {
            who: who(),
            certificate: id.clone(),
            name: book.text(&Kind::Certificate, id, "name").to_owned(),
            until: book.text(&Kind::Certificate, id, "until").to_owned(),
        }));
    }
}

fn old_script(book: &Book, sheet: &CallSheet) -> Option<Warning> {
    let newest = revision::nth(standing(book).file_colour?);
    (newest != sheet.script_colour).then(|| Warning::OldScript {
        sheet: sheet.script_colour.clone(),
        newest,
    })
}

/// Compares the day with the newest one-liner or shooting schedule that was issued: scenes in
/// whatever order, and the date.
fn old_schedule(book: &Book, sheet: &CallSheet) -> Option<Warning> {
    let newest = [What::OneLiner, What::Shooting]
        .into_iter()
        .filter_map(|what| schedule::latest(book, what, None))
        .max_by_key(|edition| (edition.cover.issued_ms, edition.cover.id.clone()))?;
    let (_, Ok(body)) = schedule::read(book, &newest.cover.id)? else {
        return None;
    };
    let of_day = body.parts.iter().find(|p| p.number == sheet.day_number);
    let then: BTreeSet<&Id> = of_day
        .iter()
        .flat_map(|part| &part.lines)
        .filter(|line| !line.omitted)
        .filter_map(|line| line.scene.as_ref())
        .collect();
    let now: BTreeSet<&Id> = sheet
        .scenes
        .iter()
        .filter_map(|s| s.scene.as_ref())
        .collect();
    let is_same = then == now && of_day.is_some_and(|part| part.date == sheet.date);
    (!is_same).then(|| Warning::OldSchedule {
        issue: newest.cover.id.clone(),
        number: newest.cover.number,
        colour: newest.cover.colour.clone(),
    })
}

/// Returns the last moment at which a sheet goes out in time, milliseconds since 1970; nothing while
/// the date, the general call or the zone is not known.
pub fn send_by_ms(sheet: &CallSheet) -> Option<i64> {
    let date = parse_date(&sheet.date)?;
    let days = (date - jiff::civil::date(1970, 1, 1)).get_days();
    let midnight_min = i64::from(days).checked_mul(1440)? - offset_min(&sheet.zone, date)?;
    let call_min = midnight_min.checked_add(sheet.general_call?)?;
    (call_min - LATEST_BEFORE_CALL_MIN).checked_mul(60_000)
}

pub(super) fn late_send(sheet: &CallSheet, now_ms: i64) -> Option<Warning> {
    let late_ms = now_ms.checked_sub(send_by_ms(sheet)?)?;
    (late_ms > 0).then_some(Warning::LateSend {
        late_min: late_ms / 60_000,
    })
}
