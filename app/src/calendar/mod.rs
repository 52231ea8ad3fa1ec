//! The calendar's room: months with their shoot days, days off and exceptions.

pub mod dates;
mod edit;
mod room;

pub use room::CalendarRoom;
