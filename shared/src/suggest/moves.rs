//! The changes that the search tries: of one scene, of two, of a place's scenes, of whole days.

use crate::heading::Light;

use super::dice::Dice;
use super::problem::Problem;
use super::state::{Slot, State};

/// What a change touched, to take it back.
#[derive(Clone, Copy, Debug)]
pub(super) enum Change {
    /// The scenes of two days; how they were is kept in [`Kept`].
    Scenes(usize, usize),
    SwapDays(usize, usize),
    /// A day from one place to another.
    MoveDay(usize, usize),
    /// The days from the first to the last in turn.
    Reverse(usize, usize),
}

/// How two days were before a change of their scenes.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept([Slot; 2]);

/// The longest stretch of days that is turned round.
const TURN_DAYS: usize = 24;
/// How often another day is looked for before a step is given up.
const TRIES: usize = 4;

impl State {
    /// Makes a change by chance; nothing where chance found none that is possible.
    pub fn change(
        &mut self,
        problem: &Problem,
        dice: &mut Dice,
        kept: &mut Kept,
    ) -> Option<Change> {
        let used = self.used();
        if used == 0 {
            return None;
        }
        match dice.below(100) {
            0..=29 => self.move_scene(problem, dice, kept, used),
            30..=54 => self.swap_scenes(problem, dice, kept, used),
            55..=61 => self.turn_scene(problem, dice, kept, used),
            62..=66 => self.move_place(problem, dice, kept, used),
            67..=69 => self.swap_places(problem, dice, kept, used),
            70..=79 => {
                let (a, b) = two(dice, used)?;
                self.days(problem, Change::SwapDays(a, b))
            }
            80..=91 => {
                let (a, b) = two(dice, used)?;
                self.days(problem, Change::MoveDay(a, b))
            }
            _ => {
                let (a, b) = two(dice, used)?;
                let (first, last) = (a.min(b), a.max(b).min(a.min(b) + TURN_DAYS));
                self.days(problem, Change::Reverse(first, last))
            }
        }
    }

    /// Takes the last change back.
    pub fn undo(&mut self, problem: &Problem, change: Change, kept: &mut Kept) {
        match change {
            Change::Scenes(a, b) => {
                std::mem::swap(&mut self.slots[a], &mut kept.0[0]);
                if a != b {
                    std::mem::swap(&mut self.slots[b], &mut kept.0[1]);
                }
            }
            Change::MoveDay(a, b) => self.turn(problem, Change::MoveDay(b, a)),
            same => self.turn(problem, same),
        }
    }

    fn keep(&mut self, kept: &mut Kept, a: usize, b: usize) -> Change {
        kept.0[0].clone_from(&self.slots[a]);
        if a != b {
            kept.0[1].clone_from(&self.slots[b]);
        }
        Change::Scenes(a, b)
    }

    fn move_scene(
        &mut self,
        problem: &Problem,
        dice: &mut Dice,
        kept: &mut Kept,
        used: usize,
    ) -> Option<Change> {
        let from = self.busy_day(problem, dice, used)?;
        let at = dice.below(self.slots[from].scenes.len());
        let scene = self.slots[from].scenes[at];
        let item = problem.item(scene);
        let to = (0..TRIES)
            .map(|_| dice.below((used + 1).min(problem.slots)))
            .find(|to| {
                let slot = &self.slots[*to];
                let eighths = slot.eighths.saturating_add(item.eighths);
                let minutes = slot.minutes.saturating_add(item.minutes);
                let fits = problem.fits(*to, eighths, minutes);
                *to != from
                    && (fits || slot.scenes.is_empty())
                    && !problem.is_locked(*to)
                    && problem.is_open(scene, *to)
            })?;
        let change = self.keep(kept, from, to);
        self.slots[from].scenes.remove(at);
        self.put(problem, dice, scene, to);
        self.recount(problem, from);
        self.recount(problem, to);
        Some(change)
    }

    fn swap_scenes(
        &mut self,
        problem: &Problem,
        dice: &mut Dice,
        kept: &mut Kept,
        used: usize,
    ) -> Option<Change> {
        let a = self.busy_day(problem, dice, used)?;
        let b = self.busy_day(problem, dice, used)?;
        if a == b {
            return None;
        }
        let at = dice.below(self.slots[a].scenes.len());
        let other = dice.below(self.slots[b].scenes.len());
        let (left, right) = (self.slots[a].scenes[at], self.slots[b].scenes[other]);
        if !problem.is_open(left, b) || !problem.is_open(right, a) {
            return None;
        }
        let change = self.keep(kept, a, b);
        self.slots[a].scenes.remove(at);
        self.slots[b].scenes.remove(other);
        self.put(problem, dice, left, b);
        self.put(problem, dice, right, a);
        self.recount(problem, a);
        self.recount(problem, b);
        Some(change)
    }

    /// Gives a scene another place within its day.
    fn turn_scene(
        &mut self,
        problem: &Problem,
        dice: &mut Dice,
        kept: &mut Kept,
        used: usize,
    ) -> Option<Change> {
        let day = self.busy_day(problem, dice, used)?;
        let count = self.slots[day].scenes.len();
        let (from, to) = two(dice, count)?;
        let change = self.keep(kept, day, day);
        let scene = self.slots[day].scenes.remove(from);
        self.slots[day].scenes.insert(to, scene);
        self.recount(problem, day);
        Some(change)
    }

    /// Moves all scenes of one place from a day to another.
    fn move_place(
        &mut self,
        problem: &Problem,
        dice: &mut Dice,
        kept: &mut Kept,
        used: usize,
    ) -> Option<Change> {
        let from = self.busy_day(problem, dice, used)?;
        let at = dice.below(self.slots[from].scenes.len());
        let place = problem.item(self.slots[from].scenes[at]).place;
        let to = dice.below((used + 1).min(problem.slots));
        if to == from || problem.is_locked(to) {
            return None;
        }
        let change = self.keep(kept, from, to);
        let mut scenes = std::mem::take(&mut self.slots[from].scenes);
        let target = &mut self.slots[to].scenes;
        // Behind the scenes that are shot at that place already.
        let behind = target.iter().rposition(|s| problem.item(*s).place == place);
        let behind = behind.map_or(target.len(), |n| n + 1);
        let going = scenes.iter().filter(|s| problem.item(**s).place == place);
        target.splice(behind..behind, going.copied());
        scenes.retain(|s| problem.item(*s).place != place);
        self.slots[from].scenes = scenes;
        self.recount(problem, from);
        self.recount(problem, to);
        Some(change)
    }

    /// Exchanges the scenes of one place and light on a day for those of another day.
    fn swap_places(
        &mut self,
        problem: &Problem,
        dice: &mut Dice,
        kept: &mut Kept,
        used: usize,
    ) -> Option<Change> {
        let a = self.busy_day(problem, dice, used)?;
        let b = self.busy_day(problem, dice, used)?;
        if a == b {
            return None;
        }
        let mut group = |day: usize| {
            let at = dice.below(self.slots[day].scenes.len());
            let item = problem.item(self.slots[day].scenes[at]);
            (item.place, item.light)
        };
        let (left, right) = (group(a), group(b));
        let change = self.keep(kept, a, b);
        let is = |scene: &u16, group: (u16, Option<Light>)| {
            let item = problem.item(*scene);
            (item.place, item.light) == group
        };
        let (going, staying): (Vec<u16>, Vec<u16>) = self.slots[a]
            .scenes
            .iter()
            .partition(|scene| is(scene, left));
        let (coming, keeping): (Vec<u16>, Vec<u16>) = self.slots[b]
            .scenes
            .iter()
            .partition(|scene| is(scene, right));
        self.slots[a].scenes = staying;
        self.slots[b].scenes = keeping;
        for (scenes, day) in [(coming, a), (going, b)] {
            for scene in scenes {
                let at = self.fitting(problem, scene, day);
                self.slots[day].scenes.insert(at, scene);
            }
            self.recount(problem, day);
        }
        Some(change)
    }

    fn days(&mut self, problem: &Problem, change: Change) -> Option<Change> {
        let (first, last) = match change {
            Change::SwapDays(a, b) | Change::MoveDay(a, b) | Change::Reverse(a, b) => {
                (a.min(b), a.max(b))
            }
            Change::Scenes(..) => return None,
        };
        let is_free = match change {
            Change::SwapDays(..) => !problem.is_locked(first) && !problem.is_locked(last),
            _ => !(first..=last).any(|n| problem.is_locked(n)),
        };
        if first == last || !is_free {
            return None;
        }
        self.turn(problem, change);
        Some(change)
    }

    fn turn(&mut self, problem: &Problem, change: Change) {
        match change {
            Change::SwapDays(a, b) => {
                self.slots.swap(a, b);
                self.recount_dates(problem, a, a);
                self.recount_dates(problem, b, b);
            }
            Change::MoveDay(from, to) if from < to => {
                self.slots[from..=to].rotate_left(1);
                self.recount_dates(problem, from, to);
            }
            Change::MoveDay(from, to) => {
                self.slots[to..=from].rotate_right(1);
                self.recount_dates(problem, to, from);
            }
            Change::Reverse(first, last) => {
                self.slots[first..=last].reverse();
                self.recount_dates(problem, first, last);
            }
            Change::Scenes(..) => {}
        }
    }

    // What a day adds depends on its date only where a scene is bound to dates.
    fn recount_dates(&mut self, problem: &Problem, first: usize, last: usize) {
        if problem.is_bound {
            (first..=last).for_each(|n| self.recount(problem, n));
        }
    }

    /// Puts a scene where it disturbs a day least: behind one of its place and light, mostly.
    pub fn put(&mut self, problem: &Problem, dice: &mut Dice, scene: u16, day: usize) {
        let at = if dice.below(4) == 0 {
            dice.below(self.slots[day].scenes.len() + 1)
        } else {
            self.fitting(problem, scene, day)
        };
        self.slots[day].scenes.insert(at, scene);
    }

    pub fn fitting(&self, problem: &Problem, scene: u16, day: usize) -> usize {
        let item = problem.item(scene);
        let scenes = &self.slots[day].scenes;
        let near = |other: &u16| {
            let other = problem.item(*other);
            i32::from(other.place == item.place) * 2 + i32::from(other.light == item.light)
        };
        let mut best = (-1, scenes.len());
        for (n, other) in scenes.iter().enumerate() {
            let near = near(other);
            // Of the same place and light in the order of the script.
            let is_behind = near > best.0 || (near == best.0 && *other < scene);
            if is_behind {
                best = (near, if *other < scene { n + 1 } else { n });
            }
        }
        best.1
    }

    /// Returns a day by chance that may change and has a scene.
    fn busy_day(&self, problem: &Problem, dice: &mut Dice, used: usize) -> Option<usize> {
        (0..TRIES)
            .map(|_| dice.below(used))
            .find(|n| !problem.is_locked(*n) && !self.slots[*n].scenes.is_empty())
    }
}

/// Returns two different numbers below `n`.
fn two(dice: &mut Dice, n: usize) -> Option<(usize, usize)> {
    let a = dice.below(n);
    let b = dice.below(n);
    (a != b).then_some((a, b))
}
