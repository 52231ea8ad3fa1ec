//! The code on issued paper: what its QR holds, and what a code that somebody typed or scanned says
//! about the documents at hand. One piece for everything that is issued or frozen.

use crate::book::Book;
use crate::callsheet::{self, Issued, issue};
use crate::id::Id;
use crate::kind::Kind;
use crate::report;
use crate::schedule::{self, Edition};
use crate::script;

/// An issued document by its cover.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Document {
    Sheet(Issued),
    Schedule(Edition),
    /// A frozen daily report.
    Report(Issued),
    Sides(Issued),
}

impl Document {
    /// Reads the cover of an issued record; nothing for a document of a newer version.
    pub fn of(book: &Book, id: &Id) -> Option<Self> {
        if let Some(sheet) = callsheet::issued(book, id) {
            return Some(Self::Sheet(sheet));
        }
        if let Some((report, _)) = report::read(book, id) {
            return Some(Self::Report(report.cover));
        }
        let mut sides = script::editions(book).into_iter();
        if let Some(sides) = sides.find(|e| e.cover.id == *id) {
            return Some(Self::Sides(sides.cover));
        }
        let mut editions = schedule::editions(book).into_iter();
        editions.find(|e| e.cover.id == *id).map(Self::Schedule)
    }

    pub fn cover(&self) -> &Issued {
        match self {
            Self::Sheet(cover) | Self::Report(cover) | Self::Sides(cover) => cover,
            Self::Schedule(edition) => &edition.cover,
        }
    }

    /// Returns the room that shows such documents, as it stands in addresses.
    pub fn room(&self) -> Room {
        match self {
            Self::Sheet(_) => Room::Sheet,
            Self::Schedule(_) => Room::Schedule,
            Self::Report(_) => Room::Report,
            Self::Sides(_) => Room::Sides,
        }
    }

    /// Returns another one with the same number, which was issued apart.
    fn twin(&self, book: &Book) -> Option<Self> {
        let is_twin =
            |other: &Issued| other.id != self.cover().id && other.number == self.cover().number;
        match self {
            Self::Sheet(sheet) => {
                let mut all = callsheet::issues(book, &sheet.day).into_iter();
                all.find(is_twin).map(Self::Sheet)
            }
            Self::Schedule(edition) => {
                let mut all = schedule::editions(book)
                    .into_iter()
                    .filter(|e| (e.what, &e.of) == (edition.what, &edition.of));
                all.find(|e| is_twin(&e.cover)).map(Self::Schedule)
            }
            Self::Report(cover) => {
                let all = report::revisions(book, &cover.day).into_iter();
                let mut covers = all.map(|revision| revision.cover);
                covers.find(is_twin).map(Self::Report)
            }
            Self::Sides(cover) => {
                let all = script::editions(book).into_iter().map(|e| e.cover);
                let mut of_day = all.filter(|other| other.day == cover.day);
                of_day.find(is_twin).map(Self::Sides)
            }
        }
    }

    /// Returns the one of its row that counts: the highest number, of several the latest.
    fn newest(&self, book: &Book) -> Option<Self> {
        match self {
            Self::Sheet(sheet) => issue::current(book, &sheet.day).map(Self::Sheet),
            Self::Schedule(edition) => {
                schedule::latest(book, edition.what, edition.of.as_ref()).map(Self::Schedule)
            }
            Self::Report(cover) => {
                report::latest(book, &cover.day).map(|newest| Self::Report(newest.cover))
            }
            Self::Sides(cover) => {
                script::latest(book, &cover.day).map(|newest| Self::Sides(newest.cover))
            }
        }
    }
}

/// Where a document is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Room {
    Sheet,
    Schedule,
    Report,
    Sides,
}

impl Room {
    /// Returns the part of the address before the document's id.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sheet => "sheet",
            Self::Schedule => "schedules",
            Self::Report => "daily",
            Self::Sides => "sides",
        }
    }
}

/// What a code from somebody's paper or phone says about the documents at hand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Compared {
    /// Not eight letters of a code.
    Unreadable,
    /// The newest of its kind that this device holds.
    Newest(Document),
    /// An earlier one; the second is the newest.
    Older(Document, Document),
    /// One of several with the highest number, which were issued apart.
    OneOfSeveral(Document, Document),
    /// None that this device holds: newer than all here, or of another production.
    Unknown,
}

/// Compares a typed or scanned code with everything that was issued. Takes eight letters in any
/// spacing, a whole hash, or the text of a QR code.
pub fn compare(book: &Book, typed: &str) -> Compared {
    let Some(code) = code_in(typed) else {
        return Compared::Unreadable;
    };
    let found = book
        .all(&Kind::Issue)
        .chain(book.all(&Kind::Sides))
        .filter(|record| record.text("hash").starts_with(&code))
        .find_map(|record| Document::of(book, &record.id));
    let Some(found) = found else {
        return Compared::Unknown;
    };
    let Some(newest) = found.newest(book) else {
        return Compared::Unknown;
    };
    if found.cover().number != newest.cover().number {
        return Compared::Older(found, newest);
    }
    match found.twin(book) {
        Some(twin) => Compared::OneOfSeveral(found, twin),
        None => Compared::Newest(found),
    }
}

/// Returns the hash, or its first letters, that stand in a typed or scanned text.
fn code_in(typed: &str) -> Option<String> {
    let last = typed
        .trim()
        .rsplit([':', '#', '/'])
        .next()
        .unwrap_or_default();
    let letters: String = last
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '·' | '.'))
        .flat_map(char::to_lowercase)
        .collect();
    ((8..=64).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_hexdigit()))
        .then_some(letters)
}

/// Returns the text of a document's QR code: a link to it that ends in its hash where the
/// production has a relay, otherwise the same facts as plain text.
pub fn qr_text(production: &Id, room: Room, issue: &Id, hash: &str, relay: Option<&str>) -> String {
    let room = room.as_str();
    match relay {
        Some(origin) => {
            let origin = origin.trim_end_matches('/');
            format!("{origin}/p/{production}/{room}/{issue}#{hash}")
        }
        None => format!("callboard:{room}:{production}:{issue}:{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callsheet::CallSheet;
    use crate::callsheet::issue::hash_of;
    use crate::schedule::{Schedule, What};

    fn sheet(book: &mut Book, id: &str, title: &str, now_ms: i64) {
        let draft = CallSheet {
            title: title.into(),
            date: "2026-03-12".into(),
            ..CallSheet::default()
        };
        let day = Id::new("d1");
        let id = Id::new(id);
        let command = issue::issue(book, &day, draft, None, &id, now_ms, String::new());
        book.apply(&command);
    }

    fn edition(book: &mut Book, id: &str, what: What, of: Option<&str>, now_ms: i64) {
        let draft = Schedule {
            what: what.as_str().to_owned(),
            of: of.map(Id::new),
            title: format!("Night Ferry {id}"),
            ..Schedule::default()
        };
        let id = Id::new(id);
        let command = schedule::issue(book, draft, None, &id, "2026-03-12", now_ms, String::new());
        book.apply(&command);
    }

    #[test]
    fn a_code_is_found_however_it_is_typed() {
        let hash = hash_of("abc");
        let check = |typed: &str, want: Option<&str>| {
            assert_eq!(code_in(typed).as_deref(), want, "{typed}");
        };
        check("BA78 16BF", Some("ba7816bf"));
        check(" ba78-16bf ", Some("ba7816bf"));
        check("ba78", None);
        check("not hexa", None);
        check("", None);
        let (p, i) = (Id::new("p"), Id::new("i"));
        for room in [Room::Sheet, Room::Schedule, Room::Report, Room::Sides] {
            check(&qr_text(&p, room, &i, &hash, None), Some(&hash));
            let relay = Some("https://example.org/");
            check(&qr_text(&p, room, &i, &hash, relay), Some(&hash));
        }
        assert_eq!(
            qr_text(&p, Room::Schedule, &i, "ff", Some("https://example.org")),
            "https://example.org/p/p/schedules/i#ff"
        );
    }

    #[test]
    fn a_code_says_whether_the_paper_is_the_newest() {
        let mut book = Book::default();
        sheet(&mut book, "s0", "Night Ferry", 1);
        sheet(&mut book, "s1", "Night Ferry", 2);
        edition(&mut book, "o0", What::OneLiner, None, 3);
        edition(&mut book, "o1", What::OneLiner, None, 4);
        edition(&mut book, "cast", What::DayOutOfDays, Some("uci100"), 5);
        edition(&mut book, "cars", What::DayOutOfDays, Some("uci103"), 6);
        edition(&mut book, "list", What::ElementList, None, 7);
        edition(&mut book, "break", What::BreakdownSheets, None, 8);
        let check = |id: &str, expected: &str| {
            let record = book.get(&Kind::Issue, &Id::new(id)).unwrap();
            let said = match compare(&book, &issue::short(record.text("hash"))) {
                Compared::Newest(one) => format!("{} {}", one.room().as_str(), one.cover().id),
                Compared::Older(one, newest) => {
                    format!("{} before {}", one.cover().id, newest.cover().id)
                }
                other => format!("{other:?}"),
            };
            assert_eq!(said, expected);
        };
        check("s1", "sheet s1");
        check("s0", "s0 before s1");
        check("o1", "schedules o1");
        check("o0", "o0 before o1");
        // Each category has a row of its own.
        check("cast", "schedules cast");
        check("cars", "schedules cars");
        check("list", "schedules list");
        check("break", "schedules break");
        assert_eq!(compare(&book, "0000 0000"), Compared::Unknown);
        assert_eq!(compare(&book, "hello"), Compared::Unreadable);
    }

    #[test]
    fn a_report_and_sides_are_told_by_their_codes_as_well() {
        let mut book = Book::default();
        let day = Id::new("d1");
        for n in 0..2 {
            let live = report::DailyReport {
                title: format!("Night Ferry {n}"),
                ..report::DailyReport::default()
            };
            let command = report::freeze(&book, &day, &live, None, n, String::new());
            book.apply(&command);
            let draft = script::Sides {
                day: Some(day.clone()),
                pages: vec![script::Page::default()],
                ..script::Sides::default()
            };
            let id = Id::new(format!("sides{n}"));
            let label = String::new();
            let command = script::issue(&book, draft, None, &id, "2026-03-12", n, label);
            book.apply(&command);
        }
        let told = |kind: Kind| -> Vec<String> {
            let mut all: Vec<_> = book.all(&kind).map(|r| (r.int("issued_ms"), r)).collect();
            all.sort_by_key(|(at, _)| *at);
            let said = all
                .iter()
                .map(|(_, r)| match compare(&book, r.text("hash")) {
                    Compared::Newest(one) => format!("newest in {}", one.room().as_str()),
                    Compared::Older(one, _) => format!("older in {}", one.room().as_str()),
                    other => format!("{other:?}"),
                });
            said.collect()
        };
        assert_eq!(told(Kind::Issue), ["older in daily", "newest in daily"]);
        assert_eq!(told(Kind::Sides), ["older in sides", "newest in sides"]);
    }

    #[test]
    fn two_that_were_issued_apart_are_not_called_current() {
        let mut here = Book::default();
        let mut there = Book::default();
        edition(&mut here, "a", What::OneLiner, None, 1);
        edition(&mut there, "b", What::OneLiner, None, 2);
        here.put((**there.get(&Kind::Issue, &Id::new("b")).unwrap()).clone());
        for (id, twin) in [("a", "b"), ("b", "a")] {
            let code = here.text(&Kind::Issue, &Id::new(id), "hash").to_owned();
            let Compared::OneOfSeveral(one, other) = compare(&here, &code) else {
                panic!("{id}");
            };
            assert_eq!(
                (one.cover().id.as_str(), other.cover().id.as_str()),
                (id, twin)
            );
        }
    }
}
