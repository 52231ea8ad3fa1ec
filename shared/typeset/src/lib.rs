//! The typesetter: makes PDFs of the production's documents, offline, natively and in a worker.
//! No I/O and no clock: fonts come as bytes, everything else in the [`Job`].
//!
//! Each document is one module (what stands on it, in words) and one template of the same name in
//! `templates/` (how it looks). No text of a production ever becomes markup: templates read it
//! from `data.json`.

mod call_sheet;
mod clean;
mod crew_list;
mod daily_report;
mod dood;
mod elements;
mod exhibit_g;
pub mod fonts;
mod frame;
mod grid;
mod lines;
mod qr;
mod report_people;
mod sheets;
mod sides;
mod words;
mod world;

use serde::Serialize;
use shared::callsheet::Damaged;
use shared::pdf::{Job, Kind};

pub use fonts::Fonts;
pub use words::category_name;

/// A document that was typeset.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pdf {
    pub bytes: Vec<u8>,
    pub pages: usize,
    /// Letters that no font has; the document shows □ for them and says so.
    pub lacking: Vec<char>,
}

/// Why there is no document.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refused {
    #[error("{0}.")]
    Damaged(#[from] Damaged),
    /// A fault of ours: a template does not fit its data.
    #[error("The document could not be typeset ({0}). Please report it.")]
    Template(String),
}

/// Typesets a document.
///
/// # Errors
/// Says in a sentence why not.
pub fn typeset(job: &Job, fonts: &Fonts) -> Result<Pdf, Refused> {
    let (template, data) = data(job)?;
    let cleaned = clean::clean(data, fonts);
    world::compile(template, &cleaned, fonts)
}

/// What a template reads.
#[derive(Serialize)]
struct Data<T> {
    frame: frame::Frame,
    doc: T,
}

/// Returns the template of a document and what it reads.
fn data(job: &Job) -> Result<(&'static str, serde_json::Value), Refused> {
    let read = |value: Result<serde_json::Value, serde_json::Error>| {
        value.map_err(|why| Refused::Template(why.to_string()))
    };
    Ok(match job.kind {
        Kind::CallSheet => (
            "call-sheet",
            read(serde_json::to_value(call_sheet::of(job)?))?,
        ),
        Kind::OneLiner | Kind::ShootingSchedule | Kind::Chronological => {
            ("lines", read(serde_json::to_value(lines::of(job)?))?)
        }
        Kind::DayOutOfDays => ("dood", read(serde_json::to_value(dood::of(job)?))?),
        Kind::BreakdownSheets => ("sheets", read(serde_json::to_value(sheets::of(job)?))?),
        Kind::ElementList => ("elements", read(serde_json::to_value(elements::of(job)?))?),
        Kind::CrewList => (
            "crew-list",
            read(serde_json::to_value(crew_list::of(job)?))?,
        ),
        Kind::DailyReport => (
            "daily-report",
            read(serde_json::to_value(daily_report::of(job)?))?,
        ),
        Kind::ExhibitG => (
            "exhibit-g",
            read(serde_json::to_value(exhibit_g::of(job)?))?,
        ),
        Kind::Sides => ("sides", read(serde_json::to_value(sides::of(job)?))?),
    })
}
