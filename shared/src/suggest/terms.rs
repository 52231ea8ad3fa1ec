//! What an order is judged by: named terms and what each weighs.

/// One thing that an order should have little of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Term {
    /// Scenes on a date on which somebody they need is away.
    Forbidden,
    /// Eighths over the limit of a day.
    OverEighths,
    /// Minutes over the limit of a day.
    OverMin,
    /// Days up to the last one used.
    Days,
    /// Days on which somebody waits between two days of work (DOMAIN 3.6).
    Held,
    /// Changes of location within a day.
    MovesWithin,
    /// Changes of location between two days.
    MovesBetween,
    /// Changes between day and night within a day.
    LightChanges,
    /// Nights outdoors that a day outdoors follows on the next date (DOMAIN 3.11).
    Turnarounds,
    /// Scenes shot before one that the script has earlier, on the same day.
    Backwards,
}

impl Term {
    pub const ALL: [Term; 10] = [
        Self::Forbidden,
        Self::OverEighths,
        Self::OverMin,
        Self::Days,
        Self::Held,
        Self::MovesWithin,
        Self::MovesBetween,
        Self::LightChanges,
        Self::Turnarounds,
        Self::Backwards,
    ];

    /// Says whether a term counts what must not be: a date or a limit that is not kept.
    pub fn is_hard(self) -> bool {
        matches!(self, Self::Forbidden | Self::OverEighths | Self::OverMin)
    }
}

/// How much of each term an order has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Terms([i64; Term::ALL.len()]);

impl Terms {
    pub fn get(&self, term: Term) -> i64 {
        self.0[term as usize]
    }

    pub fn add(&mut self, term: Term, count: i64) {
        self.0[term as usize] += count;
    }

    /// Returns the weighted sum of what is a matter of more or less.
    pub(super) fn soft_cost(&self, weights: &Weights) -> i64 {
        let soft = Term::ALL.into_iter().filter(|term| !term.is_hard());
        soft.map(|term| self.get(term) * weights.get(term)).sum()
    }

    /// Returns the weighted sum.
    pub fn cost(&self, weights: &Weights) -> i64 {
        let each = self.0.iter().zip(&weights.0.0);
        each.map(|(count, weight)| count * weight).sum()
    }
}

/// What one of each term weighs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Weights(Terms);

impl Weights {
    /// Weighs nothing at all: a start for a sum of one's own.
    pub fn none() -> Self {
        Self(Terms::default())
    }

    pub fn with(mut self, term: Term, weight: i64) -> Self {
        self.0.0[term as usize] = weight.max(0);
        self
    }

    pub fn get(&self, term: Term) -> i64 {
        self.0.get(term)
    }
}

impl Default for Weights {
    /// In tenths of a held cast day, as a unit weighs them: a whole day of the company is worth
    /// some cast that waits, a move within a day costs an hour or two of it, one overnight little.
    /// Dates and limits weigh more than everything else together can.
    fn default() -> Self {
        Self::none()
            .with(Term::Forbidden, 100_000_000)
            .with(Term::OverEighths, 10_000)
            .with(Term::OverMin, 1_000)
            .with(Term::Days, 60)
            .with(Term::Held, 10)
            .with(Term::MovesWithin, 15)
            .with(Term::MovesBetween, 5)
            .with(Term::LightChanges, 6)
            .with(Term::Turnarounds, 25)
            .with(Term::Backwards, 1)
    }
}
