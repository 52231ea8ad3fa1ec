//! What cannot be shot as a board says: rules that run over the board as it is read, fast enough
//! for every change and for every row that a strip is dragged over.
//!
//! A conflict is data: which rule, how grave, whom and what it concerns, the numbers that its text
//! names, and an identity that stays while the cause stays. Words belong to the app; nothing is
//! forbidden here.

mod absence;
mod day;
mod facts;
mod fix;
mod minor;
mod rest;
mod scene;
mod would;

use std::sync::Arc;

use jiff::civil::Date;

use crate::board::{Layout, RowKey, Spot};
use crate::book::Book;
use crate::eighths::Eighths;
use crate::id::Id;
use crate::kind::Kind;

pub use facts::{Facts, Rules};
pub use fix::Fix;
pub use rest::{Hour, RestRule};
pub use would::news;

/// The kinds that conflicts read.
pub const KINDS: &[Kind] = &[
    Kind::Production,
    Kind::Board,
    Kind::Unit,
    Kind::Strip,
    Kind::Row,
    Kind::Day,
    Kind::Date,
    Kind::Scene,
    Kind::Character,
    Kind::Element,
    Kind::Event,
    Kind::Person,
    Kind::Location,
    Kind::Call,
    Kind::RuleSet,
    Kind::Rule,
    Kind::Private,
];

/// Which rule speaks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rule {
    /// Somebody or something is not there on the date of a scene that needs them.
    Unavailable,
    /// A person works outside the dates of their engagement.
    NotEngaged,
    /// A person works in two units on one date.
    TwoUnits,
    OverPages,
    OverTime,
    /// Less time between a wrap and the next call than the rest rule asks for.
    ShortRest,
    /// A night outdoors and a day outdoors on the next date, while a time of theirs is not planned.
    NightThenDay,
    /// A minor on a day that wraps too late, or in a night exterior.
    MinorLate,
    /// A minor in more minutes of scenes than they may work; of an unknown age, than any may.
    MinorHours,
    /// A minor whose age cannot be read here: how old they must be at least.
    MinorAge,
    /// A minor for whose age the set of rules has no row.
    MinorNoRow,
    /// Minors for whom no set of rules is in force.
    MinorNoRules,
    /// A scene has an element without what it brings along.
    MissingLink,
    /// Two scheduled scenes carry one number.
    NumberTwice,
    /// A scene stands on the active boards of two units.
    SceneTwice,
    /// A scene is in no day of any unit, and not omitted.
    Nowhere,
}

impl Rule {
    pub const ALL: [Rule; 16] = [
        Self::Unavailable,
        Self::NotEngaged,
        Self::TwoUnits,
        Self::OverPages,
        Self::OverTime,
        Self::ShortRest,
        Self::NightThenDay,
        Self::MinorLate,
        Self::MinorHours,
        Self::MinorAge,
        Self::MinorNoRow,
        Self::MinorNoRules,
        Self::MissingLink,
        Self::NumberTwice,
        Self::SceneTwice,
        Self::Nowhere,
    ];

    /// Returns the name that keys are made of.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unavailable => "unavailable",
            Self::NotEngaged => "not_engaged",
            Self::TwoUnits => "two_units",
            Self::OverPages => "over_pages",
            Self::OverTime => "over_time",
            Self::ShortRest => "short_rest",
            Self::NightThenDay => "night_then_day",
            Self::MinorLate => "minor_late",
            Self::MinorHours => "minor_hours",
            Self::MinorAge => "minor_age",
            Self::MinorNoRow => "minor_no_row",
            Self::MinorNoRules => "minor_no_rules",
            Self::MissingLink => "missing_link",
            Self::NumberTwice => "number_twice",
            Self::SceneTwice => "scene_twice",
            Self::Nowhere => "nowhere",
        }
    }
}

/// How grave a conflict is (DOMAIN 3.11).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// It cannot be shot like this.
    Block,
    Warn,
    Info,
}

/// Whom or what a conflict concerns.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Who {
    Person(Id),
    Character(Id),
    Element(Id),
    Location(Id),
}

impl Who {
    /// Reads the fields `of_kind` and `of` of an event.
    pub fn parse(kind: &str, id: &str) -> Option<Self> {
        let id = || Id::new(id);
        match Kind::parse(kind) {
            Kind::Person => Some(Self::Person(id())),
            Kind::Character => Some(Self::Character(id())),
            Kind::Element => Some(Self::Element(id())),
            Kind::Location => Some(Self::Location(id())),
            _ => None,
        }
    }

    pub fn kind(&self) -> Kind {
        match self {
            Self::Person(_) => Kind::Person,
            Self::Character(_) => Kind::Character,
            Self::Element(_) => Kind::Element,
            Self::Location(_) => Kind::Location,
        }
    }

    pub fn id(&self) -> &Id {
        match self {
            Self::Person(id) | Self::Character(id) | Self::Element(id) | Self::Location(id) => id,
        }
    }
}

/// Why something is a conflict, with the values that its text names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// `from` and `to` are the event's, both included.
    Unavailable {
        date: Date,
        event: Id,
        from: Date,
        to: Date,
    },
    NotEngaged {
        date: Date,
        start: Option<Date>,
        finish: Option<Date>,
    },
    /// The other unit's board and day.
    TwoUnits {
        date: Date,
        board: Id,
        day: Id,
    },
    OverPages {
        eighths: Eighths,
        limit: Eighths,
    },
    OverTime {
        est_min: i64,
        limit_min: i64,
    },
    /// `wrap_min` counts from the first day's midnight, `call_min` from the second's.
    ShortRest {
        wrap_min: i64,
        call_min: i64,
        rest_min: i64,
        rule: RestRule,
    },
    /// The hours are counted as in [`Why::ShortRest`].
    NightThenDay {
        wrap: Hour,
        call: Hour,
        rest_min: i64,
        rule: RestRule,
    },
    /// `wrap_min` as it was typed; nothing: a night exterior says so. `rule` is the production's
    /// own, here as below: it names its set and who says so.
    MinorLate {
        wrap_min: Option<i64>,
        latest_min: i64,
        school_tomorrow: bool,
        rule: Id,
    },
    /// The limit is that of the oldest minors where `age_known` is false.
    MinorHours {
        est_min: i64,
        limit_min: i64,
        age_known: bool,
        school_day: bool,
        rule: Id,
    },
    /// The longest day, and the youngest who may work that long on a day without school, in months.
    MinorAge {
        est_min: i64,
        from_months: i64,
        rule: Id,
    },
    MinorNoRow {
        rule: Id,
    },
    /// How many there are.
    MinorNoRules {
        minors: usize,
    },
    MissingLink {
        needs: Who,
    },
    NumberTwice {
        number: Arc<str>,
    },
    /// The other unit's board and day.
    SceneTwice {
        board: Id,
        day: Id,
    },
    Nowhere,
}

/// One thing that does not work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    pub rule: Rule,
    pub severity: Severity,
    pub who: Option<Who>,
    /// The scenes concerned, in shooting order.
    pub scenes: Vec<Id>,
    pub days: Vec<Id>,
    pub why: Why,
}

impl Conflict {
    /// Returns what stays the same while the cause stays: the rule, whom it concerns, the days or
    /// the scene, and the date where the date is the matter. A second scene of the same person on
    /// the same day is no second conflict.
    pub fn key(&self) -> String {
        let mut key = self.rule.as_str().to_owned();
        let mut add = |part: &str| {
            key.push('/');
            key.push_str(part);
        };
        if let Some(who) = &self.who {
            add(who.id().as_str());
        }
        match &self.why {
            Why::Unavailable { date, event, .. } => {
                add(event.as_str());
                add(&date.to_string());
            }
            Why::NotEngaged { date, .. } | Why::TwoUnits { date, .. } => add(&date.to_string()),
            Why::MissingLink { needs } => add(needs.id().as_str()),
            Why::NumberTwice { number } => add(number),
            Why::SceneTwice { board, .. } => add(board.as_str()),
            _ => {}
        }
        match self.rule {
            Rule::MissingLink | Rule::SceneTwice | Rule::Nowhere => {
                self.scenes.iter().for_each(|scene| add(scene.as_str()));
            }
            // The longest day may change; the question stays.
            Rule::MinorAge | Rule::MinorNoRow => {}
            _ => self.days.iter().for_each(|day| add(day.as_str())),
        }
        key
    }

    /// Returns how much of it there is, where that can grow: eighths, minutes over or short.
    pub fn amount(&self) -> i64 {
        match self.why {
            Why::OverPages { eighths, .. } => eighths.0.into(),
            Why::OverTime { est_min, .. }
            | Why::MinorHours { est_min, .. }
            | Why::MinorAge { est_min, .. } => est_min,
            Why::MinorNoRules { minors } => i64::try_from(minors).unwrap_or(i64::MAX),
            Why::ShortRest { rest_min, .. } | Why::NightThenDay { rest_min, .. } => {
                rest_min.saturating_neg()
            }
            _ => 0,
        }
    }
}

/// Lists what does not work on a board, the gravest first, then by day.
pub fn conflicts(book: &Book, layout: &Layout) -> Vec<Conflict> {
    Facts::of(book, layout, Rules::default()).conflicts(layout)
}

/// Lists the conflicts that a move would cause or make worse. Whoever asks for many spots in a row
/// keeps the [`Facts`] and asks [`Facts::would`].
pub fn would(book: &Book, layout: &Layout, rows: &[RowKey], to: &Spot) -> Vec<Conflict> {
    let facts = Facts::of(book, layout, Rules::default());
    let before = facts.conflicts(layout);
    facts.would(layout, &before, rows, to)
}

#[cfg(test)]
mod tests;
