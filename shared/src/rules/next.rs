//! Who runs into what next: the limits of a day that goes on, as minutes ahead of now.

use std::sync::Arc;

use crate::conflict::Severity;
use crate::id::Id;

use super::day::{Meal, PersonDay, Worked, Worker};
use super::evaluate::Case;
use super::meals::{Stretch, steps_of};
use super::minors::Row;
use super::money::Money;
use super::set::{Rule, Rulebook};
use super::what::{Param, What};
use super::zone::Zone;

/// A limit that somebody's day runs into if nothing happens: no meal, no release.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Limit {
    pub person: Id,
    pub day: Id,
    pub set: Id,
    pub rule: Id,
    pub what: What,
    pub severity: Severity,
    /// The last minute of the day at which all is well.
    pub at_min: i64,
    /// How far ahead that is, in real minutes; negative: it has passed and still goes on.
    pub in_min: i64,
    /// The penalty that begins then, from 1; 0 where nothing is counted.
    pub step: u32,
    /// What passing it costs, where a rate or an amount is known.
    pub cost: Option<Money>,
    pub citation: Arc<str>,
}

/// A person's day so far, and their next one where it is known: rest is counted from both.
#[derive(Clone, Copy, Debug)]
pub struct Live<'a> {
    pub worker: &'a Worker,
    /// Times beyond now are taken for plans and passed over.
    pub today: &'a PersonDay,
    pub next: Option<&'a PersonDay>,
}

impl Rulebook {
    /// Lists the limits that people run into, the soonest first. `now_min` counts from the
    /// midnight of each one's day. Whoever was not called yet or was released runs into nothing.
    pub fn next_limits(&self, now_min: i64, live: &[Live], zone: &Zone) -> Vec<Limit> {
        let mut out = Vec::new();
        for one in live {
            let is_on = one.today.first_call().is_some_and(|first| first <= now_min)
                && one.today.release().is_none_or(|release| release > now_min);
            if is_on {
                self.limits_of(now_min, one, zone, &mut out);
            }
        }
        out.sort_by(|a: &Limit, b: &Limit| {
            (a.in_min, &a.person, &a.set, &a.rule).cmp(&(b.in_min, &b.person, &b.set, &b.rule))
        });
        out
    }

    fn limits_of(&self, now_min: i64, live: &Live, zone: &Zone, out: &mut Vec<Limit>) {
        // Twice the day as far as it went: still open, and as if it were over now.
        let open = until(live.today, now_min);
        let ended = PersonDay {
            wrap: Some(now_min),
            ..open.clone()
        };
        let (Some(open), Some(ended)) = (Worked::of(&open), Worked::of(&ended)) else {
            return;
        };
        for set in &self.sets {
            if !set.applies(live.worker) || !set.covers(live.today.date) {
                continue;
            }
            let case = Case {
                worker: live.worker,
                set,
                days: &[],
                zone,
                day_min: set.day_min(),
            };
            let next = live.next.and_then(Worked::of);
            let now = Now {
                case: &case,
                open,
                ended,
                wall: open.at(now_min),
            };
            now.meals(out);
            now.lengths(out);
            now.rest(next.as_ref(), out);
            if live.worker.minor {
                now.minors(out);
            }
        }
    }
}

/// Keeps of a day what has happened by some minute.
fn until(day: &PersonDay, now_min: i64) -> PersonDay {
    let cut = |meal: &Meal| {
        (meal.from <= now_min).then(|| Meal {
            from: meal.from,
            to: meal.to.filter(|to| *to <= now_min),
        })
    };
    PersonDay {
        meals: day.meals.iter().filter_map(cut).collect(),
        ndb: day.ndb.as_ref().and_then(cut),
        set: day.set.filter(|set| *set <= now_min),
        wrap: None,
        dismissed: None,
        home: None,
        work_min: None,
        ..day.clone()
    }
}

struct Now<'a> {
    case: &'a Case<'a>,
    open: Worked<'a>,
    ended: Worked<'a>,
    wall: i64,
}

impl Now<'_> {
    fn limit(&self, rule: &Rule, at: i64, step: u32, cost: Option<Money>) -> Limit {
        let zone = self.case.zone;
        Limit {
            person: self.case.worker.person.clone(),
            day: self.open.day.day.clone(),
            set: self.case.set.id.clone(),
            rule: rule.id.clone(),
            what: rule.what,
            severity: rule.severity,
            at_min: at - self.open.base,
            in_min: if at >= self.wall {
                zone.between(self.wall, at)
            } else {
                -zone.between(at, self.wall)
            },
            step,
            cost,
            citation: rule.citation.clone(),
        }
    }

    /// The moment at which so many more minutes will have been worked; now and before, where
    /// they have been.
    fn ahead(&self, minutes: i64) -> i64 {
        if minutes >= 0 {
            self.case.zone.after(self.wall, minutes)
        } else {
            self.wall.saturating_add(minutes)
        }
    }

    fn meals(&self, out: &mut Vec<Limit>) {
        let set = self.case.set;
        let is_eating = self.open.day.meals.last().is_some_and(|m| m.to.is_none());
        if !is_eating {
            let is_first = self.open.day.meals.is_empty();
            let first = set.all(What::FirstMeal).filter(|_| is_first);
            for rule in first {
                out.push(self.meal(&self.case.first_stretch(rule, &self.open)));
            }
            for rule in set.all(What::NextMeal) {
                let last = self.case.next_stretches(rule, &self.open).pop();
                out.extend(last.map(|stretch| self.meal(&stretch)));
            }
        }
        for rule in set.all(What::Break) {
            let need = rule.or(Param::NeedMin, 0);
            let meals = self.open.day.meals.iter().chain(&self.open.day.ndb);
            let had = meals
                .filter_map(|meal| Some((self.open.at(meal.from), self.open.at(meal.to?))))
                .any(|(from, to)| self.case.zone.between(from, to) >= need);
            if !had && !is_eating {
                let after = rule.or(Param::AfterMin, 0);
                let at = self.case.zone.after(self.open.first, after);
                out.push(self.limit(rule, at, 0, None));
            }
        }
    }

    fn meal(&self, stretch: &Stretch) -> Limit {
        let zone = self.case.zone;
        let late = zone.between(stretch.since, self.wall) - stretch.limit_min();
        let Some(penalty) = self.case.set.first(What::MealPenalty) else {
            let at = zone.after(stretch.since, stretch.limit_min());
            return self.limit(stretch.rule, at, 0, None);
        };
        let done = steps_of(penalty, late);
        let step_min = penalty.or(Param::StepMin, 30);
        let more = i64::from(done).saturating_mul(step_min);
        let at = zone.after(stretch.since, stretch.limit_min().saturating_add(more));
        let cost = |steps| self.case.meal_cost(penalty, steps, false);
        let adds = cost(done.saturating_add(1)).and_then(|all| {
            let before = cost(done).map_or(0, |money| money.minor);
            let minor = all.minor.checked_sub(before)?;
            (minor > 0).then(|| Money::new(minor, &all.currency))
        });
        self.limit(stretch.rule, at, done.saturating_add(1), adds)
    }

    fn lengths(&self, out: &mut Vec<Limit>) {
        let (case, set) = (self.case, self.case.set);
        let worked = case.worked(&self.ended).unwrap_or(0);
        let tier = case.tiers().into_iter().find(|rule| {
            rule.get(Param::AfterMin)
                .is_some_and(|after| after >= worked)
        });
        if let Some(rule) = tier {
            let at = self.ahead(rule.or(Param::AfterMin, 0) - worked);
            let unit = rule.or(Param::RoundMin, 1);
            let percent = rule.or(Param::Percent, 100);
            let rate = case.worker.rate.as_ref();
            let cost = rate.and_then(|rate| rate.minutes(case.day_min, unit, percent));
            out.push(self.limit(rule, at, 0, cost));
        }
        for rule in set.all(What::MaxDay) {
            let most = case.day_limit(&self.open, rule);
            out.push(self.limit(rule, case.zone.after(self.open.first, most), 0, None));
        }
        for rule in set.all(What::MaxWork) {
            let most = rule.or(Param::MostMin, 0);
            out.push(self.limit(rule, self.ahead(most - worked), 0, None));
        }
    }

    /// The latest release before the next call that keeps the rest.
    fn rest(&self, next: Option<&Worked>, out: &mut Vec<Limit>) {
        let Some(next) = next else {
            return;
        };
        for rule in self.case.set.all(What::DailyRest) {
            let need = rule.or(Param::NeedMin, 0);
            let starts = next.starts(rule.is(Param::Travel));
            let by_wall = starts.saturating_sub(need);
            let jumped = self.case.zone.between(by_wall, starts) - need;
            let at = by_wall.saturating_add(jumped);
            out.push(self.limit(rule, at, 0, self.case.forced_call(1)));
        }
    }

    fn minors(&self, out: &mut Vec<Limit>) {
        let case = self.case;
        if let Some(Row::Known(rule) | Row::Unknown(rule)) = case.row() {
            let age_known = case.worker.age_from_months.is_some();
            if let Some((most, meal_min)) = case.place_limit(&self.open, rule) {
                let stay = most.saturating_add(meal_min);
                out.push(self.limit(rule, case.zone.after(self.open.first, stay), 0, None));
            }
            let most = rule.minor_work_min(self.open.day.school, age_known);
            if let Some((most, worked)) = most.zip(case.minor_worked(&self.ended)) {
                out.push(self.limit(rule, self.ahead(most - worked), 0, None));
            }
        }
        for rule in case.set.all(What::MinorClock) {
            if let Some(latest_at) = rule.minor_latest_at(self.open.day.school_tomorrow) {
                out.push(self.limit(rule, self.open.at(latest_at), 0, None));
            }
        }
    }
}
