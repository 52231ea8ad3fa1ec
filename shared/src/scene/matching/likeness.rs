//! How alike the words of scenes are. A word that stands in few scenes weighs more than one that
//! stands in most, so that two scenes of the same people are not alike for their names alone.

use std::collections::HashMap;

use super::Signature;

/// Below so many words and pairs of words, likeness is no evidence by itself.
const THIN: usize = 8;
/// From so many scenes on, a word that stands in a quarter of them says nothing.
const MANY: usize = 24;

/// The words of all scenes, weighed, and how alike each two scenes are.
#[derive(Debug, Default)]
pub(crate) struct Likeness {
    book: Vec<Weighed>,
    file: Vec<Weighed>,
    weights: Vec<u32>,
    /// Per cent, a row for each scene of the file.
    table: Vec<u8>,
}

#[derive(Debug, Default)]
struct Weighed {
    /// In order.
    tokens: Vec<u32>,
    total: u64,
}

impl Likeness {
    pub fn of(book: &[Signature], file: &[Signature]) -> Self {
        let mut index: HashMap<u64, u32> = HashMap::new();
        let mut counts: Vec<u32> = Vec::new();
        for token in book.iter().chain(file).flat_map(|scene| &scene.tokens) {
            let next = u32::try_from(counts.len()).unwrap_or(u32::MAX);
            let at = *index.entry(*token).or_insert(next);
            match counts.get_mut(at as usize) {
                Some(count) => *count += 1,
                None => counts.push(1),
            }
        }
        let all = book.len() + file.len();
        let weights: Vec<u32> = counts.iter().map(|count| weight(*count, all)).collect();
        let weigh = |scene: &Signature| {
            let known = scene.tokens.iter().filter_map(|token| index.get(token));
            let mut tokens: Vec<u32> = known
                .copied()
                .filter(|t| weights[*t as usize] > 0)
                .collect();
            tokens.sort_unstable();
            let total = tokens.iter().map(|t| u64::from(weights[*t as usize])).sum();
            Weighed { tokens, total }
        };
        let mut likeness = Self {
            book: book.iter().map(weigh).collect(),
            file: file.iter().map(weigh).collect(),
            weights,
            table: Vec::new(),
        };
        likeness.table = likeness.compare();
        likeness
    }

    fn compare(&self) -> Vec<u8> {
        let mut at: Vec<Vec<u32>> = vec![Vec::new(); self.weights.len()];
        for (n, scene) in self.book.iter().enumerate() {
            for token in &scene.tokens {
                at[*token as usize].push(u32::try_from(n).unwrap_or_default());
            }
        }
        let mut table = Vec::with_capacity(self.book.len() * self.file.len());
        let mut shared = vec![0_u64; self.book.len()];
        for scene in &self.file {
            shared.fill(0);
            for token in &scene.tokens {
                let weight = u64::from(self.weights[*token as usize]);
                for there in &at[*token as usize] {
                    shared[*there as usize] += weight;
                }
            }
            for (other, shared) in self.book.iter().zip(&shared) {
                let all = scene.total + other.total - shared;
                let percent = (shared * 100).checked_div(all).unwrap_or_default();
                table.push(u8::try_from(percent).unwrap_or(100));
            }
        }
        table
    }

    /// Returns how much of all the words of a scene of the file and one of the book both have, in
    /// per cent.
    pub fn percent(&self, file: usize, book: usize) -> u8 {
        self.table[file * self.book.len() + book]
    }

    /// Says whether a scene of the file has too few words to be known by them.
    pub fn is_thin(&self, file: usize) -> bool {
        self.file[file].tokens.len() < THIN
    }

    /// Says the same of a scene of the book.
    pub fn is_thin_here(&self, book: usize) -> bool {
        self.book[book].tokens.len() < THIN
    }

    /// Returns how much of a scene of the file stands in one of the book and not in the other
    /// scene of the file that it became, in per cent.
    pub fn came_from(&self, part: usize, book: usize, became: usize) -> u64 {
        let (part, other) = (&self.file[part], &self.file[became]);
        self.only(part, &self.book[book], other)
    }

    /// Returns how much of a scene of the book stands in one of the file and not in the other
    /// scene of the book that it is, in per cent.
    pub fn went_into(&self, part: usize, file: usize, is: usize) -> u64 {
        let (part, other) = (&self.book[part], &self.book[is]);
        self.only(part, &self.file[file], other)
    }

    fn only(&self, part: &Weighed, within: &Weighed, without: &Weighed) -> u64 {
        let has = |scene: &Weighed, token: &u32| scene.tokens.binary_search(token).is_ok();
        let sum: u64 = part
            .tokens
            .iter()
            .filter(|token| has(within, token) && !has(without, token))
            .map(|token| u64::from(self.weights[*token as usize]))
            .sum();
        (sum * 100).checked_div(part.total).unwrap_or_default()
    }
}

// Whole numbers only: the same likeness natively and in a browser.
fn weight(count: u32, all: usize) -> u32 {
    let all = u32::try_from(all).unwrap_or(u32::MAX);
    if all as usize >= MANY && count.saturating_mul(4) > all {
        return 0;
    }
    1 + 2 * (all / count.max(1)).max(1).ilog2()
}
