//! The log of a day: setups, rolls, delays, stills, near misses and problems. Each tap is a line of
//! its own, so that two who count apart lose nothing; a line is put right field by field.

use super::photo::{NewPhoto, add_photos};
use super::reason::Reason;
use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::{Record, Value};

/// What a line is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum LineKind {
    /// A setup of the camera; `count` of them, one if it was not said.
    Setup,
    CameraRoll,
    SoundRoll,
    /// The company waits, from `at`; without `minutes` it goes on.
    Delay,
    /// Still photographs; `count` of them.
    Still,
    NearMiss,
    Problem,
}

impl LineKind {
    pub const ALL: [Self; 7] = [
        Self::Setup,
        Self::CameraRoll,
        Self::SoundRoll,
        Self::Delay,
        Self::Still,
        Self::NearMiss,
        Self::Problem,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::CameraRoll => "camera_roll",
            Self::SoundRoll => "sound_roll",
            Self::Delay => "delay",
            Self::Still => "still",
            Self::NearMiss => "near_miss",
            Self::Problem => "problem",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// How bad a near miss could have been, or a problem is: 1 negligible, 2 minor (first aid),
/// 3 moderate (medical treatment), 4 major (hospital), 5 fatal or life-changing (DOMAIN 3.17).
pub const SEVERITIES: std::ops::RangeInclusive<i64> = 1..=5;

/// One line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub id: Id,
    pub day: Id,
    pub what: LineKind,
    /// Minutes from the day's midnight.
    pub at: Option<i64>,
    pub at_ms: i64,
    pub by: Option<Id>,
    pub scene: Option<Id>,
    pub text: String,
    /// How many; 1 if it was not said.
    pub count: u32,
    /// How long a delay was.
    pub minutes: Option<i64>,
    pub reason: Option<Reason>,
    /// What a roll is called.
    pub name: String,
    /// Where it happened.
    pub place: String,
    pub severity: Option<i64>,
}

impl Line {
    /// Reads a line; one of a newer version's kind, or without a day, is none.
    pub fn read(record: &Record) -> Option<Self> {
        Some(Self {
            id: record.id.clone(),
            day: record.link("day")?,
            what: LineKind::parse(record.text("what"))?,
            at: record.int("at"),
            at_ms: record.int("at_ms").unwrap_or_default(),
            by: record.link("by"),
            scene: record.link("scene"),
            text: record.text("text").to_owned(),
            count: record
                .int("count")
                .and_then(|n| u32::try_from(n).ok())
                .unwrap_or(1),
            minutes: record.int("minutes"),
            reason: Reason::parse(record.text("reason")),
            name: record.text("name").to_owned(),
            place: record.text("place").to_owned(),
            severity: record.int("severity").filter(|n| SEVERITIES.contains(n)),
        })
    }

    /// Says whether it is a delay that nobody has ended.
    pub fn is_waiting(&self) -> bool {
        self.what == LineKind::Delay && self.minutes.is_none()
    }
}

/// Lists the lines of a day in the order of their times, then as they were written.
pub fn lines(book: &Book, day: &Id) -> Vec<Line> {
    let mut lines: Vec<Line> = book
        .all(&Kind::DayLog)
        .filter(|record| record.text("day") == day.as_str())
        .filter_map(|record| Line::read(record))
        .collect();
    lines.sort_by(|a, b| {
        let key = |line: &Line| (line.at.is_none(), line.at, line.at_ms);
        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
    });
    lines
}

/// What somebody writes into the log.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewLine {
    pub at: Option<i64>,
    pub scene: Option<Id>,
    pub text: String,
    pub count: Option<u32>,
    pub minutes: Option<i64>,
    pub reason: Option<Reason>,
    pub name: String,
    pub place: String,
    pub severity: Option<i64>,
    pub by: Option<Id>,
    /// Of a near miss or a problem; of other lines they are passed over.
    pub photos: Vec<NewPhoto>,
}

/// Writes a line; only what was said is written. A roll needs a name, a near miss or a problem
/// needs words; without them nothing is written.
pub fn add_line(
    new_id: &mut dyn FnMut() -> Id,
    now_ms: i64,
    label: String,
    day: &Id,
    what: LineKind,
    new: &NewLine,
) -> Option<Command> {
    let needs = match what {
        LineKind::CameraRoll | LineKind::SoundRoll => Some(&new.name),
        LineKind::NearMiss | LineKind::Problem => Some(&new.text),
        _ => None,
    };
    if needs.is_some_and(|text| text.trim().is_empty()) {
        return None;
    }
    let id = new_id();
    let words = |text: &str| Some(Value::text(text.trim())).filter(|_| !text.trim().is_empty());
    let fields: [(&str, Option<Value>); 12] = [
        ("day", Some(day.into())),
        ("what", Some(what.as_str().into())),
        ("at_ms", Some(now_ms.into())),
        ("at", new.at.map(Value::Int)),
        ("scene", new.scene.as_ref().map(Value::from)),
        ("text", words(&new.text)),
        ("count", new.count.map(|n| Value::Int(i64::from(n)))),
        ("minutes", new.minutes.map(Value::Int)),
        ("reason", new.reason.map(|r| Value::text(r.as_str()))),
        ("name", words(&new.name)),
        ("place", words(&new.place)),
        ("severity", new.severity.map(Value::Int)),
    ];
    let mut command = Command::new(label).put(Kind::DayLog, &id, "by", new.by.as_ref());
    for (field, value) in fields {
        if let Some(value) = value {
            command.add(Kind::DayLog, &id, field, value);
        }
    }
    if what.has_photos() {
        let by = new.by.as_ref();
        add_photos(&mut command, new_id, now_ms, &id, by, &new.photos);
    }
    Some(command)
}

/// Ends a delay at a minute of the day; one that ends before it began has lasted no time.
pub fn end_delay(line: &Line, at: i64, label: String) -> Command {
    let from = line.at.unwrap_or(at);
    let minutes = at.saturating_sub(from).max(0);
    Command::new(label).put(Kind::DayLog, &line.id, "minutes", minutes)
}

/// Counts the setups of a scene on a day, or of the whole day.
pub fn setups(lines: &[Line], scene: Option<&Id>) -> u32 {
    count(lines, LineKind::Setup, scene)
}

/// Adds up the counts of lines of one kind.
pub fn count(lines: &[Line], what: LineKind, scene: Option<&Id>) -> u32 {
    lines
        .iter()
        .filter(|line| line.what == what && (scene.is_none() || line.scene.as_ref() == scene))
        .fold(0, |sum, line| sum.saturating_add(line.count))
}
