//! Batches on disk: what devices hand over, ask after and take back, and for how long it is kept.

use shared::id::Id;
use shared::wire::http::{LetterState, MailState, NewMail};
use sqlx::sqlite::SqliteRow;
use sqlx::{Connection, Row, SqliteConnection};

use crate::store::Result;

/// How a batch that is done ended is told for so long; the devices have written it down by then.
const FORGET_AFTER_MS: i64 = 30 * 24 * 3_600_000;
/// Names of one production that were taken back before anything came under them.
const NAMES_MAX: i64 = 1000;

/// Stores a batch that is not known yet.
pub async fn insert(
    conn: &mut SqliteConnection,
    production: &Id,
    device: &Id,
    mail: &NewMail,
    now_ms: i64,
    release_ms: i64,
) -> Result<()> {
    let made = sqlx::query(
        "INSERT INTO mail_batches
           (production, name, device, subject, reply_to, file_name, file, made_ms, release_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(production.as_str())
    .bind(mail.id.as_str())
    .bind(device.as_str())
    .bind(&mail.subject)
    .bind(mail.reply_to.as_deref())
    .bind(&mail.file_name)
    .bind(mail.file.as_slice())
    .bind(now_ms)
    .bind(release_ms)
    .execute(&mut *conn)
    .await?;
    let batch = made.last_insert_rowid();
    for letter in &mail.letters {
        sqlx::query(
            "INSERT INTO mail_letters
               (batch, person, name, address, text, state, next_ms, changed_ms)
             VALUES (?, ?, ?, ?, ?, 'queued', ?, ?)",
        )
        .bind(batch)
        .bind(letter.person.as_str())
        .bind(&letter.name)
        .bind(&letter.address)
        .bind(&letter.text)
        .bind(release_ms)
        .bind(now_ms)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Returns how many attachment bytes of a production wait.
pub async fn waiting_bytes(conn: &mut SqliteConnection, production: &Id) -> Result<i64> {
    let row = sqlx::query(
        "SELECT coalesce(sum(length(file)), 0) AS n FROM mail_batches WHERE production = ?",
    )
    .bind(production.as_str())
    .fetch_one(conn)
    .await?;
    Ok(row.get("n"))
}

/// Says how far each letter of a batch is, or nothing if the batch is unknown.
pub async fn state(
    conn: &mut SqliteConnection,
    production: &Id,
    name: &Id,
) -> Result<Option<MailState>> {
    let Some(batch) = number(conn, production, name).await? else {
        return Ok(None);
    };
    let rows = sqlx::query(
        "SELECT person, state, said, changed_ms FROM mail_letters WHERE batch = ? ORDER BY person",
    )
    .bind(batch)
    .fetch_all(conn)
    .await?;
    let letter = |row: &SqliteRow| LetterState {
        person: Id::new(row.get::<String, _>("person")),
        // How it is on its way right now is the relay's own matter.
        state: match row.get::<String, _>("state") {
            state if state == "sending" => "queued".to_owned(),
            state => state,
        },
        said: row.get("said"),
        at_ms: row.get("changed_ms"),
    };
    Ok(Some(MailState {
        letters: rows.iter().map(letter).collect(),
    }))
}

async fn number(conn: &mut SqliteConnection, production: &Id, name: &Id) -> Result<Option<i64>> {
    let number =
        sqlx::query_scalar("SELECT id FROM mail_batches WHERE production = ? AND name = ?")
            .bind(production.as_str())
            .bind(name.as_str())
            .fetch_optional(conn)
            .await?;
    Ok(number)
}

/// Takes back every letter of a batch that has not left. A batch that is not known yet leaves its
/// name behind, so that it is not sent when it comes after all.
pub async fn take_back(
    conn: &mut SqliteConnection,
    production: &Id,
    device: &Id,
    name: &Id,
    now_ms: i64,
) -> Result<()> {
    let Some(batch) = number(conn, production, name).await? else {
        return leave_name(conn, production, device, name, now_ms).await;
    };
    sqlx::query("UPDATE mail_batches SET taken_back_ms = ? WHERE id = ?")
        .bind(now_ms)
        .bind(batch)
        .execute(&mut *conn)
        .await?;
    stop_taken_back(conn, batch, now_ms).await
}

/// Keeps what did not leave of a batch from leaving, if the batch was taken back.
pub async fn stop_taken_back(conn: &mut SqliteConnection, batch: i64, now_ms: i64) -> Result<()> {
    sqlx::query(
        "UPDATE mail_letters
         SET state = 'taken_back', changed_ms = ?1, name = '', address = '', text = ''
         WHERE batch = ?2 AND state = 'queued'
           AND (SELECT taken_back_ms FROM mail_batches WHERE id = ?2) IS NOT NULL",
    )
    .bind(now_ms)
    .bind(batch)
    .execute(&mut *conn)
    .await?;
    drop_words(conn, batch).await
}

/// Taking back is never refused, so of the names that nothing came under the latest are kept.
async fn leave_name(
    conn: &mut SqliteConnection,
    production: &Id,
    device: &Id,
    name: &Id,
    now_ms: i64,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO mail_batches
           (production, name, device, subject, file_name, made_ms, release_ms)
         VALUES (?, ?, ?, '', '', ?, ?)",
    )
    .bind(production.as_str())
    .bind(name.as_str())
    .bind(device.as_str())
    .bind(now_ms)
    .bind(now_ms)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "DELETE FROM mail_batches WHERE id IN
           (SELECT id FROM mail_batches AS b WHERE production = ?
              AND NOT EXISTS (SELECT 1 FROM mail_letters WHERE batch = b.id)
            ORDER BY id DESC LIMIT -1 OFFSET ?)",
    )
    .bind(production.as_str())
    .bind(NAMES_MAX)
    .execute(conn)
    .await?;
    Ok(())
}

/// Lets a batch go that is still held back.
pub async fn release(
    conn: &mut SqliteConnection,
    production: &Id,
    name: &Id,
    now_ms: i64,
) -> Result<()> {
    sqlx::query(
        "UPDATE mail_letters SET next_ms = min(next_ms, ?) WHERE state = 'queued' AND batch =
           (SELECT id FROM mail_batches WHERE production = ? AND name = ?)",
    )
    .bind(now_ms)
    .bind(production.as_str())
    .bind(name.as_str())
    .execute(conn)
    .await?;
    Ok(())
}

/// Drops what a batch said and what was attached to it, once no letter of it may go any more.
pub async fn drop_words(conn: &mut SqliteConnection, batch: i64) -> Result<()> {
    sqlx::query(
        "UPDATE mail_batches SET file = NULL, subject = '', reply_to = NULL, file_name = ''
         WHERE id = ?1 AND NOT EXISTS
           (SELECT 1 FROM mail_letters WHERE batch = ?1 AND state IN ('queued', 'sending'))",
    )
    .bind(batch)
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets batches that have been done for long.
pub async fn forget(conn: &mut SqliteConnection, now_ms: i64) -> Result<()> {
    let mut tx = conn.begin().await?;
    sqlx::query(
        "DELETE FROM mail_batches WHERE made_ms < ? AND NOT EXISTS
           (SELECT 1 FROM mail_letters
            WHERE batch = mail_batches.id AND state IN ('queued', 'sending'))",
    )
    .bind(now_ms.saturating_sub(FORGET_AFTER_MS))
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}
