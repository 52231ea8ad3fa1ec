//! Compaction: the oldest chunks of a long log become a snapshot. The only place where the
//! relay opens a document, one at a time, and never on trust.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use automerge::Automerge;
use shared::chunk::{ChunkHash, verify};
use shared::id::DocId;
use shared::log::advance_heads;

use crate::limits::lock;
use crate::relay::Relay;
use crate::store::{Snapshot, Span, StoreError, documents, snapshots};

/// A larger snapshot would not fit the largest frame that a device takes.
const SNAPSHOT_MAX_BYTES: usize = shared::wire::FRAME_MAX_BYTES - 64 * 1024;

/// Compacts what has grown, one document after the other, for as long as the relay runs.
pub async fn run(relay: Arc<Relay>) {
    let bounds = &relay.options.bounds;
    let grown = async {
        let mut conn = relay.store.read().await?;
        documents::to_compact(&mut conn, bounds.compact_chunks, bounds.compact_bytes).await
    };
    match grown.await {
        Ok(grown) => grown
            .into_iter()
            .for_each(|document| relay.has_grown(document)),
        Err(error) => tracing::warn!("compaction: {error}"),
    }
    loop {
        let next = lock(&relay.grown).pop();
        match next {
            Some(document) => {
                if let Err(error) = compact(&relay, &document).await {
                    tracing::warn!("compaction of {document}: {error}");
                }
            }
            None => relay.grown_wake.notified().await,
        }
    }
}

/// What the merge needs, read in one go.
struct Work {
    row: i64,
    old: Option<Snapshot>,
    span: Span,
    hash: ChunkHash,
}

/// Folds all but the newest chunks into a snapshot, so that a device that was away for
/// a day still gets only chunks.
///
/// # Errors
/// Fails if the file cannot be read or written; the log is then as it was.
pub async fn compact(relay: &Relay, document: &DocId) -> Result<(), StoreError> {
    let Some(work) = read(relay, document).await? else {
        return Ok(());
    };
    let row = work.row;
    let merged = tokio::task::spawn_blocking(move || {
        catch_unwind(AssertUnwindSafe(|| merge(work))).unwrap_or(Err("automerge panicked"))
    });
    let merged = merged.await.unwrap_or(Err("the merge was cut short"));
    let mut conn = relay.store.write().await;
    match merged {
        Ok(snapshot) => snapshots::put(&mut conn, row, &snapshot).await,
        Err(why) => {
            tracing::error!("{document} cannot be compacted and stays as it is: {why}");
            documents::mark_compaction_failed(&mut conn, row).await
        }
    }
}

async fn read(relay: &Relay, document: &DocId) -> Result<Option<Work>, StoreError> {
    use sqlx::Connection;
    let bounds = &relay.options.bounds;
    let mut conn = relay.store.read().await?;
    let mut tx = conn.begin().await?;
    let Some(row) = documents::find(&mut tx, document).await? else {
        return Ok(None);
    };
    let tail_chunks = row.last_sequence - row.snapshot_sequence;
    let is_long = tail_chunks > bounds.compact_chunks || row.tail_bytes > bounds.compact_bytes;
    if !is_long || row.compaction_failed {
        return Ok(None);
    }
    let until = snapshots::cut(
        &mut tx,
        row.row,
        row.last_sequence,
        row.snapshot_sequence,
        bounds.compact_chunks / 2,
        bounds.compact_bytes / 2,
    )
    .await?;
    if until <= row.snapshot_sequence {
        return Ok(None);
    }
    let old = snapshots::find(&mut tx, row.row).await?;
    let span = snapshots::span(&mut tx, row.row, row.snapshot_sequence, until).await?;
    let hash = crate::store::chunks::hash_at(&mut tx, row.row, until).await?;
    tx.commit().await?;
    Ok(Some(Work {
        row: row.row,
        old,
        span,
        hash: hash.ok_or(StoreError::Odd("a gap in a log"))?,
    }))
}

/// Merges and proves that nothing is missing: the heads must be those that the headers of
/// the chunks say, and what was saved must load again to the same.
fn merge(work: Work) -> Result<Snapshot, &'static str> {
    let mut heads = Vec::new();
    let mut document = Automerge::new();
    if let Some(old) = &work.old {
        heads.clone_from(&old.heads);
        document = Automerge::load(&old.bytes).map_err(|_| "the old snapshot cannot be loaded")?;
    }
    let mut changes = Vec::with_capacity(work.span.chunks.len());
    for bytes in &work.span.chunks {
        let header = verify(bytes).map_err(|_| "a stored chunk is damaged")?;
        advance_heads(&mut heads, &header);
        let change = automerge::Change::try_from(bytes.as_slice());
        changes.push(change.map_err(|_| "a stored chunk cannot be decoded")?);
    }
    document
        .apply_changes(changes)
        .map_err(|_| "a chunk cannot be applied")?;
    check_heads(&document, &heads)?;
    let bytes = document.save();
    if bytes.len() > SNAPSHOT_MAX_BYTES {
        return Err("the snapshot is larger than the largest frame");
    }
    let again = Automerge::load(&bytes).map_err(|_| "the new snapshot cannot be loaded")?;
    check_heads(&again, &heads)?;
    Ok(Snapshot {
        sequence: work.span.until,
        hash: work.hash,
        heads,
        bytes,
    })
}

fn check_heads(document: &Automerge, want: &[ChunkHash]) -> Result<(), &'static str> {
    let mut heads: Vec<ChunkHash> = document
        .get_heads()
        .iter()
        .map(|h| ChunkHash(h.0))
        .collect();
    heads.sort();
    if heads == want {
        Ok(())
    } else {
        Err("the heads differ")
    }
}
