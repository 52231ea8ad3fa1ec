//! Frozen reports: numbered, coloured and hashed as call sheets are, signed or rejected by the
//! named signers, each on a device of their own.
//!
//! The id of a frozen report is made of its hash: two who freeze the same report apart make one
//! document, and a signature given to either is given to both. Two that differ keep their one
//! number and collide, as call sheets do.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::body::{DailyReport, Signer};
use crate::book::Book;
use crate::callsheet::issue::hash_of;
use crate::callsheet::{Damaged, Issued};
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;
use crate::revision;

/// The `what` of a frozen daily report.
pub const REPORT: &str = "report";

/// What a signer said to a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    Open,
    Signed { at_ms: i64 },
    Rejected { at_ms: i64, text: String },
}

/// A named signer and what they said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signing {
    pub person: Id,
    pub answer: Answer,
}

/// Where a frozen report stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// It waits for signatures.
    Waiting,
    Rejected,
    /// Everybody who was named has signed.
    Signed,
}

/// A frozen report: its cover, and who said what to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Revision {
    pub cover: Issued,
    pub signings: Vec<Signing>,
}

impl Revision {
    fn of(book: &Book, record: &Record) -> Option<Self> {
        if record.text("what") != REPORT {
            return None;
        }
        let cover = Issued::cover(record);
        let signings = record
            .text("signers")
            .split_whitespace()
            .map(|person| {
                let person = Id::new(person);
                let answer = answer(book, &cover, &person);
                Signing { person, answer }
            })
            .collect();
        Some(Self { cover, signings })
    }

    pub fn standing(&self) -> Standing {
        let is = |want: fn(&Answer) -> bool| move |s: &Signing| want(&s.answer);
        if self
            .signings
            .iter()
            .any(is(|a| matches!(a, Answer::Rejected { .. })))
        {
            return Standing::Rejected;
        }
        let is_signed = is(|a| matches!(a, Answer::Signed { .. }));
        match !self.signings.is_empty() && self.signings.iter().all(is_signed) {
            true => Standing::Signed,
            false => Standing::Waiting,
        }
    }

    /// Returns what somebody said, if they are a named signer.
    pub fn answer_of(&self, person: &Id) -> Option<&Answer> {
        let signing = self.signings.iter().find(|s| s.person == *person)?;
        Some(&signing.answer)
    }
}

/// Returns what somebody said to a document. Their last word counts; one that was given to another
/// body is none.
pub(crate) fn answer(book: &Book, cover: &Issued, person: &Id) -> Answer {
    let id = Id::joined(&cover.id, person);
    let Some(record) = book
        .get(&Kind::Signature, &id)
        .filter(|record| record.text("hash") == cover.hash)
    else {
        return Answer::Open;
    };
    match (record.int("signed_ms"), record.int("rejected_ms")) {
        (Some(signed), rejected) if rejected.is_none_or(|rejected| rejected < signed) => {
            Answer::Signed { at_ms: signed }
        }
        (_, Some(at_ms)) => Answer::Rejected {
            at_ms,
            text: record.text("text").to_owned(),
        },
        _ => Answer::Open,
    }
}

fn collide(all: &mut [Revision]) {
    let mut like: HashMap<(Id, u32), usize> = HashMap::new();
    for one in all.iter() {
        *like
            .entry((one.cover.day.clone(), one.cover.number))
            .or_default() += 1;
    }
    for one in all {
        let key = (one.cover.day.clone(), one.cover.number);
        one.cover.collides = like.get(&key).is_some_and(|n| *n > 1);
    }
}

/// Lists the frozen reports of a day, oldest number first; of one number by time, then id.
pub fn revisions(book: &Book, day: &Id) -> Vec<Revision> {
    let mut all: Vec<Revision> = book
        .all(&Kind::Issue)
        .filter(|record| record.text("day") == day.as_str())
        .filter_map(|record| Revision::of(book, record))
        .collect();
    all.sort_by(|a, b| {
        let key = |r: &Revision| (r.cover.number, r.cover.issued_ms);
        key(a)
            .cmp(&key(b))
            .then_with(|| a.cover.id.cmp(&b.cover.id))
    });
    collide(&mut all);
    all
}

/// Returns the frozen report of a day that counts: the highest number, of several the latest.
pub fn latest(book: &Book, day: &Id) -> Option<Revision> {
    revisions(book, day).pop()
}

/// Lists the frozen reports that count and wait for somebody's signature, the earliest day first.
pub fn waiting_for(book: &Book, me: &Id) -> Vec<Issued> {
    let is_mine = |record: &&Arc<Record>| {
        record.text("what") == REPORT
            && record
                .text("signers")
                .split_whitespace()
                .any(|signer| signer == me.as_str())
    };
    let days: BTreeSet<(String, Id)> = book
        .all(&Kind::Issue)
        .filter(is_mine)
        .map(|record| (record.text("date").to_owned(), Id::new(record.text("day"))))
        .collect();
    days.into_iter()
        .filter_map(|(_, day)| latest(book, &day))
        .filter(|newest| newest.standing() == Standing::Waiting)
        .filter(|newest| newest.answer_of(me) == Some(&Answer::Open))
        .map(|newest| newest.cover)
        .collect()
}

/// Reads a frozen report: its cover, and its body.
pub fn read(book: &Book, issue: &Id) -> Option<(Revision, Result<DailyReport, Damaged>)> {
    let record = book.get(&Kind::Issue, issue)?;
    let day = Id::new(record.text("day"));
    let revision = revisions(book, &day)
        .into_iter()
        .find(|revision| revision.cover.id == *issue)?;
    Some((revision, DailyReport::parse(record.text("body"))))
}

/// Freezes a live report as the day's next revision. Where the last one says the very same, and
/// nobody has rejected it, there is nothing to freeze and the command is empty.
pub fn freeze(
    book: &Book,
    day: &Id,
    live: &DailyReport,
    by: Option<&Id>,
    now_ms: i64,
    label: String,
) -> Command {
    let before = latest(book, day);
    if let Some(before) = &before
        && before.standing() != Standing::Rejected
        && hash_of(&numbered(live, before.cover.number).body()) == before.cover.hash
    {
        return Command::new(label);
    }
    let number = before
        .as_ref()
        .map_or(0, |before| before.cover.number.saturating_add(1));
    let report = numbered(live, number);
    let body = report.body();
    let hash = hash_of(&body);
    let id = id_of(&hash);
    let signers: Vec<&str> = report
        .signers
        .iter()
        .filter_map(|signer: &Signer| signer.person.as_ref())
        .map(Id::as_str)
        .collect();
    Command::new(label)
        .put(Kind::Issue, &id, "what", REPORT)
        .put(Kind::Issue, &id, "day", day)
        .put(Kind::Issue, &id, "date", report.date.as_str())
        .put(Kind::Issue, &id, "number", i64::from(number))
        .put(Kind::Issue, &id, "colour", report.colour.as_str())
        .put(Kind::Issue, &id, "issued_ms", now_ms)
        .put(Kind::Issue, &id, "by", by)
        .put(Kind::Issue, &id, "signers", signers.join(" "))
        .put(Kind::Issue, &id, "hash", hash)
        .put(
            Kind::Issue,
            &id,
            "previous",
            before.map(|before| before.cover.id).as_ref(),
        )
        .put(Kind::Issue, &id, "body", body)
}

fn numbered(live: &DailyReport, number: u32) -> DailyReport {
    DailyReport {
        number,
        colour: revision::nth(number),
        ..live.clone()
    }
}

/// 32 letters of the hash: as many random bits as are needed to tell documents apart.
fn id_of(hash: &str) -> Id {
    Id::new(format!("r{}", hash.get(..32).unwrap_or(hash)))
}

/// Signs a frozen report as one of its named signers; empty for anybody else, and where it is
/// signed already.
pub fn sign(book: &Book, issue: &Id, me: &Id, now_ms: i64, label: String) -> Command {
    let command = Command::new(label);
    let Some(hash) = may_answer(book, issue, me, |a| matches!(a, Answer::Signed { .. })) else {
        return command;
    };
    let id = Id::joined(issue, me);
    command
        .put(Kind::Signature, &id, "hash", hash)
        .put(Kind::Signature, &id, "signed_ms", now_ms)
}

/// Rejects a frozen report with a comment; empty without one, for anybody who is no signer, and
/// where everybody has signed.
pub fn reject(book: &Book, issue: &Id, me: &Id, text: &str, now_ms: i64, label: String) -> Command {
    let command = Command::new(label);
    let text = text.trim();
    let Some(hash) = may_answer(book, issue, me, |_| false) else {
        return command;
    };
    if text.is_empty() {
        return command;
    }
    let id = Id::joined(issue, me);
    command
        .put(Kind::Signature, &id, "hash", hash)
        .put(Kind::Signature, &id, "rejected_ms", now_ms)
        .put(Kind::Signature, &id, "text", text)
}

/// Returns the hash to answer to, where somebody may answer and has not done so.
fn may_answer(
    book: &Book,
    issue: &Id,
    me: &Id,
    is_done: impl Fn(&Answer) -> bool,
) -> Option<String> {
    let revision = Revision::of(book, book.get(&Kind::Issue, issue)?)?;
    if revision.standing() == Standing::Signed || is_done(revision.answer_of(me)?) {
        return None;
    }
    Some(revision.cover.hash)
}
