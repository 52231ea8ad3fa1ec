//! Invitations: made, listed and taken back by the office.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::access::Standing;
use shared::id::Id;
use shared::wire::http::{Invitation, NewInvitation};

use super::{Body, Caller, check_id, office_still, to_the_end};
use crate::clock::now_ms;
use crate::problem::Problem;
use crate::relay::Relay;
use crate::secret::{hash_of, new_code, new_id};
use crate::store::{InvitationRow, invitations};

const HOURS_MAX: u32 = 2160;
const HOUR_MS: i64 = 3_600_000;

/// `POST /api/productions/{production}/invitations`
pub async fn create(
    State(relay): State<Arc<Relay>>,
    caller: Caller,
    Body(new): Body<NewInvitation>,
) -> Result<Response, Problem> {
    let office = caller.office()?;
    if !(1..=HOURS_MAX).contains(&new.hours) {
        let message = format!("An invitation is good for 1 to {HOURS_MAX} hours.");
        return Err(Problem::bad("bad_hours", message));
    }
    if let Some(person) = &new.person {
        check_id(person, "The person's id")?;
    }
    let now = now_ms();
    let code = new_code()?;
    let row = InvitationRow {
        id: new_id()?,
        standing: Standing {
            role: new.role,
            person: new.person,
            script: new.script,
        },
        created_ms: now,
        expires_ms: now + i64::from(new.hours) * HOUR_MS,
        used_ms: None,
        used_by: None,
    };
    let invitation = to_the_end(async move {
        let mut conn = relay.store.write().await;
        office_still(&mut conn, &office).await?;
        invitations::insert(&mut conn, &office.production, &row, &hash_of(&code)).await?;
        Ok(invitation(row, Some(code)))
    })
    .await?;
    Ok((StatusCode::CREATED, Json(invitation)).into_response())
}

/// `GET /api/productions/{production}/invitations`
pub async fn list(
    State(relay): State<Arc<Relay>>,
    caller: Caller,
) -> Result<Json<Vec<Invitation>>, Problem> {
    let office = caller.office()?;
    let mut conn = relay.store.read().await?;
    let rows = invitations::of_production(&mut conn, &office.production).await?;
    Ok(Json(
        rows.into_iter().map(|row| invitation(row, None)).collect(),
    ))
}

/// `DELETE /api/productions/{production}/invitations/{invitation}`
pub async fn delete(
    State(relay): State<Arc<Relay>>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let office = caller.office()?;
    to_the_end(async move {
        let mut conn = relay.store.write().await;
        office_still(&mut conn, &office).await?;
        let found = invitations::delete(&mut conn, &office.production, &Id::new(id)).await?;
        if found {
            return Ok(StatusCode::NO_CONTENT);
        }
        Err(Problem::new(
            StatusCode::NOT_FOUND,
            "unknown_invitation",
            "This invitation was used or taken back already.",
        ))
    })
    .await
}

fn invitation(row: InvitationRow, code: Option<String>) -> Invitation {
    Invitation {
        id: row.id,
        code,
        role: row.standing.role,
        person: row.standing.person,
        script: row.standing.script,
        expires_ms: row.expires_ms,
        used_ms: row.used_ms,
    }
}
