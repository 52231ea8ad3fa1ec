//! Amounts of money as rules name them: minor units and an ISO 4217 code.

use std::sync::Arc;

/// An amount in minor units of a currency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Money {
    pub minor: i64,
    /// ISO 4217.
    pub currency: Arc<str>,
}

impl Money {
    pub fn new(minor: i64, currency: &Arc<str>) -> Self {
        Self {
            minor,
            currency: currency.clone(),
        }
    }
}

/// What somebody is paid, where that is known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rate {
    /// Minor units an hour.
    pub hourly: Option<i64>,
    /// Minor units a day.
    pub daily: Option<i64>,
    pub currency: Arc<str>,
}

impl Rate {
    /// Returns the pay of an hour: as it was said, or a day's by the hours it is for.
    pub(super) fn hour(&self, day_min: i64) -> Option<i64> {
        self.hourly.or_else(|| {
            let day = self.daily?.checked_mul(60)?;
            (day_min > 0).then(|| div_near(day, day_min))
        })
    }

    /// Returns the pay of a day: as it was said, or an hour's times the hours of a day.
    pub(super) fn day(&self, day_min: i64) -> Option<i64> {
        self.daily
            .or_else(|| Some(div_near(self.hourly?.checked_mul(day_min)?, 60)))
    }

    /// Returns what some minutes cost at a percentage of the hour's pay.
    pub(super) fn minutes(&self, day_min: i64, minutes: i64, percent: i64) -> Option<Money> {
        let all = self
            .hour(day_min)?
            .checked_mul(minutes)?
            .checked_mul(percent)?;
        Some(Money::new(div_near(all, 6000), &self.currency))
    }
}

/// Divides what is not negative, to the nearest whole.
fn div_near(a: i64, by: i64) -> i64 {
    a.saturating_add(by / 2) / by
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_follows_from_a_day() {
        let day = Rate {
            daily: Some(80_000),
            currency: "USD".into(),
            ..Rate::default()
        };
        assert_eq!(day.hour(480), Some(10_000));
        assert_eq!(day.hour(0), None);
        let pay = day.minutes(480, 6, 150);
        assert_eq!(pay.map(|m| m.minor), Some(1_500));
        let huge = Rate {
            hourly: Some(i64::MAX),
            ..Rate::default()
        };
        assert_eq!(huge.minutes(480, 60, 150), None);
    }
}
