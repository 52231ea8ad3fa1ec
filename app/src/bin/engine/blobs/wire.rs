//! Blobs over HTTP: brought in pieces, fetched whole, each answer within a time.

use std::future::Future;

use futures::channel::oneshot;
use futures::future::{Either, select};
use gloo::net::http::{Method, RequestBuilder, Response};
use gloo::timers::callback::Timeout;
use js_sys::Uint8Array;
use shared::blob::{Answer, BlobHash, BlobId, Lacks, OFFSET_HEADER, Piece, Step, step};
use shared::wire::http::Problem;

/// A dead network can keep a request for minutes.
const ANSWER_WITHIN_MS: u32 = 45_000;
const FETCH_WITHIN_MS: u32 = 120_000;

fn request((origin, token): &(String, String), blob: &BlobId, method: Method) -> RequestBuilder {
    let url = format!("{origin}/api/productions/{}", blob.path());
    RequestBuilder::new(&url)
        .method(method)
        .header("authorization", &format!("Bearer {token}"))
}

/// Brings a blob to the relay, from where it broke off; returns how that ended, never `Send`.
pub async fn bring(relay: &(String, String), blob: &BlobId, bytes: &[u8]) -> Step {
    let total = bytes.len() as u64;
    let asked = within(ANSWER_WITHIN_MS, request(relay, blob, Method::HEAD).send()).await;
    let mut next = step(&read(asked).await, total, None);
    while let Step::Send(piece) = next {
        let sent = put(relay, blob, piece, bytes).await;
        next = step(&sent, total, Some(piece));
    }
    next
}

async fn put(relay: &(String, String), blob: &BlobId, piece: Piece, bytes: &[u8]) -> Answer {
    // A blob is in memory, so its length fits.
    let Some(part) = bytes.get(piece.from as usize..piece.to as usize) else {
        return Answer::default();
    };
    let request = request(relay, blob, Method::PUT)
        .header("content-range", &piece.to_string())
        .header("content-type", "application/octet-stream")
        .body(Uint8Array::from(part));
    match request {
        Ok(request) => read(within(ANSWER_WITHIN_MS, request.send()).await).await,
        Err(_) => Answer::default(),
    }
}

async fn read(response: Option<Response>) -> Answer {
    let Some(response) = response else {
        return Answer::default();
    };
    let held = response.headers().get(OFFSET_HEADER);
    let status = response.status();
    let body = match status {
        400.. => within(ANSWER_WITHIN_MS, response.text()).await,
        _ => None,
    };
    let problem = body.and_then(|body| serde_json::from_str::<Problem>(&body).ok());
    Answer {
        status,
        held: held.and_then(|held| held.parse().ok()),
        sentence: problem.map_or_else(|| format!("The relay answered {status}."), |p| p.message),
    }
}

/// Fetches a blob, and makes sure that it is what its name says.
pub async fn fetch(relay: &(String, String), blob: &BlobId) -> Result<Vec<u8>, Lacks> {
    let response = within(ANSWER_WITHIN_MS, request(relay, blob, Method::GET).send()).await;
    let response = response.ok_or(Lacks::Signal)?;
    match response.status() {
        200 => {}
        401 | 403 => return Err(Lacks::NotAllowed),
        404 => return Err(Lacks::NotSent),
        _ => return Err(Lacks::Signal),
    }
    let bytes = within(FETCH_WITHIN_MS, response.binary()).await;
    bytes
        .filter(|bytes| BlobHash::of(bytes) == blob.hash)
        .ok_or(Lacks::Signal)
}

/// Waits for an answer, and no longer than it may take.
async fn within<T, E>(ms: u32, work: impl Future<Output = Result<T, E>>) -> Option<T> {
    let (late, is_late) = oneshot::channel::<()>();
    let _timer = Timeout::new(ms, move || {
        let _ = late.send(());
    });
    match select(Box::pin(work), is_late).await {
        Either::Left((done, _)) => done.ok(),
        Either::Right(_) => None,
    }
}
