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

    /// Puts what this tab changed since it read `base` into what the disk holds now; the rest stays
    /// as another tab of this device left it.
    pub fn onto(&self, base: Option<&Self>, disk: Option<Self>) -> Self {
        fn newer<T: PartialEq + Clone>(mine: &T, base: &T, disk: T) -> T {
            if mine == base { disk } else { mine.clone() }
        }
        let Some((base, disk)) = base.zip(disk) else {
            return self.clone();
        };
        Self {
            production: disk.production,
            title: newer(&self.title, &base.title, disk.title),
            opened_ms: newer(&self.opened_ms, &base.opened_ms, disk.opened_ms),
            me: newer(&self.me, &base.me, disk.me),
            label: newer(&self.label, &base.label, disk.label),
            relay: newer(&self.relay, &base.relay, disk.relay),
            role: newer(&self.role, &base.role, disk.role),
            access: newer(&self.access, &base.access, disk.access),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry::new(Id::new("ferry"), "Ferry".into(), 1)
    }

    #[test]
    fn a_second_tab_does_not_lose_the_relay_that_the_first_attached_to() {
        let base = entry();
        let attached = Entry {
            relay: Some(("origin".into(), "token".into())),
            label: "Dana's laptop".into(),
            ..entry()
        };
        // The other tab only noted what the relay allows.
        let floor = DocId::new(&base.production, shared::access::Audience::Floor);
        let second = Entry {
            access: vec![(floor, Access::Write)],
            ..entry()
        };
        let kept = second.onto(Some(&base), Some(attached.clone()));
        assert_eq!(kept.relay, attached.relay);
        assert_eq!(kept.label, attached.label);
        assert_eq!(kept.access, second.access);
    }

    #[test]
    fn what_this_tab_changed_is_written() {
        let base = entry();
        let mine = Entry {
            title: "Ferry II".into(),
            opened_ms: 5,
            me: Some(Id::new("dana")),
            label: "laptop".into(),
            relay: Some(("origin".into(), "new".into())),
            role: Role::Crew,
            ..entry()
        };
        assert_eq!(mine.onto(Some(&base), Some(entry())), mine);
        assert_eq!(mine.onto(None, Some(entry())), mine, "it was made anew");
        assert_eq!(mine.onto(Some(&base), None), mine);
    }
}
