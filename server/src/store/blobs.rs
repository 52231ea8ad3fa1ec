//! Which document has which blob, and which of them are whole.

use shared::blob::BlobId;
use shared::id::Id;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{Result, signed, unsigned};

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
    size_bytes: u64,
    now_ms: i64,
) -> Result<i64> {
    let row = sqlx::query_scalar(
        "INSERT INTO blobs (production, audience, hash, size_bytes, begun_ms)
         VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (production, audience, hash)
         DO UPDATE SET size_bytes = excluded.size_bytes, begun_ms = excluded.begun_ms, whole_ms = NULL
         RETURNING id",
    )
    .bind(blob.document.production.as_str())
    .bind(blob.document.audience.to_string())
    .bind(blob.hash.0.as_slice())
    .bind(signed(size_bytes))
    .bind(now_ms)
    .fetch_one(conn)
    .await?;
    Ok(row)
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

/// Lists the blobs that were begun before a moment and never became whole.
pub async fn given_up(conn: &mut SqliteConnection, before_ms: i64) -> Result<Vec<i64>> {
    let rows = sqlx::query_scalar("SELECT id FROM blobs WHERE whole_ms IS NULL AND begun_ms < ?")
        .bind(before_ms)
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

pub async fn forget(conn: &mut SqliteConnection, row: i64) -> Result<()> {
    sqlx::query("DELETE FROM blobs WHERE id = ? AND whole_ms IS NULL")
        .bind(row)
        .execute(conn)
        .await?;
    Ok(())
}
