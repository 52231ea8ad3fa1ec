//! Scenes that may have been split or merged: their words stand in two.

use super::{Alignment, Likeness, Signature};

/// A scene of the book whose words stand in two of the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Split {
    pub book: usize,
    /// The scene of the file that it is.
    pub is: usize,
    /// The new scene of the file that has other words of it.
    pub part: usize,
}

/// A scene of the book that the file does not have or has only as omitted, and whose words stand
/// in another one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Merge {
    pub book: usize,
    /// The scene of the file that has its words.
    pub into: usize,
}

/// So much of a part must come from the other scene, in per cent.
const PART: u64 = 40;

/// Lists what looks like a split or a merge.
pub(crate) fn parts(
    book: &[Signature],
    file: &[Signature],
    likeness: &Likeness,
    alignment: &Alignment,
) -> (Vec<Split>, Vec<Merge>) {
    let pairs: Vec<(usize, usize)> = alignment
        .matched()
        .into_iter()
        .enumerate()
        .filter_map(|(n, at)| Some((n, at?)))
        .collect();
    let splits = (0..file.len())
        .filter(|n| alignment.pairs[*n].is_none() && !likeness.is_thin(*n))
        .filter_map(|part| {
            let from = pairs
                .iter()
                .filter(|(_, at)| likeness.percent(part, *at) > 0)
                .map(|(is, at)| (likeness.came_from(part, *at, *is), *is, *at));
            let (percent, is, book) =
                from.max_by_key(|(percent, is, _)| (*percent, usize::MAX - is))?;
            (percent >= PART).then_some(Split { book, is, part })
        })
        .collect();
    let mut is_there = vec![false; book.len()];
    for (n, at) in &pairs {
        // A draft with locked numbers leaves "13 OMITTED" where 13 went into another.
        is_there[*at] = !file[*n].is_omitted;
    }
    let merges = (0..book.len())
        .filter(|i| !is_there[*i] && !likeness.is_thin_here(*i) && !book[*i].is_omitted)
        .filter_map(|gone| {
            let into = pairs
                .iter()
                .filter(|(n, at)| *at != gone && likeness.percent(*n, gone) > 0)
                .map(|(n, at)| (likeness.went_into(gone, *n, *at), *n));
            let (percent, into) = into.max_by_key(|(percent, n)| (*percent, usize::MAX - n))?;
            (percent >= PART).then_some(Merge { book: gone, into })
        })
        .collect();
    (splits, merges)
}
