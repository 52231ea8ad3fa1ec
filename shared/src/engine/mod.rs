//! The replica as a state machine: events in, effects out, no I/O (DESIGN 5).
//!
//! One [`Engine`] holds the documents of one production. Whoever runs it (the worker, the
//! simulation) performs its [`Effect`]s against a disk and a network and tells it what happened.
//! **No chunk is sent before the disk has it.**

mod acts;
pub mod bundle;
mod carry;
mod disk;
mod grant;
mod history;
pub mod journal;
mod link;
mod outbox;
pub mod projection;
pub mod protocol;
mod reader;
mod records;
pub mod replica;
mod slot;
mod state;
mod tabs;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::chunk::ChunkHash;
use crate::id::{DeviceTag, DocId, Id};
use crate::wire::{Bytes, Cursor, Refusal};

pub use history::Acts;
use protocol::{Ask, FromEngine, Request};
pub use reader::book_of_file;
pub use state::{Engine, Setup};

/// What happened.
#[derive(Debug)]
pub enum Event {
    /// The page asks something.
    Ask {
        request: Request,
        ask: Ask,
    },
    Seen,
    /// A bundle's bytes, checked to be of this production.
    Import {
        request: Request,
        bytes: Vec<u8>,
    },
    Me {
        person: Option<Id>,
        label: String,
    },
    /// The production was attached to a relay, or joined through one.
    Attached {
        relay: String,
        token: String,
    },
    /// This tab speaks with the relay for all tabs of the device from now on. Where another did
    /// before, with what the disk holds now.
    Lead {
        stored: Vec<StoredDoc>,
    },
    /// The disk has what the ticket asked for.
    Stored {
        ticket: u64,
    },
    /// The disk did not take it; nothing of the ticket is stored.
    NotStored {
        ticket: u64,
        why: String,
        full: bool,
    },
    /// Another tab of this device stored something.
    Tab(TabNews),
    /// The socket is open.
    Up,
    /// The socket is closed, or could not be opened.
    Down,
    Frame(Vec<u8>),
    /// The browser says there is a network again.
    Online,
    Offline,
    /// The time that was asked for with `Wake` has come, or any other.
    Tick,
}

/// What is to be done.
#[derive(Debug)]
pub enum Effect {
    /// Writes in one transaction, then answers `Stored` or `NotStored` with the ticket.
    Store(Store),
    /// Deletes a document and all of its chunks from the disk.
    Erase {
        document: DocId,
    },
    Tell(FromEngine),
    Connect {
        relay: String,
    },
    Disconnect,
    Send(Vec<u8>),
    /// Tells the other tabs of this device.
    Share(TabNews),
    /// Calls back with `Tick` at this time, milliseconds since 1970; a later one replaces an earlier one.
    Wake {
        at_ms: i64,
    },
    /// Keeps acts that no write of a document carries, and forgets others: what `Engine::recall` is
    /// given at the next start.
    Remember(Acts),
    /// The records changed since the projection was last stored: store it when there is time.
    Project,
}

/// One transaction of the disk.
#[derive(Debug, Clone)]
pub struct Store {
    pub ticket: u64,
    pub document: DocId,
    pub chunks: Vec<(ChunkHash, Vec<u8>)>,
    pub meta: DocMeta,
    /// A snapshot, and the chunks it makes superfluous.
    pub snapshot: Option<(Vec<u8>, Vec<ChunkHash>)>,
    /// It brings what the records stored for the next open may lack.
    pub is_news: bool,
    /// What these changes did, to be kept as [`Effect::Remember`] keeps it.
    pub acts: Acts,
}

/// What is kept beside a document's chunks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DocMeta {
    pub cursor: Option<Cursor>,
    /// The heads of what the relay holds, as far as this device knows.
    #[serde(default)]
    pub relay_heads: Vec<ChunkHash>,
    #[serde(default)]
    pub refused: Option<Refusal>,
    /// The heads that the user has seen, and when.
    #[serde(default)]
    pub seen: Option<(i64, Vec<ChunkHash>)>,
    #[serde(default)]
    pub synced_ms: Option<i64>,
}

/// A document as the disk holds it.
#[derive(Debug, Clone)]
pub struct StoredDoc {
    pub document: DocId,
    pub snapshot: Option<Vec<u8>>,
    pub chunks: Vec<Vec<u8>>,
    pub meta: DocMeta,
}

/// What one tab tells the others after it was stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum TabNews {
    Chunks {
        document: DocId,
        chunks: Vec<Bytes>,
    },
    /// A whole document: the leading tab took it from the relay.
    Snapshot {
        document: DocId,
        bytes: Bytes,
    },
    /// The leading tab's standing with the relay.
    Relay {
        document: DocId,
        meta: Box<DocMeta>,
    },
    State(Box<protocol::SyncState>),
    Attached {
        relay: String,
        token: String,
    },
    Me {
        person: Option<Id>,
        label: String,
    },
    Erased {
        document: DocId,
    },
    /// Edits that the relay refused were given up. A tab of an older build does not know the word,
    /// and passes over it.
    Dropped {
        document: DocId,
        chunks: Vec<ChunkHash>,
    },
    /// A tab that just started asks the leading tab for its state.
    Who,
}

/// The actor that this run writes as.
pub fn actor_of_run(device: DeviceTag, fresh: [u8; 8]) -> [u8; 16] {
    device.actor(fresh)
}
