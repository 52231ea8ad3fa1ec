//! The replica as a state machine: events in, effects out, no I/O.

pub mod protocol;
