//! The one place that appends to logs: pushes in their order, several in one transaction,
//! answered and passed on only after they were synced to disk.

use std::sync::Arc;

use bytes::Bytes;
use shared::id::{DocId, Id};
use shared::log::{
    Checked, CheckedPlace, ReadChunk, Refused, advance_heads, check_read, check_standing,
    is_made_by_push,
};
use shared::wire::{self, FromRelay, Logged, Refusal, encode};
use sqlx::{Connection, SqliteConnection};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};

use crate::clock::becomes_true;
use crate::relay::Relay;
use crate::socket::Socket;
use crate::store::{DocumentRow, LogView, NewChunk, StoreError, chunks, documents, productions};

/// Pushes that wait, and pushes in one transaction.
const QUEUE: usize = 1024;
const GROUP: usize = 128;

/// A push whose chunks were read and found sound.
pub struct Push {
    pub socket: Arc<Socket>,
    pub document: DocId,
    pub batch: u64,
    pub bytes: Vec<wire::Bytes>,
    pub read: Vec<ReadChunk>,
    /// Memory that the push takes; free again once it is stored.
    pub permit: Option<OwnedSemaphorePermit>,
}

/// Where pushes are put in.
#[derive(Clone)]
pub struct Pushes {
    sender: mpsc::Sender<Push>,
    memory: Arc<Semaphore>,
}

const KIB: usize = 1024;
const MIB: u64 = 1024 * 1024;

/// What a chunk's row takes in the file beside the chunk, about: its hash and actor stand in an
/// index each as well.
const ROW_BYTES: u64 = 200;

impl Pushes {
    pub fn new(memory_mib: u32) -> (Self, mpsc::Receiver<Push>) {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let kib = (memory_mib.clamp(16, 1024 * 1024) as usize) * KIB;
        let memory = Arc::new(Semaphore::new(kib));
        (Self { sender, memory }, receiver)
    }

    /// Takes memory for a push of so many bytes, or nothing if the relay is stopping.
    pub async fn reserve(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        let kib = u32::try_from(bytes.div_ceil(KIB)).unwrap_or(u32::MAX);
        self.memory.clone().acquire_many_owned(kib).await.ok()
    }

    /// Puts a push in; it is answered on its socket.
    pub async fn send(&self, push: Push) {
        if let Err(mpsc::error::SendError(push)) = self.sender.send(push).await {
            push.refuse((Refusal::Storage, None));
        }
    }
}

impl Push {
    fn refuse(&self, (code, chunk): Refused) {
        self.socket.tell(&FromRelay::Refused {
            document: self.document.clone(),
            batch: self.batch,
            code,
            chunk,
        });
    }
}

/// What became of a push inside the transaction.
struct Stored {
    epoch: Id,
    sequences: Vec<u64>,
    added: Vec<Logged>,
    last: u64,
    is_new_document: bool,
    has_grown: bool,
}

/// Writes until the relay stops; what was put in by then is still written.
pub async fn run(
    relay: Arc<Relay>,
    mut pushes: mpsc::Receiver<Push>,
    mut closing: watch::Receiver<bool>,
) {
    let mut group = Vec::with_capacity(GROUP);
    loop {
        tokio::select! {
            biased;
            count = pushes.recv_many(&mut group, GROUP) => match count {
                0 => return,
                _ => write_group(&relay, std::mem::take(&mut group)).await,
            },
            () = becomes_true(&mut closing) => {
                pushes.close();
                break;
            }
        }
    }
    while pushes.recv_many(&mut group, GROUP).await > 0 {
        write_group(&relay, std::mem::take(&mut group)).await;
    }
}

async fn write_group(relay: &Relay, mut group: Vec<Push>) {
    let mut conn = relay.store.write().await;
    match store_group(relay, &mut conn, &mut group).await {
        // Still under the writing connection: the order of the log is the order of the queues.
        Ok(outcomes) => {
            for (push, outcome) in group.into_iter().zip(outcomes) {
                answer(relay, push, outcome);
            }
        }
        Err(error) => {
            tracing::error!("pushes could not be stored: {error}");
            for push in group {
                push.refuse((Refusal::Storage, None));
            }
        }
    }
}

async fn store_group(
    relay: &Relay,
    conn: &mut SqliteConnection,
    group: &mut [Push],
) -> Result<Vec<Result<Stored, Refused>>, StoreError> {
    let mut tx = conn.begin_with("BEGIN IMMEDIATE").await?;
    let mut outcomes = Vec::with_capacity(group.len());
    for push in group {
        outcomes.push(store_push(relay, &mut tx, push).await?);
    }
    tx.commit().await?;
    Ok(outcomes)
}

async fn store_push(
    relay: &Relay,
    conn: &mut SqliteConnection,
    push: &mut Push,
) -> Result<Result<Stored, Refused>, StoreError> {
    if push.socket.is_out() {
        return Ok(Err((Refusal::NotAllowed, None)));
    }
    let standing = push.socket.standing();
    let device = push.socket.device.tag;
    let found = documents::find(conn, &push.document).await?;
    let view = match &found {
        Some(document) => LogView::read(conn, document, &push.read).await?,
        None => LogView::empty(),
    };
    let read = std::mem::take(&mut push.read);
    let checked = match check_standing(&standing, &push.document, &view)
        .and_then(|()| check_read(&standing, device, &push.document, read, &view))
    {
        Ok(checked) => checked,
        Err(refused) => return Ok(Err(refused)),
    };
    let production = &push.document.production;
    let new_bytes = new_bytes(&checked, &push.bytes);
    let log_bytes = productions::log_bytes(conn, production)
        .await?
        .saturating_add(new_bytes);
    let max_bytes = relay.options.bounds.max_log_mib.saturating_mul(MIB);
    if new_bytes > 0 && log_bytes > max_bytes {
        return Ok(Err((Refusal::Storage, None)));
    }
    let is_new_document = found.is_none();
    let mut document = match found {
        Some(document) => document,
        None => match make_document(relay, conn, &standing, &push.document).await? {
            Some(document) => document,
            None => return Ok(Err((Refusal::UnknownDocument, None))),
        },
    };
    let sequences = append(conn, &mut document, &checked, &push.bytes).await?;
    if new_bytes > 0 {
        productions::set_log_bytes(conn, production, log_bytes).await?;
    }
    let epoch = productions::epoch(conn, production).await?;
    let bounds = &relay.options.bounds;
    let tail_chunks = document.last_sequence - document.snapshot_sequence;
    Ok(Ok(Stored {
        epoch: epoch.ok_or(StoreError::Odd("a document without a production"))?,
        added: take_added(&mut push.bytes, &checked, &sequences),
        sequences,
        last: document.last_sequence,
        is_new_document,
        has_grown: !document.compaction_failed
            && (tail_chunks > bounds.compact_chunks || document.tail_bytes > bounds.compact_bytes),
    }))
}

/// Counts what storing a push adds to the file.
fn new_bytes(checked: &[Checked], bytes: &[wire::Bytes]) -> u64 {
    let all = checked.iter().zip(bytes);
    let new = all.filter(|(chunk, _)| chunk.place == CheckedPlace::New);
    new.map(|(_, bytes)| bytes.len() as u64 + ROW_BYTES).sum()
}

async fn make_document(
    relay: &Relay,
    conn: &mut SqliteConnection,
    standing: &shared::access::Standing,
    document: &DocId,
) -> Result<Option<DocumentRow>, StoreError> {
    let count = documents::count(conn, &document.production).await?;
    let is_full = count >= u64::from(relay.options.bounds.max_documents);
    if is_full || !is_made_by_push(standing, document) {
        return Ok(None);
    }
    documents::create(conn, &document.production, &document.audience).await?;
    documents::find(conn, document).await
}

/// Gives every new chunk its sequence and stores it; returns the place of each.
async fn append(
    conn: &mut SqliteConnection,
    document: &mut DocumentRow,
    checked: &[Checked],
    bytes: &[wire::Bytes],
) -> Result<Vec<u64>, StoreError> {
    let mut sequences: Vec<u64> = Vec::with_capacity(checked.len());
    let mut new = Vec::new();
    for (chunk, bytes) in checked.iter().zip(bytes) {
        let sequence = match chunk.place {
            CheckedPlace::Held(sequence) => sequence,
            CheckedPlace::Repeated(index) => sequences.get(index).copied().unwrap_or(0),
            CheckedPlace::New => {
                document.last_sequence += 1;
                document.tail_bytes += bytes.len() as u64;
                document.max_op = document.max_op.max(chunk.max_op);
                advance_heads(&mut document.heads, &chunk.header);
                new.push(NewChunk {
                    sequence: document.last_sequence,
                    read: chunk,
                    bytes,
                });
                document.last_sequence
            }
        };
        sequences.push(sequence);
    }
    if !new.is_empty() {
        chunks::append(conn, document.row, &new).await?;
        documents::advance(conn, document).await?;
    }
    Ok(sequences)
}

fn take_added(bytes: &mut [wire::Bytes], checked: &[Checked], sequences: &[u64]) -> Vec<Logged> {
    let places = checked.iter().zip(sequences);
    let all = bytes.iter_mut().zip(places);
    let new = all.filter(|(_, (chunk, _))| chunk.place == CheckedPlace::New);
    new.map(|(bytes, (_, sequence))| Logged {
        sequence: *sequence,
        bytes: std::mem::take(bytes),
    })
    .collect()
}

fn answer(relay: &Relay, push: Push, outcome: Result<Stored, Refused>) {
    let stored = match outcome {
        Ok(stored) => stored,
        Err(refused) => return push.refuse(refused),
    };
    if stored.is_new_document {
        relay.hub.document_made(&push.document);
    }
    if stored.has_grown {
        relay.has_grown(push.document.clone());
    }
    // The others first: once the pusher knows, everybody's queue has it.
    if !stored.added.is_empty() {
        let frame = encode(&FromRelay::Deliver {
            document: push.document.clone(),
            epoch: stored.epoch.clone(),
            chunks: stored.added,
        });
        let document = Arc::new(push.document.clone());
        let pusher = push.socket.number;
        relay
            .hub
            .deliver(&document, stored.last, &Bytes::from(frame), pusher);
    }
    push.socket.tell(&FromRelay::Accepted {
        document: push.document,
        batch: push.batch,
        epoch: stored.epoch,
        sequences: stored.sequences,
    });
}
