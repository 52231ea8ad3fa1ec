//! Marks from the set: what was started, finished, shot in part or left. A mark is never changed;
//! for a scene on a day the latest counts, so two people who report apart both stay on record.
//! Days are credited in the order of their dates, whenever their marks were made: what is reported
//! late for an earlier day takes nothing from what the scene is worth, and no scene is credited twice.

use std::collections::HashMap;

use super::reason::Reason;
use crate::board;
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
    /// Why, with [`State::NotShot`] and [`State::Part`].
    pub reason: Option<Reason>,
    /// Screen time that is credited, in seconds.
    pub seconds: Option<i64>,
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
            reason: Reason::parse(record.text("reason")),
            seconds: record.int("seconds").filter(|n| *n >= 0),
        })
    }

    // Two devices' clocks may agree to the millisecond; the id decides alike everywhere.
    fn rank(&self) -> (i64, &Id) {
        (self.at_ms, &self.id)
    }
}

/// Where a day stands among all shoot days, of whichever unit: by its date, then its number. A day
/// that no board has any more stands where the clock of its first entry says.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Turn {
    date: String,
    number: usize,
    at_ms: i64,
}

/// All shoot days in their order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Turns(HashMap<Id, Turn>);

impl Turns {
    pub fn read(book: &Book) -> Self {
        let mut turns = HashMap::new();
        for (_, active) in board::actives(book) {
            for day in &board::layout(book, &active).days {
                turns.entry(day.plan.clone()).or_insert_with(|| Turn {
                    date: day.date.map(|date| date.to_string()).unwrap_or_default(),
                    number: day.n,
                    at_ms: 0,
                });
            }
        }
        let mut lost: HashMap<Id, i64> = HashMap::new();
        for record in book.all(&Kind::Progress).chain(book.all(&Kind::DayLog)) {
            if let Some(day) = record.link("day").filter(|day| !turns.contains_key(day)) {
                let at_ms = record.int("at_ms").unwrap_or_default();
                let first = lost.entry(day).or_insert(at_ms);
                *first = at_ms.min(*first);
            }
        }
        turns.extend(lost.into_iter().map(|(day, at_ms)| (day, at_clock(at_ms))));
        Self(turns)
    }

    /// Returns where something of a day stands; without a day, where the clock says that it was
    /// written. A day that is nowhere stands behind all others.
    pub fn of(&self, day: Option<&Id>, at_ms: i64) -> Turn {
        match day {
            Some(day) => self
                .0
                .get(day)
                .cloned()
                .unwrap_or_else(|| at_clock(i64::MAX)),
            None => at_clock(at_ms),
        }
    }
}

fn at_clock(at_ms: i64) -> Turn {
    let date = jiff::Timestamp::from_millisecond(at_ms)
        .map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string());
    Turn {
        // Behind every date that a calendar has.
        date: date.unwrap_or_else(|_| "~".into()),
        number: usize::MAX,
        at_ms,
    }
}

/// What a mark is worth.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Credit<'a> {
    pub mark: &'a Mark,
    pub turn: &'a Turn,
    pub eighths: Eighths,
    /// What was left of the scene before it.
    pub left: Eighths,
    /// The scene was whole before it: shot again.
    pub is_retake: bool,
    /// With it the scene became whole.
    pub completes: bool,
}

/// All marks that count, read once: the latest for each scene on each day, in the order of the
/// days.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Marks {
    latest: HashMap<Id, Vec<(Turn, Mark)>>,
}

impl Marks {
    pub fn read(book: &Book) -> Self {
        let mut latest = HashMap::<Id, Vec<(Turn, Mark)>>::new();
        let mut marks = book
            .all(&Kind::Progress)
            .filter_map(|record| Mark::read(book, record))
            .peekable();
        if marks.peek().is_none() {
            return Self::default();
        }
        for mark in marks {
            let of_scene = latest.entry(mark.scene.clone()).or_default();
            match of_scene.iter_mut().find(|(_, other)| other.day == mark.day) {
                Some((_, other)) if other.rank() < mark.rank() => *other = mark,
                Some(_) => {}
                None => of_scene.push((Turn::default(), mark)),
            }
        }
        let turns = Turns::read(book);
        for of_scene in latest.values_mut() {
            for (turn, mark) in of_scene.iter_mut() {
                *turn = turns.of(mark.day.as_ref(), mark.at_ms);
            }
            of_scene.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.rank().cmp(&y.rank())));
        }
        Self { latest }
    }

    /// Lists the scenes that have a mark.
    pub fn scenes(&self) -> impl Iterator<Item = &Id> {
        self.latest.keys()
    }

    fn of(&self, scene: &Id) -> impl Iterator<Item = &(Turn, Mark)> {
        self.latest.get(scene).into_iter().flatten()
    }

    /// Returns what counts for a scene, whichever day it was marked on.
    pub fn of_scene(&self, scene: &Id) -> Option<&Mark> {
        self.of(scene)
            .map(|(_, mark)| mark)
            .max_by_key(|mark| mark.rank())
    }

    /// Returns what counts for a scene on one day.
    pub fn on_day(&self, scene: &Id, day: &Id) -> Option<&Mark> {
        self.of(scene)
            .map(|(_, mark)| mark)
            .find(|mark| mark.day.as_ref() == Some(day))
    }

    /// Lists the scenes with a mark on a day, by id.
    pub fn scenes_of_day(&self, day: &Id) -> Vec<Id> {
        let mut scenes: Vec<Id> = self
            .latest
            .iter()
            .filter(|(_, marks)| marks.iter().any(|(_, m)| m.day.as_ref() == Some(day)))
            .map(|(scene, _)| scene.clone())
            .collect();
        scenes.sort();
        scenes
    }

    /// Lists what each mark of a scene is worth, in the order of the days. A part is credited as
    /// far as something is left; completing credits the rest (DOMAIN 3.10: last credit = total -
    /// already credited), so that the credits of a scene never add up to more than its length.
    pub fn credits(&self, scene: &Id, total: Eighths) -> Vec<Credit<'_>> {
        let mut left = total.0;
        let mut is_whole = false;
        let mut out = Vec::new();
        for (turn, mark) in self.of(scene) {
            let before = if is_whole { 0 } else { left };
            let credit = match mark.state {
                State::Complete => before,
                State::Part => mark.eighths.0.min(before),
                State::Started | State::NotShot => 0,
            };
            let was_whole = is_whole;
            left = before - credit;
            let is_shot = matches!(mark.state, State::Complete | State::Part);
            is_whole = is_whole
                || mark.state == State::Complete
                || (is_shot && left == 0 && total > Eighths::ZERO);
            out.push(Credit {
                mark,
                turn,
                eighths: Eighths(credit),
                left: Eighths(before),
                is_retake: was_whole && is_shot,
                completes: is_whole && !was_whole,
            });
        }
        out
    }

    /// Returns what a scene is credited with on one day.
    pub fn credit_on(&self, scene: &Id, day: &Id, total: Eighths) -> Eighths {
        self.credits(scene, total)
            .iter()
            .find(|credit| credit.mark.day.as_ref() == Some(day))
            .map_or(Eighths::ZERO, |credit| credit.eighths)
    }

    /// Returns what of a scene was left to shoot before a day's own mark; without a mark of the
    /// day, what is left now.
    pub fn left_before(&self, scene: &Id, day: &Id, total: Eighths) -> Eighths {
        self.credits(scene, total)
            .iter()
            .find(|credit| credit.mark.day.as_ref() == Some(day))
            .map_or_else(|| self.owed(scene, total), |credit| credit.left)
    }

    /// Returns what of a scene is still to be shot. A scene that was completed and then shot
    /// again owes nothing.
    pub fn owed(&self, scene: &Id, total: Eighths) -> Eighths {
        let credits = self.credits(scene, total);
        if credits.iter().any(|credit| credit.completes) {
            return Eighths::ZERO;
        }
        let shot = credits
            .iter()
            .fold(0_u32, |sum, credit| sum.saturating_add(credit.eighths.0));
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
    pub reason: Option<Reason>,
    /// Screen time in seconds.
    pub seconds: Option<i64>,
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
    if let Some(reason) = report.reason {
        command.add(Kind::Progress, &id, "reason", reason.as_str());
    }
    if let Some(seconds) = report.seconds.filter(|n| *n >= 0) {
        command.add(Kind::Progress, &id, "seconds", seconds);
    }
    if !report.note.trim().is_empty() {
        command.add(Kind::Progress, &id, "note", report.note.trim());
    }
    command
}
