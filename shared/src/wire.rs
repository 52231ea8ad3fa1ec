//! The frames between a device and the relay: MessagePack maps with named fields over one
//! WebSocket, so that a field can be added without breaking a device that was away for weeks.
//!
//! A session: the device opens `/sync`, sends `Hello` with what it holds, and gets `Welcome`
//! followed by one or more `Tail` for each document it may read. After that it pushes when it
//! has something, and gets `Deliver` for what others pushed.

use serde::{Deserialize, Serialize};

use crate::access::{Access, Role};
use crate::chunk::ChunkHash;
use crate::id::{DocId, Id};

/// The protocol spoken here. A relay takes every version from `PROTOCOL_OLDEST` on.
pub const PROTOCOL: u16 = 1;
pub const PROTOCOL_OLDEST: u16 = 1;

/// The largest frame either side accepts, in bytes: a few of the largest chunks.
pub const FRAME_MAX_BYTES: usize = 16 * 1024 * 1024;
/// A device puts at most this many chunk bytes in one push (one chunk may be larger alone).
pub const PUSH_TARGET_BYTES: usize = 512 * 1024;
/// And at most this many chunks.
pub const PUSH_MAX_CHUNKS: usize = 1000;
/// The relay cuts a tail into frames of about this many bytes.
pub const TAIL_TARGET_BYTES: usize = 1024 * 1024;

/// A snapshot beyond so many bytes goes in frames of so many: a phone takes each at once, and the
/// relay holds no more of it for a slow socket.
pub const SNAPSHOT_PART_BYTES: usize = 4 * 1024 * 1024;
/// The largest snapshot, in bytes: a device holds it in memory to read it. A production of a
/// million changes takes a fifteenth of it.
pub const SNAPSHOT_MAX_BYTES: usize = 256 * 1024 * 1024;

/// Seconds between a device's pings; the relay drops a socket that is silent three times as long.
pub const PING_SECONDS: u64 = 25;

/// Bytes that are written as bytes, not as a list of numbers.
pub type Bytes = serde_bytes::ByteBuf;

/// How far a device has read the log of one document.
///
/// `hash` is the chunk that had `sequence` in that epoch: a relay that was restored from an
/// older copy sees from it that its log is no longer the one the device read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Cursor {
    pub epoch: Id,
    /// The last sequence number of which all before were seen; the first chunk has 1.
    pub sequence: u64,
    pub hash: Option<ChunkHash>,
}

/// A chunk with its place in the log.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Logged {
    pub sequence: u64,
    pub bytes: Bytes,
}

/// Which bytes of a snapshot a frame holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SnapshotPart {
    /// Where they begin.
    pub at: u64,
    /// How many the whole snapshot has.
    pub of: u64,
}

/// From the device to the relay.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum ToRelay {
    /// The first frame: who, and what is held. Answered by `Welcome` and the tails, or `Closed`.
    Hello {
        protocol: u16,
        production: Id,
        token: String,
        /// Where each held document stands; a document without an entry is sent from the start.
        cursors: Vec<(DocId, Cursor)>,
        #[serde(default)]
        build: String,
        /// The device puts snapshots together that come in parts.
        #[serde(default)]
        parts: bool,
    },
    /// Asks for the tail of one document again, after a gap or a `Resync`. Answered by
    /// `Tail`s, or by `Access` with none where there is nothing to read.
    Pull {
        document: DocId,
        cursor: Option<Cursor>,
    },
    /// Chunks to append, in causal order. Answered by `Accepted` or `Refused` with the batch.
    Push {
        document: DocId,
        batch: u64,
        chunks: Vec<Bytes>,
    },
    Ping,
}

/// From the relay to the device.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum FromRelay {
    Welcome {
        epoch: Id,
        role: Role,
        #[serde(default)]
        person: Option<Id>,
        /// What this device may do with each document that exists and that it may read.
        documents: Vec<(DocId, Access)>,
        /// The relay's clock, milliseconds since 1970.
        now_ms: i64,
        /// Other devices connected to this production.
        present: u32,
    },
    /// A piece of a document's log. `snapshot` stands for every chunk up to and including
    /// `snapshot_sequence`; `chunks` follow it or the cursor without a gap.
    Tail {
        document: DocId,
        epoch: Id,
        #[serde(default)]
        snapshot: Option<Bytes>,
        #[serde(default)]
        snapshot_sequence: u64,
        /// `snapshot` is a part: the others come in the tails before and after, in their order and
        /// without chunks before the last. Nothing: it is whole.
        #[serde(default)]
        snapshot_part: Option<SnapshotPart>,
        /// The chunk at `snapshot_sequence`, for the cursor.
        #[serde(default)]
        snapshot_hash: Option<ChunkHash>,
        chunks: Vec<Logged>,
        /// More tails of this document follow.
        more: bool,
        /// The relay's heads of the document after the last piece; empty before it.
        #[serde(default)]
        heads: Vec<ChunkHash>,
        /// The cursor was of another epoch or past the log: forget it, this starts from nothing.
        #[serde(default)]
        restart: bool,
    },
    /// What others appended, or this device in another session.
    Deliver {
        document: DocId,
        epoch: Id,
        chunks: Vec<Logged>,
    },
    /// A push was stored and synced to disk; every chunk's place, in the order of the push.
    /// A chunk that the log held already has its old place.
    Accepted {
        document: DocId,
        batch: u64,
        epoch: Id,
        sequences: Vec<u64>,
    },
    /// Nothing of the batch was stored.
    Refused {
        document: DocId,
        batch: u64,
        code: Refusal,
        /// The place of the offending chunk in the batch, where there is one.
        #[serde(default)]
        chunk: Option<u32>,
    },
    /// This socket fell behind: pull the document again from the cursor.
    Resync {
        document: DocId,
    },
    /// A document's access changed for this device; `Access::None` means: it is gone. One
    /// that became readable is pulled by the device; deliveries may come before that.
    Access {
        document: DocId,
        access: Access,
    },
    /// The relay began a new epoch: every cursor is void, pull and push again.
    Epoch {
        epoch: Id,
    },
    /// Other devices of this production that are connected now.
    Present {
        count: u32,
    },
    /// The relay answers no more on this socket, and why.
    Closed {
        code: Closing,
    },
    Pong {
        now_ms: i64,
    },
}

/// Why a push was refused. The device keeps the edit, shows it, and offers to copy or drop it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The role or the grant does not allow writing this document.
    NotAllowed,
    UnknownDocument,
    /// A chunk is damaged, or not a change at all.
    Damaged,
    /// A chunk or the batch is larger than the relay takes.
    TooLarge,
    /// A chunk is compressed; changes travel as they are.
    Compressed,
    /// A chunk depends on one that the log does not hold: push that first.
    MissingDependency,
    /// The actor has written another chunk with this number: this device's disk was rolled back.
    ForkedActor,
    /// The actor belongs to another device.
    ForeignActor,
    /// The document would begin with another change than the one that every document begins with.
    NotGenesis,
    /// Too much at once; wait and push again.
    Slow,
    /// The relay could not store it (a full disk); the device keeps it and tries again.
    Storage,
}

impl Refusal {
    /// Says whether pushing the same again later can succeed without anyone doing anything.
    pub fn is_passing(self) -> bool {
        matches!(self, Self::Slow | Self::Storage | Self::MissingDependency)
    }
}

/// Why the relay closed a session.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// The token is not, or no longer, one of this production.
    Revoked,
    UnknownProduction,
    /// The app is older than this relay understands: update it.
    ProtocolTooOld,
    /// The relay is older than the app; the app keeps waiting.
    ProtocolTooNew,
    /// A frame could not be read, or came out of turn.
    Malformed,
    TooLarge,
    TooMany,
    /// The relay is stopping; come back soon.
    Stopping,
    Silent,
}

/// Writes a frame.
pub fn encode<T: Serialize>(frame: &T) -> Vec<u8> {
    // Writing these plain types into memory cannot fail; an empty frame is refused as malformed.
    rmp_serde::to_vec_named(frame).unwrap_or_default()
}

/// Reads a frame, or nothing if it is not one. Unknown fields are passed over.
pub fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<T> {
    if bytes.len() > FRAME_MAX_BYTES {
        return None;
    }
    rmp_serde::from_slice(bytes).ok()
}

/// HTTP bodies under `/api`, JSON. All but `NewProduction` and `Join` carry
/// `Authorization: Bearer <token>`.
pub mod http {
    use super::{Deserialize, Id, Role, Serialize};
    use crate::id::DeviceTag;
    use crate::weather::Forecast;

    /// `POST /api/productions`: attaches a production that was made on a device.
    /// Answered by [`Joined`] with role office; 409 if the id is taken.
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct NewProduction {
        pub production: Id,
        pub title: String,
        pub person: Option<Id>,
        pub device: NewDevice,
        /// Asked for where the relay was started with `--create-key`.
        #[serde(default)]
        pub key: Option<String>,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct NewDevice {
        pub tag: DeviceTag,
        /// For people: "Dana's phone".
        pub label: String,
    }

    /// `POST /api/productions/{id}/invitations` (office only). Answered by [`Invitation`].
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct NewInvitation {
        pub role: Role,
        pub person: Option<Id>,
        /// Grants the script beside the role.
        #[serde(default)]
        pub script: bool,
        /// Hours until it expires, 1 to 2160 (90 days).
        pub hours: u32,
    }

    /// A single-use code; the link is `<origin>/join#<production>.<code>` so that no server
    /// log on the way sees it.
    #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
    pub struct Invitation {
        pub id: Id,
        /// Given once, when the invitation is made; the relay keeps only its hash.
        #[serde(default)]
        pub code: Option<String>,
        pub role: Role,
        pub person: Option<Id>,
        #[serde(default)]
        pub script: bool,
        pub expires_ms: i64,
        #[serde(default)]
        pub used_ms: Option<i64>,
    }

    /// `POST /api/join`. Answered by [`Joined`]; 410 if used or expired, 404 if unknown.
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Join {
        pub production: Id,
        pub code: String,
        pub device: NewDevice,
    }

    #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
    pub struct Joined {
        pub production: Id,
        pub title: String,
        pub device: Id,
        pub token: String,
        pub role: Role,
        pub person: Option<Id>,
        #[serde(default)]
        pub script: bool,
    }

    /// One row of `GET /api/productions/{id}/devices` (office only).
    #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
    pub struct Device {
        pub id: Id,
        pub tag: DeviceTag,
        pub label: String,
        pub role: Role,
        pub person: Option<Id>,
        #[serde(default)]
        pub script: bool,
        pub joined_ms: i64,
        /// When it was last connected.
        pub seen_ms: Option<i64>,
        pub connected: bool,
        pub revoked_ms: Option<i64>,
    }

    /// `PATCH /api/productions/{id}/devices/{device}` (office only): any field given is changed.
    /// `DELETE` on the same revokes it. A device may always name and revoke itself, as the device
    /// `self`.
    #[derive(Clone, Debug, Default, Serialize, Deserialize)]
    pub struct ChangeDevice {
        #[serde(default)]
        pub role: Option<Role>,
        #[serde(default)]
        pub script: Option<bool>,
        #[serde(default)]
        pub label: Option<String>,
    }

    /// `GET /api/productions/{id}/mail`: whether the relay sends mail, and as whom.
    #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
    pub struct MailSetup {
        pub from: Option<String>,
    }

    /// `POST /api/productions/{id}/mail` (whoever may issue). Answered by [`MailState`]; handing the
    /// same id over again stores nothing and answers how far it is. `DELETE` on
    /// `mail/{mail}` takes back what has not left; `POST` on `mail/{mail}/now` ends the holding back.
    #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
    pub struct NewMail {
        pub id: Id,
        pub subject: String,
        /// Where answers go.
        #[serde(default)]
        pub reply_to: Option<String>,
        /// Seconds that the relay keeps it back, by its own clock: the rest of the time for undo.
        pub hold_s: u32,
        #[serde(default)]
        pub file_name: String,
        /// A PDF, or nothing; base 64 in JSON.
        #[serde(default, with = "base64_text")]
        pub file: Vec<u8>,
        pub letters: Vec<Letter>,
    }

    #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
    pub struct Letter {
        pub person: Id,
        pub name: String,
        pub address: String,
        pub text: String,
    }

    /// `GET /api/productions/{id}/mail/{mail}`: how far each letter is.
    #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
    pub struct MailState {
        pub letters: Vec<LetterState>,
    }

    #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
    pub struct LetterState {
        pub person: Id,
        /// `queued sent bounced blocked failed taken_back`.
        pub state: String,
        /// What the mail server said last.
        pub said: String,
        pub at_ms: i64,
    }

    /// Bytes in JSON as base 64.
    mod base64_text {
        use base64::Engine;
        use base64::engine::general_purpose::STANDARD;
        use serde::{Deserialize, Deserializer, Serializer, de::Error};

        pub fn serialize<S: Serializer>(bytes: &[u8], s: S) -> Result<S::Ok, S::Error> {
            s.serialize_str(&STANDARD.encode(bytes))
        }

        pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<u8>, D::Error> {
            let text = String::deserialize(d)?;
            STANDARD
                .decode(text)
                .map_err(|_| D::Error::custom("the file is not base 64"))
        }
    }

    /// `GET /api/productions/{id}/weather/source`; 404 where the installation names none.
    #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
    pub struct WeatherSource {
        pub name: String,
    }

    /// `GET /api/productions/{id}/weather?lat=50120000&lon=-5540000&date=2027-05-03`, millionths of
    /// a degree.
    #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
    pub struct Weather {
        /// Who says so.
        pub source: String,
        /// When the source was asked.
        pub fetched_ms: i64,
        pub forecast: Forecast,
    }

    /// Every error answer: a code for programs and a sentence for people.
    #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
    pub struct Problem {
        pub code: String,
        pub message: String,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_comes_back_as_it_was() {
        let frame = ToRelay::Push {
            document: DocId::parse("p:plan").unwrap(),
            batch: 7,
            chunks: vec![Bytes::from(vec![1, 2, 3])],
        };
        assert_eq!(decode::<ToRelay>(&encode(&frame)), Some(frame));
    }

    #[test]
    fn bytes_travel_as_bytes() {
        let frame = ToRelay::Push {
            document: DocId::parse("p:plan").unwrap(),
            batch: 7,
            chunks: vec![Bytes::from(vec![200; 1000])],
        };
        assert!(encode(&frame).len() < 1100);
    }

    #[test]
    fn a_field_from_a_newer_relay_is_passed_over() {
        let newer = serde_json::json!({"t": "pong", "now_ms": 5, "colour": "blue"});
        let bytes = rmp_serde::to_vec_named(&newer).unwrap();
        assert_eq!(
            decode::<FromRelay>(&bytes),
            Some(FromRelay::Pong { now_ms: 5 })
        );
    }
}
