//! One-liner, shooting schedule and chronological list: a line a scene (DOMAIN 3.7).

use serde::Serialize;
use shared::clock;
use shared::eighths::Eighths;
use shared::pdf::{Job, Kind};
use shared::schedule::{Line, Part, Schedule, What};

use crate::frame::{Frame, Issuing, Turn, script};
use crate::words::{column, date, date_short, joined, t};
use crate::{Data, Refused};

/// What the template shows.
#[derive(Serialize)]
pub struct Lines {
    pub facts: Vec<(String, String)>,
    pub heads: Vec<String>,
    pub parts: Vec<PartView>,
    /// What stands there instead of a table with nothing in it.
    pub nothing: String,
}

/// A shoot day, or all scenes of a list in script order.
#[derive(Serialize)]
pub struct PartView {
    pub head: String,
    pub place: String,
    pub end: String,
    pub sums: String,
    pub lines: Vec<LineView>,
}

#[derive(Serialize, Default)]
pub struct LineView {
    /// A banner of the board has words and nothing else.
    pub banner: String,
    pub number: String,
    pub heading: String,
    pub synopsis: String,
    pub more: String,
    pub pages: String,
    pub cast: String,
    pub place: String,
    pub last: String,
    pub omitted: String,
    pub needs: Vec<NeedsView>,
}

#[derive(Serialize)]
pub struct NeedsView {
    pub name: String,
    pub items: String,
}

/// Makes what the template reads.
pub fn of(job: &Job) -> Result<Data<Lines>, Refused> {
    let schedule = Schedule::parse(&job.body)?;
    let is_by_day = job.kind != Kind::Chronological;
    let shown = |part: &&Part| !is_by_day || part.number > 0;
    let parts: Vec<PartView> = schedule
        .parts
        .iter()
        // What stands in no day is not on a schedule of days.
        .filter(shown)
        .filter(|part| part.number > 0 || !part.lines.is_empty())
        .map(|part| part_view(part, is_by_day))
        .collect();
    let nothing = match parts.is_empty() {
        true => t!("schedule.nothing_in_days").to_owned(),
        false => String::new(),
    };
    Ok(Data {
        frame: frame(job, &schedule, Turn::High),
        doc: Lines {
            facts: facts(&schedule),
            heads: heads(is_by_day),
            parts,
            nothing,
        },
    })
}

/// The frame of any document of the schedule.
pub fn frame(job: &Job, schedule: &Schedule, turn: Turn) -> Frame {
    let what = What::parse(&schedule.what).unwrap_or_default();
    let name = match what {
        What::OneLiner => t!("schedule.one_liner"),
        What::Shooting => t!("schedule.shooting"),
        What::Chronological => t!("schedule.chronological"),
        What::DayOutOfDays => t!("schedule.dood"),
        What::BreakdownSheets => t!("schedule.sheets"),
        What::ElementList => t!("schedule.elements"),
    };
    Frame {
        title: schedule.title.clone(),
        company: schedule.company.clone(),
        name: name.to_owned(),
        of: schedule.of_name.clone(),
        date: date(&schedule.date),
        ..Frame::of(job, turn, Issuing::Issued)
    }
}

/// What stands at the head of any document of the schedule.
pub fn facts(schedule: &Schedule) -> Vec<(String, String)> {
    let sums = match What::parse(&schedule.what).unwrap_or_default() {
        What::DayOutOfDays => t!("schedule.sum_days", days = schedule.days),
        _ => t!(
            "schedule.sums",
            days = schedule.days,
            scenes = schedule.scenes,
            pages = Eighths(schedule.eighths)
        ),
    };
    let facts = [
        (t!("schedule.board"), schedule.board.clone()),
        (
            t!("schedule.script"),
            script(&schedule.script_colour, &schedule.script_date),
        ),
        ("", sums),
    ];
    facts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| (name.to_owned(), text))
        .collect()
}

fn heads(is_by_day: bool) -> Vec<String> {
    let last = if is_by_day { "est_min" } else { "day" };
    ["number", "set", "pages", "cast", "location", last]
        .map(column)
        .to_vec()
}

fn part_view(part: &Part, is_by_day: bool) -> PartView {
    let (mut head, mut end, mut sums) = (String::new(), String::new(), String::new());
    if part.number > 0 {
        let day = t!("schedule.day", n = part.number);
        head = joined(&[&day, &date(&part.date), &part.text], " · ");
        let length = part.est_min.map(clock::length).unwrap_or_default();
        end = match part.date.is_empty() {
            true => t!(
                "schedule.end",
                n = part.number,
                pages = Eighths(part.eighths)
            ),
            false => t!(
                "schedule.end_on",
                n = part.number,
                date = date(&part.date),
                pages = Eighths(part.eighths)
            ),
        };
        sums = length;
    }
    PartView {
        head,
        place: part.location.clone(),
        end,
        sums,
        lines: part
            .lines
            .iter()
            .map(|line| line_view(line, is_by_day))
            .collect(),
    }
}

/// "INT. TICKET OFFICE - DAY"
pub fn heading(line: &Line) -> String {
    let int_ext = match line.int_ext.as_str() {
        "" => String::new(),
        int_ext => format!("{int_ext}. "),
    };
    joined(&[&format!("{int_ext}{}", line.set), &line.time], " - ")
}

fn line_view(line: &Line, is_by_day: bool) -> LineView {
    let length = line.est_min.map(clock::length).unwrap_or_default();
    if line.scene.is_none() {
        return LineView {
            banner: joined(&[&line.set, &length], " · "),
            ..LineView::default()
        };
    }
    let last = match (is_by_day, line.day_number) {
        (true, _) => length,
        (false, 0) => t!("schedule.no_day").to_owned(),
        (false, n) => joined(&[&t!("schedule.day", n = n), &date_short(&line.date)], ", "),
    };
    let script_day = match line.script_day.as_str() {
        "" => String::new(),
        n => t!("schedule.script_day", n = n),
    };
    let background = match line.background {
        0 => String::new(),
        n => t!("schedule.background", n = n),
    };
    LineView {
        number: line.number.clone(),
        heading: heading(line),
        synopsis: line.synopsis.clone(),
        more: joined(&[&script_day, &background], " · "),
        pages: if line.omitted {
            String::new()
        } else {
            Eighths(line.eighths).to_string()
        },
        cast: line.cast.join(", "),
        place: line.location.clone(),
        last,
        omitted: if line.omitted {
            t!("pdf.omitted").to_owned()
        } else {
            String::new()
        },
        needs: needs(line),
        ..LineView::default()
    }
}

/// What a scene needs, category by category.
pub fn needs(line: &Line) -> Vec<NeedsView> {
    line.needs
        .iter()
        .map(|needs| NeedsView {
            name: needs.name.clone(),
            items: needs.items.join(", "),
        })
        .collect()
}
