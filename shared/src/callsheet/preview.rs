//! Before a sheet is issued: a preview goes to the keys, the approvers say yes or no to it, then it
//! is issued (DOMAIN 3.8). A preview is frozen as an issued sheet is, and is none: it has no place
//! among the day's sheets, and everywhere it is shown it says what it is.
//!
//! Its id is made of its text and of the preview before it: two who send the same draft apart send
//! one preview, and an approval given to either is given to both.

use std::collections::BTreeSet;

use super::diff::{Change, diff};
use super::issue::{self, Issued, hash_of, next_number};
use super::sheet::CallSheet;
use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::{Record, Value};
use crate::report::issue::answer;
use crate::report::{Answer, Signing};
use crate::revision;

/// The `what` of a preview.
pub const PREVIEW: &str = "preview";

/// The kinds that previews and approvals are read from.
pub const KINDS: &[Kind] = &[
    Kind::Production,
    Kind::Person,
    Kind::Day,
    Kind::Issue,
    Kind::Signature,
];

/// Who of the day approves where the production names nobody (DOMAIN 3.8).
const APPROVE: [&str; 2] = ["first_ad", "upm"];

/// A preview that was sent: its cover, with the number that the sheet is to get, and who said what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    pub cover: Issued,
    /// Who is to approve it, and what they said.
    pub signings: Vec<Signing>,
    /// Who else reads it first.
    pub keys: Vec<Id>,
}

/// Where a day's next sheet stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// No preview of it was sent.
    Draft,
    /// The keys have it, and not everybody has approved it.
    Sent,
    /// An approver said no.
    Refused,
    Approved,
}

/// Where a day's next sheet stands, and what was changed since the preview.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    pub stage: Stage,
    pub preview: Option<Preview>,
    /// What differs between the preview and the draft.
    pub changed: Vec<Change>,
}

impl Preview {
    fn of(book: &Book, record: &Record) -> Option<Self> {
        if record.text("what") != PREVIEW {
            return None;
        }
        let cover = Issued::cover(record);
        let list = |field: &str| record.text(field).split_whitespace().map(Id::new);
        let signing = |person: Id| Signing {
            answer: answer(book, &cover, &person),
            person,
        };
        Some(Self {
            signings: list("signers").map(signing).collect(),
            keys: list("keys").collect(),
            cover,
        })
    }

    pub fn stage(&self) -> Stage {
        let any = |is: fn(&Answer) -> bool| self.signings.iter().any(|s| is(&s.answer));
        if any(|answer| matches!(answer, Answer::Rejected { .. })) {
            Stage::Refused
        } else if self.signings.is_empty() || any(|answer| *answer == Answer::Open) {
            Stage::Sent
        } else {
            Stage::Approved
        }
    }

    /// Returns what somebody said, if they are to approve it.
    pub fn answer_of(&self, person: &Id) -> Option<&Answer> {
        let signing = self.signings.iter().find(|s| s.person == *person)?;
        Some(&signing.answer)
    }

    /// Lists who approved it.
    pub fn approved_by(&self) -> impl Iterator<Item = &Id> {
        let yes = |s: &&Signing| matches!(s.answer, Answer::Signed { .. });
        self.signings.iter().filter(yes).map(|s| &s.person)
    }

    /// Says whether somebody is to read it before it is issued.
    pub fn is_for(&self, person: &Id) -> bool {
        self.keys.contains(person) || self.answer_of(person).is_some()
    }
}

impl Standing {
    /// Says whether the draft may go out without asking: it was approved as it stands.
    pub fn is_approved(&self) -> bool {
        self.stage == Stage::Approved && self.changed.is_empty()
    }
}

/// Returns a preview by its id.
pub fn preview(book: &Book, id: &Id) -> Option<Preview> {
    Preview::of(book, book.get(&Kind::Issue, id)?)
}

/// Returns the preview that counts for a day's next sheet: the latest. One whose number was issued
/// meanwhile is spent.
pub fn latest(book: &Book, day: &Id) -> Option<Preview> {
    let next = next_number(book, day);
    book.all(&Kind::Issue)
        .filter(|record| record.text("day") == day.as_str())
        .filter_map(|record| Preview::of(book, record))
        .filter(|preview| preview.cover.number >= next)
        .max_by_key(|preview| (preview.cover.issued_ms, preview.cover.id.clone()))
}

/// Says where a day's next sheet stands.
pub fn standing(book: &Book, day: &Id, draft: &CallSheet) -> Standing {
    let Some(preview) = latest(book, day) else {
        return Standing {
            stage: Stage::Draft,
            preview: None,
            changed: Vec::new(),
        };
    };
    let changed = match issue::body_of(book, &preview.cover.id) {
        Some(Ok(body)) => diff(&body, draft),
        _ => Vec::new(),
    };
    Standing {
        stage: preview.stage(),
        preview: Some(preview),
        changed,
    }
}

/// What somebody does before a sheet is issued.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Task {
    Approve,
    /// Gets the preview and need not answer.
    Read,
}

impl Task {
    /// Returns the set of the production that names who does it.
    pub fn field(self) -> &'static str {
        match self {
            Self::Approve => "approver",
            Self::Read => "key",
        }
    }
}

/// Lists whom the production names for a task, by name.
pub fn named(book: &Book, task: Task) -> Vec<Id> {
    let mut people: Vec<Id> = book
        .production()
        .iter()
        .flat_map(|p| p.set(task.field()))
        .filter(|person| book.get(&Kind::Person, person).is_some())
        .collect();
    people.sort_by_cached_key(|id| (book.text(&Kind::Person, id, "name").to_owned(), id.clone()));
    people
}

/// Names somebody for a task, or no longer.
pub fn name(book: &Book, task: Task, person: &Id, on: bool, label: String) -> Command {
    let command = Command::new(label);
    let Some(production) = book.production() else {
        return command;
    };
    let field = format!("{}/{person}", task.field());
    let value = if on {
        Value::Flag(true)
    } else {
        Value::Nothing
    };
    command.put(Kind::Production, &production.id, &field, value)
}

/// Lists who approves a draft: whom the production names, else the day's 1st AD and UPM.
pub fn approvers(book: &Book, draft: &CallSheet) -> Vec<Id> {
    let named = named(book, Task::Approve);
    if !named.is_empty() {
        return named;
    }
    let of_day = draft.contacts.iter();
    let mut out: Vec<Id> = of_day
        .filter(|contact| APPROVE.contains(&contact.role.as_str()))
        .filter_map(|contact| contact.person.clone())
        .collect();
    out.dedup();
    out
}

/// Lists who gets a preview and need not answer: whom the production names, and who runs the day.
pub fn keys(book: &Book, draft: &CallSheet) -> Vec<Id> {
    let approvers = approvers(book, draft);
    let run = draft.contacts.iter().filter_map(|c| c.person.clone());
    let all: BTreeSet<Id> = named(book, Task::Read).into_iter().chain(run).collect();
    all.into_iter()
        .filter(|id| !approvers.contains(id))
        .collect()
}

/// Says whether a day's next sheet waits for approval: the production names who approves, or a
/// preview of it was sent. A production that does neither issues as it always did.
pub fn needs_approval(book: &Book, day: &Id) -> bool {
    !named(book, Task::Approve).is_empty() || latest(book, day).is_some()
}

fn words(ids: &[Id]) -> String {
    ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" ")
}

/// Sends a draft to the keys. Empty where the last preview says the very same to the same
/// approvers, and nobody refused it.
pub fn send(
    book: &Book,
    day: &Id,
    draft: &CallSheet,
    by: Option<&Id>,
    now_ms: i64,
    label: String,
) -> Command {
    let number = next_number(book, day);
    let sheet = CallSheet {
        number,
        colour: revision::nth(number),
        ..draft.clone()
    };
    let (body, before) = (sheet.body(), latest(book, day));
    let hash = hash_of(&body);
    let (signers, keys) = (approvers(book, &sheet), keys(book, &sheet));
    if let Some(before) = &before
        && before.cover.hash == hash
        && before.stage() != Stage::Refused
        && before.signings.iter().map(|s| &s.person).eq(&signers)
    {
        return Command::new(label);
    }
    let previous = before.map(|before| before.cover.id);
    let parts = [
        hash.as_str(),
        previous.as_ref().map_or("", Id::as_str),
        &words(&signers),
    ];
    let named = hash_of(&parts.join(" "));
    // 32 letters of the hash: as many random bits as are needed to tell documents apart.
    let id = Id::new(format!("p{}", named.get(..32).unwrap_or(&named)));
    let put =
        |command: Command, field: &str, value: Value| command.put(Kind::Issue, &id, field, value);
    let people = i64::try_from(sheet.people().len()).unwrap_or(i64::MAX);
    [
        ("what", PREVIEW.into()),
        ("day", day.into()),
        ("date", sheet.date.as_str().into()),
        ("number", i64::from(number).into()),
        ("colour", sheet.colour.as_str().into()),
        ("issued_ms", now_ms.into()),
        ("by", by.into()),
        ("people", people.into()),
        ("signers", words(&signers).into()),
        ("keys", words(&keys).into()),
        ("hash", hash.into()),
        ("previous", previous.as_ref().into()),
        ("body", body.into()),
    ]
    .into_iter()
    .fold(
        Command::new(label),
        |command, (field, value): (_, Value)| put(command, field, value),
    )
}

/// Approves a preview as one of its approvers; empty for anybody else, and where they have done so.
pub fn approve(book: &Book, id: &Id, me: &Id, now_ms: i64, label: String) -> Command {
    let command = Command::new(label);
    let Some(preview) = preview(book, id) else {
        return command;
    };
    match preview.answer_of(me) {
        None | Some(Answer::Signed { .. }) => command,
        Some(_) => command
            .put(
                Kind::Signature,
                &Id::joined(id, me),
                "hash",
                preview.cover.hash,
            )
            .put(Kind::Signature, &Id::joined(id, me), "signed_ms", now_ms),
    }
}

/// Says no to a preview, and why; empty without a reason, and for anybody who is no approver.
pub fn refuse(book: &Book, id: &Id, me: &Id, text: &str, now_ms: i64, label: String) -> Command {
    let command = Command::new(label);
    let text = text.trim();
    let Some(preview) = preview(book, id).filter(|p| p.answer_of(me).is_some()) else {
        return command;
    };
    if text.is_empty() {
        return command;
    }
    let answer = Id::joined(id, me);
    command
        .put(Kind::Signature, &answer, "hash", preview.cover.hash)
        .put(Kind::Signature, &answer, "rejected_ms", now_ms)
        .put(Kind::Signature, &answer, "text", text)
}

/// A preview that waits for somebody, and what they are to do with it.
pub type Waiting = (Preview, Task);

/// Lists the previews that count and that somebody has not answered or, as a key, is to read, the
/// earliest day first. `today` is a civil date: nothing is asked about a day that is over.
pub fn waiting_for(book: &Book, me: &Id, today: &str) -> Vec<Waiting> {
    let is_preview = |record: &&std::sync::Arc<Record>| record.text("what") == PREVIEW;
    let days: BTreeSet<(String, Id)> = book
        .all(&Kind::Issue)
        .filter(is_preview)
        .filter(|record| record.text("date").is_empty() || record.text("date") >= today)
        .map(|record| (record.text("date").to_owned(), Id::new(record.text("day"))))
        .collect();
    let waits = |(_, day): (String, Id)| {
        let preview = latest(book, &day)?;
        match preview.answer_of(me) {
            Some(Answer::Open) => Some((preview, Task::Approve)),
            None if preview.keys.contains(me) => Some((preview, Task::Read)),
            _ => None,
        }
    };
    days.into_iter().filter_map(waits).collect()
}

/// Writes onto an issued sheet which preview it was, and who had approved it as it stands.
pub fn approved(issue: &Id, standing: &Standing) -> Command {
    let command = Command::new("");
    let Some(preview) = &standing.preview else {
        return command;
    };
    let yes: Vec<Id> = match standing.changed.is_empty() {
        true => preview.approved_by().cloned().collect(),
        false => Vec::new(),
    };
    command
        .put(Kind::Issue, issue, "preview", &preview.cover.id)
        .put(Kind::Issue, issue, "approved_by", words(&yes))
}

/// Lists who had approved an issued sheet.
pub fn approvers_of(book: &Book, issue: &Id) -> Vec<Id> {
    let said = book.text(&Kind::Issue, issue, "approved_by");
    said.split_whitespace().map(Id::new).collect()
}

#[cfg(test)]
mod tests;
