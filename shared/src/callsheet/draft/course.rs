//! The scenes of a day in turn, with the times that follow from the call.

use super::{LUNCH_AFTER_MIN, LUNCH_MIN, MIN_PER_EIGHTH, SETUP_MIN, STEP_MIN, name_of, or};
use crate::book::Book;
use crate::callsheet::plan::{PlanRow, ShootDay};
use crate::callsheet::sheet::{Minutes, SceneLine};
use crate::kind::Kind;
use crate::people::cast::compare_numbers;
use crate::record::Record;

pub(super) struct Times {
    pub general: Option<Minutes>,
    pub shooting: Option<Minutes>,
    pub lunch: Option<Minutes>,
    pub lunch_min: Minutes,
}

impl Times {
    /// What the day says; its lunch is as long as the board's own where nobody typed a length.
    pub fn of(day: &Record, plan: Option<&ShootDay>) -> Self {
        let on_board = plan.and_then(ShootDay::lunch_min);
        let general = day.int("general_call");
        let after = |min: Minutes| general.and_then(|at| at.checked_add(min));
        Self {
            general,
            shooting: day.int("shooting_call").or_else(|| after(SETUP_MIN)),
            lunch: day.int("lunch").or_else(|| after(LUNCH_AFTER_MIN)),
            lunch_min: day.int("lunch_min").or(on_board).unwrap_or(LUNCH_MIN),
        }
    }
}

/// The day's scenes and banners in turn, with the times that follow from them.
pub(super) struct Course {
    pub lines: Vec<SceneLine>,
    /// When the last one ends.
    pub end: Option<Minutes>,
    /// When the board's own lunch falls, if it has one.
    pub lunch: Option<Minutes>,
}

impl Course {
    pub fn of(book: &Book, day: &ShootDay, times: &Times) -> Self {
        let mut now = times.shooting;
        let on_board = day.lunch();
        let is_drafted = times.lunch_min > 0 && on_board.is_none();
        let mut lunch = times.lunch.filter(|_| is_drafted);
        let mut course = Self {
            lines: Vec::with_capacity(day.rows.len()),
            end: None,
            lunch: None,
        };
        for (n, row) in day.rows.iter().enumerate() {
            let is_lunch = on_board == Some(n);
            let mut line = match row {
                PlanRow::Scene { id, paint } => match book.get(&Kind::Scene, id) {
                    Some(scene) => scene_line(book, scene, paint),
                    None => continue,
                },
                PlanRow::Banner { text, minutes } => SceneLine {
                    set: text.clone(),
                    est_min: Some(if is_lunch { times.lunch_min } else { *minutes })
                        .filter(|min| *min > 0),
                    ..SceneLine::default()
                },
            };
            let length = line
                .est_min
                .unwrap_or_else(|| Minutes::from(line.eighths) * MIN_PER_EIGHTH);
            if let Some(at) = now {
                let start = past_lunch(at, &mut lunch, times.lunch_min);
                let shown = start - start.rem_euclid(STEP_MIN);
                line.start = Some(shown);
                if is_lunch {
                    course.lunch = Some(shown);
                }
                now = start
                    .checked_add(length)
                    .map(|end| past_lunch(end, &mut lunch, times.lunch_min));
            }
            course.lines.push(line);
        }
        course.end = now
            .filter(|_| !course.lines.is_empty())
            .map(|end| end - end.rem_euclid(STEP_MIN));
        course
    }
}

/// Puts lunch behind what is already late enough for it, once.
fn past_lunch(at: Minutes, lunch: &mut Option<Minutes>, lunch_min: Minutes) -> Minutes {
    match *lunch {
        Some(when) if at >= when => {
            *lunch = None;
            at.saturating_add(lunch_min)
        }
        _ => at,
    }
}

pub(super) fn scene_line(book: &Book, scene: &Record, paint: &str) -> SceneLine {
    let mut cast: Vec<(String, String)> = scene
        .set("cast")
        .filter_map(|id| book.get(&Kind::Character, &id))
        .map(|c| (c.text("number").to_owned(), c.text("name").to_owned()))
        .collect();
    cast.sort_by(|a, b| compare_numbers(&a.0, &b.0).then_with(|| a.1.cmp(&b.1)));
    SceneLine {
        scene: Some(scene.id.clone()),
        number: scene.text("number").to_owned(),
        int_ext: scene.text("int_ext").to_owned(),
        set: scene.text("set").to_owned(),
        time: scene.text("time").to_owned(),
        synopsis: scene.text("synopsis").to_owned(),
        script_day: scene.text("script_day").to_owned(),
        eighths: crate::scene::eighths(scene).0,
        est_min: scene.int("est_min").filter(|min| *min > 0),
        start: None,
        cast: cast
            .into_iter()
            .map(|(number, name)| or(&number, &name))
            .collect(),
        location: scene
            .link("location")
            .map_or("", |id| name_of(book, &Kind::Location, id.as_str()))
            .to_owned(),
        notes: scene.text("notes").to_owned(),
        paint: paint.to_owned(),
    }
}
