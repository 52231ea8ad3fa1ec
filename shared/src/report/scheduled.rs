//! Which scenes a day was to shoot: those of the call sheet that counts, since the board moves on;
//! of a day without a sheet, those of the board.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::board;
use crate::book::Book;
use crate::callsheet::issue::{self, CALLSHEET};
use crate::floor::planned_days;
use crate::id::Id;
use crate::kind::Kind;
use crate::scene;

/// A scene as a day was to shoot it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Due {
    pub scene: Option<Id>,
    pub number: String,
    pub int_ext: String,
    pub set: String,
    pub time: String,
    pub eighths: u32,
}

/// What each day was to shoot.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scheduled {
    sheets: Arc<HashMap<Id, Vec<Due>>>,
    board: HashMap<Id, Vec<Due>>,
}

/// The part of a sheet's body that is needed here; of the rest nothing is made.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Sheet {
    scenes: Vec<Due>,
}

impl Scheduled {
    pub fn read(book: &Book) -> Self {
        let sheets = book.derived("scheduled", &Id::new(""), &[Kind::Issue], |_| {
            of_sheets(book)
        });
        let views = scene::in_order(book);
        let by_id: HashMap<&Id, _> = views.iter().map(|view| (&view.id, view)).collect();
        let board = planned_days(book)
            .into_iter()
            .filter(|day| !sheets.contains_key(&day.day))
            .map(|day| {
                let due = day.scenes.iter().filter_map(|id| {
                    let view = by_id.get(id)?;
                    Some(Due {
                        scene: Some(id.clone()),
                        eighths: view.eighths.0,
                        ..Due::default()
                    })
                });
                (day.day.clone(), due.collect())
            })
            .collect();
        Self { sheets, board }
    }

    /// Lists the scenes of a day in shooting order.
    pub fn of(&self, day: &Id) -> &[Due] {
        self.sheets
            .get(day)
            .or_else(|| self.board.get(day))
            .map_or(&[], Vec::as_slice)
    }
}

fn of_sheets(book: &Book) -> HashMap<Id, Vec<Due>> {
    let mut out = HashMap::new();
    for record in book
        .all(&Kind::Issue)
        .filter(|record| record.text("what") == CALLSHEET)
    {
        let day = Id::new(record.text("day"));
        if out.contains_key(&day) {
            continue;
        }
        let body = issue::current(book, &day)
            .and_then(|issued| book.get(&Kind::Issue, &issued.id))
            .and_then(|record| serde_json::from_str::<Sheet>(record.text("body")).ok());
        if let Some(mut sheet) = body {
            sheet.scenes.retain(|due| due.scene.is_some());
            out.insert(day, sheet.scenes);
        }
    }
    out
}

/// Returns the days of the active board up to and with one, by number; none if it is not there.
pub(super) fn up_to(book: &Book, day: &Id) -> Vec<Id> {
    let layout = board::layout(book, &board::active(book));
    let Some(at) = layout.days.iter().position(|view| view.plan == *day) else {
        return Vec::new();
    };
    layout.days[..=at].iter().map(|v| v.plan.clone()).collect()
}
