//! An order under change: days with scenes, each with what it adds to the objective, so that a
//! change costs one look at the days it touched and one walk over all days.

use crate::heading::Light;

use super::bits::Bits;
use super::problem::Problem;
use super::terms::{Term, Terms};

/// A day of the order.
#[derive(Clone, Debug, Default)]
pub(super) struct Slot {
    pub scenes: Vec<u16>,
    pub cast: Bits,
    pub eighths: u32,
    pub minutes: u32,
    /// The first and last known location, 0 for none.
    pub first: u16,
    pub last: u16,
    pub light: Option<Light>,
    /// Terms that the day has by itself, weighted.
    pub inner: i64,
}

#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub slots: Vec<Slot>,
    /// For [`State::cost`]: who works on a day or later.
    later: Vec<Bits>,
}

impl State {
    pub fn new(problem: &Problem, days: &[Vec<u16>]) -> Self {
        let mut state = Self {
            slots: vec![Slot::default(); problem.slots],
            later: vec![Bits::default(); problem.slots + 1],
        };
        for (slot, scenes) in state.slots.iter_mut().zip(days) {
            slot.scenes.clone_from(scenes);
        }
        for n in 0..problem.slots {
            state.recount(problem, n);
        }
        state
    }

    /// Counts the days up to the last one used.
    pub fn used(&self) -> usize {
        let last = self.slots.iter().rposition(|slot| !slot.scenes.is_empty());
        last.map_or(0, |n| n + 1)
    }

    /// Adds up a day anew after its scenes or its place changed.
    pub fn recount(&mut self, problem: &Problem, n: usize) {
        let terms = inner(problem, n, &self.slots[n].scenes);
        let slot = &mut self.slots[n];
        (slot.cast, slot.eighths, slot.minutes) = (Bits::default(), 0, 0);
        (slot.first, slot.last) = (0, 0);
        let (mut day, mut night, mut twilight) = (0, 0, 0);
        for scene in &slot.scenes {
            let item = problem.item(*scene);
            slot.cast.join(&item.cast);
            slot.eighths = slot.eighths.saturating_add(item.eighths);
            slot.minutes = slot.minutes.saturating_add(item.minutes);
            if item.place > 0 {
                slot.last = item.place;
                if slot.first == 0 {
                    slot.first = item.place;
                }
            }
            let eighths = u64::from(item.eighths.max(1));
            match item.sky {
                Some(Light::Day) => day += eighths,
                Some(Light::Night) => night += eighths,
                Some(Light::Twilight) => twilight += eighths,
                None => {}
            }
        }
        // As `board::outdoor_light` has it.
        slot.light = if night > 0 && night >= day {
            Some(Light::Night)
        } else if day > 0 {
            Some(Light::Day)
        } else {
            (twilight > 0).then_some(Light::Twilight)
        };
        slot.inner = terms.cost(&problem.weights);
    }

    /// Returns the objective: the weighted sum of all terms.
    pub fn cost(&mut self, problem: &Problem) -> i64 {
        let weights = &problem.weights;
        let between = self.between(problem);
        let inner: i64 = self.slots[..self.used()]
            .iter()
            .map(|slot| slot.inner)
            .sum();
        inner + between.cost(weights)
    }

    /// Counts all terms, for people.
    pub fn terms(&mut self, problem: &Problem) -> Terms {
        let mut all = self.between(problem);
        for (n, slot) in self.slots.iter().enumerate() {
            let own = inner(problem, n, &slot.scenes);
            for term in Term::ALL {
                all.add(term, own.get(term));
            }
        }
        all
    }

    /// Counts what lies between days: held cast, moves, turnarounds, the days themselves.
    fn between(&mut self, problem: &Problem) -> Terms {
        let used = self.used();
        self.later[used] = Bits::default();
        for n in (0..used).rev() {
            let mut works = self.later[n + 1];
            works.join(&self.slots[n].cast);
            self.later[n] = works;
        }
        let (mut held, mut moves, mut turnarounds) = (0, 0, 0);
        let mut seen = Bits::default();
        let (mut place, mut light) = (0, None);
        for (n, slot) in self.slots[..used].iter().enumerate() {
            held += slot.cast.missing(&seen, &self.later[n + 1]);
            seen.join(&slot.cast);
            if slot.first > 0 {
                moves += i64::from(place > 0 && place != slot.first);
                place = slot.last;
            }
            let is_risk = light == Some(Light::Night)
                && slot.light == Some(Light::Day)
                && problem.is_next[n - 1];
            turnarounds += i64::from(is_risk);
            light = slot.light;
        }
        let mut terms = Terms::default();
        terms.add(Term::Days, i64::try_from(used).unwrap_or(i64::MAX));
        terms.add(Term::Held, held);
        terms.add(Term::MovesBetween, moves);
        terms.add(Term::Turnarounds, turnarounds);
        terms
    }
}

/// Counts the terms that a day has by itself.
fn inner(problem: &Problem, n: usize, scenes: &[u16]) -> Terms {
    let mut terms = Terms::default();
    if problem.is_locked(n) {
        // Nothing can be done about a day that stays.
        return terms;
    }
    let (mut eighths, mut minutes) = (0_u32, 0_u32);
    let (mut place, mut light, mut before) = (0, None, 0);
    let (mut moves, mut changes, mut backwards, mut forbidden) = (0, 0, 0, 0);
    for scene in scenes {
        let item = problem.item(*scene);
        eighths = eighths.saturating_add(item.eighths);
        minutes = minutes.saturating_add(item.minutes);
        forbidden += i64::from(!problem.is_open(*scene, n));
        backwards += i64::from(*scene < before);
        before = *scene;
        if item.place > 0 {
            moves += i64::from(place > 0 && place != item.place);
            place = item.place;
        }
        // Dawn and dusk go with either.
        if matches!(item.light, Some(Light::Day | Light::Night)) {
            changes += i64::from(light.is_some() && light != item.light);
            light = item.light;
        }
    }
    let (most, most_min) = problem.limit(n);
    terms.add(Term::Forbidden, forbidden);
    terms.add(Term::OverEighths, eighths.saturating_sub(most).into());
    terms.add(Term::OverMin, minutes.saturating_sub(most_min).into());
    terms.add(Term::MovesWithin, moves);
    terms.add(Term::LightChanges, changes);
    terms.add(Term::Backwards, backwards);
    terms
}
