//! The HTTP API: attaching productions, inviting, joining, the list of devices, files, the
//! weather.

pub mod blobs;
pub mod devices;
pub mod invitations;
pub mod join;
pub mod productions;
pub mod weather;

use std::future::Future;
use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use shared::access::{Role, Standing};
use shared::id::{DeviceTag, Id};
use shared::wire::http::{Joined, NewDevice};
use sqlx::SqliteConnection;

use crate::clock::now_ms;
use crate::limits::address_key;
use crate::origin::{Peer, client_address};
use crate::problem::Problem;
use crate::relay::Relay;
use crate::secret::{hash_of, new_token};
use crate::store::{DeviceRow, devices as rows};

const LABEL_MAX_CHARS: usize = 100;
/// A device that never got the answer may ask again for so long.
const RETRY_MS: i64 = 10 * 60 * 1000;

/// The device that asks, by its bearer token, and its production, by the address.
pub struct Caller(pub DeviceRow);

impl FromRequestParts<Arc<Relay>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        relay: &Arc<Relay>,
    ) -> Result<Self, Self::Rejection> {
        let token = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or_else(Problem::not_signed_in)?;
        let production = parts
            .uri
            .path()
            .trim_start_matches("/api")
            .strip_prefix("/productions/")
            .and_then(|rest| rest.split('/').next())
            .ok_or_else(Problem::not_signed_in)?;
        let mut conn = relay.store.read().await?;
        let hash = hash_of(token.trim());
        let device = rows::by_token(&mut conn, &Id::new(production), &hash).await?;
        device.map(Caller).ok_or_else(Problem::not_signed_in)
    }
}

impl Caller {
    pub fn office(self) -> Result<DeviceRow, Problem> {
        if self.0.standing.role == Role::Office {
            Ok(self.0)
        } else {
            Err(Problem::office_only())
        }
    }
}

/// Reads again what the caller may do, inside the write that it asks for: a body takes its time,
/// and meanwhile the device may have been revoked.
pub async fn standing_now(
    conn: &mut SqliteConnection,
    caller: &DeviceRow,
) -> Result<Standing, Problem> {
    let standing = rows::standing(conn, &caller.production, &caller.id).await?;
    standing.ok_or_else(Problem::not_signed_in)
}

/// Makes sure, inside the write that it asks for, that the caller is still of the office.
pub async fn office_still(conn: &mut SqliteConnection, caller: &DeviceRow) -> Result<(), Problem> {
    match standing_now(conn, caller).await?.role {
        Role::Office => Ok(()),
        _ => Err(Problem::office_only()),
    }
}

/// Where a request comes from, for the limits.
pub struct Address(pub IpAddr);

impl FromRequestParts<Arc<Relay>> for Address {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        relay: &Arc<Relay>,
    ) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<Peer>().copied();
        let peer = peer.map_or(IpAddr::from([0; 4]), |peer| peer.0);
        let address = client_address(&parts.headers, peer, relay.options.trusted_proxy);
        Ok(Self(address_key(address)))
    }
}

/// A JSON body, whose faults are answered like every other.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<Relay>> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, relay: &Arc<Relay>) -> Result<Self, Problem> {
        match axum::Json::<T>::from_request(request, relay).await {
            Ok(axum::Json(body)) => Ok(Self(body)),
            Err(rejection) => Err(explain(&rejection)),
        }
    }
}

fn explain(rejection: &JsonRejection) -> Problem {
    match rejection {
        JsonRejection::MissingJsonContentType(_) => Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "not_json",
            "The body must be JSON, with content-type application/json.",
        ),
        JsonRejection::BytesRejection(_) => Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            "The body is larger than anything this address takes.",
        ),
        other => Problem::new(
            StatusCode::BAD_REQUEST,
            "bad_body",
            format!("The body could not be read: {}", other.body_text()),
        ),
    }
}

/// Runs a change to its end, even if whoever asked hangs up in the middle: what is stored
/// and what open sockets learn of it must not come apart.
pub async fn to_the_end<T, F>(change: F) -> Result<T, Problem>
where
    T: Send + 'static,
    F: Future<Output = Result<T, Problem>> + Send + 'static,
{
    match tokio::spawn(change).await {
        Ok(done) => done,
        Err(error) => {
            tracing::error!("a change ended early: {error}");
            Err(Problem::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "internal",
                "The relay failed to do this; try again later.",
            ))
        }
    }
}

pub fn check_id(id: &Id, what: &str) -> Result<(), Problem> {
    if Id::is_valid(id.as_str()) {
        return Ok(());
    }
    Err(Problem::bad("bad_id", format!("{what} is not a valid id.")))
}

pub fn check_device(device: &NewDevice) -> Result<(), Problem> {
    check_label(&device.label)?;
    if device.tag == DeviceTag([0; 8]) {
        let message = "This device's tag is all zeros, which no device may be.";
        return Err(Problem::bad("bad_tag", message));
    }
    Ok(())
}

pub fn check_label(label: &str) -> Result<(), Problem> {
    if label.chars().count() > LABEL_MAX_CHARS {
        let message = format!("A device's name has at most {LABEL_MAX_CHARS} letters.");
        return Err(Problem::bad("long_label", message));
    }
    Ok(())
}

/// Says whether a device joined a moment ago and was never heard of again: its answer
/// was lost on the way, so that it may have another.
fn never_heard_back(device: &DeviceRow, tag: DeviceTag) -> bool {
    device.tag == tag
        && device.revoked_ms.is_none()
        && device.seen_ms.is_none()
        && now_ms() - device.joined_ms < RETRY_MS
}

/// Gives a device that never got its first token another one.
async fn answer_again(
    conn: &mut SqliteConnection,
    relay: &Relay,
    device: DeviceRow,
    title: String,
) -> Result<Joined, Problem> {
    if relay.hub.connected(&device.production).contains(&device.id) {
        return Err(tag_taken());
    }
    let token = new_token()?;
    rows::set_token(conn, &device.id, &hash_of(&token)).await?;
    Ok(joined(device, title, token))
}

fn tag_taken() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "device_is_there",
        "This device is part of the production already. To join again, ask the office to remove it first.",
    )
}

fn joined(device: DeviceRow, title: String, token: String) -> Joined {
    Joined {
        production: device.production,
        title,
        device: device.id,
        token,
        role: device.standing.role,
        person: device.standing.person,
        script: device.standing.script,
    }
}
