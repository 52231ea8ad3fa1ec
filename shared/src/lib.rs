//! Records, rules, formats and the replica of Callboard: no I/O, no clock, no randomness.

pub mod access;
pub mod chunk;
pub mod eighths;
pub mod formats;
pub mod heading;
pub mod id;
pub mod wire;
