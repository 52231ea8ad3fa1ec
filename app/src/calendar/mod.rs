//! The calendar's room: months with their shoot days, days off and exceptions.

pub mod dates;
mod edit;
mod events;
mod room;

pub use events::{Events, event_word};
pub use room::CalendarRoom;
