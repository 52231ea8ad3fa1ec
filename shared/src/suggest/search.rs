//! The search itself: it runs in slices, keeps the best order it met, and starts over from there
//! with more patience when it got stuck.

use super::dice::Dice;
use super::greedy::greedy;
use super::moves::Kept;
use super::problem::Problem;
use super::proposal::Proposal;
use super::state::State;
use super::terms::Terms;

/// How many rounds back a new order is compared with, at first; a film needs more for its scenes.
const MEMORY: usize = 150;
const MEMORY_MOST: usize = 16_000;
/// Rounds without a better order, for each remembered one, after which the search starts over.
const PATIENCE: u64 = 100;
/// How much worse than the best an order may be after a start, in thousandths, in turn.
const SLACK: [i64; 2] = [50, 20];
/// One large step in so many for each day: it judges several orders a day, so it takes a third of
/// the work.
const LARGE_ONE_IN: usize = 20;

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
    rounds: u64,
    /// How often it started over.
    starts: usize,
    /// The round in which it last started over or found a better order.
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
            memory: vec![cost; MEMORY + problem.items.len() / 2],
            at: 0,
            steps: 0,
            rounds: 0,
            starts: 0,
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
        if self.dice.below(LARGE_ONE_IN * self.state.used().max(1)) == 0 {
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
        self.rounds += 1;
        if self.rounds - self.since > PATIENCE * self.memory.len() as u64 {
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
            self.since = self.rounds;
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

    /// Starts over with a longer memory: from the best order, free to become somewhat worse for a
    /// while, or every third time from the greedy one, since the best may lie far from here.
    fn start_over(&mut self) {
        let first = MEMORY + self.problem.items.len() / 2;
        let longer = self.memory.len() * 3 / 2;
        let length = if longer > MEMORY_MOST { first } else { longer };
        let slack = if self.starts % 3 == 2 {
            self.state = State::new(&self.problem, &greedy(&self.problem));
            self.cost = self.state.cost(&self.problem);
            0
        } else {
            self.state = State::new(&self.problem, &self.best.days);
            self.cost = self.best.cost;
            // Dates and limits that cannot be kept are no reason to break more of them.
            let soft = self
                .state
                .terms(&self.problem)
                .soft_cost(&self.problem.weights);
            soft.saturating_mul(SLACK[self.starts % SLACK.len()]) / 1000
        };
        self.memory = vec![self.cost + slack; length];
        (self.at, self.since) = (0, self.rounds);
        self.starts += 1;
    }
}
