//! What this device remembers of itself and of each production beside the documents.

use serde::{Deserialize, Serialize};
use shared::access::{Access, Role};
use shared::engine::protocol::{Card, Link, SyncState};
use shared::id::{DeviceTag, DocId, Id};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Device {
    pub tag: DeviceTag,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub production: Id,
    pub title: String,
    pub opened_ms: i64,
    pub me: Option<Id>,
    #[serde(default)]
    pub label: String,
    /// The relay's origin and this device's token there.
    #[serde(default)]
    pub relay: Option<(String, String)>,
    #[serde(default = "office")]
    pub role: Role,
    #[serde(default)]
    pub access: Vec<(DocId, Access)>,
}

fn office() -> Role {
    Role::Office
}

impl Entry {
    pub fn new(production: Id, title: String, now_ms: i64) -> Self {
        Self {
            production,
            title,
            opened_ms: now_ms,
            me: None,
            label: String::new(),
            relay: None,
            role: Role::Office,
            access: Vec::new(),
        }
    }

    /// How the device stood with the relay when it was last open.
    pub fn standing(&self, now_ms: i64) -> SyncState {
        let mut state = SyncState::alone(self.production.clone(), self.me.clone());
        if let Some((relay, _)) = &self.relay {
            state.relay = Some(relay.clone());
            state.role = self.role;
            state.access.clone_from(&self.access);
            state.link = Link::Connecting { since_ms: now_ms };
        }
        state
    }

    pub fn card(&self) -> Card {
        Card {
            production: self.production.clone(),
            title: self.title.clone(),
            opened_ms: self.opened_ms,
            attached: self.relay.is_some(),
            me: self.me.clone(),
            label: self.label.clone(),
        }
    }
}
