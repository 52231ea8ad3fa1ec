//! Moving strips and banners: only the order keys of what moved are written.

use std::collections::HashSet;
use std::sync::Arc;

use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::order;
use crate::record::Value;

use super::layout::{Layout, RowKey};

/// Where rows are put.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Spot {
    Before(RowKey),
    After(RowKey),
    DayStart(Id),
    DayEnd(Id),
    /// The end of what stands above the first day.
    LooseEnd,
    Boneyard,
}

/// What a move will do, and where the first row comes to stand, for the announcement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    /// Empty if all rows stand there already.
    pub command: Command,
    /// Number of the day, if it is one.
    pub day: Option<usize>,
    /// Counted from 1; 0 in the boneyard.
    pub position: usize,
    pub count: usize,
}

/// A row in order, with its present key; nothing for a row that comes in.
pub(super) type Entry = (RowKey, Option<Arc<str>>);

/// Moves rows, which keep their order among each other; scenes of the boneyard follow in the order
/// in which they are given. Days are moved with [`super::move_day`].
pub fn move_rows(layout: &Layout, rows: &[RowKey], to: &Spot, label: String) -> Moved {
    let wanted: HashSet<&RowKey> = rows.iter().collect();
    let entries = layout.entries();
    let moving: Vec<RowKey> = entries
        .iter()
        .map(|(key, _)| key)
        .filter(|key| !matches!(key, RowKey::Day(_)) && wanted.contains(key))
        .cloned()
        .chain(bones(layout, rows))
        .collect();
    let mut moved = Moved {
        command: Command::new(label),
        day: None,
        position: 0,
        count: moving.len(),
    };

    if *to == Spot::Boneyard {
        for (key, _) in &entries {
            // A banner has no scene to come back to: it stays.
            if let RowKey::Scene(_) = key
                && wanted.contains(key)
            {
                put_place(&mut moved.command, &layout.board, key, Value::Nothing);
            }
        }
        return moved;
    }
    let Some(first) = moving.first().cloned() else {
        return moved;
    };
    let at = index(&entries, to);
    let stays =
        |n: usize| !wanted.contains(&entries[n].0) || matches!(entries[n].0, RowKey::Day(_));
    let mut all: Vec<Entry> = Vec::with_capacity(entries.len() + moving.len());
    let keep = |n: usize| (entries[n].0.clone(), Some(entries[n].1.clone()));
    all.extend((0..at).filter(|n| stays(*n)).map(keep));
    all.extend(moving.iter().map(|key| (key.clone(), None)));
    all.extend((at..entries.len()).filter(|n| stays(*n)).map(keep));

    let is_same = all.len() == entries.len() && all.iter().zip(&entries).all(|(a, b)| a.0 == b.0);
    for (key, _) in &all {
        match key {
            RowKey::Day(_) => {
                moved.day = Some(moved.day.unwrap_or_default() + 1);
                moved.position = 0;
            }
            _ => moved.position += 1,
        }
        if *key == first {
            break;
        }
    }
    if !is_same {
        place_new(&mut moved.command, &layout.board, &all);
    }
    moved
}

/// Lists those of the rows that lie in the boneyard, in the order in which they are given.
pub(super) fn bones(layout: &Layout, rows: &[RowKey]) -> Vec<RowKey> {
    let mut lie: HashSet<&Id> = layout.boneyard.iter().map(|scene| &scene.id).collect();
    rows.iter()
        .filter(|key| matches!(key, RowKey::Scene(id) if lie.remove(id)))
        .cloned()
        .collect()
}

/// One row up or down, as the keyboard moves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Up,
    Down,
}

/// Returns the spot one row further for rows that are placed, over day breaks too; nothing at
/// either end of the board and for the boneyard.
pub fn step(layout: &Layout, rows: &[RowKey], step: Step) -> Option<Spot> {
    let entries = layout.entries();
    let mut at = entries
        .iter()
        .enumerate()
        .filter(|(_, (key, _))| rows.contains(key))
        .map(|(n, _)| n);
    match step {
        Step::Up => {
            let above = at.next()?.checked_sub(1)?;
            // Above the first day break there is a place only for what was put there on purpose.
            let is_edge = above == 0 && matches!(entries[above].0, RowKey::Day(_));
            (!is_edge).then(|| Spot::Before(entries[above].0.clone()))
        }
        Step::Down => entries
            .get(at.next_back()? + 1)
            .map(|(key, _)| Spot::After(key.clone())),
    }
}

/// Returns the index that a spot stands for; rows from there on come behind it.
pub(super) fn index(entries: &[(RowKey, Arc<str>)], spot: &Spot) -> usize {
    let find = |key: &RowKey| entries.iter().position(|(k, _)| k == key);
    let day = |id: &Id| find(&RowKey::Day(id.clone()));
    let next_day = |from: usize| {
        entries[from..]
            .iter()
            .position(|(key, _)| matches!(key, RowKey::Day(_)))
            .map_or(entries.len(), |n| from + n)
    };
    match spot {
        Spot::Before(key) => find(key).unwrap_or(entries.len()),
        Spot::After(key) => find(key).map_or(entries.len(), |n| n + 1),
        Spot::DayStart(id) => day(id).map_or(entries.len(), |n| n + 1),
        Spot::DayEnd(id) => day(id).map_or(entries.len(), |n| next_day(n + 1)),
        Spot::LooseEnd => next_day(0),
        Spot::Boneyard => entries.len(),
    }
}

/// Writes a key for each entry that has none, between its neighbours. Neighbours on the lower
/// side that share one key (two devices chose it apart) get keys of their own, or nothing could
/// ever stand between them.
pub(super) fn place_new(command: &mut Command, board: &Id, all: &[Entry]) {
    let mut from = 0;
    while from < all.len() {
        if all[from].1.is_some() {
            from += 1;
            continue;
        }
        let left = from.checked_sub(1).and_then(|n| all[n].1.as_deref());
        let mut to = from;
        while to < all.len()
            && all[to]
                .1
                .as_deref()
                .is_none_or(|key| left.is_some_and(|l| key <= l))
        {
            to += 1;
        }
        let right = all.get(to).and_then(|(_, key)| key.as_deref());
        let keys = order::several(left, right, to - from);
        for ((key, _), place) in all[from..to].iter().zip(keys) {
            put_place(command, board, key, place.into());
        }
        from = to;
    }
}

fn put_place(command: &mut Command, board: &Id, key: &RowKey, place: Value) {
    match key {
        RowKey::Scene(scene) => command.add(Kind::Strip, &Id::joined(board, scene), "place", place),
        RowKey::Banner(row) | RowKey::Day(row) => command.add(Kind::Row, row, "place", place),
    }
}
