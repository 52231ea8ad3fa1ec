//! How often the matching is right about a draft of which the truth is known.

use shared::book::Book;
use shared::id::Id;
use shared::scene::{
    CastNumbers, Choices, Comparison, Options, Overlap, Plan, import, in_order, plan,
};

use crate::drafts::Draft;

/// What was said, what of it is right, and what could have been said.
#[derive(Clone, Copy, Default, Debug)]
pub struct Score {
    pub right: usize,
    pub said: usize,
    pub true_: usize,
}

impl Score {
    fn add(&mut self, other: Score) {
        self.right += other.right;
        self.said += other.said;
        self.true_ += other.true_;
    }

    /// How much of what was said is right, in per cent.
    pub fn precision(&self) -> f64 {
        100.0 * self.right as f64 / self.said.max(1) as f64
    }

    /// How much of what is true was said, in per cent.
    pub fn recall(&self) -> f64 {
        100.0 * self.right as f64 / self.true_.max(1) as f64
    }
}

#[derive(Clone, Copy, Default, Debug)]
pub struct Scores {
    /// A scene of the draft is that scene of the first.
    pub scenes: Score,
    pub splits: Score,
    pub merges: Score,
    /// Pairs that are wrong and carry no badge that asks somebody to look.
    pub silent: usize,
}

impl Scores {
    pub fn add(&mut self, other: Scores) {
        self.scenes.add(other.scenes);
        self.splits.add(other.splits);
        self.merges.add(other.merges);
        self.silent += other.silent;
    }
}

/// Returns a book with a first draft in it.
pub fn book_of(first: &Draft) -> Book {
    let mut n = 0;
    let mut new_id = || {
        n += 1;
        Id::new(format!("n{n:05}"))
    };
    let mut book = Book::default();
    let command = import(&book, &first.script, &Options::default(), &mut new_id);
    book.apply(&command);
    book
}

pub fn planned(book: &Book, draft: &Draft) -> Plan {
    let comparison = Comparison::of(book, &draft.script);
    let choices = Choices::default();
    plan(
        book,
        &draft.script,
        &comparison,
        &choices,
        CastNumbers::default(),
    )
}

/// Compares what the matching says of a later draft with what is true.
pub fn score(book: &Book, draft: &Draft) -> Scores {
    let plan = planned(book, draft);
    let ids: Vec<Id> = in_order(book)
        .iter()
        .map(|scene| scene.id.clone())
        .collect();
    let at = |id: &Id| {
        ids.iter()
            .position(|other| other == id)
            .unwrap_or(usize::MAX)
    };
    let mut scores = Scores::default();

    for (scene, planned) in draft.scenes.iter().zip(&plan.scenes) {
        // Of an omitted scene that went into another one only the number is left: no question.
        if scene.is_omitted {
            continue;
        }
        if let Some(id) = &planned.scene {
            scores.scenes.said += 1;
            let is_right = scene.from.contains(&at(id));
            scores.scenes.right += usize::from(is_right);
            scores.silent += usize::from(!is_right && !planned.is_suspected());
        }
    }
    // A scene in two parts can be one of them; two scenes in one can be either.
    let live = || draft.scenes.iter().filter(|scene| !scene.is_omitted);
    for n in 0..ids.len() {
        let holders: Vec<_> = live().filter(|scene| scene.from.contains(&n)).collect();
        let is_second = holders.iter().any(|scene| scene.from[0] != n);
        scores.scenes.true_ += usize::from(!holders.is_empty() && !is_second);
        scores.splits.true_ += usize::from(holders.len() > 1);
        scores.merges.true_ += usize::from(is_second);
    }
    for (scene, planned) in draft.scenes.iter().zip(&plan.scenes) {
        for part in &planned.parts {
            match part {
                Overlap::SplitOff { from } => {
                    let from = at(&from.id);
                    let holders = live().filter(|scene| scene.from.contains(&from)).count();
                    scores.splits.said += 1;
                    let is_right = holders > 1 && scene.from.contains(&from);
                    scores.splits.right += usize::from(is_right);
                }
                Overlap::Merged { with } => {
                    scores.merges.said += 1;
                    let is_right = scene.from.len() > 1 && scene.from.contains(&at(&with.id));
                    scores.merges.right += usize::from(is_right);
                }
                Overlap::Split { .. } => {}
            }
        }
    }
    scores
}
