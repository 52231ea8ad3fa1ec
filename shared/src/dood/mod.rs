//! The day out of days: who or what is needed on which date, and which days between are held,
//! dropped or free (DOMAIN 3.6).
//!
//! [`row`] is the rule, over plain dates; [`grid`] asks it for every element of a category on a
//! board as it is planned, [`actual_grid`] as the set reported it.

mod actual;
mod cell;
mod csv;
mod events;
mod gap;
mod grid;
mod options;
mod row;

pub use cell::{Cell, Letters, WorkDay};
pub use csv::{CsvWords, csv};
pub use events::What;
pub use gap::{Gap, Pin, pin, unpin};
pub use grid::{
    Grid, GridColumn, GridRow, actual_grid, grid, locations, people, performers, row_of,
};
pub use options::{BadLetter, LETTERS_MAX, letter, options};
pub use row::{
    Bound, Column, Company, Drop, DropDisplay, Options, Paid, Row, Settings, Totals, row,
};

use crate::kind::Kind;

/// The kinds that [`grid`] reads, beside those of a board.
pub const KINDS: &[Kind] = &[
    Kind::Category,
    Kind::Element,
    Kind::Character,
    Kind::Event,
    Kind::Location,
];

#[cfg(test)]
mod tests;
