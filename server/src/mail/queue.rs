//! Letters on disk: which is due, and how each ended.

use shared::id::Id;
use sqlx::{Connection, Row, SqliteConnection};

use super::batches::{drop_words, stop_taken_back};
use super::may_issue;
use crate::store::{Result, devices};

/// What the office reads of a letter whose device was revoked, or given another role.
const NO_LONGER: &str =
    "The device that handed this mail over may no longer send: send it again from another one.";

/// A letter whose time has come.
#[derive(Clone, Debug)]
pub struct Due {
    pub batch: i64,
    pub production: Id,
    /// The device that handed it over.
    pub device: Id,
    pub batch_name: String,
    pub person: String,
    pub name: String,
    pub address: String,
    pub subject: String,
    pub reply_to: Option<String>,
    pub text: String,
    pub file_name: String,
    pub tries: i64,
    pub made_ms: i64,
}

/// Puts back what was on its way when the relay went down: it may have arrived or not, and a
/// call sheet that comes twice does less harm than one that does not come.
pub async fn recover(conn: &mut SqliteConnection, now_ms: i64) -> Result<()> {
    let mut tx = conn.begin().await?;
    let batches: Vec<i64> = sqlx::query_scalar(
        "UPDATE mail_letters SET state = 'queued' WHERE state = 'sending' RETURNING batch",
    )
    .fetch_all(&mut *tx)
    .await?;
    for batch in batches {
        stop_taken_back(&mut tx, batch, now_ms).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes the next letter whose time has come and marks it as on its way. What a device handed over
/// that may no longer send is ended instead.
pub async fn claim(conn: &mut SqliteConnection, now_ms: i64) -> Result<Option<Due>> {
    let mut tx = conn.begin().await?;
    let due = loop {
        let Some(due) = first_due(&mut tx, now_ms).await? else {
            break None;
        };
        if may_go(&mut tx, &due).await? {
            sqlx::query("UPDATE mail_letters SET state = 'sending' WHERE batch = ? AND person = ?")
                .bind(due.batch)
                .bind(&due.person)
                .execute(&mut *tx)
                .await?;
            break Some(due);
        }
        end(&mut tx, &due, now_ms).await?;
    };
    tx.commit().await?;
    Ok(due)
}

async fn first_due(conn: &mut SqliteConnection, now_ms: i64) -> Result<Option<Due>> {
    let row = sqlx::query(
        "SELECT l.*, b.production, b.device, b.name AS batch_name, b.subject, b.reply_to,
                b.file_name, b.made_ms
         FROM mail_letters l JOIN mail_batches b ON b.id = l.batch
         WHERE l.state = 'queued' AND l.next_ms <= ? ORDER BY l.next_ms, l.tries, l.rowid
         LIMIT 1",
    )
    .bind(now_ms)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Due {
        batch: row.get("batch"),
        production: Id::new(row.get::<String, _>("production")),
        device: Id::new(row.get::<String, _>("device")),
        batch_name: row.get("batch_name"),
        person: row.get("person"),
        name: row.get("name"),
        address: row.get("address"),
        subject: row.get("subject"),
        reply_to: row.get("reply_to"),
        text: row.get("text"),
        file_name: row.get("file_name"),
        tries: row.get("tries"),
        made_ms: row.get("made_ms"),
    }))
}

/// Reads what is attached to the letters of a batch.
pub async fn attachment(conn: &mut SqliteConnection, batch: i64) -> Result<Option<Vec<u8>>> {
    let row = sqlx::query("SELECT file FROM mail_batches WHERE id = ?")
        .bind(batch)
        .fetch_optional(conn)
        .await?;
    let file = row.and_then(|row| row.get::<Option<Vec<u8>>, _>("file"));
    Ok(file.filter(|file| !file.is_empty()))
}

/// Says whether the device that handed a letter over may still send mail.
pub async fn may_go(conn: &mut SqliteConnection, letter: &Due) -> Result<bool> {
    let standing = devices::standing(conn, &letter.production, &letter.device).await?;
    Ok(standing.is_some_and(|standing| may_issue(&standing)))
}

/// Ends what is left of a letter's batch, because its device may no longer send.
pub async fn end(conn: &mut SqliteConnection, letter: &Due, now_ms: i64) -> Result<()> {
    let mut tx = conn.begin().await?;
    sqlx::query(
        "UPDATE mail_letters
         SET state = 'failed', said = ?, changed_ms = ?, name = '', address = '', text = ''
         WHERE batch = ? AND state IN ('queued', 'sending')",
    )
    .bind(NO_LONGER)
    .bind(now_ms)
    .bind(letter.batch)
    .execute(&mut *tx)
    .await?;
    drop_words(&mut tx, letter.batch).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes how a letter ended; what it said is not kept.
pub async fn finish(
    conn: &mut SqliteConnection,
    letter: &Due,
    state: &str,
    said: &str,
    now_ms: i64,
) -> Result<()> {
    let mut tx = conn.begin().await?;
    sqlx::query(
        "UPDATE mail_letters SET state = ?, said = ?, tries = tries + 1, changed_ms = ?,
           name = '', address = '', text = ''
         WHERE batch = ? AND person = ?",
    )
    .bind(state)
    .bind(said)
    .bind(now_ms)
    .bind(letter.batch)
    .bind(&letter.person)
    .execute(&mut *tx)
    .await?;
    drop_words(&mut tx, letter.batch).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a letter back for another try, unless it was taken back while it was on its way.
pub async fn again(
    conn: &mut SqliteConnection,
    letter: &Due,
    said: &str,
    now_ms: i64,
    next_ms: i64,
) -> Result<()> {
    let mut tx = conn.begin().await?;
    sqlx::query(
        "UPDATE mail_letters SET state = 'queued', said = ?, tries = tries + 1, changed_ms = ?,
           next_ms = ? WHERE batch = ? AND person = ?",
    )
    .bind(said)
    .bind(now_ms)
    .bind(next_ms)
    .bind(letter.batch)
    .bind(&letter.person)
    .execute(&mut *tx)
    .await?;
    stop_taken_back(&mut tx, letter.batch, now_ms).await?;
    tx.commit().await?;
    Ok(())
}

/// Lets every letter wait that is due before then.
pub async fn postpone(conn: &mut SqliteConnection, until_ms: i64) -> Result<()> {
    sqlx::query("UPDATE mail_letters SET next_ms = ? WHERE state = 'queued' AND next_ms < ?")
        .bind(until_ms)
        .bind(until_ms)
        .execute(conn)
        .await?;
    Ok(())
}

/// Returns when the next letter is due.
pub async fn next_due(conn: &mut SqliteConnection) -> Result<Option<i64>> {
    let row = sqlx::query("SELECT min(next_ms) AS at FROM mail_letters WHERE state = 'queued'")
        .fetch_one(conn)
        .await?;
    Ok(row.get("at"))
}
