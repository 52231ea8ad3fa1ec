//! The engine's side of the wire: connecting, pulling, pushing, and what the relay refuses.

use super::Effect;
use super::protocol::Link;
use super::slot::{Arriving, InFlight};
use super::state::Engine;
use crate::access::{Access, Role};
use crate::chunk::{self, ChunkHash};
use crate::id::{DocId, Id};
use crate::wire::{
    self, Bytes, Closing, Cursor, FromRelay, Logged, PING_SECONDS, PROTOCOL, Refusal,
    SNAPSHOT_MAX_BYTES, SnapshotPart, ToRelay,
};

const RETRY_FIRST_MS: i64 = 1_000;
const RETRY_MAX_MS: i64 = 30_000;
const PING_MS: i64 = PING_SECONDS as i64 * 1000;
/// No frame for this long: the line is dead although nobody closed it.
const SILENCE_MS: i64 = PING_MS * 2 + 10_000;
/// How long a passing refusal holds a document's pushes back.
const REFUSED_WAIT_MS: i64 = 3_000;

/// The line to the relay.
pub(super) struct Net {
    pub phase: Phase,
    pub closed: Option<Closing>,
    pub present: u32,
    pub offline_since_ms: i64,
    retry_ms: i64,
    heard_ms: i64,
    pinged_ms: i64,
    next_batch: u64,
    jitter: u64,
    epoch: Option<Id>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Phase {
    /// Nothing is tried before this time.
    Down {
        next_ms: i64,
    },
    Connecting,
    /// `Hello` is sent.
    Greeting,
    Up,
}

/// Says whether trying again is useless.
pub(super) fn is_final(code: Closing) -> bool {
    matches!(code, Closing::Revoked | Closing::UnknownProduction)
}

impl Net {
    pub fn new(fresh: [u8; 8], now_ms: i64) -> Self {
        Self {
            phase: Phase::Down { next_ms: 0 },
            closed: None,
            present: 0,
            offline_since_ms: now_ms,
            retry_ms: RETRY_FIRST_MS,
            heard_ms: now_ms,
            pinged_ms: now_ms,
            next_batch: 0,
            jitter: u64::from_le_bytes(fresh) | 1,
            epoch: None,
        }
    }

    pub fn link(&self, _now_ms: i64, catching_up: bool) -> Link {
        match self.phase {
            Phase::Down { .. } => Link::Offline {
                since_ms: self.offline_since_ms,
            },
            Phase::Connecting | Phase::Greeting => Link::Connecting {
                since_ms: self.offline_since_ms,
            },
            Phase::Up if catching_up => Link::CatchingUp,
            Phase::Up => Link::Connected,
        }
    }

    /// The next time something is due.
    pub fn wake_ms(&self, now_ms: i64, held_until_ms: Option<i64>) -> Option<i64> {
        if self.closed.is_some_and(is_final) {
            return None;
        }
        Some(match self.phase {
            Phase::Down { next_ms } => next_ms.max(now_ms + 1),
            Phase::Connecting | Phase::Greeting => self.heard_ms + SILENCE_MS,
            Phase::Up => {
                let due = (self.pinged_ms + PING_MS).min(self.heard_ms + SILENCE_MS);
                held_until_ms.map_or(due, |held| due.min(held))
            }
        })
    }

    // Spreads the devices that all lost the relay at one moment.
    fn backoff(&mut self, now_ms: i64) {
        self.jitter = self
            .jitter
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let spread = (self.jitter >> 40) as i64 % (self.retry_ms / 2 + 1);
        self.phase = Phase::Down {
            next_ms: now_ms + self.retry_ms / 2 + spread,
        };
        self.retry_ms = (self.retry_ms * 2).min(RETRY_MAX_MS);
    }
}

impl Engine {
    pub(super) fn net_start(&mut self) {
        if matches!(self.net.phase, Phase::Down { .. }) {
            self.net.phase = Phase::Down {
                next_ms: self.now_ms,
            };
        }
    }

    pub(super) fn net_online(&mut self) {
        self.net.retry_ms = RETRY_FIRST_MS;
        self.net_start();
    }

    pub(super) fn net_offline(&mut self) {
        if !matches!(self.net.phase, Phase::Down { .. }) {
            self.effects.push(Effect::Disconnect);
            self.net_down();
        }
    }

    /// Does what is due: connects, pings, gives up on a dead line.
    pub(super) fn net_tick(&mut self) {
        let Some((relay, _)) = &self.setup.relay else {
            return;
        };
        if !self.is_leader || self.net.closed.is_some_and(is_final) {
            return;
        }
        let now = self.now_ms;
        match self.net.phase {
            Phase::Down { next_ms } if now >= next_ms => {
                self.net.phase = Phase::Connecting;
                self.net.heard_ms = now;
                self.effects.push(Effect::Connect {
                    relay: relay.clone(),
                });
            }
            Phase::Down { .. } => {}
            _ if now >= self.net.heard_ms + SILENCE_MS => {
                self.effects.push(Effect::Disconnect);
                self.net_down();
            }
            Phase::Up if now >= self.net.pinged_ms + PING_MS => {
                self.net.pinged_ms = now;
                self.send(&ToRelay::Ping);
            }
            _ => {}
        }
    }

    pub(super) fn net_up(&mut self) {
        let Some((_, token)) = &self.setup.relay else {
            return;
        };
        if self.net.phase != Phase::Connecting {
            return;
        }
        self.net.phase = Phase::Greeting;
        self.net.heard_ms = self.now_ms;
        self.net.pinged_ms = self.now_ms;
        let cursors = self
            .slots
            .values()
            .filter_map(|slot| Some((slot.document.clone(), slot.cursor.clone()?)))
            .collect();
        let hello = ToRelay::Hello {
            protocol: PROTOCOL,
            production: self.setup.production.clone(),
            token: token.clone(),
            cursors,
            build: env!("CARGO_PKG_VERSION").into(),
            parts: true,
        };
        self.send(&hello);
    }

    pub(super) fn net_down(&mut self) {
        if matches!(self.net.phase, Phase::Up) {
            self.net.offline_since_ms = self.now_ms;
        }
        self.net.present = 0;
        self.net.backoff(self.now_ms);
        for slot in self.slots.values_mut() {
            slot.in_flight = None;
            slot.arriving = None;
            slot.subscribed = false;
            slot.pulled_all = false;
        }
    }

    fn send(&mut self, frame: &ToRelay) {
        self.effects.push(Effect::Send(wire::encode(frame)));
    }

    pub(super) fn net_frame(&mut self, bytes: &[u8]) {
        if matches!(self.net.phase, Phase::Down { .. } | Phase::Connecting) {
            return;
        }
        self.net.heard_ms = self.now_ms;
        let Some(frame) = wire::decode::<FromRelay>(bytes) else {
            // A frame of a newer relay that this version does not know is passed over.
            return;
        };
        match frame {
            FromRelay::Welcome {
                epoch,
                role,
                person,
                documents,
                present,
                ..
            } => {
                self.welcome(epoch, role, person, documents, present);
            }
            FromRelay::Tail {
                document,
                epoch,
                snapshot,
                snapshot_sequence,
                snapshot_part,
                snapshot_hash,
                chunks,
                more,
                heads,
                restart,
            } => {
                let snapshot = match (snapshot, snapshot_part) {
                    (Some(bytes), Some(part)) => {
                        let sequence = snapshot_sequence;
                        let whole = self.gather(&document, &epoch, sequence, part, &bytes, restart);
                        let Some(whole) = whole else { return };
                        Some(Bytes::from(whole))
                    }
                    (snapshot, _) => snapshot,
                };
                let snapshot = snapshot.map(|bytes| (bytes, snapshot_sequence, snapshot_hash));
                self.tail(
                    &document,
                    &epoch,
                    snapshot,
                    chunks,
                    (!more).then_some(heads),
                    restart,
                );
            }
            FromRelay::Deliver {
                document,
                epoch,
                chunks,
            } => self.delivered(&document, &epoch, chunks),
            FromRelay::Accepted {
                document,
                batch,
                epoch,
                sequences,
            } => {
                self.accepted(&document, batch, &epoch, &sequences);
            }
            FromRelay::Refused {
                document,
                batch,
                code,
                ..
            } => self.push_refused(&document, batch, code),
            FromRelay::Resync { document } => self.pull(&document, false),
            FromRelay::Access { document, access } => self.access_changed(&document, access),
            FromRelay::Epoch { epoch } => self.new_epoch(epoch),
            FromRelay::Present { count } => self.net.present = count,
            FromRelay::Closed { code } => {
                self.net.closed = Some(code);
                self.effects.push(Effect::Disconnect);
                self.net_down();
                if matches!(code, Closing::ProtocolTooOld | Closing::ProtocolTooNew) {
                    self.net.phase = Phase::Down {
                        next_ms: self.now_ms + RETRY_MAX_MS,
                    };
                }
            }
            FromRelay::Pong { .. } => {}
        }
    }

    fn welcome(
        &mut self,
        epoch: Id,
        role: Role,
        person: Option<Id>,
        documents: Vec<(DocId, Access)>,
        present: u32,
    ) {
        self.net.phase = Phase::Up;
        self.net.closed = None;
        self.net.retry_ms = RETRY_FIRST_MS;
        self.net.present = present;
        self.net.epoch = Some(epoch);
        self.setup.role = role;
        if self.setup.me.is_none() {
            self.setup.me = person;
        }
        let mine = |doc: &DocId| doc.production == self.setup.production;
        let documents: Vec<(DocId, Access)> =
            documents.into_iter().filter(|(doc, _)| mine(doc)).collect();
        self.setup.access.clone_from(&documents);
        for (document, access) in documents {
            if let Some(slot) = self.slot(&document) {
                slot.access = access;
                if access.may_write() && slot.refused == Some(Refusal::NotAllowed) {
                    slot.refused = None;
                }
            }
        }
        let lost: Vec<DocId> = self
            .slots
            .keys()
            .filter(|doc| !self.access_of(doc).may_read())
            .cloned()
            .collect();
        for document in lost {
            self.access_changed(&document, Access::None);
        }
        self.note_forbidden();
    }

    // Edits to a document that may only be read now will never be taken: say so.
    fn note_forbidden(&mut self) {
        let brings = self.brings();
        let forbidden: Vec<DocId> = self
            .slots
            .values()
            .filter(|s| s.access == Access::Read && s.subscribed && s.refused.is_none())
            .filter(|s| s.edits_waiting(brings) > 0)
            .map(|s| s.document.clone())
            .collect();
        for document in forbidden {
            if let Some(slot) = self.slots.get_mut(&document) {
                slot.refused = Some(Refusal::NotAllowed);
            }
            self.store(&document, Vec::new());
        }
    }

    /// Puts a snapshot together that comes in parts; returns it with the last of them. Parts that do
    /// not follow each other are asked for anew.
    fn gather(
        &mut self,
        document: &DocId,
        epoch: &Id,
        sequence: u64,
        part: SnapshotPart,
        bytes: &[u8],
        restart: bool,
    ) -> Option<Vec<u8>> {
        if document.production != self.setup.production || !self.access_of(document).may_read() {
            return None;
        }
        let slot = self.slot(document)?;
        if restart {
            slot.cursor = None;
        }
        if part.at == 0 && part.of <= SNAPSHOT_MAX_BYTES as u64 {
            slot.arriving = Some(Arriving {
                epoch: epoch.clone(),
                sequence,
                bytes: Vec::new(),
            });
        }
        let mut arriving = slot.arriving.take()?;
        let follows = (&arriving.epoch, arriving.sequence) == (epoch, sequence)
            && arriving.bytes.len() as u64 == part.at;
        if !follows {
            self.pull(document, false);
            return None;
        }
        arriving.bytes.extend_from_slice(bytes);
        if arriving.bytes.len() as u64 >= part.of {
            return Some(arriving.bytes);
        }
        slot.arriving = Some(arriving);
        None
    }

    fn tail(
        &mut self,
        document: &DocId,
        epoch: &Id,
        snapshot: Option<(Bytes, u64, Option<ChunkHash>)>,
        chunks: Vec<Logged>,
        heads: Option<Vec<ChunkHash>>,
        restart: bool,
    ) {
        if document.production != self.setup.production || !self.access_of(document).may_read() {
            return;
        }
        let now_ms = self.now_ms;
        let Some(slot) = self.slot(document) else {
            return;
        };
        if restart || slot.cursor.as_ref().is_some_and(|c| c.epoch != *epoch) {
            slot.cursor = None;
        }
        let is_first_sight = slot.synced_ms.is_none() && slot.seen.is_none();
        let mut to_store = Vec::new();
        let mut keys = std::collections::BTreeSet::new();
        let mut anew = false;
        if let Some((bytes, sequence, hash)) = snapshot {
            match slot.absorb(&bytes) {
                Ok(()) => {
                    slot.cursor = Some(Cursor {
                        epoch: epoch.clone(),
                        sequence,
                        hash,
                    });
                    anew = true;
                }
                Err(_) => {
                    slot.damaged += 1;
                    return;
                }
            }
        }
        let mut gap = false;
        for logged in chunks {
            let Ok(header) = chunk::verify(&logged.bytes) else {
                slot.damaged += 1;
                return;
            };
            match slot.take(&logged.bytes) {
                Ok(taken) => {
                    keys.extend(taken.keys);
                    to_store.extend(taken.new);
                }
                Err(_) => slot.damaged += 1,
            }
            gap |= slot.advance(epoch, logged.sequence, header.hash);
        }
        let mut pull_all = false;
        if let Some(heads) = heads {
            if heads.iter().all(|h| slot.replica.has(h)) && !gap {
                slot.relay_heads = heads;
                slot.recount();
                slot.subscribed = true;
                slot.synced_ms = Some(now_ms);
                slot.damaged = 0;
                if is_first_sight {
                    slot.seen = Some((now_ms, slot.replica.heads()));
                }
            } else if !slot.pulled_all {
                pull_all = true;
            }
        }
        if anew {
            self.refresh_all(document);
        } else {
            self.refresh(document, keys);
        }
        self.store(document, to_store);
        if anew {
            self.store_whole(document);
        }
        if pull_all {
            self.pull(document, true);
        }
        self.sign_device();
        self.note_forbidden();
    }

    fn delivered(&mut self, document: &DocId, epoch: &Id, chunks: Vec<Logged>) {
        if document.production != self.setup.production || !self.access_of(document).may_read() {
            return;
        }
        let now_ms = self.now_ms;
        let Some(slot) = self.slot(document) else {
            return;
        };
        let mut keys = std::collections::BTreeSet::new();
        let mut to_store = Vec::new();
        let mut gap = false;
        let mut released = false;
        for logged in chunks {
            let Ok(header) = chunk::verify(&logged.bytes) else {
                gap = true;
                break;
            };
            if slot.advance(epoch, logged.sequence, header.hash) {
                gap = true;
                break;
            }
            match slot.take(&logged.bytes) {
                Ok(taken) => {
                    released |= taken.released;
                    keys.extend(taken.keys);
                    to_store.extend(taken.new);
                }
                Err(_) => slot.damaged += 1,
            }
            slot.relay_has(header.hash, &header.deps);
        }
        if released {
            slot.recount();
        }
        slot.synced_ms = Some(now_ms);
        self.refresh(document, keys);
        self.store(document, to_store);
        if gap {
            self.pull(document, false);
        }
    }

    /// Asks for a document again: from the cursor, or from the start.
    fn pull(&mut self, document: &DocId, from_start: bool) {
        let Some(slot) = self.slots.get_mut(document) else {
            return;
        };
        slot.subscribed = false;
        slot.in_flight = None;
        slot.arriving = None;
        if from_start {
            slot.cursor = None;
            slot.pulled_all = true;
        }
        let cursor = slot.cursor.clone();
        self.send(&ToRelay::Pull {
            document: document.clone(),
            cursor,
        });
    }

    fn new_epoch(&mut self, epoch: Id) {
        if self.net.epoch.as_ref() == Some(&epoch) {
            return;
        }
        self.net.epoch = Some(epoch);
        let documents: Vec<DocId> = self
            .slots
            .values()
            .filter(|s| s.access.may_read())
            .map(|s| s.document.clone())
            .collect();
        for document in documents {
            self.pull(&document, true);
        }
    }

    fn access_changed(&mut self, document: &DocId, access: Access) {
        match self
            .setup
            .access
            .iter_mut()
            .find(|(doc, _)| doc == document)
        {
            Some(entry) => entry.1 = access,
            None if access.may_read() => self.setup.access.push((document.clone(), access)),
            None => {}
        }
        if access.may_read() {
            let is_new = !self.slots.contains_key(document);
            let Some(slot) = self.slot(document) else {
                return;
            };
            slot.access = access;
            if access.may_write() && slot.refused == Some(Refusal::NotAllowed) {
                slot.refused = None;
            }
            if (is_new || !slot.subscribed) && self.net.phase == Phase::Up {
                self.pull(document, false);
            }
            self.note_forbidden();
            return;
        }
        let brings = self.brings();
        let Some(slot) = self.slots.get_mut(document) else {
            return;
        };
        slot.access = Access::None;
        slot.in_flight = None;
        slot.subscribed = false;
        // Its own unsent edits stay until someone copied or dropped them; the rest goes at once.
        if slot.edits_waiting(brings) > 0 {
            slot.refused = Some(Refusal::NotAllowed);
            self.store(document, Vec::new());
        } else {
            self.erase(document);
        }
    }

    /// Pushes what the disk has and the relay has not, one batch a document at a time.
    pub(super) fn push_what_may_go(&mut self) {
        if self.net.phase != Phase::Up {
            return;
        }
        let (now_ms, brings) = (self.now_ms, self.brings());
        let mut frames = Vec::new();
        for slot in self.slots.values_mut() {
            let may = slot.subscribed
                && slot.is_writable()
                && slot.in_flight.is_none()
                && !slot.writing.brings_news()
                && slot.refused.is_none_or(Refusal::is_passing)
                && now_ms >= slot.wait_until_ms;
            if !may {
                continue;
            }
            let batch = slot.next_batch(brings);
            if batch.is_empty() {
                continue;
            }
            let (hashes, chunks) = batch
                .into_iter()
                .map(|(hash, bytes)| (hash, Bytes::from(bytes)))
                .unzip();
            self.net.next_batch += 1;
            let batch = self.net.next_batch;
            slot.in_flight = Some(InFlight { batch, hashes });
            frames.push(ToRelay::Push {
                document: slot.document.clone(),
                batch,
                chunks,
            });
        }
        for frame in frames {
            self.send(&frame);
        }
    }

    fn accepted(&mut self, document: &DocId, batch: u64, epoch: &Id, sequences: &[u64]) {
        let now_ms = self.now_ms;
        let Some(slot) = self.slots.get_mut(document) else {
            return;
        };
        let Some(flight) = slot.in_flight.take_if(|flight| flight.batch == batch) else {
            return;
        };
        let mut gap = false;
        for (hash, sequence) in flight.hashes.iter().zip(sequences) {
            let deps = slot.replica.about(hash).map(|about| about.deps);
            slot.relay_has(*hash, &deps.unwrap_or_default());
            gap |= slot.advance(epoch, *sequence, *hash);
        }
        slot.refused = None;
        slot.synced_ms = Some(now_ms);
        self.store(document, Vec::new());
        if gap {
            self.pull(document, false);
        }
    }

    fn push_refused(&mut self, document: &DocId, batch: u64, code: Refusal) {
        let now_ms = self.now_ms;
        let Some(slot) = self.slots.get_mut(document) else {
            return;
        };
        if slot
            .in_flight
            .take_if(|flight| flight.batch == batch)
            .is_none()
        {
            return;
        }
        slot.refused = Some(code);
        slot.wait_until_ms = now_ms + REFUSED_WAIT_MS;
        if code == Refusal::MissingDependency && !slot.pulled_all {
            // What this device believed of the relay's log is wrong: read it from the start.
            self.pull(document, true);
        } else if !code.is_passing() {
            self.store(document, Vec::new());
        }
    }
}
