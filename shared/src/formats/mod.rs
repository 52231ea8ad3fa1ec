//! Files of the trade, read leniently and written strictly.

mod assemble;
mod binary;
mod fountain;
pub mod screenplay;
pub mod text;

pub use binary::NotAScreenplay;
pub use screenplay::Screenplay;
