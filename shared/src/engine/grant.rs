//! What this device may hold and write: who sits here, which relay, and what the relay allows.

use super::protocol::{FromEngine, Outcome, RefusedCode};
use super::slot::{Brings, Tie};
use super::state::Engine;
use super::{Effect, TabNews};
use crate::access::{Access, Audience, Role};
use crate::chunk::ChunkHash;
use crate::command::{Edit, Write};
use crate::id::{DocId, Id};
use crate::kind::Kind;
use crate::record::Value;

impl Engine {
    pub(super) fn brings(&self) -> Brings {
        match self.setup.role {
            Role::Office => Brings::All,
            _ => Brings::Own,
        }
    }

    pub(super) fn tie(&self) -> Tie {
        match self.setup.relay {
            Some(_) => Tie::Relay,
            None => Tie::Alone,
        }
    }

    /// Says what may be done with a document.
    pub(super) fn access_of(&self, document: &DocId) -> Access {
        if self.setup.relay.is_none() {
            return Access::Write;
        }
        self.setup
            .access
            .iter()
            .find(|(doc, _)| doc == document)
            .map(|(_, access)| *access)
            // The office may open a personal document that does not exist yet.
            .unwrap_or(match (self.setup.role, &document.audience) {
                (Role::Office, Audience::Personal(_)) => Access::Write,
                _ => Access::None,
            })
    }

    /// Forgets a document: it may no longer be held here.
    pub(super) fn lose(&mut self, document: &DocId) {
        if self.slots.remove(document).is_none() {
            return;
        }
        let gone: Vec<(Kind, Id)> = self
            .book
            .kinds()
            .flat_map(|kind| self.book.every(kind))
            .filter(|r| r.kind.audience(&r.id).as_ref() == Some(&document.audience))
            .map(|r| (r.kind.clone(), r.id.clone()))
            .collect();
        for (kind, id) in &gone {
            self.book.forget(kind, id);
        }
        // What stood in its fields stands in the acts on them as well.
        let audience = Some(&document.audience);
        self.history
            .lose(|edit| edit.kind.audience(&edit.id).as_ref() == audience);
        self.dirty_since_ms.get_or_insert(self.now_ms);
        self.tell(FromEngine::Gone { records: gone });
    }

    /// Erases a document from the device and tells the other tabs.
    pub(super) fn erase(&mut self, document: &DocId) {
        self.lose(document);
        self.effects.push(Effect::Erase {
            document: document.clone(),
        });
        self.effects.push(Effect::Share(TabNews::Erased {
            document: document.clone(),
        }));
    }

    /// Gives up the edits that the relay does not take.
    pub(super) fn drop_refused(&mut self, document: &DocId) -> Outcome {
        let nothing = Outcome::Refused {
            code: RefusedCode::NothingOpen,
            detail: String::new(),
        };
        let may_read = self.access_of(document).may_read();
        let Some(slot) = self.slots.get_mut(document) else {
            return nothing;
        };
        let chunks: Vec<ChunkHash> = slot.outbox.in_order(Brings::All).copied().collect();
        let dropped = Effect::Share(TabNews::Dropped {
            document: document.clone(),
            chunks,
        });
        if !may_read {
            self.effects.push(dropped);
            self.erase(document);
            return Outcome::Done {
                act: 0,
                label: String::new(),
            };
        }
        let Ok(rebuilt) = slot.replica.only(&slot.relay_heads) else {
            return nothing;
        };
        self.replace(document, rebuilt);
        self.effects.push(dropped);
        Outcome::Done {
            act: 0,
            label: String::new(),
        }
    }

    /// Gives up what another tab of this device gave up.
    pub(super) fn dropped_elsewhere(&mut self, document: &DocId, chunks: &[ChunkHash]) {
        let may_read = self.access_of(document).may_read();
        let Some(slot) = self.slots.get_mut(document) else {
            return;
        };
        if !may_read {
            // The word to erase it follows: these edits hold it no longer.
            for hash in chunks {
                slot.outbox.remove(hash);
            }
            return;
        }
        if !chunks.iter().any(|hash| slot.replica.has(hash)) {
            return;
        }
        if let Ok(rebuilt) = slot.replica.without(chunks) {
            self.replace(document, rebuilt);
        }
    }

    /// Notes who sits at this device.
    pub(super) fn be(&mut self, person: Option<Id>, label: String) {
        self.setup.me = person;
        self.setup.label = label;
        self.sign_device();
    }

    /// Writes this device's own record, so that others see who wrote a version.
    pub(super) fn sign_device(&mut self) {
        let floor = DocId::new(&self.setup.production, Audience::Floor);
        let Some(person) = self.setup.me.clone() else {
            return;
        };
        if !self.access_of(&floor).may_write() || !self.slots.contains_key(&floor) {
            return;
        }
        let id = Id::new(self.setup.device.to_hex());
        let put = |field: &str, value: Value| Edit {
            kind: Kind::Device,
            id: id.clone(),
            field: field.into(),
            write: Write::Put(value),
        };
        let edits = [
            put("person", (&person).into()),
            put("label", self.setup.label.as_str().into()),
        ];
        if edits
            .iter()
            .any(|edit| !matches!(&edit.write, Write::Put(v) if *v == self.present(edit)))
        {
            // Its own record: not an act of the user's, so not in the history.
            let _ = self.carry_out("", &edits);
        }
    }

    /// The production has a relay now.
    pub(super) fn attached(&mut self, relay: String, token: String) {
        let is_other = self.setup.relay.as_ref().is_some_and(|(_, t)| *t != token);
        self.setup.relay = Some((relay, token));
        if is_other {
            // Joined again: what was closed for the old token is open for the new one.
            self.net.closed = None;
            self.net_offline();
        }
        if self.setup.access.is_empty() {
            // Until the relay says more, what is held here was made here.
            self.setup.role = Role::Office;
            self.setup.access = self
                .slots
                .keys()
                .map(|doc| (doc.clone(), Access::Write))
                .collect();
        }
        // Everything that was made here alone waits for the relay from now on.
        for slot in self.slots.values_mut() {
            slot.tie = Tie::Relay;
            slot.recount();
        }
        self.net_start();
    }
}
