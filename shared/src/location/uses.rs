//! Which scenes and days of the plan a place belongs to.

use std::collections::HashMap;

use crate::board::plan_of;
use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SceneUse {
    pub id: Id,
    pub number: String,
    pub set: String,
}

/// A shoot day on the active board.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DayUse {
    pub id: Id,
    /// Counted from 1, in the order of the board.
    pub number: usize,
    /// It is the unit base of that day, not only the place of a scene.
    pub base: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Uses {
    /// In script order.
    pub scenes: Vec<SceneUse>,
    /// In the order of the active board.
    pub days: Vec<DayUse>,
}

/// Lists what happens at a place. Scenes that were omitted are left out.
pub fn uses(book: &Book, location: &Id) -> Uses {
    let mut scenes: Vec<(&str, SceneUse)> = book
        .all(&Kind::Scene)
        .filter(|scene| !scene.flag("omitted") && scene.link("location").as_ref() == Some(location))
        .map(|scene| {
            let shown = SceneUse {
                id: scene.id.clone(),
                number: scene.text("number").to_owned(),
                set: scene.text("set").to_owned(),
            };
            (scene.text("order"), shown)
        })
        .collect();
    scenes.sort_by(|(a_order, a), (b_order, b)| (a_order, &a.id).cmp(&(b_order, &b.id)));
    let scenes: Vec<SceneUse> = scenes.into_iter().map(|(_, scene)| scene).collect();
    Uses {
        days: days(book, location, &scenes),
        scenes,
    }
}

fn days(book: &Book, location: &Id, scenes: &[SceneUse]) -> Vec<DayUse> {
    let Some(board) = book.production().and_then(|p| p.link("active_board")) else {
        return Vec::new();
    };
    // Rows and strips of the board in one order: a strip belongs to the last day row above it.
    let mut rows: Vec<(&str, Id, bool)> = Vec::new();
    for row in book.all(&Kind::Row) {
        if row.text("what") == "day" && row.link("board").as_ref() == Some(&board) {
            rows.push((row.text("place"), plan_of(row), true));
        }
    }
    let here: HashMap<Id, &SceneUse> = scenes
        .iter()
        .map(|scene| (Id::joined(&board, &scene.id), scene))
        .collect();
    for strip in book.all(&Kind::Strip) {
        if !strip.text("place").is_empty() && here.contains_key(&strip.id) {
            rows.push((strip.text("place"), strip.id.clone(), false));
        }
    }
    rows.sort();
    let mut out: Vec<DayUse> = Vec::new();
    let (mut number, mut day) = (0, None);
    for (_, id, is_day) in rows {
        if is_day {
            number += 1;
            let base = book.get(&Kind::Day, &id).and_then(|d| d.link("location"));
            if base.as_ref() == Some(location) {
                out.push(DayUse {
                    id: id.clone(),
                    number,
                    base: true,
                });
            }
            day = Some(id);
        } else if let Some(day) = &day
            && out.last().is_none_or(|last| last.id != *day)
        {
            out.push(DayUse {
                id: day.clone(),
                number,
                base: false,
            });
        }
    }
    out
}
