//! What comes out of the schedule: one-liner, shooting schedule, chronological list, day out of
//! days, breakdown sheets and element lists (DOMAIN 3.7), as drafts and as issued documents.
//!
//! A draft and an issued document are one [`Schedule`]; whoever draws or exports it reads nothing
//! else.

mod body;
mod csv;
mod draft;
mod issue;
mod legend;

pub use body::{Codes, Entry, GridColumn, GridRow, Line, ListGroup, Needs, Part, SCHEMA, Schedule};
pub use csv::csv;
pub use draft::{Names, draft};
pub use issue::{Edition, editions, issue, latest, read, readers, received};
pub use legend::{LegendLine, legend};

use crate::kind::Kind;

/// The kinds that a draft reads.
pub const KINDS: &[Kind] = &[
    Kind::Production,
    Kind::Board,
    Kind::Unit,
    Kind::Strip,
    Kind::Row,
    Kind::Day,
    Kind::Date,
    Kind::Event,
    Kind::Scene,
    Kind::Character,
    Kind::Category,
    Kind::Element,
    Kind::Department,
    Kind::Person,
    Kind::Location,
    Kind::Progress,
];

/// What a day out of days goes by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Basis {
    #[default]
    Planned,
    /// As the set reported it; days it said nothing of stand as planned.
    Actual,
    /// A row of either, below one another.
    Both,
}

impl Basis {
    pub const ALL: [Basis; 3] = [Self::Planned, Self::Actual, Self::Both];

    /// Returns the name that addresses and bodies carry; nothing for the plan.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "",
            Self::Actual => "actual",
            Self::Both => "both",
        }
    }

    /// Reads a name; one that nobody knows is the plan.
    pub fn parse(text: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|basis| basis.as_str() == text).unwrap_or_default()
    }
}

/// Which document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum What {
    /// A line a scene in shooting order.
    #[default]
    OneLiner,
    /// The same with everything that each scene needs.
    Shooting,
    /// A line a scene in script order, with its day.
    Chronological,
    /// Who or what of one category is needed on which date.
    DayOutOfDays,
    /// A page a scene with everything it needs.
    BreakdownSheets,
    /// What is needed, by category or of one of them, with its scenes and days.
    ElementList,
}

impl What {
    pub const ALL: [What; 6] = [
        Self::OneLiner,
        Self::Shooting,
        Self::Chronological,
        Self::DayOutOfDays,
        Self::BreakdownSheets,
        Self::ElementList,
    ];

    /// Returns the name that addresses and issued records carry.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OneLiner => "one-liner",
            Self::Shooting => "shooting-schedule",
            Self::Chronological => "chronological",
            Self::DayOutOfDays => "day-out-of-days",
            Self::BreakdownSheets => "breakdown-sheets",
            Self::ElementList => "element-list",
        }
    }

    /// Returns what it is called where changes are told.
    pub fn noun(self) -> &'static str {
        match self {
            Self::OneLiner => "One-liner",
            Self::Shooting => "Shooting schedule",
            Self::Chronological => "Chronological list",
            Self::DayOutOfDays => "Day out of days",
            Self::BreakdownSheets => "Breakdown sheets",
            Self::ElementList => "Element list",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.as_str() == text)
    }

    /// Says whether it is made of one category at a time.
    pub fn takes_category(self) -> bool {
        matches!(self, Self::DayOutOfDays | Self::ElementList)
    }
}

#[cfg(test)]
mod tests;
