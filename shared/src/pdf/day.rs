//! Reports and sides of a shoot day: which body they are typeset from, and who signed.

use jiff::civil::Date;

use super::choose::{NotThere, production_of, whole};
use super::{Answered, Edition, Job, Kind, Paper, Signed};
use crate::book::Book;
use crate::calendar::parse_date;
use crate::callsheet::Issued;
use crate::floor::{minute_of_day, planned_days};
use crate::id::Id;
use crate::kind::Kind as RecordKind;
use crate::paper::{Room, qr_text};
use crate::production;
use crate::report::{self, Answer, DailyReport, Revision, Signing};
use crate::rules::Zone;
use crate::script::{self, Order, Sides};
use crate::sun::offset_min;

/// Makes the job for a day's report, or for its performers' times: the latest that was frozen,
/// else the live one.
pub(super) fn report_of(book: &Book, kind: Kind, day: &Id) -> Result<Job, NotThere> {
    match report::latest(book, day) {
        Some(revision) => issued_report(book, kind, &revision, None),
        None => {
            let found = report::penalties(book, day, &zone_of(book, day));
            Ok(self::report(book, kind, &report::derive(book, day, &found)))
        }
    }
}

/// The nights on which the production's clocks change in the weeks before a day. The table knows
/// dates, not hours: the clocks change at midnight of Greenwich.
fn zone_of(book: &Book, day: &Id) -> Zone {
    let days = planned_days(book);
    let date = days.iter().find(|shot| shot.day == *day);
    let Some(date) = date.and_then(|shot| parse_date(&shot.date)) else {
        return Zone::default();
    };
    let name = production::zone(book);
    let from = date.saturating_sub(jiff::Span::new().days(14));
    let ahead = |utc_min: i64| offset_min(name, date_of(utc_min)?);
    Zone::from_offsets(from, date, |utc_min| ahead(utc_min).unwrap_or_default())
}

/// Returns the civil date of Greenwich at a minute since 1970.
fn date_of(min: i64) -> Option<Date> {
    let days = jiff::Span::new().try_days(min.div_euclid(1440)).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(days).ok()
}

/// Makes the job for a frozen report, or for the performers' times in it. `relay` is the origin that
/// its QR code leads to.
///
/// # Errors
/// Says in a sentence why its text cannot be used.
pub fn issued_report(
    book: &Book,
    kind: Kind,
    revision: &Revision,
    relay: Option<&str>,
) -> Result<Job, NotThere> {
    let cover = &revision.cover;
    whole(book, &RecordKind::Issue, cover)?;
    let body = match report::read(book, &cover.id) {
        Some((_, Ok(body))) => body,
        Some((_, Err(why))) => return Err(NotThere::Damaged(why.to_string())),
        None => return Err(NotThere::Damaged(cover.code())),
    };
    let signed = |signing| signed(book, &body, signing);
    let production = production_of(book);
    let qr = qr_text(&production, Room::Report, &cover.id, &cover.hash, relay);
    Ok(Job {
        edition: Some(Edition::of(cover, qr)),
        signings: revision.signings.iter().map(signed).collect(),
        ..self::report(book, kind, &body)
    })
}

/// Makes the job for a live report as a draft, or for the performers' times in it.
pub fn report(book: &Book, kind: Kind, report: &DailyReport) -> Job {
    let phone = book.production().map_or("", |p| p.text("office_phone"));
    Job {
        kind,
        paper: Paper::named(&report.paper),
        body: report.body(),
        contact: phone.to_owned(),
        ..Job::draft()
    }
}

fn signed(book: &Book, report: &DailyReport, signing: &Signing) -> Signed {
    let (answer, at_ms, text) = match &signing.answer {
        Answer::Open => (Answered::Open, None, ""),
        Answer::Signed { at_ms } => (Answered::Signed, Some(*at_ms), ""),
        Answer::Rejected { at_ms, text } => (Answered::Rejected, Some(*at_ms), text.as_str()),
    };
    let named = report
        .signers
        .iter()
        .find(|s| s.person.as_ref() == Some(&signing.person));
    let name = match named {
        Some(signer) => signer.name.as_str(),
        None => book.text(&RecordKind::Person, &signing.person, "name"),
    };
    let at = at_ms.and_then(|at_ms| local(&report.zone, at_ms));
    let (date, minutes) = match at {
        Some((date, minutes)) => (date, minutes),
        None => (String::new(), None),
    };
    Signed {
        person: signing.person.clone(),
        name: name.to_owned(),
        answer,
        date,
        minutes,
        text: text.to_owned(),
    }
}

/// Returns the civil date of a moment in a zone, and the minute of that day; of a zone that is not
/// known the date of Greenwich, and no minute.
fn local(zone: &str, at_ms: i64) -> Option<(String, Option<i64>)> {
    let utc = at_ms.div_euclid(60_000);
    let there = date_of(utc)?;
    let Some(offset) = offset_min(zone, there) else {
        return Some((there.to_string(), None));
    };
    let min = utc.checked_add(offset)?;
    Some((date_of(min)?.to_string(), Some(min.rem_euclid(1440))))
}

/// Returns the minute of a shoot day that a moment is, by the clocks of a zone. Paper is made where
/// no browser can be asked; rooms ask theirs. Nothing for a zone that is not known.
pub fn minute_on(date: &str, zone: &str, at_ms: i64) -> Option<i64> {
    let (today, minutes) = local(zone, at_ms)?;
    minute_of_day(date, &today, minutes?)
}

/// Makes the job for a day's sides: the latest that were issued, else a draft of today's script.
pub(super) fn sides_of(book: &Book, n: u32, day: &Id) -> Result<Job, NotThere> {
    if let Some(edition) = script::latest(book, day) {
        return issued_sides(book, &edition.cover, None);
    }
    // Scenes and their headings are for everybody; their words and drafts for readers alone.
    let has_words = [RecordKind::Draft, RecordKind::SceneText]
        .iter()
        .any(|kind| book.all(kind).next().is_some());
    if !has_words {
        return Err(NotThere::NoScript);
    }
    let draft = script::draft(book, day, Order::Script);
    match draft.pages.is_empty() {
        true => Err(NotThere::NoPages(n)),
        false => Ok(sides(&draft)),
    }
}

/// Makes the job for issued sides. `relay` is the origin that their QR code leads to.
///
/// # Errors
/// Says in a sentence why their text cannot be used.
pub fn issued_sides(book: &Book, cover: &Issued, relay: Option<&str>) -> Result<Job, NotThere> {
    whole(book, &RecordKind::Sides, cover)?;
    let body = match script::read_sides(book, &cover.id) {
        Some((_, Ok(body))) => body,
        Some((_, Err(why))) => return Err(NotThere::Damaged(why.to_string())),
        None => return Err(NotThere::Damaged(cover.code())),
    };
    let production = production_of(book);
    let qr = qr_text(&production, Room::Sides, &cover.id, &cover.hash, relay);
    Ok(Job {
        edition: Some(Edition::of(cover, qr)),
        ..sides(&body)
    })
}

/// Makes the job for sides as a draft.
pub fn sides(sides: &Sides) -> Job {
    Job {
        kind: Kind::Sides,
        paper: Paper::named(&sides.paper),
        body: sides.body(),
        ..Job::draft()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_timed_by_the_clocks_of_the_production() {
        // 9 March 2027, 00:30 UTC.
        let at = 1_804_552_200_000;
        let check = |zone: &str, want: Option<i64>| {
            assert_eq!(minute_on("2027-03-08", zone, at), want, "{zone}");
        };
        check("Europe/London", Some(1470));
        check("America/New_York", Some(1170));
        check("Asia/Tokyo", Some(2010));
        check("Nowhere", None);
    }
}
