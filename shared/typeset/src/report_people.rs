//! The people of a daily report: cast, background, crew by department. A time that ends something
//! stands below the one that begins it.

use shared::clock;
use shared::floor::Stamp;
use shared::report::{DailyReport, Stamped, at};

use crate::grid::{Align, Column, Grid, Row};
use crate::words::{found, joined, t, time};

/// One column of times: a moment, or a beginning and its end.
struct Pair {
    first: Stamp,
    second: Option<Stamp>,
}

const fn pair(first: Stamp, second: Stamp) -> Pair {
    Pair {
        first,
        second: Some(second),
    }
}

const fn one(first: Stamp) -> Pair {
    Pair {
        first,
        second: None,
    }
}

const PAIRS: [Pair; 9] = [
    pair(Stamp::TravelOut, Stamp::Arrive),
    one(Stamp::In),
    pair(Stamp::Makeup, Stamp::MakeupOff),
    pair(Stamp::Set, Stamp::SetOff),
    pair(Stamp::NdbOut, Stamp::NdbIn),
    pair(Stamp::Meal1Out, Stamp::Meal1In),
    pair(Stamp::Meal2Out, Stamp::Meal2In),
    one(Stamp::Out),
    pair(Stamp::TravelBack, Stamp::Home),
];

/// Columns that stand there also while nobody has such a time, to be filled in by hand.
const CAST: [Stamp; 5] = [
    Stamp::In,
    Stamp::Makeup,
    Stamp::Set,
    Stamp::Meal1Out,
    Stamp::Out,
];
const CREW: [Stamp; 3] = [Stamp::In, Stamp::Meal1Out, Stamp::Out];

/// The columns that are needed: the usual ones, and those that somebody has a time in.
fn pairs<'a>(
    usual: &[Stamp],
    rows: impl Iterator<Item = &'a [Stamped]> + Clone,
) -> Vec<&'static Pair> {
    let is_used = |stamp: Stamp| rows.clone().any(|row| at(row, stamp).is_some());
    PAIRS
        .iter()
        .filter(|pair| {
            usual.contains(&pair.first) || is_used(pair.first) || pair.second.is_some_and(is_used)
        })
        .collect()
}

fn columns(pairs: &[&Pair]) -> Vec<Column> {
    let name = |stamp: Stamp| found("times.stamp", stamp.as_str());
    pairs
        .iter()
        .map(|pair| {
            let stamps = [Some(pair.first), pair.second];
            Column::time(stamps.into_iter().flatten().map(name).collect())
        })
        .collect()
}

fn cells(row: &[Stamped], pairs: &[&Pair]) -> Vec<Vec<String>> {
    let said = |stamp: Stamp| match at(row, stamp) {
        Some(minutes) => time(Some(minutes)),
        None => "–".to_owned(),
    };
    pairs
        .iter()
        .map(|pair| match pair.second {
            None => vec![time(at(row, pair.first))],
            Some(second) if at(row, pair.first).or(at(row, second)).is_none() => Vec::new(),
            Some(second) => vec![said(pair.first), said(second)],
        })
        .collect()
}

fn length(minutes: Option<i64>) -> String {
    minutes.map(clock::length).unwrap_or_default()
}

fn named(name: &str, text: &str) -> String {
    match text.is_empty() {
        true => String::new(),
        false => format!("{name}: {text}"),
    }
}

fn word(said: &str, text: &str) -> String {
    let said = match said {
        "confirmed" => t!("times.said.yes"),
        "disputed" => t!("times.said.no"),
        _ => "",
    };
    joined(&[said, text], ": ")
}

fn who(name: &str, is_minor: bool) -> String {
    match is_minor {
        true => t!("report.minor", name = name),
        false => name.to_owned(),
    }
}

fn lines(cells: impl IntoIterator<Item = String>) -> Vec<Vec<String>> {
    cells.into_iter().map(|cell| vec![cell]).collect()
}

fn count(n: u32) -> String {
    match n {
        0 => String::new(),
        n => n.to_string(),
    }
}

pub fn cast(report: &DailyReport) -> Grid {
    let pairs = pairs(&CAST, report.cast.iter().map(|row| row.at.as_slice()));
    let mut heads = vec![
        Column::short(t!("report.number")),
        Column::wide(t!("report.name"), 3),
        Column::wide(t!("report.character"), 2),
        Column::short(t!("report.code")),
        Column::time(vec![t!("report.call").to_owned()]),
    ];
    heads.extend(columns(&pairs));
    let keep = heads.len();
    heads.push(Column::number(t!("times.worked")));
    heads.push(Column::number(t!("report.penalties_n")));
    let rows = report.cast.iter().map(|row| {
        let mut out = lines([
            row.number.clone(),
            who(&row.name, row.minor),
            row.character.clone(),
            row.code.clone(),
            time(row.call),
        ]);
        out.extend(cells(&row.at, &pairs));
        out.extend(lines([length(row.worked_min), count(row.penalties)]));
        Row {
            cells: out,
            below: joined(
                &[
                    &named(t!("times.stunt"), &row.stunt),
                    &named(t!("times.outfits"), &row.outfits),
                    &named(t!("times.tutoring"), &length(row.tutoring_min)),
                    &word(&row.said, &row.said_text),
                    &row.remarks,
                ],
                " · ",
            ),
            ..Row::default()
        }
    });
    Grid::new(t!("report.cast"), heads, rows.collect()).tidied(keep)
}

pub fn background(report: &DailyReport) -> Grid {
    let pairs = pairs(&CREW, report.background.iter().map(|row| row.at.as_slice()));
    let mut heads = vec![
        Column::wide(t!("report.name"), 1),
        Column::number(t!("report.called")),
        Column::number(t!("report.came")),
        Column::time(vec![t!("report.call").to_owned()]),
    ];
    heads.extend(columns(&pairs));
    let rows = report.background.iter().map(|row| {
        let mut out = lines([
            joined(&[&row.name, &row.character], ", "),
            count(row.called),
            row.came.map(|n| n.to_string()).unwrap_or_default(),
            time(row.call),
        ]);
        out.extend(cells(&row.at, &pairs));
        Row {
            cells: out,
            below: row.remarks.clone(),
            ..Row::default()
        }
    });
    Grid::new(t!("times.background"), heads, rows.collect())
}

pub fn crew(report: &DailyReport) -> Grid {
    let all = || report.crew.iter().flat_map(|group| &group.people);
    let pairs = pairs(&CREW, all().map(|row| row.at.as_slice()));
    let mut heads = vec![
        Column::wide(t!("report.position"), 4),
        Column::wide(t!("report.name"), 3),
        Column {
            align: Align::Center,
            ..Column::short(t!("report.call"))
        },
    ];
    heads.extend(columns(&pairs));
    let keep = heads.len();
    heads.push(Column::number(t!("times.worked")));
    heads.push(Column::wide(t!("times.remarks"), 3));
    let mut rows = Vec::new();
    for group in report.crew.iter().filter(|g| !g.people.is_empty()) {
        rows.push(Row::group(match group.name.as_str() {
            "" => t!("times.no_department").to_owned(),
            name => name.to_owned(),
        }));
        rows.extend(group.people.iter().map(|row| {
            let mut out = lines([
                row.position.clone(),
                row.name.clone(),
                match row.on_call {
                    true => t!("callsheet.on_call_short").to_owned(),
                    false => time(row.call),
                },
            ]);
            out.extend(cells(&row.at, &pairs));
            let said = word(&row.said, &row.said_text);
            out.extend(lines([
                length(row.worked_min),
                joined(&[&said, &row.remarks], " · "),
            ]));
            Row {
                cells: out,
                ..Row::default()
            }
        }));
    }
    Grid::new(t!("report.crew"), heads, rows).tidied(keep)
}
