//! The search itself: it runs in slices, keeps the best order it met, and starts over from there
//! with more patience when it got stuck.

use super::dice::Dice;
use super::greedy::greedy;
use super::moves::Kept;
use super::problem::Problem;
use super::proposal::Proposal;
use super::state::State;
use super::terms::Terms;

/// How many steps back a new order is compared with, at first and at most.
const MEMORY: usize = 500;
const MEMORY_MOST: usize = 64_000;
/// Steps without a better order, for each remembered one, after which the search starts over.
const PATIENCE: u64 = 60;
/// One large step in so many.
const LARGE_ONE_IN: usize = 400;

/// The best order so far.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Best {
    pub terms: Terms,
    /// The weighted sum of the terms.
    pub cost: i64,
    /// The steps that the search had made when it found it.
    pub found_at: u64,
    pub(super) days: Vec<Vec<u16>>,
}

/// A search that can be paused at any step.
#[derive(Clone, Debug)]
pub struct Search {
    problem: Problem,
    dice: Dice,
    state: State,
    kept: Kept,
    cost: i64,
    /// What the last accepted orders cost: late acceptance.
    memory: Vec<i64>,
    at: usize,
    steps: u64,
    /// The step at which the memory was last filled anew or a better order was found.
    since: u64,
    best: Best,
    greedy: Terms,
}

impl Search {
    /// Starts from the greedy order. The same problem and seed give the same orders everywhere.
    pub fn new(problem: Problem, seed: u64) -> Self {
        let days = greedy(&problem);
        let mut state = State::new(&problem, &days);
        let (cost, terms) = (state.cost(&problem), state.terms(&problem));
        Self {
            dice: Dice(seed),
            kept: Kept::default(),
            memory: vec![cost; MEMORY],
            at: 0,
            steps: 0,
            since: 0,
            best: Best {
                terms,
                cost,
                found_at: 0,
                days,
            },
            greedy: terms,
            cost,
            state,
            problem,
        }
    }

    /// Goes on for so many steps, each the work of judging one order, and returns the best so far.
    pub fn run(&mut self, steps: u64) -> &Best {
        let end = self.steps.saturating_add(steps);
        while self.steps < end && !self.problem.items.is_empty() {
            self.step();
        }
        if self.best.found_at > 0 {
            self.best.terms = State::new(&self.problem, &self.best.days).terms(&self.problem);
        }
        &self.best
    }

    pub fn best(&self) -> &Best {
        &self.best
    }

    pub fn steps(&self) -> u64 {
        self.steps
    }

    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// Returns the terms of the greedy order, to measure the best against.
    pub fn greedy(&self) -> &Terms {
        &self.greedy
    }

    /// Returns the best order so far as days of scenes.
    pub fn proposal(&self) -> Proposal {
        Proposal::of(&self.problem, &self.best)
    }

    fn step(&mut self) {
        self.steps += 1;
        if self.dice.below(LARGE_ONE_IN) == 0 {
            self.large();
        } else if let Some(change) =
            self.state
                .change(&self.problem, &mut self.dice, &mut self.kept)
        {
            let cost = self.state.cost(&self.problem);
            if self.is_accepted(cost) {
                self.take(cost);
            } else {
                self.state.undo(&self.problem, change, &mut self.kept);
            }
            self.remember();
        }
        let patience = PATIENCE * self.memory.len() as u64;
        if self.steps - self.since > patience {
            self.start_over();
        }
    }

    fn large(&mut self) {
        let before = self.state.clone();
        self.steps += self.state.rebuild(&self.problem, &mut self.dice);
        let cost = self.state.cost(&self.problem);
        if self.is_accepted(cost) {
            self.take(cost);
        } else {
            self.state = before;
        }
        self.remember();
    }

    fn is_accepted(&self, cost: i64) -> bool {
        cost <= self.cost || cost <= self.memory[self.at]
    }

    fn take(&mut self, cost: i64) {
        self.cost = cost;
        if cost < self.best.cost {
            self.best.cost = cost;
            self.best.found_at = self.steps;
            self.since = self.steps;
            let days = self.state.slots.iter().map(|slot| &slot.scenes);
            self.best.days.resize(self.state.slots.len(), Vec::new());
            for (kept, day) in self.best.days.iter_mut().zip(days) {
                kept.clone_from(day);
            }
        }
    }

    fn remember(&mut self) {
        self.memory[self.at] = self.memory[self.at].min(self.cost);
        self.at = (self.at + 1) % self.memory.len();
    }

    /// Shakes the best order and goes on from there, with a longer memory.
    fn start_over(&mut self) {
        self.state = State::new(&self.problem, &self.best.days);
        let shakes = 2 + self.dice.below(self.state.used().max(1));
        for _ in 0..shakes {
            self.state
                .change(&self.problem, &mut self.dice, &mut self.kept);
        }
        self.cost = self.state.cost(&self.problem);
        let length = (self.memory.len() * 2).min(MEMORY_MOST);
        self.memory = vec![self.cost; length];
        (self.at, self.since) = (0, self.steps);
    }
}
