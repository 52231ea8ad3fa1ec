//! Scenes and the people in them: reading them in script order, changing them, importing a script.
//!
//! Where a scene stands in the shoot is the work of `board`.

mod character;
mod differences;
pub mod doubles;
mod edit;
mod import;
mod lock;
pub(crate) mod matching;
pub mod number;
mod text;
mod view;

pub(crate) use character::last_order;
pub use character::{CharacterView, characters, find, find_or_make, name_key, next_number};
pub use differences::{Difference, Piece, differences, pieces};
pub use edit::{NewScene, Part, add, cast_by_name, edit, edit_eighths, remove, set_cast};
pub use import::{
    CastNumbers, Change, Choices, Comparison, Fate, Gone, Missing, Options, Overlap, Plan, Planned,
    Tally, Whose, file_hash, import, plan,
};
pub use lock::{Lock, lock, lock_numbers, unlock_numbers};
pub use matching::Evidence;
pub use text::{Draft, drafts, words};
pub use view::{
    CastView, KINDS, SceneView, cast_order, eighths, in_order, int_ext, matches, text, time_of_day,
};

#[cfg(test)]
mod tests;
