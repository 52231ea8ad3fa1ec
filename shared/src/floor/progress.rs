//! Marks from the set: what was started, finished, shot in part or left. A mark is never changed;
//! for a scene on a day the latest counts, so two people who report apart both stay on record.

use std::collections::HashMap;

use crate::book::Book;
use crate::command::Command;
use crate::eighths::Eighths;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;
use crate::scene::doubles;

/// How far a scene came on a day (DOMAIN 3.10).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum State {
    Started,
    Complete,
    /// Some of it, with the eighths that are credited.
    Part,
    NotShot,
}

impl State {
    pub const ALL: [Self; 4] = [Self::Started, Self::Complete, Self::Part, Self::NotShot];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Complete => "complete",
            Self::Part => "part",
            Self::NotShot => "not_shot",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// One mark, as it was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    pub id: Id,
    pub scene: Id,
    /// The shoot day it was made on; nothing for a scene that was picked up outside the plan.
    pub day: Option<Id>,
    pub state: State,
    /// What is credited, with [`State::Part`] only.
    pub eighths: Eighths,
    pub at_ms: i64,
    pub by: Option<Id>,
    pub note: String,
}

impl Mark {
    /// Reads a mark; a state of a newer version, or a mark without a scene, is none. A mark of a
    /// double is one of the scene that it went into.
    pub fn read(book: &Book, record: &Record) -> Option<Self> {
        let state = State::parse(record.text("state"))?;
        let eighths = record.int("eighths").and_then(|n| u32::try_from(n).ok());
        Some(Self {
            id: record.id.clone(),
            scene: doubles::now(book, &record.link("scene")?),
            day: record.link("day"),
            state,
            eighths: Eighths(eighths.filter(|_| state == State::Part).unwrap_or(0)),
            at_ms: record.int("at_ms").unwrap_or(0),
            by: record.link("by"),
            note: record.text("note").to_owned(),
        })
    }

    // Two devices' clocks may agree to the millisecond; the id decides alike everywhere.
    fn rank(&self) -> (i64, &Id) {
        (self.at_ms, &self.id)
    }
}

/// All marks that count, read once: the latest for each scene on each day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Marks {
    latest: HashMap<Id, Vec<Mark>>,
}

impl Marks {
    pub fn read(book: &Book) -> Self {
        let mut latest = HashMap::<Id, Vec<Mark>>::new();
        for mark in book
            .all(&Kind::Progress)
            .filter_map(|record| Mark::read(book, record))
        {
            let of_scene = latest.entry(mark.scene.clone()).or_default();
            match of_scene.iter_mut().find(|other| other.day == mark.day) {
                Some(other) if other.rank() < mark.rank() => *other = mark,
                Some(_) => {}
                None => of_scene.push(mark),
            }
        }
        Self { latest }
    }

    /// Returns what counts for a scene, whichever day it was marked on.
    pub fn of_scene(&self, scene: &Id) -> Option<&Mark> {
        self.latest
            .get(scene)?
            .iter()
            .max_by_key(|mark| mark.rank())
    }

    /// Returns what counts for a scene on one day.
    pub fn on_day(&self, scene: &Id, day: &Id) -> Option<&Mark> {
        let of_scene = self.latest.get(scene)?;
        of_scene.iter().find(|mark| mark.day.as_ref() == Some(day))
    }

    /// Lists the scenes with a mark on a day, by id.
    pub fn scenes_of_day(&self, day: &Id) -> Vec<Id> {
        let marked = |marks: &Vec<Mark>| marks.iter().any(|m| m.day.as_ref() == Some(day));
        let mut scenes: Vec<Id> = self
            .latest
            .iter()
            .filter(|(_, m)| marked(m))
            .map(|(scene, _)| scene.clone())
            .collect();
        scenes.sort();
        scenes
    }

    /// Returns what a scene is credited with on one day. Completing it credits what the days
    /// before had left (DOMAIN 3.10: last credit = total - already credited).
    pub fn credit_on(&self, scene: &Id, day: &Id, total: Eighths) -> Eighths {
        let Some(mark) = self.on_day(scene, day) else {
            return Eighths::ZERO;
        };
        let before = || {
            let others = self.latest.get(scene).into_iter().flatten();
            let sum = others
                .filter(|m| m.state == State::Part && m.rank() < mark.rank())
                .fold(0_u32, |sum, m| sum.saturating_add(m.eighths.0));
            Eighths(total.0.saturating_sub(sum))
        };
        match mark.state {
            State::Complete => before(),
            State::Part => mark.eighths.min(before()),
            State::Started | State::NotShot => Eighths::ZERO,
        }
    }

    /// Returns what of a scene was left to shoot before a day's own mark; before any mark of the
    /// day, what is left now.
    pub fn left_before(&self, scene: &Id, day: &Id, total: Eighths) -> Eighths {
        let own = self.on_day(scene, day);
        let others = self.latest.get(scene).into_iter().flatten();
        let shot = others
            .filter(|m| m.day.as_ref() != Some(day))
            .filter(|m| own.is_none_or(|own| m.rank() < own.rank()))
            .fold(0_u32, |sum, m| match m.state {
                State::Complete => total.0,
                _ => sum.saturating_add(m.eighths.0),
            });
        Eighths(total.0.saturating_sub(shot))
    }

    /// Returns what of a scene is still to be shot. A scene that was completed and then shot
    /// again owes nothing.
    pub fn owed(&self, scene: &Id, total: Eighths) -> Eighths {
        let marks = self.latest.get(scene).map_or(&[][..], Vec::as_slice);
        if marks.iter().any(|m| m.state == State::Complete) {
            return Eighths::ZERO;
        }
        let shot = marks
            .iter()
            .fold(0_u32, |sum, m| sum.saturating_add(m.eighths.0));
        Eighths(total.0.saturating_sub(shot))
    }
}

/// Lists every mark of a day, the newest first: the log of the day.
pub fn marks_of_day(book: &Book, day: &Id) -> Vec<Mark> {
    let mut marks: Vec<Mark> = book
        .all(&Kind::Progress)
        .filter_map(|record| Mark::read(book, record))
        .filter(|mark| mark.day.as_ref() == Some(day))
        .collect();
    marks.sort_by(|a, b| b.rank().cmp(&a.rank()));
    marks
}

/// What somebody reports about a scene.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    pub scene: Id,
    pub day: Option<Id>,
    pub state: State,
    /// What is credited, with [`State::Part`] only.
    pub eighths: Eighths,
    pub note: String,
    pub by: Option<Id>,
}

/// Makes a mark. It never replaces an earlier one; an undo takes only this one away.
pub fn report(
    new_id: &mut dyn FnMut() -> Id,
    now_ms: i64,
    label: String,
    report: Report,
) -> Command {
    let id = new_id();
    let mut command = Command::new(label)
        .put(Kind::Progress, &id, "scene", &report.scene)
        .put(Kind::Progress, &id, "day", report.day.as_ref())
        .put(Kind::Progress, &id, "state", report.state.as_str())
        .put(Kind::Progress, &id, "at_ms", now_ms)
        .put(Kind::Progress, &id, "by", report.by.as_ref());
    if report.state == State::Part {
        command.add(Kind::Progress, &id, "eighths", i64::from(report.eighths.0));
    }
    if !report.note.trim().is_empty() {
        command.add(Kind::Progress, &id, "note", report.note.trim());
    }
    command
}
