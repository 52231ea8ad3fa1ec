//! What a call sheet needs of the board, the calendar and the day out of days: the shoot days in
//! order with their dates and scenes, and who works on which.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use crate::board::{self, DayView, Layout, RowView};
use crate::book::Book;
use crate::dood::{self, Cell};
use crate::id::Id;
use crate::kind::Kind;
use crate::people::fold;

/// A shoot day of the active board.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShootDay {
    pub id: Id,
    /// From 1.
    pub number: u32,
    /// Civil date, empty while the calendar has no start.
    pub date: String,
    /// In shooting order.
    pub rows: Vec<PlanRow>,
}

/// What happens on a day, in turn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlanRow {
    Scene {
        id: Id,
        /// The class that colours its strip.
        paint: Cow<'static, str>,
    },
    /// A company move, a meal: words on the board, minutes of the day.
    Banner { text: String, minutes: i64 },
}

impl PlanRow {
    /// Says whether a banner is named lunch, such as "LUNCH", "Lunch 13:00" or "Crew lunch".
    fn is_lunch(&self) -> bool {
        let Self::Banner { text, .. } = self else {
            return false;
        };
        let text = fold(text);
        let words = text.split(|c: char| !c.is_alphabetic());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            ["lunch", ..] => true,
            // "Company move after lunch" is none.
            [.., before, "lunch"] => !BESIDE.contains(before),
            _ => false,
        }
    }
}

/// Words that put something else beside a lunch.
const BESIDE: [&str; 8] = [
    "after", "before", "post", "pre", "until", "till", "since", "during",
];

impl ShootDay {
    fn of(day: &DayView, colours: &board::Colours) -> Self {
        let rows = day.rows.iter().filter_map(|row| match row {
            RowView::Strip(strip) if strip.scene.is_omitted => None,
            RowView::Strip(strip) => Some(PlanRow::Scene {
                id: strip.scene.id.clone(),
                paint: board::strip_class(&strip.scene, colours),
            }),
            RowView::Banner(banner) => Some(PlanRow::Banner {
                text: banner.text.to_string(),
                minutes: banner.minutes.unwrap_or_default(),
            }),
        });
        Self {
            id: day.plan.clone(),
            number: u32::try_from(day.n).unwrap_or(u32::MAX),
            date: day.date.map_or_else(String::new, |date| date.to_string()),
            rows: rows.collect(),
        }
    }

    /// Returns the place of the banner that is the lunch of the sheet's times: the first so named.
    pub fn lunch(&self) -> Option<usize> {
        self.rows.iter().position(PlanRow::is_lunch)
    }

    /// Returns how long that lunch is on the board; nothing where the board does not say.
    pub fn lunch_min(&self) -> Option<i64> {
        match self.rows.get(self.lunch()?)? {
            PlanRow::Banner { minutes, .. } => Some(*minutes).filter(|min| *min > 0),
            PlanRow::Scene { .. } => None,
        }
    }

    /// Lists the scenes of the day in shooting order.
    pub fn scenes(&self) -> impl Iterator<Item = &Id> {
        self.rows.iter().filter_map(|row| match row {
            PlanRow::Scene { id, .. } => Some(id),
            PlanRow::Banner { .. } => None,
        })
    }
}

/// The shoot days of the active board.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    pub days: Vec<ShootDay>,
    /// The days that each person works on by the board, as places in `days`.
    works: HashMap<Id, BTreeSet<usize>>,
    /// What the day out of days says of each person who has a row in it, on the days of `days`.
    codes: HashMap<Id, HashMap<usize, String>>,
}

impl Plan {
    pub fn of(book: &Book) -> Self {
        let layout = board::layout(book, &board::active(book));
        let colours = board::colours(book);
        Self {
            days: layout
                .days
                .iter()
                .map(|day| ShootDay::of(day, &colours))
                .collect(),
            works: works(book, &layout),
            codes: codes(book, &layout),
        }
    }

    /// Returns where a day stands, 0 for the first.
    pub fn position(&self, day: &Id) -> Option<usize> {
        self.days.iter().position(|d| d.id == *day)
    }

    /// Returns what the day out of days says of a person on a day: work, hold, travel, rehearsal or
    /// fitting, such as `SW`, `PWF`, `H` or `TR`, or nothing (DOMAIN 3.6 and 3.8, cast table).
    /// Whoever plays several parts starts with the first and finishes with the last. Whoever was
    /// taken off the day out of days has the simple letters `SW W WF SWF H`.
    pub fn status(&self, person: &Id, day: &Id) -> String {
        let Some(at) = self.position(day) else {
            return String::new();
        };
        if let Some(codes) = self.codes.get(person) {
            return codes.get(&at).cloned().unwrap_or_default();
        }
        let Some(works) = self.works.get(person) else {
            return String::new();
        };
        let (first, last) = (works.first(), works.last());
        if works.contains(&at) {
            let start = if first == Some(&at) { "S" } else { "" };
            let finish = if last == Some(&at) { "F" } else { "" };
            return format!("{start}W{finish}");
        }
        let between = first.is_some_and(|f| *f < at) && last.is_some_and(|l| at < *l);
        if between {
            "H".to_owned()
        } else {
            String::new()
        }
    }
}

/// Lists the days that each person works on, by a part or as who stands behind another element.
fn works(book: &Book, layout: &Layout) -> HashMap<Id, BTreeSet<usize>> {
    let mut works: HashMap<Id, BTreeSet<usize>> = HashMap::new();
    for (n, day) in layout.days.iter().enumerate() {
        let behind = day.strips().filter(|scene| !scene.is_omitted);
        let behind = behind.flat_map(|scene| behind_elements(book, &scene.id));
        let cast = day.cast.iter().filter_map(|cast| cast.person.clone());
        for person in cast.chain(behind.map(|(_, person)| person)) {
            works.entry(person).or_default().insert(n);
        }
    }
    works
}

/// Lists the elements of a scene that a person stands behind, such as a stunt, with the person.
pub(super) fn behind_elements(book: &Book, scene: &Id) -> impl Iterator<Item = (Id, Id)> {
    let scene = book.get(&Kind::Scene, scene);
    let elements = scene.into_iter().flat_map(|scene| scene.set("element"));
    elements.filter_map(|id| {
        let person = book.get(&Kind::Element, &id)?.link("person")?;
        Some((id, person))
    })
}

fn codes(book: &Book, layout: &Layout) -> HashMap<Id, HashMap<usize, String>> {
    let options = dood::options(book);
    let grid = dood::people(book, layout, &options);
    let places: HashMap<&Id, usize> = layout.days.iter().map(|d| &d.id).zip(0..).collect();
    let mut codes: HashMap<Id, HashMap<usize, String>> = HashMap::new();
    for row in grid.rows {
        let Some(person) = row.person else {
            continue;
        };
        let of_person = codes.entry(person).or_default();
        for (column, cell) in grid.columns.iter().zip(&row.row.cells) {
            let day = column.day.as_ref().and_then(|day| places.get(day));
            if let (Some(day), true) = (day, is_said(*cell)) {
                of_person.insert(*day, cell.code(&options.letters));
            }
        }
    }
    codes
}

/// Says whether a cell puts somebody on the day's sheet.
fn is_said(cell: Cell) -> bool {
    match cell {
        Cell::Work(_) | Cell::Hold | Cell::Travel | Cell::Rehearsal | Cell::Fitting => true,
        Cell::Blank | Cell::Off | Cell::Drop | Cell::Unavailable | Cell::Holiday | Cell::Move => {
            false
        }
    }
}
