//! One connected device as the hub sees it: its standing, and the frames that wait for it.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use shared::access::{Access, Audience, Standing};
use shared::id::DocId;
use shared::wire::{Closing, FromRelay, encode};
use tokio::sync::Notify;

use crate::limits::lock;
use crate::store::DeviceRow;

/// What may wait for a socket before deliveries are dropped.
#[derive(Clone, Copy, Debug)]
pub struct QueueBounds {
    pub frames: usize,
    pub bytes: usize,
}

pub struct Socket {
    pub number: u64,
    pub device: DeviceRow,
    bounds: QueueBounds,
    state: Mutex<State>,
    wake: Notify,
}

struct State {
    standing: Standing,
    frames: VecDeque<Waiting>,
    bytes: usize,
    /// Documents whose deliveries were dropped; the device was told to pull them.
    behind: HashSet<Arc<DocId>>,
    present: Option<u32>,
    told_present: u32,
    closing: Option<Closing>,
}

struct Waiting {
    frame: Bytes,
    /// For a delivery: which document, and its last sequence.
    delivery: Option<(Arc<DocId>, u64)>,
}

/// What the socket's task does next.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    Send(Bytes),
    Close(Closing),
    Wait,
}

impl Socket {
    pub fn new(number: u64, device: DeviceRow, bounds: QueueBounds) -> Self {
        let state = State {
            standing: device.standing.clone(),
            frames: VecDeque::new(),
            bytes: 0,
            behind: HashSet::new(),
            present: None,
            told_present: 0,
            closing: None,
        };
        Self {
            number,
            device,
            bounds,
            state: Mutex::new(state),
            wake: Notify::new(),
        }
    }

    /// Waits until there may be something to do.
    pub async fn woken(&self) {
        self.wake.notified().await;
    }

    /// Takes the next frame in order, or the closing behind the last of them.
    pub fn next(&self) -> Next {
        let mut state = lock(&self.state);
        if state.closing == Some(Closing::Revoked) {
            return Next::Close(Closing::Revoked);
        }
        if let Some(waiting) = state.frames.pop_front() {
            state.bytes -= waiting.frame.len();
            if state.frames.is_empty() {
                // An idle socket keeps no memory of its busy times.
                state.frames = VecDeque::new();
            }
            return Next::Send(waiting.frame);
        }
        if let Some(code) = state.closing {
            return Next::Close(code);
        }
        if let Some(count) = state.present.take()
            && count != state.told_present
        {
            state.told_present = count;
            return Next::Send(encode(&FromRelay::Present { count }).into());
        }
        Next::Wait
    }

    pub fn standing(&self) -> Standing {
        lock(&self.state).standing.clone()
    }

    pub fn access(&self, audience: &Audience) -> Access {
        let state = lock(&self.state);
        if state.closing == Some(Closing::Revoked) {
            return Access::None;
        }
        state.standing.access(audience)
    }

    pub fn may_read(&self, audience: &Audience) -> bool {
        self.access(audience).may_read()
    }

    pub fn is_revoked(&self) -> bool {
        lock(&self.state).closing == Some(Closing::Revoked)
    }

    /// Changes the standing and returns the one before.
    pub fn set_standing(&self, standing: Standing) -> Standing {
        std::mem::replace(&mut lock(&self.state).standing, standing)
    }

    pub fn close(&self, code: Closing) {
        let mut state = lock(&self.state);
        if state.closing.is_none() || code == Closing::Revoked {
            state.closing = Some(code);
        }
        drop(state);
        self.wake.notify_one();
    }

    pub fn tell(&self, frame: &FromRelay) {
        self.tell_encoded(encode(frame).into());
    }

    /// Adds a frame that is never dropped. Their number is bounded by what the device asked.
    pub fn tell_encoded(&self, frame: Bytes) {
        let mut state = lock(&self.state);
        state.push(Waiting {
            frame,
            delivery: None,
        });
        drop(state);
        self.wake.notify_one();
    }

    /// Adds a delivery, or drops all that wait and says which documents to pull again.
    pub fn deliver(&self, document: Arc<DocId>, last: u64, frame: Bytes) {
        let mut state = lock(&self.state);
        if state.behind.contains(&document) {
            return;
        }
        let is_full = state.frames.len() >= self.bounds.frames
            || state.bytes + frame.len() > self.bounds.bytes.max(frame.len());
        if is_full {
            state.fall_behind(document);
        } else {
            state.push(Waiting {
                frame,
                delivery: Some((document, last)),
            });
        }
        drop(state);
        self.wake.notify_one();
    }

    /// Drops deliveries of a document that may no longer be read.
    pub fn forget(&self, document: &DocId) {
        let mut state = lock(&self.state);
        state.drop_deliveries(|of, _| **of == *document);
        state.behind.retain(|behind| **behind != *document);
    }

    /// Deliveries of the document are welcome again: its tail is about to be read.
    pub fn is_pulling(&self, document: &DocId) {
        let mut state = lock(&self.state);
        state.behind.retain(|behind| **behind != *document);
    }

    /// Drops deliveries that the tail contained already.
    pub fn has_read(&self, document: &DocId, until: u64) {
        let mut state = lock(&self.state);
        state.drop_deliveries(|of, last| **of == *document && last <= until);
    }

    pub fn set_present(&self, count: u32) {
        lock(&self.state).present = Some(count);
        self.wake.notify_one();
    }

    /// What `Welcome` said already.
    pub fn told_present(&self, count: u32) {
        lock(&self.state).told_present = count;
    }
}

impl State {
    fn push(&mut self, waiting: Waiting) {
        self.bytes += waiting.frame.len();
        self.frames.push_back(waiting);
    }

    fn drop_deliveries(&mut self, is_dropped: impl Fn(&Arc<DocId>, u64) -> bool) {
        let bytes = &mut self.bytes;
        self.frames.retain(|waiting| {
            let drop = waiting
                .delivery
                .as_ref()
                .is_some_and(|(document, last)| is_dropped(document, *last));
            if drop {
                *bytes -= waiting.frame.len();
            }
            !drop
        });
    }

    fn fall_behind(&mut self, newest: Arc<DocId>) {
        let mut lost: HashSet<Arc<DocId>> = self
            .frames
            .iter()
            .filter_map(|waiting| waiting.delivery.as_ref())
            .map(|(document, _)| document.clone())
            .collect();
        lost.insert(newest);
        self.drop_deliveries(|_, _| true);
        for document in lost {
            let resync = FromRelay::Resync {
                document: (*document).clone(),
            };
            self.push(Waiting {
                frame: encode(&resync).into(),
                delivery: None,
            });
            self.behind.insert(document);
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::access::Role;
    use shared::id::{DeviceTag, Id};
    use shared::wire::decode;

    use super::*;

    fn socket(frames: usize) -> Socket {
        let device = DeviceRow {
            id: Id::new("d"),
            production: Id::new("p"),
            tag: DeviceTag([1; 8]),
            label: String::new(),
            standing: Standing {
                role: Role::Office,
                person: None,
                script: false,
            },
            joined_ms: 0,
            seen_ms: None,
            revoked_ms: None,
        };
        let bounds = QueueBounds {
            frames,
            bytes: 1000,
        };
        Socket::new(1, device, bounds)
    }

    fn doc(text: &str) -> Arc<DocId> {
        Arc::new(DocId::parse(text).unwrap())
    }

    #[test]
    fn a_full_queue_is_dropped_and_answered_with_one_resync_a_document() {
        let socket = socket(3);
        let pong = FromRelay::Pong { now_ms: 1 };
        socket.tell(&pong);
        for n in 1..10 {
            socket.deliver(doc("p:plan"), n, Bytes::from_static(b"chunk"));
        }
        let resync = FromRelay::Resync {
            document: DocId::parse("p:plan").unwrap(),
        };
        assert_eq!(socket.next(), Next::Send(encode(&pong).into()));
        assert_eq!(socket.next(), Next::Send(encode(&resync).into()));
        assert_eq!(socket.next(), Next::Wait);
        socket.deliver(doc("p:plan"), 10, Bytes::from_static(b"chunk"));
        assert_eq!(socket.next(), Next::Wait);
        socket.is_pulling(&doc("p:plan"));
        socket.deliver(doc("p:plan"), 11, Bytes::from_static(b"chunk"));
        assert_eq!(socket.next(), Next::Send(Bytes::from_static(b"chunk")));
    }

    #[test]
    fn a_delivery_that_the_tail_contained_is_not_sent_again() {
        let socket = socket(10);
        socket.deliver(doc("p:plan"), 4, Bytes::from_static(b"four"));
        socket.deliver(doc("p:floor"), 4, Bytes::from_static(b"floor"));
        socket.deliver(doc("p:plan"), 5, Bytes::from_static(b"five"));
        socket.has_read(&doc("p:plan"), 4);
        assert_eq!(socket.next(), Next::Send(Bytes::from_static(b"floor")));
        assert_eq!(socket.next(), Next::Send(Bytes::from_static(b"five")));
    }

    #[test]
    fn nothing_is_sent_to_a_revoked_device() {
        let socket = socket(10);
        socket.deliver(doc("p:plan"), 1, Bytes::from_static(b"secret"));
        socket.close(Closing::Revoked);
        assert_eq!(socket.next(), Next::Close(Closing::Revoked));
        assert!(!socket.may_read(&Audience::Plan));
    }

    #[test]
    fn the_count_of_others_is_told_once() {
        let socket = socket(10);
        socket.set_present(2);
        socket.set_present(3);
        let Next::Send(frame) = socket.next() else {
            panic!("a frame")
        };
        assert_eq!(decode(&frame), Some(FromRelay::Present { count: 3 }));
        assert_eq!(socket.next(), Next::Wait);
    }
}
