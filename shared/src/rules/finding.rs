//! What the rules found: data, not sentences. Words belong to the app; every list of findings
//! there says "check your agreement".

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::conflict::Severity;
use crate::id::Id;

use super::day::Timing;
use super::money::Money;
use super::what::What;

/// Why something was found, with the values that its text names. Times are minutes from the
/// midnight of the finding's day unless another day is named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// `release_at` counts from the midnight of the day `before`, `earliest_at` is the first call
    /// that would have kept the rest.
    ShortRest {
        before: Id,
        release_at: i64,
        call_at: i64,
        earliest_at: i64,
    },
    /// The rest is short, and an exception of the set allows it.
    ExceptionUsed {
        before: Id,
        full_min: i64,
    },
    /// No rest in the week was long enough; the best one ended with this day's call or an
    /// earlier one, after the day `before`.
    ShortWeek {
        before: Id,
        days: i64,
    },
    /// No meal before `meal_at`; without one, before the release at `until_at`. `since_at` is the
    /// call, the end of a meal, or the end of the one that is not deducted. `steps` is how many
    /// penalties that makes.
    LateMeal {
        since_at: i64,
        due_at: i64,
        meal_at: Option<i64>,
        until_at: i64,
        steps: u32,
    },
    ShortMeal {
        from_at: i64,
        to_at: i64,
    },
    NoBreak {
        after_min: i64,
    },
    /// Minutes beyond a tier's limit, counted in the rule's unit, up to the next tier.
    Overtime {
        worked_min: i64,
        after_min: i64,
        percent: i64,
        round_min: i64,
    },
    LongDay {
        call_at: i64,
        release_at: i64,
    },
    LongWork {
        worked_min: i64,
    },
    /// The week before and with this day, and how many weeks were averaged.
    LongWeek {
        weeks: i64,
        total_min: i64,
    },
    /// Minutes of the day's work that lie in the night.
    Night {
        night_min: i64,
        worked_min: i64,
    },
    ShortCall {
        worked_min: i64,
    },
    /// The limit is that of the oldest minors where `age_known` is false.
    MinorPlace {
        age_known: bool,
        meal_min: i64,
    },
    MinorWork {
        age_known: bool,
        school_day: bool,
    },
    MinorSchool,
    MinorEarly {
        call_at: i64,
        earliest_at: i64,
    },
    MinorLate {
        release_at: i64,
        latest_at: i64,
        school_tomorrow: bool,
    },
    /// Outside the hours that are open to babies.
    MinorWindow {
        open_at: i64,
        close_at: i64,
    },
    /// A minor whose age band cannot be read here, or is in no row of the table.
    MinorAge {
        known: bool,
    },
}

/// Somebody decided that a finding is accepted, and said why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overridden {
    pub reason: String,
    pub by: Option<Id>,
    pub at_ms: Option<i64>,
}

/// One thing that a rule found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    pub person: Id,
    pub day: Id,
    pub set: Id,
    pub rule: Id,
    pub what: What,
    pub severity: Severity,
    /// Actual only where every time it rests on was taken down on the day.
    pub timing: Timing,
    /// What the rule asks for, minutes.
    pub need_min: i64,
    /// What there is, minutes.
    pub have_min: i64,
    /// How far one is from the other, minutes; for overtime the minutes that are paid.
    pub shortfall_min: i64,
    /// What it is likely to cost, where a rate or an amount is known.
    pub cost: Option<Money>,
    pub citation: Arc<str>,
    pub why: Why,
    pub overridden: Option<Overridden>,
}

/// Adds up what findings cost, by currency; those that were accepted cost as much. A sum that
/// would overflow stays at the largest number.
pub fn total(findings: &[Finding]) -> BTreeMap<Arc<str>, i64> {
    let mut out: BTreeMap<Arc<str>, i64> = BTreeMap::new();
    for cost in findings.iter().filter_map(|f| f.cost.as_ref()) {
        let sum = out.entry(cost.currency.clone()).or_default();
        *sum = sum.saturating_add(cost.minor);
    }
    out
}
