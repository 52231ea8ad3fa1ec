//! Stage: US Equity, whose contracts differ.

use crate::conflict::Severity::Warn;

use super::super::what::{AppliesTo, Param::*, What};
use super::{Preset, PresetRule, h, rule};

const BOOK: &str = "US Equity rulebooks, which vary by contract";

const OVERNIGHT: &[PresetRule] = &[rule(
    "daily_rest",
    What::DailyRest,
    Warn,
    "US Equity rulebooks: 12 h overnight",
    &[(NeedMin, h(12))],
)];

const MANAGERS: &[PresetRule] = &[rule(
    "daily_rest",
    What::DailyRest,
    Warn,
    "One US Equity cabaret rulebook: stage managers 10 h in rehearsal; 12 h after the first paid performance",
    &[(NeedMin, h(10))],
)];

const MEALS: &[PresetRule] = &[
    rule(
        "first_meal",
        What::FirstMeal,
        Warn,
        "US Equity rulebooks: no more than 5 h of work before a meal",
        &[(WithinMin, h(5))],
    ),
    rule(
        "next_meal",
        What::NextMeal,
        Warn,
        "US Equity rulebooks: no more than 5 h of work behind a meal",
        &[(WithinMin, h(5))],
    ),
];

const SPAN: &[PresetRule] = &[rule(
    "span",
    What::MaxDay,
    Warn,
    "US Equity rulebooks: a span of 8 h with a meal of 1 h, or 8.5 h with a meal of 1.5 h",
    &[(MostMin, h(8)), (LongMealMin, 90), (LongMostMin, 510)],
)];

const TECH: &[PresetRule] = &[
    rule(
        "span",
        What::MaxDay,
        Warn,
        "US Equity, tech days: 10 out of 12",
        &[(MostMin, h(12))],
    ),
    rule(
        "work",
        What::MaxWork,
        Warn,
        "US Equity, tech days: 10 out of 12",
        &[(MostMin, h(10))],
    ),
    rule(
        "meal_length",
        What::MealLength,
        Warn,
        "Derived: what lies between 12 h and 10 h is breaks; a meal counts as one in full",
        &[(NeedMin, 30), (DeductMostMin, h(2))],
    ),
];

const fn equity(
    key: &'static str,
    name: &'static str,
    agreement: &'static str,
    rules: &'static [&'static [PresetRule]],
) -> Preset {
    Preset {
        key,
        name,
        jurisdiction: "United States",
        agreement,
        valid_from: "",
        source: BOOK,
        applies_to: AppliesTo::Agreement,
        currency: "USD",
        rules,
    }
}

pub(super) const PRESETS: &[Preset] = &[
    equity(
        "equity",
        "US Equity, rehearsals and performances",
        "US Equity",
        &[OVERNIGHT, MEALS, SPAN],
    ),
    equity(
        "equity_managers",
        "US Equity, stage managers in rehearsal",
        "US Equity, stage managers",
        &[MANAGERS, MEALS, SPAN],
    ),
    equity(
        "equity_tech",
        "US Equity, tech days (10 out of 12)",
        "US Equity, tech days",
        &[OVERNIGHT, MEALS, TECH],
    ),
];
