//! Snapshots: what stands for the oldest chunks of a log.

use shared::chunk::ChunkHash;
use sqlx::{Connection, Row, SqliteConnection};

use super::documents::{hash_from_blob, heads_from_blob, heads_to_blob};
use super::{Result, signed, unsigned};

#[derive(Clone, Debug)]
pub struct Snapshot {
    pub sequence: u64,
    pub hash: ChunkHash,
    pub heads: Vec<ChunkHash>,
    pub bytes: Vec<u8>,
}

pub async fn find(conn: &mut SqliteConnection, document: i64) -> Result<Option<Snapshot>> {
    let row = sqlx::query("SELECT sequence, hash, heads, bytes FROM snapshots WHERE document = ?")
        .bind(document)
        .fetch_optional(conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Snapshot {
        sequence: unsigned(row.get("sequence")),
        hash: hash_from_blob(row.get("hash"))?,
        heads: heads_from_blob(row.get("heads"))?,
        bytes: row.get("bytes"),
    }))
}

/// Some bytes of a snapshot.
#[derive(Clone, Debug)]
pub struct Part {
    pub sequence: u64,
    pub hash: ChunkHash,
    pub bytes: Vec<u8>,
    /// Where they begin, and how many there are in all.
    pub at: u64,
    pub of: u64,
}

impl Part {
    pub fn is_last(&self) -> bool {
        self.at + self.bytes.len() as u64 >= self.of
    }
}

/// Reads at most so many bytes of a document's snapshot: from `at` if it is still the snapshot of
/// that sequence, from its beginning if another has taken its place.
pub async fn part(
    conn: &mut SqliteConnection,
    document: i64,
    (of_sequence, at): (u64, u64),
    most: usize,
) -> Result<Option<Part>> {
    let row = sqlx::query(
        "SELECT sequence, hash, at, length(bytes) AS size, substr(bytes, at + 1, ?4) AS bytes
         FROM (SELECT *, iif(sequence = ?2, ?3, 0) AS at FROM snapshots WHERE document = ?1)",
    )
    .bind(document)
    .bind(signed(of_sequence))
    .bind(signed(at))
    .bind(signed(most as u64))
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Part {
        sequence: unsigned(row.get("sequence")),
        hash: hash_from_blob(row.get("hash"))?,
        bytes: row.get("bytes"),
        at: unsigned(row.get("at")),
        of: unsigned(row.get("size")),
    }))
}

/// Returns the sequence behind which at most so many chunks and bytes stand.
pub async fn cut(
    conn: &mut SqliteConnection,
    document: i64,
    last: u64,
    snapshot: u64,
    keep_chunks: u64,
    keep_bytes: u64,
) -> Result<u64> {
    let by_count = last.saturating_sub(keep_chunks);
    let by_bytes: Option<i64> = sqlx::query_scalar(
        "SELECT max(sequence) FROM (
           SELECT sequence, sum(length(bytes)) OVER (ORDER BY sequence DESC) AS behind
           FROM chunks WHERE document = ? AND sequence > ?)
         WHERE behind > ?",
    )
    .bind(document)
    .bind(signed(snapshot))
    .bind(signed(keep_bytes))
    .fetch_one(conn)
    .await?;
    Ok(by_count.max(unsigned(by_bytes.unwrap_or(0))))
}

/// Stores a snapshot and empties the chunks it stands for, in one transaction.
pub async fn put(conn: &mut SqliteConnection, document: i64, snapshot: &Snapshot) -> Result<()> {
    let mut tx = conn.begin().await?;
    sqlx::query(
        "INSERT INTO snapshots (document, sequence, hash, heads, bytes) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (document) DO UPDATE SET
           sequence = excluded.sequence, hash = excluded.hash,
           heads = excluded.heads, bytes = excluded.bytes",
    )
    .bind(document)
    .bind(signed(snapshot.sequence))
    .bind(snapshot.hash.0.as_slice())
    .bind(heads_to_blob(&snapshot.heads))
    .bind(snapshot.bytes.as_slice())
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "UPDATE chunks SET bytes = NULL WHERE document = ? AND sequence <= ? AND bytes NOT NULL",
    )
    .bind(document)
    .bind(signed(snapshot.sequence))
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "UPDATE documents SET snapshot_sequence = ?1, tail_bytes =
           (SELECT coalesce(sum(length(bytes)), 0) FROM chunks WHERE document = ?2 AND sequence > ?1)
         WHERE id = ?2",
    )
    .bind(signed(snapshot.sequence))
    .bind(document)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}
