//! Amounts of money as rules name them: minor units and an ISO 4217 code.

use std::sync::Arc;

use crate::rate::{Currency, number_text, parse_number};

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

    /// Writes the amount with its currency: "USD 25.00".
    pub fn text(&self) -> String {
        let amount = amount_text(self.minor, &self.currency);
        format!("{} {amount}", self.currency).trim().to_owned()
    }
}

/// A set may name no currency, or one that is none: two decimals then.
fn digits(currency: &str) -> u32 {
    Currency::parse(currency).map_or(2, Currency::digits)
}

/// Writes minor units as an amount without its currency: "1,250.00", "0.50".
pub fn amount_text(minor: i64, currency: &str) -> String {
    number_text(minor, digits(currency))
}

/// Reads an amount as people type it, "25", "25.5", "1 250,00": minor units, not negative.
/// Nothing where it is no amount of the currency.
pub fn parse_amount(typed: &str, currency: &str) -> Option<i64> {
    parse_number(typed, digits(currency)).ok()
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
    fn amounts_are_written_and_read_with_the_decimals_of_their_currency() {
        let check = |minor: i64, currency: &str, want: &str| {
            assert_eq!(amount_text(minor, currency), want);
            assert_eq!(parse_amount(want, currency), Some(minor));
        };
        check(2_500, "USD", "25.00");
        check(50, "GBP", "0.50");
        check(5, "EUR", "0.05");
        check(0, "EUR", "0.00");
        check(1_250, "JPY", "1,250");
        check(1_250, "KWD", "1.250");
        let check = |typed: &str, want: Option<i64>| {
            assert_eq!(parse_amount(typed, "USD"), want, "{typed}");
        };
        check("25", Some(2_500));
        check("25,5", Some(2_550));
        check("1 250.00", Some(125_000));
        check("1,250.75", Some(125_075));
        check("1,250", Some(125_000));
        for typed in ["", "x", "-5", "2.5555", ".", "1.2x"] {
            check(typed, None);
        }
    }

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
