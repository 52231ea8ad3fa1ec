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
