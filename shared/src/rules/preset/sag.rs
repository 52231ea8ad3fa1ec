//! SAG-AFTRA, by the union's public pages on rest, meals and overtime. The pages are old: the
//! amounts may have changed.

use crate::conflict::Severity::{Info, Warn};

use super::super::what::{AppliesTo, Param::*, Place, What};
use super::{Preset, PresetRule, at, h, rule};

const REST: &str =
    "SAG-AFTRA, Rest periods and forced calls (union's page; amounts may have changed)";
const MEALS: &str = "SAG-AFTRA, Meal periods (union's page; amounts may have changed)";

const fn dollars(whole: i64) -> i64 {
    whole * 100
}

const DAILY: &[PresetRule] = &[
    rule(
        "daily_rest",
        What::DailyRest,
        Warn,
        REST,
        &[(NeedMin, h(12))],
    ),
    at(
        Place::OutsideZoneExterior,
        rule(
            "rest_outside_zone",
            What::RestException,
            Info,
            "SAG-AFTRA, Rest periods: 10 h outside the studio zone with exterior photography, once in each 4 consecutive days",
            &[(NeedMin, h(10)), (Times, 1), (EachDays, 4)],
        ),
    ),
];

const OVERNIGHT_THEATRICAL: &[PresetRule] = &[at(
    Place::Overnight,
    rule(
        "rest_overnight",
        What::RestException,
        Info,
        "SAG-AFTRA, Rest periods: 11 h on overnight locations, theatrical, on any two non-consecutive days a week; not in television",
        &[(NeedMin, h(11)), (Times, 2), (EachDays, 7), (ApartDays, 2)],
    ),
)];

const WEEKLY: &[PresetRule] = &[at(
    Place::Overnight,
    rule(
        "weekly_rest",
        What::WeeklyRest,
        Warn,
        "SAG-AFTRA, Rest periods: 56 h a week; 54 h if the next call is at 06:00 or later; 36 h in a 6-day week on location",
        &[
            (NeedMin, h(56)),
            (EachDays, 7),
            (LateCallAt, h(6)),
            (LateCallNeedMin, h(54)),
            (SixDayNeedMin, h(36)),
        ],
    ),
)];

const FORCED_DAY: &[PresetRule] = &[rule(
    "forced_call",
    What::RestPenalty,
    Warn,
    "SAG-AFTRA, Forced calls: day performer, $900 or the day rate, the lesser (amounts may have changed)",
    &[(Pay, dollars(900)), (DayPercent, 100)],
)];

const FORCED_WEEK: &[PresetRule] = &[rule(
    "forced_call",
    What::RestPenalty,
    Warn,
    "SAG-AFTRA, Forced calls: 3-day and weekly, one day's pay or $950, the lesser (amounts may have changed)",
    &[(Pay, dollars(950)), (DayPercent, 100)],
)];

const MEAL_TIMES: &[PresetRule] = &[
    rule(
        "first_meal",
        What::FirstMeal,
        Warn,
        "SAG-AFTRA, Meal periods: within 6 h of the first call; a non-deductible meal of 15 min within 2 h of the call, noted on the time report, starts the 6 h anew",
        &[(WithinMin, h(6)), (NdbMin, 15), (NdbWithinMin, h(2))],
    ),
    rule(
        "next_meal",
        What::NextMeal,
        Warn,
        "SAG-AFTRA, Meal periods: within 6 h of the call back from the meal before",
        &[(WithinMin, h(6))],
    ),
    rule(
        "meal_length",
        What::MealLength,
        Warn,
        "SAG-AFTRA, Meal periods: at least 30 min; the actual time is deducted, up to 1 h",
        &[(NeedMin, 30), (DeductMostMin, 60)],
    ),
];

const MEAL_PAY: &[PresetRule] = &[rule(
    "meal_penalty",
    What::MealPenalty,
    Warn,
    MEALS,
    &[
        (StepMin, 30),
        (PayFirst, dollars(25)),
        (PaySecond, dollars(35)),
        (PayFurther, dollars(50)),
    ],
)];

const MEAL_PAY_LOW: &[PresetRule] = &[rule(
    "meal_penalty",
    What::MealPenalty,
    Warn,
    "SAG-AFTRA, Meal periods: student, short and ultra low budget films, $25 for each half hour or part of one",
    &[(StepMin, 30), (PayFirst, dollars(25))],
)];

const MEAL_PAY_BACKGROUND: &[PresetRule] = &[rule(
    "meal_penalty",
    What::MealPenalty,
    Warn,
    "Background meal penalties, from a secondary source: $7.50, $10, $12.50 for each half hour",
    &[
        (StepMin, 30),
        (PayFirst, 750),
        (PaySecond, dollars(10)),
        (PayFurther, 1250),
    ],
)];

const DAY_OVERTIME: &[PresetRule] = &[
    rule(
        "overtime_8",
        What::Overtime,
        Info,
        "SAG-AFTRA, Overtime: day performer, 1.5x in the 9th and 10th hour, in tenths of an hour",
        &[(AfterMin, h(8)), (Percent, 150), (RoundMin, 6)],
    ),
    rule(
        "overtime_10",
        What::Overtime,
        Info,
        "SAG-AFTRA, Overtime: day performer, 2x beyond 10 hours, in tenths of an hour",
        &[(AfterMin, h(10)), (Percent, 200), (RoundMin, 6)],
    ),
];

const MONEY_BREAK_OVERTIME: &[PresetRule] = &[rule(
    "overtime_10",
    What::Overtime,
    Info,
    "SAG-AFTRA, Overtime: day performer over the money break, 1.5x beyond 10 hours of the money break (twice the minimum day rate), in tenths of an hour",
    &[(AfterMin, h(10)), (Percent, 150), (RoundMin, 6)],
)];

const THREE_DAY_OVERTIME: &[PresetRule] = &[rule(
    "overtime_10",
    What::Overtime,
    Info,
    "SAG-AFTRA, Overtime: 3-day performer, 2x beyond 10 hours, in tenths of an hour; what cumulates over the three days is not counted here",
    &[(AfterMin, h(10)), (Percent, 200), (RoundMin, 6)],
)];

const fn sag(
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
        source: "SAG-AFTRA's pages on rest periods, meal periods and overtime. Old pages: amounts may have changed.",
        applies_to: AppliesTo::Agreement,
        currency: "USD",
        rules,
    }
}

pub(super) const PRESETS: &[Preset] = &[
    sag(
        "sag_theatrical_day",
        "SAG-AFTRA theatrical, day performers",
        "SAG-AFTRA theatrical, day",
        &[
            DAILY,
            OVERNIGHT_THEATRICAL,
            WEEKLY,
            FORCED_DAY,
            MEAL_TIMES,
            MEAL_PAY,
            DAY_OVERTIME,
        ],
    ),
    sag(
        "sag_theatrical_day_break",
        "SAG-AFTRA theatrical, day performers over the money break",
        "SAG-AFTRA theatrical, day, over the money break",
        &[
            DAILY,
            OVERNIGHT_THEATRICAL,
            WEEKLY,
            FORCED_DAY,
            MEAL_TIMES,
            MEAL_PAY,
            MONEY_BREAK_OVERTIME,
        ],
    ),
    sag(
        "sag_theatrical_week",
        "SAG-AFTRA theatrical, weekly performers (overtime not included)",
        "SAG-AFTRA theatrical, weekly",
        &[
            DAILY,
            OVERNIGHT_THEATRICAL,
            WEEKLY,
            FORCED_WEEK,
            MEAL_TIMES,
            MEAL_PAY,
        ],
    ),
    sag(
        "sag_tv_day",
        "SAG-AFTRA television, day performers",
        "SAG-AFTRA television, day",
        &[
            DAILY,
            WEEKLY,
            FORCED_DAY,
            MEAL_TIMES,
            MEAL_PAY,
            DAY_OVERTIME,
        ],
    ),
    sag(
        "sag_tv_day_break",
        "SAG-AFTRA television, day performers over the money break",
        "SAG-AFTRA television, day, over the money break",
        &[
            DAILY,
            WEEKLY,
            FORCED_DAY,
            MEAL_TIMES,
            MEAL_PAY,
            MONEY_BREAK_OVERTIME,
        ],
    ),
    sag(
        "sag_tv_three_day",
        "SAG-AFTRA television, 3-day performers",
        "SAG-AFTRA television, 3-day",
        &[
            DAILY,
            WEEKLY,
            FORCED_WEEK,
            MEAL_TIMES,
            MEAL_PAY,
            THREE_DAY_OVERTIME,
        ],
    ),
    sag(
        "sag_low_budget",
        "SAG-AFTRA student, short and ultra low budget films, day performers",
        "SAG-AFTRA student, short, ultra low budget",
        &[
            DAILY,
            OVERNIGHT_THEATRICAL,
            WEEKLY,
            FORCED_DAY,
            MEAL_TIMES,
            MEAL_PAY_LOW,
            DAY_OVERTIME,
        ],
    ),
    Preset {
        applies_to: AppliesTo::Background,
        source: "SAG-AFTRA's page on meal periods; penalties from a secondary source; the 8 h day from general knowledge. Rest is not known: add your own rule.",
        ..sag(
            "sag_background",
            "SAG-AFTRA background",
            "SAG-AFTRA background",
            &[MEAL_TIMES, MEAL_PAY_BACKGROUND, BACKGROUND_DAY],
        )
    },
];

const BACKGROUND_DAY: &[PresetRule] = &[rule(
    "min_call",
    What::MinCall,
    Info,
    "General knowledge of the trade, not checked: a background day is 8 h",
    &[(AtLeastMin, h(8))],
)];
