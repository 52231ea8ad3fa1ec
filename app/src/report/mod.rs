//! The daily production report: live, frozen, signed; on a screen and on paper.

mod chart;
mod cost;
mod cover;
mod document;
mod late;
mod people;
mod progress;
mod room;
mod sign;
mod state;
mod words;

pub use room::DailyRoom;
