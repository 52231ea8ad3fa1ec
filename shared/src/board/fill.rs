//! Strips into days by themselves: a day is broken off where the next scene would be too much, as an
//! assistant director does with the pages of a day in mind.

use std::collections::HashSet;

use crate::command::Command;
use crate::eighths::Eighths;
use crate::id::Id;
use crate::kind::Kind;

use super::layout::{Layout, RowKey, RowView};
use super::moves::{Entry, place_new};
use super::scenario::Limits;

/// A day as it will be filled.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Group {
    pub rows: Vec<RowKey>,
    pub eighths: Eighths,
    pub minutes: i64,
    /// How many empty days before it stay empty, since too little fits into them.
    pub skipped: usize,
}

/// What a filling will do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filled {
    /// Empty without rows.
    pub command: Command,
    /// The days in turn.
    pub groups: Vec<Group>,
    /// How many of them are new; the others stood empty at the end of the board.
    pub added: usize,
}

/// Puts rows in the given order into days at the end of the board. A day takes scenes as long as
/// the limits allow; one that is longer than a day has a day of its own. Empty days at the end of
/// the board are filled first, each up to its own limits where it has some; a day of its own limits
/// that a scene does not fit into stays empty where a common day would take it. Omitted scenes take no room.
pub fn into_days(
    layout: &Layout,
    rows: &[RowKey],
    limits: Limits,
    label: String,
    new_id: &mut dyn FnMut() -> Id,
) -> Filled {
    let mut command = Command::new(label);
    let wanted: HashSet<&RowKey> = rows
        .iter()
        .filter(|key| length(layout, key).is_some())
        .collect();
    let mut all: Vec<Entry> = layout
        .entries()
        .into_iter()
        .filter(|(key, _)| !wanted.contains(key))
        .map(|(key, place)| (key, Some(place)))
        .collect();
    let is_day = |entry: &Entry| matches!(entry.0, RowKey::Day(_));
    let busy = all.iter().rposition(|entry| !is_day(entry));
    // Where something stands, its day is the one before the empty ones.
    let from = busy.map_or(0, |at| at + 1);
    let empty = all.split_off(from);
    let own = |entry: &Entry| match &entry.0 {
        RowKey::Day(id) => layout.day(id).map_or(Limits::default(), |day| day.limits),
        _ => Limits::default(),
    };
    let own: Vec<Limits> = empty.iter().map(own).collect();
    let groups = groups(layout, rows, limits, &own);
    let mut empty = empty.into_iter();
    let mut added = 0;
    for group in &groups {
        all.extend(empty.by_ref().take(group.skipped));
        all.push(empty.next().unwrap_or_else(|| {
            let day = new_id();
            command.add(Kind::Row, &day, "board", &layout.board);
            command.add(Kind::Row, &day, "what", "day");
            added += 1;
            (RowKey::Day(day), None)
        }));
        all.extend(group.rows.iter().map(|key| (key.clone(), None)));
    }
    all.extend(empty);
    if !groups.is_empty() {
        place_new(&mut command, &layout.board, &all);
    }
    Filled {
        command,
        groups,
        added,
    }
}

/// `own` are the limits of the empty days that are filled first.
fn groups(layout: &Layout, rows: &[RowKey], limits: Limits, own: &[Limits]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let (mut empty, mut of_day) = (own.iter(), limits);
    let mut seen = HashSet::new();
    for key in rows {
        let Some((eighths, minutes)) = length(layout, key).filter(|_| seen.insert(key)) else {
            continue;
        };
        let sum = |group: &Group| {
            let pages = Eighths(group.eighths.0.saturating_add(eighths.0));
            (pages, group.minutes.saturating_add(minutes))
        };
        let fits = |group: &&mut Group| {
            let (pages, minutes) = sum(group);
            of_day.allow(pages, minutes)
        };
        match groups.last_mut().filter(fits) {
            Some(group) => {
                (group.eighths, group.minutes) = sum(group);
                group.rows.push(key.clone());
            }
            None => {
                let is_for_another = |own: &&Limits| {
                    limits.allow(eighths, minutes) && !own.or(limits).allow(eighths, minutes)
                };
                let skipped = empty.clone().take_while(is_for_another).count();
                of_day = empty.nth(skipped).map_or(limits, |own| own.or(limits));
                groups.push(Group {
                    rows: vec![key.clone()],
                    eighths,
                    minutes,
                    skipped,
                });
            }
        }
    }
    groups
}

/// Returns the eighths and minutes of a row; nothing for a day and for what is not on the board.
fn length(layout: &Layout, key: &RowKey) -> Option<(Eighths, i64)> {
    match key {
        RowKey::Day(_) => None,
        RowKey::Scene(id) => {
            let scene = layout.scene(id)?;
            let minutes = scene.est_min.unwrap_or_default();
            Some(if scene.is_omitted {
                (Eighths::ZERO, 0)
            } else {
                (scene.eighths, minutes)
            })
        }
        RowKey::Banner(id) => {
            let days = layout.days.iter().flat_map(|day| &day.rows);
            let found = layout.loose.iter().chain(days).find_map(|row| match row {
                RowView::Banner(banner) if banner.id == *id => Some(banner),
                _ => None,
            });
            found.map(|banner| (Eighths::ZERO, banner.minutes.unwrap_or_default()))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::board::testing::{counter, film, id, plan, printed, set};
    use crate::book::Book;

    const SCENES: &str = "
        1 INT DAY pier 8 -
        2 INT DAY pier 8 -
        3 INT DAY pier 20 -
        4 INT DAY pier 1 -
        5 INT DAY pier 4 -
        6 INT DAY pier 12 -";

    fn pages(eighths: u32) -> Limits {
        Limits {
            day_eighths: Some(Eighths(eighths)),
            day_min: None,
        }
    }

    fn scenes(numbers: &str) -> Vec<RowKey> {
        let each = numbers.split_whitespace();
        each.map(|n| RowKey::Scene(Id::new(format!("s{n}"))))
            .collect()
    }

    fn fill(book: &mut Book, rows: &str, limits: Limits) -> Filled {
        let board = super::super::layout(book, &id("main"));
        let filled = into_days(&board, &scenes(rows), limits, String::new(), &mut counter());
        book.apply(&filled.command);
        filled
    }

    #[test]
    fn a_day_is_broken_off_where_the_next_scene_is_too_much() {
        let check = |days: &str, rows: &str, limit: u32, want: &str| {
            let mut book = film(SCENES);
            if !days.is_empty() {
                plan(&mut book, "main", days);
            }
            fill(&mut book, rows, pages(limit));
            assert_eq!(printed(&book, "main"), want, "{days} + {rows}");
        };
        // A scene that is longer than a day has one of its own.
        check("", "1 2 3 4 5 6", 16, "1 2 | 3 | 4 5 | 6");
        check("", "1 2 3 4 5 6", 17, "1 2 | 3 | 4 5 6");
        // In the order they are given, each once.
        check("", "6 1 6 4", 16, "6 | 1 4 // 2 3 5");
        // Empty days at the end are filled first, others stay empty.
        check("1 | |", "2 3", 16, "1 | 2 | 3 // 4 5 6");
        check("| 1 | | |", "2", 16, "| 1 | 2 | | // 3 4 5 6");
        // What stood in a day leaves it; a day that is empty thereby is filled again.
        check("1 | 2 3 4", "2 3 4", 16, "1 | 2 | 3 | 4 // 5 6");
        check("1 | 2 | 3", "2 1", 16, "| | 3 | 2 1 // 4 5 6");
        check("1", "", 16, "1 // 2 3 4 5 6");
    }

    #[test]
    fn an_empty_day_takes_what_its_own_limit_allows() {
        let check = |days: &str, own: &[(&str, i64)], rows: &str, want: &str| {
            let mut book = film(SCENES);
            plan(&mut book, "main", days);
            for (day, eighths) in own {
                set(&mut book, Kind::Row, day, "day_eighths", *eighths);
            }
            fill(&mut book, rows, pages(16));
            assert_eq!(printed(&book, "main"), want, "{own:?} {rows}");
        };
        let half = ("main-2", 8);
        check("6 | |", &[half], "1 2 4", "6 | 1 | 2 4 // 3 5");
        check("6 | |", &[("main-2", 20)], "3 1 2", "6 | 3 | 1 2 // 4 5");
        check("6 | |", &[], "1 2 4", "6 | 1 2 | 4 // 3 5");
        // Too much for the half day and not for the next: it stays empty.
        check("1 | |", &[half], "6 4", "1 | | 6 4 // 2 3 5");
        // Too much for any day: no reason to leave the half day out.
        check("1 | |", &[half], "3", "1 | 3 | // 2 4 5 6");
        check("1 |", &[half], "6", "1 | | 6 // 2 3 4 5");
    }

    #[test]
    fn hours_break_a_day_off_too_and_banners_go_along() {
        let mut book = film(SCENES);
        plan(&mut book, "main", "1");
        for scene in ["s1", "s2", "s4"] {
            set(&mut book, Kind::Scene, scene, "est_min", 120);
        }
        let board = super::super::layout(&book, &id("main"));
        let end = super::super::Spot::DayEnd(id("main-1"));
        let lunch = id("lunch");
        let add = super::super::add_banner(&board, &end, "Lunch", Some(60), String::new(), &lunch);
        book.apply(&add);
        let board = super::super::layout(&book, &id("main"));
        let limits = Limits {
            day_min: Some(300),
            ..pages(40)
        };
        let rows = [&scenes("1 2")[..], &[RowKey::Banner(lunch)], &scenes("4")].concat();
        let filled = into_days(&board, &rows, limits, String::new(), &mut counter());
        let minutes: Vec<i64> = filled.groups.iter().map(|g| g.minutes).collect();
        assert_eq!((minutes, filled.added), (vec![300, 120], 1));
        book.apply(&filled.command);
        assert_eq!(printed(&book, "main"), "1 2 ~Lunch | 4 // 3 5 6");
    }

    proptest! {
        #[test]
        fn every_strip_comes_into_one_day_in_its_order(
            order in Just((1..=6).collect::<Vec<usize>>()).prop_shuffle(),
            count in 0_usize..=6,
            limit in 1_u32..40,
            days in 0_usize..4,
        ) {
            let mut book = film(SCENES);
            plan(&mut book, "main", &"| ".repeat(days));
            let rows: Vec<String> = order[..count].iter().map(ToString::to_string).collect();
            let filled = fill(&mut book, &rows.join(" "), pages(limit));
            let board = super::super::layout(&book, &id("main"));
            let shot: Vec<String> = board.days.iter().flat_map(|d| d.strips()).map(|s| s.number.to_string()).collect();
            prop_assert_eq!(&shot, &rows);
            for day in &board.days {
                prop_assert!(day.eighths.0 <= limit || day.scenes == 1);
            }
            // A break stands only where both sides together were too much.
            for two in filled.groups.windows(2) {
                let next = board.scene(two[1].rows[0].id()).unwrap();
                prop_assert!(two[0].eighths.0 + next.eighths.0 > limit);
            }
            // The board begins with one day, and a trailing break makes one more.
            prop_assert_eq!(board.days.len(), filled.groups.len().max(days + 1));
        }
    }
}
