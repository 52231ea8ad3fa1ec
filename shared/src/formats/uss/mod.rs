//! The Universal Schedule Standard: read leniently, written strictly, and taken into the book and
//! out of it (DOMAIN 4.2; the key names are those of the standard's version 0.1).

mod codec;
mod export;
mod fields;
mod import;
mod kept;
mod model;
mod read;
mod report;
mod scene_fields;
mod write;

pub use export::{ExportOptions, from_book};
pub use import::{Counts, ImportOptions, Imported, import};
pub use model::{
    Board, Breakdown, BreakdownKind, Calendar, Category, Element, Event, Extra, Header, Problem,
    Stripboard, Uss,
};
pub use read::{MAX_SCHEDULE_BYTES, NotASchedule, Read, read};
pub use report::{Opened, open, schedule_report};
pub use write::write;

#[cfg(test)]
mod tests;
