//! The daily production report: filled from the floor, the call sheet and the schedule, frozen for
//! signature, signed or rejected, and amended by a new revision (DOMAIN 3.10).

mod body;
mod course;
mod csv;
mod derive;
mod diff;
pub(crate) mod issue;
mod live;
mod penalties;
mod people;
mod progress;
mod scheduled;
mod sums;
#[cfg(test)]
mod tests;

pub use body::{
    BackgroundRow, CrewGroup, CrewRow, DailyReport, DayCount, DelayRow, IncidentRow, KeyRow,
    LateRow, NoteRow, OwedRow, Penalty, PerformerRow, Plates, Progress, Roll, SCHEMA, SceneRow,
    Signer, Stamped, TallyRow, at,
};
pub use course::{Leg, course};
pub use csv::{COLUMNS, times_csv};
pub use derive::derive;
pub use diff::{Difference, differences};
pub use issue::{
    Answer, REPORT, Revision, Signing, Standing, freeze, latest, read, reject, revisions, sign,
    waiting_for,
};
pub use live::{Heads, Live, Now, live};
pub use penalties::{penalties, priced};
pub use scheduled::Scheduled;

use crate::kind::Kind;

/// The kinds that [`derive`] and [`penalties`] read.
pub const KINDS: &[Kind] = &[
    Kind::Production,
    Kind::Department,
    Kind::Person,
    Kind::Character,
    Kind::Unit,
    Kind::Location,
    Kind::Scene,
    Kind::Board,
    Kind::Strip,
    Kind::Row,
    Kind::Day,
    Kind::Date,
    Kind::Call,
    Kind::Issue,
    Kind::Progress,
    Kind::Note,
    Kind::Times,
    Kind::TimesWord,
    Kind::Actual,
    Kind::DayLog,
    Kind::Element,
    Kind::RuleSet,
    Kind::Rule,
    Kind::Override,
];
