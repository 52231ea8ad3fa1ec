//! What this device holds, and opening a production of it: the last run's records first, then the
//! documents.

use std::rc::Rc;

use app::platform::{random, time};
use shared::engine::protocol::{Card, FromEngine, Storage};
use shared::engine::{Engine, Setup, StoredDoc, projection};
use shared::id::{DeviceTag, Id};
use shared::wire::Bytes;

use super::{Open, Runner};
use crate::connection::DiskError;
use crate::disk::Disk;
use crate::entry::{Device, Entry};
use crate::port;
use crate::tabs::Tabs;

impl Runner {
    pub(super) async fn read_device(&mut self) -> Result<(), String> {
        let Some(disk) = self.disk.clone() else {
            return Ok(());
        };
        match disk.device().await.map_err(|e| e.why)? {
            Some(device) => self.device = device.tag,
            None => disk
                .put_device(&Device { tag: self.device })
                .await
                .map_err(|e| e.why)?,
        }
        self.read_entries().await
    }

    // Another tab may have joined, made or forgotten a production.
    pub(super) async fn read_entries(&mut self) -> Result<(), String> {
        let Some(disk) = self.disk.clone() else {
            return Ok(());
        };
        let entries = disk.entries().await.map_err(|e| e.why)?;
        let held = std::mem::take(&mut self.entries);
        for disk in &entries {
            let id = &disk.production;
            let entry = match held.get(id) {
                // What could not be written yet is not forgotten.
                Some(entry) => entry.onto(
                    Some(self.stored.get(id).unwrap_or(entry)),
                    Some(disk.clone()),
                ),
                None => disk.clone(),
            };
            self.entries.insert(id.clone(), entry);
        }
        self.stored = entries
            .into_iter()
            .map(|e| (e.production.clone(), e))
            .collect();
        Ok(())
    }

    pub(super) fn cards(&self) -> Vec<Card> {
        let mut cards: Vec<_> = self.entries.values().map(Entry::card).collect();
        cards.sort_by_key(|card| std::cmp::Reverse(card.opened_ms));
        cards
    }

    pub(super) async fn open(&mut self, production: Id) {
        if self.is_open(&production) {
            self.show_again();
            return;
        }
        self.close();
        // Another tab may have attached it since.
        let _ = self.read_entries().await;
        let Some(entry) = self.entries.get_mut(&production) else {
            port::say(&FromEngine::Productions {
                productions: self.cards(),
            });
            return;
        };
        entry.opened_ms = time::now_ms();
        // What this device may do is known before any document is read: no room says otherwise.
        port::say(&FromEngine::State(entry.standing(time::now_ms())));
        let setup = setup(entry, self.device);
        let mut shown = Vec::new();
        // Listens before it reads: what another tab writes meanwhile waits in the queue.
        self.number += 1;
        let tabs = Tabs::join(&production, self.number, &self.sender);
        let engine = match (&self.disk, self.parked.remove(&production)) {
            (_, Some(engine)) => engine,
            (Some(disk), None) => {
                // The page paints from the last run's records while the documents are read.
                if let Some(first) = disk.projection(&production).await {
                    say_projection(&production, &first, false);
                    let rest = disk.rest_of_projection(&production).await;
                    let rest = rest.unwrap_or_default();
                    let pieces = projection::split(&rest);
                    say_rest(&production, &pieces);
                    // What was shown is read again here only when all of it is on its way.
                    shown = projection::read(&first);
                    shown.extend(pieces.into_iter().flat_map(projection::read));
                }
                match disk.documents(&production).await {
                    Ok(stored) => {
                        let mut engine = Engine::start(setup, stored, time::now_ms());
                        engine.recall(disk.acts(&production).await.unwrap_or_default());
                        engine
                    }
                    Err(why) => {
                        port::say(&FromEngine::Ready {
                            productions: self.cards(),
                            storage: Storage::None { why: why.why },
                        });
                        return;
                    }
                }
            }
            (None, None) => Engine::start(setup, Vec::new(), time::now_ms()),
        };
        self.open = Some(Open {
            production,
            engine,
            number: self.number,
            tabs,
            socket: None,
            is_answered: false,
            timer: None,
        });
        if let Some(open) = &mut self.open {
            let effects = open.engine.correct(shown);
            self.perform(effects);
        }
        self.save_entry().await;
        self.turn_blobs();
    }

    pub(super) async fn reread(&self, had_other: bool) -> Vec<StoredDoc> {
        match (&self.disk, &self.open) {
            (Some(disk), Some(open)) if had_other => {
                disk.documents(&open.production).await.unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    // The page was reloaded or opened the production a second time.
    pub(super) fn show_again(&mut self) {
        let Some(open) = &mut self.open else { return };
        let pieces = projection::pieces(open.engine.book());
        if let Some((first, rest)) = pieces.split_first() {
            say_projection(&open.production, first, false);
            let rest: Vec<&[u8]> = rest.iter().map(Vec::as_slice).collect();
            say_rest(&open.production, &rest);
        }
        let shown = open
            .engine
            .book()
            .kinds()
            .flat_map(|k| open.engine.book().every(k))
            .map(|r| (**r).clone());
        let shown = shown.collect();
        let effects = open.engine.correct(shown);
        self.perform(effects);
    }

    pub(super) fn close(&mut self) {
        if let Some(mut open) = self.open.take() {
            match &self.disk {
                None => {
                    self.parked.insert(open.production.clone(), open.engine);
                }
                Some(disk) => put_away(&mut open.engine, disk),
            }
        }
        self.turn_blobs();
    }

    pub(super) fn open_entry(&self) -> Option<&Entry> {
        self.entries.get(&self.open.as_ref()?.production)
    }

    pub(super) fn open_entry_mut(&mut self) -> Option<&mut Entry> {
        self.entries.get_mut(&self.open.as_ref()?.production)
    }

    pub(super) async fn save_entry(&mut self) {
        if let Some(entry) = self.open_entry().cloned() {
            // The next change of standing tries again.
            let _ = self.keep_entry(entry).await;
        }
    }

    /// Writes what this tab changed of an entry, and takes over what other tabs changed.
    pub(super) async fn keep_entry(&mut self, mut entry: Entry) -> Result<(), DiskError> {
        let production = entry.production.clone();
        if let Some(disk) = &self.disk {
            let base = self.stored.get(&production);
            let change = |found| entry.onto(base, found);
            entry = disk.change_entry(&production, change).await?;
            self.stored.insert(production.clone(), entry.clone());
        }
        self.entries.insert(production, entry);
        Ok(())
    }

    /// Keeps what the relay allows and the production's title, for the next start without a network.
    pub(super) async fn keep_standing(&mut self) {
        let Some(open) = &self.open else { return };
        let (role, access) = open.engine.standing();
        let title = open.engine.title();
        let me = open.engine.me();
        let Some(entry) = self.entries.get_mut(&open.production) else {
            return;
        };
        let is_same = entry.role == role
            && entry.access == access
            && entry.me == me
            && (entry.title == title || title.is_empty());
        if is_same {
            return;
        }
        entry.role = role;
        entry.access = access;
        entry.me = me;
        if !title.is_empty() {
            entry.title = title;
        }
        self.save_entry().await;
    }
}

/// Writes what waits behind a slow or a failed write. Where the disk does not take it now either,
/// the page still keeps the acts, and does them again when the production is opened.
fn put_away(engine: &mut Engine, disk: &Rc<Disk>) {
    for store in engine.last_writes() {
        let disk = disk.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let _ = disk.store(&store).await;
        });
    }
}

pub(super) fn setup(entry: &Entry, device: DeviceTag) -> Setup {
    Setup {
        production: entry.production.clone(),
        device,
        fresh: random::bytes(),
        me: entry.me.clone(),
        label: entry.label.clone(),
        relay: entry.relay.clone(),
        access: entry.access.clone(),
        role: entry.role,
    }
}

fn say_projection(production: &Id, bytes: &[u8], last: bool) {
    port::say(&FromEngine::Projection {
        production: production.clone(),
        bytes: Bytes::from(bytes.to_vec()),
        last,
    });
}

/// Says the other pieces, the end of them in any case.
fn say_rest(production: &Id, pieces: &[&[u8]]) {
    for (at, piece) in pieces.iter().enumerate() {
        say_projection(production, piece, at + 1 == pieces.len());
    }
    if pieces.is_empty() {
        say_projection(production, &[], true);
    }
}
