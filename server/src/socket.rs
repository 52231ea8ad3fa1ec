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
    /// Ends a write that stands still.
    cut: Arc<Notify>,
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
    /// Nothing is put in any more.
    is_cut: bool,
}

struct Waiting {
    frame: Bytes,
    what: What,
}

enum What {
    /// A document's chunks, and their last sequence.
    Delivery(Arc<DocId>, u64),
    /// What the device may do with a document from now on.
    Access(DocId, Access),
    Other,
}

/// What the socket's task does next.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    Send(Bytes),
    Close(Closing),
    Wait,
}

impl Socket {
    pub fn new(number: u64, device: DeviceRow, bounds: QueueBounds, cut: Arc<Notify>) -> Self {
        let state = State {
            standing: device.standing.clone(),
            frames: VecDeque::new(),
            bytes: 0,
            behind: HashSet::new(),
            present: None,
            told_present: 0,
            closing: None,
            is_cut: false,
        };
        Self {
            number,
            device,
            bounds,
            state: Mutex::new(state),
            wake: Notify::new(),
            cut,
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
        if state.is_out() {
            return Access::None;
        }
        state.standing.access(audience)
    }

    pub fn may_read(&self, audience: &Audience) -> bool {
        self.access(audience).may_read()
    }

    /// Says whether nothing that came on this socket counts any more. One that was cut hears of no
    /// change of its standing, so it has none.
    pub fn is_out(&self) -> bool {
        lock(&self.state).is_out()
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

    /// Closes at once: what waits and what is being written is given up.
    pub fn cut(&self, code: Closing) {
        // Before the standing goes: nothing that follows from it may still be written.
        self.cut.notify_one();
        lock(&self.state).cut(code);
        self.wake.notify_one();
    }

    pub fn tell(&self, frame: &FromRelay) {
        self.tell_encoded(encode(frame).into());
    }

    /// Adds a frame that is never dropped. Their number is bounded by what the device asked.
    pub fn tell_encoded(&self, frame: Bytes) {
        let mut state = lock(&self.state);
        state.push(frame, What::Other);
        drop(state);
        self.wake.notify_one();
    }

    /// Adds what the device may do with a document now, in the place of what waits of it; only that
    /// it was gone in between stays, since then the device has to pull it. A device that takes
    /// nothing while it is told ever more is closed; it is told all when it comes back.
    pub fn tell_access(&self, document: &DocId, access: Access) {
        let document = document.clone();
        let frame = encode(&FromRelay::Access {
            document: document.clone(),
            access,
        });
        let mut state = lock(&self.state);
        state.drop_if(|what| match what {
            What::Access(of, before) => {
                *of == document && (before.may_read() || !access.may_read())
            }
            _ => false,
        });
        state.push(frame.into(), What::Access(document, access));
        if state.bytes > self.bounds.bytes {
            state.drop_deliveries();
        }
        let is_full = state.bytes > self.bounds.bytes;
        drop(state);
        if is_full {
            self.cut(Closing::Stopping);
        }
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
            state.drop_deliveries();
            state.falls_behind(document);
        } else {
            state.push(frame, What::Delivery(document, last));
        }
        drop(state);
        self.wake.notify_one();
    }

    /// Drops deliveries of a document that may no longer be read.
    pub fn forget(&self, document: &DocId) {
        let mut state = lock(&self.state);
        state.drop_if(|what| matches!(what, What::Delivery(of, _) if **of == *document));
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
        state.drop_if(
            |what| matches!(what, What::Delivery(of, last) if **of == *document && *last <= until),
        );
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
    fn is_out(&self) -> bool {
        self.is_cut || self.closing == Some(Closing::Revoked)
    }

    fn push(&mut self, frame: Bytes, what: What) {
        if self.is_cut {
            return;
        }
        self.bytes += frame.len();
        self.frames.push_back(Waiting { frame, what });
    }

    fn drop_if(&mut self, is_dropped: impl Fn(&What) -> bool) {
        let bytes = &mut self.bytes;
        self.frames.retain(|waiting| {
            let drop = is_dropped(&waiting.what);
            if drop {
                *bytes -= waiting.frame.len();
            }
            !drop
        });
    }

    /// Drops all deliveries; their documents are to be pulled again.
    fn drop_deliveries(&mut self) {
        let document = |waiting: &Waiting| match &waiting.what {
            What::Delivery(document, _) => Some(document.clone()),
            _ => None,
        };
        let lost: HashSet<Arc<DocId>> = self.frames.iter().filter_map(document).collect();
        self.drop_if(|what| matches!(what, What::Delivery(..)));
        for document in lost {
            self.falls_behind(document);
        }
    }

    fn falls_behind(&mut self, document: Arc<DocId>) {
        if self.behind.contains(&document) {
            return;
        }
        let resync = FromRelay::Resync {
            document: (*document).clone(),
        };
        self.push(encode(&resync).into(), What::Other);
        self.behind.insert(document);
    }

    fn cut(&mut self, code: Closing) {
        self.is_cut = true;
        self.frames = VecDeque::new();
        self.bytes = 0;
        if self.closing != Some(Closing::Revoked) {
            self.closing = Some(code);
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
        Socket::new(1, device, bounds, Arc::default())
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
    fn a_device_that_is_changed_back_and_forth_hears_the_last_word() {
        let socket = socket(10);
        let (plan, floor) = (doc("p:plan"), doc("p:floor"));
        socket.tell_access(&floor, Access::Read);
        for n in 0..10_000 {
            let access = [Access::None, Access::Write][n % 2];
            socket.tell_access(&plan, access);
        }
        let told = |document: &DocId, access| {
            let document = document.clone();
            Next::Send(encode(&FromRelay::Access { document, access }).into())
        };
        assert_eq!(socket.next(), told(&floor, Access::Read));
        // Deliveries were forgotten while it was gone: it must know that it was.
        assert_eq!(socket.next(), told(&plan, Access::None));
        assert_eq!(socket.next(), told(&plan, Access::Write));
        assert_eq!(socket.next(), Next::Wait);
    }

    #[test]
    fn a_device_that_takes_nothing_and_is_told_ever_more_is_closed() {
        let socket = socket(1000);
        socket.deliver(doc("p:plan"), 1, Bytes::from(vec![0; 950]));
        socket.tell_access(&doc("p:floor"), Access::Read);
        socket.tell_access(&doc("p:office"), Access::Read);
        assert_eq!(
            socket.next(),
            Next::Send(
                encode(&FromRelay::Access {
                    document: (*doc("p:floor")).clone(),
                    access: Access::Read,
                })
                .into()
            ),
            "a delivery makes room, since it can be pulled again"
        );
        for n in 0..1000 {
            socket.tell_access(&doc(&format!("p:personal:{n}")), Access::Read);
        }
        socket.tell(&FromRelay::Pong { now_ms: 1 });
        assert_eq!(socket.next(), Next::Close(Closing::Stopping));
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
