//! Which scene of a file is which scene of the book: by its words, its number, its heading.
//!
//! A scene of the file is matched at most once, and so is one of the book: nothing doubles.

mod align;
mod likeness;
mod parts;
mod rising;
mod signature;

pub use align::Evidence;
pub(crate) use align::{Alignment, Told};
pub(crate) use likeness::Likeness;
pub(crate) use parts::parts;
pub(crate) use rising::rising;
pub(crate) use signature::{Signature, signature};

/// Returns for each scene of the file the index of its scene in the book.
pub(crate) fn align(book: &[Signature], file: &[Signature]) -> Vec<Option<usize>> {
    let likeness = Likeness::of(book, file);
    Alignment::of(book, file, &likeness, &Told::default()).matched()
}

#[cfg(test)]
mod tests;
