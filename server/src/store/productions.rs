//! Productions and their epochs.

use shared::access::Audience;
use shared::id::Id;
use sqlx::{Row, SqliteConnection};

use super::{Result, documents, signed, unsigned};

/// Says what the production is called, or nothing if there is none.
pub async fn title(conn: &mut SqliteConnection, production: &Id) -> Result<Option<String>> {
    let row = sqlx::query_scalar("SELECT title FROM productions WHERE id = ?")
        .bind(production.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

pub async fn epoch(conn: &mut SqliteConnection, production: &Id) -> Result<Option<Id>> {
    let row: Option<String> = sqlx::query_scalar("SELECT epoch FROM productions WHERE id = ?")
        .bind(production.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(row.map(Id::new))
}

/// Makes a production and the documents that everyone's is made of.
pub async fn create(
    conn: &mut SqliteConnection,
    production: &Id,
    title: &str,
    epoch: &Id,
    now_ms: i64,
) -> Result<()> {
    sqlx::query("INSERT INTO productions (id, title, epoch, created_ms) VALUES (?, ?, ?, ?)")
        .bind(production.as_str())
        .bind(title)
        .bind(epoch.as_str())
        .bind(now_ms)
        .execute(&mut *conn)
        .await?;
    for audience in Audience::SHARED {
        documents::create(conn, production, &audience).await?;
    }
    Ok(())
}

pub async fn set_epoch(conn: &mut SqliteConnection, production: &Id, epoch: &Id) -> Result<()> {
    sqlx::query("UPDATE productions SET epoch = ? WHERE id = ?")
        .bind(epoch.as_str())
        .bind(production.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// Returns how many bytes the production's logs have taken in.
pub async fn log_bytes(conn: &mut SqliteConnection, production: &Id) -> Result<u64> {
    let bytes: Option<i64> = sqlx::query_scalar("SELECT log_bytes FROM productions WHERE id = ?")
        .bind(production.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(unsigned(bytes.unwrap_or(0)))
}

pub async fn set_log_bytes(conn: &mut SqliteConnection, production: &Id, bytes: u64) -> Result<()> {
    sqlx::query("UPDATE productions SET log_bytes = ? WHERE id = ?")
        .bind(signed(bytes))
        .bind(production.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn all(conn: &mut SqliteConnection) -> Result<Vec<Id>> {
    let rows = sqlx::query("SELECT id FROM productions")
        .fetch_all(conn)
        .await?;
    Ok(rows
        .iter()
        .map(|row| Id::new(row.get::<String, _>(0)))
        .collect())
}
