//! Minors: how long they may be at the place and work by their age, and how early and late
//! (DOMAIN 3.12). Where the age cannot be read, only what holds for every age is certain.

use super::day::{School, Worked};
use super::evaluate::{Case, Numbers};
use super::finding::{Finding, Why};
use super::set::{Rule, RuleSet};
use super::what::{Param, What};

/// The row of the table that somebody falls under.
pub(crate) enum Row<'a> {
    Known(&'a Rule),
    /// The age cannot be read: the row that allows the most.
    Unknown(&'a Rule),
    /// The table has no row for the age.
    None(&'a Rule),
}

impl RuleSet {
    /// Lists the rows of the set's table, the youngest first.
    pub(crate) fn minor_rows(&self) -> Vec<&Rule> {
        let mut rows: Vec<&Rule> = self.all(What::MinorHours).collect();
        rows.sort_by_key(|rule| rule.get(Param::FromMonths));
        rows
    }

    /// Returns the row of the set's table for an age in months; nothing: the set has no table.
    pub(crate) fn minor_row(&self, age_months: Option<i64>) -> Option<Row<'_>> {
        let rows = self.minor_rows();
        let oldest = *rows.last()?;
        let Some(age) = age_months else {
            return Some(Row::Unknown(oldest));
        };
        let is_in = |rule: &&&Rule| {
            rule.or(Param::FromMonths, 0) <= age
                && rule.get(Param::ToMonths).is_none_or(|to| age < to)
        };
        Some(match rows.iter().rev().find(is_in) {
            Some(row) => Row::Known(row),
            None => Row::None(oldest),
        })
    }
}

impl Rule {
    /// Returns the minutes that a row lets a minor work on a day.
    pub(crate) fn minor_work_min(&self, school: School, age_known: bool) -> Option<i64> {
        match school {
            // Of an unknown age, the least that is certain: the table's most.
            School::Free => self.get(Param::FreeDayMin),
            _ if !age_known => self.get(Param::SchoolDayMin),
            _ => self
                .get(Param::SchoolDayMin)
                .or(self.get(Param::FreeDayMin)),
        }
    }

    /// Returns the latest minute of a day that a minor may work, by what the next day is to their
    /// school.
    pub(crate) fn minor_latest_at(&self, school_tomorrow: School) -> Option<i64> {
        match school_tomorrow {
            School::Free => self.get(Param::LatestFreeAt),
            School::Day | School::Own => self
                .get(Param::LatestSchoolAt)
                .or(self.get(Param::LatestFreeAt)),
        }
    }
}

impl Case<'_> {
    /// Returns the row of the set's table for this person.
    pub(super) fn row(&self) -> Option<Row<'_>> {
        self.set.minor_row(self.worker.age_from_months)
    }

    pub(super) fn minors(&self, out: &mut Vec<Finding>) {
        let row = self.row();
        let mut is_said = false;
        for day in self.covered() {
            let (rule, age_known) = match row {
                Some(Row::Known(rule)) => (Some(rule), true),
                Some(Row::Unknown(rule)) => (Some(rule), false),
                Some(Row::None(_)) | None => (None, true),
            };
            if let Some(Row::Unknown(rule) | Row::None(rule)) = row
                && !is_said
            {
                is_said = true;
                let known = matches!(row, Some(Row::None(_)));
                let why = Why::MinorAge { known };
                out.push(self.noted(day, rule, Numbers::under(0, 0), why));
            }
            if let Some(rule) = rule {
                out.extend(self.minor_place(day, rule, age_known));
                out.extend(self.minor_work(day, rule, age_known));
                if age_known {
                    out.extend(self.minor_school(day, rule));
                    out.extend(self.minor_window(day, rule));
                }
            }
            for rule in self.set.all(What::MinorClock) {
                out.extend(self.minor_early(day, rule));
                out.extend(self.minor_late(day, rule));
            }
        }
    }

    /// Returns the minutes a minor may be at the place: less what the own school takes, and
    /// longer by their meals, as far as those do not count.
    pub(super) fn place_limit(&self, day: &Worked, rule: &Rule) -> Option<(i64, i64)> {
        let most = rule.get(Param::PlaceMin)?;
        let school = match day.day.school {
            School::Own => rule.or(Param::OwnSchoolMin, 0),
            School::Day | School::Free => 0,
        };
        let meals: i64 = day
            .day
            .meals
            .iter()
            .filter_map(|meal| Some(self.zone.between(day.at(meal.from), day.at(meal.to?))))
            .map(|length| length.max(0))
            .sum();
        let meal_min = meals.min(rule.or(Param::MealMin, 0));
        Some((most.saturating_sub(school).max(0), meal_min))
    }

    fn minor_place(&self, day: &Worked, rule: &Rule, age_known: bool) -> Option<Finding> {
        let (most, meal_min) = self.place_limit(day, rule)?;
        let stay = self.zone.between(day.first, day.release?);
        let have = stay.saturating_sub(meal_min);
        (have > most).then(|| {
            let why = Why::MinorPlace {
                age_known,
                meal_min,
            };
            self.found(day, rule, Numbers::over(most, have), None, why)
        })
    }

    /// Returns the minutes that a minor worked: as they were told, else from set to wrap less
    /// meals and school.
    pub(super) fn minor_worked(&self, day: &Worked) -> Option<i64> {
        if let Some(minutes) = day.day.work_min {
            return Some(minutes.max(0));
        }
        let from = day.at(day.day.set?).max(day.first);
        let to = day.at(day.day.wrap.or_else(|| day.day.release())?);
        let meals: i64 = day
            .day
            .meals
            .iter()
            .filter_map(|meal| {
                let begin = day.at(meal.from).max(from);
                let end = day.at(meal.to?).min(to);
                Some(self.zone.between(begin, end.max(begin)))
            })
            .sum();
        let school = day.day.school_min.unwrap_or(0).max(0);
        let all = self.zone.between(from, to.max(from));
        Some(all.saturating_sub(meals).saturating_sub(school).max(0))
    }

    fn minor_work(&self, day: &Worked, rule: &Rule, age_known: bool) -> Option<Finding> {
        let most = rule.minor_work_min(day.day.school, age_known)?;
        let have = self.minor_worked(day)?;
        (have > most).then(|| {
            let why = Why::MinorWork {
                age_known,
                school_day: day.day.school != School::Free,
            };
            self.found(day, rule, Numbers::over(most, have), None, why)
        })
    }

    /// School at the place, where it was taken down.
    fn minor_school(&self, day: &Worked, rule: &Rule) -> Option<Finding> {
        let need = rule.get(Param::SchoolMin)?;
        let have = day.day.school_min?;
        (day.day.school == School::Day && have < need).then(|| {
            self.found(
                day,
                rule,
                Numbers::under(need, have),
                None,
                Why::MinorSchool,
            )
        })
    }

    /// Babies may be there only within one of two windows.
    fn minor_window(&self, day: &Worked, rule: &Rule) -> Option<Finding> {
        let window = |open: Param, close: Param| rule.get(open).zip(rule.get(close));
        let windows: Vec<(i64, i64)> = [
            window(Param::OpenAt, Param::CloseAt),
            window(Param::SecondOpenAt, Param::SecondCloseAt),
        ]
        .into_iter()
        .flatten()
        .collect();
        let (from, to) = (day.first - day.base, day.release? - day.base);
        let outside = |(open, close): (i64, i64)| {
            let early = (open - from).max(0);
            let late = (to - close).max(0);
            (early.saturating_add(late), open, close)
        };
        let (out_min, open_at, close_at) = windows.into_iter().map(outside).min()?;
        (out_min > 0).then(|| {
            let why = Why::MinorWindow { open_at, close_at };
            let stay = self.zone.between(day.first, day.at(to));
            let numbers = Numbers {
                need: close_at.saturating_sub(open_at),
                have: stay,
                short: out_min,
            };
            self.found(day, rule, numbers, None, why)
        })
    }

    fn minor_early(&self, day: &Worked, rule: &Rule) -> Option<Finding> {
        let earliest_at = rule.get(Param::EarliestAt)?;
        let call_at = day.first - day.base;
        (call_at < earliest_at).then(|| {
            let why = Why::MinorEarly {
                call_at,
                earliest_at,
            };
            self.found(day, rule, Numbers::under(earliest_at, call_at), None, why)
        })
    }

    fn minor_late(&self, day: &Worked, rule: &Rule) -> Option<Finding> {
        let latest_at = rule.minor_latest_at(day.day.school_tomorrow)?;
        let release_at = day.release? - day.base;
        (release_at > latest_at).then(|| {
            let why = Why::MinorLate {
                release_at,
                latest_at,
                school_tomorrow: day.day.school_tomorrow != School::Free,
            };
            self.found(day, rule, Numbers::over(latest_at, release_at), None, why)
        })
    }
}
