//! Photos and files of this device: kept in a database of their own, sent to the relay one by one
//! when it can be reached, and fetched from it when somebody wants to see one.

mod shelf;
mod wire;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use app::platform::time;
use futures::channel::mpsc::UnboundedSender;
use gloo::timers::callback::Timeout;
use shared::blob::{BlobHash, BlobId, Lacks, Step, Waiting, retry_ms};
use shared::engine::protocol::{FromEngine, NotKept, Request};
use shared::id::{DocId, Id};
use shared::wire::Bytes;
use wasm_bindgen_futures::spawn_local;

use crate::port;
use crate::runner::Input;
use shelf::Shelf;

/// Whose blobs travel, and where to.
#[derive(Clone)]
pub struct Road {
    pub production: Id,
    /// The relay's origin and this device's token there; nothing: no relay knows the production.
    pub relay: Option<(String, String)>,
}

/// How a blob that waits has fared in this run.
#[derive(Clone, Default)]
struct Tries {
    count: u32,
    /// Not before.
    next_ms: i64,
    refused: Option<String>,
}

#[derive(Clone)]
pub struct Blobs(Rc<Inner>);

struct Inner {
    shelf: Shelf,
    road: RefCell<Option<Road>>,
    waiting: RefCell<BTreeMap<BlobId, Tries>>,
    is_sending: Cell<bool>,
    /// Something changed while it was sending: it looks again when it is through.
    looks_again: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
    sender: UnboundedSender<Input>,
}

impl Blobs {
    pub fn new(sender: UnboundedSender<Input>) -> Self {
        Self(Rc::new(Inner {
            shelf: Shelf::default(),
            road: RefCell::new(None),
            waiting: RefCell::new(BTreeMap::new()),
            is_sending: Cell::new(false),
            looks_again: Cell::new(false),
            timer: RefCell::new(None),
            sender,
        }))
    }

    /// Turns to the open production, or to none, and sends what waits there.
    pub fn turn_to(&self, road: Option<Road>) {
        self.0.road.replace(road);
        self.0.waiting.borrow_mut().clear();
        self.try_now();
    }

    /// The relay may be reachable again, or another tab kept something: everything is tried now.
    pub fn try_now(&self) {
        for tries in self.0.waiting.borrow_mut().values_mut() {
            tries.next_ms = 0;
        }
        self.send();
    }

    /// Sends what waits and whose time has come, one after the other.
    pub fn send(&self) {
        let Some(road) = self.0.road.borrow().clone() else {
            return;
        };
        if self.0.is_sending.replace(true) {
            self.0.looks_again.set(true);
            return;
        }
        let blobs = self.clone();
        spawn_local(async move {
            blobs.0.send_all(&road.production).await;
            blobs.0.is_sending.set(false);
            if blobs.0.looks_again.replace(false) {
                blobs.send();
            } else {
                blobs.0.wake();
            }
        });
    }

    /// Keeps bytes for a document; they are on the disk before the page hears of it.
    pub fn keep(&self, request: Request, document: DocId, bytes: Vec<u8>) {
        let blobs = self.clone();
        spawn_local(async move {
            let hash = BlobHash::of(&bytes);
            let blob = BlobId { document, hash };
            let kept = blobs.0.shelf.keep(&blob, bytes).await;
            let kept = kept.map(|()| hash).map_err(|error| NotKept {
                why: error.why,
                is_full: error.is_full,
            });
            port::say(&FromEngine::Kept { request, kept });
            blobs.send();
        });
    }

    /// Answers with a blob's bytes.
    pub fn find(&self, request: Request, blob: BlobId) {
        let blobs = self.clone();
        spawn_local(async move {
            let found = blobs.0.find(&blob).await.map(Bytes::from);
            port::say(&FromEngine::Blob { request, found });
        });
    }

    /// Deletes the blobs of a document that this device may no longer read.
    pub fn erase(&self, document: &DocId) {
        self.delete(format!("{document}|"));
    }

    /// Deletes the blobs of a production that is taken off this device.
    pub fn forget(&self, production: &Id) {
        self.delete(format!("{production}:"));
    }

    fn delete(&self, prefix: String) {
        let blobs = self.clone();
        spawn_local(async move {
            blobs.0.shelf.delete(&prefix).await;
            let mut waiting = blobs.0.waiting.borrow_mut();
            waiting.retain(|blob, _| !blob.to_string().starts_with(&prefix));
            drop(waiting);
            blobs.0.tell();
        });
    }
}

impl Inner {
    fn has_turned(&self, from: &Id) -> bool {
        let road = self.road.borrow();
        road.as_ref().is_some_and(|road| road.production != *from)
    }

    async fn send_all(&self, production: &Id) {
        let kept = self.shelf.outbox(&format!("{production}:")).await;
        if self.has_turned(production) {
            return;
        }
        {
            // Another tab may have kept some, or sent some.
            let mut waiting = self.waiting.borrow_mut();
            waiting.retain(|blob, _| kept.contains(blob));
            for blob in kept {
                waiting.entry(blob).or_default();
            }
        }
        self.tell();
        let now_ms = time::now_ms();
        let due: Vec<BlobId> = {
            let waiting = self.waiting.borrow();
            let is_due = |tries: &Tries| tries.refused.is_none() && tries.next_ms <= now_ms;
            let due = waiting.iter().filter(|(_, tries)| is_due(tries));
            due.map(|(blob, _)| blob.clone()).collect()
        };
        for blob in due {
            let road = self.road.borrow().clone();
            let Some(Road {
                production: now_open,
                relay: Some(relay),
            }) = road
            else {
                return;
            };
            if now_open != *production {
                return;
            }
            let Some(bytes) = self.shelf.get(&blob).await else {
                // The browser cleared the bytes: there is nothing left to send.
                self.shelf.sent(&blob).await;
                self.waiting.borrow_mut().remove(&blob);
                continue;
            };
            let step = wire::bring(&relay, &blob, &bytes).await;
            self.note(&blob, step).await;
            self.tell();
        }
    }

    async fn note(&self, blob: &BlobId, step: Step) {
        match step {
            Step::Done => {
                self.shelf.sent(blob).await;
                self.waiting.borrow_mut().remove(blob);
            }
            Step::Refused(sentence) => {
                if let Some(tries) = self.waiting.borrow_mut().get_mut(blob) {
                    tries.refused = Some(sentence);
                }
            }
            Step::Later | Step::Send(_) => {
                if let Some(tries) = self.waiting.borrow_mut().get_mut(blob) {
                    tries.count = tries.count.saturating_add(1);
                    tries.next_ms = time::now_ms().saturating_add(retry_ms(tries.count));
                }
            }
        }
    }

    /// Comes back when the time of the next try has come.
    fn wake(&self) {
        let waiting = self.waiting.borrow();
        let is_attached = self
            .road
            .borrow()
            .as_ref()
            .is_some_and(|r| r.relay.is_some());
        let open = waiting.values().filter(|tries| tries.refused.is_none());
        let Some(next_ms) = open
            .map(|tries| tries.next_ms)
            .min()
            .filter(|_| is_attached)
        else {
            self.timer.replace(None);
            return;
        };
        let delay_ms = (next_ms - time::now_ms()).clamp(100, 600_000);
        let sender = self.sender.clone();
        let timer = Timeout::new(delay_ms as u32, move || {
            let _ = sender.unbounded_send(Input::Blobs);
        });
        self.timer.replace(Some(timer));
    }

    fn tell(&self) {
        let Some(production) = self.road.borrow().as_ref().map(|r| r.production.clone()) else {
            return;
        };
        let waiting = self.waiting.borrow();
        let one = |(blob, tries): (&BlobId, &Tries)| Waiting {
            blob: blob.clone(),
            refused: tries.refused.clone(),
        };
        port::say(&FromEngine::Uploads {
            production,
            waiting: waiting.iter().map(one).collect(),
        });
    }

    async fn find(&self, blob: &BlobId) -> Result<Vec<u8>, Lacks> {
        if let Some(bytes) = self.shelf.get(blob).await {
            return Ok(bytes);
        }
        let road = self.road.borrow().clone();
        let relay = road.filter(|road| road.production == blob.document.production);
        let Some(relay) = relay.and_then(|road| road.relay) else {
            return Err(Lacks::NoRelay);
        };
        let bytes = wire::fetch(&relay, blob).await?;
        // Without it the next look asks the relay again.
        self.shelf.cache(blob, &bytes).await;
        Ok(bytes)
    }
}
