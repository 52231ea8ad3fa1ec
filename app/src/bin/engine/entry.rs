//! What this device remembers of itself and of each production beside the documents.

use serde::{Deserialize, Serialize};
use shared::access::{Access, Role};
use shared::engine::protocol::Card;
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

    pub fn card(&self) -> Card {
        Card {
            production: self.production.clone(),
            title: self.title.clone(),
            opened_ms: self.opened_ms,
            attached: self.relay.is_some(),
            me: self.me.clone(),
        }
    }
}
