use jiff::civil::date;

use super::*;
use crate::board;
use crate::book::Book;
use crate::command::{Command, Write};
use crate::id::Id;
use crate::record::Record;

fn put(book: &mut Book, command: Command) {
    for edit in command.edits {
        let Write::Put(value) = edit.write else {
            continue;
        };
        let mut record = match book.any(&edit.kind, &edit.id) {
            Some(record) => Record::clone(record),
            None => Record::new(edit.kind, edit.id),
        };
        record.fields.insert(edit.field, value);
        book.put(record);
    }
}

fn film(start: &str, days_off: &str) -> Book {
    let mut book = Book::default();
    let command = Command::new("")
        .put(Kind::Production, &Id::new("p"), "start", start)
        .put(Kind::Production, &Id::new("p"), "days_off", days_off);
    put(&mut book, command);
    book
}

fn except(book: &mut Book, date: Date, what: What) {
    let command = set_date(book, date, what, "", String::new());
    put(book, command);
}

fn first(book: &Book, count: usize) -> String {
    let dates: Vec<String> = Calendar::of(book)
        .shoot_dates()
        .take(count)
        .map(|d| d.strftime("%m-%d").to_string())
        .collect();
    dates.join(" ")
}

#[test]
fn shoot_days_skip_what_is_off() {
    // 12 March 2027 is a Friday.
    let mut book = film("2027-03-12", "67");
    assert_eq!(first(&book, 4), "03-12 03-15 03-16 03-17");
    except(&mut book, date(2027, 3, 15), What::Holiday);
    except(&mut book, date(2027, 3, 16), What::Travel);
    except(&mut book, date(2027, 3, 17), What::Off);
    assert_eq!(first(&book, 3), "03-12 03-18 03-19");
    except(&mut book, date(2027, 3, 13), What::Shoot);
    assert_eq!(first(&book, 3), "03-12 03-13 03-18");
    let clear = clear_date(&book, date(2027, 3, 13), String::new());
    put(&mut book, clear);
    assert_eq!(first(&book, 3), "03-12 03-18 03-19");
    // Six-day weeks.
    let week = set_days_off(
        &book,
        [false, false, false, false, false, false, true],
        String::new(),
    );
    put(&mut book, week);
    assert_eq!(first(&book, 3), "03-12 03-13 03-18");
}

#[test]
fn a_start_on_a_day_off_waits_for_the_next_working_day() {
    assert_eq!(first(&film("2027-03-13", "67"), 2), "03-15 03-16");
    let mut book = film("2027-03-13", "67");
    except(&mut book, date(2027, 3, 13), What::Shoot);
    assert_eq!(first(&book, 2), "03-13 03-15");
}

#[test]
fn a_calendar_without_a_start_or_without_working_days_ends() {
    for (start, off) in [
        ("", "67"),
        ("soon", ""),
        ("2027-03-12", "1234567"),
        ("9999-12-30", "67"),
    ] {
        assert!(
            Calendar::of(&film(start, off))
                .shoot_dates()
                .take(10)
                .count()
                < 3,
            "{start} {off}"
        );
    }
}

#[test]
fn what_is_said_twice_writes_nothing() {
    let mut book = film("2027-03-12", "67");
    except(&mut book, date(2027, 3, 15), What::Holiday);
    assert!(set_date(&book, date(2027, 3, 15), What::Holiday, "", String::new()).is_empty());
    assert!(clear_date(&book, date(2027, 3, 16), String::new()).is_empty());
    assert!(set_start(&book, Some(date(2027, 3, 12)), String::new()).is_empty());
    assert!(set_days_off(&book, Calendar::of(&book).days_off, String::new()).is_empty());
}

#[test]
fn a_month_has_whole_weeks_and_the_numbers_of_its_days() {
    let mut book = film("2027-03-12", "67");
    for (n, place) in crate::order::several(None, None, 15)
        .into_iter()
        .enumerate()
    {
        let id = Id::new(format!("d{n}"));
        let command = Command::new("")
            .put(Kind::Row, &id, "board", "main")
            .put(Kind::Row, &id, "what", "day")
            .put(Kind::Row, &id, "place", place);
        put(&mut book, command);
    }
    let (calendar, layout) = (Calendar::of(&book), board::layout(&book, &Id::new("main")));
    assert_eq!(
        months(&calendar, &layout),
        [date(2027, 3, 1), date(2027, 4, 1)]
    );
    let march = month(&calendar, &layout, date(2027, 3, 20));
    assert_eq!(
        (march.weeks.len(), march.weeks[0][0].date),
        (5, date(2027, 3, 1))
    );
    let cells: Vec<&Cell> = march
        .weeks
        .iter()
        .flatten()
        .filter(|c| c.n.is_some())
        .collect();
    assert_eq!(cells.len(), 15);
    assert_eq!(cells[1].date, date(2027, 3, 15));
    let april = month(&calendar, &layout, date(2027, 4, 1));
    assert!(!april.weeks[0][0].is_inside && april.weeks[0][3].is_inside);
}
