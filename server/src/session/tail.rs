//! Tails: what a device lacks of a log, in pieces. Each piece is one short read, so that a
//! slow socket never holds the file.

use shared::chunk::ChunkHash;
use shared::id::{DocId, Id};
use shared::wire::{
    Bytes, Closing, Cursor, FRAME_MAX_BYTES, FromRelay, Logged, SNAPSHOT_MAX_BYTES,
    SNAPSHOT_PART_BYTES, SnapshotPart, TAIL_TARGET_BYTES, encode,
};
use sqlx::{Connection, SqliteConnection};

use super::{End, Outlet, refuse_pull};
use crate::relay::Relay;
use crate::socket::Socket;
use crate::store::{DocumentRow, StoreError, chunks, documents, productions, snapshots};

/// Where a tail starts.
#[derive(Clone, Debug, Default)]
pub struct From {
    after: u64,
    is_restart: bool,
    /// The snapshot that is being sent, by its sequence, and how many of its bytes were.
    snapshot: (u64, u64),
}

/// How a device takes a snapshot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Takes {
    /// In one frame, as the first version of the app did.
    Whole,
    Parts,
}

impl From {
    /// From nothing; the device forgets its cursor.
    pub fn restart() -> Self {
        Self {
            is_restart: true,
            ..Self::default()
        }
    }
}

pub enum Start {
    At(From),
    /// The device read, in this very epoch, what the log does not hold.
    Lost,
    Unknown,
}

/// Compares a cursor with the log.
pub async fn start(
    relay: &Relay,
    document: &DocId,
    cursor: Option<&Cursor>,
) -> Result<Start, StoreError> {
    let mut conn = relay.store.read().await?;
    let mut tx = conn.begin().await?;
    let epoch = productions::epoch(&mut tx, &document.production).await?;
    let row = documents::find(&mut tx, document).await?;
    let (Some(epoch), Some(row)) = (epoch, row) else {
        return Ok(Start::Unknown);
    };
    let start = compare(&mut tx, &row, &epoch, cursor).await?;
    tx.commit().await?;
    Ok(start)
}

pub async fn compare(
    conn: &mut SqliteConnection,
    row: &DocumentRow,
    epoch: &Id,
    cursor: Option<&Cursor>,
) -> Result<Start, StoreError> {
    let Some(cursor) = cursor else {
        return Ok(Start::At(From::default()));
    };
    if cursor.epoch != *epoch {
        return Ok(Start::At(From::restart()));
    }
    if cursor.sequence == 0 {
        return Ok(Start::At(From::default()));
    }
    if cursor.sequence > row.last_sequence {
        return Ok(Start::Lost);
    }
    if let Some(hash) = cursor.hash {
        let here = chunks::hash_at(conn, row.row, cursor.sequence).await?;
        if here != Some(hash) {
            return Ok(Start::Lost);
        }
    }
    Ok(Start::At(From {
        after: cursor.sequence,
        ..From::default()
    }))
}

/// Sends everything behind `from`.
pub async fn send<O: Outlet>(
    relay: &Relay,
    socket: &Socket,
    document: &DocId,
    from: From,
    takes: Takes,
    outlet: &mut O,
) -> Result<(), End> {
    let mut from = from;
    loop {
        let Some(piece) = read(relay, document, &from, takes).await? else {
            return refuse_pull(document, outlet).await;
        };
        if !socket.may_read(&document.audience) {
            return Ok(());
        }
        if piece.is_too_large() {
            // Only an app that is too old to take parts asks for it whole.
            return Err(End::Close(Closing::ProtocolTooOld));
        }
        let next = piece.next(&from);
        let (until, last) = (piece.until, piece.last);
        if until < last && until <= from.after && next.snapshot == from.snapshot {
            return Err(StoreError::Odd("a gap in a log").into());
        }
        outlet
            .send(encode(&piece.into_frame(document, &from)).into())
            .await?;
        if until >= last {
            socket.has_read(document, last);
            return Ok(());
        }
        from = next;
    }
}

struct Piece {
    epoch: Id,
    snapshot: Option<snapshots::Part>,
    chunks: Vec<Logged>,
    /// The last sequence in this piece, and in the log as it was read.
    until: u64,
    last: u64,
    heads: Vec<ChunkHash>,
}

impl Piece {
    fn is_too_large(&self) -> bool {
        let room = FRAME_MAX_BYTES - 64 * 1024;
        self.snapshot.as_ref().is_some_and(|s| s.bytes.len() > room)
    }

    fn next(&self, from: &From) -> From {
        match &self.snapshot {
            Some(part) if !part.is_last() => From {
                after: from.after,
                is_restart: false,
                snapshot: (part.sequence, part.at + part.bytes.len() as u64),
            },
            _ => From {
                after: self.until,
                ..From::default()
            },
        }
    }

    fn into_frame(self, document: &DocId, from: &From) -> FromRelay {
        let more = self.until < self.last;
        FromRelay::Tail {
            document: document.clone(),
            epoch: self.epoch,
            snapshot_sequence: self.snapshot.as_ref().map_or(0, |s| s.sequence),
            snapshot_hash: self.snapshot.as_ref().map(|s| s.hash),
            snapshot_part: self.snapshot.as_ref().and_then(|s| {
                let (at, of) = (s.at, s.of);
                (at > 0 || !s.is_last()).then_some(SnapshotPart { at, of })
            }),
            snapshot: self.snapshot.map(|s| Bytes::from(s.bytes)),
            chunks: self.chunks,
            more,
            heads: if more { Vec::new() } else { self.heads },
            restart: from.is_restart,
        }
    }
}

async fn read(
    relay: &Relay,
    document: &DocId,
    from: &From,
    takes: Takes,
) -> Result<Option<Piece>, StoreError> {
    let mut conn = relay.store.read().await?;
    let mut tx = conn.begin().await?;
    let epoch = productions::epoch(&mut tx, &document.production).await?;
    let row = documents::find(&mut tx, document).await?;
    let (Some(epoch), Some(row)) = (epoch, row) else {
        return Ok(None);
    };
    let snapshot = if from.after < row.snapshot_sequence {
        let most = match takes {
            Takes::Whole => SNAPSHOT_MAX_BYTES,
            Takes::Parts => SNAPSHOT_PART_BYTES,
        };
        snapshots::part(&mut tx, row.row, from.snapshot, most).await?
    } else {
        None
    };
    if let Some(part) = snapshot.as_ref().filter(|part| !part.is_last()) {
        tx.commit().await?;
        return Ok(Some(Piece {
            epoch,
            until: from.after.min(part.sequence),
            snapshot,
            chunks: Vec::new(),
            last: row.last_sequence,
            heads: row.heads,
        }));
    }
    let after = snapshot.as_ref().map_or(from.after, |s| s.sequence);
    let room = snapshot.as_ref().map_or(0, |s| s.bytes.len());
    let page = if after < row.last_sequence && room < TAIL_TARGET_BYTES {
        chunks::page(&mut tx, row.row, after, TAIL_TARGET_BYTES - room).await?
    } else {
        chunks::Page::default()
    };
    tx.commit().await?;
    Ok(Some(Piece {
        epoch,
        until: page.chunks.last().map_or(after, |last| last.sequence),
        snapshot,
        chunks: page.chunks,
        last: row.last_sequence,
        heads: row.heads,
    }))
}
