//! What the rooms of scenes and boards derive from the records, once for all their rows.

use std::sync::Arc;

use leptos::prelude::*;
use shared::id::Id;
use shared::scene::{self, SceneView};

use crate::store::use_store;
use crate::ui::ById;

/// All scenes in script order, and by id.
#[derive(Clone, Copy)]
pub struct Scenes {
    pub list: Memo<Arc<Vec<Arc<SceneView>>>>,
    by_id: ById<Arc<SceneView>>,
}

impl Scenes {
    /// Reads a scene and tracks only that one.
    pub fn get(self, id: &Id) -> Option<Arc<SceneView>> {
        self.by_id.get(id)
    }
}

/// Returns the scenes of the open production.
pub fn use_scenes() -> Scenes {
    let store = use_store();
    let list = Memo::new(move |_| store.with(scene::KINDS, |book| Arc::new(scene::in_order(book))));
    let by_id = Memo::new(move |_| {
        list.with(|all| Arc::new(all.iter().map(|s| (s.id.clone(), s.clone())).collect()))
    });
    Scenes {
        list,
        by_id: ById::new(by_id),
    }
}
