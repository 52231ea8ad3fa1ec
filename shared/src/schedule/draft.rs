//! Drafts: a document made of the board, the breakdown and the calendar as they are now.

use std::collections::HashMap;

use super::body::{
    Codes, Entry, GridColumn, GridRow, Line, ListGroup, Needs, Part, SCHEMA, Schedule,
};
use super::{Basis, What};
use crate::board::{self, DayView, Layout, RowView, strip_class};
use crate::book::Book;
use crate::breakdown::{self, CategoryView, ElementView};
use crate::calendar::DateKind;
use crate::dood::{self, Grid};
use crate::eighths::Eighths;
use crate::heading::IntExt;
use crate::id::Id;
use crate::kind::Kind;
use crate::production;
use crate::scene::{self, SceneView};

/// What a draft needs from the interface: a category's name in its language.
pub type Names<'a> = &'a dyn Fn(&CategoryView) -> String;

/// Makes a document of a board. `of` is a category for those that take one; without, the day out
/// of days is of the cast and the list is of everything. `basis` is for the day out of days.
pub fn draft(
    book: &Book,
    board: &Id,
    what: What,
    of: Option<&Id>,
    basis: Basis,
    names: Names,
) -> Schedule {
    let layout = board::layout(book, board);
    let mut out = head(book, &layout, what);
    let of = of.filter(|_| what.takes_category());
    match what {
        What::OneLiner | What::Shooting => days(book, &layout, what, names, &mut out),
        What::Chronological | What::BreakdownSheets => script(book, &layout, what, names, &mut out),
        What::DayOutOfDays => {
            let of = of
                .cloned()
                .unwrap_or_else(|| breakdown::category::id_of(breakdown::category::CAST));
            let category = breakdown::category(book, &of);
            out.of_name = names(&category);
            put_grids(book, &layout, &of, basis, &mut out);
            out.of = Some(of);
        }
        What::ElementList => {
            out.of = of.cloned();
            out.of_name = of.map_or_else(String::new, |of| names(&breakdown::category(book, of)));
            lists(book, &layout, of, names, &mut out);
        }
    }
    out
}

fn head(book: &Book, layout: &Layout, what: What) -> Schedule {
    let production = book.production();
    let said = |field: &str| production.map_or("", |p| p.text(field)).to_owned();
    let real = || layout.scenes().filter(|s| !s.is_omitted);
    let (script_colour, script_date) = production::script_draft(book);
    Schedule {
        schema: SCHEMA,
        what: what.as_str().to_owned(),
        production: production.map(|p| p.id.clone()),
        title: said("title"),
        company: said("company"),
        paper: said("paper"),
        board: book.text(&Kind::Board, &layout.board, "name").to_owned(),
        script_colour,
        script_date,
        days: count(layout.days.len()),
        scenes: count(real().count()),
        eighths: real().fold(0, |sum, s| sum.saturating_add(s.eighths.0)),
        ..Schedule::default()
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What all lines of a document look up.
struct Lines<'a> {
    book: &'a Book,
    names: Names<'a>,
    colours: board::Colours,
    /// By scene, in the order of the categories; empty where the document does not list needs.
    needs: HashMap<Id, Vec<(usize, String)>>,
    background: HashMap<Id, u32>,
    categories: Vec<CategoryView>,
}

impl<'a> Lines<'a> {
    fn of(book: &'a Book, what: What, names: Names<'a>) -> Self {
        let mut lines = Lines {
            book,
            names,
            colours: board::colours(book),
            needs: HashMap::new(),
            background: HashMap::new(),
            categories: breakdown::categories(book),
        };
        let all = breakdown::elements(book);
        let lists = matches!(what, What::Shooting | What::BreakdownSheets);
        for element in &all {
            let at = lines
                .categories
                .iter()
                .position(|c| c.id == element.category);
            let is_counted = at.is_some_and(|at| lines.categories[at].is_counted());
            for scene in &element.scenes {
                let n = element.counts.get(scene).copied();
                if is_counted {
                    let n = n.and_then(|n| u32::try_from(n).ok()).unwrap_or(1);
                    let sum = lines.background.entry(scene.clone()).or_default();
                    *sum = sum.saturating_add(n);
                }
                if lists {
                    let item = item(element, n);
                    let at = at.unwrap_or(lines.categories.len());
                    lines
                        .needs
                        .entry(scene.clone())
                        .or_default()
                        .push((at, item));
                }
            }
        }
        lines
    }

    fn scene(&self, scene: &SceneView) -> Line {
        let record = self.book.get(&Kind::Scene, &scene.id);
        let said = |field: &str| record.map_or("", |r| r.text(field)).to_owned();
        let unit = record.and_then(|r| r.link("unit"));
        let mut needs: Vec<Needs> = Vec::new();
        let mut last = None;
        for (at, item) in self.needs.get(&scene.id).into_iter().flatten() {
            if last != Some(*at) {
                let category = self.categories.get(*at);
                needs.push(Needs {
                    name: category.map_or_else(String::new, |c| (self.names)(c)),
                    letter: category.map_or_else(String::new, |c| c.letter.to_string()),
                    items: Vec::new(),
                });
                last = Some(*at);
            }
            if let Some(group) = needs.last_mut() {
                group.items.push(item.clone());
            }
        }
        Line {
            scene: Some(scene.id.clone()),
            number: scene.number.to_string(),
            int_ext: match scene.int_ext {
                IntExt::Unknown => String::new(),
                known => known.as_str().to_owned(),
            },
            set: scene.set.to_string(),
            time: scene.time.to_string(),
            synopsis: scene.synopsis.to_string(),
            script_day: scene.script_day.to_string(),
            page: scene.page.to_string(),
            sequence: said("sequence"),
            unit: unit.map_or_else(String::new, |id| {
                self.book.text(&Kind::Unit, &id, "name").to_owned()
            }),
            eighths: scene.eighths.0,
            est_min: scene.est_min,
            cast: scene.cast.iter().map(cast_mark).collect(),
            location: scene.location_name.to_string(),
            comments: said("comments"),
            omitted: scene.is_omitted,
            background: self.background.get(&scene.id).copied().unwrap_or_default(),
            paint: strip_class(scene, &self.colours).into_owned(),
            needs,
            ..Line::default()
        }
    }
}

fn cast_mark(cast: &scene::CastView) -> String {
    match cast.number.is_empty() {
        true => cast.name.to_string(),
        false => cast.number.to_string(),
    }
}

/// "3 Deckhands (12)": the number, the name, how many.
fn item(element: &ElementView, n: Option<i64>) -> String {
    let mut item = match element.number.is_empty() {
        true => element.name.to_string(),
        false => format!("{} {}", element.number, element.name),
    };
    if let Some(n) = n {
        item.push_str(&format!(" ({n})"));
    }
    item
}

fn days(book: &Book, layout: &Layout, what: What, names: Names, out: &mut Schedule) {
    let lines = Lines::of(book, what, names);
    let row = |row: &RowView| match row {
        RowView::Strip(strip) => lines.scene(&strip.scene),
        RowView::Banner(banner) => Line {
            set: banner.text.to_string(),
            est_min: banner.minutes,
            ..Line::default()
        },
    };
    let part = |day: &DayView| Part {
        day: Some(day.id.clone()),
        number: count(day.n),
        date: date_of(day),
        text: day.text.to_string(),
        location: day.location().map_or_else(String::new, |l| l.1.to_string()),
        scenes: count(day.scenes),
        eighths: day.eighths.0,
        est_min: (day.est_min > 0).then_some(day.est_min),
        lines: day.rows.iter().map(row).collect(),
    };
    if !layout.loose.is_empty() {
        out.parts.push(Part {
            lines: layout.loose.iter().map(row).collect(),
            ..Part::default()
        });
    }
    out.parts.extend(layout.days.iter().map(part));
    // What stands in no day is not shot: it is not on the schedule, and not in its sums.
    let shot = || {
        layout
            .days
            .iter()
            .flat_map(DayView::strips)
            .filter(|s| !s.is_omitted)
    };
    out.scenes = count(shot().count());
    out.eighths = shot().fold(0, |sum, s| sum.saturating_add(s.eighths.0));
}

fn script(book: &Book, layout: &Layout, what: What, names: Names, out: &mut Schedule) {
    let lines = Lines::of(book, what, names);
    let day_of: HashMap<&Id, &DayView> = layout
        .days
        .iter()
        .flat_map(|day| day.strips().map(move |scene| (&scene.id, day)))
        .collect();
    let scenes = scene::in_order(book);
    let lines = scenes.iter().map(|scene| {
        let mut line = lines.scene(scene);
        if let Some(day) = day_of.get(&scene.id) {
            line.day_number = count(day.n);
            line.date = date_of(day);
        }
        line
    });
    out.parts.push(Part {
        lines: lines.collect(),
        ..Part::default()
    });
}

fn date_of(day: &DayView) -> String {
    day.date.map(|date| date.to_string()).unwrap_or_default()
}

fn put_grids(book: &Book, layout: &Layout, of: &Id, basis: Basis, out: &mut Schedule) {
    let options = dood::options(book);
    out.basis = basis.as_str().to_owned();
    out.codes = codes(&options);
    let planned = dood::grid(book, layout, of, &options);
    if basis == Basis::Planned {
        out.columns = columns(&planned);
        out.rows = rows(&planned, &options.letters, false);
        return;
    }
    let actual = dood::actual_grid(book, layout, of, &options);
    out.columns = columns(&actual);
    out.rows = rows(&actual, &options.letters, true);
    if basis == Basis::Both {
        out.rows = pairs(rows(&planned, &options.letters, false), out);
    }
}

/// Puts the planned row of everybody before the actual one; whoever has only one of them stands
/// blank on the other, so that both can be read side by side.
fn pairs(planned: Vec<GridRow>, out: &mut Schedule) -> Vec<GridRow> {
    let blank = |like: &GridRow, actual: bool| GridRow {
        id: like.id.clone(),
        number: like.number.clone(),
        name: like.name.clone(),
        cells: vec![String::new(); like.cells.len()],
        actual,
        ..GridRow::default()
    };
    let mut actual = std::mem::take(&mut out.rows);
    let mut all = Vec::new();
    for row in planned {
        let at = actual.iter().position(|other| other.id == row.id);
        let other = at.map_or_else(|| blank(&row, true), |at| actual.remove(at));
        all.extend([row, other]);
    }
    for row in actual {
        all.extend([blank(&row, false), row]);
    }
    all
}

/// Names the codes that are not the usual ones.
fn codes(options: &dood::Options) -> Codes {
    let usual = dood::Letters::default();
    let other = |letter: &str, usual: &str| match letter == usual {
        true => String::new(),
        false => letter.to_owned(),
    };
    let letters = &options.letters;
    Codes {
        travel: other(&letters.travel, &usual.travel),
        rehearsal: other(&letters.rehearsal, &usual.rehearsal),
        fitting: other(&letters.fitting, &usual.fitting),
        fill: options.drop_display == dood::DropDisplay::FillGap,
    }
}

fn columns(grid: &Grid) -> Vec<GridColumn> {
    grid.columns
        .iter()
        .map(|column| GridColumn {
            date: column.date.map(|d| d.to_string()).unwrap_or_default(),
            day_number: column.n.map_or(0, count),
            off: column.kind != DateKind::Working,
            text: column.text.to_string(),
            reported: column.is_reported,
        })
        .collect()
}

fn rows(grid: &Grid, letters: &dood::Letters, actual: bool) -> Vec<GridRow> {
    let date = |date: Option<jiff::civil::Date>| {
        let date = date.filter(|_| grid.is_dated);
        date.map(|d| d.to_string()).unwrap_or_default()
    };
    grid.rows
        .iter()
        .map(|row| {
            let totals = &row.row.totals;
            GridRow {
                id: Some(row.id.clone()),
                number: row.number.to_string(),
                name: row.name.to_string(),
                actual,
                cells: row.row.cells.iter().map(|c| c.code(letters)).collect(),
                travel: count(totals.travel),
                work: count(totals.work),
                rehearsal: count(totals.rehearsal),
                fitting: count(totals.fitting),
                hold: count(totals.hold),
                holiday: count(totals.holiday),
                start: date(totals.start),
                finish: date(totals.finish),
                total: count(totals.total),
            }
        })
        .collect()
}

fn lists(book: &Book, layout: &Layout, of: Option<&Id>, names: Names, out: &mut Schedule) {
    let scenes = scene::in_order(book);
    let number: HashMap<&Id, &SceneView> = scenes.iter().map(|s| (&s.id, &**s)).collect();
    let day: HashMap<&Id, u32> = layout
        .days
        .iter()
        .flat_map(|day| day.strips().map(move |scene| (&scene.id, count(day.n))))
        .collect();
    let entry = |element: &ElementView| {
        let mut days: Vec<u32> = element
            .scenes
            .iter()
            .filter_map(|s| day.get(s).copied())
            .collect();
        days.sort_unstable();
        days.dedup();
        let department = element.department.as_ref();
        Entry {
            id: Some(element.id.clone()),
            number: element.number.to_string(),
            name: element.name.to_string(),
            notes: element.notes.to_string(),
            department: department.map_or_else(String::new, |id| {
                book.text(&Kind::Department, id, "name").to_owned()
            }),
            scenes: element
                .scenes
                .iter()
                .filter_map(|id| number.get(id).map(|s| s.number.to_string()))
                .collect(),
            days,
            eighths: Eighths(element.eighths.0).0,
        }
    };
    out.groups = breakdown::by_category(book)
        .into_iter()
        .filter(|(category, elements)| {
            !elements.is_empty() && of.is_none_or(|of| category.id == *of)
        })
        .map(|(category, elements)| ListGroup {
            name: names(&category),
            letter: category.letter.to_string(),
            entries: elements.iter().map(entry).collect(),
        })
        .collect();
}
