//! The other tabs of this device: each runs an engine of its own over the same disk.

use std::collections::BTreeSet;

use super::TabNews;
use super::state::Engine;
use crate::id::DocId;

impl Engine {
    /// Takes in what another tab of this device tells.
    pub(super) fn other_tab(&mut self, news: TabNews) {
        match news {
            TabNews::Chunks { document, chunks } => {
                let Some(slot) = self.slot(&document) else {
                    return;
                };
                let mut keys = BTreeSet::new();
                let mut is_plain = slot.knows_relay_heads();
                for bytes in &chunks {
                    if let Ok(taken) = slot.take(bytes) {
                        for (hash, _) in &taken.new {
                            slot.logged.push(*hash);
                            slot.enlist(*hash);
                        }
                        is_plain &= !taken.released;
                        keys.extend(taken.keys);
                    }
                }
                if !is_plain {
                    slot.recount();
                }
                self.refresh(&document, keys);
            }
            TabNews::Relay { document, meta } => {
                if self.is_leader {
                    return;
                }
                let Some(slot) = self.slot(&document) else {
                    return;
                };
                slot.cursor = meta.cursor;
                slot.refused = meta.refused;
                slot.synced_ms = meta.synced_ms;
                slot.relay_heads_are(meta.relay_heads);
            }
            TabNews::State(state) => {
                if !self.is_leader {
                    self.setup.role = state.role;
                    self.setup.access.clone_from(&state.access);
                    let documents: Vec<DocId> = self.slots.keys().cloned().collect();
                    for document in documents {
                        let access = self.access_of(&document);
                        if let Some(slot) = self.slots.get_mut(&document) {
                            slot.access = access;
                        }
                    }
                    self.leader_state = Some(*state);
                }
            }
            TabNews::Attached { relay, token } => self.attached(relay, token),
            TabNews::Me { person, label } => {
                self.setup.me = person;
                self.setup.label = label;
            }
            TabNews::Snapshot { document, bytes } => {
                let Some(slot) = self.slot(&document) else {
                    return;
                };
                if slot.absorb(&bytes).is_ok() {
                    self.refresh_all(&document);
                }
            }
            TabNews::Dropped { document, chunks } => self.dropped_elsewhere(&document, &chunks),
            TabNews::Erased { document } => self.erased_elsewhere(&document),
            TabNews::Who => {
                if self.is_leader {
                    self.told = None;
                }
            }
        }
    }
}
