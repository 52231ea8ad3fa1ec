//! A small set of numbers: who of the cast works on a day.

/// The most performers that are told apart.
pub const MOST: usize = 64 * WORDS;
const WORDS: usize = 4;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Bits([u64; WORDS]);

impl Bits {
    pub fn set(&mut self, n: usize) {
        if let Some(word) = self.0.get_mut(n / 64) {
            *word |= 1 << (n % 64);
        }
    }

    pub fn join(&mut self, other: &Bits) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    /// Counts who is in both others and not here.
    pub fn missing(&self, before: &Bits, after: &Bits) -> i64 {
        let words = self.0.iter().zip(&before.0).zip(&after.0);
        words
            .map(|((own, before), after)| i64::from((before & after & !own).count_ones()))
            .sum()
    }

    /// Counts who is in both.
    pub fn common(&self, other: &Bits) -> i64 {
        let words = self.0.iter().zip(&other.0);
        words.map(|(a, b)| i64::from((a & b).count_ones())).sum()
    }
}
