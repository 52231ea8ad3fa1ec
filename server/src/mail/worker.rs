//! Sends what is due, one letter after the other; goes on after a restart where it was.

use std::sync::Arc;
use std::time::Duration;

use lettre::message::Body;
use tokio::sync::{Notify, Semaphore, watch};
use tokio::time::Instant;

use super::batches;
use super::queue::{self, Due};
use super::send::{Outcome, message, send};
use super::setup::{MailOptions, Mailer};
use crate::clock::{becomes_true, now_ms};
use crate::relay::Relay;
use crate::store::StoreError;

/// What requests share with the worker.
pub struct Worker {
    /// Wakes it when something was handed over.
    pub wake: Notify,
    /// Mails that devices send at this moment.
    pub bodies: Arc<Semaphore>,
}

impl Worker {
    pub fn new(options: &MailOptions) -> Self {
        Self {
            wake: Notify::new(),
            bodies: Arc::new(Semaphore::new(options.mail_bodies.clamp(1, 1000))),
        }
    }
}

const LONGEST_SLEEP: Duration = Duration::from_secs(600);
const LONGEST_WAIT_MS: i64 = 3_600_000;
const FORGET_EVERY: Duration = Duration::from_secs(3600);
/// After the disk failed.
const REST: Duration = Duration::from_secs(5);

/// Runs until the relay stops; a letter that is on its way is finished first.
pub async fn run(relay: Arc<Relay>, mut stopping: watch::Receiver<bool>) {
    let Some(mailer) = &relay.mailer else { return };
    if let Err(error) = queue::recover(&mut *relay.store.write().await, now_ms()).await {
        tracing::error!("mail: {error}");
    }
    let mut attached = None;
    let mut forgets_at = Instant::now();
    while !*stopping.borrow() {
        if Instant::now() >= forgets_at {
            forgets_at = Instant::now() + FORGET_EVERY;
            if let Err(error) = batches::forget(&mut *relay.store.write().await, now_ms()).await {
                tracing::warn!("old mail could not be forgotten: {error}");
            }
        }
        let sleep = match step(&relay, mailer, &mut attached).await {
            Ok(Duration::ZERO) => continue,
            Ok(sleep) => sleep,
            Err(error) => {
                tracing::error!("mail: {error}");
                // A letter whose end could not be written goes back; nothing else is on its way.
                if let Err(error) = queue::recover(&mut *relay.store.write().await, now_ms()).await
                {
                    tracing::error!("mail: {error}");
                }
                REST
            }
        };
        tokio::select! {
            () = tokio::time::sleep(sleep) => {}
            () = relay.mail.wake.notified() => {}
            () = becomes_true(&mut stopping) => {}
        }
    }
}

/// What is attached to the letters of one batch: read and encoded once for all of them.
struct Attached {
    batch: i64,
    file: Option<Body>,
}

/// Reads what is attached to a letter, unless the letter before had it too. Nobody who writes waits
/// for it.
async fn attach<'a>(
    relay: &Relay,
    attached: &'a mut Option<Attached>,
    batch: i64,
) -> Result<Option<&'a Body>, StoreError> {
    if attached.as_ref().is_none_or(|held| held.batch != batch) {
        // Two are never in memory at once.
        *attached = None;
        let file = queue::attachment(&mut *relay.store.read().await?, batch).await?;
        let file = file.map(Body::new);
        *attached = Some(Attached { batch, file });
    }
    Ok(attached.as_ref().and_then(|held| held.file.as_ref()))
}

/// Sends one letter; returns how long nothing is to be done.
async fn step(
    relay: &Relay,
    mailer: &Mailer,
    attached: &mut Option<Attached>,
) -> Result<Duration, StoreError> {
    let due = queue::claim(&mut *relay.store.write().await, now_ms()).await?;
    let Some(letter) = due else {
        *attached = None;
        let next = queue::next_due(&mut *relay.store.read().await?).await?;
        let wait = next.map_or(i64::MAX, |at| at.saturating_sub(now_ms()).max(1));
        let wait = Duration::from_millis(u64::try_from(wait).unwrap_or(1));
        return Ok(wait.min(LONGEST_SLEEP));
    };
    let is_old = |now: i64| now.saturating_sub(letter.made_ms) > millis(mailer.give_up);
    // The relay was off for long: what it held is no news any more.
    if is_old(now_ms()) {
        let mut conn = relay.store.write().await;
        queue::finish(
            &mut conn,
            &letter,
            "failed",
            "It waited for too long.",
            now_ms(),
        )
        .await?;
        return Ok(Duration::ZERO);
    }
    let file = attach(relay, attached, letter.batch).await?;
    let outcome = match message(&mailer.from, &letter, file) {
        Ok(message) => {
            // Its device may have been revoked since the letter was claimed.
            if !queue::may_go(&mut *relay.store.read().await?, &letter).await? {
                queue::end(&mut *relay.store.write().await, &letter, now_ms()).await?;
                return Ok(Duration::ZERO);
            }
            send(mailer, message).await
        }
        Err(why) => Outcome::Bounced(why),
    };
    let now = now_ms();
    let is_old = is_old(now);
    let mut conn = relay.store.write().await;
    match outcome {
        Outcome::Sent => queue::finish(&mut conn, &letter, "sent", "", now).await?,
        Outcome::Bounced(said) => queue::finish(&mut conn, &letter, "bounced", &said, now).await?,
        Outcome::Blocked(said) => queue::finish(&mut conn, &letter, "blocked", &said, now).await?,
        Outcome::Later(said) | Outcome::Unreachable(said) if is_old => {
            queue::finish(&mut conn, &letter, "failed", &said, now).await?;
        }
        Outcome::Later(said) => {
            let next = now.saturating_add(backoff(mailer, &letter));
            queue::again(&mut conn, &letter, &said, now, next).await?;
        }
        Outcome::Unreachable(said) => {
            tracing::warn!("mail waits, since its server cannot be used: {said}");
            let next = now.saturating_add(backoff(mailer, &letter));
            queue::again(&mut conn, &letter, &said, now, next).await?;
            queue::postpone(&mut conn, next).await?;
        }
    }
    Ok(Duration::ZERO)
}

fn backoff(mailer: &Mailer, letter: &Due) -> i64 {
    let doubled = u32::try_from(letter.tries.clamp(0, 16)).unwrap_or(16);
    millis(mailer.retry)
        .saturating_mul(1 << doubled)
        .min(LONGEST_WAIT_MS)
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
