//! Productions that come and go whole: made here, taken in from a file, removed.

use std::collections::VecDeque;

use app::platform::time;
use shared::command::Command;
use shared::engine::protocol::{FromEngine, Outcome, RefusedCode, Request};
use shared::engine::{Effect, Engine, Event, bundle, projection};
use shared::id::Id;

use super::opening::setup;
use super::{Runner, refused};
use crate::entry::Entry;

impl Runner {
    pub(super) async fn create(
        &mut self,
        production: Id,
        title: String,
        command: Command,
        me: Option<Id>,
    ) -> Outcome {
        let mut entry = Entry::new(production, title, time::now_ms());
        entry.me = me;
        let mut engine = Engine::start(setup(&entry, self.device), Vec::new(), time::now_ms());
        let effects = engine.create(0, command, time::now_ms());
        self.settle_apart(entry, engine, effects).await
    }

    /// Takes in a file: what it brings goes into the production it is of, open or not.
    pub(super) async fn take_in(&mut self, request: Request, bytes: Vec<u8>) {
        match bundle::read(&bytes) {
            Ok((manifest, _)) if self.is_open(&manifest.production) => {
                self.asked(request, Event::Import { request, bytes }).await;
            }
            Ok((manifest, _)) => {
                let take = |engine: &mut Engine| {
                    let request = 0;
                    engine.handle(Event::Import { request, bytes }, time::now_ms())
                };
                let outcome = self.import(manifest.production, manifest.title, take).await;
                self.done(request, outcome);
            }
            Err(why) => self.done(request, refused(RefusedCode::BadFile, why.to_string())),
        }
    }

    /// Takes in the sample as a production of this device's own.
    pub(super) async fn sample(&mut self, bytes: &[u8]) -> Outcome {
        let read = bundle::own_copy(bytes, self.device)
            .and_then(|(production, copy)| Ok((production, bundle::read(&copy)?.0.title, copy)));
        let (production, title, copy) = match read {
            Ok(read) => read,
            Err(why) => return refused(RefusedCode::BadFile, why.to_string()),
        };
        if self.is_open(&production) {
            return Outcome::Arrived {
                production,
                title,
                changes: 0,
            };
        }
        let take = |engine: &mut Engine| engine.import_copy(0, &copy, time::now_ms());
        self.import(production, title, take).await
    }

    async fn import(
        &mut self,
        production: Id,
        title: String,
        take: impl FnOnce(&mut Engine) -> Vec<Effect>,
    ) -> Outcome {
        let now_ms = time::now_ms();
        let _ = self.read_entries().await;
        let known = self.entries.get(&production).cloned();
        let entry = known.unwrap_or_else(|| Entry::new(production.clone(), title, now_ms));
        let stored = match &self.disk {
            Some(disk) => match disk.documents(&production).await {
                Ok(stored) => stored,
                Err(why) => return refused(RefusedCode::Storage, why.why),
            },
            None => Vec::new(),
        };
        let mut engine = Engine::start(setup(&entry, self.device), stored, now_ms);
        let effects = take(&mut engine);
        self.settle_apart(entry, engine, effects).await
    }

    /// Stores what an engine that is not the open one wants stored, and returns how it ended.
    async fn settle_apart(
        &mut self,
        entry: Entry,
        mut engine: Engine,
        effects: Vec<Effect>,
    ) -> Outcome {
        let mut outcome = refused(RefusedCode::Storage, "");
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            match (effect, &self.disk) {
                (Effect::Store(store), disk) => {
                    if let Some(disk) = disk
                        && let Err(why) = disk.store(&store).await
                    {
                        return refused(RefusedCode::Storage, why.why);
                    }
                    // The engine holds the next write of a document back until it hears of this one.
                    let stored = Event::Stored {
                        ticket: store.ticket,
                    };
                    effects.extend(engine.handle(stored, time::now_ms()));
                }
                (Effect::Tell(FromEngine::Done { outcome: ended, .. }), _) => outcome = ended,
                _ => {}
            }
        }
        if matches!(outcome, Outcome::Refused { .. }) {
            return outcome;
        }
        match &self.disk {
            Some(disk) => {
                let pieces = projection::pieces(engine.book());
                let _ = disk.put_projection(&entry.production, pieces).await;
            }
            None => {
                self.parked.insert(entry.production.clone(), engine);
            }
        }
        let (production, title) = (entry.production.clone(), entry.title.clone());
        if let Err(why) = self.keep_entry(entry).await {
            return refused(RefusedCode::Storage, why.why);
        }
        match outcome {
            Outcome::Arrived { .. } => outcome,
            _ => Outcome::Arrived {
                production,
                title,
                changes: 0,
            },
        }
    }

    pub(super) async fn forget(&mut self, production: &Id) -> Outcome {
        if self.is_open(production) {
            self.open = None;
            self.turn_blobs();
        }
        self.parked.remove(production);
        if let Some(disk) = &self.disk
            && let Err(why) = disk.forget(production).await
        {
            return refused(RefusedCode::Storage, why.why);
        }
        self.entries.remove(production);
        self.stored.remove(production);
        self.blobs.forget(production);
        Outcome::Done {
            act: 0,
            label: String::new(),
        }
    }
}
