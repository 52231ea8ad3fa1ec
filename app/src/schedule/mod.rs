//! What comes out of the schedule: drafts of its documents, and what was issued of them.

mod document;
mod edition;
mod exchange;
mod grid;
mod room;
mod sheets;
mod words;

pub use edition::EditionRoom;
pub use room::SchedulesRoom;
