//! `/sync`: the WebSocket that carries a session.

mod metered;
mod upgrade;

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use shared::wire::{Closing, FromRelay, encode};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::error::CapacityError;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::protocol::frame::{CloseFrame, Frame, coding::CloseCode};
use tokio_tungstenite::tungstenite::protocol::{Message, Role, WebSocketConfig};

use self::metered::Metered;
pub use self::upgrade::{foreign_origin, sync};
use crate::limits::Taken;
use crate::relay::Relay;
use crate::session::{End, Gone, Outlet, Session};

/// A large message goes out in pieces of this size, since the write buffer keeps the size
/// of the largest piece for as long as the socket lives.
const PIECE_BYTES: usize = 8 * 1024;
const READ_BUFFER_BYTES: usize = 4 * 1024;
/// How long the relay waits for the other side to say goodbye.
const GOODBYE: Duration = Duration::from_secs(2);

type Wire = WebSocketStream<Metered>;

struct SocketOutlet<'a> {
    wire: &'a mut Wire,
    patience: Duration,
    cut: &'a Notify,
}

impl Outlet for SocketOutlet<'_> {
    async fn send(&mut self, frame: Bytes) -> Result<(), Gone> {
        tokio::select! {
            biased;
            // First: what a socket without a standing is told would be wrong.
            () = self.cut.notified() => Err(Gone),
            sent = timeout(self.patience, send(self.wire, frame)) => match sent {
                Ok(Ok(())) => Ok(()),
                Ok(Err(_)) | Err(_) => Err(Gone),
            },
        }
    }
}

async fn send(wire: &mut Wire, mut frame: Bytes) -> Result<(), Error> {
    let mut kind = Data::Binary;
    while frame.len() > PIECE_BYTES {
        let piece = frame.split_to(PIECE_BYTES);
        let piece = Frame::message(piece, OpCode::Data(kind), false);
        wire.send(Message::Frame(piece)).await?;
        kind = Data::Continue;
    }
    let last = Frame::message(frame, OpCode::Data(kind), true);
    wire.send(Message::Frame(last)).await
}

/// Runs one connection from its first frame to its last.
async fn run(relay: Arc<Relay>, io: Metered, place: Option<Taken>) {
    let bounds = &relay.options.bounds;
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_write_buffer_size(4 * PIECE_BYTES)
        .max_message_size(Some(bounds.max_frame_bytes))
        .max_frame_size(Some(bounds.max_frame_bytes));
    let mut wire = WebSocketStream::from_raw_socket(io, Role::Server, Some(config)).await;
    let end = if place.is_some() {
        let mut session = Session::new(relay.clone());
        drive(&relay, &mut session, &mut wire).await
    } else {
        End::Close(Closing::TooMany)
    };
    if let End::Close(code) = end {
        Box::pin(say_goodbye(&mut wire, code)).await;
    }
}

async fn drive(relay: &Relay, session: &mut Session, wire: &mut Wire) -> End {
    let bounds = &relay.options.bounds;
    let patience = Duration::from_secs(bounds.write_seconds);
    let silence = Duration::from_secs(bounds.silence_seconds);
    let cut = session.cut().clone();
    let mut deadline = Instant::now() + Duration::from_secs(bounds.hello_seconds);
    loop {
        let message = match next(session, wire, patience, deadline).await {
            Ok(message) => message,
            Err(end) => return end,
        };
        let handled = match read(message) {
            Read::Frame(frame) => {
                let cut = &cut;
                let mut outlet = SocketOutlet {
                    wire,
                    patience,
                    cut,
                };
                // Boxed: an idle socket should not carry the room for its busiest moment.
                let handled = Box::pin(session.handle(&frame, &mut outlet)).await;
                deadline = Instant::now() + silence;
                handled
            }
            // It says nothing: no deadline moves.
            Read::Nothing => Ok(()),
            Read::End(end) => Err(end),
        };
        if let Err(end) = handled {
            return end;
        }
        if session.socket().is_some() {
            wire.get_ref().lift();
        }
    }
}

type Incoming = Option<Result<Message, Error>>;

/// Sends what waits until the device says something.
async fn next(
    session: &mut Session,
    wire: &mut Wire,
    patience: Duration,
    deadline: Instant,
) -> Result<Incoming, End> {
    let cut = session.cut().clone();
    loop {
        let mut outlet = SocketOutlet {
            wire,
            patience,
            cut: &cut,
        };
        session.drain(&mut outlet).await?;
        let woken = async {
            match session.socket() {
                Some(socket) => socket.woken().await,
                None => pending().await,
            }
        };
        tokio::select! {
            message = wire.next() => return Ok(message),
            () = woken => {}
            () = sleep_until(deadline) => return Err(End::Close(Closing::Silent)),
        }
    }
}

enum Read {
    Frame(Bytes),
    /// A WebSocket's own ping or pong, answered below.
    Nothing,
    End(End),
}

fn read(message: Incoming) -> Read {
    match message {
        Some(Ok(Message::Binary(frame))) => Read::Frame(frame),
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Read::Nothing,
        Some(Ok(Message::Text(_) | Message::Frame(_))) => Read::End(End::Close(Closing::Malformed)),
        Some(Err(Error::Capacity(CapacityError::MessageTooLong { .. }))) => {
            Read::End(End::Close(Closing::TooLarge))
        }
        Some(Err(Error::Protocol(_) | Error::Utf8(_))) => Read::End(End::Close(Closing::Malformed)),
        Some(Err(Error::Io(error))) if metered::is_spent(&error) => {
            Read::End(End::Close(Closing::TooLarge))
        }
        Some(Ok(Message::Close(_)) | Err(_)) | None => Read::End(End::Gone),
    }
}

/// Says why, closes, and waits a moment for the other side to have read it: closing a
/// socket with unread bytes would throw the reason away.
async fn say_goodbye(wire: &mut Wire, code: Closing) {
    let goodbye = async {
        let frame = encode(&FromRelay::Closed { code });
        send(wire, frame.into()).await?;
        let close_code = match code {
            Closing::TooLarge => CloseCode::Size,
            Closing::Stopping | Closing::Silent => CloseCode::Away,
            Closing::TooMany => CloseCode::Again,
            Closing::Malformed => CloseCode::Unsupported,
            _ => CloseCode::Policy,
        };
        let frame = CloseFrame {
            code: close_code,
            reason: "".into(),
        };
        wire.send(Message::Close(Some(frame))).await?;
        wire.get_mut().drain().await;
        Ok::<(), Error>(())
    };
    let _ = timeout(GOODBYE, goodbye).await;
}
