//! One document of the engine: its replica, and how it stands with the disk and the relay.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::disk::Writing;
use super::replica::{BadBytes, Replica, Sent};
use super::{DocMeta, StoredDoc};
use crate::access::Access;
use crate::chunk::{self, ChunkHash};
use crate::id::{DeviceTag, DocId};
use crate::wire::{Cursor, Refusal};

pub(super) struct Slot {
    pub document: DocId,
    pub replica: Replica,
    pub cursor: Option<Cursor>,
    pub relay_heads: Vec<ChunkHash>,
    /// Changes the relay has not accepted, in causal order.
    pub outbox: Vec<Sent>,
    /// Chunks that the disk has not confirmed.
    pub unflushed: HashSet<ChunkHash>,
    /// Chunks on the disk beside the snapshot.
    pub logged: Vec<ChunkHash>,
    /// Chunks whose dependencies are not here yet.
    pub early: BTreeMap<ChunkHash, Vec<u8>>,
    /// What is not on the disk yet.
    pub writing: Writing,
    pub in_flight: Option<InFlight>,
    /// The last tail of this session was read: pushes may go.
    pub subscribed: bool,
    pub refused: Option<Refusal>,
    pub access: Access,
    pub seen: Option<(i64, Vec<ChunkHash>)>,
    pub synced_ms: Option<i64>,
    /// Stored chunks that could not be read.
    pub damaged: u32,
    /// A passing refusal: not before this time.
    pub wait_until_ms: i64,
    /// Asked for everything once already in this session, after the relay's heads made no sense.
    pub pulled_all: bool,
}

pub(super) struct InFlight {
    pub batch: u64,
    pub hashes: Vec<ChunkHash>,
}

impl Slot {
    pub fn new(document: DocId, actor: [u8; 16]) -> Result<Self, BadBytes> {
        let replica = Replica::empty(actor)?;
        let mut slot = Self::over(document, replica, DocMeta::default());
        slot.recount();
        Ok(slot)
    }

    fn over(document: DocId, replica: Replica, meta: DocMeta) -> Self {
        Self {
            document,
            replica,
            cursor: meta.cursor,
            relay_heads: meta.relay_heads,
            outbox: Vec::new(),
            unflushed: HashSet::new(),
            logged: Vec::new(),
            early: BTreeMap::new(),
            writing: Writing::default(),
            in_flight: None,
            subscribed: false,
            refused: meta.refused,
            access: Access::None,
            seen: meta.seen,
            synced_ms: meta.synced_ms,
            damaged: 0,
            wait_until_ms: 0,
            pulled_all: false,
        }
    }

    /// Builds a document from the disk. Chunks that cannot be read are counted, not fatal;
    /// then everything is pulled anew.
    pub fn load(stored: StoredDoc, actor: [u8; 16]) -> Result<Self, BadBytes> {
        let mut damaged = 0;
        let replica = match &stored.snapshot {
            Some(snapshot) => match Replica::load(snapshot, actor) {
                Ok(replica) => replica,
                Err(_) => {
                    damaged += 1;
                    Replica::empty(actor)?
                }
            },
            None => Replica::empty(actor)?,
        };
        let mut slot = Self::over(stored.document, replica, stored.meta);
        let mut chunks = Vec::with_capacity(stored.chunks.len());
        for bytes in stored.chunks {
            match chunk::verify(&bytes) {
                Ok(header) => chunks.push((header, bytes)),
                Err(_) => damaged += 1,
            }
        }
        // A change starts behind everything it depends on, so this is a causal order.
        chunks.sort_by_key(|(header, _)| (header.start_op, header.hash));
        for (header, bytes) in chunks {
            slot.logged.push(header.hash);
            if slot.replica.has(&header.hash) {
                continue;
            }
            if !header.deps.iter().all(|dep| slot.replica.has(dep)) {
                slot.early.insert(header.hash, bytes);
            } else if slot.replica.apply(&bytes).is_err() {
                damaged += 1;
            }
        }
        slot.damaged = damaged;
        if damaged > 0 || !slot.early.is_empty() {
            slot.cursor = None;
        }
        slot.recount();
        Ok(slot)
    }

    pub fn meta(&self) -> DocMeta {
        DocMeta {
            cursor: self.cursor.clone(),
            relay_heads: self.relay_heads.clone(),
            refused: self.refused,
            seen: self.seen.clone(),
            synced_ms: self.synced_ms,
        }
    }

    /// Derives the outbox from the relay's heads.
    pub fn recount(&mut self) {
        self.outbox = self.replica.changes_after(&self.relay_heads);
    }

    /// Takes in a chunk from elsewhere, and any that waited for it. Returns what changed and
    /// which chunks are new here; nothing for one whose dependencies are missing.
    pub fn take(&mut self, bytes: &[u8]) -> Result<Taken, BadBytes> {
        let header = chunk::verify(bytes)?;
        let mut taken = Taken::default();
        if self.replica.has(&header.hash) {
            return Ok(taken);
        }
        if !header.deps.iter().all(|dep| self.replica.has(dep)) {
            self.early.insert(header.hash, bytes.to_vec());
            taken.new.push((header.hash, bytes.to_vec()));
            return Ok(taken);
        }
        taken.keys = self.replica.apply(bytes)?;
        taken.new.push((header.hash, bytes.to_vec()));
        loop {
            let ready = self.early.iter().find_map(|(hash, bytes)| {
                let header = chunk::verify(bytes).ok()?;
                header
                    .deps
                    .iter()
                    .all(|d| self.replica.has(d))
                    .then_some(*hash)
            });
            let Some(bytes) = ready.and_then(|hash| self.early.remove(&hash)) else {
                return Ok(taken);
            };
            taken.keys.extend(self.replica.apply(&bytes)?);
            taken.released = true;
        }
    }

    /// Notes that the relay holds a chunk: it leaves the outbox, the heads advance.
    pub fn relay_has(&mut self, hash: ChunkHash, deps: &[ChunkHash]) {
        if !self.relay_heads.contains(&hash) {
            self.relay_heads.retain(|head| !deps.contains(head));
            self.relay_heads.push(hash);
        }
        self.outbox.retain(|sent| sent.hash != hash);
    }

    /// Moves the cursor over a chunk if it is the next one. Says whether chunks between are missing.
    pub fn advance(&mut self, epoch: &crate::id::Id, sequence: u64, hash: ChunkHash) -> bool {
        let at = self
            .cursor
            .as_ref()
            .filter(|c| c.epoch == *epoch)
            .map_or(0, |c| c.sequence);
        if sequence == at + 1 {
            self.cursor = Some(Cursor {
                epoch: epoch.clone(),
                sequence,
                hash: Some(hash),
            });
        }
        sequence > at + 1
    }

    /// Counts the edits that wait for the relay and that this device may bring there.
    pub fn edits_waiting(&self, brings: Brings) -> usize {
        self.outbox
            .iter()
            .filter(|sent| !sent.is_genesis() && brings.may_bring(sent))
            .count()
    }

    /// Lists what may be pushed now, in causal order: on the disk, and resting only on what the
    /// relay has or gets in the same batch.
    pub fn ready(&self, brings: Brings) -> impl Iterator<Item = &Sent> {
        let mut held_back: HashSet<ChunkHash> = HashSet::new();
        self.outbox.iter().filter(move |sent| {
            let may = brings.may_bring(sent)
                && !self.unflushed.contains(&sent.hash)
                && !sent.deps.iter().any(|dep| held_back.contains(dep));
            if !may {
                held_back.insert(sent.hash);
            }
            may
        })
    }

    pub fn is_writable(&self) -> bool {
        self.access.may_write()
    }
}

/// Whose changes a device may bring to the relay.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Brings {
    /// The office brings everyone's: a bundle's, or what a relay lost.
    All,
    /// Everyone else brings their own; another's edit waits for its own device or the office.
    Own(DeviceTag),
}

impl Brings {
    fn may_bring(self, sent: &Sent) -> bool {
        match self {
            Self::All => true,
            Self::Own(tag) => sent.is_genesis() || sent.device == Some(tag),
        }
    }
}

#[derive(Default)]
pub(super) struct Taken {
    pub keys: BTreeSet<super::replica::Key>,
    pub new: Vec<(ChunkHash, Vec<u8>)>,
    /// Chunks that waited for this one are part of the document now.
    pub released: bool,
}
