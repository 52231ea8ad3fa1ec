//! Many rows over one derived whole: each reads its own part, and hears only of changes to that.
//!
//! A row that tracked the whole would be asked at every edit whether it changed: with hundreds of
//! rows on a phone that took longer than the edit.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use shared::id::Id;

/// A derived whole, by id; can be copied into any closure.
pub struct ById<V: Send + Sync + 'static> {
    all: Memo<Arc<HashMap<Id, V>>>,
    heard: StoredValue<Rc<RefCell<HashMap<Id, ArcTrigger>>>, LocalStorage>,
}

impl<V: Send + Sync + 'static> Clone for ById<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V: Send + Sync + 'static> Copy for ById<V> {}

impl<V: Clone + PartialEq + Send + Sync + 'static> ById<V> {
    pub fn new(all: Memo<Arc<HashMap<Id, V>>>) -> Self {
        let heard = StoredValue::new_local(Rc::new(RefCell::new(HashMap::new())));
        let by_id = Self { all, heard };
        Effect::new(move |before: Option<Arc<HashMap<Id, V>>>| {
            let now = all.get();
            if let Some(before) = before {
                by_id.tell(&before, &now);
            }
            now
        });
        by_id
    }

    fn tell(self, before: &HashMap<Id, V>, now: &HashMap<Id, V>) {
        let heard = self.heard.get_value();
        // Told after the loop: who hears of it may ask for others.
        let changed: Vec<ArcTrigger> = heard
            .borrow()
            .iter()
            .filter(|(id, _)| before.get(*id) != now.get(*id))
            .map(|(_, trigger)| trigger.clone())
            .collect();
        for trigger in changed {
            trigger.notify();
        }
    }

    /// Reads one part, and tracks only that.
    pub fn get(self, id: &Id) -> Option<V> {
        let heard = self.heard.get_value();
        let trigger = heard.borrow_mut().entry(id.clone()).or_default().clone();
        trigger.track();
        self.all.with_untracked(|all| all.get(id).cloned())
    }
}
