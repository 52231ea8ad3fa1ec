//! Meals: when they are due, how long they are, and what it costs when they are late.

use super::day::{Meal, Worked};
use super::evaluate::{Case, Numbers};
use super::finding::{Finding, Why};
use super::money::Money;
use super::set::Rule;
use super::what::{Param, What};

/// A stretch without a meal, in wall minutes from the epoch.
pub(super) struct Stretch<'a> {
    pub rule: &'a Rule,
    pub since: i64,
    /// When the meal is due, grace not included.
    pub due_min: i64,
    pub grace_min: i64,
    /// The meal that ended it; nothing: none yet.
    pub meal: Option<i64>,
}

impl Stretch<'_> {
    pub(super) fn limit_min(&self) -> i64 {
        self.due_min.saturating_add(self.grace_min)
    }
}

impl Case<'_> {
    pub(super) fn meals(&self, out: &mut Vec<Finding>) {
        let first: Vec<&Rule> = self.set.all(What::FirstMeal).collect();
        let next: Vec<&Rule> = self.set.all(What::NextMeal).collect();
        let length: Vec<&Rule> = self.set.all(What::MealLength).collect();
        let breaks: Vec<&Rule> = self.set.all(What::Break).collect();
        for day in self.covered() {
            let mut paid_today = false;
            for rule in &first {
                let stretch = self.first_stretch(rule, day);
                out.extend(self.late_meal(day, &stretch, &mut paid_today));
            }
            for rule in &next {
                for stretch in self.next_stretches(rule, day) {
                    out.extend(self.late_meal(day, &stretch, &mut paid_today));
                }
            }
            for rule in &length {
                out.extend(self.short_meals(day, rule));
            }
            for rule in &breaks {
                out.extend(self.no_break(day, rule));
            }
        }
    }

    /// The stretch from the first call, or from the end of a meal that is not deducted if that
    /// was long enough and begun soon enough after the call, to the first meal.
    pub(super) fn first_stretch<'r>(&self, rule: &'r Rule, day: &Worked) -> Stretch<'r> {
        let counts = |ndb: &Meal, to: i64| {
            let from = day.at(ndb.from);
            let length = self.zone.between(from, to);
            rule.get(Param::NdbMin).is_some_and(|least| length >= least)
                && self.zone.between(day.first, from) <= rule.or(Param::NdbWithinMin, 120)
        };
        let ndb_end = day.day.ndb.as_ref().and_then(|ndb| {
            let to = day.at(ndb.to?);
            counts(ndb, to).then_some(to)
        });
        let within = rule.or(Param::WithinMin, 0);
        let whole = day.release.map(|end| self.zone.between(day.first, end));
        // A day that is short as a whole may go on a little longer without a meal.
        let short = rule
            .get(Param::ShortDayMin)
            .filter(|most| whole.is_some_and(|whole| whole <= *most));
        Stretch {
            rule,
            since: ndb_end.unwrap_or(day.first),
            due_min: short.unwrap_or(within).max(within),
            grace_min: rule.or(Param::GraceMin, 0),
            meal: day.day.meals.first().map(|meal| day.at(meal.from)),
        }
    }

    /// The stretches behind each meal that has ended.
    pub(super) fn next_stretches<'r>(&self, rule: &'r Rule, day: &Worked) -> Vec<Stretch<'r>> {
        let meals = &day.day.meals;
        let stretch = |(n, meal): (usize, &Meal)| {
            Some(Stretch {
                rule,
                since: day.at(meal.to?),
                due_min: rule.or(Param::WithinMin, 0),
                grace_min: rule.or(Param::GraceMin, 0),
                meal: meals.get(n + 1).map(|next| day.at(next.from)),
            })
        };
        meals.iter().enumerate().filter_map(stretch).collect()
    }

    /// Says that a meal was late: `ceil((start - (since + limit) - grace) / step)` penalties,
    /// none behind the release (DOMAIN 3.11).
    fn late_meal(&self, day: &Worked, stretch: &Stretch, paid_today: &mut bool) -> Option<Finding> {
        let until = match (stretch.meal, day.release) {
            (Some(meal), Some(release)) => meal.min(release),
            (Some(meal), None) => meal,
            (None, release) => release?,
        };
        let have = self.zone.between(stretch.since, until);
        let late = have.saturating_sub(stretch.limit_min());
        if late <= 0 {
            return None;
        }
        let penalty = self.set.first(What::MealPenalty);
        let steps = penalty.map_or(0, |rule| steps_of(rule, late));
        let cost = penalty.and_then(|rule| self.meal_cost(rule, steps, *paid_today));
        *paid_today |= steps > 0;
        let due = self.zone.after(stretch.since, stretch.due_min);
        let why = Why::LateMeal {
            since_at: stretch.since - day.base,
            due_at: due - day.base,
            meal_at: stretch.meal.map(|meal| meal - day.base),
            until_at: until - day.base,
            steps,
        };
        let numbers = Numbers {
            need: stretch.due_min,
            have,
            short: late,
        };
        Some(self.found(day, stretch.rule, numbers, cost, why))
    }

    /// Returns what some penalties of one meal cost.
    pub(super) fn meal_cost(&self, rule: &Rule, steps: u32, paid_today: bool) -> Option<Money> {
        if rule.is(Param::OnceADay) && paid_today {
            return None;
        }
        if let Some(minutes) = rule.get(Param::PayMin) {
            return self
                .worker
                .rate
                .as_ref()?
                .minutes(self.day_min, minutes, 100);
        }
        // A later step that names no amount costs what the one before does.
        let first = rule.get(Param::PayFirst)?;
        let second = rule.or(Param::PaySecond, first);
        let further = rule.or(Param::PayFurther, second);
        let more = i64::from(steps.saturating_sub(2)).checked_mul(further)?;
        let minor = match steps {
            0 => return None,
            1 => first,
            _ => first.checked_add(second)?.checked_add(more)?,
        };
        Some(Money::new(minor, &self.set.currency))
    }

    fn short_meals(&self, day: &Worked, rule: &Rule) -> Vec<Finding> {
        let need = rule.or(Param::NeedMin, 0);
        let short = |meal: &Meal| {
            let to_at = meal.to?;
            let length = self.zone.between(day.at(meal.from), day.at(to_at)).max(0);
            (length < need).then(|| {
                let why = Why::ShortMeal {
                    from_at: meal.from,
                    to_at,
                };
                self.found(day, rule, Numbers::under(need, length), None, why)
            })
        };
        day.day.meals.iter().filter_map(short).collect()
    }

    /// A day that is longer than some minutes has one break of some length.
    fn no_break(&self, day: &Worked, rule: &Rule) -> Option<Finding> {
        let after_min = rule.or(Param::AfterMin, 0);
        let need = rule.or(Param::NeedMin, 0);
        if self.zone.between(day.first, day.release?) <= after_min {
            return None;
        }
        let longest = day
            .day
            .meals
            .iter()
            .chain(&day.day.ndb)
            .filter_map(|meal| Some(self.zone.between(day.at(meal.from), day.at(meal.to?))))
            .max()
            .unwrap_or(0)
            .max(0);
        (longest < need).then(|| {
            let why = Why::NoBreak { after_min };
            self.found(day, rule, Numbers::under(need, longest), None, why)
        })
    }
}

/// Returns how many penalties a lateness makes: each step or part of one.
pub(super) fn steps_of(rule: &Rule, late_min: i64) -> u32 {
    let step = rule.or(Param::StepMin, 30).max(1);
    let steps = late_min.max(0).saturating_add(step - 1) / step;
    u32::try_from(steps).unwrap_or(u32::MAX)
}
