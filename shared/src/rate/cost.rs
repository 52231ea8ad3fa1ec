//! What the days of two boards cost, as far as rates are known.

use std::collections::{BTreeMap, BTreeSet};

use crate::board::Layout;
use crate::book::Book;
use crate::breakdown;
use crate::dood;
use crate::id::Id;
use crate::kind::Kind;

use super::{Currency, Rate, rate};

/// The kinds that [`cost`] reads, beside those of a board and of the day out of days.
pub const KINDS: &[Kind] = &[Kind::Rate];

/// The cost of two boards side by side.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cost {
    pub left: Sum,
    pub right: Sum,
    /// Who of the cast works on either board, and how many of them have a rate.
    pub people: usize,
    pub rated: usize,
    /// Elements beside the cast that have a rate and work on either board.
    pub things: usize,
}

/// The cost of one board.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sum {
    /// By currency, in minor units: days worked and days held. Nothing is converted.
    pub money: BTreeMap<Currency, (i64, i64)>,
    /// Days worked and held of those of the cast who have no rate.
    pub unpriced_days: usize,
    /// An amount was larger than can be added up, and is left out.
    pub is_short: bool,
}

/// Adds up what the cast and every element with a rate cost on two boards: days worked and days
/// held as the day out of days has them, so dropped days cost nothing. A performer's rate is that
/// of the person, or of the part where the person has none.
pub fn cost(book: &Book, left: &Layout, right: &Layout) -> Cost {
    let boards = [left, right].map(|layout| payees(book, layout));
    let all: BTreeMap<&Id, &Payee> = boards.iter().flatten().collect();
    let cast = || all.values().filter(|payee| payee.is_cast);
    let [left, right] = boards.each_ref().map(|payees| {
        let mut sum = Sum::default();
        for payee in payees.values() {
            sum.add(payee);
        }
        sum
    });
    Cost {
        left,
        right,
        people: cast().count(),
        rated: cast().filter(|payee| payee.rate.is_some()).count(),
        things: all.values().filter(|payee| !payee.is_cast).count(),
    }
}

impl Sum {
    fn add(&mut self, payee: &Payee) {
        let (worked, held) = (payee.worked, payee.held);
        let Some(rate) = payee.rate else {
            self.unpriced_days = self.unpriced_days.saturating_add(worked + held);
            return;
        };
        let times = |days: usize| rate.day_minor.checked_mul(i64::try_from(days).ok()?);
        let sum = self.money.entry(rate.currency).or_default();
        let total = times(worked)
            .and_then(|worked| sum.0.checked_add(worked))
            .zip(times(held).and_then(|held| sum.1.checked_add(held)));
        match total {
            Some(total) => *sum = total,
            None => self.is_short = true,
        }
    }
}

/// Who or what is paid for a day.
struct Payee {
    rate: Option<Rate>,
    is_cast: bool,
    worked: usize,
    held: usize,
}

/// Lists who works on a board: the cast, and every element that has a rate.
fn payees(book: &Book, layout: &Layout) -> BTreeMap<Id, Payee> {
    let options = dood::options(book);
    let elements = breakdown::all(book);
    let of_part = |person: &Id| {
        let parts = elements.iter().filter(|e| e.kind == Kind::Character);
        let mut parts = parts.filter(|e| e.person.as_ref() == Some(person));
        parts.find_map(|part| rate(book, &part.id))
    };
    let mut out: BTreeMap<Id, Payee> = BTreeMap::new();
    let mut add = |row: dood::GridRow, rate: Option<Rate>, is_cast: bool| {
        if row.row.totals.work > 0 {
            let payee = Payee {
                rate,
                is_cast,
                worked: row.row.totals.work,
                held: row.row.totals.hold,
            };
            out.insert(row.id, payee);
        }
    };
    for row in dood::performers(book, layout, &options).rows {
        let rate = rate(book, &row.id).or_else(|| of_part(&row.id));
        add(row, rate, true);
    }
    let rated = elements.iter().filter(|e| e.kind == Kind::Element);
    let categories: BTreeSet<&Id> = rated
        .filter(|e| rate(book, &e.id).is_some())
        .map(|e| &e.category)
        .collect();
    for category in categories {
        for row in dood::grid(book, layout, category, &options).rows {
            let rate = rate(book, &row.id);
            if rate.is_some() {
                add(row, rate, false);
            }
        }
    }
    out
}
