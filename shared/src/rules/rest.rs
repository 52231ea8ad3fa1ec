//! Rest between days, its exceptions, what a forced call costs, and the long rest of a week.

use std::collections::VecDeque;

use super::day::Worked;
use super::evaluate::{Case, Numbers, both};
use super::finding::{Finding, Why};
use super::money::Money;
use super::set::Rule;
use super::what::{Param, What};

/// The uses of an exception, the last ones.
struct Uses<'a> {
    rule: &'a Rule,
    days: VecDeque<i64>,
}

impl<'a> Uses<'a> {
    /// Says whether the exception allows a rest before a day, and counts it.
    fn take(&mut self, before: &Worked, day: &Worked, rest_min: i64) -> bool {
        let need = self.rule.or(Param::NeedMin, i64::MAX);
        if rest_min < need || !before.day.is_at(self.rule.place) {
            return false;
        }
        let each = self.rule.or(Param::EachDays, 7);
        while self.days.front().is_some_and(|at| day.number - at >= each) {
            self.days.pop_front();
        }
        let times = usize::try_from(self.rule.or(Param::Times, 1)).unwrap_or(usize::MAX);
        let apart = self.rule.or(Param::ApartDays, 1);
        let is_near = self.days.back().is_some_and(|at| day.number - at < apart);
        if self.days.len() >= times || is_near {
            return false;
        }
        self.days.push_back(day.number);
        true
    }
}

impl Case<'_> {
    /// Rest from the final release to the next first call (DOMAIN 3.11). One finding a gap.
    pub(super) fn rests(&self, out: &mut Vec<Finding>) {
        for rule in self.set.all(What::DailyRest) {
            let need = rule.or(Param::NeedMin, 0);
            let travel = rule.is(Param::Travel);
            let mut exceptions: Vec<Uses> = self
                .set
                .all(What::RestException)
                .map(|rule| Uses {
                    rule,
                    days: VecDeque::new(),
                })
                .collect();
            for two in self.days.windows(2) {
                let (before, day) = (&two[0], &two[1]);
                let Some(ends) = before.ends(travel) else {
                    continue;
                };
                let starts = day.starts(travel);
                let rest = self.zone.between(ends, starts).max(0);
                if rest >= need || !self.set.covers(day.day.date) {
                    continue;
                }
                let used = exceptions
                    .iter_mut()
                    .find_map(|uses| uses.take(before, day, rest).then_some(uses.rule));
                let mut finding = match used {
                    Some(exception) => {
                        let allowed = exception.or(Param::NeedMin, 0);
                        let why = Why::ExceptionUsed {
                            before: before.day.day.clone(),
                            full_min: need,
                        };
                        let numbers = Numbers {
                            need: allowed,
                            have: rest,
                            short: 0,
                        };
                        self.noted(day, exception, numbers, why)
                    }
                    None => {
                        let why = Why::ShortRest {
                            before: before.day.day.clone(),
                            release_at: ends - before.base,
                            call_at: starts - day.base,
                            earliest_at: self.zone.after(ends, need) - day.base,
                        };
                        let cost = self.forced_call(need - rest);
                        self.found(day, rule, Numbers::under(need, rest), cost, why)
                    }
                };
                finding.timing = both(before.day.timing, day.day.timing);
                out.push(finding);
            }
        }
    }

    /// What a rest that was short by some minutes costs: the lesser of the amount and the day's
    /// pay; or the pay of those minutes at the rate of the day before.
    pub(super) fn forced_call(&self, short_min: i64) -> Option<Money> {
        let rule = self.set.first(What::RestPenalty)?;
        let rate = self.worker.rate.as_ref();
        if let Some(percent) = rule.get(Param::HourPercent) {
            return rate?.minutes(self.day_min, short_min, percent);
        }
        let flat = rule
            .get(Param::Pay)
            .map(|pay| Money::new(pay, &self.set.currency));
        let day = rule.get(Param::DayPercent).and_then(|percent| {
            let rate = rate?;
            let pay = rate.day(self.day_min)?.checked_mul(percent)? / 100;
            Some(Money::new(pay, &rate.currency))
        });
        match (flat, day) {
            (Some(flat), Some(day)) if flat.currency == day.currency => {
                Some(if day.minor < flat.minor { day } else { flat })
            }
            (flat, day) => flat.or(day),
        }
    }

    /// The long rest of a week (DOMAIN 3.11): within so many days from the last one there is
    /// another. One finding a week without it, on the day that begins the next.
    pub(super) fn weeks(&self, out: &mut Vec<Finding>) {
        for rule in self.set.all(What::WeeklyRest) {
            let each = rule.or(Param::EachDays, 7);
            let travel = rule.is(Param::Travel);
            let mut week: Option<Week> = None;
            for (n, day) in self.days.iter().enumerate() {
                let Some(run) = &mut week else {
                    week = Some(Week::from(day));
                    continue;
                };
                let before = &self.days[n - 1];
                let Some(ends) = before.ends(travel) else {
                    // When the day before ended is not known: neither is its rest.
                    week = Some(Week::from(day));
                    continue;
                };
                let starts = day.starts(travel);
                let rest = self.zone.between(ends, starts).max(0);
                let need = self.week_need(rule, run.worked, before, starts - day.base);
                if rest >= need {
                    week = Some(Week::from(day));
                    continue;
                }
                let gap = Gap {
                    before: n - 1,
                    need,
                    rest,
                };
                if run
                    .best
                    .as_ref()
                    .is_none_or(|best| gap.short() < best.short())
                {
                    run.best = Some(gap);
                }
                run.worked += i64::from(before.number != day.number);
                run.timing = both(run.timing, both(before.day.timing, day.day.timing));
                // Work on the last of the days leaves no room for the rest within them.
                if day.number - run.from < each - 1 {
                    continue;
                }
                if let Some(best) = &run.best
                    && self.set.covers(day.day.date)
                {
                    let why = Why::ShortWeek {
                        before: self.days[best.before].day.day.clone(),
                        days: each,
                    };
                    let numbers = Numbers::under(best.need, best.rest);
                    let mut finding = self.found(day, rule, numbers, None, why);
                    finding.timing = run.timing;
                    out.push(finding);
                }
                week = Some(Week::from(day));
            }
        }
    }

    /// Returns how long the rest has to be behind some worked days and before a call.
    fn week_need(&self, rule: &Rule, worked: i64, before: &Worked, call: i64) -> i64 {
        let usual = rule.or(Param::NeedMin, 0);
        let six = rule
            .get(Param::SixDayNeedMin)
            .filter(|_| worked >= 6 && before.day.is_at(rule.place));
        let late = rule
            .get(Param::LateCallNeedMin)
            .filter(|_| rule.get(Param::LateCallAt).is_some_and(|at| call >= at));
        [Some(usual), six, late]
            .into_iter()
            .flatten()
            .min()
            .unwrap_or(usual)
    }
}

struct Gap {
    /// The day before the gap.
    before: usize,
    need: i64,
    rest: i64,
}

impl Gap {
    fn short(&self) -> i64 {
        self.need.saturating_sub(self.rest)
    }
}

/// Days since the last long rest.
struct Week {
    from: i64,
    worked: i64,
    best: Option<Gap>,
    timing: super::day::Timing,
}

impl Week {
    fn from(day: &Worked) -> Self {
        Self {
            from: day.number,
            worked: 1,
            best: None,
            timing: super::day::Timing::Actual,
        }
    }
}
