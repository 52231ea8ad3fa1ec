//! Who has a sheet by all channels, from what this device holds: whoever needs something first.

use std::collections::{HashMap, HashSet};

use super::recipients::{Recipient, Why, recipients};
use super::rules::rules;
use super::standing::{Attempt, Outcome, Shown, Standing};
use crate::book::Book;
use crate::callsheet::diff::Section;
use crate::callsheet::issue::{CALLSHEET, body_of};
use crate::callsheet::receipts::{Got, ReceiptRow, receipt, receipts};
use crate::callsheet::{Part, diff};
use crate::id::Id;
use crate::kind::Kind;
use crate::people::{Group, email, fold};
use crate::record::Record;

/// One person and how far the sheet came with them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Who {
    pub row: ReceiptRow,
    pub shown: Shown,
    /// As it is now; empty: none that mail can go to.
    pub address: String,
    /// What the mail server said, where it said no.
    pub said: String,
    /// When the mail server took or refused the mail.
    pub mail_ms: Option<i64>,
    /// Their own line differs from the sheet before.
    pub is_changed: bool,
}

/// Lists everybody on a sheet and everybody it was sent to.
pub fn who(book: &Book, issue: &Id) -> Vec<Who> {
    let mut mails: HashMap<Id, Standing> = HashMap::new();
    for record in book.all(&Kind::Delivery) {
        if record.text("issue") != issue.as_str() {
            continue;
        }
        if let Some((person, standing)) = attempt(record) {
            let before = mails.remove(&person).unwrap_or_default();
            mails.insert(person, before.merge(standing));
        }
    }
    let changed = changed_lines(book, issue);
    let mut rows = receipts(book, issue);
    let on: HashSet<Id> = rows.iter().map(|row| row.person.clone()).collect();
    let beside = mails.keys().filter(|id| !on.contains(*id));
    rows.extend(
        beside
            .filter_map(|id| book.get(&Kind::Person, id))
            .map(|person| receipt(book, issue, person, part)),
    );
    let mut all: Vec<Who> = rows
        .into_iter()
        .map(|row| {
            let mail = mails.remove(&row.person).unwrap_or_default();
            let is_changed = changed.contains(&row.person);
            one(book, row, mail, is_changed)
        })
        .collect();
    all.sort_by_cached_key(|w| (w.shown, fold(&w.row.name), w.row.person.clone()));
    all
}

fn part(record: &Record) -> Part {
    match Group::parse(record.text("group")) {
        Group::Cast => Part::Cast,
        Group::Background => Part::Background,
        Group::Crew => Part::Crew,
    }
}

fn attempt(record: &Record) -> Option<(Id, Standing)> {
    let (sending, person) = record.id.parts()?;
    let attempt = Attempt {
        asked_ms: record.int("asked_ms").unwrap_or_default(),
        sending,
        outcome: Outcome::parse(record.text("state")),
        address: record.text("address").to_owned(),
        said: record.text("said").to_owned(),
        at_ms: record.int("changed_ms").unwrap_or_default(),
    };
    let standing = Standing {
        mail: Some(attempt),
        ..Standing::default()
    };
    Some((person, standing))
}

fn one(book: &Book, row: ReceiptRow, mail: Standing, is_changed: bool) -> Who {
    let typed = book.text(&Kind::Person, &row.person, "email").trim();
    let address = match email::check(typed) {
        Ok(()) => typed.to_owned(),
        Err(_) => String::new(),
    };
    let standing = mail.merge(Standing {
        step: row.got.into(),
        mail: None,
    });
    let shown = standing.shown(&address);
    let mail = standing.mail.filter(|m| m.at_ms > 0);
    Who {
        said: match (shown, &mail) {
            (Shown::Bounced | Shown::Blocked | Shown::Failed | Shown::Waiting, Some(mail)) => {
                mail.said.clone()
            }
            _ => String::new(),
        },
        mail_ms: mail.map(|m| m.at_ms),
        row,
        shown,
        address,
        is_changed,
    }
}

/// Returns whose own line differs from the sheet before; nobody's on a first sheet.
fn changed_lines(book: &Book, issue: &Id) -> HashSet<Id> {
    let before = book
        .get(&Kind::Issue, issue)
        .and_then(|r| r.link("previous"));
    let old = before.and_then(|id| body_of(book, &id)?.ok());
    let new = body_of(book, issue).and_then(Result::ok);
    let (Some(old), Some(new)) = (old, new) else {
        return HashSet::new();
    };
    diff(&old, &new)
        .into_iter()
        .filter(|c| {
            matches!(
                c.section,
                Section::Cast | Section::Crew | Section::Background
            )
        })
        .filter_map(|c| c.id)
        .collect()
}

/// Returns those whom a resend by mail would help: nothing has reached them, and there is an
/// address that has not refused it.
pub fn lacking(book: &Book, issue: &Id, all: &[Who]) -> Vec<Recipient> {
    let barred = barred(book, issue);
    of_rows(all, |w| {
        w.row.got == Got::Nothing
            && matches!(w.shown, Shown::Unsent | Shown::Failed)
            && !barred.contains(&w.row.person)
    })
}

/// Returns those whose own line a revision changed.
pub fn revised(book: &Book, issue: &Id, all: &[Who]) -> Vec<Recipient> {
    let barred = barred(book, issue);
    of_rows(all, |w| w.is_changed && !barred.contains(&w.row.person))
}

/// Returns who gets no mail of a sheet: outside their engagement, or left out by hand.
fn barred(book: &Book, issue: &Id) -> HashSet<Id> {
    let rules = rules(book, &Id::new(CALLSHEET));
    let off = match body_of(book, issue) {
        Some(Ok(sheet)) => recipients(book, &rules, &sheet).off,
        _ => Vec::new(),
    };
    let sent = book
        .all(&Kind::Sending)
        .filter(|r| r.text("issue") == issue.as_str());
    let by_hand = sent
        .flat_map(|r| r.fields.keys())
        .filter_map(|field| field.strip_prefix("out/"))
        .map(Id::new);
    off.into_iter()
        .map(|(r, _)| r.person)
        .chain(by_hand)
        .collect()
}

fn of_rows(all: &[Who], keep: impl Fn(&Who) -> bool) -> Vec<Recipient> {
    all.iter()
        .filter(|w| !w.address.is_empty() && keep(w))
        .map(|w| Recipient {
            person: w.row.person.clone(),
            name: w.row.name.clone(),
            position: w.row.position.clone(),
            why: Why::Working,
            address: Some(w.address.clone()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sending::{heard, mail};
    use super::*;
    use crate::callsheet::issue::issue;
    use crate::callsheet::receipts::{Mark, mark};
    use crate::callsheet::{CallSheet, CrewGroup, CrewLine};
    use crate::command::Command;
    use crate::wire::http::{LetterState, MailState};

    fn sheet(bo_call: i64) -> CallSheet {
        let crew = |id: &str, call| CrewLine {
            person: Some(Id::new(id)),
            name: id.into(),
            call: Some(call),
            ..CrewLine::default()
        };
        CallSheet {
            crew: vec![CrewGroup {
                people: vec![crew("bo", bo_call), crew("cy", 400)],
                ..CrewGroup::default()
            }],
            ..CallSheet::default()
        }
    }

    fn issue_one(book: &mut Book, id: &str, bo_call: i64) {
        let command = issue(
            book,
            &Id::new("d"),
            sheet(bo_call),
            None,
            &Id::new(id),
            1,
            String::new(),
        );
        book.apply(&command);
    }

    fn book() -> Book {
        let mut book = Book::default();
        let mut command = Command::new("");
        for id in ["bo", "cy", "hod"] {
            let address = format!("{id}@x.example");
            command.add(Kind::Person, &Id::new(id), "name", id);
            command.add(Kind::Person, &Id::new(id), "email", address.as_str());
        }
        book.apply(&command);
        issue_one(&mut book, "i", 390);
        book
    }

    fn said(all: &[Who]) -> Vec<(&str, Shown)> {
        all.iter().map(|w| (w.row.name.as_str(), w.shown)).collect()
    }

    fn send(book: &mut Book, id: &str, at_ms: i64, people: &[&str]) {
        let to: Vec<Recipient> = people
            .iter()
            .map(|p| Recipient {
                person: Id::new(*p),
                name: (*p).into(),
                position: String::new(),
                why: Why::Head,
                address: Some(book.text(&Kind::Person, &Id::new(*p), "email").to_owned()),
            })
            .collect();
        let command = mail(
            &Id::new("i"),
            &to,
            &[Id::new("out")],
            None,
            &Id::new(id),
            at_ms,
            String::new(),
        );
        book.apply(&command);
    }

    fn answer(book: &mut Book, sending: &str, person: &str, state: &str) {
        let state = MailState {
            letters: vec![LetterState {
                person: Id::new(person),
                state: state.into(),
                said: "550 no such user".into(),
                at_ms: 7,
            }],
        };
        let command = heard(book, &Id::new(sending), &state);
        book.apply(&command);
    }

    #[test]
    fn a_bounce_stands_first_until_the_address_is_put_right_and_it_is_sent_again() {
        let mut book = book();
        let i = Id::new("i");
        send(&mut book, "s", 2, &["bo", "cy", "hod"]);
        answer(&mut book, "s", "bo", "bounced");
        answer(&mut book, "s", "hod", "sent");
        let command = mark(&book, &i, &Id::new("cy"), Mark::Opened, 5, String::new());
        book.apply(&command);
        let all = who(&book, &i);
        assert_eq!(
            said(&all),
            [
                ("bo", Shown::Bounced),
                ("hod", Shown::Sent),
                ("cy", Shown::Opened)
            ]
        );
        assert_eq!(all[0].said, "550 no such user");
        assert_eq!(
            lacking(&book, &i, &all),
            [],
            "sending to the same address would bounce again"
        );
        book.apply(&Command::new("").put(Kind::Person, &Id::new("bo"), "email", "new@x.example"));
        let all = who(&book, &i);
        assert_eq!((all[0].shown, all[0].said.as_str()), (Shown::Unsent, ""));
        let again = lacking(&book, &i, &all);
        assert_eq!(again.len(), 1);
        assert_eq!(again[0].address.as_deref(), Some("new@x.example"));
        send(&mut book, "t", 9, &["bo"]);
        assert_eq!(who(&book, &i)[0].shown, Shown::Waiting);
        answer(&mut book, "t", "bo", "sent");
        assert_eq!(
            said(&who(&book, &i)),
            [
                ("bo", Shown::Sent),
                ("hod", Shown::Sent),
                ("cy", Shown::Opened)
            ]
        );
    }

    #[test]
    fn a_resend_leaves_out_whom_the_first_left_out() {
        let check = |change: &dyn Fn(&mut Book), want: &[&str]| {
            let mut book = book();
            change(&mut book);
            let i = Id::new("i");
            let again = lacking(&book, &i, &who(&book, &i));
            let names: Vec<&str> = again.iter().map(|r| r.name.as_str()).collect();
            assert_eq!(names, want);
        };
        check(&|_| (), &["bo", "cy"]);
        check(&|book| send(book, "s", 2, &["hod"]), &["bo", "cy"]);
        let out = |book: &mut Book| {
            book.apply(&Command::new("").put(Kind::Sending, &Id::new("s"), "issue", "i"));
            book.apply(&Command::new("").put(Kind::Sending, &Id::new("s"), "out/bo", true));
        };
        check(&out, &["cy"]);
        let over = |book: &mut Book| {
            let sheet = CallSheet {
                date: "2026-03-12".into(),
                ..sheet(390)
            };
            book.apply(&Command::new("").put(Kind::Issue, &Id::new("i"), "body", sheet.body()));
            book.apply(&Command::new("").put(Kind::Person, &Id::new("cy"), "finish", "2026-03-11"));
        };
        check(&over, &["bo"]);
    }

    #[test]
    fn a_revision_goes_to_those_whose_lines_changed() {
        let mut book = book();
        let revised = |book: &Book, issue: &str| {
            let issue = Id::new(issue);
            revised(book, &issue, &who(book, &issue))
        };
        assert_eq!(revised(&book, "i"), []);
        issue_one(&mut book, "j", 420);
        let names: Vec<String> = revised(&book, "j").into_iter().map(|r| r.name).collect();
        assert_eq!(names, ["bo"]);
    }
}
