//! What is handed to the typesetter: which document, its body, and how it was issued. Whoever
//! holds the records makes a [`Job`]; the typesetter knows nothing else of the production.

mod choose;
mod day;
pub mod protocol;

use serde::{Deserialize, Serialize};

use crate::callsheet::Issued;
use crate::id::Id;

pub use choose::{
    Copies, NotThere, Wanted, call_sheet, copied, crew_list, draft_sheet, halved, issued_schedule,
    issued_sheet, job, preview_sheet, schedule,
};
pub use day::{issued_report, issued_sides, minute_on, report, sides};

/// Which document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    CallSheet,
    OneLiner,
    ShootingSchedule,
    Chronological,
    DayOutOfDays,
    BreakdownSheets,
    ElementList,
    CrewList,
    DailyReport,
    ExhibitG,
    Sides,
}

impl Kind {
    pub const ALL: [Kind; 11] = [
        Self::CallSheet,
        Self::OneLiner,
        Self::ShootingSchedule,
        Self::Chronological,
        Self::DayOutOfDays,
        Self::BreakdownSheets,
        Self::ElementList,
        Self::CrewList,
        Self::DailyReport,
        Self::ExhibitG,
        Self::Sides,
    ];

    /// Returns the name that the command line and files use; a schedule's is the one its issued
    /// records carry.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CallSheet => "call-sheet",
            Self::OneLiner => "one-liner",
            Self::ShootingSchedule => "shooting-schedule",
            Self::Chronological => "chronological",
            Self::DayOutOfDays => "day-out-of-days",
            Self::BreakdownSheets => "breakdown-sheets",
            Self::ElementList => "element-list",
            Self::CrewList => "crew-list",
            Self::DailyReport => "daily-report",
            Self::ExhibitG => "exhibit-g",
            Self::Sides => "sides",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Says whether it is made of one shoot day.
    pub fn takes_day(self) -> bool {
        matches!(
            self,
            Self::CallSheet | Self::DailyReport | Self::ExhibitG | Self::Sides
        )
    }
}

/// The paper it is laid out for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    Letter,
    A4,
    Legal,
}

impl Paper {
    pub const ALL: [Paper; 3] = [Self::Letter, Self::A4, Self::Legal];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::A4 => "a4",
            Self::Legal => "legal",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.as_str() == text)
    }

    /// Returns the paper that a production or an issued document names; A4 where it names none,
    /// as its print does.
    pub fn named(text: &str) -> Self {
        Self::parse(text).unwrap_or(Self::A4)
    }
}

/// One document to be typeset.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Job {
    pub kind: Kind,
    pub paper: Paper,
    /// The canonical body, as issued or of the draft.
    pub body: String,
    /// The body that this one revises: what differs is marked.
    pub before: Option<String>,
    /// Nothing for a draft, which says so on each page.
    pub edition: Option<Edition>,
    /// Whom to call about it, where the body does not say: the office's phone.
    pub contact: String,
    /// Who signed or rejected a report, as it stands now; of a draft nobody did.
    pub signings: Vec<Signed>,
    pub version: Version,
    pub watermark: Option<Watermark>,
    pub size: Size,
}

/// How large its pages are on the paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Size {
    #[default]
    Whole,
    /// Two pages of sides beside each other on a sheet that is cut apart: 5.5 by 8.5 inches of
    /// Letter, A5 of A4.
    Half,
}

/// What of a document this is, said in words on each page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Version {
    #[default]
    Whole,
    /// A call sheet that the keys read before it is issued.
    Preview,
    /// A call sheet for outsiders: see [`crate::callsheet::redact`].
    Redacted,
}

/// Whose copy it is, across each page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Watermark {
    pub name: String,
    /// A civil date.
    pub date: String,
}

impl Job {
    /// What a draft lacks; whoever makes one names its kind, paper and body.
    pub(super) fn draft() -> Self {
        Self {
            kind: Kind::CallSheet,
            paper: Paper::A4,
            body: String::new(),
            before: None,
            edition: None,
            contact: String::new(),
            signings: Vec::new(),
            version: Version::Whole,
            watermark: None,
            size: Size::Whole,
        }
    }
}

/// A named signer and what they said, in the production's zone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Signed {
    pub person: Id,
    pub name: String,
    pub answer: Answered,
    /// Civil date and minutes from its midnight, of an answer.
    pub date: String,
    pub minutes: Option<i64>,
    /// Why it was rejected.
    pub text: String,
}

/// What a signer said.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Answered {
    Open,
    Signed,
    Rejected,
}

/// How a document was issued.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Edition {
    /// Counts revisions from 0.
    pub number: u32,
    pub colour: String,
    /// Eight letters that people compare: "7F3A 19C2".
    pub code: String,
    /// The text of the QR code; empty where no room of the app reads one.
    pub qr: String,
}

impl Edition {
    fn of(cover: &Issued, qr: String) -> Self {
        Self {
            number: cover.number,
            colour: cover.colour.clone(),
            code: cover.code(),
            qr,
        }
    }
}

#[cfg(test)]
mod tests;
