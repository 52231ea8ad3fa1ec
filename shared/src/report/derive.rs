//! The live report of a day, from everything that is known now.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::body::{
    DailyReport, DelayRow, IncidentRow, KeyRow, NoteRow, OwedRow, Penalty, Plates, Roll, SCHEMA,
    SceneRow, Signer,
};
use super::people::people;
use super::progress::{day_counts, outlook};
use super::scheduled::{Due, Scheduled, up_to};
use super::sums::{Sums, is_due, left_after};
use crate::board;
use crate::book::Book;
use crate::callsheet::{CallSheet, issue};
use crate::floor::{
    self, Actual, KeyTime, Line, LineKind, Marks, State, Turns, actual, lines, notes, others,
    planned_days, sheet_of, squads, stand,
};
use crate::id::Id;
use crate::kind::Kind;
use crate::revision;
use crate::scene::{self, SceneView};

/// Derives the report of a day as it stands now. `penalties` are what the working-time rules found
/// on the day's times; number and colour are left to [`freeze`](super::freeze).
pub fn derive(book: &Book, day: &Id, penalties: &[Penalty]) -> DailyReport {
    let sheet = sheet_of(book, day);
    let planned = planned_days(book).into_iter().find(|p| p.day == *day);
    let date = match &planned {
        Some(planned) => planned.date.clone(),
        None => sheet.date.clone(),
    };
    let marks = Marks::read(book);
    let turns = Turns::read(book);
    let scheduled = Scheduled::read(book);
    let views = scene::in_order(book);
    let sums = Sums::of(book, day, &views, &marks, &turns, &scheduled);
    let outlook = outlook(book, day, &date, &sums, &scheduled);
    let stand = stand(book, day);
    let others = others(book, &squads(&sheet), &stand.rows);
    let company = people(&sheet, others.as_ref(), &stand, penalties);
    let actual = actual(book, day, &stand.rows);
    let lines = lines(book, day);
    let said = |field: &str| book.production().map_or("", |p| p.text(field)).to_owned();
    let number = |scene: Option<&Id>| {
        let scene = scene.and_then(|id| book.get(&Kind::Scene, id));
        scene.map_or("", |r| r.text("number")).to_owned()
    };
    let name = |person: Option<&Id>| match person {
        Some(id) => book.text(&Kind::Person, id, "name").to_owned(),
        None => String::new(),
    };
    let issued = issue::current(book, day);
    let context = Context {
        book,
        day,
        marks: &marks,
        turns: &turns,
        scheduled: &scheduled,
        lines: &lines,
        views: views.iter().map(|view| (&view.id, view)).collect(),
    };
    DailyReport {
        schema: SCHEMA,
        production: book.production().map(|p| p.id.clone()),
        title: said("title"),
        company: said("company"),
        paper: said("paper"),
        day: Some(day.clone()),
        day_number: planned.as_ref().map_or(0, |p| p.number),
        days: planned.as_ref().map_or(0, |p| p.of),
        zone: said("zone"),
        number: 0,
        colour: String::new(),
        script_colour: book
            .production()
            .and_then(|p| p.int("script_colour"))
            .and_then(|n| u32::try_from(n).ok())
            .map_or_else(String::new, revision::nth),
        script_date: said("script_date"),
        sheet_number: issued.as_ref().map_or(0, |i| i.number),
        sheet_colour: issued.map_or_else(String::new, |i| i.colour),
        start: said("start"),
        scheduled_finish: outlook.scheduled_finish,
        estimated_finish: outlook.estimated_finish,
        locations: sheet.locations.iter().map(|p| p.name.clone()).collect(),
        weather: match actual.weather.as_str() {
            "" => sheet.weather.clone(),
            typed => typed.to_owned(),
        },
        key_times: key_times(&sheet, &actual),
        tally: sums.rows(),
        omitted: sums.omitted,
        day_counts: day_counts(book, day, &date, &sums),
        date,
        progress: outlook.progress,
        scenes: context.scenes(),
        owed: context.owed(),
        cast: company.cast,
        background: company.background,
        crew: company.crew,
        late: company.late,
        plates: Plates {
            breakfasts: actual.plates(floor::Plates::Breakfasts),
            lunches: actual.plates(floor::Plates::Lunches),
            seconds: actual.plates(floor::Plates::Seconds),
        },
        penalties: penalties.to_vec(),
        camera_rolls: rolls(&lines, LineKind::CameraRoll, &number),
        sound_rolls: rolls(&lines, LineKind::SoundRoll, &number),
        delay_min: of(&lines, LineKind::Delay)
            .filter_map(|line| line.minutes)
            .fold(0, i64::saturating_add),
        delays: of(&lines, LineKind::Delay)
            .map(|line| DelayRow {
                at: line.at,
                minutes: line.minutes,
                reason: line.reason.map_or("", floor::Reason::as_str).to_owned(),
                text: line.text.clone(),
                scene: number(line.scene.as_ref()),
            })
            .collect(),
        incidents: lines
            .iter()
            .filter(|line| matches!(line.what, LineKind::NearMiss | LineKind::Problem))
            .map(|line| IncidentRow {
                what: line.what.as_str().to_owned(),
                at: line.at,
                text: line.text.clone(),
                place: line.place.clone(),
                severity: line.severity,
                scene: number(line.scene.as_ref()),
                by: name(line.by.as_ref()),
            })
            .collect(),
        notes: notes(book, Some(day))
            .into_iter()
            .rev()
            .map(|note| NoteRow {
                at_ms: note.at_ms,
                scene: number(note.scene.as_ref()),
                by: name(note.by.as_ref()),
                text: note.text,
            })
            .collect(),
        signers: sheet
            .contacts
            .iter()
            .filter(|c| matches!(c.role.as_str(), "first_ad" | "upm") && c.person.is_some())
            .map(|c| Signer {
                role: c.role.clone(),
                person: c.person.clone(),
                name: c.name.clone(),
            })
            .collect(),
    }
}

fn of(lines: &[Line], what: LineKind) -> impl Iterator<Item = &Line> {
    lines.iter().filter(move |line| line.what == what)
}

fn rolls(lines: &[Line], what: LineKind, number: &impl Fn(Option<&Id>) -> String) -> Vec<Roll> {
    of(lines, what)
        .map(|line| Roll {
            name: line.name.clone(),
            scene: number(line.scene.as_ref()),
        })
        .collect()
}

fn key_times(sheet: &CallSheet, actual: &Actual) -> Vec<KeyRow> {
    let back = sheet
        .lunch
        .and_then(|at| at.checked_add(sheet.lunch_min.unwrap_or_default()));
    KeyTime::ALL
        .into_iter()
        .map(|key| KeyRow {
            what: key.as_str().to_owned(),
            planned: match key {
                KeyTime::CrewCall => sheet.general_call,
                KeyTime::FirstShot => sheet.shooting_call,
                KeyTime::LunchOut => sheet.lunch,
                KeyTime::LunchIn => back,
                KeyTime::CameraWrap => sheet.wrap,
                _ => None,
            },
            actual: actual.at(key),
        })
        .filter(|row| row.planned.is_some() || row.actual.is_some())
        .collect()
}

/// What the scenes of a report are drawn up from.
struct Context<'a> {
    book: &'a Book,
    day: &'a Id,
    marks: &'a Marks,
    turns: &'a Turns,
    scheduled: &'a Scheduled,
    lines: &'a [Line],
    views: HashMap<&'a Id, &'a Arc<SceneView>>,
}

impl Context<'_> {
    /// The scenes of the day in the order of the sheet, then what was shot beside it.
    fn scenes(&self) -> Vec<SceneRow> {
        let due = self.scheduled.of(self.day);
        let mut rows: Vec<SceneRow> = due.iter().map(|due| self.due(due)).collect();
        for id in self.marks.scenes_of_day(self.day) {
            if !is_due(self.scheduled, self.day, &id)
                && let Some(view) = self.views.get(&id)
            {
                rows.push(self.row(view, false));
            }
        }
        rows
    }

    fn due(&self, due: &Due) -> SceneRow {
        let view = due.scene.as_ref().and_then(|id| self.views.get(id));
        match view {
            Some(view) => self.row(view, true),
            // The script has it no more; the sheet still says what it was.
            None => SceneRow {
                scene: due.scene.clone(),
                number: due.number.clone(),
                int_ext: due.int_ext.clone(),
                set: due.set.clone(),
                time: due.time.clone(),
                is_scheduled: true,
                eighths: due.eighths,
                ..SceneRow::default()
            },
        }
    }

    fn row(&self, view: &SceneView, is_scheduled: bool) -> SceneRow {
        let credits = self.marks.credits(&view.id, view.eighths);
        let credit = credits
            .iter()
            .find(|credit| credit.mark.day.as_ref() == Some(self.day));
        let mark = credit.map(|credit| credit.mark);
        let record = self.book.get(&Kind::Scene, &view.id);
        let text = |field: &str| record.map_or("", |r| r.text(field)).to_owned();
        SceneRow {
            scene: Some(view.id.clone()),
            number: view.number.to_string(),
            int_ext: text("int_ext"),
            set: text("set"),
            time: text("time"),
            is_scheduled,
            state: mark.map_or("", |mark| mark.state.as_str()).to_owned(),
            eighths: view.eighths.0,
            credited: credit.map_or(0, |credit| credit.eighths.0),
            left: left_after(self.marks, self.turns, view, self.day).0,
            is_retake: credit.is_some_and(|credit| credit.is_retake),
            setups: floor::setups(self.lines, Some(&view.id)),
            seconds: mark.and_then(|mark| mark.seconds),
            reason: mark
                .and_then(|mark| mark.reason)
                .map_or("", floor::Reason::as_str)
                .to_owned(),
            note: mark.map_or("", |mark| &mark.note).to_owned(),
        }
    }

    /// Scenes that were due up to this day, or begun, and are not whole after it. What nobody said
    /// anything of may have been shot all the same: only what was said counts, and what this very
    /// day was to shoot.
    fn owed(&self) -> Vec<OwedRow> {
        let layout = board::layout(self.book, &board::active(self.book));
        let days = up_to(self.book, self.day);
        let here = self.turns.of(Some(self.day), i64::MAX);
        let mut out = Vec::new();
        let mut seen = HashSet::new();
        let mut scenes: Vec<&Arc<SceneView>> = self.views.values().copied().collect();
        scenes.sort_by(|a, b| (&a.order, &a.id).cmp(&(&b.order, &b.id)));
        for view in scenes.into_iter().filter(|view| !view.is_omitted) {
            let credits = self.marks.credits(&view.id, view.eighths);
            let until: Vec<_> = credits
                .iter()
                .filter(|c| c.mark.day.as_ref() == Some(self.day) || *c.turn <= here)
                .collect();
            if until.iter().any(|credit| credit.completes) {
                continue;
            }
            let is_left = until
                .iter()
                .any(|c| matches!(c.mark.state, State::Part | State::NotShot));
            let is_open_today = is_due(self.scheduled, self.day, &view.id);
            if !(is_left || is_open_today) || !seen.insert(&view.id) {
                continue;
            }
            let from = days
                .iter()
                .rposition(|day| is_due(self.scheduled, day, &view.id))
                .map_or(0, |at| at + 1);
            let to = layout
                .day_of(&view.id)
                .map(|day| day.n)
                .filter(|n| *n > days.len())
                .unwrap_or_default();
            out.push(OwedRow {
                scene: Some(view.id.clone()),
                number: view.number.to_string(),
                set: self.book.text(&Kind::Scene, &view.id, "set").to_owned(),
                left: left_after(self.marks, self.turns, view, self.day).0,
                from_day: u32::try_from(from).unwrap_or_default(),
                to_day: u32::try_from(to).unwrap_or_default(),
            });
        }
        out
    }
}
