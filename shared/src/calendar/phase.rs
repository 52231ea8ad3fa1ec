//! Prep and wrap: the working dates from the start of prep to the first shoot day, and those that
//! are needed after the last one. Both are derived, so that a shoot that grows keeps its wrap.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::board::Layout;

use super::Calendar;

/// How long before the first shoot day prep may begin, in days: a slip in a year is no prep.
const PREP_MAX_DAYS: i64 = 730;

/// What a working date is for. `n` counts from 1, `of` says how many there are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Phase {
    Prep { n: usize, of: usize },
    Shoot { n: usize, of: usize },
    Wrap { n: usize, of: usize },
}

/// The dates of prep, shoot and wrap of a board, each rising. No date is in two of them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Phases {
    pub prep: Vec<Date>,
    pub shoot: Vec<Date>,
    pub wrap: Vec<Date>,
    /// The first shoot day, which may be known before the board has days.
    pub first: Option<Date>,
}

impl Phases {
    /// Reads the phases of a board. A start of prep that is not before the first shoot day, or years
    /// before it, leaves no prep; without a shoot day there is nothing to wrap.
    pub fn of(calendar: &Calendar, layout: &Layout) -> Self {
        let shoot: Vec<Date> = layout.days.iter().filter_map(|day| day.date).collect();
        let planned = calendar.shoot_dates().next();
        let first = shoot.first().copied().or(planned);
        let prep = first.map_or_else(Vec::new, |first| {
            let earliest = first.checked_sub(PREP_MAX_DAYS.days()).unwrap_or(Date::MIN);
            let is_near = |from: &Date| *from < first && *from >= earliest;
            let from = calendar.prep_start.filter(is_near);
            let dates = calendar.working_dates(from);
            dates.take_while(|date| *date < first).collect()
        });
        let after = shoot.last().and_then(|last| last.tomorrow().ok());
        let wrap = calendar
            .working_dates(after)
            .take(calendar.wrap_days)
            .collect();
        Self {
            prep,
            shoot,
            wrap,
            first,
        }
    }

    /// Says what a date is for; nothing on dates off and outside the production.
    pub fn on(&self, date: Date) -> Option<Phase> {
        let find = |dates: &[Date]| {
            let n = dates.binary_search(&date).ok()? + 1;
            Some((n, dates.len()))
        };
        let prep = || find(&self.prep).map(|(n, of)| Phase::Prep { n, of });
        let shoot = || find(&self.shoot).map(|(n, of)| Phase::Shoot { n, of });
        let wrap = || find(&self.wrap).map(|(n, of)| Phase::Wrap { n, of });
        shoot().or_else(prep).or_else(wrap)
    }

    /// Lists the dates of all three, rising.
    pub fn dates(&self) -> impl Iterator<Item = Date> + '_ {
        let all = [&self.prep, &self.shoot, &self.wrap];
        all.into_iter().flatten().copied()
    }

    /// Counts the calendar days from a date to the first shoot day, while that is ahead.
    pub fn days_to_shoot(&self, date: Date) -> Option<i64> {
        let first = self.first.filter(|first| *first > date)?;
        let days = date.until(first).ok()?.get_days();
        Some(i64::from(days))
    }
}
