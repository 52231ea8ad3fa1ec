//! Documents: where each log stands.

use shared::access::Audience;
use shared::chunk::ChunkHash;
use shared::id::{DocId, Id};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{Result, StoreError, signed, unsigned};

/// Where a document's log stands.
#[derive(Clone, Debug)]
pub struct DocumentRow {
    pub row: i64,
    pub audience: Audience,
    pub last_sequence: u64,
    pub heads: Vec<ChunkHash>,
    pub max_op: u64,
    pub tail_bytes: u64,
    pub snapshot_sequence: u64,
    pub compaction_failed: bool,
}

/// Heads as they stand in the file: 32 bytes each.
pub fn heads_to_blob(heads: &[ChunkHash]) -> Vec<u8> {
    heads.iter().flat_map(|head| head.0).collect()
}

pub fn heads_from_blob(blob: &[u8]) -> Result<Vec<ChunkHash>> {
    blob.chunks(32).map(hash_from_blob).collect()
}

pub fn hash_from_blob(blob: &[u8]) -> Result<ChunkHash> {
    let bytes = blob.try_into().map_err(|_| StoreError::Odd("a hash"))?;
    Ok(ChunkHash(bytes))
}

fn from_row(row: &SqliteRow) -> Result<DocumentRow> {
    let audience: &str = row.get("audience");
    Ok(DocumentRow {
        row: row.get("id"),
        audience: Audience::parse(audience).ok_or(StoreError::Odd("an audience"))?,
        last_sequence: unsigned(row.get("last_sequence")),
        heads: heads_from_blob(row.get("heads"))?,
        max_op: unsigned(row.get("max_op")),
        tail_bytes: unsigned(row.get("tail_bytes")),
        snapshot_sequence: unsigned(row.get("snapshot_sequence")),
        compaction_failed: row.get::<Option<i64>, _>("compaction_failed").is_some(),
    })
}

pub async fn find(conn: &mut SqliteConnection, document: &DocId) -> Result<Option<DocumentRow>> {
    let row = sqlx::query("SELECT * FROM documents WHERE production = ? AND audience = ?")
        .bind(document.production.as_str())
        .bind(document.audience.to_string())
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(from_row).transpose()
}

pub async fn of_production(
    conn: &mut SqliteConnection,
    production: &Id,
) -> Result<Vec<DocumentRow>> {
    let rows = sqlx::query("SELECT * FROM documents WHERE production = ? ORDER BY id")
        .bind(production.as_str())
        .fetch_all(conn)
        .await?;
    rows.iter().map(from_row).collect()
}

pub async fn count(conn: &mut SqliteConnection, production: &Id) -> Result<u64> {
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM documents WHERE production = ?")
        .bind(production.as_str())
        .fetch_one(conn)
        .await?;
    Ok(unsigned(count))
}

/// Makes a document, or leaves the one that is there; says which.
pub async fn create(
    conn: &mut SqliteConnection,
    production: &Id,
    audience: &Audience,
) -> Result<bool> {
    let done = sqlx::query(
        "INSERT INTO documents (production, audience) VALUES (?, ?) ON CONFLICT DO NOTHING",
    )
    .bind(production.as_str())
    .bind(audience.to_string())
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes where the log stands after a push.
pub async fn advance(conn: &mut SqliteConnection, document: &DocumentRow) -> Result<()> {
    sqlx::query(
        "UPDATE documents SET last_sequence = ?, heads = ?, max_op = ?, tail_bytes = ? WHERE id = ?",
    )
    .bind(signed(document.last_sequence))
    .bind(heads_to_blob(&document.heads))
    .bind(signed(document.max_op))
    .bind(signed(document.tail_bytes))
    .bind(document.row)
    .execute(conn)
    .await?;
    Ok(())
}

/// Returns the documents whose tail is long enough to be folded into a snapshot.
pub async fn to_compact(
    conn: &mut SqliteConnection,
    chunks: u64,
    bytes: u64,
) -> Result<Vec<DocId>> {
    let rows = sqlx::query(
        "SELECT production, audience FROM documents
         WHERE compaction_failed IS NULL
           AND (last_sequence - snapshot_sequence > ? OR tail_bytes > ?)",
    )
    .bind(signed(chunks))
    .bind(signed(bytes))
    .fetch_all(conn)
    .await?;
    let read = |row: &SqliteRow| {
        let audience =
            Audience::parse(row.get("audience")).ok_or(StoreError::Odd("an audience"))?;
        Ok(DocId::new(
            &Id::new(row.get::<String, _>("production")),
            audience,
        ))
    };
    rows.iter().map(read).collect()
}

pub async fn mark_compaction_failed(conn: &mut SqliteConnection, row: i64) -> Result<()> {
    sqlx::query("UPDATE documents SET compaction_failed = last_sequence WHERE id = ?")
        .bind(row)
        .execute(conn)
        .await?;
    Ok(())
}
