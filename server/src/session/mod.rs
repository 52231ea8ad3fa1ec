//! One device's session: frames in, frames out, whatever carries them. The tests drive it
//! without a network.

mod hello;
mod push;
mod tail;

use std::future::Future;
use std::sync::Arc;

use bytes::Bytes;
use shared::id::{DocId, Id};
use shared::wire::{Closing, Cursor, FromRelay, ToRelay, decode, encode};
use tokio::sync::Notify;

use crate::clock::now_ms;
use crate::relay::Relay;
use crate::socket::{Next, Socket};
use crate::store::StoreError;

use tail::Takes;

/// Where a session's frames go.
pub trait Outlet: Send {
    /// Writes a frame, waiting for as long as the other side may take.
    fn send(&mut self, frame: Bytes) -> impl Future<Output = Result<(), Gone>> + Send;
}

/// The other side is gone, or takes nothing any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gone;

/// Why a session ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// Say why, then close.
    Close(Closing),
    Gone,
}

impl From<Gone> for End {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

impl From<StoreError> for End {
    /// A device that comes back later finds its edits where they were.
    fn from(error: StoreError) -> Self {
        tracing::error!("storage: {error}");
        Self::Close(Closing::Stopping)
    }
}

pub struct Session {
    relay: Arc<Relay>,
    /// There once the device said who it is.
    socket: Option<Arc<Socket>>,
    takes: Takes,
    /// Told when nothing more is to be written, not even what is on its way.
    cut: Arc<Notify>,
}

impl Session {
    pub fn new(relay: Arc<Relay>) -> Self {
        Self {
            relay,
            socket: None,
            takes: Takes::Whole,
            cut: Arc::default(),
        }
    }

    pub fn cut(&self) -> &Arc<Notify> {
        &self.cut
    }

    pub fn socket(&self) -> Option<&Arc<Socket>> {
        self.socket.as_ref()
    }

    /// Handles one frame from the device.
    ///
    /// # Errors
    /// Returns why the session ends.
    pub async fn handle<O: Outlet>(&mut self, frame: &[u8], outlet: &mut O) -> Result<(), End> {
        if frame.len() > self.relay.options.bounds.max_frame_bytes {
            return Err(End::Close(Closing::TooLarge));
        }
        let malformed = End::Close(Closing::Malformed);
        let frame = decode::<ToRelay>(frame).ok_or(malformed)?;
        match (frame, self.socket.clone()) {
            (
                ToRelay::Hello {
                    protocol,
                    production,
                    token,
                    cursors,
                    build,
                    parts,
                },
                None,
            ) => {
                tracing::debug!("hello from build {build:?}");
                hello::check_protocol(protocol)?;
                let cut = self.cut.clone();
                let socket = hello::sign_in(&self.relay, &production, &token, cut).await?;
                self.socket = Some(socket.clone());
                if parts {
                    self.takes = Takes::Parts;
                }
                Box::pin(hello::welcome(
                    &self.relay,
                    &socket,
                    cursors,
                    self.takes,
                    outlet,
                ))
                .await
            }
            (ToRelay::Pull { document, cursor }, Some(socket)) => {
                Box::pin(pull(
                    &self.relay,
                    &socket,
                    &document,
                    cursor,
                    self.takes,
                    outlet,
                ))
                .await
            }
            (
                ToRelay::Push {
                    document,
                    batch,
                    chunks,
                },
                Some(socket),
            ) => {
                Box::pin(push::push(&self.relay, socket, document, batch, chunks)).await;
                Ok(())
            }
            (ToRelay::Ping, Some(_)) => {
                let pong = FromRelay::Pong { now_ms: now_ms() };
                Ok(outlet.send(encode(&pong).into()).await?)
            }
            // Hello twice, or anything before it.
            _ => Err(malformed),
        }
    }

    /// Sends what waits for the device.
    ///
    /// # Errors
    /// Returns why the session ends.
    pub async fn drain<O: Outlet>(&mut self, outlet: &mut O) -> Result<(), End> {
        match &self.socket {
            Some(socket) => drain(socket, outlet).await,
            None => Ok(()),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(socket) = &self.socket {
            self.relay.hub.remove(socket);
        }
    }
}

async fn pull<O: Outlet>(
    relay: &Relay,
    socket: &Socket,
    document: &DocId,
    cursor: Option<Cursor>,
    takes: Takes,
    outlet: &mut O,
) -> Result<(), End> {
    if document.production != socket.device.production || !socket.may_read(&document.audience) {
        return refuse_pull(document, outlet).await;
    }
    socket.is_pulling(document);
    let start = tail::start(relay, document, cursor.as_ref()).await?;
    let start = match start {
        tail::Start::Unknown => return refuse_pull(document, outlet).await,
        // This log lost what the device had read: everybody is told before it pulls.
        tail::Start::Lost => {
            relay.begin_epoch(&document.production, None).await?;
            // The epoch waits in the queue; it goes before a tail of it.
            drain(socket, outlet).await?;
            tail::From::restart()
        }
        tail::Start::At(from) => from,
    };
    tail::send(relay, socket, document, start, takes, outlet).await
}

/// Sends what waits, the epoch among it, before a tail of that epoch.
/// Sends what waits for a socket.
async fn drain<O: Outlet>(socket: &Socket, outlet: &mut O) -> Result<(), End> {
    loop {
        match socket.next() {
            Next::Send(frame) => outlet.send(frame).await?,
            Next::Close(code) => return Err(End::Close(code)),
            Next::Wait => return Ok(()),
        }
    }
}

async fn refuse_pull<O: Outlet>(document: &DocId, outlet: &mut O) -> Result<(), End> {
    let gone = FromRelay::Access {
        document: document.clone(),
        access: shared::access::Access::None,
    };
    Ok(outlet.send(encode(&gone).into()).await?)
}

/// Says which documents of a production a standing may read.
fn readable(
    production: &Id,
    standing: &shared::access::Standing,
    rows: &[crate::store::DocumentRow],
) -> Vec<(DocId, shared::access::Access)> {
    let access = rows.iter().map(|row| {
        let access = standing.access(&row.audience);
        (DocId::new(production, row.audience.clone()), access)
    });
    access.filter(|(_, access)| access.may_read()).collect()
}
