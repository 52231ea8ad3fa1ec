//! The engine of one production: what it starts from, the events it takes in, and how it stands.
//! What the events do is in the modules beside it, by subject.

use std::collections::BTreeMap;

use super::history::History;
use super::link::Net;
use super::protocol::{
    Ask, Attention, FromEngine, Link, Outcome, Pending, Request, SyncState, Touched,
};
use super::slot::Slot;
use super::{Effect, Event, StoredDoc, TabNews};
use crate::access::{Access, Role};
use crate::book::Book;
use crate::chunk::ChunkHash;
use crate::id::{DeviceTag, DocId, Id};
use crate::wire::Bytes;

/// Milliseconds of quiet before the projection is stored.
const PROJECT_AFTER_MS: i64 = 1500;
/// How many of a document's waiting changes are named, unless they were refused.
const PENDING_MAX: usize = 1000;
/// How many of all waiting changes say what they wrote, and how many fields each.
const PENDING_TOLD: usize = 50;
const TOUCHED_MAX: usize = 60;

/// What an engine starts from.
#[derive(Debug, Clone)]
pub struct Setup {
    pub production: Id,
    pub device: DeviceTag,
    /// Fresh random bytes of this run: the second half of the actor, and the jitter of retries.
    pub fresh: [u8; 8],
    pub me: Option<Id>,
    /// For people: "Dana's phone".
    pub label: String,
    /// The relay's origin and this device's token, if the production is attached.
    pub relay: Option<(String, String)>,
    /// What the relay allowed when it was last heard.
    pub access: Vec<(DocId, Access)>,
    pub role: Role,
}

/// The replica of one production.
pub struct Engine {
    pub(super) setup: Setup,
    pub(super) actor: [u8; 16],
    pub(super) slots: BTreeMap<DocId, Slot>,
    pub(super) book: Book,
    pub(super) history: History,
    pub(super) net: Net,
    pub(super) not_saved: Option<(String, bool)>,
    pub(super) next_ticket: u64,
    pub(super) is_leader: bool,
    /// The leading tab's word, while this is not it.
    pub(super) leader_state: Option<SyncState>,
    pub(super) told: Option<SyncState>,
    pub(super) now_ms: i64,
    pub(super) effects: Vec<Effect>,
    pub(super) dirty_since_ms: Option<i64>,
    /// Acts were answered that the disk did not have then.
    has_unsaved_acts: bool,
}

impl Engine {
    /// Starts over what the disk holds; nothing for a production that is new here.
    pub fn start(setup: Setup, stored: Vec<StoredDoc>, now_ms: i64) -> Self {
        let actor = super::actor_of_run(setup.device, setup.fresh);
        let mut engine = Self {
            actor,
            slots: BTreeMap::new(),
            book: Book::default(),
            history: History::new(setup.fresh),
            net: Net::new(setup.fresh, now_ms),
            not_saved: None,
            next_ticket: 0,
            is_leader: false,
            leader_state: None,
            told: None,
            now_ms,
            effects: Vec::new(),
            dirty_since_ms: None,
            has_unsaved_acts: false,
            setup,
        };
        for stored in stored {
            let document = stored.document.clone();
            if let Ok(mut slot) = Slot::load(stored, actor, engine.tie()) {
                slot.access = engine.access_of(&document);
                engine.book_of(&slot.replica.records(), &document);
                engine.slots.insert(document, slot);
            }
        }
        if let Some(synced) = engine.slots.values().filter_map(|s| s.synced_ms).max() {
            engine.net.offline_since_ms = synced;
        }
        engine
    }

    /// Takes in the acts that the disk kept of this device's earlier runs; to be called once, after
    /// the start.
    pub fn recall(&mut self, acts: Vec<(u64, Vec<u8>)>) {
        let (slots, production) = (&self.slots, &self.setup.production);
        self.history.recall(acts, |edit| {
            let audience = edit.kind.audience(&edit.id);
            audience.is_some_and(|a| slots.contains_key(&DocId::new(production, a)))
        });
    }

    /// Returns the records, for those who run the engine beside the page.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// Lists the documents and their heads.
    pub fn heads(&self) -> Vec<(DocId, Vec<ChunkHash>)> {
        self.slots
            .iter()
            .map(|(doc, slot)| (doc.clone(), slot.replica.heads()))
            .collect()
    }

    /// Counts the changes that the relay has not accepted; none while there is no relay.
    pub fn waiting(&self) -> usize {
        let brings = self.brings();
        self.slots
            .values()
            .map(|slot| slot.edits_waiting(brings))
            .sum()
    }

    /// What the relay allowed when it was last heard, to be kept with the production.
    pub fn standing(&self) -> (Role, Vec<(DocId, Access)>) {
        (self.setup.role, self.setup.access.clone())
    }

    /// Returns the person who sits at this device.
    pub fn me(&self) -> Option<Id> {
        self.setup.me.clone()
    }

    pub fn title(&self) -> String {
        self.book
            .production()
            .map_or_else(String::new, |p| p.text("title").to_owned())
    }

    /// Takes an event in and says what is to be done.
    pub fn handle(&mut self, event: Event, now_ms: i64) -> Vec<Effect> {
        self.now_ms = now_ms;
        match event {
            Event::Ask { request, ask } => self.asked(request, ask),
            Event::Seen => self.seen(),
            Event::Import { request, bytes } => {
                let outcome = self.import(&bytes);
                self.done(request, outcome);
            }
            Event::Me { person, label } => {
                self.be(person.clone(), label.clone());
                self.effects
                    .push(Effect::Share(TabNews::Me { person, label }));
            }
            Event::Attached { relay, token } => {
                self.attached(relay.clone(), token.clone());
                self.effects
                    .push(Effect::Share(TabNews::Attached { relay, token }));
            }
            Event::Lead { stored } => {
                self.is_leader = true;
                self.leader_state = None;
                self.told = None;
                self.reread(stored);
                self.net_start();
            }
            Event::Stored { ticket } => self.stored(ticket),
            Event::NotStored { ticket, why, full } => self.not_stored(ticket, why, full),
            Event::Tab(news) => self.other_tab(news),
            Event::Up => self.net_up(),
            Event::Down => self.net_down(),
            Event::Frame(bytes) => self.net_frame(&bytes),
            Event::Online => self.net_online(),
            Event::Offline => self.net_offline(),
            Event::Tick => {}
        }
        self.settle()
    }

    fn asked(&mut self, request: Request, ask: Ask) {
        let outcome = match ask {
            Ask::Act(command) => self.act(command),
            Ask::Undo(act) => self.take_back(act),
            Ask::Redo => self.again(),
            Ask::Drop(document) => self.drop_refused(&document),
            Ask::Acts => {
                let redo = self.history.to_redo().map(|d| d.label.clone());
                let acts = self.history.list();
                return self.tell(FromEngine::Acts {
                    request,
                    acts,
                    redo,
                });
            }
            Ask::Waiting => {
                let waiting = self.pending();
                return self.tell(FromEngine::Waiting { request, waiting });
            }
            Ask::News => return self.news(request),
            Ask::Export => {
                let (name, bytes) = self.export();
                return self.tell(FromEngine::Bundle {
                    request,
                    name,
                    bytes: Bytes::from(bytes),
                });
            }
        };
        self.done(request, outcome);
    }

    // Everything that follows from a new state, whatever the event was.
    pub(super) fn settle(&mut self) -> Vec<Effect> {
        self.net_tick();
        self.push_what_may_go();
        self.write_due();
        let held_until_ms = self
            .slots
            .values()
            .map(|s| s.wait_until_ms)
            .filter(|at| *at > self.now_ms)
            .min();
        let mut wake = (self.is_leader && self.setup.relay.is_some())
            .then(|| self.net.wake_ms(self.now_ms, held_until_ms))
            .flatten();
        let retry = self
            .slots
            .values()
            .filter_map(|s| s.writing.retry_ms())
            .min();
        if let Some(due) = retry {
            wake = Some(wake.map_or(due, |at| at.min(due)));
        }
        if let Some(since) = self.dirty_since_ms {
            let due = since + PROJECT_AFTER_MS;
            if self.now_ms >= due {
                self.dirty_since_ms = None;
                self.effects.push(Effect::Project);
            } else {
                wake = Some(wake.map_or(due, |at| at.min(due)));
            }
        }
        if self.slots.values().all(|s| s.unflushed.is_empty()) {
            if std::mem::take(&mut self.has_unsaved_acts) {
                let production = self.setup.production.clone();
                self.tell(FromEngine::Saved { production });
            }
            // What no write carried: forgotten acts, and what was taken back in vain.
            self.effects
                .extend(self.history.take_unkept().map(Effect::Remember));
        }
        let state = self.state();
        if self.told.as_ref() != Some(&state) {
            if self.is_leader {
                self.effects
                    .push(Effect::Share(TabNews::State(Box::new(state.clone()))));
            }
            self.tell(FromEngine::State(state.clone()));
            self.told = Some(state);
        }
        if let Some(at_ms) = wake {
            self.effects.push(Effect::Wake { at_ms });
        }
        std::mem::take(&mut self.effects)
    }

    pub(super) fn tell(&mut self, message: FromEngine) {
        self.effects.push(Effect::Tell(message));
    }

    pub(super) fn done(&mut self, request: Request, outcome: Outcome) {
        self.has_unsaved_acts = true;
        self.tell(FromEngine::Done { request, outcome });
    }

    fn state(&self) -> SyncState {
        let mut state = SyncState::alone(self.setup.production.clone(), self.setup.me.clone());
        if let Some((relay, _)) = &self.setup.relay {
            state.waiting = u32::try_from(self.waiting()).unwrap_or(u32::MAX);
            state.relay = Some(relay.clone());
            state.role = self.setup.role;
            state.access = self.setup.access.clone();
            state.present = self.net.present;
            state.link = self.net.link(self.now_ms, self.is_catching_up());
            state.synced_ms = self.slots.values().filter_map(|s| s.synced_ms).max();
            state.attention = self.attention();
            if !self.is_leader
                && let Some(leader) = &self.leader_state
            {
                state.link = leader.link;
                state.present = leader.present;
                state.synced_ms = leader.synced_ms;
                state.attention.clone_from(&leader.attention);
            }
        }
        state.unsaved = self.slots.values().map(|s| s.unflushed.len() as u32).sum();
        if let Some((why, full)) = &self.not_saved {
            state.attention.push(Attention::NotSaved {
                why: why.clone(),
                full: *full,
            });
        }
        for slot in self.slots.values().filter(|s| s.damaged > 0) {
            state.attention.push(Attention::Damaged {
                document: slot.document.clone(),
                chunks: slot.damaged,
            });
        }
        state
    }

    fn attention(&self) -> Vec<Attention> {
        let mut attention = Vec::new();
        if let Some(code) = self.net.closed {
            attention.push(Attention::Closed { code });
        }
        for slot in self.slots.values() {
            if let Some(code) = slot.refused.filter(|code| !code.is_passing()) {
                attention.push(Attention::Refused {
                    document: slot.document.clone(),
                    code,
                    count: slot.edits_waiting(self.brings()) as u32,
                });
            }
        }
        attention
    }

    // What waits for the relay, newest first.
    fn pending(&self) -> Vec<Pending> {
        let mut pending: Vec<(ChunkHash, Pending)> = Vec::new();
        for slot in self.slots.values() {
            let most = slot.refused.map_or(PENDING_MAX, |_| usize::MAX);
            let edits = slot.outbox.newest().take(most);
            let about = edits.filter_map(|hash| Some((*hash, slot.replica.about(hash)?)));
            pending.extend(about.map(|(hash, about)| {
                let pending = Pending {
                    document: slot.document.clone(),
                    label: about.label,
                    at_ms: about.at_ms,
                    refused: slot.refused,
                    touched: Vec::new(),
                };
                (hash, pending)
            }));
        }
        pending.sort_by_key(|(_, p)| std::cmp::Reverse(p.at_ms));
        self.note_touched(&mut pending);
        pending.into_iter().map(|(_, p)| p).collect()
    }

    /// Says of the newest waiting changes which fields they wrote.
    fn note_touched(&self, pending: &mut [(ChunkHash, Pending)]) {
        for slot in self.slots.values() {
            let of_slot = |p: &Pending| p.document == slot.document;
            let newest = pending.iter().take(PENDING_TOLD);
            let hashes: Vec<ChunkHash> = newest
                .filter(|(_, p)| of_slot(p))
                .map(|(hash, _)| *hash)
                .collect();
            let mut written = slot.replica.written(&hashes);
            for (hash, pending) in pending.iter_mut().take(PENDING_TOLD) {
                if let Some(keys) = written.remove(hash).filter(|_| of_slot(pending)) {
                    pending.touched = keys
                        .into_iter()
                        .take(TOUCHED_MAX)
                        .map(|key| Touched {
                            kind: key.kind,
                            id: key.id,
                            field: key.field,
                        })
                        .collect();
                }
            }
        }
    }

    pub(super) fn slot(&mut self, document: &DocId) -> Option<&mut Slot> {
        if !self.slots.contains_key(document) {
            let mut slot = Slot::new(document.clone(), self.actor, self.tie()).ok()?;
            slot.access = self.access_of(document);
            self.slots.insert(document.clone(), slot);
        }
        self.slots.get_mut(document)
    }

    pub(super) fn is_catching_up(&self) -> bool {
        self.slots
            .values()
            .any(|s| s.access.may_read() && !s.subscribed)
    }
}

impl Link {
    /// Says whether edits travel now.
    pub fn is_up(&self) -> bool {
        matches!(self, Self::CatchingUp | Self::Connected)
    }
}
