//! The log itself: chunks in their order.

use std::collections::{HashMap, HashSet};

use shared::chunk::ChunkHash;
use shared::id::DeviceTag;
use shared::log::{HEADS_PER_DEVICE, Known, Place, ReadChunk};
use shared::wire::{Bytes, Logged};
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};

use super::documents::hash_from_blob;
use super::{DocumentRow, Result, StoreError, signed, unsigned};

/// Values in one statement; SQLite takes 32,766.
const VALUES_MAX: usize = 4000;

/// What the log of one document knows, as far as one push needs it.
pub struct LogView {
    exists: bool,
    max_op: u64,
    places: HashMap<ChunkHash, Place>,
    actors: HashMap<Vec<u8>, u64>,
    heads: Vec<ChunkHash>,
    head_authors: HashMap<ChunkHash, DeviceTag>,
}

impl LogView {
    /// The view of a document that does not exist yet.
    pub fn empty() -> Self {
        Self {
            exists: false,
            max_op: 0,
            places: HashMap::new(),
            actors: HashMap::new(),
            heads: Vec::new(),
            head_authors: HashMap::new(),
        }
    }

    /// Looks up everything that checking these chunks can ask.
    pub async fn read(
        conn: &mut SqliteConnection,
        document: &DocumentRow,
        chunks: &[ReadChunk],
    ) -> Result<Self> {
        let headers = || chunks.iter().map(|chunk| &chunk.header);
        let own = headers().map(|header| header.hash);
        let deps = headers().flat_map(|header| header.deps.iter().copied());
        let hashes: HashSet<ChunkHash> = own.chain(deps).collect();
        let actors: HashSet<&[u8]> = headers().map(|header| header.actor.as_slice()).collect();
        Ok(Self {
            exists: true,
            max_op: document.max_op,
            places: places(conn, document.row, &hashes).await?,
            actors: last_actor_seqs(conn, document.row, &actors).await?,
            heads: document.heads.clone(),
            head_authors: head_authors(conn, document).await?,
        })
    }
}

impl Known for LogView {
    fn exists(&self) -> bool {
        self.exists
    }

    fn place(&self, hash: &ChunkHash) -> Option<Place> {
        self.places.get(hash).copied()
    }

    fn last_actor_seq(&self, actor: &[u8]) -> u64 {
        self.actors.get(actor).copied().unwrap_or(0)
    }

    fn max_op(&self) -> u64 {
        self.max_op
    }

    fn heads(&self) -> &[ChunkHash] {
        &self.heads
    }

    fn head_author(&self, head: &ChunkHash) -> Option<DeviceTag> {
        self.head_authors.get(head).copied()
    }
}

/// Looks up who wrote the heads, where there are so many that it counts.
async fn head_authors(
    conn: &mut SqliteConnection,
    document: &DocumentRow,
) -> Result<HashMap<ChunkHash, DeviceTag>> {
    let mut authors = HashMap::new();
    if document.heads.len() <= HEADS_PER_DEVICE {
        return Ok(authors);
    }
    for some in document.heads.chunks(VALUES_MAX) {
        let mut query =
            QueryBuilder::<Sqlite>::new("SELECT hash, actor FROM chunks WHERE document = ");
        query.push_bind(document.row).push(" AND hash IN (");
        let mut list = query.separated(", ");
        for hash in some {
            list.push_bind(hash.0.as_slice());
        }
        query.push(")");
        for row in query
            .build()
            .persistent(false)
            .fetch_all(&mut *conn)
            .await?
        {
            if let Some(author) = DeviceTag::of_actor(row.get("actor")) {
                authors.insert(hash_from_blob(row.get("hash"))?, author);
            }
        }
    }
    Ok(authors)
}

async fn places(
    conn: &mut SqliteConnection,
    document: i64,
    hashes: &HashSet<ChunkHash>,
) -> Result<HashMap<ChunkHash, Place>> {
    let mut places = HashMap::with_capacity(hashes.len());
    let all: Vec<&ChunkHash> = hashes.iter().collect();
    for some in all.chunks(VALUES_MAX) {
        let mut query = QueryBuilder::<Sqlite>::new(
            "SELECT hash, sequence, max_op FROM chunks WHERE document = ",
        );
        query.push_bind(document).push(" AND hash IN (");
        let mut list = query.separated(", ");
        for hash in some {
            list.push_bind(hash.0.as_slice());
        }
        query.push(")");
        for row in query
            .build()
            .persistent(some.len() <= 2)
            .fetch_all(&mut *conn)
            .await?
        {
            let place = Place {
                sequence: unsigned(row.get("sequence")),
                max_op: unsigned(row.get("max_op")),
            };
            places.insert(hash_from_blob(row.get("hash"))?, place);
        }
    }
    Ok(places)
}

async fn last_actor_seqs(
    conn: &mut SqliteConnection,
    document: i64,
    actors: &HashSet<&[u8]>,
) -> Result<HashMap<Vec<u8>, u64>> {
    let mut last = HashMap::with_capacity(actors.len());
    for actor in actors {
        let seq: Option<i64> = sqlx::query_scalar(
            "SELECT max(actor_seq) FROM chunks WHERE document = ? AND actor = ?",
        )
        .bind(document)
        .bind(*actor)
        .fetch_one(&mut *conn)
        .await?;
        last.insert(actor.to_vec(), unsigned(seq.unwrap_or(0)));
    }
    Ok(last)
}

/// One chunk with the place it gets.
pub struct NewChunk<'a> {
    pub sequence: u64,
    pub read: &'a shared::log::Checked,
    pub bytes: &'a [u8],
}

/// What a push added, ready to be sent on.
pub type Appended = Vec<Logged>;

/// Writes chunks in one or a few statements.
pub async fn append(
    conn: &mut SqliteConnection,
    document: i64,
    chunks: &[NewChunk<'_>],
) -> Result<()> {
    for some in chunks.chunks(VALUES_MAX / 7) {
        let mut query = QueryBuilder::<Sqlite>::new(
            "INSERT INTO chunks (document, sequence, hash, actor, actor_seq, max_op, bytes) ",
        );
        query.push_values(some, |mut row, chunk| {
            row.push_bind(document)
                .push_bind(signed(chunk.sequence))
                .push_bind(chunk.read.header.hash.0.as_slice())
                .push_bind(chunk.read.header.actor.as_slice())
                .push_bind(signed(chunk.read.header.actor_seq))
                .push_bind(signed(chunk.read.max_op))
                .push_bind(chunk.bytes);
        });
        query
            .build()
            .persistent(some.len() == 1)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Returns the chunk that has the sequence, if the log reaches so far.
pub async fn hash_at(
    conn: &mut SqliteConnection,
    document: i64,
    sequence: u64,
) -> Result<Option<ChunkHash>> {
    let row = sqlx::query("SELECT hash FROM chunks WHERE document = ? AND sequence = ?")
        .bind(document)
        .bind(signed(sequence))
        .fetch_optional(conn)
        .await?;
    row.map(|row| hash_from_blob(row.get(0))).transpose()
}

/// A piece of a log.
#[derive(Default)]
pub struct Page {
    pub chunks: Vec<Logged>,
    pub bytes: usize,
}

/// Reads the chunks after a sequence until they are about this many bytes.
pub async fn page(
    conn: &mut SqliteConnection,
    document: i64,
    after: u64,
    target_bytes: usize,
) -> Result<Page> {
    use futures_util::TryStreamExt;
    let mut rows = sqlx::query(
        "SELECT sequence, bytes FROM chunks WHERE document = ? AND sequence > ? ORDER BY sequence",
    )
    .bind(document)
    .bind(signed(after))
    .fetch(conn);
    let mut page = Page::default();
    while let Some(row) = rows.try_next().await? {
        let bytes: Option<Vec<u8>> = row.get("bytes");
        let bytes = bytes.ok_or(StoreError::Odd("an emptied chunk behind the snapshot"))?;
        page.bytes += bytes.len();
        page.chunks.push(Logged {
            sequence: unsigned(row.get("sequence")),
            bytes: Bytes::from(bytes),
        });
        if page.bytes >= target_bytes {
            break;
        }
    }
    Ok(page)
}
