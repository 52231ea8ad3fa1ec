//! The script as it reads: its pages, what the newest draft changed, search in the text, and sides.
//!
//! Everything here is made of records that only readers of the script hold. Importing a script is
//! the work of `scene`, reading its file that of `formats`.

mod body;
mod changes;
mod find;
mod keep;
mod locked;
mod pages;
mod read;
mod sides;
mod standing;

pub use body::{Page, Paragraph, Part, SCHEMA, SceneOnSides, Sides};
pub use find::{HITS_MAX, Hit, find};
pub(crate) use keep::{Heading, keep};
pub(crate) use locked::LockedPage;
pub use pages::{KINDS, Start, pages, starts};
pub use sides::{
    Edition, Order, SIDES_KINDS, draft, editions, holders, issue, latest, read_sides, received,
};
pub use standing::{Standing, standing};

#[cfg(test)]
mod locked_tests;
#[cfg(test)]
mod tests;
