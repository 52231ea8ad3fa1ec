//! The browser: the only place, with the engine program, that names its interfaces.

pub mod random;
pub mod time;
pub mod worker;
