//! What the page and its engine say to each other over the worker's port.
//!
//! Both programs come from one build, so this may change freely between builds, and is written
//! without names: nothing of it is ever stored or sent elsewhere.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::access::{Access, Audience, Role, Standing};
use crate::blob::{BlobHash, BlobId, Lacks, Waiting};
use crate::command::Command;
use crate::id::{DocId, Id};
use crate::kind::Kind;
use crate::record::{Field, Record, Value};
use crate::wire::{Bytes, Closing, Refusal};

/// Writes a message for the port.
pub fn pack<T: Serialize>(message: &T) -> Vec<u8> {
    // Plain data into memory cannot fail; an empty message is not understood, and dropped.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// Reads a message from the port.
pub fn unpack<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

/// Pairs an answer with its question.
pub type Request = u32;

/// What the page asks of the open production.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Ask {
    /// Answered by `Done`.
    Act(Command),
    /// Takes back an act: the last one, or an older one. Answered by `Done`.
    Undo(Option<u64>),
    /// Does again what was taken back last. Answered by `Done`.
    Redo,
    /// Lists what this device has done, newest first: all of this run, the last of those before.
    /// Answered by `Acts`.
    Acts,
    /// Lists what waits for the relay, newest first. Answered by `Waiting`.
    Waiting,
    /// Lists what others changed since `Seen` was said last. Answered by `News`.
    News,
    /// Gives up the refused edits of a document; the page offered a copy before. Answered by `Done`.
    Drop(DocId),
    /// Everything the holder may read, as one file. Answered by `Bundle`.
    Export,
}

/// From the page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ToEngine {
    /// Opens a production: answered by `Projection`s, then `Changed` where the documents know
    /// better, and `State` whenever it changes.
    Open {
        production: Id,
    },
    /// Closes the open production.
    Close,
    /// Makes a production on this device, with its first records. Answered by `Done`.
    Create {
        request: Request,
        production: Id,
        title: String,
        command: Command,
        /// The person record of whoever sits here.
        me: Option<Id>,
    },
    /// A question to the open production. Answered as it says, or by `Done` where none is open.
    Ask {
        request: Request,
        ask: Ask,
    },
    Seen,
    /// Attaches the open production to the relay that served the app. Answered by `Done`.
    Attach {
        request: Request,
        label: String,
        key: Option<String>,
    },
    /// Joins a production by invitation. Answered by `Done`, then `Productions`.
    Join {
        request: Request,
        production: Id,
        code: String,
        label: String,
    },
    /// A call of the relay's API for the open production, path below `/api/productions/{id}/`.
    /// Answered by `Answer`.
    Call {
        request: Request,
        method: String,
        path: String,
        body: Option<String>,
    },
    /// Reads a bundle: a new production, or merged into the one that is there. Answered by `Done`.
    Import {
        request: Request,
        bytes: Bytes,
    },
    /// Reads the sample's bundle as a production of this device's own. Answered by `Done`.
    Sample {
        request: Request,
        bytes: Bytes,
    },
    /// Takes a production off this device. Answered by `Done`, then `Productions`.
    Forget {
        request: Request,
        production: Id,
    },
    /// Keeps a photo or file on this device, and sends it to the relay when it can be reached.
    /// Answered by `Kept`.
    Keep {
        request: Request,
        document: DocId,
        bytes: Bytes,
    },
    /// The bytes of a photo or file: from this device, or from the relay. Answered by `Blob`.
    Blob {
        request: Request,
        blob: BlobId,
    },
    /// Says who sits at this device.
    Me {
        person: Option<Id>,
    },
    /// Gives this device another name in the open production's list of devices, which is the
    /// relay's. Answered by `Done`, then `Productions`.
    Name {
        request: Request,
        label: String,
    },
    /// The browser says that it is online again: try the relay now.
    Online,
    Offline,
    /// Lists the productions of this device. Answered by `Productions`.
    List,
}

/// From the engine.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum FromEngine {
    /// The engine runs and has read its settings.
    Ready {
        productions: Vec<Card>,
        storage: Storage,
    },
    Productions {
        productions: Vec<Card>,
    },
    /// Records of the production as of its last run, the ones Today needs first, for
    /// [`projection::read`](super::projection::read). After the last part, `Changed` corrects them.
    Projection {
        production: Id,
        bytes: Bytes,
        last: bool,
    },
    /// The documents are loaded; what the page holds is now exact.
    Loaded {
        production: Id,
    },
    /// Records in their new state, whole.
    Changed {
        records: Vec<Record>,
    },
    /// Records that this device may no longer read.
    Gone {
        records: Vec<(Kind, Id)>,
    },
    Done {
        request: Request,
        outcome: Outcome,
    },
    /// Every act of the production that was answered since it was opened is on this device's disk.
    Saved {
        production: Id,
    },
    Acts {
        request: Request,
        acts: Vec<Act>,
        redo: Option<String>,
    },
    Waiting {
        request: Request,
        waiting: Vec<Pending>,
    },
    News {
        request: Request,
        since_ms: Option<i64>,
        news: Vec<News>,
    },
    Answer {
        request: Request,
        status: u16,
        body: String,
    },
    Bundle {
        request: Request,
        name: String,
        bytes: Bytes,
    },
    /// A photo or file is on this device's disk, or there was no room.
    Kept {
        request: Request,
        kept: Result<BlobHash, NotKept>,
    },
    Blob {
        request: Request,
        found: Result<Bytes, Lacks>,
    },
    /// All photos and files of the open production that the relay does not have yet.
    Uploads {
        production: Id,
        waiting: Vec<Waiting>,
    },
    State(SyncState),
}

/// Why a photo or file was not kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NotKept {
    pub why: String,
    /// There is no room on the device.
    pub is_full: bool,
}

/// A production that this device holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Card {
    pub production: Id,
    pub title: String,
    pub opened_ms: i64,
    /// It syncs with a relay.
    pub attached: bool,
    pub me: Option<Id>,
    /// What this device is called there.
    pub label: String,
}

/// What can be said of this device's storage.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Storage {
    Good,
    /// The browser gives no storage (a private window, a blocked site): edits live until the tab closes.
    None {
        why: String,
    },
    /// An app of a newer version wrote here: update this one.
    Newer,
}

/// How an act ended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Outcome {
    /// Done; the number names the act for `Undo`, the label says what was done.
    Done { act: u64, label: String },
    /// An undo did what it could: others have since changed these fields, which were left alone.
    Partly {
        act: u64,
        label: String,
        kept: Vec<Touched>,
    },
    /// A bundle was taken in, or an invitation: the production can be opened now. `changes` counts
    /// what was new here.
    Arrived {
        production: Id,
        title: String,
        changes: u32,
    },
    /// Nothing was changed, and why, as a code for the words of the page and a detail.
    Refused { code: RefusedCode, detail: String },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum RefusedCode {
    /// The role does not allow it.
    NotAllowed,
    /// An issued document is never changed.
    Issued,
    NothingToUndo,
    NothingOpen,
    /// The file is not a bundle, or is damaged; the detail says what.
    BadFile,
    /// The relay cannot be reached.
    NoSignal,
    /// The relay said no; the detail is its sentence.
    Relay,
    Storage,
    NotLoaded,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Touched {
    pub kind: Kind,
    pub id: Id,
    pub field: Field,
}

/// An act that can be taken back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Act {
    pub act: u64,
    pub label: String,
    pub at_ms: i64,
    pub undone: bool,
    pub touched: Vec<Touched>,
}

/// A change that the relay does not have yet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Pending {
    pub document: DocId,
    pub label: String,
    pub at_ms: i64,
    pub refused: Option<Refusal>,
    /// The fields it wrote, not all of many; of the newest changes only.
    pub touched: Vec<Touched>,
}

/// One record that others changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct News {
    pub kind: Kind,
    pub id: Id,
    /// Fields that changed, with the value before.
    pub fields: BTreeMap<Field, Value>,
    pub is_new: bool,
}

/// How this device stands with the relay.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SyncState {
    pub production: Id,
    pub link: Link,
    /// Changes that the relay has not accepted yet.
    pub waiting: u32,
    /// Changes that are not yet on this device's disk.
    pub unsaved: u32,
    /// Other devices of the production that are connected now.
    pub present: u32,
    pub role: Role,
    pub me: Option<Id>,
    /// What the relay allows; empty while the production is alone on this device, where all is allowed.
    pub access: Vec<(DocId, Access)>,
    pub synced_ms: Option<i64>,
    pub attention: Vec<Attention>,
    /// The origin of the relay, for links.
    pub relay: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Link {
    /// Not attached to a relay: it lives on this device.
    Alone,
    Offline {
        since_ms: i64,
    },
    Connecting {
        since_ms: i64,
    },
    /// Connected; reading what others did meanwhile.
    CatchingUp,
    Connected,
}

/// Something that someone must look at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Attention {
    /// The device could not write: full, private mode, or broken. The edits are kept in memory.
    NotSaved { why: String, full: bool },
    /// The relay refused edits to a document.
    Refused {
        document: DocId,
        code: Refusal,
        count: u32,
    },
    /// The relay ended the session for good.
    Closed { code: Closing },
    /// Stored bytes of a document could not be read; what could be is shown.
    Damaged { document: DocId, chunks: u32 },
}

impl SyncState {
    /// The state of a production that no relay knows.
    pub fn alone(production: Id, me: Option<Id>) -> Self {
        Self {
            production,
            link: Link::Alone,
            waiting: 0,
            unsaved: 0,
            present: 0,
            role: Role::Office,
            me,
            access: Vec::new(),
            synced_ms: None,
            attention: Vec::new(),
            relay: None,
        }
    }

    /// Says what may be done with the document of an audience.
    pub fn may(&self, audience: &Audience) -> Access {
        if self.link == Link::Alone {
            return Access::Write;
        }
        let known = self
            .access
            .iter()
            .find(|(doc, _)| doc.audience == *audience);
        match known {
            Some((_, access)) => *access,
            // A person's own document is made by the first who writes there.
            None if matches!(audience, Audience::Personal(_)) => {
                let standing = Standing {
                    role: self.role,
                    person: self.me.clone(),
                    script: false,
                };
                standing.access(audience)
            }
            None => Access::None,
        }
    }
}
