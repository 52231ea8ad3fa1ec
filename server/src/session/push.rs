//! A push on its way to the writer: paced, bounded and read, before it may wait for the disk.

use std::sync::Arc;

use shared::id::DocId;
use shared::log::{OPERATIONS_MAX, PUSH_MAX_BYTES, Refused, claimed, read_chunks};
use shared::wire::{Bytes, FromRelay, PUSH_MAX_CHUNKS, Refusal};

use crate::relay::Relay;
use crate::socket::Socket;
use crate::writer::Push;

/// Reading more bytes than this, or more operations, leaves the network's threads alone.
const INLINE_MAX_BYTES: usize = 32 * 1024;
const INLINE_MAX_OPERATIONS: u64 = 10_000;

/// Passes a push to the writer, which answers it; or refuses it here.
pub async fn push(
    relay: &Relay,
    socket: Arc<Socket>,
    document: DocId,
    batch: u64,
    chunks: Vec<Bytes>,
) {
    if let Err((code, chunk)) = try_push(relay, &socket, &document, batch, chunks).await {
        socket.tell(&FromRelay::Refused {
            document,
            batch,
            code,
            chunk,
        });
    }
}

async fn try_push(
    relay: &Relay,
    socket: &Arc<Socket>,
    document: &DocId,
    batch: u64,
    chunks: Vec<Bytes>,
) -> Result<(), Refused> {
    if !relay.paces.take(socket.device.id.clone()) {
        return Err((Refusal::Slow, None));
    }
    let is_allowed = socket.access(&document.audience).may_write();
    if document.production != socket.device.production || !is_allowed {
        return Err((Refusal::NotAllowed, None));
    }
    let bytes: usize = chunks.iter().map(|chunk| chunk.len()).sum();
    if bytes > PUSH_MAX_BYTES || chunks.len() > PUSH_MAX_CHUNKS {
        return Err((Refusal::TooLarge, None));
    }
    let permit = relay.pushes.reserve(bytes).await;
    let is_small = bytes <= INLINE_MAX_BYTES;
    let (chunks, claimed) = work(chunks, is_small, claimed).await?;
    check_pace(relay, socket, claimed, bytes)?;
    let is_small = is_small && claimed <= INLINE_MAX_OPERATIONS;
    let (chunks, read) = work(chunks, is_small, read_chunks).await?;
    let push = Push {
        socket: socket.clone(),
        document: document.clone(),
        batch,
        bytes: chunks,
        read: read?,
        permit,
    };
    relay.pushes.send(push).await;
    Ok(())
}

/// Letters and values take a byte each at least, and bytes are bounded by themselves. Runs of
/// operations take none: every device would have to go through millions for a few bytes.
fn check_pace(relay: &Relay, socket: &Socket, claimed: u64, bytes: usize) -> Result<(), Refused> {
    if claimed > OPERATIONS_MAX {
        return Err((Refusal::TooLarge, None));
    }
    let beyond = claimed.saturating_sub(bytes as u64);
    let device = socket.device.id.clone();
    if beyond > 0 && !relay.operations.take_up_to_all(device, beyond) {
        return Err((Refusal::Slow, None));
    }
    Ok(())
}

/// Does something with chunks: what is small here, what is not beside the network's threads.
async fn work<T: Send + 'static>(
    chunks: Vec<Bytes>,
    is_small: bool,
    act: fn(&[Bytes]) -> T,
) -> Result<(Vec<Bytes>, T), Refused> {
    if is_small {
        let done = act(&chunks);
        return Ok((chunks, done));
    }
    let task = tokio::task::spawn_blocking(move || {
        let done = act(&chunks);
        (chunks, done)
    });
    task.await.map_err(|_| (Refusal::Damaged, None))
}
