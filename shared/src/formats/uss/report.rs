//! A file opened by itself: its days, strips and day out of days, as the command line prints them.

use serde_json::{Value, json};

use crate::board::{Layout, layout};
use crate::book::Book;
use crate::breakdown::category::{self, CAST, id_of};
use crate::dood::{self, Grid, Letters, Options};
use crate::eighths::Eighths;
use crate::id::Id;
use crate::kind::Kind;
use crate::scene::SceneView;

use super::import::{ImportOptions, import};
use super::model::Problem;
use super::read::{NotASchedule, read};

/// A schedule in a book of its own.
#[derive(Clone, PartialEq, Debug)]
pub struct Opened {
    pub book: Book,
    /// The boards in the order of the file.
    pub boards: Vec<Id>,
    pub problems: Vec<Problem>,
}

/// Reads a file and takes it into an empty book.
///
/// # Errors
/// Returns a sentence where the file is no schedule.
pub fn open(bytes: &[u8]) -> Result<Opened, NotASchedule> {
    let file = read(bytes)?;
    let mut next = 0_u64;
    let mut new_id = || {
        next += 1;
        Id::new(format!("r{next}"))
    };
    let mut book = Book::default();
    let imported = import(&book, &file.uss, &ImportOptions::default(), &mut new_id);
    book.apply(&imported.command);
    let mut problems = file.problems;
    problems.extend(imported.problems);
    Ok(Opened {
        book,
        boards: imported.boards,
        problems,
    })
}

impl Opened {
    /// Returns a board by its name or place, counted from 1; without either the first.
    pub fn board(&self, wanted: Option<&str>) -> Option<Id> {
        let Some(wanted) = wanted.map(str::trim) else {
            // A file without boards has all its scenes in the boneyard.
            return Some(
                self.boards
                    .first()
                    .cloned()
                    .unwrap_or_else(|| Id::new("main")),
            );
        };
        let by_name = self.boards.iter().find(|id| {
            let name = self.book.text(&Kind::Board, id, "name");
            name.eq_ignore_ascii_case(wanted)
        });
        let place = wanted.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        by_name.or_else(|| self.boards.get(place?)).cloned()
    }

    /// Returns a category by its name or number, if the book knows it.
    pub fn category(&self, wanted: &str) -> Option<Id> {
        let by_number = || {
            let uci = wanted.trim().parse::<u16>().ok()?;
            category::STANDARD
                .iter()
                .find(|s| s.uci == uci)
                .map(|s| id_of(s.uci))
        };
        category::by_name(&self.book, wanted).or_else(by_number)
    }

    /// Returns the day out of days of a category.
    pub fn dood(&self, board: &Id, category: &Id, options: &Options) -> Grid {
        dood::grid(&self.book, &layout(&self.book, board), category, options)
    }
}

/// Returns what `callboard schedule FILE` prints of one board.
pub fn schedule_report(opened: &Opened, board: &Id, options: &Options) -> Value {
    let book = &opened.book;
    let layout = layout(book, board);
    let grid = dood::grid(book, &layout, &id_of(CAST), options);
    let names: Vec<&str> = opened
        .boards
        .iter()
        .map(|id| book.text(&Kind::Board, id, "name"))
        .collect();
    let days: Vec<Value> = layout
        .days
        .iter()
        .map(|day| {
            let banners = day.rows.iter().filter_map(|row| match row {
                crate::board::RowView::Banner(banner) => Some(&*banner.text),
                crate::board::RowView::Strip(_) => None,
            });
            json!({
                "n": day.n,
                "date": day.date.map(|date| date.to_string()),
                "strips": day.strips().map(|scene| strip(scene)).collect::<Vec<_>>(),
                "banners": banners.collect::<Vec<_>>(),
                "scenes": day.scenes,
                "eighths": day.eighths.0,
                "pages": day.eighths.to_string(),
                "est_min": day.est_min,
                "cast": day.cast.iter().map(|c| &*c.number).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "title": book.production().map(|p| p.text("title").to_owned()),
        "board": book.text(&Kind::Board, board, "name"),
        "boards": names,
        "days": days,
        "loose": layout.loose.iter().filter_map(|row| row.scene()).map(|s| strip(s)).collect::<Vec<_>>(),
        "boneyard": layout.boneyard.iter().map(|scene| strip(scene)).collect::<Vec<_>>(),
        "totals": totals(&layout),
        "dood": dood_report(&grid, &options.letters),
        "problems": opened.problems,
    })
}

fn strip(scene: &SceneView) -> Value {
    let cast = scene.cast.iter();
    json!({
        "number": &*scene.number,
        "heading": scene.heading(),
        "eighths": scene.eighths.0,
        "pages": scene.eighths.to_string(),
        "synopsis": &*scene.synopsis,
        "est_min": scene.est_min,
        "cast": cast.map(|c| json!({ "number": &*c.number, "name": &*c.name })).collect::<Vec<_>>(),
    })
}

fn totals(layout: &Layout) -> Value {
    let sum = |eighths: &mut dyn Iterator<Item = Eighths>| {
        eighths.fold(0_u32, |sum, eighths| sum.saturating_add(eighths.0))
    };
    let eighths = Eighths(sum(&mut layout.days.iter().map(|day| day.eighths)));
    json!({
        "days": layout.days.len(),
        "scenes": layout.days.iter().map(|day| day.scenes).sum::<usize>(),
        "eighths": eighths.0,
        "pages": eighths.to_string(),
        "est_min": layout.days.iter().map(|day| day.est_min).sum::<i64>(),
        "unscheduled": layout.boneyard.len(),
    })
}

fn dood_report(grid: &Grid, letters: &Letters) -> Value {
    let dates = grid
        .columns
        .iter()
        .map(|column| column.date.map(|date| date.to_string()));
    let rows: Vec<Value> = grid
        .rows
        .iter()
        .map(|row| {
            let totals = &row.row.totals;
            let date = |date: Option<jiff::civil::Date>| {
                date.filter(|_| grid.is_dated).map(|date| date.to_string())
            };
            json!({
                "number": &*row.number,
                "name": &*row.name,
                "codes": row.row.cells.iter().map(|cell| cell.code(letters)).collect::<Vec<_>>(),
                "travel": totals.travel,
                "work": totals.work,
                "rehearsal": totals.rehearsal,
                "fitting": totals.fitting,
                "hold": totals.hold,
                "holiday": totals.holiday,
                "start": date(totals.start),
                "finish": date(totals.finish),
                "total": totals.total,
            })
        })
        .collect();
    json!({
        "dates": dates.collect::<Vec<_>>(),
        "days": grid.columns.iter().map(|column| column.n).collect::<Vec<_>>(),
        "rows": rows,
    })
}
