//! The people of a report: the Exhibit G columns, background, crew by department.

use leptos::prelude::*;
use shared::clock;
use shared::floor::Stamp;
use shared::report::{DailyReport, Stamped, at};

use super::document::{grid, names, part};
use super::words::{said, stamp, time};
use crate::t;

/// Columns that stand there also while nobody has such a time.
const CAST: [Stamp; 7] = [
    Stamp::In,
    Stamp::Makeup,
    Stamp::Set,
    Stamp::Meal1Out,
    Stamp::Meal1In,
    Stamp::SetOff,
    Stamp::Out,
];
const CREW: [Stamp; 4] = [Stamp::In, Stamp::Meal1Out, Stamp::Meal1In, Stamp::Out];

/// The columns that are needed: the usual ones, and those that somebody has a time in.
fn columns<'a>(usual: &[Stamp], rows: impl Iterator<Item = &'a [Stamped]> + Clone) -> Vec<Stamp> {
    let is_used = |one: &Stamp| rows.clone().any(|row| at(row, *one).is_some());
    Stamp::ALL
        .into_iter()
        .filter(|one| usual.contains(one) || is_used(one))
        .collect()
}

fn times(row: &[Stamped], columns: &[Stamp]) -> Vec<String> {
    columns.iter().map(|one| time(at(row, *one))).collect()
}

fn length(minutes: Option<i64>) -> String {
    minutes.map(clock::length).unwrap_or_default()
}

fn word(said_word: &str, text: &str) -> String {
    match (said(said_word), text) {
        (word, "") => word.to_owned(),
        (word, text) => format!("{word}: {text}"),
    }
}

/// Drops columns that say nothing in any row, but for the first ones.
fn tidy(keep: usize, head: Vec<String>, rows: Vec<Vec<String>>) -> (Vec<String>, Vec<Vec<String>>) {
    let is_kept: Vec<bool> = (0..head.len())
        .map(|n| {
            n < keep
                || rows
                    .iter()
                    .any(|row| row.get(n).is_some_and(|c| !c.is_empty()))
        })
        .collect();
    let pick = |row: Vec<String>| -> Vec<String> {
        row.into_iter()
            .zip(&is_kept)
            .filter_map(|(cell, kept)| kept.then_some(cell))
            .collect()
    };
    (pick(head), rows.into_iter().map(pick).collect())
}

pub fn cast(report: &DailyReport) -> Option<AnyView> {
    if report.cast.is_empty() {
        return None;
    }
    let columns = columns(&CAST, report.cast.iter().map(|row| row.at.as_slice()));
    let mut head = names(&[
        t!("report.number"),
        t!("report.name"),
        t!("report.character"),
        t!("report.code"),
        t!("report.call"),
    ]);
    let keep = head.len() + columns.len();
    head.extend(columns.iter().map(|one| stamp(one.as_str())));
    head.extend(names(&[
        t!("times.worked"),
        t!("report.penalties_n"),
        t!("times.stunt"),
        t!("times.outfits"),
        t!("times.tutoring"),
        t!("report.said"),
        t!("times.remarks"),
    ]));
    let rows = report
        .cast
        .iter()
        .map(|row| {
            let name = match row.minor {
                true => t!("report.minor", name = row.name),
                false => row.name.clone(),
            };
            let mut cells = vec![
                row.number.clone(),
                name,
                row.character.clone(),
                row.code.clone(),
                time(row.call),
            ];
            cells.extend(times(&row.at, &columns));
            cells.extend([
                length(row.worked_min),
                if row.penalties == 0 {
                    String::new()
                } else {
                    row.penalties.to_string()
                },
                row.stunt.clone(),
                row.outfits.clone(),
                length(row.tutoring_min),
                word(&row.said, &row.said_text),
                row.remarks.clone(),
            ]);
            cells
        })
        .collect();
    let (head, rows) = tidy(keep, head, rows);
    Some(part(t!("report.cast"), grid("people-table", head, rows)))
}

pub fn background(report: &DailyReport) -> Option<AnyView> {
    if report.background.is_empty() {
        return None;
    }
    let columns = columns(&CREW, report.background.iter().map(|row| row.at.as_slice()));
    let mut head = names(&[
        t!("report.name"),
        t!("report.called"),
        t!("report.came"),
        t!("report.call"),
    ]);
    let keep = head.len() + columns.len();
    head.extend(columns.iter().map(|one| stamp(one.as_str())));
    head.push(t!("times.remarks").to_owned());
    let rows = report
        .background
        .iter()
        .map(|row| {
            let name = match row.character.is_empty() {
                true => row.name.clone(),
                false => format!("{}, {}", row.name, row.character),
            };
            let mut cells = vec![
                name,
                row.called.to_string(),
                row.came.map(|n| n.to_string()).unwrap_or_default(),
                time(row.call),
            ];
            cells.extend(times(&row.at, &columns));
            cells.push(row.remarks.clone());
            cells
        })
        .collect();
    let (head, rows) = tidy(keep, head, rows);
    Some(part(
        t!("times.background"),
        grid("people-table", head, rows),
    ))
}

pub fn crew(report: &DailyReport) -> Option<AnyView> {
    let all = || report.crew.iter().flat_map(|group| &group.people);
    all().next()?;
    let columns = columns(&CREW, all().map(|row| row.at.as_slice()));
    let mut head = names(&[
        t!("report.department"),
        t!("report.name"),
        t!("report.position"),
        t!("report.call"),
    ]);
    let keep = head.len() + columns.len();
    head.extend(columns.iter().map(|one| stamp(one.as_str())));
    head.extend(names(&[
        t!("times.worked"),
        t!("report.said"),
        t!("times.remarks"),
    ]));
    let rows = report
        .crew
        .iter()
        .flat_map(|group| {
            let name = match group.name.is_empty() {
                true => t!("times.no_department").to_owned(),
                false => group.name.clone(),
            };
            group
                .people
                .iter()
                .enumerate()
                .map(move |(n, row)| (n, name.clone(), row))
        })
        .map(|(n, department, row)| {
            let call = match row.on_call {
                true => t!("times.on_call").to_owned(),
                false => time(row.call),
            };
            // The department stands beside its first name, as on paper.
            let department = if n == 0 { department } else { String::new() };
            let mut cells = vec![department, row.name.clone(), row.position.clone(), call];
            cells.extend(times(&row.at, &columns));
            cells.extend([
                length(row.worked_min),
                word(&row.said, &row.said_text),
                row.remarks.clone(),
            ]);
            cells
        })
        .collect();
    let (head, rows) = tidy(keep, head, rows);
    Some(part(
        t!("report.crew"),
        grid("people-table crew-table", head, rows),
    ))
}
