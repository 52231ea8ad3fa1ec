//! Which document has which blob, which of them are whole, and who announced those that are not.

use shared::access::Audience;
use shared::blob::{BlobHash, BlobId};
use shared::id::{DocId, Id};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{Result, StoreError, signed, unsigned};

#[derive(Clone, Debug)]
pub struct BlobRow {
    pub row: i64,
    pub size_bytes: u64,
    pub is_whole: bool,
}

fn from_row(row: &SqliteRow) -> BlobRow {
    BlobRow {
        row: row.get("id"),
        size_bytes: unsigned(row.get("size_bytes")),
        is_whole: row.get::<Option<i64>, _>("whole_ms").is_some(),
    }
}

pub async fn find(conn: &mut SqliteConnection, blob: &BlobId) -> Result<Option<BlobRow>> {
    let row = sqlx::query("SELECT * FROM blobs WHERE production = ? AND audience = ? AND hash = ?")
        .bind(blob.document.production.as_str())
        .bind(blob.document.audience.to_string())
        .bind(blob.hash.0.as_slice())
        .fetch_optional(conn)
        .await?;
    Ok(row.as_ref().map(from_row))
}

/// Begins a blob, or begins it anew with another size; returns its row.
pub async fn begin(
    conn: &mut SqliteConnection,
    blob: &BlobId,
    device: &Id,
    size_bytes: u64,
    now_ms: i64,
) -> Result<i64> {
    let row = sqlx::query_scalar(
        "INSERT INTO blobs (production, audience, hash, size_bytes, begun_ms, moved_ms, device)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)
         ON CONFLICT (production, audience, hash)
         DO UPDATE SET size_bytes = excluded.size_bytes, begun_ms = excluded.begun_ms,
           moved_ms = excluded.moved_ms, device = excluded.device, whole_ms = NULL
         RETURNING id",
    )
    .bind(blob.document.production.as_str())
    .bind(blob.document.audience.to_string())
    .bind(blob.hash.0.as_slice())
    .bind(signed(size_bytes))
    .bind(now_ms)
    .bind(device.as_str())
    .fetch_one(conn)
    .await?;
    Ok(row)
}

/// Notes that a piece came. Within a minute of the last one nothing is written: each write waits
/// for the disk.
pub async fn renew(conn: &mut SqliteConnection, row: i64, now_ms: i64) -> Result<()> {
    sqlx::query("UPDATE blobs SET moved_ms = ? WHERE id = ? AND moved_ms < ?")
        .bind(now_ms)
        .bind(row)
        .bind(now_ms.saturating_sub(60_000))
        .execute(conn)
        .await?;
    Ok(())
}

/// Says whether the row was still there.
pub async fn set_whole(conn: &mut SqliteConnection, row: i64, now_ms: i64) -> Result<bool> {
    let done = sqlx::query("UPDATE blobs SET whole_ms = ? WHERE id = ?")
        .bind(now_ms)
        .bind(row)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Adds up the sizes of a production's blobs, those that are not whole yet included, without one.
pub async fn total_bytes(
    conn: &mut SqliteConnection,
    production: &Id,
    without: Option<i64>,
) -> Result<u64> {
    let sum: i64 = sqlx::query_scalar(
        "SELECT coalesce(sum(size_bytes), 0) FROM blobs WHERE production = ? AND id IS NOT ?",
    )
    .bind(production.as_str())
    .bind(without)
    .fetch_one(conn)
    .await?;
    Ok(unsigned(sum))
}

/// Counts what a device announced and did not finish, without one; and adds up the sizes.
pub async fn begun_by(
    conn: &mut SqliteConnection,
    device: &Id,
    without: Option<i64>,
) -> Result<(u64, u64)> {
    let row = sqlx::query(
        "SELECT count(*) AS count, coalesce(sum(size_bytes), 0) AS bytes FROM blobs
         WHERE device = ? AND whole_ms IS NULL AND id IS NOT ?",
    )
    .bind(device.as_str())
    .bind(without)
    .fetch_one(conn)
    .await?;
    Ok((unsigned(row.get("count")), unsigned(row.get("bytes"))))
}

/// Lists the blobs that are not whole and of which no piece came since a moment: of one production,
/// or of all.
pub async fn left(
    conn: &mut SqliteConnection,
    production: Option<&Id>,
    before_ms: i64,
) -> Result<Vec<(i64, BlobId)>> {
    let rows = sqlx::query(
        "SELECT id, production, audience, hash FROM blobs
         WHERE whole_ms IS NULL AND moved_ms < ?1 AND (?2 IS NULL OR production = ?2)",
    )
    .bind(before_ms)
    .bind(production.map(Id::as_str))
    .fetch_all(conn)
    .await?;
    rows.iter().map(named).collect()
}

fn named(row: &SqliteRow) -> Result<(i64, BlobId)> {
    let production = Id::new(row.get::<String, _>("production"));
    let audience = Audience::parse(row.get("audience")).ok_or(StoreError::Odd("an audience"))?;
    let hash: &[u8] = row.get("hash");
    let hash = BlobHash(hash.try_into().map_err(|_| StoreError::Odd("a hash"))?);
    let document = DocId::new(&production, audience);
    Ok((row.get("id"), BlobId { document, hash }))
}

pub async fn forget(conn: &mut SqliteConnection, row: i64) -> Result<()> {
    sqlx::query("DELETE FROM blobs WHERE id = ? AND whole_ms IS NULL")
        .bind(row)
        .execute(conn)
        .await?;
    Ok(())
}
