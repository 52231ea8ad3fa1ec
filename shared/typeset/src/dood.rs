//! The day out of days: names at the left, dates across, sums at the right (DOMAIN 3.6). A shoot
//! that is longer than the paper is wide goes on in further panels with the names repeated.

use serde::Serialize;
use shared::calendar::parse_date;
use shared::pdf::Job;
use shared::schedule::{GridColumn, GridRow, Schedule};

use crate::frame::{Turn, size};
use crate::lines::{facts, frame};
use crate::words::{column, date_short, joined, month, month_short, t, weekday_short};
use crate::{Data, Refused};

/// Tenths of a millimetre: margins of the page, the column of names, a date, a sum, a start or
/// finish date.
const MARGINS: u32 = 200;
const NAME: u32 = 420;
const DATE: u32 = 46;
const SUM: u32 = 62;
const END: u32 = 130;

/// What the template shows.
#[derive(Serialize)]
pub struct Dood {
    pub facts: Vec<(String, String)>,
    pub panels: Vec<Panel>,
    pub name_head: String,
    pub key: String,
    pub nothing: String,
    /// Millimetres.
    pub name_width: f64,
    pub sum_width: f64,
    pub end_width: f64,
}

/// As many dates as the paper is wide.
#[derive(Serialize)]
pub struct Panel {
    pub title: String,
    /// Millimetres of a date's column.
    pub date_width: f64,
    /// Names of months and how many columns each has; nothing without dates.
    pub months: Vec<(String, usize)>,
    pub dates: Vec<DateHead>,
    /// Heads of the sums, on the last panel.
    pub sums: Vec<String>,
    pub ends: Vec<String>,
    pub rows: Vec<PanelRow>,
}

#[derive(Serialize)]
pub struct DateHead {
    pub weekday: String,
    pub day: String,
    /// The shoot day's number.
    pub nth: String,
    pub is_off: bool,
    /// The first of a month or of the panel: a line stands before it.
    pub is_first: bool,
}

#[derive(Serialize)]
pub struct PanelRow {
    pub number: String,
    pub name: String,
    /// Codes; what paints each beside its letters is in `paints`.
    pub cells: Vec<String>,
    pub paints: Vec<&'static str>,
    pub sums: Vec<String>,
    pub ends: Vec<String>,
}

/// What the codes mean, with the letters of this production.
fn key(schedule: &Schedule) -> String {
    let codes = &schedule.codes;
    let or = |letter: &str, usual: &str| match letter {
        "" => usual.to_owned(),
        own => own.to_owned(),
    };
    t!(
        "schedule.dood_key",
        travel = or(&codes.travel, "TR"),
        rehearsal = or(&codes.rehearsal, "R"),
        fitting = or(&codes.fitting, "FT")
    )
}

/// Makes what the template reads.
pub fn of(job: &Job) -> Result<Data<Dood>, Refused> {
    let schedule = Schedule::parse(&job.body)?;
    let (_, long) = size(job.paper);
    let keys = sum_keys(&schedule.rows);
    let has_ends = schedule.rows.iter().any(|row| !row.start.is_empty());
    let tail = SUM * count(keys.len()) + if has_ends { 2 * END } else { 0 };
    let room = long.saturating_sub(MARGINS + NAME);
    let ranges = panels(&schedule.columns, room, tail);
    let last = ranges.len().saturating_sub(1);
    let panels = ranges.iter().enumerate().map(|(n, &(from, to))| {
        let with_sums = n == last;
        let columns = schedule.columns.get(from..to).unwrap_or_default();
        let is_dated = columns.iter().any(|c| parse_date(&c.date).is_some());
        let free = room.saturating_sub(if with_sums { tail } else { 0 });
        Panel {
            title: match ranges.len() {
                1 => String::new(),
                m => t!("pdf.part_of", n = n + 1, m = m),
            },
            // A short shoot keeps narrow columns: a grid that is stretched is harder to read.
            date_width: mm((free / count(columns.len()).max(1)).clamp(DATE, DATE + 24)),
            months: if is_dated {
                months(columns)
            } else {
                Vec::new()
            },
            dates: heads(columns),
            sums: if with_sums {
                keys.iter().map(|(key, _)| column(key)).collect()
            } else {
                Vec::new()
            },
            ends: if with_sums && has_ends {
                vec![column("start"), column("finish")]
            } else {
                Vec::new()
            },
            rows: schedule
                .rows
                .iter()
                .map(|row| panel_row(row, (from, to), columns, &keys, with_sums, has_ends))
                .collect(),
        }
    });
    let nothing = match schedule.rows.is_empty() {
        true => t!("schedule.nobody_works").to_owned(),
        false => String::new(),
    };
    Ok(Data {
        doc: Dood {
            facts: facts(&schedule),
            panels: if nothing.is_empty() {
                panels.collect()
            } else {
                Vec::new()
            },
            name_head: column("name"),
            key: key(&schedule),
            nothing,
            name_width: mm(NAME),
            sum_width: mm(SUM),
            end_width: mm(END),
        },
        frame: frame(job, &schedule, Turn::Wide),
    })
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn mm(tenths: u32) -> f64 {
    f64::from(tenths) / 10.0
}

/// The sums that are anywhere, and those that everybody looks for.
fn sum_keys(rows: &[GridRow]) -> Vec<(&'static str, fn(&GridRow) -> u32)> {
    let all: [(&'static str, fn(&GridRow) -> u32); 7] = [
        ("travel", |r| r.travel),
        ("work", |r| r.work),
        ("rehearsal", |r| r.rehearsal),
        ("fitting", |r| r.fitting),
        ("hold", |r| r.hold),
        ("holiday", |r| r.holiday),
        ("total", |r| r.total),
    ];
    let is_shown = |(key, sum): &(&str, fn(&GridRow) -> u32)| {
        ["work", "hold", "total"].contains(key) || rows.iter().any(|row| sum(row) > 0)
    };
    all.into_iter().filter(is_shown).collect()
}

/// Cuts the columns into panels that fit the room, the last with room for the sums: as few as can
/// be, of about the same width, and where it can be before a Monday.
fn panels(columns: &[GridColumn], room: u32, tail: u32) -> Vec<(usize, usize)> {
    let most = usize::try_from(room / DATE).unwrap_or(usize::MAX).max(1);
    let most_last = usize::try_from(room.saturating_sub(tail) / DATE)
        .unwrap_or(1)
        .max(1);
    let mut out = Vec::new();
    let mut from = 0;
    loop {
        let left = columns.len() - from;
        if left <= most_last {
            out.push((from, columns.len()));
            return out;
        }
        let more = (left.saturating_sub(most_last)).div_ceil(most) + 1;
        let even = left.div_ceil(more).clamp(1, most);
        // The last Monday within a week of an even cut, so that weeks stay whole.
        let is_monday = |at: &usize| {
            columns
                .get(*at)
                .and_then(|c| parse_date(&c.date))
                .is_some_and(|d| d.weekday().to_monday_zero_offset() == 0)
        };
        let highest = (from + (even + 6).min(most)).min(columns.len());
        let lowest = from + even.saturating_sub(6).max(1);
        let to = (lowest..=highest)
            .rev()
            .find(is_monday)
            .unwrap_or((from + even).min(columns.len()));
        out.push((from, to));
        from = to;
    }
}

/// The months over the columns, each with its number of columns.
fn months(columns: &[GridColumn]) -> Vec<(String, usize)> {
    let mut out: Vec<(String, usize, i16, i8)> = Vec::new();
    for column in columns {
        let Some(date) = parse_date(&column.date) else {
            continue;
        };
        match out.last_mut() {
            Some((_, n, year, m)) if (*year, *m) == (date.year(), date.month()) => *n += 1,
            _ => out.push((String::new(), 1, date.year(), date.month())),
        }
    }
    out.into_iter()
        .map(|(_, n, year, m)| {
            let name = match n {
                0..=2 => String::new(),
                3..=5 => month_short(m).to_owned(),
                _ => joined(&[month(m), &year.to_string()], " "),
            };
            (name, n)
        })
        .collect()
}

fn heads(columns: &[GridColumn]) -> Vec<DateHead> {
    columns
        .iter()
        .enumerate()
        .map(|(n, column)| {
            let date = parse_date(&column.date);
            let nth = match column.day_number {
                0 => String::new(),
                n => n.to_string(),
            };
            DateHead {
                weekday: date.map_or_else(String::new, |d| {
                    let name = weekday_short(d.weekday().to_monday_zero_offset());
                    name.chars().take(1).collect()
                }),
                day: date.map_or_else(|| nth.clone(), |d| d.day().to_string()),
                nth: if date.is_some() { nth } else { String::new() },
                is_off: column.off,
                is_first: n == 0 || date.is_some_and(|d| d.day() == 1),
            }
        })
        .collect()
}

fn panel_row(
    row: &GridRow,
    (from, to): (usize, usize),
    columns: &[GridColumn],
    keys: &[(&'static str, fn(&GridRow) -> u32)],
    with_sums: bool,
    has_ends: bool,
) -> PanelRow {
    let cells = row.cells.get(from..to).unwrap_or_default();
    let sum = |n: u32| if n == 0 { String::new() } else { n.to_string() };
    PanelRow {
        number: row.number.clone(),
        name: row.name.clone(),
        paints: cells
            .iter()
            .zip(columns)
            .map(|(code, c)| paint(code, c.off))
            .collect(),
        cells: cells.to_vec(),
        sums: match with_sums {
            true => keys.iter().map(|(_, of)| sum(of(row))).collect(),
            false => Vec::new(),
        },
        ends: match with_sums && has_ends {
            true => [&row.start, &row.finish].map(|d| date_short(d)).to_vec(),
            false => Vec::new(),
        },
    }
}

/// What paints a cell beside its letters.
fn paint(code: &str, is_off: bool) -> &'static str {
    match code {
        "" if is_off => "off",
        "" => "",
        "H" => "hold",
        code if code.contains('W') => "work",
        _ => "event",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(n: usize) -> Vec<GridColumn> {
        // 4 January 2027 is a Monday.
        let first = jiff::civil::date(2027, 1, 4);
        let dates = first.series(jiff::Span::new().days(1));
        dates
            .take(n)
            .map(|date| GridColumn {
                date: date.to_string(),
                ..GridColumn::default()
            })
            .collect()
    }

    #[test]
    fn a_long_shoot_is_cut_between_weeks_and_loses_no_date() {
        let check = |n: usize, room: u32, tail: u32, want: &[(usize, usize)]| {
            assert_eq!(panels(&days(n), room, tail), want, "{n} dates");
        };
        check(0, 2000, 400, &[(0, 0)]);
        check(30, 2000, 400, &[(0, 30)]);
        check(84, 2174, 600, &[(0, 28), (28, 56), (56, 84)]);
    }

    #[test]
    fn no_panel_is_wider_than_the_paper() {
        for n in 1..200 {
            for (room, tail) in [(2174, 600), (2350, 350), (2936, 700), (500, 480)] {
                let cut = panels(&days(n), room, tail);
                assert_eq!(cut.first().map(|c| c.0), Some(0));
                assert_eq!(cut.last().map(|c| c.1), Some(n));
                for pair in cut.windows(2) {
                    assert_eq!(pair[0].1, pair[1].0);
                }
                for (at, (from, to)) in cut.iter().enumerate() {
                    assert!(from < to, "{cut:?}");
                    let tail = if at + 1 == cut.len() { tail } else { 0 };
                    let wide = count(to - from) * DATE + tail;
                    assert!(wide <= room.max(tail + DATE), "{n}: {cut:?}");
                }
            }
        }
    }

    #[test]
    fn months_stand_over_their_dates() {
        assert_eq!(
            months(&days(32)),
            [("January 2027".to_owned(), 28), ("Feb".to_owned(), 4)]
        );
    }
}
