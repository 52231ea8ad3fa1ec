//! The devices of a production: listed, changed and revoked. Open sockets learn of a
//! change before anything else is stored.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use shared::access::Role;
use shared::id::{DocId, Id};
use shared::wire::http::{ChangeDevice, Device};
use sqlx::SqliteConnection;

use super::{Body, Caller, check_label, to_the_end};
use crate::clock::now_ms;
use crate::problem::Problem;
use crate::relay::Relay;
use crate::store::{DeviceRow, devices, documents};

/// `GET /api/productions/{production}/devices`
pub async fn list(
    State(relay): State<Arc<Relay>>,
    caller: Caller,
) -> Result<Json<Vec<Device>>, Problem> {
    let office = caller.office()?;
    let connected = relay.hub.connected(&office.production);
    let mut conn = relay.store.read().await?;
    let rows = devices::of_production(&mut conn, &office.production).await?;
    let devices = rows.into_iter().map(|row| {
        let is_connected = connected.contains(&row.id);
        device(row, is_connected)
    });
    Ok(Json(devices.collect()))
}

/// `PATCH /api/productions/{production}/devices/{device}`
pub async fn change(
    State(relay): State<Arc<Relay>>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Body(change): Body<ChangeDevice>,
) -> Result<Json<Device>, Problem> {
    let Caller(caller) = caller;
    let id = named(&caller, id);
    // What a device is called is for whoever holds it to say; what it may do is the office's.
    let is_own_name = caller.id == id && change.role.is_none() && change.script.is_none();
    if caller.standing.role != Role::Office && !is_own_name {
        return Err(Problem::office_only());
    }
    if let Some(label) = &change.label {
        check_label(label)?;
    }
    to_the_end(async move {
        let mut conn = relay.store.write().await;
        let mut row = find(&mut conn, &caller, &id).await?;
        let was_office = row.standing.role == Role::Office;
        row.standing.role = change.role.unwrap_or(row.standing.role);
        row.standing.script = change.script.unwrap_or(row.standing.script);
        row.label = change.label.unwrap_or(row.label);
        if was_office && row.standing.role != Role::Office {
            check_not_last_office(&mut conn, &row).await?;
        }
        devices::update(&mut conn, &row).await?;
        let all = documents::of_production(&mut conn, &row.production).await?;
        let name =
            |document: documents::DocumentRow| DocId::new(&row.production, document.audience);
        let all: Vec<DocId> = all.into_iter().map(name).collect();
        relay
            .hub
            .change_standing(&row.production, &row.id, &row.standing, &all);
        let is_connected = relay.hub.connected(&row.production).contains(&row.id);
        Ok(Json(device(row, is_connected)))
    })
    .await
}

/// `DELETE /api/productions/{production}/devices/{device}`
pub async fn revoke(
    State(relay): State<Arc<Relay>>,
    Caller(caller): Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let id = named(&caller, id);
    if caller.standing.role != Role::Office && caller.id != id {
        return Err(Problem::office_only());
    }
    to_the_end(async move {
        let mut conn = relay.store.write().await;
        let mut row = find(&mut conn, &caller, &id).await?;
        if row.standing.role == Role::Office {
            check_not_last_office(&mut conn, &row).await?;
        }
        row.revoked_ms = Some(now_ms());
        devices::update(&mut conn, &row).await?;
        relay.hub.revoke(&row.production, &row.id);
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

/// Reads the device of an address: `self` is the one that asks.
fn named(caller: &DeviceRow, id: String) -> Id {
    if id == "self" {
        return caller.id.clone();
    }
    Id::new(id)
}

/// Finds the device that is to be changed, and makes sure that whoever asks may still do
/// so, now that nobody else can write.
async fn find(
    conn: &mut SqliteConnection,
    caller: &DeviceRow,
    id: &Id,
) -> Result<DeviceRow, Problem> {
    let asks = devices::by_id(conn, &caller.production, &caller.id).await?;
    match asks {
        Some(row) if row.revoked_ms.is_none() && row.standing.role == caller.standing.role => {}
        _ => return Err(Problem::not_signed_in()),
    }
    let found = devices::by_id(conn, &caller.production, id).await?;
    found.filter(|row| row.revoked_ms.is_none()).ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "unknown_device",
            "This device is not, or no longer, part of the production.",
        )
    })
}

/// Without an office nobody could invite anyone again.
async fn check_not_last_office(
    conn: &mut SqliteConnection,
    row: &DeviceRow,
) -> Result<(), Problem> {
    if devices::count_office(conn, &row.production).await? > 1 {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::CONFLICT,
        "last_office",
        "This is the last device of the office: invite another one to the office first.",
    ))
}

fn device(row: DeviceRow, connected: bool) -> Device {
    Device {
        id: row.id,
        tag: row.tag,
        label: row.label,
        role: row.standing.role,
        person: row.standing.person,
        script: row.standing.script,
        joined_ms: row.joined_ms,
        seen_ms: row.seen_ms,
        connected,
        revoked_ms: row.revoked_ms,
    }
}
