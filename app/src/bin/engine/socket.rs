//! The socket to the relay.

use futures::channel::mpsc::{UnboundedSender, unbounded};
use futures::{SinkExt, StreamExt};
use gloo::net::websocket::Message;
use gloo::net::websocket::futures::WebSocket;
use shared::engine::Event;
use wasm_bindgen_futures::spawn_local;

use crate::runner::Input;

/// An open line. Dropping it closes the socket; what still comes from it is passed over.
pub struct Socket {
    out: UnboundedSender<Vec<u8>>,
}

impl Socket {
    /// Opens a socket to the relay at this origin. `number` marks what comes from it.
    pub fn open(origin: &str, number: u32, sender: UnboundedSender<Input>) -> Self {
        let url = format!("{}/sync", origin.replacen("http", "ws", 1));
        let (out, mut frames) = unbounded::<Vec<u8>>();
        let event = move |event| Input::Line { number, event };
        let Ok(socket) = WebSocket::open(&url) else {
            let _ = sender.unbounded_send(event(Event::Down));
            return Self { out };
        };
        let (mut write, mut read) = socket.split();
        // Frames wait in the socket until it is open, so the greeting can be written at once.
        let _ = sender.unbounded_send(event(Event::Up));
        spawn_local(async move {
            while let Some(frame) = frames.next().await {
                if write.send(Message::Bytes(frame)).await.is_err() {
                    break;
                }
            }
            let _ = write.close().await;
        });
        spawn_local(async move {
            while let Some(message) = read.next().await {
                match message {
                    Ok(Message::Bytes(bytes)) => {
                        let _ = sender.unbounded_send(event(Event::Frame(bytes)));
                    }
                    Ok(Message::Text(_)) => {}
                    Err(_) => break,
                }
            }
            let _ = sender.unbounded_send(event(Event::Down));
        });
        Self { out }
    }

    pub fn send(&self, frame: Vec<u8>) {
        let _ = self.out.unbounded_send(frame);
    }
}
