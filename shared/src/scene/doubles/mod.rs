//! Scenes that two people made apart by importing one draft, and their merge into one.
//!
//! Of doubles the one with the lowest id stays, so two people who merge apart keep the same one.
//! The others are taken away and name it (`into`), so that what the floor says of them, also
//! later, counts for the one that stays.

mod find;
mod late;
mod merge;
mod sides;

use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;

pub use find::{Double, doubles};
pub use late::{Late, late, settle};
pub use merge::{Clash, Picks, clashes, merge};

/// The kinds that [`doubles`] reads.
pub const KINDS: &[Kind] = &[
    Kind::Scene,
    Kind::SceneText,
    Kind::Draft,
    Kind::Character,
    Kind::Location,
];

/// Returns the scene that stands for another one: itself, unless it was a double and went into
/// another.
pub fn now(book: &Book, scene: &Id) -> Id {
    let mut at = scene.clone();
    while let Some(record) = book.any(&Kind::Scene, &at)
        && record.is_removed()
        && let Some(into) = record.link("into")
        // Only ever downwards, so that no two can name each other.
        && into < at
    {
        at = into;
    }
    at
}

#[cfg(test)]
mod tests;
