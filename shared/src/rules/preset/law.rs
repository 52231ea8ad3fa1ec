//! Laws: they hold for everyone, whatever their agreement says.

use crate::conflict::Severity::{Block, Info, Warn};

use super::super::what::{AppliesTo, Param::*, What};
use super::{Preset, PresetRule, h, rule};

const MEAL_5: &[PresetRule] = &[rule(
    "first_meal",
    What::FirstMeal,
    Warn,
    "Wrapbook, Meal penalties: California, within 5 h, or 6 h where the whole day is no longer than that",
    &[(WithinMin, h(5)), (ShortDayMin, h(6))],
)];

const MEAL_6: &[PresetRule] = &[rule(
    "first_meal",
    What::FirstMeal,
    Warn,
    "Media Services, Meal penalties: production in California, within 6 h (Wage Order 12; not checked)",
    &[(WithinMin, h(6))],
)];

const CALIFORNIA: &[PresetRule] = &[
    rule(
        "meal_penalty",
        What::MealPenalty,
        Warn,
        "California: one hour's pay a day for a missed meal",
        &[(StepMin, h(24)), (PayMin, 60), (OnceADay, 1)],
    ),
    rule(
        "overtime_8",
        What::Overtime,
        Info,
        "California: 1.5x beyond 8 h (general knowledge, not checked)",
        &[(AfterMin, h(8)), (Percent, 150)],
    ),
    rule(
        "overtime_12",
        What::Overtime,
        Info,
        "California: 2x beyond 12 h (general knowledge, not checked)",
        &[(AfterMin, h(12)), (Percent, 200)],
    ),
];

const DAILY_11: &[PresetRule] = &[
    rule(
        "daily_rest",
        What::DailyRest,
        Block,
        "Production Guild, UK Working Time Regulations: 11 h in each 24 h",
        &[(NeedMin, h(11))],
    ),
    rule(
        "break",
        What::Break,
        Warn,
        "Production Guild, UK Working Time Regulations: 20 min in a day longer than 6 h; cannot be waived by one worker",
        &[(AfterMin, h(6)), (NeedMin, 20)],
    ),
    rule(
        "average_week",
        What::AverageWeek,
        Warn,
        "Production Guild, UK Working Time Regulations: 48 h a week on average over 17 weeks; each worker may opt out of this alone",
        &[(MostMin, h(48)), (Weeks, 17)],
    ),
    rule(
        "night",
        What::Night,
        Info,
        "Production Guild, UK Working Time Regulations: night workers 8 h on average. Each night is looked at by itself; at least 3 h between 23:00 and 06:00 are taken for night work (general knowledge, not checked)",
        &[
            (FromAt, h(23)),
            (ToAt, h(6)),
            (AtLeastMin, h(3)),
            (MostMin, h(8)),
        ],
    ),
];

const WEEK_7: &[PresetRule] = &[rule(
    "weekly_rest",
    What::WeeklyRest,
    Block,
    "Production Guild, UK Working Time Regulations: 24 h in each 7 days",
    &[(NeedMin, h(24)), (EachDays, 7)],
)];

const WEEK_14: &[PresetRule] = &[rule(
    "weekly_rest",
    What::WeeklyRest,
    Block,
    "Production Guild, UK Working Time Regulations: 48 h in each 14 days, in place of 24 h in each 7",
    &[(NeedMin, h(48)), (EachDays, 14)],
)];

const WAGE_SOURCE: &str = "Guides to meal penalties in California, which disagree on the first meal: this is one reading of two.";
const WTR_SOURCE: &str =
    "Production Guild on the UK Working Time Regulations; EU law has the same hours.";

const fn california(
    key: &'static str,
    name: &'static str,
    rules: &'static [&'static [PresetRule]],
) -> Preset {
    Preset {
        key,
        name,
        jurisdiction: "California",
        agreement: "",
        valid_from: "",
        source: WAGE_SOURCE,
        applies_to: AppliesTo::Everyone,
        currency: "USD",
        rules,
    }
}

const fn working_time(
    key: &'static str,
    name: &'static str,
    rules: &'static [&'static [PresetRule]],
) -> Preset {
    Preset {
        key,
        name,
        jurisdiction: "United Kingdom and European Union",
        agreement: "",
        valid_from: "",
        source: WTR_SOURCE,
        applies_to: AppliesTo::Everyone,
        currency: "",
        rules,
    }
}

pub(super) const PRESETS: &[Preset] = &[
    working_time(
        "wtr_7",
        "UK and EU Working Time, a day off in each 7",
        &[DAILY_11, WEEK_7],
    ),
    working_time(
        "wtr_14",
        "UK and EU Working Time, two days off in each 14",
        &[DAILY_11, WEEK_14],
    ),
    california(
        "california_5",
        "California, first meal within 5 h",
        &[MEAL_5, CALIFORNIA],
    ),
    california(
        "california_6",
        "California, first meal within 6 h",
        &[MEAL_6, CALIFORNIA],
    ),
];
