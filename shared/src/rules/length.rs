//! How long a day is, and what of it is paid by another factor: overtime tiers, the longest day,
//! the average week, nights, the least that a call is paid.

use super::day::Worked;
use super::evaluate::{Case, Numbers, both, week_of};
use super::finding::{Finding, Why};
use super::set::Rule;
use super::what::{Param, What};
use super::zone::DAY_MIN;

/// Rounds minutes up to a unit.
pub(super) fn round_up(minutes: i64, unit: i64) -> i64 {
    let unit = unit.max(1);
    minutes.max(0).saturating_add(unit - 1) / unit * unit
}

impl Case<'_> {
    /// Returns the overtime tiers, the lowest first.
    pub(super) fn tiers(&self) -> Vec<&Rule> {
        let mut tiers: Vec<&Rule> = self.set.all(What::Overtime).collect();
        tiers.sort_by_key(|rule| rule.get(Param::AfterMin));
        tiers
    }

    /// One finding a tier that the day reached, with the minutes paid in it: worked minutes
    /// beyond the limit in whole units, up to the next tier (DOMAIN 3.11).
    pub(super) fn overtime(&self, out: &mut Vec<Finding>) {
        let tiers = self.tiers();
        if tiers.is_empty() {
            return;
        }
        for day in self.covered() {
            let Some(worked) = self.worked(day) else {
                continue;
            };
            for (n, rule) in tiers.iter().enumerate() {
                let after = rule.or(Param::AfterMin, 0);
                if worked <= after {
                    break;
                }
                let round = rule.or(Param::RoundMin, 1);
                let next = tiers.get(n + 1).and_then(|next| next.get(Param::AfterMin));
                let room = next.map_or(i64::MAX, |next| next.saturating_sub(after));
                let paid = round_up(worked.saturating_sub(after), round).min(room);
                let percent = rule.or(Param::Percent, 100);
                let rate = self.worker.rate.as_ref();
                let cost = rate.and_then(|rate| rate.minutes(self.day_min, paid, percent));
                let why = Why::Overtime {
                    worked_min: worked,
                    after_min: after,
                    percent,
                    round_min: round,
                };
                let numbers = Numbers {
                    need: after,
                    have: worked,
                    short: paid,
                };
                out.push(self.found(day, rule, numbers, cost, why));
            }
        }
    }

    /// The longest day, the longest work, the night, the least call, the average week.
    pub(super) fn lengths(&self, out: &mut Vec<Finding>) {
        for rule in &self.set.rules {
            if !rule.missing().is_empty() {
                continue;
            }
            if rule.what == What::AverageWeek {
                self.average_weeks(rule, out);
                continue;
            }
            for day in self.covered() {
                out.extend(match rule.what {
                    What::MaxDay => self.long_day(day, rule),
                    What::MaxWork => self.long_work(day, rule),
                    What::Night => self.night(day, rule),
                    What::MinCall => self.short_call(day, rule),
                    _ => None,
                });
            }
        }
    }

    fn long_day(&self, day: &Worked, rule: &Rule) -> Option<Finding> {
        let release = day.release?;
        let have = self.zone.between(day.first, release);
        let most = self.day_limit(day, rule);
        (have > most).then(|| {
            let why = Why::LongDay {
                call_at: day.first - day.base,
                release_at: release - day.base,
            };
            self.found(day, rule, Numbers::over(most, have), None, why)
        })
    }

    /// Returns the longest day, which a long meal makes longer.
    pub(super) fn day_limit(&self, day: &Worked, rule: &Rule) -> i64 {
        let usual = rule.or(Param::MostMin, i64::MAX);
        let long = rule.get(Param::LongMostMin).filter(|_| {
            let least = rule.or(Param::LongMealMin, 0);
            day.day.meals.iter().any(|meal| {
                let to = meal.to.map(|to| day.at(to));
                to.is_some_and(|to| self.zone.between(day.at(meal.from), to) >= least)
            })
        });
        long.unwrap_or(usual).max(usual)
    }

    fn long_work(&self, day: &Worked, rule: &Rule) -> Option<Finding> {
        let worked = self.worked(day)?;
        let most = rule.or(Param::MostMin, i64::MAX);
        (worked > most).then(|| {
            let why = Why::LongWork { worked_min: worked };
            self.found(day, rule, Numbers::over(most, worked), None, why)
        })
    }

    fn short_call(&self, day: &Worked, rule: &Rule) -> Option<Finding> {
        let worked = self.worked(day)?;
        let least = rule.or(Param::AtLeastMin, 0);
        (worked < least).then(|| {
            let why = Why::ShortCall { worked_min: worked };
            let rate = self.worker.rate.as_ref();
            let cost = rate.and_then(|rate| rate.minutes(self.day_min, least - worked, 100));
            self.found(day, rule, Numbers::under(least, worked), cost, why)
        })
    }

    /// Work in the night window. With a longest work the finding is a night that is longer;
    /// without one, each night that is worked long enough; with a factor, what that adds.
    fn night(&self, day: &Worked, rule: &Rule) -> Option<Finding> {
        let release = day.release?;
        let (from, to) = (rule.or(Param::FromAt, 0), rule.or(Param::ToAt, 0));
        // A window that ends on an earlier reading ends on the next day.
        let to = if to <= from { to + DAY_MIN } else { to };
        let night_min: i64 = [-DAY_MIN, 0, DAY_MIN]
            .into_iter()
            .map(|shift| {
                let begin = day.at(from + shift).max(day.first);
                let end = day.at(to + shift).min(release);
                self.zone.between(begin, end.max(begin)).max(0)
            })
            .sum();
        let least = rule.or(Param::AtLeastMin, 1).max(1);
        if night_min < least {
            return None;
        }
        let worked_min = self.worked(day)?;
        let numbers = match rule.get(Param::MostMin) {
            Some(most) if worked_min <= most => return None,
            Some(most) => Numbers::over(most, worked_min),
            None => Numbers {
                need: 0,
                have: night_min,
                short: night_min,
            },
        };
        let why = Why::Night {
            night_min,
            worked_min,
        };
        let rate = self.worker.rate.as_ref();
        let cost = rule.get(Param::Percent).zip(rate);
        let cost = cost.and_then(|(percent, rate)| rate.minutes(self.day_min, night_min, percent));
        Some(self.found(day, rule, numbers, cost, why))
    }

    /// The average of the weeks up to each one, Monday to Sunday; one finding a week, on its last
    /// worked day. The weeks before the first worked one do not count.
    fn average_weeks(&self, rule: &Rule, out: &mut Vec<Finding>) {
        let most = rule.or(Param::MostMin, i64::MAX);
        let span = rule.or(Param::Weeks, 17).max(1);
        // Each week's number, minutes, last day and whether all of it is taken down.
        let mut weeks: Vec<(i64, i64, &Worked, super::day::Timing)> = Vec::new();
        for day in self.days {
            let Some(worked) = self.worked(day) else {
                continue;
            };
            let monday = week_of(day.day.date, day.number);
            match weeks.last_mut() {
                Some((at, sum, last, timing)) if *at == monday => {
                    *sum = sum.saturating_add(worked);
                    *last = day;
                    *timing = both(*timing, day.day.timing);
                }
                _ => weeks.push((monday, worked, day, day.day.timing)),
            }
        }
        let Some(first) = weeks.first().map(|week| week.0) else {
            return;
        };
        for (n, (monday, _, day, timing)) in weeks.iter().enumerate() {
            if !self.set.covers(day.day.date) {
                continue;
            }
            let counted = ((monday - first) / 7 + 1).min(span);
            let since = monday - (counted - 1) * 7;
            let total_min: i64 = weeks[..=n]
                .iter()
                .filter(|week| week.0 >= since)
                .fold(0, |sum, week| sum.saturating_add(week.1));
            let average = total_min / counted;
            if average <= most {
                continue;
            }
            let why = Why::LongWeek {
                weeks: counted,
                total_min,
            };
            let mut finding = self.found(day, rule, Numbers::over(most, average), None, why);
            finding.timing = *timing;
            out.push(finding);
        }
    }
}
