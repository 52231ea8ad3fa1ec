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
