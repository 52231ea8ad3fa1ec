//! A document as CSV, for spreadsheets: a head, then a line a row.

use super::What;
use super::body::{Line, Part, Schedule};
use crate::eighths::Eighths;
use crate::formats::table::table;

/// Writes a document's table. `word` gives a column's heading in the interface's words by its key:
/// `day date number int_ext set time pages est_min cast synopsis script_day location background
/// category name notes department scenes days work hold travel rehearsal fitting holiday start
/// finish total basis planned actual`.
pub fn csv(schedule: &Schedule, word: &dyn Fn(&str) -> String) -> String {
    let lines = match What::parse(&schedule.what).unwrap_or_default() {
        What::DayOutOfDays => grid(schedule, word),
        What::ElementList => list(schedule, word),
        _ => scenes(schedule, word),
    };
    table(lines)
}

fn head(keys: &[&str], word: &dyn Fn(&str) -> String) -> Vec<String> {
    keys.iter().map(|key| word(key)).collect()
}

fn scenes(schedule: &Schedule, word: &dyn Fn(&str) -> String) -> Vec<Vec<String>> {
    let keys = [
        "day",
        "date",
        "number",
        "int_ext",
        "set",
        "time",
        "pages",
        "est_min",
        "cast",
        "synopsis",
        "script_day",
        "location",
        "background",
    ];
    let mut head = head(&keys, word);
    let mut categories: Vec<&str> = Vec::new();
    for needs in all(schedule).flat_map(|(_, line)| &line.needs) {
        if !categories.contains(&needs.name.as_str()) {
            categories.push(&needs.name);
        }
    }
    head.extend(categories.iter().map(|name| (*name).to_owned()));
    let mut out = vec![head];
    out.extend(all(schedule).map(|(part, line)| {
        let day = part.number.max(line.day_number);
        let date = if part.date.is_empty() {
            &line.date
        } else {
            &part.date
        };
        let or_empty = |n: u32| if n == 0 { String::new() } else { n.to_string() };
        let mut row = vec![
            or_empty(day),
            date.clone(),
            line.number.clone(),
            line.int_ext.clone(),
            line.set.clone(),
            line.time.clone(),
            match line.eighths {
                0 => String::new(),
                n => Eighths(n).to_string(),
            },
            line.est_min.map(|n| n.to_string()).unwrap_or_default(),
            line.cast.join(" "),
            line.synopsis.clone(),
            line.script_day.clone(),
            line.location.clone(),
            or_empty(line.background),
        ];
        row.extend(categories.iter().map(|name| {
            let needs = line.needs.iter().find(|n| n.name == **name);
            needs.map_or_else(String::new, |n| n.items.join("; "))
        }));
        row
    }));
    out
}

fn all(schedule: &Schedule) -> impl Iterator<Item = (&Part, &Line)> {
    schedule
        .parts
        .iter()
        .flat_map(|part| part.lines.iter().map(move |line| (part, line)))
}

fn grid(schedule: &Schedule, word: &dyn Fn(&str) -> String) -> Vec<Vec<String>> {
    // A grid of the plan alone need not say so in each line.
    let says_basis = !schedule.basis.is_empty();
    let mut head_line = head(&["number", "name"], word);
    if says_basis {
        head_line.push(word("basis"));
    }
    head_line.extend(
        schedule
            .columns
            .iter()
            .map(|column| match column.date.is_empty() {
                true => format!("{} {}", word("day"), column.day_number),
                false => column.date.clone(),
            }),
    );
    let keys = [
        "travel",
        "work",
        "rehearsal",
        "fitting",
        "hold",
        "holiday",
        "start",
        "finish",
        "total",
    ];
    head_line.extend(head(&keys, word));
    let mut out = vec![head_line];
    out.extend(schedule.rows.iter().map(|row| {
        let mut line = vec![row.number.clone(), row.name.clone()];
        if says_basis {
            line.push(word(if row.actual { "actual" } else { "planned" }));
        }
        line.extend(row.cells.iter().cloned());
        let counts = [
            row.travel,
            row.work,
            row.rehearsal,
            row.fitting,
            row.hold,
            row.holiday,
        ];
        line.extend(counts.map(|n| n.to_string()));
        line.extend([row.start.clone(), row.finish.clone(), row.total.to_string()]);
        line
    }));
    out
}

fn list(schedule: &Schedule, word: &dyn Fn(&str) -> String) -> Vec<Vec<String>> {
    let keys = [
        "category",
        "number",
        "name",
        "department",
        "scenes",
        "days",
        "pages",
        "notes",
    ];
    let mut out = vec![head(&keys, word)];
    for group in &schedule.groups {
        out.extend(group.entries.iter().map(|entry| {
            let days: Vec<String> = entry.days.iter().map(u32::to_string).collect();
            vec![
                group.name.clone(),
                entry.number.clone(),
                entry.name.clone(),
                entry.department.clone(),
                entry.scenes.join(" "),
                days.join(" "),
                Eighths(entry.eighths).to_string(),
                entry.notes.clone(),
            ]
        }));
    }
    out
}
