//! The script order after an import.

use std::collections::HashMap;
use std::sync::Arc;

use crate::id::Id;
use crate::order;
use crate::scene::matching::rising;
use crate::scene::view::SceneView;

use super::work::Work;

/// Returns where each scene of the file stands in the book.
fn ranks(scenes: &[Arc<SceneView>], works: &[Work]) -> Vec<Option<usize>> {
    let at: HashMap<&Id, usize> = scenes.iter().enumerate().map(|(n, s)| (&s.id, n)).collect();
    let rank = |work: &Work| {
        work.planned
            .scene
            .as_ref()
            .and_then(|id| at.get(id).copied())
    };
    works.iter().map(rank).collect()
}

/// Marks the scenes that stand elsewhere in the file.
pub(super) fn mark_moved(scenes: &[Arc<SceneView>], works: &mut [Work]) {
    let ranks = ranks(scenes, works);
    let stays = rising(&ranks);
    for ((work, rank), stays) in works.iter_mut().zip(ranks).zip(stays) {
        work.planned.is_moved = rank.is_some() && !stays;
    }
}

/// Returns an order key for each scene that is new or moves; the longest run that is in order
/// already keeps its keys, and so does what is not accepted.
pub(super) fn orders(scenes: &[Arc<SceneView>], works: &[Work]) -> Vec<Option<String>> {
    let ranks = ranks(scenes, works);
    let mut out = vec![None; works.len()];
    let mut waiting = Vec::new();
    let mut left: Option<usize> = None;
    for to in 0..=works.len() {
        if let Some(work) = works.get(to)
            && (work.planned.is_moved || ranks[to].is_none())
        {
            if work.planned.is_accepted {
                waiting.push(to);
            }
            continue;
        }
        let right = left.map_or(0, |n| n + 1);
        let keys = order::several(
            left.map(|n| &*scenes[n].order),
            scenes.get(right).map(|s| &*s.order),
            waiting.len(),
        );
        for (n, key) in waiting.drain(..).zip(keys) {
            out[n] = Some(key);
        }
        left = ranks.get(to).copied().flatten().or(left);
    }
    out
}
