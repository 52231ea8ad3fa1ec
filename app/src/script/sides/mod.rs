//! Sides: a day's pages of the script, as a draft and issued.

mod document;
mod edition;
mod link;
mod room;

pub use edition::SideRoom;
pub use link::SidesLink;
pub use room::SidesRoom;
