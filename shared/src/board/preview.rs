//! A board as it will be after a move, without writing anything: for what is shown while dragging.

use std::collections::HashSet;
use std::sync::Arc;

use crate::id::Id;
use crate::scene::SceneView;

use super::layout::{Layout, RowKey, RowView, StripView, total};
use super::moves::{Spot, index};

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
        let mut bones = Vec::new();
        std::mem::swap(&mut bones, &mut after.boneyard);
        for scene in bones {
            if wanted.contains(&RowKey::Scene(scene.id.clone())) {
                moving.push(RowView::Strip(StripView {
                    id: Id::joined(&layout.board, &scene.id),
                    scene,
                    place: "".into(),
                }));
            } else {
                after.boneyard.push(scene);
            }
        }
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
