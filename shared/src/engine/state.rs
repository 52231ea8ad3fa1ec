//! The engine of one production: acts, undo, storage and other tabs. Speaking with the relay is
//! in `link`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::history::{Direction, History, Step};
use super::link::Net;
use super::protocol::{
    Attention, FromEngine, Link, News, Outcome, Pending, RefusedCode, Request, SyncState, Touched,
};
use super::replica::{Key, Replica, put_held};
use super::slot::{Brings, Slot};
use super::{Effect, Event, StoredDoc, TabNews, bundle, projection};
use crate::access::{Access, Audience, Role};
use crate::book::Book;
use crate::chunk::ChunkHash;
use crate::command::{Command, Edit, Write};
use crate::id::{DeviceTag, DocId, Id};
use crate::kind::{Home, Kind};
use crate::record::{Record, Value};
use crate::wire::Bytes;

/// Milliseconds of quiet before the projection is stored.
const PROJECT_AFTER_MS: i64 = 1500;

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
    history: History,
    pub(super) net: Net,
    pub(super) not_saved: Option<(String, bool)>,
    pub(super) next_ticket: u64,
    pub(super) is_leader: bool,
    /// The leading tab's word, while this is not it.
    leader_state: Option<SyncState>,
    told: Option<SyncState>,
    pub(super) now_ms: i64,
    pub(super) effects: Vec<Effect>,
    dirty_since_ms: Option<i64>,
}

impl Engine {
    /// Starts over what the disk holds; nothing for a production that is new here.
    pub fn start(setup: Setup, stored: Vec<StoredDoc>, now_ms: i64) -> Self {
        let actor = super::actor_of_run(setup.device, setup.fresh);
        let mut engine = Self {
            actor,
            slots: BTreeMap::new(),
            book: Book::default(),
            history: History::default(),
            net: Net::new(setup.fresh, now_ms),
            not_saved: None,
            next_ticket: 0,
            is_leader: false,
            leader_state: None,
            told: None,
            now_ms,
            effects: Vec::new(),
            dirty_since_ms: None,
            setup,
        };
        for stored in stored {
            let document = stored.document.clone();
            if let Ok(mut slot) = Slot::load(stored, actor) {
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

    /// Counts the changes that the relay has not accepted.
    pub fn waiting(&self) -> usize {
        let brings = self.brings();
        self.slots
            .values()
            .map(|slot| slot.edits_waiting(brings))
            .sum()
    }

    pub(super) fn brings(&self) -> Brings {
        match self.setup.role {
            Role::Office => Brings::All,
            _ => Brings::Own(self.setup.device),
        }
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

    /// Compares with the projection the page was shown; to be called once after the start.
    pub fn correct(&mut self, shown: Vec<Record>) -> Vec<Effect> {
        let (changed, gone) = projection::corrections(shown, &self.book);
        if !changed.is_empty() || !gone.is_empty() {
            self.dirty_since_ms = Some(self.now_ms);
        }
        if !changed.is_empty() {
            self.tell(FromEngine::Changed { records: changed });
        }
        if !gone.is_empty() {
            self.tell(FromEngine::Gone { records: gone });
        }
        self.tell(FromEngine::Loaded {
            production: self.setup.production.clone(),
        });
        // A tab that died may have stored an edit without telling the one that leads.
        for slot in self
            .slots
            .values()
            .filter(|s| s.outbox.iter().any(|sent| !sent.is_genesis()))
        {
            let chunks = slot
                .outbox
                .iter()
                .map(|sent| Bytes::from(sent.bytes.clone()))
                .collect();
            self.effects.push(Effect::Share(TabNews::Chunks {
                document: slot.document.clone(),
                chunks,
            }));
        }
        self.settle()
    }

    /// Takes an event in and says what is to be done.
    pub fn handle(&mut self, event: Event, now_ms: i64) -> Vec<Effect> {
        self.now_ms = now_ms;
        match event {
            Event::Act { request, command } => {
                let outcome = self.act(command);
                self.done(request, outcome);
            }
            Event::Undo { request, act } => {
                let outcome = self.take_back(act);
                self.done(request, outcome);
            }
            Event::Redo { request } => {
                let outcome = self.again();
                self.done(request, outcome);
            }
            Event::Acts { request } => {
                let redo = self.history.to_redo().map(|d| d.label.clone());
                let acts = self.history.list();
                self.tell(FromEngine::Acts {
                    request,
                    acts,
                    redo,
                });
            }
            Event::Waiting { request } => {
                let waiting = self.pending();
                self.tell(FromEngine::Waiting { request, waiting });
            }
            Event::News { request } => self.news(request),
            Event::Seen => self.seen(),
            Event::Drop { request, document } => {
                let outcome = self.drop_refused(&document);
                self.done(request, outcome);
            }
            Event::Export { request } => {
                let (name, bytes) = self.export();
                self.tell(FromEngine::Bundle {
                    request,
                    name,
                    bytes: Bytes::from(bytes),
                });
            }
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

    // Everything that follows from a new state, whatever the event was.
    fn settle(&mut self) -> Vec<Effect> {
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

    fn done(&mut self, request: Request, outcome: Outcome) {
        self.tell(FromEngine::Done { request, outcome });
    }

    fn state(&self) -> SyncState {
        let mut state = SyncState::alone(self.setup.production.clone(), self.setup.me.clone());
        state.waiting = u32::try_from(self.waiting()).unwrap_or(u32::MAX);
        if let Some((relay, _)) = &self.setup.relay {
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
        } else {
            state.waiting = 0;
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

    pub(super) fn slot(&mut self, document: &DocId) -> Option<&mut Slot> {
        if !self.slots.contains_key(document) {
            let mut slot = Slot::new(document.clone(), self.actor).ok()?;
            slot.access = self.access_of(document);
            self.slots.insert(document.clone(), slot);
        }
        self.slots.get_mut(document)
    }

    // ---- acts ----

    fn act(&mut self, command: Command) -> Outcome {
        match self.carry_out(&command.label, &command.edits) {
            Ok(steps) => {
                let act = self.history.push(command.label.clone(), self.now_ms, steps);
                Outcome::Done {
                    act,
                    label: command.label,
                }
            }
            Err(outcome) => outcome,
        }
    }

    /// Writes the edits, all or none, and returns the steps for the history.
    fn carry_out(&mut self, label: &str, edits: &[Edit]) -> Result<Vec<Step>, Outcome> {
        let mut by_document: BTreeMap<DocId, Vec<&Edit>> = BTreeMap::new();
        for edit in edits {
            let document = self.may_edit(edit)?;
            by_document.entry(document).or_default().push(edit);
        }
        let before: Vec<Value> = edits.iter().map(|edit| self.present(edit)).collect();
        for (document, edits) in by_document {
            self.write(&document, label, &edits)?;
        }
        Ok(edits
            .iter()
            .zip(before)
            .map(|(edit, before)| Step {
                edit: edit.clone(),
                before,
                after: self.present(edit),
            })
            .filter(|step| step.before != step.after)
            .collect())
    }

    fn may_edit(&self, edit: &Edit) -> Result<DocId, Outcome> {
        let refused = |code| Outcome::Refused {
            code,
            detail: String::new(),
        };
        let audience = edit
            .kind
            .audience(&edit.id)
            .ok_or_else(|| refused(RefusedCode::NotAllowed))?;
        let document = DocId::new(&self.setup.production, audience);
        if !Id::is_valid(edit.id.as_str()) || edit.field.is_empty() {
            return Err(refused(RefusedCode::NotAllowed));
        }
        if self.net.closed.is_some_and(super::link::is_final)
            || !self.access_of(&document).may_write()
        {
            return Err(refused(RefusedCode::NotAllowed));
        }
        if edit.kind == Kind::Issue && self.book.any(&Kind::Issue, &edit.id).is_some() {
            return Err(refused(RefusedCode::Issued));
        }
        Ok(document)
    }

    fn present(&self, edit: &Edit) -> Value {
        self.book
            .any(&edit.kind, &edit.id)
            .map(|record| record.get(&edit.field).clone())
            .unwrap_or_default()
    }

    fn write(&mut self, document: &DocId, label: &str, edits: &[&Edit]) -> Result<(), Outcome> {
        let now_ms = self.now_ms;
        let failed = |why: String| Outcome::Refused {
            code: RefusedCode::Storage,
            detail: why,
        };
        let slot = self
            .slot(document)
            .ok_or_else(|| failed("the document".into()))?;
        let was_seen = slot
            .seen
            .as_ref()
            .is_some_and(|(_, heads)| *heads == slot.replica.heads());
        let made = slot
            .replica
            .write(label, edits, now_ms)
            .map_err(|why| failed(why.to_string()))?;
        let Some(made) = made else { return Ok(()) };
        if was_seen && let Some((_, heads)) = &mut slot.seen {
            *heads = slot.replica.heads();
        }
        let chunk = (made.hash, made.bytes.clone());
        slot.outbox.push(made);
        let keys = edits
            .iter()
            .map(|e| Key {
                kind: e.kind.clone(),
                id: e.id.clone(),
                field: e.field.clone(),
            })
            .collect();
        self.refresh(document, keys);
        self.store(document, vec![chunk]);
        Ok(())
    }

    /// Reads fields of a document anew and tells the page of the records that changed.
    pub(super) fn refresh(&mut self, document: &DocId, keys: BTreeSet<Key>) {
        let Some(slot) = self.slots.get(document) else {
            return;
        };
        let mut records: BTreeMap<(Kind, Id), Record> = BTreeMap::new();
        for key in keys {
            if !belongs(&key.kind, &key.id, document) {
                continue;
            }
            let record = records
                .entry((key.kind.clone(), key.id.clone()))
                .or_insert_with(|| match self.book.any(&key.kind, &key.id) {
                    Some(record) => (**record).clone(),
                    None => Record::new(key.kind.clone(), key.id.clone()),
                });
            put_held(record, &key.field, slot.replica.held(&key));
        }
        let changed: Vec<Record> = records
            .into_values()
            .filter(|r| self.book.any(&r.kind, &r.id).is_none_or(|old| **old != *r))
            .collect();
        if changed.is_empty() {
            return;
        }
        for record in &changed {
            self.book.put(record.clone());
        }
        self.dirty_since_ms.get_or_insert(self.now_ms);
        self.tell(FromEngine::Changed { records: changed });
    }

    /// Reads a whole document anew.
    pub(super) fn refresh_all(&mut self, document: &DocId) {
        let Some(slot) = self.slots.get(document) else {
            return;
        };
        let records = slot.replica.records();
        let mut old: BTreeSet<(Kind, Id)> = self
            .book
            .kinds()
            .flat_map(|kind| self.book.every(kind))
            .filter(|r| belongs(&r.kind, &r.id, document) && r.kind.home().is_some())
            .map(|r| (r.kind.clone(), r.id.clone()))
            .collect();
        let mut changed = Vec::new();
        for record in records {
            if !belongs(&record.kind, &record.id, document) {
                continue;
            }
            old.remove(&(record.kind.clone(), record.id.clone()));
            if self
                .book
                .any(&record.kind, &record.id)
                .is_none_or(|was| **was != record)
            {
                self.book.put(record.clone());
                changed.push(record);
            }
        }
        for (kind, id) in &old {
            self.book.forget(kind, id);
        }
        if !changed.is_empty() || !old.is_empty() {
            self.dirty_since_ms.get_or_insert(self.now_ms);
        }
        if !changed.is_empty() {
            self.tell(FromEngine::Changed { records: changed });
        }
        if !old.is_empty() {
            self.tell(FromEngine::Gone {
                records: old.into_iter().collect(),
            });
        }
    }

    fn book_of(&mut self, records: &[Record], document: &DocId) {
        for record in records.iter().filter(|r| belongs(&r.kind, &r.id, document)) {
            self.book.put(record.clone());
        }
    }

    fn take_back(&mut self, act: Option<u64>) -> Outcome {
        match self.history.to_undo(act) {
            Some(done) => {
                let (act, label, steps) = (done.act, done.label.clone(), done.steps.clone());
                self.go(Direction::Back, act, label, steps)
            }
            None => Outcome::Refused {
                code: RefusedCode::NothingToUndo,
                detail: String::new(),
            },
        }
    }

    fn again(&mut self) -> Outcome {
        match self.history.to_redo() {
            Some(done) => {
                let (act, label, steps) = (done.act, done.label.clone(), done.steps.clone());
                self.go(Direction::Again, act, label, steps)
            }
            None => Outcome::Refused {
                code: RefusedCode::NothingToUndo,
                detail: String::new(),
            },
        }
    }

    // Fields that others have changed since are left alone and named.
    fn go(&mut self, direction: Direction, act: u64, label: String, steps: Vec<Step>) -> Outcome {
        let (free, kept): (Vec<Step>, Vec<Step>) = steps
            .into_iter()
            .partition(|step| self.present(&step.edit) == *step.expected(direction));
        let edits: Vec<Edit> = free.iter().map(|step| step.restoring(direction)).collect();
        if let Err(refused) = self.carry_out(&label, &edits) {
            return refused;
        }
        self.history.mark(act, direction);
        if kept.is_empty() {
            return Outcome::Done { act, label };
        }
        let kept = kept
            .into_iter()
            .map(|s| Touched {
                kind: s.edit.kind,
                id: s.edit.id,
                field: s.edit.field,
            })
            .collect();
        Outcome::Partly { act, label, kept }
    }

    fn pending(&self) -> Vec<Pending> {
        let mut pending: Vec<Pending> = self
            .slots
            .values()
            .flat_map(|slot| {
                slot.outbox
                    .iter()
                    .filter(|sent| !sent.is_genesis())
                    .map(|sent| Pending {
                        document: slot.document.clone(),
                        label: sent.label.clone(),
                        at_ms: sent.at_ms,
                        refused: slot.refused,
                    })
            })
            .collect();
        pending.sort_by_key(|p| std::cmp::Reverse(p.at_ms));
        pending
    }

    // ---- what others did ----

    fn news(&mut self, request: Request) {
        let mut by_record: BTreeMap<(Kind, Id), News> = BTreeMap::new();
        let mut since_ms = None;
        for slot in self.slots.values() {
            let Some((at_ms, heads)) = &slot.seen else {
                continue;
            };
            since_ms = Some(since_ms.map_or(*at_ms, |since: i64| since.min(*at_ms)));
            for (key, before) in slot.replica.changed_since(heads) {
                if slot.replica.last_writer(&key) == Some(self.setup.device)
                    || !belongs(&key.kind, &key.id, &slot.document)
                {
                    continue;
                }
                by_record
                    .entry((key.kind.clone(), key.id.clone()))
                    .or_insert_with(|| News {
                        kind: key.kind.clone(),
                        id: key.id.clone(),
                        fields: BTreeMap::new(),
                        is_new: true,
                    })
                    .fields
                    .insert(key.field, before);
            }
        }
        for news in by_record.values_mut() {
            // A record is new if none of its present fields stood there before.
            let present: Option<&Arc<Record>> = self.book.any(&news.kind, &news.id);
            news.is_new = news.fields.values().all(Value::is_nothing)
                && present.is_some_and(|r| r.fields.keys().all(|f| news.fields.contains_key(f)));
        }
        let news = by_record.into_values().collect();
        self.tell(FromEngine::News {
            request,
            since_ms,
            news,
        });
    }

    fn seen(&mut self) {
        let now_ms = self.now_ms;
        let documents: Vec<DocId> = self.slots.keys().cloned().collect();
        for document in documents {
            if let Some(slot) = self.slots.get_mut(&document) {
                let heads = slot.replica.heads();
                slot.seen = Some((now_ms, heads));
            }
            self.store(&document, Vec::new());
        }
    }

    // ---- other tabs ----

    fn other_tab(&mut self, news: TabNews) {
        match news {
            TabNews::Chunks { document, chunks } => {
                let Some(slot) = self.slot(&document) else {
                    return;
                };
                let mut keys = BTreeSet::new();
                let mut fresh = false;
                for bytes in &chunks {
                    if let Ok(taken) = slot.take(bytes) {
                        slot.logged.extend(taken.new.iter().map(|(hash, _)| *hash));
                        fresh |= !taken.new.is_empty();
                        keys.extend(taken.keys);
                    }
                }
                if fresh {
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
                slot.relay_heads = meta.relay_heads;
                slot.refused = meta.refused;
                slot.synced_ms = meta.synced_ms;
                slot.recount();
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
                if slot.replica.absorb(&bytes).is_ok() {
                    slot.recount();
                    self.refresh_all(&document);
                }
            }
            TabNews::Erased { document } => self.erased_elsewhere(&document),
            TabNews::Who => {
                if self.is_leader {
                    self.told = None;
                }
            }
        }
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

    fn drop_refused(&mut self, document: &DocId) -> Outcome {
        let nothing = Outcome::Refused {
            code: RefusedCode::NothingOpen,
            detail: String::new(),
        };
        let may_read = self.access_of(document).may_read();
        let Some(slot) = self.slots.get_mut(document) else {
            return nothing;
        };
        if !may_read {
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
        Outcome::Done {
            act: 0,
            label: String::new(),
        }
    }

    // ---- who sits here, and where the relay is ----

    fn be(&mut self, person: Option<Id>, label: String) {
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

    fn attached(&mut self, relay: String, token: String) {
        self.setup.relay = Some((relay, token));
        if self.setup.access.is_empty() {
            // Until the relay says more, what is held here was made here.
            self.setup.role = Role::Office;
            self.setup.access = self
                .slots
                .keys()
                .map(|doc| (doc.clone(), Access::Write))
                .collect();
        }
        self.net_start();
    }

    // ---- bundles ----

    fn export(&self) -> (String, Vec<u8>) {
        let title = self.title();
        let documents = self
            .slots
            .iter()
            .map(|(doc, slot)| (doc.clone(), slot.replica.heads(), slot.replica.save()))
            .collect();
        let bytes = bundle::write(&self.setup.production, &title, self.now_ms, documents);
        let name: String = title
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '-' })
            .collect();
        (
            format!(
                "{}.callboard",
                if name.is_empty() { "production" } else { &name }
            ),
            bytes,
        )
    }

    fn import(&mut self, bytes: &[u8]) -> Outcome {
        let bad = |why: String| Outcome::Refused {
            code: RefusedCode::BadFile,
            detail: why,
        };
        let (manifest, documents) = match bundle::read(bytes) {
            Ok(read) => read,
            Err(why) => return bad(why.to_string()),
        };
        if manifest.production != self.setup.production {
            return bad(bundle::BadBundle::OtherProduction(manifest.title).to_string());
        }
        // Read everything before the first document is touched.
        let mut others = Vec::new();
        for (document, bytes) in documents {
            match Replica::load(&bytes, self.actor) {
                Ok(replica) => others.push((document, replica)),
                Err(why) => return bad(why.to_string()),
            }
        }
        let mut changes = 0;
        for (document, other) in others {
            let now_ms = self.now_ms;
            let Some(slot) = self.slot(&document) else {
                continue;
            };
            let mut keys = BTreeSet::new();
            let mut new = Vec::new();
            for sent in other.changes_after(&slot.replica.heads()) {
                if let Ok(taken) = slot.take(&sent.bytes) {
                    keys.extend(taken.keys);
                    new.extend(taken.new);
                }
            }
            slot.recount();
            changes += new.len() as u32;
            if slot.seen.is_none() {
                slot.seen = Some((now_ms, slot.replica.heads()));
            }
            self.refresh(&document, keys);
            self.store(&document, new);
        }
        Outcome::Arrived {
            production: manifest.production,
            title: manifest.title,
            changes,
        }
    }

    /// Makes the four shared documents of a new production and its first records.
    pub fn create(&mut self, request: Request, command: Command, now_ms: i64) -> Vec<Effect> {
        self.now_ms = now_ms;
        for audience in Audience::SHARED {
            let document = DocId::new(&self.setup.production, audience);
            if let Some(slot) = self.slot(&document) {
                slot.seen = Some((now_ms, slot.replica.heads()));
                self.store(&document, Vec::new());
            }
        }
        let outcome = self.act(command);
        self.sign_device();
        self.done(request, outcome);
        self.settle()
    }

    pub(super) fn is_catching_up(&self) -> bool {
        self.slots
            .values()
            .any(|s| s.access.may_read() && !s.subscribed)
    }
}

/// Says whether a record may stand in a document: a record in the wrong one was put there by
/// somebody who may not write the right one, and is not shown.
fn belongs(kind: &Kind, id: &Id, document: &DocId) -> bool {
    match kind.home() {
        None | Some(Home::Personal) => kind.audience(id).is_none_or(|a| a == document.audience),
        Some(_) => kind.audience(id).as_ref() == Some(&document.audience),
    }
}

impl Link {
    /// Says whether edits travel now.
    pub fn is_up(&self) -> bool {
        matches!(self, Self::CatchingUp | Self::Connected)
    }
}
