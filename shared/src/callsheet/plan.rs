//! What a call sheet needs of the board and the calendar: the shoot days in order with their
//! dates and scenes, and who works on which.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use crate::board::{self, DayView, RowView};
use crate::book::Book;
use crate::id::Id;
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
    /// Says whether a banner is the lunch that the sheet's times name.
    pub fn is_lunch(&self) -> bool {
        matches!(self, Self::Banner { text, .. } if fold(text).contains("lunch"))
    }
}

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
}

impl Plan {
    pub fn of(book: &Book) -> Self {
        let layout = board::layout(book, &board::active(book));
        let colours = board::colours(book);
        let mut works: HashMap<Id, BTreeSet<usize>> = HashMap::new();
        for (n, day) in layout.days.iter().enumerate() {
            for person in day.cast.iter().filter_map(|cast| cast.person.clone()) {
                works.entry(person).or_default().insert(n);
            }
        }
        Self {
            days: layout
                .days
                .iter()
                .map(|day| ShootDay::of(day, &colours))
                .collect(),
            works,
        }
    }

    /// Returns where a day stands, 0 for the first.
    pub fn position(&self, day: &Id) -> Option<usize> {
        self.days.iter().position(|d| d.id == *day)
    }

    /// Returns the day-out-of-days letters of a person on a day: `SW W WF SWF H`, or nothing
    /// (DOMAIN 3.6). Whoever plays several parts starts with the first and finishes with the last.
    pub fn status(&self, person: &Id, day: &Id) -> String {
        let (Some(at), Some(works)) = (self.position(day), self.works.get(person)) else {
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

    /// Says whether a person is held on a day: not working, between two days of work.
    pub fn is_held(&self, person: &Id, day: &Id) -> bool {
        self.status(person, day) == "H"
    }
}
