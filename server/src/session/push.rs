//! A push on its way to the writer: paced, bounded and read, before it may wait for the disk.

use std::sync::Arc;

use shared::id::DocId;
use shared::log::{PUSH_MAX_BYTES, ReadChunk, Refused, read_chunks};
use shared::wire::{Bytes, FromRelay, PUSH_MAX_CHUNKS, Refusal};

use crate::relay::Relay;
use crate::socket::Socket;
use crate::writer::Push;

/// Reading more bytes than this leaves the network's threads alone.
const INLINE_MAX_BYTES: usize = 32 * 1024;

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
    let (bytes, read) = read(chunks, bytes).await?;
    let push = Push {
        socket: socket.clone(),
        document: document.clone(),
        batch,
        bytes,
        read,
        permit,
    };
    relay.pushes.send(push).await;
    Ok(())
}

async fn read(chunks: Vec<Bytes>, bytes: usize) -> Result<(Vec<Bytes>, Vec<ReadChunk>), Refused> {
    if bytes <= INLINE_MAX_BYTES {
        let read = read_chunks(&chunks)?;
        return Ok((chunks, read));
    }
    let task = tokio::task::spawn_blocking(move || {
        let read = read_chunks(&chunks);
        (chunks, read)
    });
    let (chunks, read) = task.await.map_err(|_| (Refusal::Damaged, None))?;
    Ok((chunks, read?))
}
