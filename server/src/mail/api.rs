//! Mail over HTTP: handed over, asked after, taken back. Only by devices that may issue.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use shared::id::Id;
use shared::wire::http::{MailSetup, MailState, NewMail};
use sqlx::{Connection, SqliteConnection};
use tokio::sync::OwnedSemaphorePermit;

use super::{batches, may_issue};
use crate::api::{Body, Caller, check_id, standing_now, to_the_end};
use crate::clock::now_ms;
use crate::problem::Problem;
use crate::relay::Relay;
use crate::store::{DeviceRow, StoreError};

const LETTERS_MAX: usize = 1000;
const TEXT_MAX_BYTES: usize = 20_000;
const LINE_MAX_CHARS: usize = 200;
const HOLD_MAX_S: u32 = 600;
/// A device waits so long for its turn to send letters, before a byte of them is read.
const TURN_WITHIN: Duration = Duration::from_secs(3);
/// Seconds after which one whose turn did not come may ask again.
const BUSY_S: u32 = 10;
/// Attachments of one production that wait at once, in sizes of the largest.
const WAITING_FILES: i64 = 8;

impl Caller {
    fn may_issue(self) -> Result<DeviceRow, Problem> {
        if may_issue(&self.0.standing) {
            Ok(self.0)
        } else {
            Err(Problem::office_only())
        }
    }
}

/// Makes sure that the caller may still send, now that nobody else can write.
async fn check_still(conn: &mut SqliteConnection, caller: &DeviceRow) -> Result<(), Problem> {
    if may_issue(&standing_now(conn, caller).await?) {
        Ok(())
    } else {
        Err(Problem::office_only())
    }
}

/// Whoever may send mail, where the relay sends any, when it is their turn: asked before the letters
/// are read. The relay holds only so many mails in memory.
pub struct Sender(DeviceRow, OwnedSemaphorePermit);

impl FromRequestParts<Arc<Relay>> for Sender {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, relay: &Arc<Relay>) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, relay)
            .await?
            .may_issue()?;
        if relay.mailer.is_none() {
            return Err(Problem::new(
                StatusCode::CONFLICT,
                "no_mail",
                "This relay sends no mail: whoever runs it can set it up with --mail-host.",
            ));
        }
        let turn = relay.mail.bodies.clone().acquire_owned();
        match tokio::time::timeout(TURN_WITHIN, turn).await {
            Ok(Ok(turn)) => Ok(Self(caller, turn)),
            _ => Err(Problem::busy(BUSY_S)),
        }
    }
}

/// `GET /api/productions/{production}/mail`
pub async fn setup(
    State(relay): State<Arc<Relay>>,
    caller: Caller,
) -> Result<Json<MailSetup>, Problem> {
    caller.may_issue()?;
    Ok(Json(MailSetup {
        from: relay.mailer.as_ref().map(|m| m.from.to_string()),
    }))
}

/// `POST /api/productions/{production}/mail`
pub async fn create(
    State(relay): State<Arc<Relay>>,
    Sender(caller, turn): Sender,
    Body(mail): Body<NewMail>,
) -> Result<Response, Problem> {
    check(&relay, &mail)?;
    let count = u32::try_from(mail.letters.len()).unwrap_or(u32::MAX);
    let state = to_the_end(async move {
        let mut conn = relay.store.write().await;
        let mut tx = conn.begin().await.map_err(StoreError::from)?;
        check_still(&mut tx, &caller).await?;
        // Handed over before, and the answer was lost on the way.
        if let Some(state) = batches::state(&mut tx, &caller.production, &mail.id).await? {
            return Ok(state);
        }
        let most = i64::try_from(file_max(&relay)).unwrap_or(i64::MAX);
        let waiting = batches::waiting_bytes(&mut tx, &caller.production).await?;
        if waiting >= most.saturating_mul(WAITING_FILES)
            || !relay.mails.take_many(caller.production.clone(), count)
        {
            return Err(Problem::new(
                StatusCode::TOO_MANY_REQUESTS,
                "too_many",
                "This is more mail than the relay takes in an hour: wait, then send again.",
            ));
        }
        let now = now_ms();
        let release = now.saturating_add(i64::from(mail.hold_s) * 1000);
        let (production, device) = (&caller.production, &caller.id);
        batches::insert(&mut tx, production, device, &mail, now, release).await?;
        let state = batches::state(&mut tx, production, &mail.id).await?;
        tx.commit().await.map_err(StoreError::from)?;
        drop(conn);
        relay.mail.wake.notify_one();
        drop(turn);
        state.ok_or_else(unknown)
    })
    .await?;
    Ok((StatusCode::CREATED, Json(state)).into_response())
}

/// `GET /api/productions/{production}/mail/{batch}`
pub async fn state(
    State(relay): State<Arc<Relay>>,
    caller: Caller,
    Path((_, batch)): Path<(String, String)>,
) -> Result<Json<MailState>, Problem> {
    let caller = caller.may_issue()?;
    let mut conn = relay.store.read().await?;
    let state = batches::state(&mut conn, &caller.production, &Id::new(batch)).await?;
    state.map(Json).ok_or_else(unknown)
}

/// `DELETE /api/productions/{production}/mail/{batch}`: takes back what has not left.
pub async fn take_back(
    State(relay): State<Arc<Relay>>,
    caller: Caller,
    Path((_, batch)): Path<(String, String)>,
) -> Result<Json<MailState>, Problem> {
    let caller = caller.may_issue()?;
    let batch = Id::new(batch);
    check_id(&batch, "The mail's id")?;
    to_the_end(async move {
        let mut conn = relay.store.write().await;
        let mut tx = conn.begin().await.map_err(StoreError::from)?;
        check_still(&mut tx, &caller).await?;
        batches::take_back(&mut tx, &caller.production, &caller.id, &batch, now_ms()).await?;
        let state = batches::state(&mut tx, &caller.production, &batch).await?;
        tx.commit().await.map_err(StoreError::from)?;
        state.map(Json).ok_or_else(unknown)
    })
    .await
}

/// `POST /api/productions/{production}/mail/{batch}/now`: lets go what is held back.
pub async fn release(
    State(relay): State<Arc<Relay>>,
    caller: Caller,
    Path((_, batch)): Path<(String, String)>,
) -> Result<Json<MailState>, Problem> {
    let caller = caller.may_issue()?;
    let batch = Id::new(batch);
    to_the_end(async move {
        let mut conn = relay.store.write().await;
        check_still(&mut conn, &caller).await?;
        batches::release(&mut conn, &caller.production, &batch, now_ms()).await?;
        let state = batches::state(&mut conn, &caller.production, &batch).await?;
        drop(conn);
        relay.mail.wake.notify_one();
        state.map(Json).ok_or_else(unknown)
    })
    .await
}

fn unknown() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "unknown_mail",
        "The relay knows nothing of this mail, or it is long done.",
    )
}

/// Returns the most bytes that an attachment may have.
pub fn file_max(relay: &Relay) -> usize {
    relay.options.mail.mail_file_mib.saturating_mul(1024 * 1024)
}

/// Returns the most bytes that a body may have: the attachment in base 64, and the letters.
pub fn body_max(relay: &Relay) -> usize {
    file_max(relay).saturating_mul(4) / 3 + 4 * 1024 * 1024
}

fn check(relay: &Relay, mail: &NewMail) -> Result<(), Problem> {
    check_id(&mail.id, "The mail's id")?;
    let bad = |message: String| Err(Problem::bad("bad_mail", message));
    if !(1..=LETTERS_MAX).contains(&mail.letters.len()) {
        return bad(format!("A mail goes to 1 to {LETTERS_MAX} people."));
    }
    if mail.hold_s > HOLD_MAX_S {
        return bad(format!(
            "Mail is held back for at most {HOLD_MAX_S} seconds."
        ));
    }
    if mail.file.len() > file_max(relay) {
        return Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "large_file",
            "The document is too large to be sent by mail: send it without, or by other means.",
        ));
    }
    let lines = [&mail.subject, &mail.file_name];
    let lines = lines
        .into_iter()
        .chain(mail.reply_to.as_ref())
        .chain(mail.letters.iter().flat_map(|l| [&l.name, &l.address]));
    for line in lines {
        if line.chars().count() > LINE_MAX_CHARS || line.chars().any(char::is_control) {
            return bad(format!(
                "Subjects, names and addresses are one line of at most {LINE_MAX_CHARS} letters."
            ));
        }
    }
    let mut people = HashSet::new();
    for letter in &mail.letters {
        check_id(&letter.person, "A person's id")?;
        if letter.text.len() > TEXT_MAX_BYTES {
            return bad(format!("A letter has at most {TEXT_MAX_BYTES} bytes."));
        }
        // A bare carriage return ends a line for some mail servers, and with it the letter.
        if letter
            .text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\t'))
        {
            return bad("A letter is plain text: no control characters.".to_owned());
        }
        if !people.insert(&letter.person) {
            return bad("Somebody stands on the list twice.".to_owned());
        }
    }
    Ok(())
}
