//! Who is connected, and what goes to whom. Nothing here waits: frames go into queues.
//!
//! Changes of standing and deliveries are made while the writing connection is held, so
//! that a device never gets a frame after it lost the right to it.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use shared::access::{Access, Standing};
use shared::id::{DocId, Id};
use shared::wire::{Closing, FromRelay, encode};
use tokio::sync::Notify;

use crate::clock::now_ms;
use crate::limits::lock;
use crate::socket::Socket;
use crate::store::DeviceRow;

#[derive(Default)]
pub struct Hub {
    rooms: Mutex<HashMap<Id, Room>>,
    next: AtomicU64,
    /// When a device was last connected, until it is written down.
    seen: Mutex<HashMap<Id, i64>>,
}

/// The sockets of one production.
#[derive(Default)]
struct Room {
    sockets: HashMap<u64, Arc<Socket>>,
    /// Somebody came or went since everybody was told.
    is_stale: bool,
}

impl Room {
    fn present(&self) -> u32 {
        let devices: HashSet<&Id> = self.sockets.values().map(|s| &s.device.id).collect();
        u32::try_from(devices.len()).unwrap_or(u32::MAX)
    }

    fn make_room(&mut self, device: &Id, most: usize) {
        let of_device = self.sockets.values().filter(|s| s.device.id == *device);
        let mut numbers: Vec<u64> = of_device.map(|socket| socket.number).collect();
        numbers.sort_unstable();
        let beyond = (numbers.len() + 1).saturating_sub(most.max(1));
        for number in &numbers[..beyond] {
            if let Some(socket) = self.sockets.remove(number) {
                socket.cut(Closing::TooMany);
            }
        }
    }
}

impl Hub {
    /// Adds a socket that said who it is. From here on it gets what its standing allows. Where the
    /// device has as many as it may, its oldest goes: nobody may be left on that one, since a line
    /// that broke is noticed late.
    pub fn add(
        &self,
        device: DeviceRow,
        bounds: crate::socket::QueueBounds,
        most: usize,
        cut: Arc<Notify>,
    ) -> Arc<Socket> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let socket = Arc::new(Socket::new(number, device, bounds, cut));
        lock(&self.seen).insert(socket.device.id.clone(), now_ms());
        let mut rooms = lock(&self.rooms);
        let room = rooms.entry(socket.device.production.clone()).or_default();
        room.make_room(&socket.device.id, most);
        room.sockets.insert(number, socket.clone());
        room.is_stale = true;
        socket
    }

    pub fn remove(&self, socket: &Socket) {
        lock(&self.seen).insert(socket.device.id.clone(), now_ms());
        let mut rooms = lock(&self.rooms);
        if let Some(room) = rooms.get_mut(&socket.device.production) {
            room.sockets.remove(&socket.number);
            room.is_stale = true;
            if room.sockets.is_empty() {
                rooms.remove(&socket.device.production);
            }
        }
    }

    /// Counts the other devices of the production.
    pub fn others(&self, production: &Id) -> u32 {
        let rooms = lock(&self.rooms);
        rooms
            .get(production)
            .map_or(0, |room| room.present().saturating_sub(1))
    }

    pub fn connected(&self, production: &Id) -> HashSet<Id> {
        let rooms = lock(&self.rooms);
        let room = rooms.get(production);
        let sockets = room.into_iter().flat_map(|room| room.sockets.values());
        sockets.map(|socket| socket.device.id.clone()).collect()
    }

    /// Sends what a push added to everyone else who may read it.
    pub fn deliver(&self, document: &Arc<DocId>, last: u64, frame: &Bytes, pusher: u64) {
        self.each(&document.production, |socket| {
            if socket.number != pusher && socket.may_read(&document.audience) {
                socket.deliver(document.clone(), last, frame.clone());
            }
        });
    }

    /// Tells those who may read it that a document was made.
    pub fn document_made(&self, document: &DocId) {
        self.each(&document.production, |socket| {
            let access = socket.access(&document.audience);
            if access.may_read() {
                socket.tell_access(document, access);
            }
        });
    }

    /// Changes what a device may do, on its open sockets too. `documents` are those that
    /// exist; what it can read no longer leaves the queues as well.
    pub fn change_standing(
        &self,
        production: &Id,
        device: &Id,
        to: &Standing,
        documents: &[DocId],
    ) {
        self.each(production, |socket| {
            if socket.device.id != *device {
                return;
            }
            let was = socket.set_standing(to.clone());
            for document in documents {
                let access = to.access(&document.audience);
                if access == was.access(&document.audience) {
                    continue;
                }
                if access == Access::None {
                    socket.forget(document);
                }
                socket.tell_access(document, access);
            }
        });
    }

    pub fn revoke(&self, production: &Id, device: &Id) {
        self.each(production, |socket| {
            if socket.device.id == *device {
                socket.close(Closing::Revoked);
            }
        });
    }

    pub fn tell_all(&self, production: &Id, frame: &FromRelay, except: Option<u64>) {
        let frame = Bytes::from(encode(frame));
        self.each(production, |socket| {
            if except != Some(socket.number) {
                socket.tell_encoded(frame.clone());
            }
        });
    }

    pub fn close_all(&self, code: Closing) {
        for room in lock(&self.rooms).values() {
            for socket in room.sockets.values() {
                socket.close(code);
            }
        }
    }

    /// Tells every production whose number of devices changed.
    pub fn tell_present(&self) {
        for room in lock(&self.rooms).values_mut() {
            if std::mem::take(&mut room.is_stale) {
                let others = room.present().saturating_sub(1);
                for socket in room.sockets.values() {
                    socket.set_present(others);
                }
            }
        }
    }

    /// Returns when devices were last connected, once; those that still are, now.
    pub fn take_seen(&self) -> Vec<(Id, i64)> {
        lock(&self.seen).drain().collect()
    }

    fn each(&self, production: &Id, mut act: impl FnMut(&Socket)) {
        if let Some(room) = lock(&self.rooms).get(production) {
            room.sockets.values().for_each(|socket| act(socket));
        }
    }
}
