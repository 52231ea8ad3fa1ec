//! The breakdown: everything that scenes need, by category or by department, and one element's
//! card beside it.

mod add;
mod card;
mod categories;
mod category;
mod count;
mod dood;
mod doubles;
mod fields;
mod flags;
mod gaps;
mod links;
mod list;
mod mark;
mod marked;
mod merging;
mod number;
mod numbering;
mod pane;
mod quick;
mod recent;
mod room;
mod scenes;
mod sections;
mod sheet;
mod state;
mod tag;
mod words;

pub use dood::DropRule;
pub use mark::CategoryMark;
pub use marked::{Marked, pieces, use_marked};
pub use room::BreakdownRoom;
pub use sheet::SceneBreakdown;
pub use tag::{TagBar, use_tagging};
