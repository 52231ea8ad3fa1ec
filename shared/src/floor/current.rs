//! Which shoot day it is. A night shoot goes on past midnight: until its wrap, at least until
//! 06:00, the work belongs to the day it began on.

use crate::id::Id;

/// Minutes of a day.
const DAY_MIN: i64 = 1440;
/// A night without an earlier wrap lasts until 06:00.
const NIGHT_ENDS_MIN: i64 = DAY_MIN + 360;
/// A general call from 15:00 on makes a night of a day that has no wrap planned.
const NIGHT_BEGINS_MIN: i64 = 900;
/// How long after the planned wrap people still look at the day that ends: an hour.
const AFTER_WRAP_MIN: i64 = 60;

/// A shoot day, as far as the question "which one is it" goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShootDay {
    pub day: Id,
    /// Civil date, `2027-03-08`.
    pub date: String,
    /// Minutes from the day's midnight, may pass 1440.
    pub general_call: Option<i64>,
    pub wrap: Option<i64>,
}

impl ShootDay {
    /// Returns the minute at which the day gives way to the next, from its own midnight.
    fn ends(&self) -> i64 {
        match (self.wrap, self.general_call) {
            (Some(wrap), _) if wrap > DAY_MIN => wrap.max(NIGHT_ENDS_MIN),
            (None, Some(call)) if call >= NIGHT_BEGINS_MIN => NIGHT_ENDS_MIN,
            _ => DAY_MIN,
        }
    }

    /// Returns the minute from which a person cares for the next day.
    fn looked_at_until(&self) -> i64 {
        self.wrap
            .map_or_else(|| self.ends(), |wrap| wrap + AFTER_WRAP_MIN)
            .min(self.ends())
    }
}

/// A shoot day and how it lies to now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Current {
    pub day: Id,
    pub when: When,
}

/// How a day lies to the present moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// It is being shot, or will be before this day is over.
    Now,
    /// In so many days, 1 is tomorrow.
    Ahead(i64),
    /// So many days ago, 1 is yesterday: all shoot days are over.
    Over(i64),
}

/// Returns the day that is being shot: today's, the one before whose night goes on, else the
/// next, else the last. Reports go there. `days` stand in the order of their dates.
pub fn working_day(days: &[ShootDay], today: &str, minutes_now: i64) -> Option<Current> {
    pick(days, today, minutes_now, ShootDay::ends)
}

/// Returns the day that people prepare for: as [`working_day`], but an hour after the planned
/// wrap it is the next one. Today shows it.
pub fn next_day(days: &[ShootDay], today: &str, minutes_now: i64) -> Option<Current> {
    pick(days, today, minutes_now, ShootDay::looked_at_until)
}

fn pick(
    days: &[ShootDay],
    today: &str,
    minutes_now: i64,
    until: impl Fn(&ShootDay) -> i64,
) -> Option<Current> {
    let mut last = None;
    for day in days {
        let Some(ahead) = days_between(today, &day.date) else {
            continue;
        };
        // Now, as minutes from that day's midnight.
        let now = minutes_now - ahead * DAY_MIN;
        if now < until(day) {
            let when = if ahead > 0 {
                When::Ahead(ahead)
            } else {
                When::Now
            };
            return Some(Current {
                day: day.day.clone(),
                when,
            });
        }
        last = Some((day, ahead));
    }
    let (day, ahead) = last?;
    let when = if ahead == 0 {
        When::Now
    } else {
        When::Over(-ahead)
    };
    Some(Current {
        day: day.day.clone(),
        when,
    })
}

/// Returns how many days `date` lies after `from`; nothing if either is no civil date.
pub fn days_between(from: &str, date: &str) -> Option<i64> {
    let from: jiff::civil::Date = from.parse().ok()?;
    let date: jiff::civil::Date = date.parse().ok()?;
    Some(i64::from(from.until(date).ok()?.get_days()))
}
