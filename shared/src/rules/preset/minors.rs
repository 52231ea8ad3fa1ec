//! Minors in California: the table that two guides agree on, and G-Casper's,
//! which differs. Each state and country has its own.

use crate::conflict::Severity::{Block, Warn};

use super::super::what::{AppliesTo, Param::*, What};
use super::{Preset, PresetRule, h, rule};

const TABLE: &str = "Teaching the Stars and PlanetPrepro, California labor laws for minors";

const fn years(years: i64) -> i64 {
    years * 12
}

const ROWS: &[PresetRule] = &[
    rule(
        "hours_baby",
        What::MinorHours,
        Block,
        "Teaching the Stars and PlanetPrepro: 15 days to 6 months, 2 h at the place and 20 min of work, 09:30 to 11:30 or 14:30 to 16:30",
        &[
            (FromMonths, 0),
            (ToMonths, 6),
            (PlaceMin, h(2)),
            (SchoolDayMin, 20),
            (FreeDayMin, 20),
            (OpenAt, 9 * 60 + 30),
            (CloseAt, 11 * 60 + 30),
            (SecondOpenAt, 14 * 60 + 30),
            (SecondCloseAt, 16 * 60 + 30),
        ],
    ),
    rule(
        "hours_6_months",
        What::MinorHours,
        Block,
        TABLE,
        &[
            (FromMonths, 6),
            (ToMonths, years(2)),
            (PlaceMin, h(4)),
            (MealMin, 30),
            (SchoolDayMin, h(2)),
            (FreeDayMin, h(2)),
        ],
    ),
    rule(
        "hours_2",
        What::MinorHours,
        Block,
        TABLE,
        &[
            (FromMonths, years(2)),
            (ToMonths, years(6)),
            (PlaceMin, h(6)),
            (MealMin, 30),
            (SchoolDayMin, h(3)),
            (FreeDayMin, h(3)),
        ],
    ),
    rule(
        "hours_6",
        What::MinorHours,
        Block,
        TABLE,
        &[
            (FromMonths, years(6)),
            (ToMonths, years(9)),
            (PlaceMin, h(8)),
            (MealMin, 30),
            (SchoolDayMin, h(4)),
            (FreeDayMin, h(6)),
            (SchoolMin, h(3)),
            (OwnSchoolMin, h(6)),
        ],
    ),
    rule(
        "hours_9",
        What::MinorHours,
        Block,
        TABLE,
        &[
            (FromMonths, years(9)),
            (ToMonths, years(16)),
            (PlaceMin, h(9)),
            (MealMin, 30),
            (SchoolDayMin, h(5)),
            (FreeDayMin, h(7)),
            (SchoolMin, h(3)),
            (OwnSchoolMin, h(6)),
        ],
    ),
    rule(
        "hours_16",
        What::MinorHours,
        Block,
        "Teaching the Stars and PlanetPrepro, California: 16 and 17 years; graduates work as adults: take the minor mark off their card",
        &[
            (FromMonths, years(16)),
            (ToMonths, years(18)),
            (PlaceMin, h(10)),
            (MealMin, 30),
            (SchoolDayMin, h(6)),
            (FreeDayMin, h(8)),
            (SchoolMin, h(3)),
            (OwnSchoolMin, h(6)),
        ],
    ),
];

const CLOCK: &[PresetRule] = &[
    rule(
        "clock",
        What::MinorClock,
        Block,
        "Teaching the Stars and PlanetPrepro, California: not before 05:00; not after 22:00 before a school day, 00:30 before another",
        &[
            (EarliestAt, h(5)),
            (LatestSchoolAt, h(22)),
            (LatestFreeAt, 24 * 60 + 30),
        ],
    ),
    rule(
        "daily_rest",
        What::DailyRest,
        Block,
        "Teaching the Stars and PlanetPrepro, California: 12 h from wrap to the next call, or to school, else school is on set",
        &[(NeedMin, h(12))],
    ),
];

const OTHER: &str =
    "G-Casper's built-in table, which differs from California's; it has no row for 6 to 8 years";

const OTHER_ROWS: &[PresetRule] = &[
    rule(
        "hours_0",
        What::MinorHours,
        Warn,
        OTHER,
        &[
            (FromMonths, 0),
            (ToMonths, years(6)),
            (SchoolDayMin, h(6)),
            (FreeDayMin, h(6)),
        ],
    ),
    rule(
        "hours_9",
        What::MinorHours,
        Warn,
        OTHER,
        &[
            (FromMonths, years(9)),
            (ToMonths, years(14)),
            (SchoolDayMin, h(9)),
            (FreeDayMin, h(9)),
        ],
    ),
    rule(
        "hours_14",
        What::MinorHours,
        Warn,
        OTHER,
        &[
            (FromMonths, years(14)),
            (ToMonths, years(16)),
            (SchoolDayMin, h(10)),
            (FreeDayMin, h(10)),
        ],
    ),
];

pub(super) const PRESETS: &[Preset] = &[
    Preset {
        key: "minors_california",
        name: "Minors in California",
        jurisdiction: "California",
        agreement: "",
        valid_from: "",
        source: "Teaching the Stars and PlanetPrepro, which agree. Permit, studio teacher, parent and trust account are not checked here.",
        applies_to: AppliesTo::Minors,
        currency: "USD",
        rules: &[ROWS, CLOCK],
    },
    Preset {
        key: "minors_gcasper",
        name: "Minors, G-Casper's table (differs from California's)",
        jurisdiction: "",
        agreement: "",
        valid_from: "",
        source: OTHER,
        applies_to: AppliesTo::Minors,
        currency: "",
        rules: &[OTHER_ROWS],
    },
];
