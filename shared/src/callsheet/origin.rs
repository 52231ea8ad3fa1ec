//! Where each value of the draft comes from, and which times somebody pinned by typing them.

use super::sheet::{CallSheet, Pin};
use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;

/// Where a value on the draft comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// Worked out from the board, the people and the other times: follows them.
    Drafted,
    /// Somebody typed it: stays until it is cleared.
    Typed,
    /// A file said so: stays until somebody types another, or the next import says otherwise.
    Imported,
}

/// Returns where a field's value on the draft comes from.
pub fn origin(record: Option<&Record>, field: &str) -> Origin {
    match record {
        Some(record) if !record.get(field).is_nothing() => Origin::Typed,
        _ => Origin::Drafted,
    }
}

/// Returns where the page length of a scene comes from: its file, somebody's hand, or the layout
/// of its words.
pub fn pages_origin(scene: &Record) -> Origin {
    match scene.text("eighths_source") {
        "fdx" => Origin::Imported,
        "computed" => Origin::Drafted,
        _ => Origin::Typed,
    }
}

/// The times of a day that a push would move if they were drafted.
pub const DAY_TIMES: [&str; 4] = ["shooting_call", "breakfast", "lunch", "wrap"];
/// The times of one person's call.
pub const CALL_TIMES: [&str; 5] = ["pickup", "call", "makeup", "wardrobe", "set"];

/// Lists the times of a day that were typed, those of the day first, then by line of the sheet.
/// The general call is not among them: it is what the others follow.
pub fn pinned(book: &Book, day: &Id, sheet: &CallSheet) -> Vec<Pin> {
    let typed = |record: Option<&Record>, field: &str| record.and_then(|r| r.int(field)).is_some();
    let of_day = book.get(&Kind::Day, day).map(|r| r.as_ref());
    let mut pins: Vec<Pin> = DAY_TIMES
        .iter()
        .filter(|field| typed(of_day, field))
        .map(|field| Pin {
            person: None,
            field: (*field).to_owned(),
        })
        .collect();
    for one in sheet.people() {
        let call = book
            .get(&Kind::Call, &Id::joined(day, &one.person))
            .map(|r| r.as_ref());
        pins.extend(
            CALL_TIMES
                .iter()
                .filter(|field| typed(call, field))
                .map(|field| Pin {
                    person: Some(one.person.clone()),
                    field: (*field).to_owned(),
                }),
        );
    }
    pins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Command;

    #[test]
    fn a_value_says_where_it_comes_from() {
        let mut record = Record::new(Kind::Day, Id::new("d"));
        assert_eq!(origin(None, "lunch"), Origin::Drafted);
        assert_eq!(origin(Some(&record), "lunch"), Origin::Drafted);
        record.fields.insert("lunch".into(), 750i64.into());
        assert_eq!(origin(Some(&record), "lunch"), Origin::Typed);
        assert_eq!(origin(Some(&record), "wrap"), Origin::Drafted);
    }

    #[test]
    fn a_page_length_says_where_it_comes_from() {
        let check = |source: &str, want: Origin| {
            let mut record = Record::new(Kind::Scene, Id::new("s"));
            record.fields.insert("eighths_source".into(), source.into());
            assert_eq!(pages_origin(&record), want, "{source}");
        };
        check("fdx", Origin::Imported);
        check("computed", Origin::Drafted);
        check("manual", Origin::Typed);
        check("", Origin::Typed);
    }

    #[test]
    fn only_who_is_on_the_sheet_has_pinned_times() {
        let mut book = Book::default();
        let (day, bo, gone) = (Id::new("d"), Id::new("bo"), Id::new("gone"));
        let mut command = Command::new("");
        for person in [&bo, &gone] {
            command.add(Kind::Person, person, "name", "x");
            command.add(Kind::Call, &Id::joined(&day, person), "call", 330i64);
        }
        command.add(Kind::Call, &Id::joined(&day, &gone), "on", false);
        command.add(Kind::Day, &day, "general_call", 390i64);
        command.add(Kind::Day, &day, "lunch", 750i64);
        book.apply(&command);
        let sheet = super::super::draft(&book, &day);
        let pins: Vec<_> = pinned(&book, &day, &sheet)
            .into_iter()
            .map(|pin| (pin.person, pin.field))
            .collect();
        assert_eq!(
            pins,
            [(None, "lunch".to_owned()), (Some(bo), "call".to_owned())]
        );
    }
}
