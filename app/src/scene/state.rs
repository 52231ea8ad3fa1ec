//! What the rooms of scenes and boards derive from the records, once for all their rows.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use shared::id::Id;
use shared::scene::{self, SceneView};

use crate::store::use_store;

/// All scenes in script order, and by id.
#[derive(Clone, Copy)]
pub struct Scenes {
    pub list: Memo<Arc<Vec<Arc<SceneView>>>>,
    by_id: Memo<Arc<HashMap<Id, Arc<SceneView>>>>,
}

impl Scenes {
    /// Reads a scene and tracks the list.
    pub fn get(self, id: &Id) -> Option<Arc<SceneView>> {
        self.by_id.with(|all| all.get(id).cloned())
    }
}

/// Returns the scenes of the open production.
pub fn use_scenes() -> Scenes {
    let store = use_store();
    let list = Memo::new(move |_| store.with(scene::KINDS, |book| Arc::new(scene::in_order(book))));
    let by_id = Memo::new(move |_| {
        list.with(|all| Arc::new(all.iter().map(|s| (s.id.clone(), s.clone())).collect()))
    });
    Scenes { list, by_id }
}
