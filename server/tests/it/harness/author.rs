//! Somebody who writes: a real automerge document with an actor of its own.

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, Change, ObjType, ROOT};
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

    /// Writes a text letter by letter, as a paste into a script is.
    pub fn pastes(&mut self, text: &str) -> Bytes {
        let mut tx = self.doc.transaction();
        let object = tx.put_object(ROOT, "text", ObjType::Text).unwrap();
        tx.splice_text(&object, 0, 0, text).unwrap();
        tx.commit_with(CommitOptions::default().with_time(1_700_000_000_000));
        let change = self.doc.get_last_local_change().unwrap();
        Bytes::from(change.raw_bytes().to_vec())
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

/// A first change behind the genesis that says in some hundred bytes that it has so many
/// operations, from 2^14 to 2^20: run-length columns.
pub fn of_many_operations(tag: DeviceTag, run: u8, count: u32) -> Bytes {
    use sha2::{Digest, Sha256};
    let many = [
        (count & 0x7f) as u8 | 0x80,
        (count >> 7 & 0x7f) as u8 | 0x80,
        (count >> 14) as u8,
    ];
    assert!((1..0x40).contains(&many[2]), "three bytes of seven bits");
    let mut body = vec![1];
    body.extend(shared::log::GENESIS.0);
    body.push(16);
    body.extend(tag.actor([run; 8]));
    // Its number, where its operations start (257), its time, no message, no other actors.
    body.extend([1, 0x81, 0x02, 0, 0, 0]);
    let with = |tail: &[u8]| [&many, tail].concat();
    // Key, insert, action, kind of value, count of predecessors.
    let columns = [
        (0x15u8, with(&[1, b'k'])),
        (0x34, many.to_vec()),
        (0x42, with(&[1])),
        (0x56, with(&[0])),
        (0x70, with(&[0])),
    ];
    body.push(columns.len() as u8);
    for (kind, column) in &columns {
        body.extend([*kind, column.len() as u8]);
    }
    for (_, column) in &columns {
        body.extend(column);
    }
    let mut hashed = vec![1, u8::try_from(body.len()).unwrap()];
    assert!(hashed[1] < 0x80, "a length of one byte");
    hashed.extend(body);
    let mut bytes = vec![0x85, 0x6f, 0x4a, 0x83];
    bytes.extend(&Sha256::digest(&hashed)[..4]);
    bytes.extend(hashed);
    Bytes::from(bytes)
}
