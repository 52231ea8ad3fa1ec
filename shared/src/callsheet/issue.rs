//! Issued sheets: immutable, numbered, coloured, hashed. Two that were made apart with one number
//! stay two, and are shown as a collision.

use sha2::{Digest, Sha256};

use super::sheet::{CallSheet, Damaged};
use crate::book::Book;
use crate::command::Command;
use crate::id::{Id, hex};
use crate::kind::Kind;
use crate::record::Record;
use crate::revision;

/// The `what` of an issued call sheet; schedules and notices come beside it.
pub const CALLSHEET: &str = "callsheet";

/// What stands on the cover of an issued sheet; its body is read when somebody opens it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issued {
    pub id: Id,
    pub day: Id,
    pub date: String,
    /// Counts revisions from 0, the white sheet.
    pub number: u32,
    pub colour: String,
    pub issued_ms: i64,
    pub by: Option<Id>,
    /// SHA-256 of the body, hexadecimal.
    pub hash: String,
    pub previous: Option<Id>,
    /// How many people it calls.
    pub people: u32,
    /// Another sheet of the day carries the same number: both were issued apart.
    pub collides: bool,
}

impl Issued {
    fn of(record: &Record) -> Option<Self> {
        (record.text("what") == CALLSHEET).then(|| Self::cover(record))
    }

    /// Reads what stands on the cover of any issued document; collisions are looked up by whoever
    /// knows its like.
    pub(crate) fn cover(record: &Record) -> Self {
        Self {
            id: record.id.clone(),
            day: Id::new(record.text("day")),
            date: record.text("date").to_owned(),
            number: whole(record, "number"),
            colour: record.text("colour").to_owned(),
            issued_ms: record.int("issued_ms").unwrap_or_default(),
            by: record.link("by"),
            hash: record.text("hash").to_owned(),
            previous: record.link("previous"),
            people: whole(record, "people"),
            collides: false,
        }
    }

    /// Returns the code that people compare: the first eight letters of the hash, "7F3A 19C2".
    pub fn code(&self) -> String {
        short(&self.hash)
    }
}

fn whole(record: &Record, field: &str) -> u32 {
    record
        .int(field)
        .and_then(|n| u32::try_from(n).ok())
        .unwrap_or_default()
}

/// Says whether a body is the one that was issued.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Seal {
    Whole,
    /// The body's hash is not the one on the cover: it was changed or damaged after it was issued.
    Broken {
        issued: String,
        found: String,
    },
}

/// Returns the SHA-256 of a body in lower-case hexadecimal.
pub fn hash_of(body: &str) -> String {
    hex(&Sha256::digest(body.as_bytes()))
}

/// Returns the first eight letters of a hash in two groups of four: "7F3A 19C2".
pub fn short(hash: &str) -> String {
    let letters: String = hash.chars().take(8).collect::<String>().to_uppercase();
    match (letters.get(..4), letters.get(4..)) {
        (Some(left), Some(right)) if !right.is_empty() => format!("{left} {right}"),
        _ => letters,
    }
}

/// Compares an issued record's body with its hash.
pub fn seal(record: &Record) -> Seal {
    let found = hash_of(record.text("body"));
    if found == record.text("hash") {
        Seal::Whole
    } else {
        Seal::Broken {
            issued: record.text("hash").to_owned(),
            found,
        }
    }
}

/// Returns one issued sheet's cover, collisions looked up.
pub fn issued(book: &Book, id: &Id) -> Option<Issued> {
    let one = Issued::of(book.get(&Kind::Issue, id)?)?;
    let collides = issues(book, &one.day)
        .iter()
        .any(|i| i.id == *id && i.collides);
    Some(Issued { collides, ..one })
}

/// Lists the issued sheets of a day, oldest number first; sheets of one number by time, then id.
pub fn issues(book: &Book, day: &Id) -> Vec<Issued> {
    let mut list: Vec<Issued> = book
        .all(&Kind::Issue)
        .filter(|r| r.text("day") == day.as_str())
        .filter_map(|r| Issued::of(r))
        .collect();
    list.sort_by(|a, b| (a.number, a.issued_ms, &a.id).cmp(&(b.number, b.issued_ms, &b.id)));
    let numbers: Vec<u32> = list.iter().map(|i| i.number).collect();
    for one in &mut list {
        one.collides = numbers.iter().filter(|n| **n == one.number).count() > 1;
    }
    list
}

/// Returns the sheet of a day that counts: the highest number, of several the latest.
pub fn current(book: &Book, day: &Id) -> Option<Issued> {
    issues(book, day).pop()
}

/// Returns the number that the next sheet of a day gets: one above the highest, 0 for the first.
pub fn next_number(book: &Book, day: &Id) -> u32 {
    current(book, day).map_or(0, |last| last.number.saturating_add(1))
}

/// Reads the body of an issued sheet.
pub fn body_of(book: &Book, issue: &Id) -> Option<Result<CallSheet, Damaged>> {
    let record = book.get(&Kind::Issue, issue)?;
    Some(CallSheet::parse(record.text("body")))
}

/// Issues a draft as the day's next sheet: the number and colour are set here, the rest is frozen
/// as it stands. `id` is new, `now_ms` the device's clock.
pub fn issue(
    book: &Book,
    day: &Id,
    draft: CallSheet,
    by: Option<&Id>,
    id: &Id,
    now_ms: i64,
    label: String,
) -> Command {
    let number = next_number(book, day);
    let colour = revision::nth(number);
    let sheet = CallSheet {
        number,
        colour: colour.clone(),
        ..draft
    };
    let body = sheet.body();
    let people = i64::try_from(sheet.people().len()).unwrap_or(i64::MAX);
    let previous = current(book, day).map(|last| last.id);
    Command::new(label)
        .put(Kind::Issue, id, "what", CALLSHEET)
        .put(Kind::Issue, id, "day", day)
        .put(Kind::Issue, id, "date", sheet.date.as_str())
        .put(Kind::Issue, id, "number", i64::from(number))
        .put(Kind::Issue, id, "colour", colour)
        .put(Kind::Issue, id, "issued_ms", now_ms)
        .put(Kind::Issue, id, "by", by)
        .put(Kind::Issue, id, "people", people)
        .put(Kind::Issue, id, "hash", hash_of(&body))
        .put(Kind::Issue, id, "previous", previous.as_ref())
        .put(Kind::Issue, id, "body", body)
}

#[cfg(test)]
mod tests {
    use super::super::sheet::CallSheet;
    use super::*;
    use crate::callsheet::testing::{carry_out, day};

    fn issue_one(book: &mut Book, id: &str, title: &str, now_ms: i64) {
        let sheet = CallSheet {
            title: title.into(),
            date: "2026-03-12".into(),
            ..CallSheet::default()
        };
        let command = issue(
            book,
            &day(),
            sheet,
            None,
            &Id::new(id),
            now_ms,
            "Issued".into(),
        );
        carry_out(book, command);
    }

    #[test]
    fn sheets_are_numbered_and_coloured_in_turn() {
        let mut book = Book::default();
        for (n, colour) in ["White", "Blue", "Pink"].into_iter().enumerate() {
            issue_one(&mut book, &format!("i{n}"), "Night Ferry", n as i64);
            let now = current(&book, &day()).unwrap();
            assert_eq!((now.number as usize, now.colour.as_str()), (n, colour));
            let body = body_of(&book, &now.id).unwrap().unwrap();
            assert_eq!((body.number as usize, body.colour.as_str()), (n, colour));
        }
        assert_eq!(
            current(&book, &day()).unwrap().previous,
            Some(Id::new("i1"))
        );
    }

    #[test]
    fn two_sheets_issued_apart_collide_and_neither_is_renumbered() {
        let mut here = Book::default();
        issue_one(&mut here, "white", "Night Ferry", 1);
        let mut there = here.clone();
        issue_one(&mut here, "a", "Night Ferry", 5);
        issue_one(&mut there, "b", "Night Ferry, other", 6);
        here.put(
            there
                .get(&Kind::Issue, &Id::new("b"))
                .unwrap()
                .as_ref()
                .clone(),
        );
        let seen: Vec<_> = issues(&here, &day())
            .into_iter()
            .map(|i| (i.id.to_string(), i.number, i.collides))
            .collect();
        assert_eq!(
            seen,
            [
                ("white".into(), 0, false),
                ("a".into(), 1, true),
                ("b".into(), 1, true)
            ]
        );
        assert_eq!(next_number(&here, &day()), 2);
        assert!(issued(&here, &Id::new("a")).unwrap().collides);
    }

    #[test]
    fn a_changed_body_breaks_the_seal() {
        let mut book = Book::default();
        issue_one(&mut book, "i", "Night Ferry", 1);
        let mut record = book
            .get(&Kind::Issue, &Id::new("i"))
            .unwrap()
            .as_ref()
            .clone();
        assert_eq!(seal(&record), Seal::Whole);
        let forged = record.text("body").replace("Ferry", "Train");
        record.fields.insert("body".into(), forged.into());
        assert!(matches!(seal(&record), Seal::Broken { .. }));
    }

    #[test]
    fn the_hash_is_the_usual_one() {
        assert_eq!(
            hash_of("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(short(&hash_of("abc")), "BA78 16BF");
        assert_eq!(short("ab"), "AB");
    }
}
