//! The app: what the page and the engine program share of it.
//!
//! One folder a noun, with its rooms and parts; `platform` is the only place that names the
//! browser's own interfaces.

pub mod board;
pub mod breakdown;
pub mod calendar;
pub mod callsheet;
pub mod distribution;
pub mod floor;
mod held;
pub mod home;
pub mod invite;
pub mod issued;
pub mod journal;
pub mod location;
pub mod pdf;
pub mod people;
pub mod platform;
pub mod rate;
pub mod report;
pub mod rules;
pub mod scene;
pub mod schedule;
pub mod script;
pub mod settings;
pub mod shell;
pub mod store;
pub mod sync;
pub mod today;
pub mod ui;
pub mod words;
