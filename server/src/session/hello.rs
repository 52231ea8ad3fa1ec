//! The first frame: who it is, what it holds, and everything it lacks in one round trip.

use std::collections::HashMap;
use std::sync::Arc;

use shared::id::{DocId, Id};
use shared::wire::{Closing, Cursor, FromRelay, PROTOCOL, PROTOCOL_OLDEST, encode};
use tokio::sync::Notify;

use super::{End, Outlet, readable, tail};
use crate::clock::now_ms;
use crate::relay::Relay;
use crate::secret::hash_of;
use crate::socket::Socket;
use crate::store::{DocumentRow, StoreError, devices, documents, productions};

pub fn check_protocol(protocol: u16) -> Result<(), End> {
    if protocol < PROTOCOL_OLDEST {
        return Err(End::Close(Closing::ProtocolTooOld));
    }
    if protocol > PROTOCOL {
        return Err(End::Close(Closing::ProtocolTooNew));
    }
    Ok(())
}

/// Finds the device and adds it to the hub, as one step of the order of everything: no
/// change of its standing can fall between the two.
pub async fn sign_in(
    relay: &Relay,
    production: &Id,
    token: &str,
    cut: Arc<Notify>,
) -> Result<Arc<Socket>, End> {
    let hash = hash_of(token);
    let mut conn = relay.store.write().await;
    match devices::by_token(&mut conn, production, &hash).await? {
        Some(device) => {
            if device.seen_ms.is_none() {
                // From now on no lost answer can be asked for again.
                devices::set_seen(&mut conn, &device.id, now_ms()).await?;
            }
            let most = relay.options.bounds.max_sockets_per_device;
            Ok(relay.hub.add(device, relay.queue_bounds(), most, cut))
        }
        None => {
            let exists = productions::title(&mut conn, production).await?.is_some();
            let why = if exists {
                Closing::Revoked
            } else {
                Closing::UnknownProduction
            };
            Err(End::Close(why))
        }
    }
}

/// Sends `Welcome` and the tails of every document that may be read.
pub async fn welcome<O: Outlet>(
    relay: &Relay,
    socket: &Socket,
    cursors: Vec<(DocId, Cursor)>,
    takes: tail::Takes,
    outlet: &mut O,
) -> Result<(), End> {
    let production = &socket.device.production;
    let mut cursors: HashMap<DocId, Cursor> = cursors.into_iter().collect();
    let standing = socket.standing();
    let mut plan = plan(relay, production, &standing, &cursors).await?;
    if plan.is_lost && relay.begin_epoch(production, Some(socket.number)).await? {
        plan = self::plan(relay, production, &standing, &cursors).await?;
    }
    let documents = readable(production, &standing, &plan.rows);
    let present = relay.hub.others(production);
    socket.told_present(present);
    let welcome = FromRelay::Welcome {
        epoch: plan.epoch,
        role: standing.role,
        person: standing.person,
        documents: documents.clone(),
        now_ms: now_ms(),
        present,
    };
    outlet.send(encode(&welcome).into()).await?;
    for (document, _) in documents {
        let from = match plan.starts.remove(&document) {
            Some(tail::Start::At(from)) => from,
            _ if cursors.remove(&document).is_some() => tail::From::restart(),
            _ => tail::From::default(),
        };
        // Access may have been lost while the tails before this one were written.
        if socket.may_read(&document.audience) {
            tail::send(relay, socket, &document, from, takes, outlet).await?;
        }
    }
    Ok(())
}

struct Plan {
    epoch: Id,
    rows: Vec<DocumentRow>,
    starts: HashMap<DocId, tail::Start>,
    /// This log lost what the device had read of some document.
    is_lost: bool,
}

/// Compares all cursors with the logs in one read.
async fn plan(
    relay: &Relay,
    production: &Id,
    standing: &shared::access::Standing,
    cursors: &HashMap<DocId, Cursor>,
) -> Result<Plan, StoreError> {
    use sqlx::Connection;
    let mut conn = relay.store.read().await?;
    let mut tx = conn.begin().await?;
    let epoch = productions::epoch(&mut tx, production).await?;
    let epoch = epoch.ok_or(StoreError::Odd("a device without a production"))?;
    let mut rows = documents::of_production(&mut tx, production).await?;
    rows.retain(|row| standing.access(&row.audience).may_read());
    let mut starts = HashMap::with_capacity(rows.len());
    let mut is_lost = false;
    for row in &rows {
        let document = DocId::new(production, row.audience.clone());
        let start = tail::compare(&mut tx, row, &epoch, cursors.get(&document)).await?;
        is_lost |= matches!(start, tail::Start::Lost);
        starts.insert(document, start);
    }
    tx.commit().await?;
    Ok(Plan {
        epoch,
        rows,
        starts,
        is_lost,
    })
}
