//! Files of the trade, read leniently and written strictly.

mod assemble;
mod binary;
mod fdx;
mod fountain;
pub mod layout;
pub mod screenplay;
mod script;
pub(crate) mod table;
pub mod text;
pub mod uss;

pub(crate) use assemble::cue_name;
pub use binary::NotAScreenplay;
pub use screenplay::Screenplay;
pub use script::{MAX_SCRIPT_BYTES, read_script, read_script_with, script_report};
