//! Photographs and other files of a document: who may write it brings them, who may read it has
//! them.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Path, Request, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use shared::access::{Access, Audience};
use shared::blob::{BlobHash, BlobId, OFFSET_HEADER, Piece};
use shared::id::DocId;
use sqlx::{Connection, SqliteConnection};
use tower::ServiceExt;
use tower_http::services::ServeFile;

use super::{Caller, standing_now, to_the_end};
use crate::blobs::{Claim, HOUR_MS, Written};
use crate::clock::now_ms;
use crate::problem::Problem;
use crate::relay::Relay;
use crate::store::blobs::BlobRow;
use crate::store::{DeviceRow, StoreError, blobs as rows, documents};

const MIB: u64 = 1024 * 1024;

type Address = Path<(String, String, String)>;

/// `GET /api/productions/{production}/documents/{audience}/blobs/{hash}`
pub async fn read(
    State(relay): State<Arc<Relay>>,
    Caller(caller): Caller,
    Path((_, audience, hash)): Address,
    request: Request,
) -> Result<Response, Problem> {
    let (blob, _) = named(&caller, &audience, &hash)?;
    let mut conn = relay.store.read().await?;
    let row = find(&relay, &mut conn, &blob).await?;
    drop(conn);
    if row.is_none_or(|row| !row.is_whole) {
        return Err(not_here());
    }
    let file = ServeFile::new(relay.blobs.path(&blob.hash));
    let mut response = match file.oneshot(request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    };
    // What somebody sent is never a page of this origin.
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    Ok(response)
}

/// `HEAD` on the same: 200 if it is here; otherwise 404, and how much of it.
pub async fn ask(
    State(relay): State<Arc<Relay>>,
    Caller(caller): Caller,
    Path((_, audience, hash)): Address,
) -> Result<Response, Problem> {
    let (blob, access) = named(&caller, &audience, &hash)?;
    let mut conn = relay.store.read().await?;
    let row = find(&relay, &mut conn, &blob).await?;
    if row.as_ref().is_some_and(|row| row.is_whole) {
        return Ok(StatusCode::OK.into_response());
    }
    if !access.may_write() {
        return Err(not_here());
    }
    check_document(&mut conn, &blob.document).await?;
    drop(conn);
    let held = row.map_or(0, |row| relay.blobs.held(row.row, row.size_bytes));
    Ok(with_held(not_here(), held))
}

/// `PUT` on the same: all of it, or a piece with `content-range`. Answered by 201, by 202 and how
/// much is held, or by 409 and how much is held where a piece before this one lacks.
pub async fn write(
    State(relay): State<Arc<Relay>>,
    Caller(caller): Caller,
    Path((_, audience, hash)): Address,
    request: Request,
) -> Result<Response, Problem> {
    let (blob, access) = named(&caller, &audience, &hash)?;
    if !access.may_write() {
        return Err(not_allowed());
    }
    if !relay.paces.take(caller.id.clone()) {
        return Err(Problem::too_many());
    }
    let headers = request.headers().clone();
    let bytes = Bytes::from_request(request, &())
        .await
        .map_err(|rejection| cut_short(&rejection))?;
    let piece = piece_of(&headers, bytes.len())?;
    let max = relay.options.bounds.max_blob_bytes;
    if piece.total > max {
        let message = format!(
            "The file is {}, and this relay takes up to {}: make it smaller.",
            size_text(piece.total),
            size_text(max)
        );
        let status = StatusCode::PAYLOAD_TOO_LARGE;
        return Err(Problem::new(status, "too_large", message));
    }
    let claim = relay.blobs.claim(&blob).ok_or_else(|| {
        Problem::new(
            StatusCode::CONFLICT,
            "busy",
            "Another device is sending the same file: try again in a moment.",
        )
    })?;
    to_the_end(keep(relay, caller, blob, piece, bytes, claim)).await
}

async fn keep(
    relay: Arc<Relay>,
    caller: DeviceRow,
    blob: BlobId,
    piece: Piece,
    bytes: Bytes,
    _claim: Claim,
) -> Result<Response, Problem> {
    let Some(row) = announce(&relay, &caller, &blob, piece.total).await? else {
        return Ok(StatusCode::OK.into_response());
    };
    let files = relay.blobs.clone();
    let hash = blob.hash;
    let written = tokio::task::spawn_blocking(move || files.write(row, &hash, piece, &bytes)).await;
    let written = match written {
        Ok(Ok(written)) => written,
        Ok(Err(error)) => return Err(disk(&error.to_string())),
        Err(error) => return Err(disk(&error.to_string())),
    };
    match written {
        Written::Held(held) => Ok(with_held(StatusCode::ACCEPTED, held)),
        Written::Gap(held) => {
            let gap = Problem::new(
                StatusCode::CONFLICT,
                "gap",
                "A piece before this one is not here: go on from the offset in the answer.",
            );
            Ok(with_held(gap, held))
        }
        Written::WrongHash => Err(Problem::bad(
            "wrong_hash",
            "What came is not the file of this name: send it again from its beginning.",
        )),
        Written::Whole => {
            let mut conn = relay.store.write().await;
            if !rows::set_whole(&mut conn, row, now_ms()).await? {
                return Err(disk("its row was given up meanwhile"));
            }
            Ok(StatusCode::CREATED.into_response())
        }
    }
}

/// Notes that a blob is coming, or that a piece of it came, if the device still may bring it;
/// returns its row, or nothing if it is whole. Nobody but whoever holds the claim changes the row.
async fn announce(
    relay: &Relay,
    caller: &DeviceRow,
    blob: &BlobId,
    total: u64,
) -> Result<Option<i64>, Problem> {
    let mut conn = relay.store.write().await;
    let mut tx = conn.begin().await.map_err(StoreError::from)?;
    let standing = standing_now(&mut tx, caller).await?;
    if !standing.access(&blob.document.audience).may_write() {
        return Err(not_allowed());
    }
    let row = match find(relay, &mut tx, blob).await? {
        Some(row) if row.is_whole => return Ok(None),
        Some(row) if row.size_bytes == total => {
            rows::renew(&mut tx, row.row, now_ms()).await?;
            Ok(row.row)
        }
        known => {
            check_document(&mut tx, &blob.document).await?;
            let before = known.map(|row| row.row);
            match make_room(relay, &mut tx, caller, total, before).await? {
                Ok(()) => Ok(rows::begin(&mut tx, blob, &caller.id, total, now_ms()).await?),
                Err(full) => Err(full),
            }
        }
    };
    // What was given up is gone, also where it did not make enough room.
    tx.commit().await.map_err(StoreError::from)?;
    row.map(Some)
}

/// Makes sure that so many bytes fit beside what else the device announced and beside what the
/// production has. Where they do not, what nobody went on with for an hour is given up first.
async fn make_room(
    relay: &Relay,
    conn: &mut SqliteConnection,
    caller: &DeviceRow,
    total: u64,
    row: Option<i64>,
) -> Result<Result<(), Problem>, StoreError> {
    if check_room(relay, conn, caller, total, row).await?.is_ok() {
        return Ok(Ok(()));
    }
    let before_ms = now_ms() - HOUR_MS;
    let production = Some(&caller.production);
    relay.blobs.give_up(conn, production, before_ms).await?;
    check_room(relay, conn, caller, total, row).await
}

/// Says whether there is room, or how to go on without.
async fn check_room(
    relay: &Relay,
    conn: &mut SqliteConnection,
    caller: &DeviceRow,
    total: u64,
    row: Option<i64>,
) -> Result<Result<(), Problem>, StoreError> {
    let bounds = &relay.options.bounds;
    let (count, bytes) = rows::begun_by(conn, &caller.id, row).await?;
    let is_large =
        bytes.saturating_add(total) > bounds.max_begun_blobs_mib.saturating_mul(MIB) && count > 0;
    if count >= bounds.max_begun_blobs || is_large {
        return Ok(Err(Problem::new(
            StatusCode::TOO_MANY_REQUESTS,
            "many_begun",
            format!(
                "This device has begun {count} files here and not finished them: send those \
                 first. Nothing is lost on this device."
            ),
        )));
    }
    let others = rows::total_bytes(conn, &caller.production, row).await?;
    let max_mib = bounds.max_blobs_mib;
    if others.saturating_add(total) > max_mib.saturating_mul(MIB) {
        let message = format!(
            "The relay keeps {max_mib} MiB of photos and files for this production, and they are \
             full: ask whoever runs it for more room. Nothing is lost on this device."
        );
        let status = StatusCode::INSUFFICIENT_STORAGE;
        return Ok(Err(Problem::new(status, "blobs_full", message)));
    }
    Ok(Ok(()))
}

/// Reads which blob is meant, and what the caller may do with its document. A document that may
/// not be read is answered like one that has no such blob.
fn named(caller: &DeviceRow, audience: &str, hash: &str) -> Result<(BlobId, Access), Problem> {
    let audience = Audience::parse(audience).ok_or_else(not_here)?;
    let hash = BlobHash::parse(hash).ok_or_else(|| {
        let message = "A file's name is its SHA-256: 64 hexadecimal digits in small letters.";
        Problem::bad("bad_hash", message)
    })?;
    let access = caller.standing.access(&audience);
    if !access.may_read() {
        return Err(not_here());
    }
    let document = DocId::new(&caller.production, audience);
    Ok((BlobId { document, hash }, access))
}

/// Finds a blob; one whose file is gone is not whole.
async fn find(
    relay: &Relay,
    conn: &mut SqliteConnection,
    blob: &BlobId,
) -> Result<Option<BlobRow>, StoreError> {
    let row = rows::find(conn, blob).await?;
    Ok(row.map(|row| BlobRow {
        is_whole: row.is_whole && relay.blobs.is_here(&blob.hash, row.size_bytes),
        ..row
    }))
}

/// A device may bring a file before the first change of a document; the document comes first.
async fn check_document(conn: &mut SqliteConnection, document: &DocId) -> Result<(), Problem> {
    if documents::find(conn, document).await?.is_some() {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::NOT_FOUND,
        "unknown_document",
        "The relay does not have the document of this file yet: send its changes first.",
    ))
}

fn piece_of(headers: &HeaderMap, length: usize) -> Result<Piece, Problem> {
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    let Some(range) = headers.get(CONTENT_RANGE) else {
        return Piece::after(0, length)
            .map(|first| Piece {
                to: length,
                ..first
            })
            .ok_or_else(|| Problem::bad("empty", "The file is empty."));
    };
    let piece = range.to_str().ok().and_then(Piece::parse);
    piece
        .filter(|piece| piece.to - piece.from == length)
        .ok_or_else(|| {
            Problem::bad(
                "bad_range",
                "content-range must say which bytes of how many the body holds: bytes 0-1023/4096.",
            )
        })
}

fn size_text(bytes: u64) -> String {
    match bytes {
        MIB.. => format!("{} MiB", bytes.div_ceil(MIB)),
        _ => format!("{} KiB", bytes.div_ceil(1024)),
    }
}

fn not_here() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "unknown_blob",
        "The relay does not have this file: the device that has it may not have sent it yet.",
    )
}

fn not_allowed() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "not_allowed",
        "This device may not add files here: ask the office for another role.",
    )
}

fn cut_short(rejection: &BytesRejection) -> Problem {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let message = "A piece has at most 1 MiB: send the file in several.";
        return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "large_piece", message);
    }
    let message = "The piece broke off: send it again.";
    Problem::new(StatusCode::BAD_REQUEST, "cut_short", message)
}

fn disk(error: &str) -> Problem {
    tracing::error!("a blob could not be written: {error}");
    Problem::from(StoreError::Odd("a file that cannot be written"))
}

fn with_held(answer: impl IntoResponse, held: u64) -> Response {
    let mut response = answer.into_response();
    response
        .headers_mut()
        .insert(OFFSET_HEADER, HeaderValue::from(held));
    response
}
