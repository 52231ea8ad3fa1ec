//! The body of an issued schedule: everything that is needed to show it, with no other record.

use serde::{Deserialize, Serialize};

use crate::body::body;
use crate::callsheet::Damaged;
use crate::id::Id;

/// The schema that this version writes. A newer one is shown as far as it is understood.
pub const SCHEMA: u32 = 1;

body! {
    /// A document of the schedule, a draft or one that was issued.
    Schedule {
        schema: u32,
        /// One of [`super::What`].
        what: String,
        production: Option<Id>,
        title: String,
        company: String,
        /// `letter` or `a4`.
        paper: String,
        board: String,
        /// The category it is of, and its name.
        of: Option<Id>,
        of_name: String,
        /// Revisions count from 0, the white one.
        number: u32,
        colour: String,
        /// Civil date of the issue.
        date: String,
        script_colour: String,
        script_date: String,
        days: u32,
        scenes: u32,
        eighths: u32,
        parts: Vec<Part>,
        /// Of a day out of days one of [`super::Basis`]; empty: as planned.
        basis: String,
        codes: Codes,
        columns: Vec<GridColumn>,
        rows: Vec<GridRow>,
        groups: Vec<ListGroup>,
    }

    /// A shoot day with its lines; without `number` scenes that stand in no day.
    Part {
        day: Option<Id>,
        number: u32,
        date: String,
        text: String,
        location: String,
        scenes: u32,
        eighths: u32,
        est_min: Option<i64>,
        lines: Vec<Line>,
    }

    /// A scene; without `scene` a banner, with its words in `set`.
    Line {
        scene: Option<Id>,
        number: String,
        int_ext: String,
        set: String,
        time: String,
        synopsis: String,
        script_day: String,
        page: String,
        sequence: String,
        unit: String,
        eighths: u32,
        est_min: Option<i64>,
        /// Cast numbers; a character without one by name.
        cast: Vec<String>,
        location: String,
        comments: String,
        omitted: bool,
        /// The day it is shot on, where lines are not grouped by day.
        day_number: u32,
        date: String,
        /// How many background actors, as far as they were counted.
        background: u32,
        paint: String,
        needs: Vec<Needs>,
    }

    /// What a scene needs of one category.
    Needs {
        name: String,
        letter: String,
        items: Vec<String>,
    }

    /// The codes of the day out of days where they are not the usual ones.
    Codes {
        travel: String,
        rehearsal: String,
        fitting: String,
        /// A drop is a `D` on each of its days, not a letter on the last day of work.
        fill: bool,
    }

    /// A date of the day out of days.
    GridColumn {
        date: String,
        /// The shoot day on it, from 1.
        day_number: u32,
        /// Nobody works: a day off, a holiday, travel.
        off: bool,
        text: String,
        /// The set said which scenes were shot.
        reported: bool,
    }

    /// An element on the day out of days.
    GridRow {
        id: Option<Id>,
        number: String,
        name: String,
        /// As it was shot, where the set reported it; otherwise as planned.
        actual: bool,
        /// Codes, as many as there are columns (DOMAIN 3.6).
        cells: Vec<String>,
        travel: u32,
        work: u32,
        rehearsal: u32,
        fitting: u32,
        hold: u32,
        holiday: u32,
        start: String,
        finish: String,
        total: u32,
    }

    /// The elements of one category.
    ListGroup {
        name: String,
        letter: String,
        entries: Vec<Entry>,
    }

    /// An element with where and when it is needed.
    Entry {
        id: Option<Id>,
        number: String,
        name: String,
        notes: String,
        department: String,
        /// Numbers of its scenes, in script order.
        scenes: Vec<String>,
        /// Its shoot days.
        days: Vec<u32>,
        eighths: u32,
    }
}

impl Schedule {
    /// Reads a body; fields of a newer version are passed over.
    pub fn parse(body: &str) -> Result<Self, Damaged> {
        serde_json::from_str(body).map_err(|e| Damaged(e.to_string()))
    }

    /// Writes the canonical body.
    pub fn body(&self) -> String {
        // Strings, numbers and lists of them cannot fail to be written.
        serde_json::to_string(self).unwrap_or_default()
    }
}
