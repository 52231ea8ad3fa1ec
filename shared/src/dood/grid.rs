//! The grid of a category, or of the locations, over a board and the calendar.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use crate::board::Layout;
use crate::book::Book;
use crate::breakdown::category::{CAST, id_of};
use crate::breakdown::{self, DoodSettings, ElementView, in_category};
use crate::calendar::{Calendar, DateKind};
use crate::id::Id;
use crate::kind::Kind;
use crate::location::locations as all_locations;

use super::actual;
use super::cell::Cell;
use super::events::{Days, What, events};
use super::gap::{Gap, gaps};
use super::row::{Column, Company, Drop, Options, Row, Settings, row};

/// A whole day out of days.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Grid {
    pub columns: Vec<GridColumn>,
    /// Only what works or has an event.
    pub rows: Vec<GridRow>,
    /// The shoot has dates. Without, columns are shoot days in a row, and nothing is dropped.
    pub is_dated: bool,
}

/// A date of the grid.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GridColumn {
    /// Nothing while the production has no start.
    pub date: Option<Date>,
    pub kind: DateKind,
    /// The shoot day on it, and its number.
    pub day: Option<Id>,
    pub n: Option<usize>,
    /// The words of the calendar's exception.
    pub text: Arc<str>,
    /// The set said which scenes were shot.
    pub is_reported: bool,
}

/// An element with its row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GridRow {
    pub id: Id,
    pub kind: Kind,
    pub number: Arc<str>,
    pub name: Arc<str>,
    pub person: Option<Id>,
    pub row: Row,
    /// Stretches between its working days; none while the shoot has no dates.
    pub gaps: Vec<Gap>,
}

/// Events further from the shoot than this are slips, and left out; days.
const FAR_DAYS: i64 = 366;

/// More columns than any shoot has.
const COLUMNS_MAX: usize = 2000;

/// What stands in a row before it is asked when it works.
struct Subject {
    id: Id,
    kind: Kind,
    number: Arc<str>,
    name: Arc<str>,
    person: Option<Id>,
    settings: Settings,
    /// Locations have none.
    said: Option<DoodSettings>,
    /// Whose events are its own too: what happens to who plays a part happens to the part.
    also: Vec<Id>,
}

/// Returns the day out of days of a category on a board, in the order of its element list. What
/// somebody took off the day out of days is not in it.
pub fn grid(book: &Book, layout: &Layout, category: &Id, options: &Options) -> Grid {
    let scenes: Vec<Vec<Id>> = layout.days.iter().map(actual::planned).collect();
    of(
        book,
        layout,
        subjects(book, category),
        &works(book, &scenes),
        options,
    )
}

/// Returns the row of one element or character as planned; nothing where it neither works nor has
/// an event, or somebody took it off.
pub fn row_of(book: &Book, layout: &Layout, element: &Id, options: &Options) -> Option<GridRow> {
    let all = breakdown::all(book);
    let category = &all.iter().find(|one| one.id == *element)?.category;
    let mut rows = grid(book, layout, category, options).rows.into_iter();
    rows.find(|row| row.id == *element)
}

/// Returns the same grid by what was shot, as far as the set reported it; what it said nothing of
/// stands as planned.
pub fn actual_grid(book: &Book, layout: &Layout, category: &Id, options: &Options) -> Grid {
    let shot = actual::shot(book, layout);
    let works = works(book, &shot.scenes);
    let mut grid = of(book, layout, subjects(book, category), &works, options);
    for column in &mut grid.columns {
        let day = column.day.as_ref();
        column.is_reported = day.is_some_and(|day| shot.reported.contains(day));
    }
    grid
}

/// Returns the grid of who plays the cast: a person with several parts has one row over all of
/// them, with the settings of the first. A part that nobody plays yet stands for itself.
pub fn performers(book: &Book, layout: &Layout, options: &Options) -> Grid {
    by_person(book, layout, subjects(book, &id_of(CAST)), options)
}

/// Returns that grid with the people behind other elements: a stunt performer, an extra, an owner.
pub fn people(book: &Book, layout: &Layout, options: &Options) -> Grid {
    let mut all = subjects(book, &id_of(CAST));
    let others = breakdown::all(book);
    let others = others.iter().filter(|e| e.kind == Kind::Element);
    all.extend(
        others
            .filter(|e| e.person.is_some())
            .filter_map(|e| subject(e)),
    );
    by_person(book, layout, all, options)
}

fn by_person(book: &Book, layout: &Layout, parts: Vec<Subject>, options: &Options) -> Grid {
    let scenes: Vec<Vec<Id>> = layout.days.iter().map(actual::planned).collect();
    let mut works = works(book, &scenes);
    let mut all: Vec<Subject> = Vec::new();
    let mut places: HashMap<Id, usize> = HashMap::new();
    for mut part in parts {
        if let Some(person) = part.person.clone() {
            let days = works.get(&part.id).cloned().unwrap_or_default();
            works.entry(person.clone()).or_default().extend(days);
            if let Some(known) = places.get(&person).and_then(|n| all.get_mut(*n)) {
                known.also.push(part.id);
                continue;
            }
            places.insert(person.clone(), all.len());
            part.also.push(std::mem::replace(&mut part.id, person));
            part.kind = Kind::Person;
        }
        all.push(part);
    }
    of(book, layout, all, &works, options)
}

fn subjects(book: &Book, category: &Id) -> Vec<Subject> {
    in_category(book, category)
        .iter()
        .filter_map(subject)
        .collect()
}

/// Returns an element as a row asks about it, unless somebody took it off the day out of days.
fn subject(element: &ElementView) -> Option<Subject> {
    (!element.dood.is_left_out).then(|| Subject {
        settings: settings(&element.dood),
        said: Some(element.dood.clone()),
        also: element.person.iter().cloned().collect(),
        id: element.id.clone(),
        kind: element.kind.clone(),
        number: element.number.clone(),
        name: element.name.clone(),
        person: element.person.clone(),
    })
}

/// Lists the days on which everything works; `scenes` are those of each day.
fn works(book: &Book, scenes: &[Vec<Id>]) -> HashMap<Id, Vec<usize>> {
    let mut works: HashMap<Id, Vec<usize>> = HashMap::new();
    for (n, scenes) in scenes.iter().enumerate() {
        for scene in scenes.iter().filter_map(|id| book.get(&Kind::Scene, id)) {
            for id in scene.set("cast").chain(scene.set("element")) {
                works.entry(id).or_default().push(n);
            }
        }
    }
    works
}

/// Returns the days on which each location is shot at; nothing of it is held or dropped.
pub fn locations(book: &Book, layout: &Layout, options: &Options) -> Grid {
    let subjects = all_locations(book)
        .into_iter()
        .map(|location| Subject {
            id: location.id,
            kind: Kind::Location,
            number: "".into(),
            name: location.name.as_str().into(),
            person: None,
            settings: Settings::default(),
            said: None,
            also: Vec::new(),
        })
        .collect();
    let mut works: HashMap<Id, Vec<usize>> = HashMap::new();
    for (n, day) in layout.days.iter().enumerate() {
        for scene in day.strips().filter(|scene| !scene.is_omitted) {
            if let Some(location) = &scene.location {
                works.entry(location.clone()).or_default().push(n);
            }
        }
    }
    of(book, layout, subjects, &works, options)
}

fn settings(dood: &DoodSettings) -> Settings {
    Settings {
        hold: dood.hold,
        drop: dood.drop.then_some(Drop {
            days: dood.drop_days,
            at: dood.drop_at,
            never: dood.drop_never.clone(),
        }),
    }
}

fn of(
    book: &Book,
    layout: &Layout,
    subjects: Vec<Subject>,
    works: &HashMap<Id, Vec<usize>>,
    options: &Options,
) -> Grid {
    let calendar = Calendar::of(book);
    let is_dated = match layout.days.is_empty() {
        true => calendar.start.is_some(),
        false => layout.days.iter().any(|day| day.date.is_some()),
    };
    // Nothing where days have no dates: then they are counted, and no date means anything.
    let calendar = Some(&calendar).filter(|_| is_dated);
    let dates = dates(layout, calendar);
    let mut events = if is_dated {
        events(book)
    } else {
        HashMap::new()
    };
    let company = book
        .production()
        .and_then(|p| events.remove(&p.id))
        .unwrap_or_default();
    let start = calendar.and_then(|calendar| calendar.start);
    let near = near(dates.iter().flatten().chain(&start));
    for days in events.values_mut() {
        days.retain(|date, _| near.is_none_or(|(from, to)| from <= *date && *date <= to));
    }

    let subjects: Vec<(Subject, BTreeSet<Date>, Days)> = subjects
        .into_iter()
        .map(|subject| {
            let days = works.get(&subject.id).into_iter().flatten();
            let work = days
                .filter_map(|n| dates.get(*n).copied().flatten())
                .collect();
            let mut own = events.get(&subject.id).cloned().unwrap_or_default();
            for days in subject.also.iter().filter_map(|id| events.get(id)) {
                for (date, what) in days {
                    own.entry(*date).or_default().extend(what);
                }
            }
            (subject, work, own)
        })
        .collect();
    let all = dates.iter().flatten().chain(&start);
    let all = all.chain(subjects.iter().flat_map(|(_, _, events)| shown(events)));
    let columns = columns(calendar, &company, all.copied().collect());
    let rows = subjects
        .into_iter()
        .map(|(subject, work, events)| {
            let mut settings = subject.settings;
            settings.drop = settings.drop.filter(|_| is_dated);
            let row = row(&columns, &work, &events, &settings, options);
            let said = subject.said.filter(|_| is_dated);
            let gaps = said.map(|said| gaps(&columns, &work, &row, &said, options));
            GridRow {
                row,
                gaps: gaps.unwrap_or_default(),
                id: subject.id,
                kind: subject.kind,
                number: subject.number,
                name: subject.name,
                person: subject.person,
            }
        })
        .filter(|row| row.row.cells.iter().any(|cell| is_something(*cell)))
        .collect();
    Grid {
        columns: columns
            .iter()
            .map(|column| head(calendar, layout, &dates, column.date))
            .collect(),
        rows,
        is_dated,
    }
}

fn is_something(cell: Cell) -> bool {
    !matches!(cell, Cell::Blank | Cell::Off | Cell::Holiday | Cell::Move)
}

/// Lists the dates that need a column: who cannot come is no reason for one.
fn shown(events: &Days) -> impl Iterator<Item = &Date> {
    let is_shown = |whats: &BTreeSet<What>| whats.iter().any(|what| what.cell().is_some());
    events
        .iter()
        .filter(move |(_, whats)| is_shown(whats))
        .map(|(date, _)| date)
}

/// Returns the date of each shoot day. Without a calendar they are counted from a Monday that is
/// never shown.
fn dates(layout: &Layout, calendar: Option<&Calendar>) -> Vec<Option<Date>> {
    let mut monday = jiff::civil::date(2001, 1, 1).series(jiff::Span::new().days(1));
    layout
        .days
        .iter()
        .map(|day| match calendar {
            Some(_) => day.date,
            None => monday.next(),
        })
        .collect()
}

/// Returns the stretch that events are read in, where there is a shoot.
fn near<'a>(dates: impl Iterator<Item = &'a Date> + Clone) -> Option<(Date, Date)> {
    let first = dates.clone().min()?;
    let last = dates.max()?;
    let far = jiff::Span::new().days(FAR_DAYS);
    Some((
        first.checked_sub(far).unwrap_or(*first),
        last.checked_add(far).unwrap_or(*last),
    ))
}

fn columns(calendar: Option<&Calendar>, company: &Days, all: BTreeSet<Date>) -> Vec<Column> {
    let (Some(first), Some(last)) = (all.first(), all.last()) else {
        return Vec::new();
    };
    let is_move = |date: &Date| company.get(date).is_some_and(|w| w.contains(&What::Travel));
    first
        .series(jiff::Span::new().days(1))
        .take_while(|date| date <= last)
        .take(COLUMNS_MAX)
        .map(|date| Column {
            date,
            company: match kind(calendar, date) {
                DateKind::Holiday => Company::Holiday,
                DateKind::Travel | DateKind::Move => Company::Move,
                _ if is_move(&date) => Company::Move,
                DateKind::Weekly | DateKind::Off => Company::Off,
                DateKind::Working => Company::Working,
            },
        })
        .collect()
}

fn kind(calendar: Option<&Calendar>, date: Date) -> DateKind {
    calendar.map_or(DateKind::Working, |calendar| calendar.kind(date))
}

fn head(
    calendar: Option<&Calendar>,
    layout: &Layout,
    dates: &[Option<Date>],
    date: Date,
) -> GridColumn {
    let at = dates.iter().position(|d| *d == Some(date));
    let day = at.and_then(|n| layout.days.get(n));
    let said = calendar.and_then(|calendar| calendar.exceptions.get(&date));
    GridColumn {
        date: calendar.map(|_| date),
        kind: kind(calendar, date),
        day: day.map(|day| day.id.clone()),
        n: day.map(|day| day.n),
        text: said.map_or_else(|| "".into(), |exception| exception.text.clone()),
        is_reported: false,
    }
}
