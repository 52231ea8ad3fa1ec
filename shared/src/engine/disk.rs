//! The engine's side of the disk: one write of a document at a time, and what failed goes first
//! in the next one, so that the disk never holds a cursor or a change without what came before.

use super::replica::Replica;
use super::slot::Slot;
use super::state::Engine;
use super::{Acts, Effect, Store, StoredDoc, TabNews};
use crate::chunk::{self, ChunkHash};
use crate::id::DocId;
use crate::wire::{Bytes, Refusal};

/// Chunks beside the snapshot from which on the leading tab writes a new snapshot.
pub(super) const COMPACT_CHUNKS: usize = 600;
/// Milliseconds until a write that the disk did not take is tried again by itself.
const RETRY_MS: i64 = 10_000;

/// What of a document is not on the disk yet.
#[derive(Default)]
pub(super) struct Writing {
    queue: Vec<(ChunkHash, Vec<u8>)>,
    /// The document's standing changed.
    is_stale: bool,
    /// A whole document is to be written: the relay sent one, or the log is long.
    snapshot: Option<Snapshot>,
    /// The write under way, and what it brings.
    ticket: Option<(u64, Batch)>,
    /// Not before this time, after a failure.
    not_before_ms: i64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Snapshot {
    Compaction,
    /// It holds more than the other tabs have.
    News,
}

struct Batch {
    chunks: Vec<(ChunkHash, Vec<u8>)>,
    snapshot: Option<Snapshot>,
    covered: Vec<ChunkHash>,
    acts: Acts,
}

impl Writing {
    /// Says when a failed write is due again.
    pub fn retry_ms(&self) -> Option<i64> {
        (self.not_before_ms > 0 && self.has_work()).then_some(self.not_before_ms)
    }

    fn is_due(&self, now_ms: i64) -> bool {
        self.ticket.is_none() && self.has_work() && now_ms >= self.not_before_ms
    }

    fn has_work(&self) -> bool {
        self.is_stale || self.snapshot.is_some() || !self.queue.is_empty()
    }

    /// Says whether a snapshot that holds what is nowhere else has not reached the disk yet.
    pub fn brings_news(&self) -> bool {
        let under_way = self.ticket.as_ref().and_then(|(_, batch)| batch.snapshot);
        [self.snapshot, under_way].contains(&Some(Snapshot::News))
    }

    /// Forgets what was to be written: the edits were given up.
    pub fn clear(&mut self) {
        self.queue.clear();
    }
}

impl Engine {
    /// Has the disk keep chunks and the document's standing, when the event has been taken in.
    pub(super) fn store(&mut self, document: &DocId, chunks: Vec<(ChunkHash, Vec<u8>)>) {
        let Some(slot) = self.slots.get_mut(document) else {
            return;
        };
        slot.unflushed.extend(chunks.iter().map(|(hash, _)| *hash));
        slot.writing.queue.extend(chunks);
        slot.writing.is_stale = true;
    }

    /// Has the disk keep the document whole: the relay or a file brought it so.
    pub(super) fn store_whole(&mut self, document: &DocId) {
        let Some(slot) = self.slots.get_mut(document) else {
            return;
        };
        slot.writing.snapshot = Some(Snapshot::News);
        self.store(document, Vec::new());
    }

    /// Sends the next write of a document to the disk.
    fn write_out(&mut self, document: &DocId) {
        let ticket = self.next_ticket + 1;
        let Some(slot) = self.slots.get_mut(document) else {
            return;
        };
        self.next_ticket = ticket;
        // Together with the changes: an act is on the disk when what it takes back is.
        let acts = self.history.take_unkept_of(document).unwrap_or_default();
        let writing = &mut slot.writing;
        let chunks = std::mem::take(&mut writing.queue);
        let snapshot = writing.snapshot.take();
        writing.is_stale = false;
        let covered = if snapshot.is_some() {
            slot.logged.clone()
        } else {
            Vec::new()
        };
        // A chunk that waits for its past is in no snapshot.
        let early = |hash: &ChunkHash| slot.early.contains_key(hash);
        let covered: Vec<ChunkHash> = covered.into_iter().filter(|h| !early(h)).collect();
        let store = Store {
            ticket,
            document: document.clone(),
            chunks: chunks
                .iter()
                .filter(|(hash, _)| snapshot.is_none() || early(hash))
                .cloned()
                .collect(),
            meta: slot.meta(),
            is_news: !chunks.is_empty() || snapshot == Some(Snapshot::News),
            snapshot: snapshot.map(|_| (slot.replica.save(), covered.clone())),
            acts: acts.clone(),
        };
        slot.writing.ticket = Some((
            ticket,
            Batch {
                chunks,
                snapshot,
                covered,
                acts,
            },
        ));
        self.effects.push(Effect::Store(store));
    }

    /// Sends every write that is due to the disk, with what it did not take before; one write of a
    /// document at a time.
    pub(super) fn write_due(&mut self) {
        let documents: Vec<DocId> = self
            .slots
            .values()
            .filter(|s| s.writing.is_due(self.now_ms))
            .map(|s| s.document.clone())
            .collect();
        for document in documents {
            self.write_out(&document);
        }
    }

    pub(super) fn stored(&mut self, ticket: u64) {
        let Some(slot) = self.slots.values_mut().find(|s| s.writes(ticket)) else {
            return;
        };
        let Some((_, batch)) = slot.writing.ticket.take() else {
            return;
        };
        slot.writing.not_before_ms = 0;
        for (hash, _) in &batch.chunks {
            slot.unflushed.remove(hash);
        }
        slot.logged.retain(|hash| !batch.covered.contains(hash));
        if batch.snapshot.is_none() {
            slot.logged
                .extend(batch.chunks.iter().map(|(hash, _)| *hash));
        }
        let document = slot.document.clone();
        let is_long = slot.logged.len() > COMPACT_CHUNKS;
        let meta = Box::new(slot.meta());
        let news = if batch.snapshot == Some(Snapshot::News) {
            let bytes = Bytes::from(slot.replica.save());
            Some(TabNews::Snapshot {
                document: document.clone(),
                bytes,
            })
        } else if batch.chunks.is_empty() {
            None
        } else {
            let chunks = batch
                .chunks
                .into_iter()
                .map(|(_, bytes)| Bytes::from(bytes))
                .collect();
            Some(TabNews::Chunks {
                document: document.clone(),
                chunks,
            })
        };
        if is_long && self.is_leader {
            slot.writing.snapshot = Some(Snapshot::Compaction);
        }
        self.not_saved = None;
        self.effects.extend(news.map(Effect::Share));
        if self.is_leader {
            self.effects
                .push(Effect::Share(TabNews::Relay { document, meta }));
        }
    }

    pub(super) fn not_stored(&mut self, ticket: u64, why: String, full: bool) {
        let now_ms = self.now_ms;
        let Some(slot) = self.slots.values_mut().find(|s| s.writes(ticket)) else {
            return;
        };
        let Some((_, batch)) = slot.writing.ticket.take() else {
            return;
        };
        let later = std::mem::replace(&mut slot.writing.queue, batch.chunks);
        slot.writing.queue.extend(later);
        slot.writing.is_stale = true;
        // A snapshot to save room can be made any time; one that brought news must follow.
        if batch.snapshot == Some(Snapshot::News) {
            slot.writing.snapshot = Some(Snapshot::News);
        }
        slot.writing.not_before_ms = now_ms + RETRY_MS;
        self.history.give_back(&batch.acts);
        self.not_saved = Some((why, full));
    }

    /// Returns what the disk has not confirmed and nothing would write any more, now that the
    /// engine is put away. Nobody answers these writes.
    pub fn last_writes(&mut self) -> Vec<Store> {
        let mut stores = Vec::new();
        for slot in self.slots.values_mut() {
            let Some((mut store, acts)) = slot.last_write() else {
                continue;
            };
            self.history.give_back(&acts);
            store.acts = self
                .history
                .take_unkept_of(&store.document)
                .unwrap_or_default();
            stores.push(store);
        }
        stores
    }

    /// Takes in what the disk holds: another tab may have died between writing and telling.
    pub(super) fn reread(&mut self, stored: Vec<StoredDoc>) {
        for stored in stored {
            let document = stored.document.clone();
            let Some(slot) = self.slot(&document) else {
                continue;
            };
            let before = slot.replica.heads();
            if let Some(snapshot) = &stored.snapshot {
                // What cannot be read was counted when this tab started.
                let _ = slot.absorb(snapshot);
            }
            let mut chunks: Vec<_> = stored
                .chunks
                .into_iter()
                .filter_map(|bytes| Some((chunk::verify(&bytes).ok()?, bytes)))
                .collect();
            chunks.sort_by_key(|(header, _)| (header.start_op, header.hash));
            for (header, bytes) in chunks {
                if slot.take(&bytes).is_ok_and(|taken| !taken.new.is_empty()) {
                    slot.logged.push(header.hash);
                }
            }
            slot.recount();
            if slot.replica.heads() != before {
                let bytes = Bytes::from(slot.replica.save());
                self.effects.push(Effect::Share(TabNews::Snapshot {
                    document: document.clone(),
                    bytes,
                }));
                self.refresh_all(&document);
            }
        }
    }

    /// Another tab found nothing unsent and erased the document; this one may have written meanwhile.
    pub(super) fn erased_elsewhere(&mut self, document: &DocId) {
        let brings = self.brings();
        let Some(slot) = self.slots.get_mut(document) else {
            return;
        };
        if slot.edits_waiting(brings) == 0 {
            let is_writing = slot.writing.ticket.is_some();
            self.lose(document);
            if is_writing {
                // What is under way would bring some of it back.
                self.effects.push(Effect::Erase {
                    document: document.clone(),
                });
            }
            return;
        }
        slot.refused = Some(Refusal::NotAllowed);
        self.store_whole(document);
    }

    /// Puts a rebuilt document in the place of one whose refused edits were given up.
    pub(super) fn replace(&mut self, document: &DocId, replica: Replica) {
        let Some(slot) = self.slots.get_mut(document) else {
            return;
        };
        slot.replica = replica;
        slot.recount();
        slot.refused = None;
        slot.unflushed.clear();
        slot.early.clear();
        slot.writing.clear();
        if let Some((_, batch)) = &mut slot.writing.ticket {
            // What is under way is on the disk soon: the snapshot that follows sweeps it out, and
            // no other tab is told.
            slot.logged
                .extend(batch.chunks.drain(..).map(|(hash, _)| hash));
        }
        slot.writing.snapshot = Some(Snapshot::Compaction);
        self.refresh_all(document);
        self.store(document, Vec::new());
    }
}

impl Slot {
    /// The write, and the acts that the write under way carries.
    fn last_write(&mut self) -> Option<(Store, Acts)> {
        let waits = !self.writing.queue.is_empty() || self.writing.snapshot == Some(Snapshot::News);
        if !waits {
            return None;
        }
        // The write under way may fail yet: nothing rests on what the disk does not have.
        let under_way = self.writing.ticket.take();
        let brings_news = [
            self.writing.snapshot,
            under_way.as_ref().and_then(|(_, batch)| batch.snapshot),
        ];
        let snapshot = brings_news.contains(&Some(Snapshot::News));
        let (mut chunks, acts) =
            under_way.map_or_else(Default::default, |(_, batch)| (batch.chunks, batch.acts));
        chunks.append(&mut self.writing.queue);
        let store = Store {
            ticket: 0,
            document: self.document.clone(),
            chunks,
            meta: self.meta(),
            snapshot: snapshot.then(|| (self.replica.save(), Vec::new())),
            is_news: true,
            acts: Acts::default(),
        };
        Some((store, acts))
    }

    fn writes(&self, ticket: u64) -> bool {
        self.writing
            .ticket
            .as_ref()
            .is_some_and(|(under_way, _)| *under_way == ticket)
    }
}
