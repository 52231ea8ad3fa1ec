//! Letters on disk: what is due, what became of each.

use shared::id::Id;
use shared::wire::http::{LetterState, MailState, NewMail};
use sqlx::sqlite::SqliteRow;
use sqlx::{Connection, Row, SqliteConnection};

use super::may_issue;
use crate::store::{Result, devices};

/// A batch that is done is forgotten after so long; the devices have written down what became of it.
const FORGET_AFTER_MS: i64 = 30 * 24 * 3_600_000;

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
    pub file: Option<Vec<u8>>,
    pub tries: i64,
    pub made_ms: i64,
}

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
    let batch = sqlx::query("SELECT id FROM mail_batches WHERE production = ? AND name = ?")
        .bind(production.as_str())
        .bind(name.as_str())
        .fetch_optional(&mut *conn)
        .await?;
    let Some(batch) = batch else { return Ok(None) };
    let rows = sqlx::query(
        "SELECT person, state, said, changed_ms FROM mail_letters WHERE batch = ? ORDER BY person",
    )
    .bind(batch.get::<i64, _>("id"))
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

/// Takes back every letter of a batch that has not left. A batch that is not known yet leaves its
/// name behind, so that it is not sent when it comes after all.
pub async fn take_back(
    conn: &mut SqliteConnection,
    production: &Id,
    device: &Id,
    name: &Id,
    now_ms: i64,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO mail_batches
           (production, name, device, subject, file_name, made_ms, release_ms)
         VALUES (?, ?, ?, '', '', ?, ?) ON CONFLICT DO NOTHING",
    )
    .bind(production.as_str())
    .bind(name.as_str())
    .bind(device.as_str())
    .bind(now_ms)
    .bind(now_ms)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "UPDATE mail_letters SET state = 'taken_back', changed_ms = ?
         WHERE state = 'queued' AND batch =
           (SELECT id FROM mail_batches WHERE production = ? AND name = ?)",
    )
    .bind(now_ms)
    .bind(production.as_str())
    .bind(name.as_str())
    .execute(&mut *conn)
    .await?;
    tidy(conn, now_ms).await
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

/// Puts back what was on its way when the relay went down: it may have arrived or not, and a
/// call sheet that comes twice does less harm than one that does not come.
pub async fn recover(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query("UPDATE mail_letters SET state = 'queued' WHERE state = 'sending'")
        .execute(conn)
        .await?;
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

/// Says whether the device that handed a letter over may still send mail.
pub async fn may_go(conn: &mut SqliteConnection, letter: &Due) -> Result<bool> {
    let standing = devices::standing(conn, &letter.production, &letter.device).await?;
    Ok(standing.is_some_and(|standing| may_issue(&standing)))
}

/// Ends what is left of a letter's batch, because its device may no longer send.
pub async fn end(conn: &mut SqliteConnection, letter: &Due, now_ms: i64) -> Result<()> {
    sqlx::query(
        "UPDATE mail_letters SET state = 'failed', said = ?, changed_ms = ?
         WHERE batch = ? AND state IN ('queued', 'sending')",
    )
    .bind(NO_LONGER)
    .bind(now_ms)
    .bind(letter.batch)
    .execute(&mut *conn)
    .await?;
    tidy(conn, now_ms).await
}

async fn first_due(conn: &mut SqliteConnection, now_ms: i64) -> Result<Option<Due>> {
    let row = sqlx::query(
        "SELECT l.*, b.production, b.device, b.name AS batch_name, b.subject, b.reply_to,
                b.file_name, b.file, b.made_ms
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
        file: row.get("file"),
        tries: row.get("tries"),
        made_ms: row.get("made_ms"),
    }))
}

/// Writes how a letter ended.
pub async fn finish(
    conn: &mut SqliteConnection,
    letter: &Due,
    state: &str,
    said: &str,
    now_ms: i64,
) -> Result<()> {
    sqlx::query(
        "UPDATE mail_letters SET state = ?, said = ?, tries = tries + 1, changed_ms = ?
         WHERE batch = ? AND person = ?",
    )
    .bind(state)
    .bind(said)
    .bind(now_ms)
    .bind(letter.batch)
    .bind(&letter.person)
    .execute(&mut *conn)
    .await?;
    tidy(conn, now_ms).await
}

/// Puts a letter back for another try.
pub async fn again(
    conn: &mut SqliteConnection,
    letter: &Due,
    said: &str,
    now_ms: i64,
    next_ms: i64,
) -> Result<()> {
    sqlx::query(
        "UPDATE mail_letters SET state = 'queued', said = ?, tries = tries + 1, changed_ms = ?,
           next_ms = ? WHERE batch = ? AND person = ?",
    )
    .bind(said)
    .bind(now_ms)
    .bind(next_ms)
    .bind(letter.batch)
    .bind(&letter.person)
    .execute(conn)
    .await?;
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

/// Lets attachments go that no letter needs, and old batches whole.
async fn tidy(conn: &mut SqliteConnection, now_ms: i64) -> Result<()> {
    sqlx::query(
        "UPDATE mail_batches SET file = NULL WHERE file IS NOT NULL AND id NOT IN
           (SELECT batch FROM mail_letters WHERE state IN ('queued', 'sending'))",
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "DELETE FROM mail_batches WHERE made_ms < ? AND id NOT IN
           (SELECT batch FROM mail_letters WHERE state IN ('queued', 'sending'))",
    )
    .bind(now_ms - FORGET_AFTER_MS)
    .execute(conn)
    .await?;
    Ok(())
}
