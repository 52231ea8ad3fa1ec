//! Issued schedules: frozen, numbered in their own colours, one row of editions for each document
//! and category.

use std::collections::BTreeSet;

use super::What;
use super::body::Schedule;
use crate::book::Book;
use crate::callsheet::issue::hash_of;
use crate::callsheet::receipts::{Got, Mark, mark, of_person};
use crate::callsheet::{Damaged, Issued};
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;
use crate::revision;

/// What stands on the cover of an issued schedule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edition {
    pub what: What,
    pub of: Option<Id>,
    pub cover: Issued,
}

impl Edition {
    fn of(record: &Record) -> Option<Self> {
        Some(Self {
            what: What::parse(record.text("what"))?,
            of: record.link("of"),
            cover: Issued::cover(record),
        })
    }
}

/// Lists everything that was issued of the schedule, newest first; two with one number collide.
pub fn editions(book: &Book) -> Vec<Edition> {
    let mut all: Vec<Edition> = book
        .all(&Kind::Issue)
        .filter_map(|record| Edition::of(record))
        .collect();
    all.sort_by(|a, b| {
        let key = |e: &Edition| (e.cover.issued_ms, e.cover.number);
        key(b)
            .cmp(&key(a))
            .then_with(|| b.cover.id.cmp(&a.cover.id))
    });
    let like: Vec<(What, Option<Id>, u32)> = all
        .iter()
        .map(|e| (e.what, e.of.clone(), e.cover.number))
        .collect();
    for (at, one) in all.iter_mut().enumerate() {
        one.cover.collides = like.iter().filter(|other| **other == like[at]).count() > 1;
    }
    all
}

/// Returns the edition of a document that counts: the highest number, of several the latest.
pub fn latest(book: &Book, what: What, of: Option<&Id>) -> Option<Edition> {
    editions(book)
        .into_iter()
        .filter(|e| e.what == what && e.of.as_ref() == of)
        .max_by_key(|e| (e.cover.number, e.cover.issued_ms, e.cover.id.clone()))
}

/// Reads an issued schedule: its cover and its body.
pub fn read(book: &Book, issue: &Id) -> Option<(Edition, Result<Schedule, Damaged>)> {
    let record = book.get(&Kind::Issue, issue)?;
    let edition = Edition::of(record)?;
    Some((edition, Schedule::parse(record.text("body"))))
}

/// Issues a draft as the next edition: number, colour and date are set here, the rest is frozen as
/// it stands. `id` is new, `date` the civil date and `now_ms` the time of the device's clock.
pub fn issue(
    book: &Book,
    draft: Schedule,
    by: Option<&Id>,
    id: &Id,
    date: &str,
    now_ms: i64,
    label: String,
) -> Command {
    let what = What::parse(&draft.what).unwrap_or_default();
    let before = latest(book, what, draft.of.as_ref()).map(|e| e.cover);
    let number = before
        .as_ref()
        .map_or(0, |last| last.number.saturating_add(1));
    let schedule = Schedule {
        number,
        colour: revision::nth(number),
        date: date.to_owned(),
        ..draft
    };
    let body = schedule.body();
    Command::new(label)
        .put(Kind::Issue, id, "what", what.as_str())
        .put(Kind::Issue, id, "of", schedule.of.as_ref())
        .put(Kind::Issue, id, "date", date)
        .put(Kind::Issue, id, "number", i64::from(number))
        .put(Kind::Issue, id, "colour", schedule.colour.as_str())
        .put(Kind::Issue, id, "issued_ms", now_ms)
        .put(Kind::Issue, id, "by", by)
        .put(Kind::Issue, id, "hash", hash_of(&body))
        .put(
            Kind::Issue,
            id,
            "previous",
            before.map(|last| last.id).as_ref(),
        )
        .put(Kind::Issue, id, "body", body)
}

/// Lists everybody who has a device, those who have nothing first, then by name: who an issued
/// schedule is for, and how far it came with them.
pub fn readers(book: &Book, issue: &Id) -> Vec<(Id, String, Got)> {
    let people: BTreeSet<Id> = book
        .all(&Kind::Device)
        .filter_map(|device| device.link("person"))
        .collect();
    let mut all: Vec<(Id, String, Got)> = people
        .into_iter()
        .filter(|id| book.get(&Kind::Person, id).is_some())
        .map(|id| {
            let name = book.text(&Kind::Person, &id, "name").to_owned();
            let got = of_person(book, issue, &id);
            (id, name, got)
        })
        .collect();
    all.sort_by(|a, b| (a.2, &a.1, &a.0).cmp(&(b.2, &b.1, &b.0)));
    all
}

/// Marks as received every schedule that counts and that this person's device was not marked with
/// yet; older editions are left alone.
pub fn received(book: &Book, person: &Id, now_ms: i64, label: String) -> Command {
    let mut command = Command::new(label);
    let all = editions(book);
    for edition in &all {
        let is_latest = !all.iter().any(|other| {
            (other.what, &other.of) == (edition.what, &edition.of)
                && (other.cover.number, other.cover.issued_ms, &other.cover.id)
                    > (
                        edition.cover.number,
                        edition.cover.issued_ms,
                        &edition.cover.id,
                    )
        });
        if is_latest {
            let one = mark(
                book,
                &edition.cover.id,
                person,
                Mark::Received,
                now_ms,
                String::new(),
            );
            command = command.and(one);
        }
    }
    command
}
