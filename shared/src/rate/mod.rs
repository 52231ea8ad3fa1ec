//! What a day of somebody or something costs: kept in the office's document, which nobody else
//! receives, and what the working days of two boards come to.

mod amount;
mod cost;
mod currency;

pub use amount::{BadAmount, DAY_MINOR_MAX, amount_text, number_text, parse_amount, parse_number};
pub use cost::{Cost, KINDS, Sum, cost};
pub use currency::Currency;

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Value;

/// A day rate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rate {
    /// Whole minor units, such as cents; never less than nothing.
    pub day_minor: i64,
    pub currency: Currency,
}

/// Returns the rate of a person, character or element; nothing where it was not said whole.
pub fn rate(book: &Book, of: &Id) -> Option<Rate> {
    let record = book.get(&Kind::Rate, of)?;
    let day_minor = record.int("day_minor")?;
    let is_sound = (0..=DAY_MINOR_MAX).contains(&day_minor);
    Some(Rate {
        day_minor,
        currency: Currency::parse(record.text("currency"))?,
    })
    .filter(|_| is_sound)
}

/// Returns the currency that most rates are in: what the next one is most likely in too.
pub fn usual_currency(book: &Book) -> Option<Currency> {
    let mut counts = std::collections::BTreeMap::<Currency, usize>::new();
    for record in book.all(&Kind::Rate) {
        if let Some(currency) = Currency::parse(record.text("currency")) {
            *counts.entry(currency).or_default() += 1;
        }
    }
    // The first of the alphabet where two are as many.
    let most = counts.into_iter().rev().max_by_key(|(_, n)| *n);
    most.map(|(currency, _)| currency)
}

/// Says what a day costs; nothing takes the rate back. Only what differs is written.
pub fn set_rate(book: &Book, of: &Id, to: Option<Rate>, label: String) -> Command {
    let mut command = Command::new(label);
    let record = book.any(&Kind::Rate, of);
    let currency = to.map(|rate| Value::text(rate.currency.as_str()));
    for (field, value) in [
        ("day_minor", Value::from(to.map(|rate| rate.day_minor))),
        ("currency", currency.unwrap_or_default()),
    ] {
        let same = record.map_or(value.is_nothing(), |record| {
            *record.get(field) == value && record.disagreement(field).is_none()
        });
        if !same {
            command.add(Kind::Rate, of, field, value);
        }
    }
    command
}

#[cfg(test)]
mod tests;
