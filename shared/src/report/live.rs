//! Where the day stands right now: done against plan, the key times, and when it will wrap.

use crate::book::Book;
use crate::callsheet::CallSheet;
use crate::callsheet::draft::MIN_PER_EIGHTH;
use crate::callsheet::sheet::SceneLine;
use crate::eighths::Eighths;
use crate::floor::{
    Actual, Count, KeyTime, Line, LineKind, Mark, Marks, Place, Stand, State, actual, count, lines,
    stand,
};
use crate::id::Id;
use crate::people::fold;

/// The day so far.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Live {
    pub planned: Count,
    /// Scenes that were completed, with the pages that the day is credited with.
    pub done: Count,
    /// Pages credited, parts and extra scenes with them.
    pub shot: Eighths,
    pub setups: u32,
    pub seconds: i64,
    /// The minutes that the sheet gives to what was completed or begun: done against plan.
    pub planned_min: i64,
    pub done_min: i64,
    pub delay_min: i64,
    /// A delay that goes on.
    pub waiting: Option<Line>,
    /// The scene that was begun last and has no last word.
    pub shooting: Option<SceneLine>,
    pub next: Option<SceneLine>,
    pub actual: Actual,
    pub first_shot: Option<i64>,
    pub lunch: Option<i64>,
    pub wrap: Option<i64>,
    /// When the rest is done if it takes as long as the sheet gives it; nothing without a present
    /// moment, and when everything has a last word.
    pub predicted: Option<i64>,
    pub people: Heads,
}

/// How many people are where.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Heads {
    pub called: u32,
    pub here: u32,
    pub at_meal: u32,
    pub out: u32,
}

/// The present moment of a device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Now {
    /// Minutes from the shoot day's midnight.
    pub minutes: i64,
    pub ms: i64,
}

/// Says where a day stands by its sheet; `now` only while it is being shot.
pub fn live(book: &Book, sheet: &CallSheet, day: &Id, now: Option<Now>) -> Live {
    let marks = Marks::read(book);
    let stand = stand(book, day);
    let lines = lines(book, day);
    let actual = actual(book, day, &stand.rows);
    let credit = |line: &SceneLine, id: &Id| marks.credit_on(id, day, Eighths(line.eighths));
    let (mut planned, mut done) = (Count::default(), Count::default());
    let (mut shot, mut planned_min, mut done_min) = (Eighths::ZERO, 0_i64, 0_i64);
    let mut seconds = 0_i64;
    for line in &sheet.scenes {
        let Some(id) = &line.scene else { continue };
        let (mark, eighths) = (marks.on_day(id, day), credit(line, id));
        add(&mut planned, Eighths(line.eighths));
        planned_min = planned_min.saturating_add(length(line));
        shot = Eighths(shot.0.saturating_add(eighths.0));
        match mark.map(|mark| mark.state) {
            Some(State::Complete) => {
                add(&mut done, eighths);
                done_min = done_min.saturating_add(length(line));
            }
            Some(State::Part) => {
                done_min = done_min.saturating_add(length(line) - rest(line, eighths));
            }
            _ => {}
        }
    }
    let is_planned = |id: &Id| sheet.scenes.iter().any(|l| l.scene.as_ref() == Some(id));
    for id in marks.scenes_of_day(day) {
        let mark = marks.on_day(&id, day);
        let timed = mark.and_then(|mark| mark.seconds).unwrap_or_default();
        seconds = seconds.saturating_add(timed);
        if !is_planned(&id) {
            let record = book.get(&crate::kind::Kind::Scene, &id);
            let whole = record.map_or(Eighths::ZERO, |r| crate::scene::eighths(r));
            shot = Eighths(shot.0.saturating_add(marks.credit_on(&id, day, whole).0));
        }
    }
    let mark_of = |line: &SceneLine| line.scene.as_ref().and_then(|id| marks.on_day(id, day));
    let shooting = sheet
        .scenes
        .iter()
        .filter(|line| mark_of(line).is_some_and(|mark| mark.state == State::Started))
        .max_by_key(|line| mark_of(line).map(|mark| mark.at_ms));
    Live {
        planned,
        done,
        shot,
        setups: count(&lines, LineKind::Setup, None),
        seconds,
        planned_min,
        done_min,
        delay_min: lines
            .iter()
            .filter(|line| line.what == LineKind::Delay)
            .filter_map(|line| line.minutes)
            .fold(0, i64::saturating_add),
        waiting: lines.iter().rev().find(|line| line.is_waiting()).cloned(),
        shooting: shooting.cloned(),
        next: sheet
            .scenes
            .iter()
            .find(|line| line.scene.is_some() && mark_of(line).is_none())
            .cloned(),
        first_shot: sheet.shooting_call,
        lunch: sheet.lunch,
        wrap: sheet.wrap,
        predicted: now.and_then(|now| predicted(sheet, &mark_of, &credit, &actual, now)),
        people: heads(sheet, &stand),
        actual,
    }
}

fn add(count: &mut Count, pages: Eighths) {
    count.scenes = count.scenes.saturating_add(1);
    count.pages = Eighths(count.pages.0.saturating_add(pages.0));
}

/// Returns the minutes that the sheet gives to a scene.
fn length(line: &SceneLine) -> i64 {
    line.est_min
        .unwrap_or_else(|| i64::from(line.eighths).saturating_mul(MIN_PER_EIGHTH))
}

/// Returns the minutes that are left of a scene when some of it is credited.
fn rest(line: &SceneLine, credited: Eighths) -> i64 {
    let left = i64::from(line.eighths.saturating_sub(credited.0));
    match line.eighths {
        0 => length(line),
        all => length(line).saturating_mul(left) / i64::from(all),
    }
}

fn predicted<'a>(
    sheet: &CallSheet,
    mark_of: &dyn Fn(&SceneLine) -> Option<&'a Mark>,
    credit: &dyn Fn(&SceneLine, &Id) -> Eighths,
    actual: &Actual,
    now: Now,
) -> Option<i64> {
    // What was said to be left for another day, and a part that was credited, takes no more time.
    let is_open = |line: &SceneLine| mark_of(line).is_none_or(|mark| mark.state == State::Started);
    let last_marked = sheet
        .scenes
        .iter()
        .rposition(|line| mark_of(line).is_some());
    let mut left = 0_i64;
    let mut is_any = false;
    for (n, line) in sheet.scenes.iter().enumerate() {
        let minutes = match &line.scene {
            Some(id) if is_open(line) => {
                is_any = true;
                let gone =
                    mark_of(line).map_or(0, |mark| now.ms.saturating_sub(mark.at_ms) / 60_000);
                rest(line, credit(line, id))
                    .saturating_sub(gone.max(0))
                    .max(0)
            }
            Some(_) => 0,
            // A company move that lies ahead; lunch is counted by its own times below.
            None if last_marked.is_none_or(|last| n > last)
                && !fold(&line.set).contains("lunch") =>
            {
                line.est_min.unwrap_or_default()
            }
            None => 0,
        };
        left = left.saturating_add(minutes);
    }
    if !is_any {
        return None;
    }
    let lunch_min = sheet.lunch_min.unwrap_or_default();
    let meal = match (actual.at(KeyTime::LunchOut), actual.at(KeyTime::LunchIn)) {
        (None, None) => lunch_min,
        (Some(out), None) => {
            let eaten = now.minutes.saturating_sub(out).max(0);
            lunch_min.saturating_sub(eaten).max(0)
        }
        _ => 0,
    };
    let begins = match last_marked {
        None => now.minutes.max(sheet.shooting_call.unwrap_or(now.minutes)),
        Some(_) => now.minutes,
    };
    begins.checked_add(left)?.checked_add(meal)
}

fn heads(sheet: &CallSheet, stand: &Stand) -> Heads {
    let mut heads = Heads {
        called: u32::try_from(sheet.people().len()).unwrap_or(u32::MAX),
        ..Heads::default()
    };
    for row in stand.rows.values() {
        match row.place() {
            Place::NotIn | Place::Travelling => {}
            Place::Out => heads.out += 1,
            Place::Meal => {
                heads.at_meal += 1;
                heads.here += 1;
            }
            Place::In | Place::Makeup | Place::OnSet => heads.here += 1,
        }
    }
    heads
}
