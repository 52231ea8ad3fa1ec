//! What every issued document of the schedule and the script is shown with: its cover, and who
//! has it.

mod cover;
mod holders;

pub use cover::{IssuedCover, Newer};
pub use holders::WhoHasIt;
