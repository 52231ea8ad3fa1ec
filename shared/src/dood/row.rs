//! The rule of one row, over plain dates (DOMAIN 3.6).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::cell::{Cell, Letters, WorkDay};
use super::events::What;

/// What a date is to the whole company.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Company {
    /// A day that can be shot on, or held.
    #[default]
    Working,
    Off,
    Holiday,
    Move,
}

/// One date of the grid.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Column {
    pub date: Date,
    pub company: Company,
}

/// What holds for one element.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    /// Working dates of the company between two of its own are held.
    pub hold: bool,
    /// Nothing: it is never dropped. A drop saves holds, so without holds there is none.
    pub drop: Option<Drop>,
}

/// Which gap may be dropped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drop {
    /// Calendar days from the last working day to the pick-up.
    pub days: i64,
    /// Pins the drop to the gap behind this date; where that is none that may be dropped, the
    /// first one is taken as if nothing were pinned.
    pub at: Option<Date>,
    /// No gap with one of these dates is dropped, even if it is pinned.
    pub never: Vec<Date>,
}

/// How the days of a drop are compared. SAG-AFTRA asks for more than 10 or 14 days; other
/// programs call the number a minimum.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Bound {
    #[default]
    MoreThan,
    AtLeast,
}

/// How a drop is printed; houses differ.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DropDisplay {
    /// `WD` on the last day of work, and blank up to `PW`.
    #[default]
    LetterOnLastDay,
    /// `W`, then `D` on each day up to `PW`.
    FillGap,
}

/// What counts as paid beside work, hold, travel and rehearsal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Paid {
    pub fitting: bool,
    /// Company holidays between start and finish, outside a dropped gap.
    pub holiday: bool,
}

/// What holds for a whole grid.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    pub letters: Letters,
    pub drop_display: DropDisplay,
    pub drop_bound: Bound,
    /// How many gaps of one element may be dropped. SAG-AFTRA: one in a production.
    pub drops_max: usize,
    pub paid: Paid,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            letters: Letters::default(),
            drop_display: DropDisplay::default(),
            drop_bound: Bound::default(),
            drops_max: 1,
            paid: Paid::default(),
        }
    }
}

/// One row of the grid.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// As many as there are columns.
    pub cells: Vec<Cell>,
    pub totals: Totals,
    /// Dropped gaps: the last day of work and the pick-up.
    pub drops: Vec<(Date, Date)>,
    /// The gap that was pinned may not be dropped: the board moved on.
    pub is_pin_lost: bool,
}

/// Days by what they are. An event on a working day counts too, though the cell shows the work.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Totals {
    pub travel: usize,
    pub work: usize,
    pub rehearsal: usize,
    pub fitting: usize,
    pub hold: usize,
    pub holiday: usize,
    /// First and last day of work.
    pub start: Option<Date>,
    pub finish: Option<Date>,
    /// Paid days, each once.
    pub total: usize,
}

/// Derives a row. `columns` are dates in rising order; work and events outside them do not count.
pub fn row(
    columns: &[Column],
    work: &BTreeSet<Date>,
    events: &BTreeMap<Date, BTreeSet<What>>,
    settings: &Settings,
    options: &Options,
) -> Row {
    let works: Vec<Date> = columns
        .iter()
        .map(|column| column.date)
        .filter(|date| work.contains(date))
        .collect();
    let (drops, is_pin_lost) = drops(columns, &works, settings, options);
    let (start, finish) = (works.first().copied(), works.last().copied());
    let mut row = Row {
        cells: Vec::with_capacity(columns.len()),
        totals: Totals {
            start,
            finish,
            ..Totals::default()
        },
        drops,
        is_pin_lost,
    };
    let none = BTreeSet::new();
    for column in columns {
        let date = column.date;
        let events = events.get(&date).unwrap_or(&none);
        let is_engaged = start.is_some_and(|s| s <= date) && finish.is_some_and(|f| date <= f);
        let is_dropped = row.drops.iter().any(|(a, b)| *a < date && date < *b);
        let cell = if work.contains(&date) {
            let is_shown = options.drop_display == DropDisplay::LetterOnLastDay;
            Cell::Work(WorkDay {
                is_start: start == Some(date),
                is_finish: finish == Some(date),
                is_drop: is_shown && row.drops.iter().any(|(a, _)| *a == date),
                is_pickup: row.drops.iter().any(|(_, b)| *b == date),
            })
        } else if let Some(event) = events.iter().find_map(|what| what.cell()) {
            event
        } else {
            match column.company {
                Company::Off => Cell::Off,
                Company::Holiday => Cell::Holiday,
                Company::Move => Cell::Move,
                Company::Working if events.contains(&What::Unavailable) => Cell::Unavailable,
                Company::Working if is_dropped => match options.drop_display {
                    DropDisplay::LetterOnLastDay => Cell::Blank,
                    DropDisplay::FillGap => Cell::Drop,
                },
                Company::Working if is_engaged && settings.hold => Cell::Hold,
                Company::Working => Cell::Blank,
            }
        };
        let paid = Paid {
            holiday: options.paid.holiday && is_engaged && !is_dropped,
            ..options.paid
        };
        count(&mut row.totals, cell, events, paid);
        row.cells.push(cell);
    }
    row
}

fn count(totals: &mut Totals, cell: Cell, events: &BTreeSet<What>, paid: Paid) {
    let has = |what: What| events.contains(&what);
    totals.work += usize::from(cell.is_work());
    totals.hold += usize::from(cell == Cell::Hold);
    totals.holiday += usize::from(cell == Cell::Holiday);
    totals.travel += usize::from(has(What::Travel));
    totals.rehearsal += usize::from(has(What::Rehearsal));
    totals.fitting += usize::from(has(What::Fitting));
    let is_paid = cell.is_work()
        || cell == Cell::Hold
        || has(What::Travel)
        || has(What::Rehearsal)
        || (paid.fitting && has(What::Fitting))
        || (paid.holiday && cell == Cell::Holiday);
    totals.total += usize::from(is_paid);
}

/// Returns the gaps that are dropped, and whether a pinned one is not among those that may be.
fn drops(
    columns: &[Column],
    works: &[Date],
    settings: &Settings,
    options: &Options,
) -> (Vec<(Date, Date)>, bool) {
    let drop = settings.drop.as_ref();
    let Some(drop) = drop.filter(|_| settings.hold && options.drops_max > 0) else {
        return (Vec::new(), false);
    };
    let may = |gap: &(Date, Date)| {
        is_long(*gap, drop.days, options.drop_bound)
            && between(columns, *gap) > 0
            && !drop.never.iter().any(|date| is_in(*gap, *date))
    };
    let gaps = works.windows(2).map(|pair| (pair[0], pair[1]));
    let mut candidates: Vec<(Date, Date)> = gaps.filter(may).collect();
    let pinned = drop
        .at
        .map(|at| candidates.iter().copied().find(|gap| is_in(*gap, at)));
    if let Some(Some(pinned)) = pinned {
        return (vec![pinned], false);
    }
    candidates.truncate(options.drops_max);
    (candidates, pinned.is_some())
}

/// Says whether a date means a gap: the last day of work before it, or any date up to the pick-up.
pub(super) fn is_in((from, to): (Date, Date), date: Date) -> bool {
    from <= date && date < to
}

/// Says whether a gap is long enough to be dropped.
pub(super) fn is_long((from, to): (Date, Date), least: i64, bound: Bound) -> bool {
    let days = days_between(from, to);
    match bound {
        Bound::MoreThan => days > least,
        Bound::AtLeast => days >= least,
    }
}

/// Counts the days within a gap on which the company works.
pub(super) fn between(columns: &[Column], (from, to): (Date, Date)) -> usize {
    let inside = columns.iter().filter(|c| from < c.date && c.date < to);
    inside.filter(|c| c.company == Company::Working).count()
}

/// Counts calendar days from one date to another.
pub(super) fn days_between(a: Date, b: Date) -> i64 {
    a.until(b).map_or(0, |span| i64::from(span.get_days()))
}
