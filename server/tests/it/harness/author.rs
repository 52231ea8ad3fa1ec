//! Somebody who writes: a real automerge document with an actor of its own.

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, Change, ROOT};
use shared::chunk::ChunkHash;
use shared::id::DeviceTag;
use shared::wire::Bytes;

pub struct Author {
    pub doc: Automerge,
    count: u64,
}

/// The one change that every document starts with.
pub fn genesis() -> Bytes {
    Bytes::from(shared::engine::replica::GENESIS.to_vec())
}

impl Author {
    pub fn with_actor(actor: [u8; 16]) -> Self {
        Self {
            doc: Automerge::new().with_actor(ActorId::from(actor)),
            count: 0,
        }
    }

    /// A run of a device, which knows the genesis.
    pub fn of(tag: DeviceTag, run: u8) -> Self {
        let mut author = Self::with_actor(tag.actor([run; 8]));
        author.reads(&genesis());
        author
    }

    pub fn reads(&mut self, chunk: &[u8]) {
        let change = Change::try_from(chunk).unwrap();
        self.doc.apply_changes([change]).unwrap();
    }

    /// Writes a value and returns the chunk.
    pub fn writes(&mut self, text: &str) -> Bytes {
        self.count += 1;
        let mut tx = self.doc.transaction();
        // Always another value: automerge writes nothing where nothing changes.
        let value = format!("{} {text}", self.count);
        tx.put(ROOT, format!("k{}", self.count % 20), value)
            .unwrap();
        tx.commit_with(CommitOptions::default().with_time(1_700_000_000_000));
        let change = self.doc.get_last_local_change().unwrap();
        Bytes::from(change.raw_bytes().to_vec())
    }

    pub fn writes_many(&mut self, count: usize) -> Vec<Bytes> {
        (0..count)
            .map(|n| self.writes(&format!("line {n}")))
            .collect()
    }

    pub fn heads(&self) -> Vec<ChunkHash> {
        let mut heads: Vec<ChunkHash> = self
            .doc
            .get_heads()
            .iter()
            .map(|head| ChunkHash(head.0))
            .collect();
        heads.sort();
        heads
    }
}

/// The compressed form of a change, which no device sends.
pub fn compressed() -> Bytes {
    let mut author = Author::with_actor([7; 16]);
    author.writes(&"long ".repeat(1000));
    let mut change = author.doc.get_last_local_change().unwrap();
    let bytes = change.bytes().to_vec();
    assert_eq!(bytes[8], 2, "automerge compressed it");
    Bytes::from(bytes)
}
