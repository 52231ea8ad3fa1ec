//! What comes out of the schedule: drafts of its documents, and what was issued of them.

mod cells;
mod codes;
mod document;
mod drop;
mod edition;
mod exchange;
mod grid;
mod room;
mod sheets;
mod words;

pub use document::Code;
pub use edition::EditionRoom;
pub use room::SchedulesRoom;
pub use words::edition as edition_name;
