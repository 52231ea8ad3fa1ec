use super::*;
use crate::book::Book;
use crate::callsheet::{draft, issue};
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind as RecordKind;
use crate::report::{self, DailyReport, Signer};
use crate::script::{self, Page, Sides};

fn film() -> Book {
    let mut book = Book::default();
    let id = Id::new;
    let mut command = Command::new("").put(RecordKind::Board, &id("b"), "name", "A");
    for (field, value) in [("board", "b"), ("what", "day"), ("place", "a")] {
        command.add(RecordKind::Row, &id("d1"), field, value);
    }
    command.add(RecordKind::Production, &id("p"), "title", "Night Ferry");
    command.add(RecordKind::Production, &id("p"), "paper", "letter");
    book.apply(&command);
    book
}

fn wanted(kind: Kind, day: Option<u32>) -> Wanted {
    Wanted {
        kind,
        day,
        paper: None,
        today: "2027-03-01".into(),
        is_redacted: false,
        reader: String::new(),
        size: Size::Whole,
    }
}

fn made(book: &Book, kind: Kind, day: Option<u32>) -> Result<Job, NotThere> {
    job(book, &wanted(kind, day), &|c| c.name.to_string())
}

#[test]
fn a_sheet_is_a_draft_until_it_is_issued() {
    let mut book = film();
    let draft_job = made(&book, Kind::CallSheet, Some(1)).unwrap();
    assert_eq!((draft_job.edition, draft_job.paper), (None, Paper::Letter));
    let day = Id::new("d1");
    for (n, issue_id) in ["i0", "i1"].into_iter().enumerate() {
        let sheet = draft(&book, &day);
        book.apply(&issue::issue(
            &book,
            &day,
            sheet,
            None,
            &Id::new(issue_id),
            n as i64,
            String::new(),
        ));
    }
    let issued = made(&book, Kind::CallSheet, Some(1)).unwrap();
    let edition = issued.edition.unwrap();
    assert_eq!((edition.number, edition.colour.as_str()), (1, "Blue"));
    assert!(
        edition.qr.starts_with("callboard:sheet:p:i1:"),
        "{}",
        edition.qr
    );
    assert_eq!(edition.code.len(), 9);
    assert!(issued.before.is_some_and(|before| before.contains("White")));
}

#[test]
fn a_sheet_that_was_changed_after_its_issue_is_refused() {
    let mut book = film();
    let day = Id::new("d1");
    let sheet = draft(&book, &day);
    book.apply(&issue::issue(
        &book,
        &day,
        sheet,
        None,
        &Id::new("i"),
        1,
        String::new(),
    ));
    book.apply(&Command::new("").put(RecordKind::Issue, &Id::new("i"), "body", "{}"));
    assert!(matches!(
        made(&book, Kind::CallSheet, Some(1)),
        Err(NotThere::Broken(_))
    ));
}

#[test]
fn a_document_that_is_not_there_is_a_sentence() {
    let book = film();
    let check = |kind, day, want: &str| {
        assert_eq!(
            made(&book, kind, day).map_err(|e| e.to_string()),
            Err(want.into())
        );
    };
    check(
        Kind::CallSheet,
        None,
        "A call-sheet is of one shoot day: name it with --day, such as --day 1.",
    );
    check(
        Kind::CallSheet,
        Some(9),
        "There is no shoot day 9: the board has 1.",
    );
    check(
        Kind::OneLiner,
        Some(1),
        "A one-liner is not of one day: leave out --day.",
    );
}

#[test]
fn a_report_is_a_draft_until_it_is_frozen_and_then_says_who_signed() {
    let mut book = film();
    let day = Id::new("d1");
    let mut command = Command::new("");
    command.add(
        RecordKind::Production,
        &Id::new("p"),
        "zone",
        "Europe/London",
    );
    command.add(
        RecordKind::Production,
        &Id::new("p"),
        "office_phone",
        "+44 1",
    );
    book.apply(&command);
    let live = made(&book, Kind::DailyReport, Some(1)).unwrap();
    assert_eq!((live.edition, live.contact.as_str()), (None, "+44 1"));
    let signers = ["ann", "ben", "cleo"].map(|person| Signer {
        role: "upm".into(),
        person: Some(Id::new(person)),
        name: person.to_uppercase(),
    });
    let report = DailyReport {
        signers: signers.to_vec(),
        ..report::derive(&book, &day, &[])
    };
    book.apply(&report::freeze(
        &book,
        &day,
        &report,
        None,
        1,
        String::new(),
    ));
    let issue = report::latest(&book, &day).unwrap().cover.id;
    // Half past eleven at night by Greenwich is the next day in London's summer.
    let at_ms = 1_814_743_800_000;
    let sign = report::sign(&book, &issue, &Id::new("ann"), at_ms, String::new());
    book.apply(&sign);
    let ben = Id::new("ben");
    let reject = report::reject(&book, &issue, &ben, "Wrap was 19:10", at_ms, String::new());
    book.apply(&reject);
    for kind in [Kind::DailyReport, Kind::ExhibitG] {
        let frozen = made(&book, kind, Some(1)).unwrap();
        assert_eq!(frozen.edition.unwrap().colour, "White");
        let said: Vec<_> = frozen
            .signings
            .iter()
            .map(|s| {
                (
                    s.name.as_str(),
                    s.answer,
                    s.date.as_str(),
                    s.minutes,
                    s.text.as_str(),
                )
            })
            .collect();
        assert_eq!(
            said,
            [
                ("ANN", Answered::Signed, "2027-07-05", Some(30), ""),
                (
                    "BEN",
                    Answered::Rejected,
                    "2027-07-05",
                    Some(30),
                    "Wrap was 19:10"
                ),
                ("CLEO", Answered::Open, "", None, ""),
            ]
        );
    }
    book.apply(&Command::new("").put(RecordKind::Issue, &issue, "body", "{}"));
    assert!(matches!(
        made(&book, Kind::ExhibitG, Some(1)),
        Err(NotThere::Broken(_))
    ));
}

#[test]
fn sides_need_a_script_and_a_scene_of_it() {
    let mut book = film();
    let no = |book: &Book| made(book, Kind::Sides, Some(1)).map_err(|e| e.to_string());
    assert!(
        no(&book)
            .unwrap_err()
            .starts_with("This file has no script")
    );
    book.apply(&Command::new("").put(RecordKind::Draft, &Id::new("dr"), "title", "A"));
    assert!(no(&book).unwrap_err().starts_with("Nothing of shoot day 1"));
    let sides = Sides {
        day: Some(Id::new("d1")),
        pages: vec![Page::default()],
        ..Sides::default()
    };
    let id = Id::new("si");
    let command = script::issue(&book, sides, None, &id, "2027-03-01", 1, String::new());
    book.apply(&command);
    assert_eq!(no(&book).unwrap().edition.unwrap().number, 0);
}

#[test]
fn every_name_is_read_back() {
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.as_str()), Some(kind));
    }
    for paper in Paper::ALL {
        assert_eq!(Paper::parse(paper.as_str()), Some(paper));
    }
}

#[test]
fn only_a_call_sheet_is_redacted() {
    let of = |kind: Kind| {
        let job = Job {
            kind,
            body: crate::callsheet::CallSheet {
                office_phone: "+44 20 7946 0100".into(),
                title: "Night Ferry".into(),
                ..Default::default()
            }
            .body(),
            ..Job::draft()
        };
        let copies = Copies {
            is_redacted: true,
            reader: " Harbour Office ".into(),
            today: "2027-03-05".into(),
        };
        copied(job, &copies)
    };
    let sheet = of(Kind::CallSheet).unwrap();
    assert_eq!(sheet.version, Version::Redacted);
    assert!(sheet.body.contains("Night Ferry") && !sheet.body.contains("7946"));
    assert_eq!(sheet.watermark.unwrap().name, "Harbour Office");
    let why = of(Kind::OneLiner).unwrap_err().to_string();
    assert!(why.contains("leave out --redacted"), "{why}");
}
