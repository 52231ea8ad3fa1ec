//! Lists of elements by category, with their scenes and days.

use serde::Serialize;
use shared::eighths::Eighths;
use shared::pdf::Job;
use shared::schedule::{Entry, Schedule};

use crate::frame::Turn;
use crate::lines::{facts, frame};
use crate::words::{column, joined, t};
use crate::{Data, Refused};

/// What the template shows.
#[derive(Serialize)]
pub struct Elements {
    pub facts: Vec<(String, String)>,
    pub heads: Vec<String>,
    pub groups: Vec<Group>,
    pub nothing: String,
}

#[derive(Serialize)]
pub struct Group {
    pub name: String,
    pub count: usize,
    /// Name, scenes, days, pages, notes.
    pub rows: Vec<[String; 5]>,
}

/// Makes what the template reads.
pub fn of(job: &Job) -> Result<Data<Elements>, Refused> {
    let schedule = Schedule::parse(&job.body)?;
    let groups: Vec<Group> = schedule
        .groups
        .iter()
        .map(|group| Group {
            name: group.name.clone(),
            count: group.entries.len(),
            rows: group.entries.iter().map(row).collect(),
        })
        .collect();
    Ok(Data {
        frame: frame(job, &schedule, Turn::High),
        doc: Elements {
            facts: facts(&schedule),
            heads: ["name", "scenes", "days", "pages", "notes"]
                .map(column)
                .to_vec(),
            nothing: match groups.is_empty() {
                true => t!("schedule.no_elements").to_owned(),
                false => String::new(),
            },
            groups,
        },
    })
}

fn row(entry: &Entry) -> [String; 5] {
    let days: Vec<String> = entry.days.iter().map(u32::to_string).collect();
    [
        joined(&[&entry.number, &entry.name], " "),
        entry.scenes.join(", "),
        days.join(", "),
        Eighths(entry.eighths).to_string(),
        joined(&[&entry.department, &entry.notes], ". "),
    ]
}
