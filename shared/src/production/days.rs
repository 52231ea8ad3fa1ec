//! The days of a board by number, for naming them. Dates are the calendar's.

use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;

fn rows(book: &Book, board: &Id) -> Vec<(String, Id)> {
    let mut rows: Vec<(String, Id)> = book
        .all(&Kind::Row)
        .filter(|row| row.text("what") == "day" && row.text("board") == board.as_str())
        .map(|row| (row.text("place").to_owned(), row.id.clone()))
        .collect();
    rows.sort();
    rows
}

/// Returns the number of a day on its board, from 1.
pub fn number_of(book: &Book, day: &Id) -> Option<usize> {
    let board = Id::new(book.get(&Kind::Row, day)?.text("board"));
    rows(book, &board)
        .iter()
        .position(|(_, id)| id == day)
        .map(|n| n + 1)
}

/// Returns the number of the day that a place of a board lies in, from 1.
pub fn number_at(book: &Book, board: &Id, place: &str) -> Option<usize> {
    let before = rows(book, board)
        .iter()
        .take_while(|(at, _)| at.as_str() <= place)
        .count();
    (before > 0).then_some(before)
}

/// Returns how many days the active board has.
pub fn count(book: &Book) -> usize {
    book.production()
        .and_then(|p| p.link("active_board"))
        .map_or(0, |board| rows(book, &board).len())
}
