//! Real minutes between two readings of a wall clock, where the clocks of a zone are put forward
//! or back in between. Which nights those are is the caller's to say: no zone data lives here.

use jiff::civil::Date;

/// A night in which the clocks change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shift {
    /// The civil date and the minute of it at which the clock on the wall jumps.
    pub date: Date,
    pub at_min: i64,
    /// By how many minutes it jumps: 60 in spring, -60 in autumn.
    pub by_min: i64,
}

/// The changes of a zone, for the dates of a production.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Zone {
    /// The wall minute of each jump, counted from an epoch, and its size.
    jumps: Vec<(i64, i64)>,
}

pub(super) const DAY_MIN: i64 = 24 * 60;

/// The number of 1970-01-01.
const UNIX_DAY: i64 = 719_468;

/// Returns the number of a civil date; the distance of two is the nights between them.
pub(super) fn day_number(date: Date) -> i64 {
    // Days from civil, after the proleptic Gregorian calendar in eras of 400 years.
    let (year, month, day) = (
        i64::from(date.year()),
        i64::from(date.month()),
        i64::from(date.day()),
    );
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
}

impl Zone {
    pub fn new(shifts: &[Shift]) -> Self {
        let mut jumps: Vec<(i64, i64)> = shifts
            .iter()
            .map(|shift| {
                let wall = day_number(shift.date) * DAY_MIN;
                (wall.saturating_add(shift.at_min), shift.by_min)
            })
            .collect();
        jumps.sort_unstable();
        Self { jumps }
    }

    /// Finds the changes of a zone between two dates, both included. `offset` says by how many
    /// minutes the zone is ahead of UTC at a minute since 1970: whoever calls knows the zone data.
    pub fn from_offsets(from: Date, to: Date, offset: impl Fn(i64) -> i64) -> Self {
        let mut zone = Self::default();
        // A day more on both sides, since a civil date is not one of UTC.
        let utc = |date: Date| (day_number(date) - UNIX_DAY) * DAY_MIN;
        let end = utc(to) + 2 * DAY_MIN;
        let mut at = utc(from) - DAY_MIN;
        let mut before = offset(at);
        while at < end {
            let next = at + DAY_MIN;
            let after = offset(next);
            if after != before {
                let (mut low, mut high) = (at, next);
                while high - low > 1 {
                    let middle = (low + high) / 2;
                    if offset(middle) == before {
                        low = middle;
                    } else {
                        high = middle;
                    }
                }
                let wall = high + UNIX_DAY * DAY_MIN + before;
                zone.jumps.push((wall, after - before));
            }
            (at, before) = (next, after);
        }
        zone
    }

    /// Returns the minutes that pass between two wall minutes counted from one epoch.
    pub(super) fn between(&self, from: i64, to: i64) -> i64 {
        let wall = to.saturating_sub(from);
        let jumped: i64 = self
            .jumps
            .iter()
            .filter(|(at, _)| from < *at && *at <= to)
            .map(|(_, by)| by)
            .sum();
        wall.saturating_sub(jumped)
    }

    /// Returns the wall minute after some minutes have passed.
    pub(super) fn after(&self, from: i64, minutes: i64) -> i64 {
        let mut wall = from.saturating_add(minutes);
        for (at, by) in &self.jumps {
            // A jump back is reached by the clock before it shows its hour a second time.
            if from < *at && *at <= wall {
                wall = wall.saturating_add(*by);
            }
        }
        wall
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_are_numbered_without_a_gap() {
        let check = |a: Date, b: Date, nights: i64| {
            assert_eq!(day_number(b) - day_number(a), nights, "{a} {b}");
        };
        check(date(2026, 2, 28), date(2026, 3, 1), 1);
        check(date(2028, 2, 28), date(2028, 3, 1), 2);
        check(date(2026, 12, 31), date(2027, 1, 1), 1);
        check(date(2026, 1, 1), date(2027, 1, 1), 365);
        check(date(2000, 1, 1), date(2001, 1, 1), 366);
    }

    #[test]
    fn the_changes_are_found_from_the_offsets_of_a_zone() {
        assert_eq!(day_number(date(1970, 1, 1)), UNIX_DAY);
        // London in 2026: summer time from 29 March 01:00 UTC to 25 October 01:00 UTC.
        let utc = |day: Date| (day_number(day) - UNIX_DAY) * DAY_MIN + 60;
        let (begin, end) = (utc(date(2026, 3, 29)), utc(date(2026, 10, 25)));
        let london = |at: i64| if (begin..end).contains(&at) { 60 } else { 0 };
        let zone = Zone::from_offsets(date(2026, 3, 1), date(2026, 11, 1), london);
        let shift = |day, at_min, by_min| Shift {
            date: day,
            at_min,
            by_min,
        };
        let want = Zone::new(&[
            shift(date(2026, 3, 29), 60, 60),
            shift(date(2026, 10, 25), 120, -60),
        ]);
        assert_eq!(zone, want);
        let none = Zone::from_offsets(date(2026, 4, 1), date(2026, 4, 30), london);
        assert_eq!(none, Zone::default());
    }

    #[test]
    fn an_hour_is_lost_in_spring_and_won_in_autumn() {
        let zone = Zone::new(&[
            Shift {
                date: date(2026, 3, 29),
                at_min: 120,
                by_min: 60,
            },
            Shift {
                date: date(2026, 10, 25),
                at_min: 180,
                by_min: -60,
            },
        ]);
        let check = |day: Date, from: i64, to: i64, want: i64| {
            let base = day_number(day) * DAY_MIN;
            assert_eq!(zone.between(base + from, base + to), want, "{day}");
            assert_eq!(zone.after(base + from, want), base + to, "{day}");
        };
        check(date(2026, 3, 28), 22 * 60, 24 * 60 + 8 * 60, 9 * 60);
        check(date(2026, 3, 27), 22 * 60, 24 * 60 + 8 * 60, 10 * 60);
        check(date(2026, 10, 24), 22 * 60, 24 * 60 + 8 * 60, 11 * 60);
    }
}
