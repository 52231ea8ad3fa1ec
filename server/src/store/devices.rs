//! Devices: who holds a token, and what it allows.

use shared::access::{Role, Standing};
use shared::id::{DeviceTag, Id};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{Result, StoreError};

#[derive(Clone, Debug)]
pub struct DeviceRow {
    pub id: Id,
    pub production: Id,
    pub tag: DeviceTag,
    pub label: String,
    pub standing: Standing,
    pub joined_ms: i64,
    pub seen_ms: Option<i64>,
    pub revoked_ms: Option<i64>,
}

fn from_row(row: &SqliteRow) -> Result<DeviceRow> {
    let tag: &[u8] = row.get("tag");
    Ok(DeviceRow {
        id: Id::new(row.get::<String, _>("id")),
        production: Id::new(row.get::<String, _>("production")),
        tag: DeviceTag(tag.try_into().map_err(|_| StoreError::Odd("a tag"))?),
        label: row.get("label"),
        standing: standing_from_row(row)?,
        joined_ms: row.get("joined_ms"),
        seen_ms: row.get("seen_ms"),
        revoked_ms: row.get("revoked_ms"),
    })
}

/// Reads role, person and script from a device or an invitation.
pub fn standing_from_row(row: &SqliteRow) -> Result<Standing> {
    Ok(Standing {
        role: Role::parse(row.get("role")).ok_or(StoreError::Odd("a role"))?,
        person: row.get::<Option<String>, _>("person").map(Id::new),
        script: row.get("script"),
    })
}

pub async fn insert(
    conn: &mut SqliteConnection,
    device: &DeviceRow,
    token_hash: &[u8; 32],
) -> Result<()> {
    sqlx::query(
        "INSERT INTO devices (id, production, token_hash, tag, label, role, person, script, joined_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(device.id.as_str())
    .bind(device.production.as_str())
    .bind(token_hash.as_slice())
    .bind(device.tag.0.as_slice())
    .bind(device.label.as_str())
    .bind(device.standing.role.as_str())
    .bind(device.standing.person.as_ref().map(Id::as_str))
    .bind(device.standing.script)
    .bind(device.joined_ms)
    .execute(conn)
    .await?;
    Ok(())
}

/// Finds the device that a token belongs to, unless it was revoked.
pub async fn by_token(
    conn: &mut SqliteConnection,
    production: &Id,
    token_hash: &[u8; 32],
) -> Result<Option<DeviceRow>> {
    let row = sqlx::query(
        "SELECT * FROM devices WHERE token_hash = ? AND production = ? AND revoked_ms IS NULL",
    )
    .bind(token_hash.as_slice())
    .bind(production.as_str())
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(from_row).transpose()
}

pub async fn by_id(
    conn: &mut SqliteConnection,
    production: &Id,
    device: &Id,
) -> Result<Option<DeviceRow>> {
    let row = sqlx::query("SELECT * FROM devices WHERE id = ? AND production = ?")
        .bind(device.as_str())
        .bind(production.as_str())
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(from_row).transpose()
}

/// Returns what a device may do at this moment: nothing if it was revoked.
pub async fn standing(
    conn: &mut SqliteConnection,
    production: &Id,
    device: &Id,
) -> Result<Option<Standing>> {
    let row = by_id(conn, production, device).await?;
    Ok(row
        .filter(|row| row.revoked_ms.is_none())
        .map(|row| row.standing))
}

/// Finds the device that writes under a tag, unless it was revoked.
pub async fn by_tag(
    conn: &mut SqliteConnection,
    production: &Id,
    tag: DeviceTag,
) -> Result<Option<DeviceRow>> {
    let row = sqlx::query(
        "SELECT * FROM devices WHERE production = ? AND tag = ? AND revoked_ms IS NULL",
    )
    .bind(production.as_str())
    .bind(tag.0.as_slice())
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(from_row).transpose()
}

pub async fn of_production(conn: &mut SqliteConnection, production: &Id) -> Result<Vec<DeviceRow>> {
    let rows = sqlx::query("SELECT * FROM devices WHERE production = ? ORDER BY joined_ms, id")
        .bind(production.as_str())
        .fetch_all(conn)
        .await?;
    rows.iter().map(from_row).collect()
}

/// Counts the devices of the office that are not revoked.
pub async fn count_office(conn: &mut SqliteConnection, production: &Id) -> Result<i64> {
    let count = sqlx::query_scalar(
        "SELECT count(*) FROM devices
         WHERE production = ? AND role = 'office' AND revoked_ms IS NULL",
    )
    .bind(production.as_str())
    .fetch_one(conn)
    .await?;
    Ok(count)
}

pub async fn update(conn: &mut SqliteConnection, device: &DeviceRow) -> Result<()> {
    sqlx::query("UPDATE devices SET label = ?, role = ?, script = ?, revoked_ms = ? WHERE id = ?")
        .bind(device.label.as_str())
        .bind(device.standing.role.as_str())
        .bind(device.standing.script)
        .bind(device.revoked_ms)
        .bind(device.id.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// Gives a device another token; the one before is void.
pub async fn set_token(conn: &mut SqliteConnection, device: &Id, hash: &[u8; 32]) -> Result<()> {
    sqlx::query("UPDATE devices SET token_hash = ? WHERE id = ?")
        .bind(hash.as_slice())
        .bind(device.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn set_seen(conn: &mut SqliteConnection, device: &Id, seen_ms: i64) -> Result<()> {
    sqlx::query("UPDATE devices SET seen_ms = ? WHERE id = ?")
        .bind(seen_ms)
        .bind(device.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes down when devices were last connected, in one transaction.
pub async fn set_all_seen(conn: &mut SqliteConnection, seen: &[(Id, i64)]) -> Result<()> {
    use sqlx::Connection;
    let mut tx = conn.begin().await?;
    for (device, seen_ms) in seen {
        set_seen(&mut tx, device, *seen_ms).await?;
    }
    tx.commit().await?;
    Ok(())
}
