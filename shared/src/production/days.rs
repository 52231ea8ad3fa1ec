//! The days of a board by number, for naming them. Dates are the calendar's.

use crate::board::{active, plan_of};
use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;

fn rows<'a>(book: &'a Book, board: &Id) -> Vec<&'a Record> {
    let mut rows: Vec<&Record> = book
        .all(&Kind::Row)
        .filter(|row| row.text("what") == "day" && row.text("board") == board.as_str())
        .map(|row| &**row)
        .collect();
    rows.sort_by(|a, b| (a.text("place"), &a.id).cmp(&(b.text("place"), &b.id)));
    rows
}

/// Returns the number of a day's row on its own board, from 1.
pub fn number_of_row(book: &Book, row: &Id) -> Option<usize> {
    let board = Id::new(book.get(&Kind::Row, row)?.text("board"));
    let at = rows(book, &board).iter().position(|r| r.id == *row)?;
    Some(at + 1)
}

/// Returns the number of a day by the id of its plan: on the board in use, or else on the board
/// that it was planned on.
pub fn number_of(book: &Book, plan: &Id) -> Option<usize> {
    let at = rows(book, &active(book))
        .iter()
        .position(|row| plan_of(row) == *plan);
    at.map(|n| n + 1).or_else(|| number_of_row(book, plan))
}

/// Returns the number of the day that a place of a board lies in, from 1.
pub fn number_at(book: &Book, board: &Id, place: &str) -> Option<usize> {
    let before = rows(book, board)
        .iter()
        .take_while(|row| row.text("place") <= place)
        .count();
    (before > 0).then_some(before)
}

/// Returns how many days the active board has.
pub fn count(book: &Book) -> usize {
    book.production()
        .and_then(|p| p.link("active_board"))
        .map_or(0, |board| rows(book, &board).len())
}
