//! A day as the report room shows it: its scenes with their marks, the tally, the log.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::daylog::{Line, lines};
use super::note::{Note, notes};
use super::plan::PlannedDay;
use super::progress::{Mark, Marks, marks_of_day};
use super::tally::{Tally, tally};
use crate::board;
use crate::book::Book;
use crate::command::Command;
use crate::eighths::Eighths;
use crate::id::Id;
use crate::kind::Kind;
use crate::scene::{self, SceneView};

/// The kinds that [`day_report`] and `planned_days` read.
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
    Kind::Location,
    Kind::Progress,
    Kind::Note,
    Kind::DayLog,
];

/// A scene of the day and what was said of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SceneReport {
    pub scene: Arc<SceneView>,
    /// The class that colours its strip.
    pub strip: Cow<'static, str>,
    /// The latest mark of this day.
    pub mark: Option<Mark>,
    /// What days before this one left to shoot; the whole length if nothing was shot.
    pub left: Eighths,
    /// It was shot on the day though the board has it elsewhere.
    pub is_extra: bool,
}

/// Something that was said on the day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Entry {
    Mark(Mark),
    Note(Note),
    Line(Line),
}

impl Entry {
    pub fn id(&self) -> &Id {
        match self {
            Self::Mark(mark) => &mark.id,
            Self::Note(note) => &note.id,
            Self::Line(line) => &line.id,
        }
    }

    pub fn at_ms(&self) -> i64 {
        match self {
            Self::Mark(mark) => mark.at_ms,
            Self::Note(note) => note.at_ms,
            Self::Line(line) => line.at_ms,
        }
    }

    pub fn scene(&self) -> Option<&Id> {
        match self {
            Self::Mark(mark) => Some(&mark.scene),
            Self::Note(note) => note.scene.as_ref(),
            Self::Line(line) => line.scene.as_ref(),
        }
    }

    pub fn by(&self) -> Option<&Id> {
        match self {
            Self::Mark(mark) => mark.by.as_ref(),
            Self::Note(note) => note.by.as_ref(),
            Self::Line(line) => line.by.as_ref(),
        }
    }
}

/// The day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DayReport {
    /// In shooting order, then what was shot beside the plan.
    pub scenes: Vec<SceneReport>,
    pub tally: Tally,
    /// The newest first.
    pub log: Vec<Entry>,
    /// Scenes that are not of the day, in script order: for reporting one of them.
    pub others: Vec<Arc<SceneView>>,
}

/// Returns the report of a day.
pub fn day_report(book: &Book, planned: &PlannedDay) -> DayReport {
    let all = scene::in_order(book);
    let by_id: HashMap<&Id, &Arc<SceneView>> = all.iter().map(|s| (&s.id, s)).collect();
    let length = |id: &Id| by_id.get(id).map_or(Eighths::ZERO, |s| s.eighths);
    let marks = Marks::read(book);
    let colours = board::colours(book);
    let day = &planned.day;

    let scheduled: HashSet<&Id> = planned.scenes.iter().collect();
    let extra: Vec<Id> = marks
        .scenes_of_day(day)
        .into_iter()
        .filter(|id| !scheduled.contains(id))
        .collect();
    let one = |id: &Id, is_extra| {
        let scene = by_id.get(id).map(|s| Arc::clone(s))?;
        let mark = marks.on_day(id, day).cloned();
        let left = marks.left_before(id, day, scene.eighths);
        let strip = board::strip_class(&scene, &colours);
        Some(SceneReport {
            scene,
            strip,
            mark,
            left,
            is_extra,
        })
    };
    let scenes: Vec<SceneReport> = planned
        .scenes
        .iter()
        .filter_map(|id| one(id, false))
        .chain(extra.iter().filter_map(|id| one(id, true)))
        .collect();

    let lengths: Vec<(Id, Eighths)> = planned
        .scenes
        .iter()
        .map(|id| (id.clone(), length(id)))
        .collect();
    let mut log: Vec<Entry> = marks_of_day(book, day)
        .into_iter()
        .map(Entry::Mark)
        .collect();
    log.extend(notes(book, Some(day)).into_iter().map(Entry::Note));
    log.extend(lines(book, day).into_iter().map(Entry::Line));
    log.sort_by(|a, b| (b.at_ms(), b.id()).cmp(&(a.at_ms(), a.id())));

    let shown: HashSet<Id> = scenes.iter().map(|s| s.scene.id.clone()).collect();
    DayReport {
        tally: tally(&marks, day, &lengths, length),
        others: all
            .iter()
            .filter(|s| !s.is_omitted && !shown.contains(&s.id))
            .cloned()
            .collect(),
        scenes,
        log,
    }
}

/// Takes a mark, a note or a line of the log back: what was said before it counts again.
pub fn take_back(entry: &Entry, label: String) -> Command {
    let kind = match entry {
        Entry::Mark(_) => Kind::Progress,
        Entry::Note(_) => Kind::Note,
        Entry::Line(_) => Kind::DayLog,
    };
    Command::new(label).remove(kind, entry.id())
}
