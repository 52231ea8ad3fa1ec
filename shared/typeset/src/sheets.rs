//! Breakdown sheets: a sheet a scene with everything it needs (DOMAIN 3.3).

use serde::Serialize;
use shared::clock;
use shared::eighths::Eighths;
use shared::pdf::Job;
use shared::schedule::{Line, Schedule};

use crate::frame::Turn;
use crate::lines::{NeedsView, facts, frame, heading, needs};
use crate::words::{column, date_short, joined, t};
use crate::{Data, Refused};

/// What the template shows.
#[derive(Serialize)]
pub struct Sheets {
    pub facts: Vec<(String, String)>,
    pub sheets: Vec<Sheet>,
    pub needs_nothing: &'static str,
}

#[derive(Serialize)]
pub struct Sheet {
    pub number: String,
    pub heading: String,
    pub synopsis: String,
    pub facts: Vec<(String, String)>,
    pub needs: Vec<NeedsView>,
}

/// Makes what the template reads.
pub fn of(job: &Job) -> Result<Data<Sheets>, Refused> {
    let schedule = Schedule::parse(&job.body)?;
    let lines = schedule.parts.iter().flat_map(|part| &part.lines);
    let lines = lines.filter(|line| line.scene.is_some() && !line.omitted);
    Ok(Data {
        frame: frame(job, &schedule, Turn::High),
        doc: Sheets {
            facts: facts(&schedule),
            sheets: lines
                .enumerate()
                .map(|(n, line)| sheet(n + 1, line))
                .collect(),
            needs_nothing: t!("pdf.needs_nothing"),
        },
    })
}

fn sheet(n: usize, line: &Line) -> Sheet {
    let day = match line.day_number {
        0 => t!("schedule.no_day").to_owned(),
        n => joined(&[&t!("schedule.day", n = n), &date_short(&line.date)], ", "),
    };
    let facts = [
        ("sheet", n.to_string()),
        ("pages", Eighths(line.eighths).to_string()),
        ("page", line.page.clone()),
        ("script_day", line.script_day.clone()),
        ("sequence", line.sequence.clone()),
        ("unit", line.unit.clone()),
        ("location", line.location.clone()),
        (
            "est_min",
            line.est_min.map(clock::length).unwrap_or_default(),
        ),
        ("day", day),
        ("comments", line.comments.clone()),
    ];
    Sheet {
        number: line.number.clone(),
        heading: heading(line),
        synopsis: line.synopsis.clone(),
        facts: facts
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(key, text)| (column(key), text))
            .collect(),
        needs: needs(line),
    }
}
