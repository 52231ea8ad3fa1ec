//! One document of the engine: its replica, and how it stands with the disk and the relay.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::disk::Writing;
use super::outbox::{Outbox, Whose};
use super::replica::{About, BadBytes, READ_AHEAD, Replica};
use super::{DocMeta, StoredDoc};
use crate::access::Access;
use crate::chunk::{self, ChunkHash};
use crate::id::{DeviceTag, DocId, Id};
use crate::wire::{Cursor, PUSH_MAX_CHUNKS, PUSH_TARGET_BYTES, Refusal};

pub(super) struct Slot {
    pub document: DocId,
    pub replica: Replica,
    pub cursor: Option<Cursor>,
    pub relay_heads: Vec<ChunkHash>,
    /// This device: its changes are its own.
    device: Option<DeviceTag>,
    pub tie: Tie,
    /// Changes the relay has not accepted; nothing while there is no relay.
    pub outbox: Outbox,
    /// Bytes of the changes that go next.
    ahead: HashMap<ChunkHash, Vec<u8>>,
    /// Chunks as the disk gave them, until the other tabs were told.
    pub untold: Vec<(ChunkHash, Vec<u8>)>,
    /// Chunks that the disk has not confirmed.
    pub unflushed: HashSet<ChunkHash>,
    /// Chunks on the disk beside the snapshot.
    pub logged: Vec<ChunkHash>,
    /// Chunks whose dependencies are not here yet.
    pub early: BTreeMap<ChunkHash, Vec<u8>>,
    /// What is not on the disk yet.
    pub writing: Writing,
    pub in_flight: Option<InFlight>,
    /// A snapshot of the relay's of which some parts are here.
    pub arriving: Option<Arriving>,
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

/// Whether a production has a relay.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tie {
    /// It lives on this device: nothing waits for anything.
    Alone,
    Relay,
}

pub(super) struct InFlight {
    pub batch: u64,
    pub hashes: Vec<ChunkHash>,
}

/// The first bytes of a snapshot, and which one it is.
pub(super) struct Arriving {
    pub epoch: Id,
    pub sequence: u64,
    pub bytes: Vec<u8>,
}

impl Slot {
    pub fn new(document: DocId, actor: [u8; 16], tie: Tie) -> Result<Self, BadBytes> {
        let replica = Replica::empty(actor)?;
        let mut slot = Self::over(document, replica, DocMeta::default(), tie);
        slot.recount();
        Ok(slot)
    }

    fn over(document: DocId, replica: Replica, meta: DocMeta, tie: Tie) -> Self {
        Self {
            document,
            device: DeviceTag::of_actor(&replica.actor()),
            replica,
            tie,
            cursor: meta.cursor,
            relay_heads: meta.relay_heads,
            outbox: Outbox::default(),
            ahead: HashMap::new(),
            untold: Vec::new(),
            unflushed: HashSet::new(),
            logged: Vec::new(),
            early: BTreeMap::new(),
            writing: Writing::default(),
            in_flight: None,
            arriving: None,
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
    pub fn load(stored: StoredDoc, actor: [u8; 16], tie: Tie) -> Result<Self, BadBytes> {
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
        let mut slot = Self::over(stored.document, replica, stored.meta, tie);
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
            } else {
                slot.untold.push((header.hash, bytes));
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
        self.outbox = Outbox::default();
        self.ahead.clear();
        if self.tie == Tie::Alone {
            return;
        }
        let device = self.device;
        for (hash, about) in self.replica.changes_after(&self.relay_heads) {
            self.outbox.push(hash, whose(device, &about));
        }
    }

    /// Notes that a change which is part of the document now waits for the relay.
    pub fn enlist(&mut self, hash: ChunkHash) {
        if self.tie == Tie::Relay
            && let Some(about) = self.replica.about(&hash)
        {
            self.outbox.push(hash, whose(self.device, &about));
        }
    }

    /// Takes the leading tab's word for what the relay holds.
    pub fn relay_heads_are(&mut self, heads: Vec<ChunkHash>) {
        let before = std::mem::replace(&mut self.relay_heads, heads);
        // From the new heads down to what the relay had: there the old heads must be met.
        let mut met = HashSet::new();
        let mut open = self.relay_heads.clone();
        while let Some(hash) = open.pop() {
            if self.outbox.remove(&hash) {
                open.extend(self.replica.about(&hash).into_iter().flat_map(|a| a.deps));
            } else {
                met.insert(hash);
            }
        }
        if !before.iter().all(|head| met.contains(head)) || !self.knows_relay_heads() {
            self.recount();
        }
    }

    /// Says whether the document holds all that the relay holds, so that what is new here is
    /// new to the relay.
    pub fn knows_relay_heads(&self) -> bool {
        self.relay_heads.iter().all(|head| self.replica.has(head))
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
        self.release(&mut taken)?;
        Ok(taken)
    }

    /// Takes in what waited for something that is here now.
    fn release(&mut self, taken: &mut Taken) -> Result<(), BadBytes> {
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
                return Ok(());
            };
            taken.keys.extend(self.replica.apply(&bytes)?);
            taken.released = true;
        }
    }

    /// Takes in a whole saved document; everything is then to be read anew.
    pub fn absorb(&mut self, bytes: &[u8]) -> Result<(), BadBytes> {
        self.join(Replica::load(bytes, self.replica.actor())?)
    }

    /// Takes in another replica whole; everything is then to be read anew.
    pub fn join(&mut self, other: Replica) -> Result<(), BadBytes> {
        self.replica.join(other)?;
        let released = self.release(&mut Taken::default());
        self.recount();
        released
    }

    /// Notes that the relay holds a chunk: it leaves the outbox, the heads advance.
    pub fn relay_has(&mut self, hash: ChunkHash, deps: &[ChunkHash]) {
        if !self.relay_heads.contains(&hash) {
            self.relay_heads.retain(|head| !deps.contains(head));
            self.relay_heads.push(hash);
        }
        self.outbox.remove(&hash);
    }

    /// Moves the cursor over a chunk if it is the next one. Says whether chunks between are missing.
    pub fn advance(&mut self, epoch: &Id, sequence: u64, hash: ChunkHash) -> bool {
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
        self.outbox.edits(brings)
    }

    /// Lists what may be pushed next, in causal order: on the disk, and resting only on what the
    /// relay has or gets before it.
    fn ready(&self, brings: Brings) -> Vec<ChunkHash> {
        let mut ready = Vec::new();
        let mut going: HashSet<ChunkHash> = HashSet::new();
        for hash in self.outbox.in_order(brings) {
            if ready.len() == READ_AHEAD {
                break;
            }
            let is_free = |dep: &ChunkHash| !self.outbox.has(dep) || going.contains(dep);
            let Some(about) = self.replica.about(hash) else {
                continue;
            };
            if !self.unflushed.contains(hash) && about.deps.iter().all(is_free) {
                going.insert(*hash);
                ready.push(*hash);
            }
        }
        ready
    }

    /// Takes what goes in the next push, in causal order and as much as one push may hold.
    pub fn next_batch(&mut self, brings: Brings) -> Vec<(ChunkHash, Vec<u8>)> {
        let ready = self.ready(brings);
        let mut batch = Vec::new();
        let mut size_bytes = 0;
        for (n, hash) in ready.iter().enumerate().take(PUSH_MAX_CHUNKS) {
            if !self.ahead.contains_key(hash) {
                // Reading changes out of a document costs with its size, hardly with their number.
                self.ahead = self.replica.chunks(&ready[n..]);
            }
            let Some(bytes) = self.ahead.remove(hash) else {
                break;
            };
            if !batch.is_empty() && size_bytes + bytes.len() > PUSH_TARGET_BYTES {
                self.ahead.insert(*hash, bytes);
                break;
            }
            size_bytes += bytes.len();
            batch.push((*hash, bytes));
        }
        batch
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
    Own,
}

fn whose(device: Option<DeviceTag>, about: &About) -> Whose {
    if about.is_genesis() {
        Whose::Nobodys
    } else if about.device.is_some() && about.device == device {
        Whose::Own
    } else {
        Whose::Others
    }
}

#[derive(Default)]
pub(super) struct Taken {
    pub keys: BTreeSet<super::replica::Key>,
    pub new: Vec<(ChunkHash, Vec<u8>)>,
    /// Chunks that waited for this one are part of the document now.
    pub released: bool,
}
