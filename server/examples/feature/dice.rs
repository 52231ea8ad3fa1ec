//! Numbers from a seed: the same film on every machine.

use shared::id::Id;

/// SplitMix64, fixed for ever: another one would be another film.
pub struct Dice(u64);

impl Dice {
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `n`; 0 where `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    pub fn id(&mut self) -> Id {
        let (left, right) = (self.next().to_be_bytes(), self.next().to_be_bytes());
        let mut bits = [0; 12];
        bits[..8].copy_from_slice(&left);
        bits[8..].copy_from_slice(&right[..4]);
        Id::from_random(bits)
    }

    pub fn bytes(&mut self) -> [u8; 8] {
        self.next().to_be_bytes()
    }
}
