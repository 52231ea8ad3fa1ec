//! The boneyard as people look through it: in the order that helps to fill days, and without what
//! another unit shoots.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use crate::book::Book;
use crate::heading::{DayPart, IntExt};
use crate::id::Id;
use crate::scene::{SceneView, cast_order};

use super::layout::layout;
use super::unit::{actives, unit_of};

/// What the boneyard is sorted by. Equals stay in script order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum BoneSort {
    #[default]
    Script,
    /// Location, then set, then inside and outside, then light.
    Location,
    /// Set, then inside and outside, then light.
    Set,
    /// Inside and outside, then light, then set.
    IntExt,
    /// Light, then inside and outside, then set.
    Light,
    /// The lowest cast number.
    Cast,
    /// The longest first.
    Pages,
}

impl BoneSort {
    pub const ALL: [Self; 7] = [
        Self::Script,
        Self::Location,
        Self::Set,
        Self::IntExt,
        Self::Light,
        Self::Cast,
        Self::Pages,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Location => "location",
            Self::Set => "set",
            Self::IntExt => "int_ext",
            Self::Light => "light",
            Self::Cast => "cast",
            Self::Pages => "pages",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == text)
    }
}

/// Sorts scenes that stand in script order. What is not known comes last.
pub fn sorted(scenes: &[Arc<SceneView>], by: BoneSort) -> Vec<Arc<SceneView>> {
    let mut all = scenes.to_vec();
    match by {
        BoneSort::Script => {}
        BoneSort::Location => all.sort_by_cached_key(|s| (place(s), set(s), side(s), light(s))),
        BoneSort::Set => all.sort_by_cached_key(|s| (set(s), side(s), light(s))),
        BoneSort::IntExt => all.sort_by_cached_key(|s| (side(s), light(s), set(s))),
        BoneSort::Light => all.sort_by_cached_key(|s| (light(s), side(s), set(s))),
        BoneSort::Cast => all.sort_by_cached_key(|s| {
            let first = s.cast.first().map(cast_order);
            (first.is_none(), first)
        }),
        BoneSort::Pages => all.sort_by_key(|s| Reverse(s.eighths)),
    }
    all
}

fn place(scene: &SceneView) -> (bool, Arc<str>) {
    (scene.location_name.is_empty(), scene.location_name.clone())
}

fn set(scene: &SceneView) -> (bool, Arc<str>) {
    (scene.set.is_empty(), scene.set.clone())
}

fn side(scene: &SceneView) -> u8 {
    match scene.int_ext {
        IntExt::Int => 0,
        IntExt::Ext => 1,
        IntExt::Mixed => 2,
        IntExt::Unknown => 3,
    }
}

/// From the morning on.
fn light(scene: &SceneView) -> u8 {
    match scene.day_part() {
        Some(DayPart::Morning) => 0,
        Some(DayPart::Day) => 1,
        Some(DayPart::Twilight) => 2,
        Some(DayPart::Evening) => 3,
        Some(DayPart::Night) => 4,
        None => 5,
    }
}

/// Lists the scenes that another unit's active board has in a day, each with that board and day.
pub fn elsewhere(book: &Book, board: &Id) -> HashMap<Id, (Id, Id)> {
    let unit = unit_of(book, board);
    let others = actives(book)
        .into_iter()
        .filter(|(other, active)| *other != unit && active != board);
    let mut out = HashMap::new();
    for (_, other) in others {
        for day in &layout(book, &other).days {
            let scenes = day.strips().filter(|scene| !scene.is_omitted);
            out.extend(scenes.map(|s| (s.id.clone(), (other.clone(), day.id.clone()))));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::testing::{film, id, plan, set as write};
    use crate::kind::Kind;

    const SCENES: &str = "
        1 INT NIGHT pier 8 bob
        2 EXT DAY pier 16 ann,bob
        3 INT DAY house 4 -
        4 INT MORNING house 4 ann
        5 - - - 8 bob
        6 I/E DUSK pier 2 -";

    fn check(by: BoneSort, want: &str) {
        let mut book = film(SCENES);
        for (scene, set) in [
            ("s1", "B"),
            ("s2", "A"),
            ("s3", "C"),
            ("s4", "C"),
            ("s6", "B"),
        ] {
            write(&mut book, Kind::Scene, scene, "set", set);
        }
        write(&mut book, Kind::Character, "bob", "number", "2");
        write(&mut book, Kind::Character, "ann", "number", "10");
        let board = layout(&book, &id("main"));
        let all = sorted(&board.boneyard, by);
        let numbers: Vec<&str> = all.iter().map(|s| &*s.number).collect();
        assert_eq!(numbers.join(" "), want, "{by:?}");
    }

    #[test]
    fn the_boneyard_lies_as_days_are_filled() {
        check(BoneSort::Script, "1 2 3 4 5 6");
        check(BoneSort::Location, "4 3 2 1 6 5");
        check(BoneSort::Set, "2 1 6 4 3 5");
        check(BoneSort::IntExt, "4 3 1 2 6 5");
        check(BoneSort::Light, "4 3 2 6 1 5");
        check(BoneSort::Cast, "1 2 5 4 3 6");
        check(BoneSort::Pages, "2 1 5 3 4 6");
        for by in BoneSort::ALL {
            assert_eq!(BoneSort::parse(by.as_str()), Some(by));
        }
    }

    #[test]
    fn what_another_unit_shoots_is_known_on_both_boards() {
        let mut book = film(SCENES);
        plan(&mut book, "main", "1 2");
        write(&mut book, Kind::Unit, "second", "active_board", "b2");
        write(&mut book, Kind::Board, "b2", "unit", "second");
        write(&mut book, Kind::Board, "b2", "order", "W");
        plan(&mut book, "b2", "3 | 4");
        let scenes = |board: &str| {
            let mut all: Vec<String> = elsewhere(&book, &id(board))
                .into_iter()
                .map(|(scene, (_, day))| format!("{scene}@{day}"))
                .collect();
            all.sort();
            all.join(" ")
        };
        assert_eq!(scenes("main"), "s3@b2-1 s4@b2-2");
        assert_eq!(scenes("b2"), "s1@main-1 s2@main-1");
    }
}
