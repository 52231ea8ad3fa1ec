//! A board as it will be after a move, without writing anything: for what is shown while dragging.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::book::Book;
use crate::calendar::Calendar;
use crate::id::Id;
use crate::scene::SceneView;

use super::layout::{DayView, Layout, RowKey, RowView, StripView, total};
use super::moves::{Spot, bones, index};

/// Returns the board that [`super::move_rows`] would lead to. It is for reading: what moved keeps
/// its old order key, so no command may be made from it.
pub fn preview(layout: &Layout, rows: &[RowKey], to: &Spot) -> Layout {
    let mut after = layout.clone();
    let is_bone = *to == Spot::Boneyard;
    // Banners have no boneyard to go to, days move by themselves.
    let wanted: HashSet<&RowKey> = rows
        .iter()
        .filter(|key| !matches!(key, RowKey::Day(_)))
        .filter(|key| !is_bone || matches!(key, RowKey::Scene(_)))
        .collect();
    let entries = layout.entries();
    // The place is counted in rows that stay, over the heads of days.
    let at = index(&entries, to);
    let stays = |n: &usize| !wanted.contains(&entries[*n].0);
    let mut ahead = (0..at).filter(stays).count();

    let mut moving: Vec<RowView> = Vec::new();
    let mut changed: HashSet<Id> = HashSet::new();
    take(&mut after.loose, &wanted, &mut moving);
    for day in &mut after.days {
        if take(&mut day.rows, &wanted, &mut moving) {
            changed.insert(day.id.clone());
        }
    }
    if is_bone {
        after
            .boneyard
            .extend(moving.iter().filter_map(RowView::scene).cloned());
        after.boneyard.sort_by(script_order);
    } else {
        after
            .boneyard
            .retain(|scene| !wanted.contains(&RowKey::Scene(scene.id.clone())));
        let raised = bones(layout, rows);
        let raised = raised.iter().filter_map(|key| layout.scene(key.id()));
        moving.extend(raised.map(|scene| {
            RowView::Strip(StripView {
                id: Id::joined(&layout.board, &scene.id),
                scene: scene.clone(),
                place: "".into(),
            })
        }));
        if let Some(day) = put(&mut after, &mut ahead, moving) {
            changed.insert(day);
        }
    }
    for day in after.days.iter_mut().filter(|d| changed.contains(&d.id)) {
        let own = day.own.take();
        total(day, own);
    }
    after
}

/// A day of [`arranged`]: one that stays as it is, or scenes in their order.
pub(crate) enum Arranged<'a> {
    Kept(&'a DayView),
    Scenes(&'a [Id]),
}

/// Returns the board as it would be with these days alone; every other scene is in the boneyard. It
/// is for reading, as [`preview`]; each day's id is its number, and what was said for a day of the
/// board alone holds for the one in its place.
pub(crate) fn arranged<'a>(
    book: &Book,
    layout: &Layout,
    days: impl Iterator<Item = Arranged<'a>>,
) -> Layout {
    let mut scenes: HashMap<&Id, &Arc<SceneView>> =
        layout.scenes().map(|scene| (&scene.id, scene)).collect();
    let mut dates = Calendar::of_board(book, &layout.board).shoot_dates();
    let strip = |scene: &Arc<SceneView>| {
        RowView::Strip(StripView {
            id: Id::joined(&layout.board, &scene.id),
            scene: scene.clone(),
            place: "".into(),
        })
    };
    let days: Vec<DayView> = days
        .zip(1_usize..)
        .map(|(day, n)| {
            let id = Id::new(n.to_string());
            let mut made = match day {
                Arranged::Kept(day) => day.clone(),
                Arranged::Scenes(ids) => {
                    let rows = ids.iter().filter_map(|id| scenes.get(id).copied());
                    let mut day = DayView::of(id.clone(), rows.map(strip).collect());
                    let own = layout.days.get(n - 1).map(|day| day.limits);
                    day.limits = own.unwrap_or_default();
                    day
                }
            };
            (made.id, made.n, made.date) = (id, n, dates.next());
            let gone: Vec<Id> = made.strips().map(|scene| scene.id.clone()).collect();
            for scene in &gone {
                scenes.remove(scene);
            }
            made
        })
        .collect();
    let mut boneyard: Vec<Arc<SceneView>> = scenes.into_values().cloned().collect();
    boneyard.sort_by(script_order);
    Layout {
        board: layout.board.clone(),
        loose: Vec::new(),
        days,
        boneyard,
    }
}

fn script_order(a: &Arc<SceneView>, b: &Arc<SceneView>) -> std::cmp::Ordering {
    (&a.order, &a.id).cmp(&(&b.order, &b.id))
}

fn take(rows: &mut Vec<RowView>, wanted: &HashSet<&RowKey>, out: &mut Vec<RowView>) -> bool {
    let before = rows.len();
    rows.retain(|row| {
        let is_wanted = wanted.contains(&row.key());
        if is_wanted {
            out.push(row.clone());
        }
        !is_wanted
    });
    before != rows.len()
}

/// Puts rows behind `ahead` others, heads of days counted, and returns the day they are in.
fn put(after: &mut Layout, ahead: &mut usize, moving: Vec<RowView>) -> Option<Id> {
    if *ahead <= after.loose.len() {
        after.loose.splice(*ahead..*ahead, moving);
        return None;
    }
    *ahead -= after.loose.len();
    let last = after.days.len().saturating_sub(1);
    for (n, day) in after.days.iter_mut().enumerate() {
        // Its head is one row; what is put before the next head ends this day.
        *ahead -= 1;
        if *ahead <= day.rows.len() || n == last {
            let at = (*ahead).min(day.rows.len());
            day.rows.splice(at..at, moving);
            return Some(day.id.clone());
        }
        *ahead -= day.rows.len();
    }
    None
}
