//! Taking over a crew list from a spreadsheet: the text becomes a table, the columns get a
//! meaning, a preview says what would happen, and one command does it.

mod column;
mod preview;
mod table;
#[cfg(test)]
mod tests;
mod write;

pub use column::{Column, Mapping, column_of, guess};
pub use preview::{Deed, ImportRow, LeftOut, Preview, Skipped, preview};
pub use table::{Table, TableRow, read_table};
pub use write::import;
