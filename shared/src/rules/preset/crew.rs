//! Crew in the United States: what guides and deal memos say. Sources disagree on the base day and
//! on the rest, so each reading is a preset.

use crate::conflict::Severity::{Info, Warn};

use super::super::what::{AppliesTo, Param::*, What};
use super::{Preset, PresetRule, h, rule};

const K: &str = "General knowledge of the trade, not checked";

const REST_10: &[PresetRule] = &[rule(
    "daily_rest",
    What::DailyRest,
    Warn,
    "Guides to turnaround: 8 to 10 h are common, 10 h usual, for each worker from their own release",
    &[(NeedMin, h(10))],
)];

const REST_8: &[PresetRule] = &[rule(
    "daily_rest",
    What::DailyRest,
    Warn,
    "The Anonymous Production Assistant, Turnaround: 8 h",
    &[(NeedMin, h(8))],
)];

const WEEKEND_2021: &[PresetRule] = &[
    rule(
        "daily_rest",
        What::DailyRest,
        Warn,
        "2021 Basic Agreement: 10 h daily (general knowledge, not checked)",
        &[(NeedMin, h(10))],
    ),
    rule(
        "weekly_rest",
        What::WeeklyRest,
        Warn,
        "2021 Basic Agreement: 54 h weekend, 32 h behind a 6-day week (general knowledge, not checked)",
        &[(NeedMin, h(54)), (EachDays, 7), (SixDayNeedMin, h(32))],
    ),
];

const FORCED: &[PresetRule] = &[rule(
    "forced_call",
    What::RestPenalty,
    Warn,
    "One crew's deal: whoever is forced stays on the rate of the day before until the rest would have ended; counted here at 2x",
    &[(HourPercent, 200)],
)];

const MEALS: &[PresetRule] = &[
    rule(
        "first_meal",
        What::FirstMeal,
        Warn,
        "General knowledge of the trade, not checked: within 6 h, 12 min of grace to finish the setup",
        &[
            (WithinMin, h(6)),
            (GraceMin, 12),
            (NdbMin, 15),
            (NdbWithinMin, h(2)),
        ],
    ),
    rule(
        "next_meal",
        What::NextMeal,
        Warn,
        "General knowledge of the trade, not checked: within 6 h of the meal before, 12 min of grace",
        &[(WithinMin, h(6)), (GraceMin, 12)],
    ),
    rule(
        "meal_length",
        What::MealLength,
        Warn,
        "General knowledge of the trade, not checked: 30 to 60 min",
        &[(NeedMin, 30), (DeductMostMin, 60)],
    ),
    rule(
        "meal_penalty",
        What::MealPenalty,
        Warn,
        "Media Services, Meal penalties: by half hours, raised in 2021; the amounts are for you to fill in",
        &[(StepMin, 30)],
    ),
];

const OVER_8: &[PresetRule] = &[
    rule(
        "overtime_8",
        What::Overtime,
        Info,
        K,
        &[(AfterMin, h(8)), (Percent, 150)],
    ),
    rule(
        "overtime_12",
        What::Overtime,
        Info,
        K,
        &[(AfterMin, h(12)), (Percent, 200)],
    ),
];

const OVER_10: &[PresetRule] = &[
    rule(
        "overtime_10",
        What::Overtime,
        Info,
        K,
        &[(AfterMin, h(10)), (Percent, 150)],
    ),
    rule(
        "overtime_12",
        What::Overtime,
        Info,
        K,
        &[(AfterMin, h(12)), (Percent, 200)],
    ),
];

const CARD: &str =
    "The standard deal, one crew's card: 10 flat, 1.5x 10 to 14, 2x 14 to 18, 3x from 18";

const OVER_FLAT: &[PresetRule] = &[
    rule(
        "overtime_10",
        What::Overtime,
        Info,
        CARD,
        &[(AfterMin, h(10)), (Percent, 150)],
    ),
    rule(
        "overtime_14",
        What::Overtime,
        Info,
        CARD,
        &[(AfterMin, h(14)), (Percent, 200)],
    ),
    rule(
        "overtime_18",
        What::Overtime,
        Info,
        CARD,
        &[(AfterMin, h(18)), (Percent, 300)],
    ),
];

const fn crew(
    key: &'static str,
    name: &'static str,
    agreement: &'static str,
    source: &'static str,
    rules: &'static [&'static [PresetRule]],
) -> Preset {
    Preset {
        key,
        name,
        jurisdiction: "United States",
        agreement,
        valid_from: "",
        source,
        applies_to: AppliesTo::Agreement,
        currency: "USD",
        rules,
    }
}

pub(super) const PRESETS: &[Preset] = &[
    Preset {
        valid_from: "2021-08-01",
        ..crew(
            "iatse_2021",
            "IATSE Basic Agreement 2021, 8 h day",
            "IATSE Basic Agreement",
            "2021 Basic Agreement as it is commonly told; not checked against its text.",
            &[WEEKEND_2021, FORCED, MEALS, OVER_8],
        )
    },
    crew(
        "iatse_8",
        "IATSE-type crew, 8 h day, 10 h rest",
        "IATSE-type, 8 h",
        "Guides to turnaround and meal penalties; overtime from general knowledge.",
        &[REST_10, FORCED, MEALS, OVER_8],
    ),
    crew(
        "iatse_10",
        "IATSE-type crew, 10 h flat, 10 h rest",
        "IATSE-type, 10 h flat",
        "Guides to turnaround and meal penalties; overtime from general knowledge.",
        &[REST_10, FORCED, MEALS, OVER_10],
    ),
    crew(
        "nonunion_10",
        "Non-union crew, 10 flat",
        "Non-union, 10 flat",
        "The standard deal, one crew's card; meals from general knowledge.",
        &[REST_10, FORCED, MEALS, OVER_FLAT],
    ),
    crew(
        "teamsters",
        "Teamsters, rest",
        "Teamsters",
        "The Anonymous Production Assistant, Turnaround.",
        &[REST_8],
    ),
];
