//! Invitations: single-use codes, stored as their hash.

use shared::access::Standing;
use shared::id::Id;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::Result;
use super::devices::standing_from_row;

#[derive(Clone, Debug)]
pub struct InvitationRow {
    pub id: Id,
    pub standing: Standing,
    pub created_ms: i64,
    pub expires_ms: i64,
    pub used_ms: Option<i64>,
    pub used_by: Option<Id>,
}

fn from_row(row: &SqliteRow) -> Result<InvitationRow> {
    Ok(InvitationRow {
        id: Id::new(row.get::<String, _>("id")),
        standing: standing_from_row(row)?,
        created_ms: row.get("created_ms"),
        expires_ms: row.get("expires_ms"),
        used_ms: row.get("used_ms"),
        used_by: row.get::<Option<String>, _>("used_by").map(Id::new),
    })
}

pub async fn insert(
    conn: &mut SqliteConnection,
    production: &Id,
    invitation: &InvitationRow,
    code_hash: &[u8; 32],
) -> Result<()> {
    sqlx::query(
        "INSERT INTO invitations
           (id, production, code_hash, role, person, script, created_ms, expires_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(invitation.id.as_str())
    .bind(production.as_str())
    .bind(code_hash.as_slice())
    .bind(invitation.standing.role.as_str())
    .bind(invitation.standing.person.as_ref().map(Id::as_str))
    .bind(invitation.standing.script)
    .bind(invitation.created_ms)
    .bind(invitation.expires_ms)
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn by_code(
    conn: &mut SqliteConnection,
    production: &Id,
    code_hash: &[u8; 32],
) -> Result<Option<InvitationRow>> {
    let row = sqlx::query("SELECT * FROM invitations WHERE code_hash = ? AND production = ?")
        .bind(code_hash.as_slice())
        .bind(production.as_str())
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(from_row).transpose()
}

pub async fn of_production(
    conn: &mut SqliteConnection,
    production: &Id,
) -> Result<Vec<InvitationRow>> {
    let rows =
        sqlx::query("SELECT * FROM invitations WHERE production = ? ORDER BY created_ms, id")
            .bind(production.as_str())
            .fetch_all(conn)
            .await?;
    rows.iter().map(from_row).collect()
}

pub async fn mark_used(
    conn: &mut SqliteConnection,
    invitation: &Id,
    device: &Id,
    now_ms: i64,
) -> Result<()> {
    sqlx::query("UPDATE invitations SET used_ms = ?, used_by = ? WHERE id = ?")
        .bind(now_ms)
        .bind(device.as_str())
        .bind(invitation.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes an invitation back; says whether there was one that could still be used.
pub async fn delete(conn: &mut SqliteConnection, production: &Id, invitation: &Id) -> Result<bool> {
    let done =
        sqlx::query("DELETE FROM invitations WHERE id = ? AND production = ? AND used_ms IS NULL")
            .bind(invitation.as_str())
            .bind(production.as_str())
            .execute(conn)
            .await?;
    Ok(done.rows_affected() == 1)
}
