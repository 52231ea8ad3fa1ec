//! Asking all rule sets about one person's days, and about everybody's.

use jiff::civil::Date;

use crate::conflict::Severity;
use crate::id::Id;

use super::day::{PersonDay, Timing, Worked, Worker};
use super::finding::{Finding, Why};
use super::money::Money;
use super::set::{Rule, RuleSet, Rulebook};
use super::zone::Zone;

/// What every rule is given: whose days, under which set, by which clock.
pub(super) struct Case<'a> {
    pub worker: &'a Worker,
    pub set: &'a RuleSet,
    /// In turn; days without a call are left out.
    pub days: &'a [Worked<'a>],
    pub zone: &'a Zone,
    /// The minutes that a day's pay is for.
    pub day_min: i64,
}

/// The numbers of a finding.
pub(super) struct Numbers {
    pub need: i64,
    pub have: i64,
    pub short: i64,
}

impl Numbers {
    /// What is asked for is more than there is.
    pub(super) fn under(need: i64, have: i64) -> Self {
        Self {
            need,
            have,
            short: need.saturating_sub(have),
        }
    }

    /// What there is is more than what is allowed.
    pub(super) fn over(need: i64, have: i64) -> Self {
        Self {
            need,
            have,
            short: have.saturating_sub(need),
        }
    }
}

impl Case<'_> {
    /// Makes a finding on a day, as grave as its rule.
    pub(super) fn found(
        &self,
        day: &Worked,
        rule: &Rule,
        numbers: Numbers,
        cost: Option<Money>,
        why: Why,
    ) -> Finding {
        Finding {
            person: self.worker.person.clone(),
            day: day.day.day.clone(),
            set: self.set.id.clone(),
            rule: rule.id.clone(),
            what: rule.what,
            severity: rule.severity,
            timing: day.day.timing,
            need_min: numbers.need,
            have_min: numbers.have,
            shortfall_min: numbers.short,
            cost,
            citation: rule.citation.clone(),
            why,
            overridden: None,
        }
    }

    /// Makes a finding that is only to be known.
    pub(super) fn noted(&self, day: &Worked, rule: &Rule, numbers: Numbers, why: Why) -> Finding {
        Finding {
            severity: Severity::Info,
            ..self.found(day, rule, numbers, None, why)
        }
    }

    /// Lists the days on which the set is in force.
    pub(super) fn covered(&self) -> impl Iterator<Item = &Worked<'_>> {
        self.days.iter().filter(|day| self.set.covers(day.day.date))
    }

    /// Returns what was worked by some minute of a day: since the first call, less the meals as
    /// far as they may be deducted.
    pub(super) fn worked_by(&self, day: &Worked, until: i64, deduct_most_min: i64) -> i64 {
        let meals: i64 = day
            .day
            .meals
            .iter()
            .map(|meal| {
                let from = day.at(meal.from).max(day.first);
                let to = meal.to.map_or(until, |to| day.at(to)).min(until);
                self.zone
                    .between(from, to.max(from))
                    .clamp(0, deduct_most_min)
            })
            .sum();
        let all = self.zone.between(day.first, until);
        all.saturating_sub(meals).max(0)
    }

    /// Returns what was worked in a day that has ended.
    pub(super) fn worked(&self, day: &Worked) -> Option<i64> {
        Some(self.worked_by(day, day.release?, self.deduct_most_min()))
    }

    /// Meals are deducted as they were, up to an hour where the set does not say otherwise.
    pub(super) fn deduct_most_min(&self) -> i64 {
        let rule = self.set.first(super::What::MealLength);
        rule.map_or(60, |rule| rule.or(super::Param::DeductMostMin, 60))
    }
}

/// Returns the timing of a finding that rests on two days.
pub(super) fn both(a: Timing, b: Timing) -> Timing {
    a.min(b)
}

impl Rulebook {
    /// Lists what the rules find in one person's days: by set, by rule, by day. Planned and actual
    /// days may stand side by side; give one entry a day and unit, actual where it is known.
    pub fn findings(&self, worker: &Worker, days: &[PersonDay], zone: &Zone) -> Vec<Finding> {
        let mut worked: Vec<Worked> = days.iter().filter_map(Worked::of).collect();
        worked.sort_by_key(|day| (day.first, day.number));
        let mut out = Vec::new();
        for set in self.sets.iter().filter(|set| set.applies(worker)) {
            let case = Case {
                worker,
                set,
                days: &worked,
                zone,
                day_min: set.day_min(),
            };
            case.rests(&mut out);
            case.weeks(&mut out);
            case.meals(&mut out);
            case.lengths(&mut out);
            case.overtime(&mut out);
            if worker.minor {
                case.minors(&mut out);
            }
        }
        out
    }

    /// Lists what the rules find for everybody: each person's findings behind another's.
    pub fn company(&self, people: &[(Worker, Vec<PersonDay>)], zone: &Zone) -> Vec<Finding> {
        people
            .iter()
            .flat_map(|(worker, days)| self.findings(worker, days, zone))
            .collect()
    }
}

/// Keeps the findings of one day.
pub fn of_day<'a>(findings: &'a [Finding], day: &Id) -> Vec<&'a Finding> {
    findings.iter().filter(|f| f.day == *day).collect()
}

/// Says whether two dates lie in the same week, Monday first.
pub(super) fn week_of(date: Date, number: i64) -> i64 {
    number - i64::from(date.weekday().to_monday_zero_offset())
}
