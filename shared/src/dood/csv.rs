//! The grid as CSV, for spreadsheets.

use super::cell::Letters;
use super::grid::Grid;
use crate::formats::table::table;

/// The words of the head, which come from the interface.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CsvWords<'a> {
    pub number: &'a str,
    pub name: &'a str,
    /// Stands before the number of a shoot day that has no date.
    pub day: &'a str,
    pub travel: &'a str,
    pub work: &'a str,
    pub rehearsal: &'a str,
    pub fitting: &'a str,
    pub hold: &'a str,
    pub holiday: &'a str,
    pub start: &'a str,
    pub finish: &'a str,
    pub total: &'a str,
}

/// Writes the grid as CSV: a head with ISO dates, then a line an element with its codes and totals.
pub fn csv(grid: &Grid, letters: &Letters, words: &CsvWords) -> String {
    let mut lines = vec![head(grid, words)];
    lines.extend(grid.rows.iter().map(|row| {
        let totals = &row.row.totals;
        let mut line = vec![row.number.to_string(), row.name.to_string()];
        line.extend(row.row.cells.iter().map(|cell| cell.code(letters)));
        let counts = [
            totals.travel,
            totals.work,
            totals.rehearsal,
            totals.fitting,
            totals.hold,
            totals.holiday,
        ];
        line.extend(counts.map(|n| n.to_string()));
        for date in [totals.start, totals.finish] {
            let date = date.filter(|_| grid.is_dated);
            line.push(date.map(|date| date.to_string()).unwrap_or_default());
        }
        line.push(totals.total.to_string());
        line
    }));
    table(lines)
}

fn head(grid: &Grid, words: &CsvWords) -> Vec<String> {
    let mut line = vec![words.number.to_owned(), words.name.to_owned()];
    line.extend(grid.columns.iter().map(|column| match column.date {
        Some(date) => date.to_string(),
        None => format!("{} {}", words.day, column.n.unwrap_or_default()),
    }));
    let totals = [
        words.travel,
        words.work,
        words.rehearsal,
        words.fitting,
        words.hold,
        words.holiday,
        words.start,
        words.finish,
        words.total,
    ];
    line.extend(totals.map(str::to_owned));
    line
}
