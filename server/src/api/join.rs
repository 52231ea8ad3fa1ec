//! Joining a production with a single-use code.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::access::Audience;
use shared::id::DocId;
use shared::wire::http::{Join, Joined};
use sqlx::{Connection, SqliteConnection};

use super::{
    Address, Body, answer_again, check_device, joined, never_heard_back, tag_taken, to_the_end,
};
use crate::clock::now_ms;
use crate::problem::Problem;
use crate::relay::Relay;
use crate::secret::{hash_of, new_id, new_token};
use crate::store::{
    DeviceRow, InvitationRow, StoreError, devices, documents, invitations, productions,
};

/// `POST /api/join`
pub async fn join(
    State(relay): State<Arc<Relay>>,
    Address(address): Address,
    Body(join): Body<Join>,
) -> Result<Json<Joined>, Problem> {
    // Only failures count: a whole crew joins from one address on the first morning.
    if !relay.joins.take(address) {
        return Err(Problem::too_many());
    }
    check_device(&join.device)?;
    let joined = to_the_end(take_invitation(relay.clone(), join)).await?;
    relay.joins.give_back(&address);
    Ok(Json(joined))
}

async fn take_invitation(relay: Arc<Relay>, join: Join) -> Result<Joined, Problem> {
    let mut conn = relay.store.write().await;
    let found = invitations::by_code(&mut conn, &join.production, &hash_of(&join.code)).await?;
    let title = productions::title(&mut conn, &join.production).await?;
    let (Some(invitation), Some(title)) = (found, title) else {
        return Err(unknown_code());
    };
    let now = now_ms();
    if invitation.used_ms.is_some() {
        return match used_by(&mut conn, &join, &invitation).await? {
            Some(device) if never_heard_back(&device, join.device.tag) => {
                answer_again(&mut conn, &relay, device, title).await
            }
            _ => Err(gone(
                "used",
                "This invitation was used already: ask the office for a new one.",
            )),
        };
    }
    if invitation.expires_ms <= now {
        return Err(gone(
            "expired",
            "This invitation has expired: ask the office for a new one.",
        ));
    }
    if devices::by_tag(&mut conn, &join.production, join.device.tag)
        .await?
        .is_some()
    {
        return Err(tag_taken());
    }
    let token = new_token()?;
    let device = DeviceRow {
        id: new_id()?,
        production: join.production.clone(),
        tag: join.device.tag,
        label: join.device.label,
        standing: invitation.standing.clone(),
        joined_ms: now,
        seen_ms: None,
        revoked_ms: None,
    };
    let mut tx = conn.begin().await.map_err(StoreError::from)?;
    devices::insert(&mut tx, &device, &hash_of(&token)).await?;
    invitations::mark_used(&mut tx, &invitation.id, &device.id, now).await?;
    let mut made = None;
    if let Some(person) = &device.standing.person {
        let audience = Audience::Personal(person.clone());
        if documents::create(&mut tx, &join.production, &audience).await? {
            made = Some(DocId::new(&join.production, audience));
        }
    }
    tx.commit().await.map_err(StoreError::from)?;
    if let Some(document) = made {
        relay.hub.document_made(&document);
    }
    Ok(joined(device, title, token))
}

async fn used_by(
    conn: &mut SqliteConnection,
    join: &Join,
    invitation: &InvitationRow,
) -> Result<Option<DeviceRow>, StoreError> {
    match &invitation.used_by {
        Some(device) => devices::by_id(conn, &join.production, device).await,
        None => Ok(None),
    }
}

fn unknown_code() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "unknown_invitation",
        "This invitation is not known here: check that the whole link was copied, or ask the office for a new one.",
    )
}

fn gone(code: &'static str, message: &'static str) -> Problem {
    Problem::new(StatusCode::GONE, code, message)
}
