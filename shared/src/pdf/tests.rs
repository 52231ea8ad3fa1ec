use super::*;
use crate::book::Book;
use crate::callsheet::{draft, issue};
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind as RecordKind;

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
fn every_name_is_read_back() {
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.as_str()), Some(kind));
    }
    for paper in Paper::ALL {
        assert_eq!(Paper::parse(paper.as_str()), Some(paper));
    }
}
