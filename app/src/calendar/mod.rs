//! The calendar's room: months or a list with prep, shoot and wrap, days off and exceptions.

pub mod dates;
mod edit;
mod events;
mod list;
mod months;
mod phases;
mod room;
mod span;
mod stretch;
mod words;

pub use events::{Events, event_word};
pub use room::CalendarRoom;
pub use words::phase_words;
