//! Who has a sheet: received, opened, acknowledged, or told by phone; and who is still to ring.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::issue::{CALLSHEET, Issued, body_of, issues};
use super::sheet::{OnSheet, Part};
use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;

/// How far a sheet came with one person. Each step implies the ones before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Got {
    Nothing,
    /// A device of theirs holds it.
    Received,
    Opened,
    /// Somebody rang them and told them.
    Told,
    Acknowledged,
}

/// One person on a sheet and how far it came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReceiptRow {
    pub person: Id,
    pub part: Part,
    pub name: String,
    pub position: String,
    pub phone: String,
    pub got: Got,
    /// When the last step happened, by the clock of the device that recorded it.
    pub at_ms: Option<i64>,
    pub received_ms: Option<i64>,
    pub opened_ms: Option<i64>,
    pub acknowledged_ms: Option<i64>,
    pub told_ms: Option<i64>,
    /// Who told them by phone.
    pub told_by: Option<Id>,
    /// A device of theirs writes in this production; without one they can only be rung.
    pub has_device: bool,
}

/// How many people have a sheet, out of those on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    pub people: u32,
    pub received: u32,
    pub opened: u32,
    /// Acknowledged, or told by phone.
    pub acknowledged: u32,
}

/// What a person's device, or somebody who rang them, says of a sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    Received,
    Opened,
    Acknowledged,
}

impl Mark {
    fn field(self) -> &'static str {
        match self {
            Mark::Received => "received_ms",
            Mark::Opened => "opened_ms",
            Mark::Acknowledged => "acknowledged_ms",
        }
    }
}

fn got(record: &Record) -> (Got, Option<i64>) {
    for (field, got) in [
        ("acknowledged_ms", Got::Acknowledged),
        ("told_ms", Got::Told),
        ("opened_ms", Got::Opened),
        ("received_ms", Got::Received),
    ] {
        if let Some(at) = record.int(field) {
            return (got, Some(at));
        }
    }
    (Got::Nothing, None)
}

/// Lists everybody on an issued sheet, those who have nothing first, then by name.
pub fn receipts(book: &Book, issue: &Id) -> Vec<ReceiptRow> {
    let Some(Ok(sheet)) = body_of(book, issue) else {
        return Vec::new();
    };
    let with_device: HashSet<Id> = book
        .all(&Kind::Device)
        .filter_map(|d| d.link("person"))
        .collect();
    let mut rows: Vec<ReceiptRow> = sheet
        .people()
        .into_iter()
        .map(|who| row(book, issue, who, &with_device))
        .collect();
    rows.sort_by(|a, b| (a.got, &a.name, &a.person).cmp(&(b.got, &b.name, &b.person)));
    rows
}

fn row(book: &Book, issue: &Id, who: OnSheet, with_device: &HashSet<Id>) -> ReceiptRow {
    let record = book.get(&Kind::Receipt, &Id::joined(issue, &who.person));
    let int = |field: &str| record.and_then(|r| r.int(field));
    let (got, at_ms) = record.map_or((Got::Nothing, None), |r| got(r));
    // The sheet holds the number it was issued with; whoever is rung now is rung on today's.
    let phone_now = book.text(&Kind::Person, &who.person, "phone");
    ReceiptRow {
        got,
        at_ms,
        received_ms: int("received_ms"),
        opened_ms: int("opened_ms"),
        acknowledged_ms: int("acknowledged_ms"),
        told_ms: int("told_ms"),
        told_by: record.and_then(|r| r.link("told_by")),
        has_device: with_device.contains(&who.person),
        phone: if phone_now.is_empty() {
            who.phone
        } else {
            phone_now.to_owned()
        },
        person: who.person,
        part: who.part,
        name: who.name,
        position: who.position,
    }
}

/// Makes the row of somebody whom the sheet does not call, but who was sent it.
pub fn receipt(
    book: &Book,
    issue: &Id,
    person: &Record,
    part: impl Fn(&Record) -> Part,
) -> ReceiptRow {
    let who = OnSheet {
        person: person.id.clone(),
        part: part(person),
        name: person.text("name").to_owned(),
        position: person.text("position").to_owned(),
        phone: person.text("phone").to_owned(),
        call: None,
        on_call: false,
    };
    let has_device = book
        .all(&Kind::Device)
        .any(|d| d.link("person").as_ref() == Some(&person.id));
    let with_device = has_device.then(|| person.id.clone()).into_iter().collect();
    row(book, issue, who, &with_device)
}

/// Counts rows.
pub fn tally(rows: &[ReceiptRow]) -> Tally {
    let count = |least: Got| rows.iter().filter(|r| r.got >= least).count() as u32;
    Tally {
        people: rows.len() as u32,
        received: count(Got::Received),
        opened: count(Got::Opened),
        acknowledged: count(Got::Told),
    }
}

/// Counts the receipts of several sheets in one pass, without reading their bodies.
pub fn tallies(book: &Book, sheets: &[Issued]) -> HashMap<Id, Tally> {
    let mut out: HashMap<Id, Tally> = sheets
        .iter()
        .map(|s| {
            (
                s.id.clone(),
                Tally {
                    people: s.people,
                    ..Tally::default()
                },
            )
        })
        .collect();
    for record in book.all(&Kind::Receipt) {
        let Some((issue, _)) = record.id.parts() else {
            continue;
        };
        if let Some(tally) = out.get_mut(&issue) {
            let (got, _) = got(record);
            tally.received += u32::from(got >= Got::Received);
            tally.opened += u32::from(got >= Got::Opened);
            tally.acknowledged += u32::from(got >= Got::Told);
        }
    }
    out
}

/// Marks a person's own receipt; what was marked before keeps its first time.
pub fn mark(
    book: &Book,
    issue: &Id,
    person: &Id,
    mark: Mark,
    now_ms: i64,
    label: String,
) -> Command {
    let id = Id::joined(issue, person);
    let record = book.get(&Kind::Receipt, &id);
    let steps: &[Mark] = match mark {
        Mark::Received => &[Mark::Received],
        Mark::Opened => &[Mark::Received, Mark::Opened],
        Mark::Acknowledged => &[Mark::Received, Mark::Opened, Mark::Acknowledged],
    };
    let mut command = Command::new(label);
    for step in steps {
        if record.is_none_or(|r| r.int(step.field()).is_none()) {
            command.add(Kind::Receipt, &id, step.field(), now_ms);
        }
    }
    command
}

/// Records that somebody was rung and told; `on` false takes that back.
pub fn tell(
    issue: &Id,
    person: &Id,
    by: Option<&Id>,
    now_ms: Option<i64>,
    label: String,
) -> Command {
    let id = Id::joined(issue, person);
    Command::new(label)
        .put(Kind::Receipt, &id, "told_ms", now_ms)
        .put(
            Kind::Receipt,
            &id,
            "told_by",
            by.filter(|_| now_ms.is_some()),
        )
}

/// Marks as received every sheet that counts for a day, calls the person, and was not marked yet.
/// Superseded sheets are left alone: nobody needs to know that an old one arrived late.
pub fn mark_received(book: &Book, person: &Id, now_ms: i64, label: String) -> Command {
    // A preview has the number of the sheet to come, and is none.
    let is_sheet = |record: &&Arc<Record>| record.text("what") == CALLSHEET;
    let mut highest: HashMap<&str, i64> = HashMap::new();
    for record in book.all(&Kind::Issue).filter(is_sheet) {
        let number = record.int("number").unwrap_or_default();
        let at = highest.entry(record.text("day")).or_insert(number);
        *at = (*at).max(number);
    }
    // An id stands in the body between quotes: cheaper than reading every body.
    let quoted = format!("\"{person}\"");
    let mut command = Command::new(label);
    for record in book.all(&Kind::Issue).filter(is_sheet) {
        let id = Id::joined(&record.id, person);
        let counts = highest.get(record.text("day")) == record.int("number").as_ref();
        let is_new = book
            .any(&Kind::Receipt, &id)
            .is_none_or(|r| r.int("received_ms").is_none());
        if counts && is_new && record.text("body").contains(&quoted) {
            command.add(Kind::Receipt, &id, "received_ms", now_ms);
        }
    }
    command
}

/// Returns how far a sheet came with one person.
pub fn of_person(book: &Book, issue: &Id, person: &Id) -> Got {
    book.get(&Kind::Receipt, &Id::joined(issue, person))
        .map_or(Got::Nothing, |r| got(r).0)
}

/// Lists who had an earlier sheet of the day but not this one: the people a revision must reach.
pub fn missed_revision(book: &Book, issue: &Issued) -> Vec<Id> {
    let earlier: Vec<Id> = issues(book, &issue.day)
        .into_iter()
        .filter(|i| i.number < issue.number)
        .map(|i| i.id)
        .collect();
    receipts(book, &issue.id)
        .into_iter()
        .filter(|row| row.got == Got::Nothing)
        .filter(|row| {
            earlier
                .iter()
                .any(|e| of_person(book, e, &row.person) > Got::Nothing)
        })
        .map(|row| row.person)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::issue::{current, issue};
    use super::super::sheet::{CallSheet, CastLine, CrewGroup, CrewLine};
    use super::*;
    use crate::callsheet::testing::{carry_out, day};

    fn book() -> Book {
        let mut book = Book::default();
        let crew = |id: &str, name: &str| CrewLine {
            person: Some(Id::new(id)),
            name: name.into(),
            phone: "+44 1".into(),
            ..CrewLine::default()
        };
        let sheet = CallSheet {
            cast: vec![CastLine {
                person: Some(Id::new("ines")),
                name: "Ines".into(),
                ..CastLine::default()
            }],
            crew: vec![CrewGroup {
                people: vec![crew("bo", "Bo"), crew("cy", "Cy"), crew("ines", "Ines")],
                ..CrewGroup::default()
            }],
            ..CallSheet::default()
        };
        let command = issue(&book, &day(), sheet, None, &Id::new("i"), 1, String::new());
        carry_out(&mut book, command);
        book
    }

    fn i() -> Id {
        Id::new("i")
    }

    #[test]
    fn whoever_has_nothing_stands_first() {
        let mut book = book();
        let command = mark(
            &book,
            &i(),
            &Id::new("bo"),
            Mark::Acknowledged,
            50,
            String::new(),
        );
        carry_out(&mut book, command);
        let command = mark_received(&book, &Id::new("ines"), 60, String::new());
        carry_out(&mut book, command);
        let rows = receipts(&book, &i());
        let seen: Vec<_> = rows
            .iter()
            .map(|r| (r.name.as_str(), r.got, r.at_ms))
            .collect();
        assert_eq!(
            seen,
            [
                ("Cy", Got::Nothing, None),
                ("Ines", Got::Received, Some(60)),
                ("Bo", Got::Acknowledged, Some(50))
            ]
        );
        let want = Tally {
            people: 3,
            received: 2,
            opened: 1,
            acknowledged: 1,
        };
        assert_eq!(tally(&rows), want);
        assert_eq!(
            tallies(&book, &[current(&book, &day()).unwrap()])[&i()],
            want
        );
    }

    #[test]
    fn the_first_time_counts() {
        let mut book = book();
        for (step, at) in [
            (Mark::Opened, 10),
            (Mark::Opened, 20),
            (Mark::Acknowledged, 30),
        ] {
            let command = mark(&book, &i(), &Id::new("bo"), step, at, String::new());
            carry_out(&mut book, command);
        }
        let row = receipts(&book, &i())
            .into_iter()
            .find(|r| r.name == "Bo")
            .unwrap();
        assert_eq!(
            (row.received_ms, row.opened_ms, row.acknowledged_ms),
            (Some(10), Some(10), Some(30))
        );
        assert!(
            mark(
                &book,
                &i(),
                &Id::new("bo"),
                Mark::Acknowledged,
                40,
                String::new()
            )
            .is_empty()
        );
    }

    #[test]
    fn somebody_without_a_device_can_be_told() {
        let mut book = book();
        let rows = receipts(&book, &i());
        assert!(rows.iter().all(|r| !r.has_device));
        carry_out(
            &mut book,
            tell(
                &i(),
                &Id::new("cy"),
                Some(&Id::new("bo")),
                Some(70),
                String::new(),
            ),
        );
        let row = receipts(&book, &i())
            .into_iter()
            .find(|r| r.name == "Cy")
            .unwrap();
        assert_eq!((row.got, row.told_by), (Got::Told, Some(Id::new("bo"))));
        carry_out(
            &mut book,
            tell(&i(), &Id::new("cy"), None, None, String::new()),
        );
        assert_eq!(of_person(&book, &i(), &Id::new("cy")), Got::Nothing);
    }

    #[test]
    fn only_a_sheet_that_counts_and_calls_me_is_marked_received() {
        let mut book = book();
        assert!(mark_received(&book, &Id::new("zed"), 1, String::new()).is_empty());
        let sheet = body_of(&book, &i()).unwrap().unwrap();
        let command = issue(&book, &day(), sheet, None, &Id::new("j"), 2, String::new());
        carry_out(&mut book, command);
        let command = mark_received(&book, &Id::new("bo"), 9, String::new());
        let ids: Vec<_> = command.edits.iter().map(|e| e.id.to_string()).collect();
        assert_eq!(ids, ["j.bo"]);
        carry_out(&mut book, command);
        assert!(mark_received(&book, &Id::new("bo"), 10, String::new()).is_empty());
    }

    #[test]
    fn a_revision_that_did_not_reach_somebody_who_had_the_last_one_is_named() {
        let mut book = book();
        let command = mark(
            &book,
            &i(),
            &Id::new("bo"),
            Mark::Acknowledged,
            5,
            String::new(),
        );
        carry_out(&mut book, command);
        let sheet = body_of(&book, &i()).unwrap().unwrap();
        let command = issue(&book, &day(), sheet, None, &Id::new("j"), 20, String::new());
        carry_out(&mut book, command);
        let now = current(&book, &day()).unwrap();
        assert_eq!(missed_revision(&book, &now), [Id::new("bo")]);
    }
}
