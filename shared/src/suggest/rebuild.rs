//! The large step: some scenes that belong together are taken out, and each is put back where it
//! costs least.

use super::dice::Dice;
use super::problem::Problem;
use super::state::State;

/// The most scenes that are taken out at once.
const OUT: usize = 10;

impl State {
    /// Takes scenes out and puts them back; returns how often the objective was worked out.
    pub fn rebuild(&mut self, problem: &Problem, dice: &mut Dice) -> u64 {
        let used = self.used();
        let mut out = self.take_out(problem, dice, used);
        dice.shuffle(&mut out);
        let mut looks = 0;
        for scene in out {
            looks += self.put_best(problem, scene, used);
        }
        self.close_gaps(problem);
        looks
    }

    fn take_out(&mut self, problem: &Problem, dice: &mut Dice, used: usize) -> Vec<u16> {
        let first = dice.below(used.max(1));
        let is_free = |n: usize| !problem.is_locked(n);
        let Some(seed) = self
            .slots
            .get(first)
            .and_then(|slot| slot.scenes.first().copied())
        else {
            return Vec::new();
        };
        let item = problem.item(seed);
        let how = dice.below(4);
        let mut days: Vec<usize> = (0..used).filter(|n| is_free(*n)).collect();
        dice.shuffle(&mut days);
        let mut out = Vec::new();
        for n in days {
            if out.len() >= OUT {
                break;
            }
            let is_out = |scene: &u16| match how {
                // A whole day, perhaps to save it.
                0 => n == first,
                1 => item.place > 0 && problem.item(*scene).place == item.place,
                2 => problem.item(*scene).cast.common(&item.cast) > 0,
                _ => n == first || n == first + 1,
            };
            let scenes = &mut self.slots[n].scenes;
            let before = scenes.len();
            let room = OUT - out.len();
            let going: Vec<u16> = scenes
                .iter()
                .copied()
                .filter(|s| is_out(s))
                .take(room)
                .collect();
            scenes.retain(|scene| !going.contains(scene));
            if scenes.len() != before {
                out.extend(going);
                self.recount(problem, n);
            }
        }
        out
    }

    fn put_best(&mut self, problem: &Problem, scene: u16, used: usize) -> u64 {
        let mut best: Option<(i64, usize, usize)> = None;
        let mut looks = 0;
        let is_free = |n: &usize| !problem.is_locked(*n) && problem.is_open(scene, *n);
        let free: Vec<usize> = (0..(used + 1).min(problem.slots)).filter(is_free).collect();
        // Where no date is open within the order, all days of the calendar are looked at.
        let free = if free.is_empty() {
            (0..problem.slots)
                .filter(|n| !problem.is_locked(*n))
                .collect()
        } else {
            free
        };
        for day in free {
            let at = self.fitting(problem, scene, day);
            self.slots[day].scenes.insert(at, scene);
            self.recount(problem, day);
            let cost = self.cost(problem);
            self.slots[day].scenes.remove(at);
            self.recount(problem, day);
            looks += 1;
            if best.is_none_or(|(least, ..)| cost < least) {
                best = Some((cost, day, at));
            }
        }
        if let Some((_, day, at)) = best {
            self.slots[day].scenes.insert(at, scene);
            self.recount(problem, day);
        }
        looks
    }

    /// Moves days up where one became empty, if nothing is bound to dates behind it.
    fn close_gaps(&mut self, problem: &Problem) {
        let mut n = 0;
        while n < self.used() {
            let used = self.used();
            let is_gap = self.slots[n].scenes.is_empty();
            if is_gap && !(n..used).any(|n| problem.is_locked(n)) {
                let before = self.cost(problem);
                self.slots[n..used].rotate_left(1);
                (n..used).for_each(|n| self.recount(problem, n));
                if self.cost(problem) > before {
                    self.slots[n..used].rotate_right(1);
                    (n..used).for_each(|n| self.recount(problem, n));
                    n += 1;
                }
            } else {
                n += 1;
            }
        }
    }
}
