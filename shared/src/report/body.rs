//! The body of a daily report: everything that is needed to show it, with no other record.
//!
//! Its JSON is canonical and its hash is taken of that text, as with a call sheet.

use serde::{Deserialize, Serialize};

use crate::body::body;
use crate::callsheet::Damaged;
use crate::callsheet::sheet::Minutes;
use crate::floor::Stamp;
use crate::id::Id;

/// The schema that this version writes. A newer one is shown as far as it is understood.
pub const SCHEMA: u32 = 1;

body! {
    /// The report of one shoot day, live or frozen.
    DailyReport {
        schema: u32,
        production: Option<Id>,
        title: String,
        company: String,
        /// `letter`, `legal` or `a4`.
        paper: String,
        day: Option<Id>,
        /// The number of the shoot day, from 1.
        day_number: u32,
        days: u32,
        /// Civil date, `2026-03-12`.
        date: String,
        zone: String,
        /// Revisions count from 0.
        number: u32,
        /// The name of the revision's colour.
        colour: String,
        script_colour: String,
        script_date: String,
        /// The call sheet it is held against, in words of its revision: number and colour; empty
        /// where none was issued and the board was taken.
        sheet_colour: String,
        sheet_number: u32,
        /// Civil dates.
        start: String,
        scheduled_finish: String,
        estimated_finish: String,
        locations: Vec<String>,
        weather: String,
        key_times: Vec<KeyRow>,
        tally: Vec<TallyRow>,
        /// Scenes that the script has no more.
        omitted: u32,
        day_counts: Vec<DayCount>,
        progress: Progress,
        scenes: Vec<SceneRow>,
        owed: Vec<OwedRow>,
        cast: Vec<PerformerRow>,
        background: Vec<BackgroundRow>,
        crew: Vec<CrewGroup>,
        plates: Plates,
        penalties: Vec<Penalty>,
        late: Vec<LateRow>,
        camera_rolls: Vec<Roll>,
        sound_rolls: Vec<Roll>,
        delays: Vec<DelayRow>,
        /// The sum of the delays that have ended.
        delay_min: Minutes,
        incidents: Vec<IncidentRow>,
        notes: Vec<NoteRow>,
        signers: Vec<Signer>,
    }

    /// A time of the day, planned and as it was; `what` as in `floor::KeyTime`.
    KeyRow {
        what: String,
        planned: Option<Minutes>,
        actual: Option<Minutes>,
    }

    /// A row of the tally; `what` is `scenes` (a count), `pages` (eighths), `minutes` (seconds of
    /// screen time), `setups`, `added`, `retakes` or `stills` (counts). What has no total has no
    /// remainder. To date is previous and today; total is to date and remaining, but for
    /// `minutes`, where total and remaining are what the script was timed at, a page a minute.
    TallyRow {
        what: String,
        total: Option<i64>,
        previous: i64,
        today: i64,
        to_date: i64,
        remaining: Option<i64>,
    }

    /// Days of a kind: `shoot travel holiday`.
    DayCount {
        what: String,
        /// How many the schedule has.
        scheduled: u32,
        /// How many the schedule has up to this day.
        due: u32,
        /// How many were worked up to this day, for shoot days.
        actual: Option<u32>,
    }

    /// Ahead or behind (DOMAIN 3.10).
    Progress {
        /// Days up to this one on which something was shot.
        shoot_days: u32,
        /// Eighths a day in tenths, up to now and as planned.
        average_tenths: u32,
        planned_tenths: u32,
        /// Eighths of the scenes that were scheduled up to this day, each once, and of what was
        /// shot.
        scheduled_eighths: u32,
        shot_eighths: u32,
        /// Eighths that were scheduled and not shot; less than nothing is ahead.
        behind_eighths: i64,
        /// The same in tenths of a planned day.
        behind_day_tenths: i64,
        /// How many more days the rest takes at the average.
        days_needed: Option<u32>,
    }

    /// A scene of the day.
    SceneRow {
        scene: Option<Id>,
        number: String,
        int_ext: String,
        set: String,
        time: String,
        /// It was on the call sheet of the day.
        is_scheduled: bool,
        /// `complete part not_shot started`, or empty: nothing was said.
        state: String,
        eighths: u32,
        /// What the day is credited with.
        credited: u32,
        /// What is left after the day.
        left: u32,
        is_retake: bool,
        setups: u32,
        seconds: Option<i64>,
        /// A code, as in `floor::Reason`.
        reason: String,
        note: String,
    }

    /// A scene that is owed: shot in part, or not at all, and not made up for until this day.
    OwedRow {
        scene: Option<Id>,
        number: String,
        set: String,
        left: u32,
        /// The last shoot day that had it, and the next that has it now; 0 for none.
        from_day: u32,
        to_day: u32,
    }

    /// A stamp of somebody's day; `what` as in `floor::Stamp`.
    Stamped {
        what: String,
        at: Minutes,
    }

    /// A performer: the columns of the Exhibit G.
    PerformerRow {
        person: Option<Id>,
        number: String,
        name: String,
        character: String,
        minor: bool,
        /// `SW W WF H T ...`.
        code: String,
        call: Option<Minutes>,
        at: Vec<Stamped>,
        worked_min: Option<Minutes>,
        stunt: String,
        outfits: String,
        tutoring_min: Option<Minutes>,
        /// How many meal and rest penalties the rules find.
        penalties: u32,
        /// `confirmed`, `disputed`, or empty; only where it was said of these very times.
        said: String,
        said_text: String,
        remarks: String,
    }

    /// A group of background, or a stand-in.
    BackgroundRow {
        person: Option<Id>,
        name: String,
        character: String,
        called: u32,
        came: Option<u32>,
        call: Option<Minutes>,
        at: Vec<Stamped>,
        remarks: String,
    }

    CrewGroup {
        department: Option<Id>,
        name: String,
        people: Vec<CrewRow>,
    }

    CrewRow {
        person: Option<Id>,
        name: String,
        position: String,
        call: Option<Minutes>,
        on_call: bool,
        at: Vec<Stamped>,
        worked_min: Option<Minutes>,
        said: String,
        said_text: String,
        remarks: String,
    }

    /// What was served.
    Plates {
        breakfasts: Option<i64>,
        lunches: Option<i64>,
        seconds: Option<i64>,
    }

    /// What a working-time rule found on the day (DOMAIN 3.11); the rules engine makes them.
    Penalty {
        person: Option<Id>,
        name: String,
        /// A code, as in `rules::What`.
        what: String,
        /// The name of the rule set, and who says so.
        rule: String,
        /// How many penalties a late meal makes; 0 where none are counted.
        steps: u32,
        /// Why it was accepted, where somebody did.
        text: String,
        /// By how much it was missed.
        short_min: Minutes,
        /// In minor units. Reports go to people who may not know what somebody is paid, so none is
        /// written; a report of an earlier version may have one.
        cost: Option<i64>,
        currency: String,
    }

    /// Somebody who came after their call.
    LateRow {
        person: Option<Id>,
        name: String,
        call: Minutes,
        came: Minutes,
    }

    Roll {
        name: String,
        scene: String,
    }

    DelayRow {
        at: Option<Minutes>,
        minutes: Option<Minutes>,
        reason: String,
        text: String,
        scene: String,
    }

    /// A near miss or a problem; `what` as in `floor::LineKind`.
    IncidentRow {
        what: String,
        at: Option<Minutes>,
        text: String,
        place: String,
        /// 1 to 5.
        severity: Option<i64>,
        scene: String,
        by: String,
    }

    NoteRow {
        at_ms: i64,
        text: String,
        scene: String,
        by: String,
    }

    /// Who has to sign.
    Signer {
        /// The day's field that names them: `first_ad upm`.
        role: String,
        person: Option<Id>,
        name: String,
    }
}

impl DailyReport {
    /// Reads the body of a frozen report. What a newer version added is passed over.
    pub fn parse(body: &str) -> Result<Self, Damaged> {
        serde_json::from_str(body).map_err(|e| Damaged(e.to_string()))
    }

    /// Writes the canonical body.
    pub fn body(&self) -> String {
        // Strings, numbers and lists of them cannot fail to be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Returns a row of the tally.
    pub fn tally(&self, what: &str) -> Option<&TallyRow> {
        self.tally.iter().find(|row| row.what == what)
    }
}

/// Finds a stamp among those of a row.
pub fn at(stamps: &[Stamped], stamp: Stamp) -> Option<Minutes> {
    stamps
        .iter()
        .find(|stamped| stamped.what == stamp.as_str())
        .map(|stamped| stamped.at)
}
