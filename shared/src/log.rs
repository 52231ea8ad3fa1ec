//! The pure rule of appending to a document's log: who may, what, and after what.
//!
//! The relay applies it inside its transaction, the simulation against a log in memory.
//! What a chunk says inside is never looked at; only that it can be read at all.

mod weight;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::access::{Audience, Role, Standing};
use crate::chunk::{BadChunk, CHUNK_MAX_BYTES, ChunkHash, Header, verify};
use crate::id::{DeviceTag, DocId};
use crate::wire::{Bytes, PUSH_MAX_CHUNKS, PUSH_TARGET_BYTES, Refusal};

/// The actor of the one fixed change that every document starts with (DESIGN 4).
pub const GENESIS_ACTOR: [u8; 16] = [0; 16];

/// The hash of that change, `engine/genesis.bin`: a document that began with another could never
/// be merged with anybody's.
pub const GENESIS: ChunkHash = ChunkHash([
    0x51, 0x3b, 0x4a, 0x4a, 0x35, 0x9b, 0xfe, 0x29, 0x9b, 0x4e, 0x38, 0xa7, 0x17, 0x80, 0x62, 0x21,
    0x41, 0x6c, 0x46, 0x45, 0x0d, 0xab, 0x0d, 0xea, 0xc3, 0x7b, 0xa1, 0x1e, 0x6e, 0x53, 0x41, 0x70,
]);

/// The most chunk bytes in one push: a device fills it to the target, and the last chunk
/// may be of the largest size.
pub const PUSH_MAX_BYTES: usize = PUSH_TARGET_BYTES + CHUNK_MAX_BYTES;

/// The most operations and predecessors together in one push: pasting a whole script is
/// a tenth of it.
pub const OPERATIONS_MAX: u64 = 1_000_000;

/// The most heads that a push may leave behind. The next change names them all, and one that
/// names more than [`DEPS_MAX`](crate::chunk::DEPS_MAX) can be read by nobody; people who write
/// apart leave one head each.
pub const HEADS_MAX: usize = 1000;

/// The most of them by one device. It writes on top of what it wrote, so that more than one is
/// rare; by itself it must not be able to fill [`HEADS_MAX`] and keep everybody else waiting.
pub const HEADS_PER_DEVICE: usize = 64;

/// Why a push is refused, and the place of the offending chunk in it.
pub type Refused = (Refusal, Option<u32>);

/// Where a chunk stands in a log, and how far its operations count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    pub sequence: u64,
    /// The counter of the chunk's last operation.
    pub max_op: u64,
}

/// What a log knows of itself, for one document.
pub trait Known {
    /// Says whether the document exists, in the production of whoever pushes.
    fn exists(&self) -> bool;
    /// Returns where the chunk stands, if the log holds it.
    fn place(&self, hash: &ChunkHash) -> Option<Place>;
    /// Returns the number of the actor's last chunk in the log, 0 if it wrote none.
    fn last_actor_seq(&self, actor: &[u8]) -> u64;
    /// Returns the largest operation counter in the log, 0 if it is empty.
    fn max_op(&self) -> u64;
    /// Returns the heads of the log.
    fn heads(&self) -> &[ChunkHash];
    /// Returns which device wrote a head. Only asked to count beyond [`HEADS_PER_DEVICE`] heads:
    /// with fewer it may say nothing.
    fn head_author(&self, head: &ChunkHash) -> Option<DeviceTag>;
}

/// A chunk that can be read by every device, whatever log it is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadChunk {
    pub header: Header,
    /// The counter of the last operation; one less than `start_op` where there is none.
    pub max_op: u64,
}

/// A chunk that may be appended, or needs not be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked {
    pub header: Header,
    pub max_op: u64,
    pub place: CheckedPlace,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CheckedPlace {
    /// Gets the next sequence number.
    New,
    /// Stands in the log already and keeps its place.
    Held(u64),
    /// Came earlier in the same push, at this index.
    Repeated(usize),
}

/// Checks a push whole: nothing is stored unless every chunk of it may be.
///
/// # Errors
/// Returns the refusal and the place of the chunk that caused it, if one did.
pub fn check_push(
    standing: &Standing,
    device: DeviceTag,
    document: &DocId,
    chunks: &[Bytes],
    known: &impl Known,
) -> Result<Vec<Checked>, Refused> {
    check_standing(standing, document, known)?;
    check_read(standing, device, document, read_chunks(chunks)?, known)
}

/// Reads every chunk of a push: size, checksum, header, and that automerge can decode it.
/// The slow half of [`check_push`], which needs no log.
///
/// # Errors
/// Returns the refusal and the place of the chunk that caused it, if one did.
pub fn read_chunks(chunks: &[Bytes]) -> Result<Vec<ReadChunk>, Refused> {
    let bytes: usize = chunks.iter().map(|chunk| chunk.len()).sum();
    if chunks.len() > PUSH_MAX_CHUNKS || bytes > PUSH_MAX_BYTES {
        return Err((Refusal::TooLarge, None));
    }
    // All chunks together may claim no more than one: the work is the same.
    let mut claimed = 0u64;
    let read = |(n, chunk): (u32, &Bytes)| {
        let read = read_chunk(chunk).map_err(|code| (code, Some(n)))?;
        claimed += weight::claimed(chunk).unwrap_or(0);
        if claimed > OPERATIONS_MAX {
            return Err((Refusal::TooLarge, Some(n)));
        }
        Ok(read)
    };
    (0..).zip(chunks).map(read).collect()
}

/// Returns how many operations and predecessors chunks claim to have, without reading them. A
/// chunk that cannot be followed claims none; reading refuses it.
pub fn claimed(chunks: &[Bytes]) -> u64 {
    let claimed = chunks.iter().map(|chunk| weight::claimed(chunk));
    claimed.fold(0, |sum, more| sum.saturating_add(more.unwrap_or(0)))
}

/// Reads one chunk.
///
/// # Errors
/// `TooLarge`, `Compressed` or `Damaged`.
pub fn read_chunk(bytes: &[u8]) -> Result<ReadChunk, Refusal> {
    let header = verify(bytes).map_err(|bad| match bad {
        BadChunk::TooLarge => Refusal::TooLarge,
        BadChunk::Compressed => Refusal::Compressed,
        BadChunk::NotAChange | BadChunk::Checksum | BadChunk::Header => Refusal::Damaged,
    })?;
    match weight::claimed(bytes) {
        Some(claimed) if claimed <= OPERATIONS_MAX => {}
        Some(_) => return Err(Refusal::TooLarge),
        None => return Err(Refusal::Damaged),
    }
    // A decoder that panics on hostile bytes must not take the relay down; the bytes are
    // refused either way, and no state outlives the call.
    let decoded = catch_unwind(AssertUnwindSafe(|| {
        let change = automerge::Change::try_from(bytes).ok()?;
        let agrees = change.hash().0 == header.hash.0
            && change.seq() == header.actor_seq
            && change.start_op().get() == header.start_op;
        agrees.then(|| header.start_op - 1 + change.len() as u64)
    }));
    let max_op = decoded.ok().flatten().ok_or(Refusal::Damaged)?;
    if max_op > u64::from(u32::MAX) {
        return Err(Refusal::Damaged);
    }
    Ok(ReadChunk { header, max_op })
}

/// Checks who pushes and whether the document is there.
///
/// # Errors
/// `NotAllowed` before `UnknownDocument`, so that nobody learns which documents exist.
pub fn check_standing(
    standing: &Standing,
    document: &DocId,
    known: &impl Known,
) -> Result<(), Refused> {
    if !standing.access(&document.audience).may_write() {
        return Err((Refusal::NotAllowed, None));
    }
    if !known.exists() && !is_made_by_push(standing, document) {
        return Err((Refusal::UnknownDocument, None));
    }
    Ok(())
}

/// Says whether a push to this document makes it: the office opens a person's own document
/// by writing to it.
pub fn is_made_by_push(standing: &Standing, document: &DocId) -> bool {
    standing.role == Role::Office && matches!(document.audience, Audience::Personal(_))
}

/// Checks chunks that were read against the log. The fast half of [`check_push`].
///
/// # Errors
/// Returns the refusal and the place of the chunk that caused it, if one did.
pub fn check_read(
    standing: &Standing,
    device: DeviceTag,
    document: &DocId,
    chunks: Vec<ReadChunk>,
    known: &impl Known,
) -> Result<Vec<Checked>, Refused> {
    check_standing(standing, document, known)?;
    let mut batch = Batch {
        known,
        device,
        role: standing.role,
        hashes: HashMap::with_capacity(chunks.len()),
        actors: HashMap::new(),
        max_op: known.max_op(),
        heads: authored_heads(known),
    };
    let check = |(n, chunk)| {
        batch
            .check(n, chunk)
            .map_err(|code| (code, u32::try_from(n).ok()))
    };
    let checked = chunks.into_iter().enumerate().map(check);
    let checked = checked.collect::<Result<Vec<Checked>, Refused>>()?;
    check_heads(known, &batch.heads)?;
    Ok(checked)
}

type Heads = HashMap<ChunkHash, Option<DeviceTag>>;

fn authored_heads(known: &impl Known) -> Heads {
    let heads = known.heads().iter();
    heads.map(|head| (*head, known.head_author(head))).collect()
}

/// Refuses what spreads a document further than it may be spread; never what gathers it. That
/// passes with the next change of anybody who read the heads. What counts is how the push ends, so
/// that such a change takes along what its device wrote before it read them.
fn check_heads(known: &impl Known, heads: &Heads) -> Result<(), Refused> {
    if heads.len() <= HEADS_PER_DEVICE {
        return Ok(());
    }
    let slow = Err((Refusal::Slow, None));
    if heads.len() > known.heads().len().max(HEADS_MAX) {
        return slow;
    }
    let (before, after) = (by_device(&authored_heads(known)), by_device(heads));
    let is_spread = |(device, count): (&DeviceTag, &usize)| {
        *count > HEADS_PER_DEVICE && *count > before.get(device).copied().unwrap_or(0)
    };
    if after.iter().any(is_spread) {
        return slow;
    }
    Ok(())
}

fn by_device(heads: &Heads) -> HashMap<DeviceTag, usize> {
    let mut counts = HashMap::new();
    for device in heads.values().flatten() {
        *counts.entry(*device).or_default() += 1;
    }
    counts
}

/// The log as it will stand after the chunks so far.
struct Batch<'a, K> {
    known: &'a K,
    device: DeviceTag,
    role: Role,
    hashes: HashMap<ChunkHash, (usize, u64)>,
    actors: HashMap<Vec<u8>, u64>,
    max_op: u64,
    heads: Heads,
}

impl<K: Known> Batch<'_, K> {
    fn check(&mut self, index: usize, chunk: ReadChunk) -> Result<Checked, Refusal> {
        let place = match self.known.place(&chunk.header.hash) {
            Some(place) => CheckedPlace::Held(place.sequence),
            None => match self.hashes.get(&chunk.header.hash) {
                Some((earlier, _)) => CheckedPlace::Repeated(*earlier),
                None => {
                    self.check_new(&chunk)?;
                    let header = &chunk.header;
                    self.hashes.insert(header.hash, (index, chunk.max_op));
                    self.actors.insert(header.actor.clone(), header.actor_seq);
                    self.max_op = self.max_op.max(chunk.max_op);
                    for dep in &header.deps {
                        self.heads.remove(dep);
                    }
                    let author = DeviceTag::of_actor(&header.actor);
                    self.heads.insert(header.hash, author);
                    CheckedPlace::New
                }
            },
        };
        let ReadChunk { header, max_op } = chunk;
        Ok(Checked {
            header,
            max_op,
            place,
        })
    }

    fn check_new(&self, chunk: &ReadChunk) -> Result<(), Refusal> {
        let header = &chunk.header;
        if header.hash == GENESIS {
            return Ok(());
        }
        self.check_author(header)?;
        // Whatever rests on nothing would be a second beginning of the document.
        if header.deps.is_empty() {
            return Err(Refusal::NotGenesis);
        }
        let mut deps_max_op = 0;
        for dep in &header.deps {
            let max_op = match self.hashes.get(dep) {
                Some((_, max_op)) => *max_op,
                None => {
                    self.known
                        .place(dep)
                        .ok_or(Refusal::MissingDependency)?
                        .max_op
                }
            };
            deps_max_op = deps_max_op.max(max_op);
        }
        let last = match self.actors.get(&header.actor) {
            Some(last) => *last,
            None => self.known.last_actor_seq(&header.actor),
        };
        // An actor's numbers have no gaps in the log, so a number up to the last is taken.
        if header.actor_seq <= last {
            return Err(Refusal::ForkedActor);
        }
        if header.actor_seq > last + 1 {
            return Err(Refusal::MissingDependency);
        }
        // A counter below what it depends on cannot be loaded again by any device, and one
        // far above would use up the counters for everybody.
        if header.start_op <= deps_max_op || header.start_op > self.max_op + 1 {
            return Err(Refusal::Damaged);
        }
        Ok(())
    }

    /// Only the office may bring chunks of others: a bundle, or what a relay lost.
    fn check_author(&self, header: &Header) -> Result<(), Refusal> {
        // No device writes as another: all of it would be kept, and eight bytes of it are read.
        if header.actor.len() != GENESIS_ACTOR.len() {
            return Err(Refusal::ForeignActor);
        }
        if header.actor == GENESIS_ACTOR {
            return Err(match header.actor_seq {
                1 => Refusal::NotGenesis,
                _ => Refusal::ForeignActor,
            });
        }
        let is_own = DeviceTag::of_actor(&header.actor) == Some(self.device);
        if is_own || self.role == Role::Office {
            Ok(())
        } else {
            Err(Refusal::ForeignActor)
        }
    }
}

/// Keeps a document's heads from headers alone: the chunk replaces what it depends on.
/// Heads stay sorted, as automerge returns them.
pub fn advance_heads(heads: &mut Vec<ChunkHash>, header: &Header) {
    heads.retain(|head| !header.deps.contains(head));
    if let Err(at) = heads.binary_search(&header.hash) {
        heads.insert(at, header.hash);
    }
}

#[cfg(test)]
mod tests;
