//! The first screen: the productions on this device, and how one begins, arrives or is joined.

mod acts;
mod card;
mod create;
mod join;
mod remove;
mod room;

pub use acts::{export, import_bytes, load_sample, open_file};
pub use create::{ZoneList, kind_name, kind_options, zone_error};
pub use join::JoinRoom;
pub use room::HomeRoom;
