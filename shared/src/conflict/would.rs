//! What a move would cause, while it is only thought of.

use std::collections::HashMap;

use crate::board::{Layout, RowKey, Spot, preview};

use super::Conflict;
use super::facts::Facts;

impl Facts {
    /// Lists the conflicts that a move would cause or make worse; `before` are those of the board
    /// as it is.
    pub fn would(
        &self,
        layout: &Layout,
        before: &[Conflict],
        rows: &[RowKey],
        to: &Spot,
    ) -> Vec<Conflict> {
        news(before, self.conflicts(&preview(layout, rows, to)))
    }
}

/// Keeps the conflicts that were not there before, that name a scene they did not, or that grew.
pub fn news(before: &[Conflict], after: Vec<Conflict>) -> Vec<Conflict> {
    let known: HashMap<String, &Conflict> = before.iter().map(|c| (c.key(), c)).collect();
    let is_news = |conflict: &Conflict| {
        known.get(&conflict.key()).is_none_or(|old| {
            conflict.amount() > old.amount()
                || conflict
                    .scenes
                    .iter()
                    .any(|scene| !old.scenes.contains(scene))
        })
    };
    after.into_iter().filter(is_news).collect()
}
