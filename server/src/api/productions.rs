//! Attaching a production that was made on a device.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::access::{Audience, Role, Standing};
use shared::wire::http::{Joined, NewProduction};
use sqlx::Connection;

use super::{
    Address, Body, answer_again, check_device, check_id, joined, never_heard_back, to_the_end,
};
use crate::clock::now_ms;
use crate::problem::Problem;
use crate::relay::Relay;
use crate::secret::{hash_of, new_id, new_token};
use crate::store::{DeviceRow, devices, documents, productions};

const TITLE_MAX_CHARS: usize = 200;

/// `POST /api/productions`
pub async fn create(
    State(relay): State<Arc<Relay>>,
    Address(address): Address,
    Body(new): Body<NewProduction>,
) -> Result<Response, Problem> {
    if !relay.creates.take(address) {
        return Err(Problem::too_many());
    }
    check_key(&relay, new.key.as_deref())?;
    check_id(&new.production, "The production's id")?;
    if let Some(person) = &new.person {
        check_id(person, "The person's id")?;
    }
    check_device(&new.device)?;
    if new.title.chars().count() > TITLE_MAX_CHARS {
        let message = format!("A production's title has at most {TITLE_MAX_CHARS} letters.");
        return Err(Problem::bad("long_title", message));
    }
    let joined = to_the_end(attach(relay, new)).await?;
    Ok((StatusCode::CREATED, Json(joined)).into_response())
}

/// Compares hashes, so that the time it takes says nothing about the key.
fn check_key(relay: &Relay, given: Option<&str>) -> Result<(), Problem> {
    let Some(key) = &relay.options.create_key else {
        return Ok(());
    };
    if given.map(hash_of) == Some(hash_of(key)) {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::FORBIDDEN,
        "key_needed",
        "This relay asks for a key to attach a production: ask whoever runs it.",
    ))
}

async fn attach(relay: Arc<Relay>, new: NewProduction) -> Result<Joined, Problem> {
    let mut conn = relay.store.write().await;
    if let Some(title) = productions::title(&mut conn, &new.production).await? {
        let first = devices::of_production(&mut conn, &new.production).await?;
        return match first.into_iter().next() {
            Some(device) if never_heard_back(&device, new.device.tag) => {
                answer_again(&mut conn, &relay, device, title).await
            }
            _ => Err(Problem::new(
                StatusCode::CONFLICT,
                "production_is_there",
                "This production is attached to this relay already: join it with an invitation.",
            )),
        };
    }
    let now = now_ms();
    let token = new_token()?;
    let device = DeviceRow {
        id: new_id()?,
        production: new.production.clone(),
        tag: new.device.tag,
        label: new.device.label,
        standing: Standing {
            role: Role::Office,
            person: new.person.clone(),
            script: false,
        },
        joined_ms: now,
        seen_ms: None,
        revoked_ms: None,
    };
    let epoch = new_id()?;
    let mut tx = conn.begin().await.map_err(crate::store::StoreError::from)?;
    productions::create(&mut tx, &new.production, &new.title, &epoch, now).await?;
    devices::insert(&mut tx, &device, &hash_of(&token)).await?;
    if let Some(person) = new.person {
        documents::create(&mut tx, &new.production, &Audience::Personal(person)).await?;
    }
    tx.commit().await.map_err(crate::store::StoreError::from)?;
    Ok(joined(device, new.title, token))
}
