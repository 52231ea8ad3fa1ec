//! The categories that this device used last, the latest first: they are offered first.

use leptos::prelude::*;
use shared::breakdown::CategoryView;
use shared::breakdown::category::id_of;
use shared::id::Id;

use crate::platform::kept;

use super::state::Elements;

const NAME: &str = "categories";
/// How many are remembered.
const MANY: usize = 4;
/// What is offered before anything was used: props, wardrobe, vehicles, set dressing.
const FIRST: [u16; MANY] = [104, 106, 103, 114];

fn recent() -> Vec<Id> {
    let kept = kept::get(NAME).unwrap_or_default();
    let used = kept.split(' ').filter(|id| Id::is_valid(id)).map(Id::new);
    let mut all: Vec<Id> = Vec::new();
    for id in used.chain(FIRST.map(id_of)) {
        if !all.contains(&id) {
            all.push(id);
        }
    }
    all.truncate(MANY);
    all
}

/// Lists the categories to offer first; one that was taken away since is left out.
pub fn offered(elements: Elements) -> Vec<CategoryView> {
    let recent = recent();
    elements.categories.with_untracked(|all| {
        let known = recent
            .iter()
            .filter_map(|id| all.iter().find(|c| c.id == *id));
        known.cloned().collect()
    })
}

/// Remembers that a category was used.
pub fn remember(category: &Id) {
    let mut all = recent();
    all.retain(|id| id != category);
    all.insert(0, category.clone());
    all.truncate(MANY);
    let ids: Vec<&str> = all.iter().map(Id::as_str).collect();
    kept::set(NAME, &ids.join(" "));
}
