//! Compaction: the oldest chunks of a long log become a snapshot. The only place where the
//! relay opens a document, one at a time, and never on trust.
//!
//! The log is read page by page and applied one by one: what is in memory is one document, as
//! automerge holds it, and a page, however long the log is.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::JoinHandle;

use automerge::{Automerge, Change};
use shared::chunk::{ChunkHash, verify};
use shared::id::DocId;
use shared::log::advance_heads;
use shared::wire::{Logged, SNAPSHOT_MAX_BYTES};
use tokio::sync::{mpsc, oneshot};

use crate::limits::lock;
use crate::options::Bounds;
use crate::relay::Relay;
use crate::store::{Snapshot, Store, StoreError, chunks, documents, snapshots};

/// How far a compaction goes at a time.
#[derive(Clone, Copy)]
struct Steps {
    /// Chunk bytes read at once.
    page_bytes: usize,
    /// Chunks after which a snapshot is stored, at least: a relay that is stopped in a long log
    /// goes on from there.
    save_chunks: u64,
}

const STEPS: Steps = Steps {
    page_bytes: 512 * 1024,
    save_chunks: 20_000,
};

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

/// Folds all but the newest chunks into a snapshot, so that a device that was away for
/// a day still gets only chunks.
///
/// # Errors
/// Fails if the file cannot be read or written; the log is then as it was, or folded in part.
pub async fn compact(relay: &Relay, document: &DocId) -> Result<(), StoreError> {
    compact_in(&relay.store, &relay.options.bounds, STEPS, document).await
}

async fn compact_in(
    store: &Store,
    bounds: &Bounds,
    steps: Steps,
    document: &DocId,
) -> Result<(), StoreError> {
    let Some(span) = span(store, bounds, document).await? else {
        return Ok(());
    };
    match fold(store, &span, steps).await {
        Ok(()) => Ok(()),
        Err(Stopped::Store(error)) => Err(error),
        Err(Stopped::Merge(why)) => {
            tracing::error!("{document} cannot be compacted and stays as it is: {why}");
            let mut conn = store.write().await;
            documents::mark_compaction_failed(&mut conn, span.row).await
        }
    }
}

/// The chunks that are to be folded: those behind the old snapshot, up to and including `until`.
struct Span {
    row: i64,
    after: u64,
    until: u64,
}

async fn span(
    store: &Store,
    bounds: &Bounds,
    document: &DocId,
) -> Result<Option<Span>, StoreError> {
    use sqlx::Connection;
    let mut conn = store.read().await?;
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
    Ok((until > row.snapshot_sequence).then_some(Span {
        row: row.row,
        after: row.snapshot_sequence,
        until,
    }))
}

/// Why a compaction ended early.
enum Stopped {
    Store(StoreError),
    /// The log itself is at fault: trying again would end the same way.
    Merge(&'static str),
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Folds the span page by page. Nobody else empties chunks or writes snapshots, so that each page
/// may be read by itself.
async fn fold(store: &Store, span: &Span, steps: Steps) -> Result<(), Stopped> {
    let mut merger = Merger::start();
    let old = {
        let mut conn = store.read().await?;
        snapshots::find(&mut conn, span.row).await?
    };
    if let Some(old) = old {
        merger.does(Job::Load(old)).await?;
    }
    let mut at = span.after;
    while at < span.until {
        // In growing steps: storing costs with all that was folded so far.
        let goal = span.until.min(at + steps.save_chunks.max(at));
        while at < goal {
            let mut page = {
                let mut conn = store.read().await?;
                chunks::page(&mut conn, span.row, at, steps.page_bytes).await?
            };
            page.chunks.retain(|chunk| chunk.sequence <= goal);
            let last = page.chunks.last().map(|chunk| chunk.sequence);
            if last != Some(at + page.chunks.len() as u64) {
                return Err(StoreError::Odd("a gap in a log").into());
            }
            at += page.chunks.len() as u64;
            merger.does(Job::Fold(page.chunks)).await?;
        }
        let saved = merger.does(Job::Save(at)).await?;
        let snapshot = saved.ok_or(Stopped::Merge("nothing was saved"))?;
        // What was saved must load again to the same. The proof is what goes on, and begins when
        // the memory of the merged document is free: two would take twice as much.
        merger.ends().await;
        merger = Merger::start();
        merger.does(Job::Load(snapshot.clone())).await?;
        let mut conn = store.write().await;
        snapshots::put(&mut conn, span.row, &snapshot).await?;
    }
    Ok(())
}

enum Job {
    /// Begins with what is folded already.
    Load(Snapshot),
    Fold(Vec<Logged>),
    /// Makes the snapshot of everything up to this sequence: the last job of a merger.
    Save(u64),
}

type Done = Result<Option<Snapshot>, &'static str>;

/// The document under work, on a thread of its own that ends with it: the system then gets the
/// memory back, which a thread of a pool would keep.
struct Merger {
    jobs: mpsc::UnboundedSender<(Job, oneshot::Sender<Done>)>,
    thread: Option<JoinHandle<()>>,
}

impl Merger {
    fn start() -> Self {
        let (jobs, mut waiting) = mpsc::unbounded_channel::<(Job, oneshot::Sender<Done>)>();
        let work = move || {
            let mut merge = Merge::default();
            while let Some((job, answer)) = waiting.blocking_recv() {
                let done = catch_unwind(AssertUnwindSafe(|| merge.does(job)));
                let done = done.unwrap_or(Err("automerge panicked"));
                let is_over = done.is_err();
                let _ = answer.send(done);
                if is_over {
                    return;
                }
            }
        };
        // Without a thread there is nobody to take a job, which says so.
        let thread = std::thread::Builder::new().name("compaction".to_owned());
        Self {
            jobs,
            thread: thread.spawn(work).ok(),
        }
    }

    /// Waits until its memory is free.
    async fn ends(self) {
        drop(self.jobs);
        if let Some(thread) = self.thread {
            let _ = tokio::task::spawn_blocking(|| thread.join()).await;
        }
    }

    async fn does(&self, job: Job) -> Result<Option<Snapshot>, Stopped> {
        const GONE: Stopped = Stopped::Store(StoreError::Odd("the merge was cut short"));
        let (answer, done) = oneshot::channel();
        self.jobs.send((job, answer)).map_err(|_| GONE)?;
        done.await.map_err(|_| GONE)?.map_err(Stopped::Merge)
    }
}

#[derive(Default)]
struct Merge {
    document: Automerge,
    /// What the headers of the chunks say.
    heads: Vec<ChunkHash>,
    /// The last chunk that was folded.
    last: Option<ChunkHash>,
}

impl Merge {
    fn does(&mut self, job: Job) -> Done {
        match job {
            Job::Load(old) => {
                self.document =
                    Automerge::load(&old.bytes).map_err(|_| "a snapshot cannot be loaded")?;
                self.heads = old.heads;
                self.check_heads()?;
                Ok(None)
            }
            Job::Fold(chunks) => self.fold(&chunks).map(|()| None),
            Job::Save(sequence) => self.save(sequence).map(Some),
        }
    }

    fn fold(&mut self, chunks: &[Logged]) -> Result<(), &'static str> {
        for chunk in chunks {
            let header = verify(&chunk.bytes).map_err(|_| "a stored chunk is damaged")?;
            advance_heads(&mut self.heads, &header);
            self.last = Some(header.hash);
            let change = Change::try_from(chunk.bytes.as_slice())
                .map_err(|_| "a stored chunk cannot be decoded")?;
            // A batch saves no time, and behind 100,000 changes one of 2,000 takes 2 GB.
            self.document
                .apply_changes([change])
                .map_err(|_| "a chunk cannot be applied")?;
        }
        Ok(())
    }

    fn save(&self, sequence: u64) -> Result<Snapshot, &'static str> {
        let hash = self.last.ok_or("nothing was folded")?;
        self.check_heads()?;
        let bytes = self.document.save();
        if bytes.len() > SNAPSHOT_MAX_BYTES {
            return Err("the snapshot is larger than a device can hold");
        }
        Ok(Snapshot {
            sequence,
            hash,
            heads: self.heads.clone(),
            bytes,
        })
    }

    /// Says whether anything is missing: the heads must be those that the headers of the chunks say.
    fn check_heads(&self) -> Result<(), &'static str> {
        let heads = self.document.get_heads();
        let mut heads: Vec<ChunkHash> = heads.iter().map(|h| ChunkHash(h.0)).collect();
        heads.sort();
        if heads == self.heads {
            Ok(())
        } else {
            Err("the heads differ")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use automerge::transaction::{CommitOptions, Transactable};
    use automerge::{ActorId, ROOT};
    use clap::Parser;
    use shared::id::Id;
    use shared::log::{Checked, CheckedPlace, read_chunk};

    use super::*;
    use crate::options::ServeOptions;
    use crate::store::{NewChunk, productions};

    const SMALL: Steps = Steps {
        page_bytes: 700,
        save_chunks: 40,
    };

    #[derive(Parser)]
    struct Serve {
        #[command(flatten)]
        options: ServeOptions,
    }

    fn bounds() -> Bounds {
        let given = ["serve", "--compact-chunks", "20"];
        Serve::parse_from(given).options.bounds
    }

    /// A log of so many chunks of two devices that hear of each other now and then.
    async fn log_of(folder: &Path, count: usize) -> (Store, DocId, Automerge) {
        let mut one = Automerge::new().with_actor(ActorId::from([1; 16]));
        let mut two = Automerge::new().with_actor(ActorId::from([2; 16]));
        let mut log: Vec<Vec<u8>> = Vec::new();
        for n in 0..count {
            let author = if n % 2 == 0 { &mut one } else { &mut two };
            let mut tx = author.transaction();
            tx.put(ROOT, format!("k{}", n % 7), n as i64).unwrap();
            tx.commit_with(CommitOptions::default());
            log.push(author.get_last_local_change().unwrap().raw_bytes().to_vec());
            if n % 11 == 1 {
                one.merge(&mut two).unwrap();
                two.merge(&mut one).unwrap();
            }
        }
        one.merge(&mut two).unwrap();
        let store = Store::open(folder).await.unwrap();
        let id = DocId::parse("p:plan").unwrap();
        let mut conn = store.write().await;
        productions::create(&mut conn, &id.production, "", &Id::new("e"), 0)
            .await
            .unwrap();
        documents::create(&mut conn, &id.production, &id.audience)
            .await
            .unwrap();
        let mut row = documents::find(&mut conn, &id).await.unwrap().unwrap();
        for bytes in &log {
            let read = read_chunk(bytes).unwrap();
            row.last_sequence += 1;
            row.tail_bytes += bytes.len() as u64;
            advance_heads(&mut row.heads, &read.header);
            let read = Checked {
                header: read.header,
                max_op: read.max_op,
                place: CheckedPlace::New,
            };
            let chunk = NewChunk {
                sequence: row.last_sequence,
                read: &read,
                bytes,
            };
            chunks::append(&mut conn, row.row, &[chunk]).await.unwrap();
        }
        documents::advance(&mut conn, &row).await.unwrap();
        drop(conn);
        (store, id, one)
    }

    async fn snapshot(store: &Store) -> Option<Snapshot> {
        let mut conn = store.read().await.unwrap();
        snapshots::find(&mut conn, 1).await.unwrap()
    }

    #[tokio::test]
    async fn a_long_log_is_folded_in_steps_to_the_same_document() {
        let folder = tempfile::tempdir().unwrap();
        let (store, id, whole) = log_of(folder.path(), 300).await;
        compact_in(&store, &bounds(), SMALL, &id).await.unwrap();
        let made = snapshot(&store).await.unwrap();
        assert_eq!(made.sequence, 290);
        let mut document = Automerge::load(&made.bytes).unwrap();
        let mut conn = store.read().await.unwrap();
        let tail = chunks::page(&mut conn, 1, 290, usize::MAX).await.unwrap();
        for chunk in &tail.chunks {
            let change = Change::try_from(chunk.bytes.as_slice()).unwrap();
            document.apply_changes([change]).unwrap();
        }
        assert_eq!(tail.chunks.len(), 10);
        assert_eq!(document.get_heads(), whole.get_heads());
        assert_eq!(
            Some(made.hash),
            chunks::hash_at(&mut conn, 1, 290).await.unwrap()
        );
    }

    #[tokio::test]
    async fn what_was_folded_before_a_stop_stays_folded() {
        let folder = tempfile::tempdir().unwrap();
        let (store, id, _) = log_of(folder.path(), 300).await;
        sqlx::query("UPDATE chunks SET bytes = x'00' WHERE sequence = 150")
            .execute(&mut *store.write().await)
            .await
            .unwrap();
        compact_in(&store, &bounds(), SMALL, &id).await.unwrap();
        assert_eq!(snapshot(&store).await.unwrap().sequence, 80);
        let mut conn = store.read().await.unwrap();
        let row = documents::find(&mut conn, &id).await.unwrap().unwrap();
        assert!(row.compaction_failed);
        let behind = chunks::page(&mut conn, 1, 80, usize::MAX).await.unwrap();
        assert_eq!(behind.chunks.len(), 220);
    }
}
