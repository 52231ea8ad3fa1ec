//! Sending: the minute in which it can be taken back, the mail that goes to the relay, and what
//! the relay says became of it.

use super::recipients::Recipient;
use crate::book::Book;
use crate::callsheet::current;
use crate::command::{Command, Edit, Write};
use crate::id::Id;
use crate::kind::Kind;
use crate::record::{REMOVED, Record, Value};
use crate::wire::http::MailState;

/// How long an issued sheet can be taken back.
pub const HOLD_MS: i64 = 60_000;

/// A press of "send": by mail through the relay, or a file that somebody shared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sending {
    pub id: Id,
    pub issue: Id,
    pub by: Option<Id>,
    pub at_ms: i64,
    pub is_mail: bool,
    /// The relay has it.
    pub is_handed: bool,
}

impl Sending {
    fn of(record: &Record) -> Option<Self> {
        Some(Self {
            id: record.id.clone(),
            issue: record.link("issue")?,
            by: record.link("by"),
            at_ms: record.int("at_ms").unwrap_or_default(),
            is_mail: record.text("way") == "mail",
            is_handed: record.int("handed_ms").is_some(),
        })
    }
}

/// Lets an issue go out a minute from now: until then only the office sees it, and it can be
/// taken back. To be added to the command that issues.
pub fn hold(issue: &Id, now_ms: i64) -> Command {
    let release = now_ms.saturating_add(HOLD_MS);
    Command::new("").put(Kind::Issue, issue, "release_ms", release)
}

/// Says until when a device that reads keeps an issued document back, if it does. `seen_ms` is
/// when it first saw it, `now_ms` its clock.
///
/// Clocks differ. One that is behind would hide a sheet for as long as it is behind: no device
/// hides one for longer than the minute after it first saw it.
pub fn held_until(record: &Record, seen_ms: i64, now_ms: i64) -> Option<i64> {
    let release = record.int("release_ms")?;
    let until = release.min(seen_ms.saturating_add(HOLD_MS));
    (!record.is_removed() && record.kind == Kind::Issue && now_ms < until).then_some(until)
}

/// Takes an issued document back before it went out; afterwards there is nothing to take back.
pub fn take_back(book: &Book, issue: &Id, now_ms: i64, label: String) -> Command {
    let command = Command::new(label);
    match book.get(&Kind::Issue, issue) {
        Some(record) if record.int("release_ms").is_some_and(|at| now_ms < at) => {
            command.remove(Kind::Issue, issue)
        }
        _ => command,
    }
}

/// Lets an issued document go out before its minute is over.
pub fn release(book: &Book, issue: &Id, now_ms: i64, label: String) -> Command {
    let command = Command::new(label);
    match book.get(&Kind::Issue, issue) {
        Some(record) if record.int("release_ms").is_some_and(|at| now_ms < at) => {
            command.put(Kind::Issue, issue, "release_ms", now_ms)
        }
        _ => command,
    }
}

/// Says whether an edit takes an issued document back in time, or lets it go out sooner: the only
/// edits that one allows.
pub fn is_in_time(edit: &Edit, issued: &Record, now_ms: i64) -> bool {
    let Some(release) = issued.int("release_ms").filter(|at| now_ms < *at) else {
        return false;
    };
    let Write::Put(value) = &edit.write else {
        return false;
    };
    edit.kind == Kind::Issue
        && match (&*edit.field, value) {
            (REMOVED, Value::Flag(true)) => true,
            ("release_ms", Value::Int(at)) => *at < release,
            _ => false,
        }
}

/// Writes down that a sheet is to go to these people by mail; those without an address are passed
/// over. `out` are those whom somebody left out by hand. `id` is new and names the mail at the
/// relay, so that it goes out once.
pub fn mail(
    issue: &Id,
    to: &[Recipient],
    out: &[Id],
    by: Option<&Id>,
    id: &Id,
    now_ms: i64,
    label: String,
) -> Command {
    let mut command = Command::new(label);
    for recipient in to {
        let Some(address) = &recipient.address else {
            continue;
        };
        let delivery = Id::joined(id, &recipient.person);
        command.add(Kind::Delivery, &delivery, "issue", issue);
        command.add(Kind::Delivery, &delivery, "address", address.as_str());
        command.add(Kind::Delivery, &delivery, "asked_ms", now_ms);
        command.add(Kind::Delivery, &delivery, "state", "queued");
    }
    if command.is_empty() {
        return command;
    }
    for person in out {
        command.add(Kind::Sending, id, &format!("out/{person}"), true);
    }
    command
        .put(Kind::Sending, id, "issue", issue)
        .put(Kind::Sending, id, "way", "mail")
        .put(Kind::Sending, id, "by", by)
        .put(Kind::Sending, id, "at_ms", now_ms)
}

/// Takes a mail back as far as this device can: what has left the relay comes back with its answer.
pub fn withdraw(book: &Book, sending: &Id, now_ms: i64, label: String) -> Command {
    let mut command = Command::new(label);
    for record in book.joined_to(&Kind::Delivery, sending) {
        if record.text("state") == "queued" {
            command.add(Kind::Delivery, &record.id, "state", "taken_back");
            command.add(Kind::Delivery, &record.id, "changed_ms", now_ms);
        }
    }
    command
}

/// Writes down that somebody shared the file of a sheet by other means.
pub fn share(issue: &Id, by: Option<&Id>, id: &Id, now_ms: i64, label: String) -> Command {
    Command::new(label)
        .put(Kind::Sending, id, "issue", issue)
        .put(Kind::Sending, id, "way", "share")
        .put(Kind::Sending, id, "by", by)
        .put(Kind::Sending, id, "at_ms", now_ms)
}

/// Writes down that the relay has a mail.
pub fn handed(sending: &Id, now_ms: i64) -> Command {
    Command::new("").put(Kind::Sending, sending, "handed_ms", now_ms)
}

/// Writes down what the relay says of a mail; nothing where nothing is new.
pub fn heard(book: &Book, sending: &Id, state: &MailState) -> Command {
    let mut command = Command::new("");
    for letter in &state.letters {
        let id = Id::joined(sending, &letter.person);
        let Some(record) = book.get(&Kind::Delivery, &id) else {
            continue;
        };
        if record.text("state") != letter.state {
            command.add(Kind::Delivery, &id, "state", letter.state.as_str());
            command.add(Kind::Delivery, &id, "changed_ms", letter.at_ms);
        }
        if record.text("said") != letter.said {
            command.add(Kind::Delivery, &id, "said", letter.said.as_str());
        }
    }
    command
}

/// Lists how a sheet was sent, the latest first.
pub fn sendings(book: &Book, issue: &Id) -> Vec<Sending> {
    let mut all: Vec<Sending> = book
        .all(&Kind::Sending)
        .filter(|r| r.text("issue") == issue.as_str())
        .filter_map(|r| Sending::of(r))
        .collect();
    all.sort_by(|a, b| (b.at_ms, &b.id).cmp(&(a.at_ms, &a.id)));
    all
}

/// Lists the mail that the relay does not have yet, of sheets that count: one that was taken back,
/// or that a later one replaced, reaches nobody any more.
pub fn unhanded(book: &Book) -> Vec<Sending> {
    book.all(&Kind::Sending)
        .filter_map(|r| Sending::of(r))
        .filter(|s| s.is_mail && !s.is_handed && counts(book, &s.issue))
        .filter(|s| is_queued(book, &s.id))
        .collect()
}

/// Lists the mail of which the relay has more to say.
pub fn awaited(book: &Book, issue: &Id) -> Vec<Id> {
    sendings(book, issue)
        .into_iter()
        .filter(|s| s.is_mail && s.is_handed)
        .map(|s| s.id)
        .filter(|id| is_queued(book, id))
        .collect()
}

fn counts(book: &Book, issue: &Id) -> bool {
    let day = book.get(&Kind::Issue, issue).and_then(|r| r.link("day"));
    let newest = day.and_then(|day| current(book, &day));
    newest.is_some_and(|newest| newest.id == *issue)
}

fn is_queued(book: &Book, sending: &Id) -> bool {
    book.joined_to(&Kind::Delivery, sending)
        .any(|r| r.text("state") == "queued")
}

/// How many people a mail went to, and until when it can be taken back.
pub fn reach(book: &Book, sending: &Sending) -> (usize, i64) {
    let people = book.joined_to(&Kind::Delivery, &sending.id).count();
    let release = book
        .get(&Kind::Issue, &sending.issue)
        .and_then(|r| r.int("release_ms"))
        .unwrap_or_default();
    (people, sending.at_ms.saturating_add(HOLD_MS).max(release))
}

/// Makes the link that writes a message to a phone from the link that rings it.
pub fn sms(tel: &str, body: &str) -> Option<String> {
    let number = tel.strip_prefix("tel:")?;
    let mut link = format!("sms:{number}?body=");
    for byte in body.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                link.push(byte as char);
            }
            _ => link.push_str(&format!("%{byte:02X}")),
        }
    }
    Some(link)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::http::LetterState;

    fn sheet(id: &str, number: i64) -> Command {
        let id = Id::new(id);
        Command::new("")
            .put(Kind::Issue, &id, "what", "callsheet")
            .put(Kind::Issue, &id, "day", "d1")
            .put(Kind::Issue, &id, "number", number)
    }

    fn issued(release_ms: Option<i64>) -> Book {
        let mut book = Book::default();
        let mut command = sheet("i", 0);
        if let Some(at) = release_ms {
            command.add(Kind::Issue, &Id::new("i"), "release_ms", at);
        }
        book.apply(&command);
        book
    }

    fn bo() -> Recipient {
        Recipient {
            person: Id::new("bo"),
            name: "Bo".into(),
            position: String::new(),
            why: super::super::Why::Working,
            address: Some("bo@x.example".into()),
        }
    }

    #[test]
    fn a_reader_keeps_a_sheet_back_for_a_minute_at_most() {
        let check = |release, seen, now, want: Option<i64>| {
            let book = issued(release);
            let record = book.get(&Kind::Issue, &Id::new("i")).unwrap();
            assert_eq!(
                held_until(record, seen, now),
                want,
                "{release:?} {seen} {now}"
            );
        };
        check(Some(100_000), 40_000, 40_000, Some(100_000));
        check(Some(100_000), 40_000, 99_999, Some(100_000));
        check(Some(100_000), 40_000, 100_000, None);
        // This clock is an hour behind.
        check(Some(3_700_000), 40_000, 40_000, Some(100_000));
        check(Some(3_700_000), 40_000, 100_000, None);
        check(None, 40_000, 40_000, None);
    }

    #[test]
    fn a_message_is_written_ready_to_send() {
        assert_eq!(
            sms("tel:+4412", "Call 06:30 – ok?").as_deref(),
            Some("sms:+4412?body=Call%2006%3A30%20%E2%80%93%20ok%3F")
        );
        assert_eq!(sms("+4412", ""), None);
    }

    #[test]
    fn what_is_out_cannot_be_taken_back() {
        let mut book = issued(Some(100));
        assert!(take_back(&book, &Id::new("i"), 100, String::new()).is_empty());
        let command = take_back(&book, &Id::new("i"), 99, String::new());
        let record = book.get(&Kind::Issue, &Id::new("i")).unwrap();
        assert!(is_in_time(&command.edits[0], record, 99));
        assert!(!is_in_time(&command.edits[0], record, 100));
        let other = Command::new("").put(Kind::Issue, &Id::new("i"), "body", "x");
        assert!(!is_in_time(&other.edits[0], record, 99));
        let back = Command::new("").put(Kind::Issue, &Id::new("i"), REMOVED, false);
        assert!(!is_in_time(&back.edits[0], record, 99));
        book.apply(&mail(
            &Id::new("i"),
            &[bo()],
            &[],
            None,
            &Id::new("s"),
            1,
            String::new(),
        ));
        assert_eq!(unhanded(&book).len(), 1);
        let mut later = book.clone();
        later.apply(&sheet("j", 1));
        assert_eq!(unhanded(&later).len(), 0, "a later sheet took its place");
        book.apply(&command);
        assert_eq!(unhanded(&book).len(), 0, "and no mail goes out either");
    }

    #[test]
    fn the_relays_answer_is_written_down_once() {
        let mut book = issued(None);
        let (i, s) = (Id::new("i"), Id::new("s"));
        let nobody = Recipient {
            person: Id::new("cy"),
            address: None,
            ..bo()
        };
        assert!(
            mail(
                &i,
                std::slice::from_ref(&nobody),
                &[],
                None,
                &s,
                1,
                String::new()
            )
            .is_empty()
        );
        book.apply(&mail(&i, &[bo(), nobody], &[], None, &s, 1, String::new()));
        assert_eq!(awaited(&book, &i), [] as [Id; 0]);
        book.apply(&handed(&s, 2));
        assert_eq!(awaited(&book, &i), std::slice::from_ref(&s));
        let letter = |person: &str| LetterState {
            person: Id::new(person),
            state: "bounced".into(),
            said: "550 no such user".into(),
            at_ms: 3,
        };
        let state = MailState {
            letters: vec![letter("bo"), letter("stranger")],
        };
        let command = heard(&book, &s, &state);
        assert_eq!(command.edits.len(), 3);
        book.apply(&command);
        assert!(heard(&book, &s, &state).is_empty());
        assert_eq!(awaited(&book, &i), [] as [Id; 0]);
        book.apply(&share(&i, None, &Id::new("t"), 9, String::new()));
        let ways: Vec<bool> = sendings(&book, &i).iter().map(|s| s.is_mail).collect();
        assert_eq!(ways, [false, true], "the latest first");
    }
}
