//! Records, rules, formats and the replica of Callboard: no I/O, no clock, no randomness.

pub mod access;
pub mod board;
pub mod book;
pub mod calendar;
pub mod callsheet;
pub mod chunk;
pub mod clock;
pub mod command;
pub mod conflict;
pub mod eighths;
pub mod engine;
pub mod floor;
pub mod formats;
pub mod heading;
pub mod id;
pub mod kind;
pub mod location;
pub mod log;
pub mod order;
pub mod people;
pub mod production;
pub mod record;
pub mod revision;
pub mod sample;
pub mod scene;
pub mod wire;
