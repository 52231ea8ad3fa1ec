//! The breakdown: what each scene needs, by category. Elements, and the people of the script as
//! the elements of the category Cast Members.
//!
//! Which days an element is needed on is the work of `dood`.

mod apart;
pub mod category;
mod duplicates;
mod edit;
pub(crate) mod element;
mod flag;
mod links;
mod lists;
mod merge;
mod numbers;
pub(crate) mod tags;

pub use apart::{Apart, keep_apart};
pub use category::{CategoryView, DoodDefaults, Standard, categories, category};
pub use duplicates::{Duplicate, Reason, duplicates};
pub use edit::{
    add, add_category, edit, edit_category, flag, link, make, recategorise, remove, set_count,
    set_part, tag, unflag, unlink,
};
pub use element::{DoodSettings, ElementView, all, elements, find, in_category, kind_of, matches};
pub use flag::{Flag, suggested};
pub use links::{Missing, add_missing, missing, missing_in};
pub use lists::{Group, Sheet, SheetElement, by_category, by_department, sheet, uses};
pub use merge::merge;
pub use numbers::{Numbering, lock_numbers, number_cast, unlock_numbers};

use crate::kind::Kind;

/// The kinds that [`elements`] and [`sheet`] read.
pub const KINDS: &[Kind] = &[
    Kind::Category,
    Kind::Element,
    Kind::Character,
    Kind::Scene,
    Kind::Location,
    Kind::Department,
    Kind::Unit,
];

#[cfg(test)]
mod tests;
