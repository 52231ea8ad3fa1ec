//! The browser: the only place, with the engine program, that names its interfaces.

pub mod disk;
pub mod dom;
pub mod drag;
pub mod files;
pub mod grid;
pub mod install;
pub mod intl;
pub mod kept;
pub mod links;
pub mod nav;
pub mod paper;
pub mod paste;
pub mod photo;
pub mod random;
pub mod selection;
pub mod time;
pub mod typesetter;
pub mod update;
pub mod when;
pub mod worker;
