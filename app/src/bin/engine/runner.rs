//! Runs the engine of the open production: carries out what the page asks and what the engine wants.

use std::collections::{HashMap, VecDeque};

use app::platform::{random, time};
use futures::channel::mpsc::UnboundedSender;
use gloo::timers::callback::Timeout;
use serde::Serialize;
use shared::command::Command;
use shared::engine::protocol::{FromEngine, Outcome, RefusedCode, Request, Storage, ToEngine};
use shared::engine::{Effect, Engine, Event, Setup, bundle, projection};
use shared::id::{DeviceTag, Id};
use shared::wire::{Bytes, http};

use crate::calls::{self, Answer};
use crate::disk::{Disk, NoDisk};
use crate::entry::{Device, Entry};
use crate::port;
use crate::socket::Socket;
use crate::tabs::Tabs;

/// Anything that wakes the runner.
pub enum Input {
    Page(Box<ToEngine>),
    /// From the socket with this number.
    Line {
        number: u32,
        event: Event,
    },
    /// From another tab, for the opening with this number.
    Tab {
        number: u32,
        event: Event,
    },
    /// This tab got the lock of the production; `had_other`: another tab led before.
    Lead {
        number: u32,
        had_other: bool,
    },
    /// From the disk, for the opening with this number.
    Disk {
        number: u32,
        event: Event,
    },
    Tick,
}

pub struct Runner {
    disk: Option<std::rc::Rc<Disk>>,
    device: DeviceTag,
    entries: HashMap<Id, Entry>,
    open: Option<Open>,
    /// Productions of a device without storage, which live as long as the tab.
    parked: HashMap<Id, Engine>,
    sender: UnboundedSender<Input>,
    /// Counts openings and sockets, so that a late answer to an old one is told apart.
    number: u32,
}

struct Open {
    production: Id,
    engine: Engine,
    number: u32,
    tabs: Tabs,
    socket: Option<(u32, Socket)>,
    timer: Option<(i64, Timeout)>,
}

impl Runner {
    pub async fn start(sender: UnboundedSender<Input>) -> Self {
        let mut storage = Storage::Good;
        let disk = match Disk::open().await {
            Ok(disk) => Some(disk),
            Err(NoDisk::Newer) => {
                storage = Storage::Newer;
                None
            }
            Err(NoDisk::Other(why)) => {
                storage = Storage::None { why };
                None
            }
        };
        let mut runner = Self {
            disk: disk.map(std::rc::Rc::new),
            device: DeviceTag(random::bytes()),
            entries: HashMap::new(),
            open: None,
            parked: HashMap::new(),
            sender,
            number: 0,
        };
        if let Err(why) = runner.read_device().await {
            runner.disk = None;
            storage = Storage::None { why };
        }
        port::say(&FromEngine::Ready {
            productions: runner.cards(),
            storage,
        });
        runner
    }

    async fn read_device(&mut self) -> Result<(), String> {
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
    async fn read_entries(&mut self) -> Result<(), String> {
        let Some(disk) = self.disk.clone() else {
            return Ok(());
        };
        let entries = disk.entries().await.map_err(|e| e.why)?;
        self.entries = entries
            .into_iter()
            .map(|e| (e.production.clone(), e))
            .collect();
        Ok(())
    }

    fn cards(&self) -> Vec<shared::engine::protocol::Card> {
        let mut cards: Vec<_> = self.entries.values().map(Entry::card).collect();
        cards.sort_by_key(|card| std::cmp::Reverse(card.opened_ms));
        cards
    }

    pub async fn take(&mut self, input: Input) {
        match input {
            Input::Page(message) => self.page(*message).await,
            Input::Line { number, event } => {
                let is_current = self
                    .open
                    .as_ref()
                    .and_then(|open| open.socket.as_ref())
                    .is_some_and(|(n, _)| *n == number);
                if is_current {
                    if matches!(event, Event::Down)
                        && let Some(open) = &mut self.open
                    {
                        open.socket = None;
                    }
                    self.event(event).await;
                }
            }
            Input::Tab { number, event } | Input::Disk { number, event } => {
                if self.open.as_ref().is_some_and(|open| open.number == number) {
                    self.event(event).await;
                }
            }
            Input::Lead { number, had_other } => {
                if self.open.as_ref().is_some_and(|open| open.number == number) {
                    let stored = self.reread(had_other).await;
                    self.event(Event::Lead { stored }).await;
                }
            }
            Input::Tick => {
                if let Some(open) = &mut self.open {
                    open.timer = None;
                }
                self.event(Event::Tick).await;
            }
        }
    }

    async fn page(&mut self, message: ToEngine) {
        match message {
            ToEngine::Open { production } => self.open(production).await,
            ToEngine::Close => self.close(),
            ToEngine::Create {
                request,
                production,
                title,
                command,
                me,
            } => {
                let outcome = self.create(production, title, command, me).await;
                self.done(request, outcome);
            }
            ToEngine::Act { request, command } => {
                self.asked(request, Event::Act { request, command }).await
            }
            ToEngine::Undo { request, act } => {
                self.asked(request, Event::Undo { request, act }).await
            }
            ToEngine::Redo { request } => self.asked(request, Event::Redo { request }).await,
            ToEngine::Acts { request } => self.asked(request, Event::Acts { request }).await,
            ToEngine::Waiting { request } => self.asked(request, Event::Waiting { request }).await,
            ToEngine::News { request } => self.asked(request, Event::News { request }).await,
            ToEngine::Seen => self.event(Event::Seen).await,
            ToEngine::Drop { request, document } => {
                self.asked(request, Event::Drop { request, document }).await
            }
            ToEngine::Export { request } => self.asked(request, Event::Export { request }).await,
            ToEngine::Import { request, bytes } => {
                let bytes = bytes.into_vec();
                match bundle::read(&bytes) {
                    Ok((manifest, _)) if self.is_open(&manifest.production) => {
                        self.asked(request, Event::Import { request, bytes }).await;
                    }
                    Ok((manifest, _)) => {
                        let outcome = self.import(manifest, bytes).await;
                        self.done(request, outcome);
                    }
                    Err(why) => self.done(request, refused(RefusedCode::BadFile, why.to_string())),
                }
            }
            ToEngine::Attach {
                request,
                label,
                key,
            } => {
                let outcome = self.attach(label, key).await;
                self.done(request, outcome);
            }
            ToEngine::Join {
                request,
                production,
                code,
                label,
            } => {
                let outcome = self.join(production, code, label).await;
                self.done(request, outcome);
            }
            ToEngine::Call {
                request,
                method,
                path,
                body,
            } => {
                let answer = self.call(&method, &path, body).await;
                port::say(&FromEngine::Answer {
                    request,
                    status: answer.status,
                    body: answer.body,
                });
            }
            ToEngine::Forget {
                request,
                production,
            } => {
                let outcome = self.forget(&production).await;
                self.done(request, outcome);
            }
            ToEngine::Me { person } => {
                let label = self
                    .open_entry()
                    .map(|e| e.label.clone())
                    .unwrap_or_default();
                if let Some(entry) = self.open_entry_mut() {
                    entry.me.clone_from(&person);
                }
                self.save_entry().await;
                self.event(Event::Me { person, label }).await;
            }
            ToEngine::Name { request, label } => {
                let outcome = self.name(label).await;
                self.done(request, outcome);
            }
            ToEngine::Online => self.event(Event::Online).await,
            ToEngine::Offline => self.event(Event::Offline).await,
            ToEngine::List => {
                let _ = self.read_entries().await;
                port::say(&FromEngine::Productions {
                    productions: self.cards(),
                });
            }
        }
    }

    fn done(&self, request: Request, outcome: Outcome) {
        if matches!(outcome, Outcome::Arrived { .. } | Outcome::Done { .. }) {
            port::say(&FromEngine::Productions {
                productions: self.cards(),
            });
        }
        port::say(&FromEngine::Done { request, outcome });
    }

    /// Passes a question to the engine, or says that nothing is open.
    async fn asked(&mut self, request: Request, event: Event) {
        if self.open.is_none() {
            port::say(&FromEngine::Done {
                request,
                outcome: refused(RefusedCode::NothingOpen, ""),
            });
            return;
        }
        self.event(event).await;
    }

    async fn event(&mut self, event: Event) {
        let Some(open) = &mut self.open else { return };
        let effects = open.engine.handle(event, time::now_ms());
        self.perform(effects);
        self.keep_standing().await;
    }

    fn is_open(&self, production: &Id) -> bool {
        self.open
            .as_ref()
            .is_some_and(|open| open.production == *production)
    }

    // ---- opening ----

    async fn open(&mut self, production: Id) {
        if self.is_open(&production) {
            self.show_again();
            return;
        }
        self.close();
        if !self.entries.contains_key(&production) {
            let _ = self.read_entries().await;
        }
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
                    Ok(stored) => Engine::start(setup, stored, time::now_ms()),
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
            timer: None,
        });
        if let Some(open) = &mut self.open {
            let effects = open.engine.correct(shown);
            self.perform(effects);
        }
        self.save_entry().await;
    }

    async fn reread(&self, had_other: bool) -> Vec<shared::engine::StoredDoc> {
        match (&self.disk, &self.open) {
            (Some(disk), Some(open)) if had_other => {
                disk.documents(&open.production).await.unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    // The page was reloaded or opened the production a second time.
    fn show_again(&mut self) {
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

    fn close(&mut self) {
        if let Some(open) = self.open.take()
            && self.disk.is_none()
        {
            self.parked.insert(open.production.clone(), open.engine);
        }
    }

    // ---- productions come and go ----

    async fn create(
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

    async fn import(&mut self, manifest: bundle::Manifest, bytes: Vec<u8>) -> Outcome {
        let now_ms = time::now_ms();
        let _ = self.read_entries().await;
        let known = self.entries.get(&manifest.production).cloned();
        let entry = known.unwrap_or_else(|| {
            Entry::new(manifest.production.clone(), manifest.title.clone(), now_ms)
        });
        let stored = match &self.disk {
            Some(disk) => match disk.documents(&manifest.production).await {
                Ok(stored) => stored,
                Err(why) => return refused(RefusedCode::Storage, why.why),
            },
            None => Vec::new(),
        };
        let mut engine = Engine::start(setup(&entry, self.device), stored, now_ms);
        let effects = engine.handle(Event::Import { request: 0, bytes }, now_ms);
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
                if let Err(why) = disk.put_entry(&entry).await {
                    return refused(RefusedCode::Storage, why.why);
                }
            }
            None => {
                self.parked.insert(entry.production.clone(), engine);
            }
        }
        let (production, title) = (entry.production.clone(), entry.title.clone());
        self.entries.insert(production.clone(), entry);
        match outcome {
            Outcome::Arrived { .. } => outcome,
            _ => Outcome::Arrived {
                production,
                title,
                changes: 0,
            },
        }
    }

    async fn attach(&mut self, label: String, key: Option<String>) -> Outcome {
        let origin = port::origin();
        let Some(open) = &self.open else {
            return refused(RefusedCode::NothingOpen, "");
        };
        let person = self.open_entry().and_then(|e| e.me.clone());
        let body = http::NewProduction {
            production: open.production.clone(),
            title: open.engine.title(),
            person: person.clone(),
            device: http::NewDevice {
                tag: self.device,
                label: label.clone(),
            },
            key,
        };
        let joined = match post(&format!("{origin}/api/productions"), &body).await {
            Ok(joined) => joined,
            Err(outcome) => return outcome,
        };
        if let Some(entry) = self.open_entry_mut() {
            entry.relay = Some((origin.clone(), joined.token.clone()));
            entry.label.clone_from(&label);
            entry.role = joined.role;
        }
        self.save_entry().await;
        self.event(Event::Me { person, label }).await;
        self.event(Event::Attached {
            relay: origin,
            token: joined.token,
        })
        .await;
        Outcome::Done {
            act: 0,
            label: String::new(),
        }
    }

    async fn join(&mut self, production: Id, code: String, label: String) -> Outcome {
        let origin = port::origin();
        let body = http::Join {
            production,
            code,
            device: http::NewDevice {
                tag: self.device,
                label: label.clone(),
            },
        };
        let joined = match post(&format!("{origin}/api/join"), &body).await {
            Ok(joined) => joined,
            Err(outcome) => return outcome,
        };
        let now_ms = time::now_ms();
        let known = self.entries.remove(&joined.production);
        let mut entry = known
            .unwrap_or_else(|| Entry::new(joined.production.clone(), joined.title.clone(), now_ms));
        entry.me = joined.person.or(entry.me);
        entry.label = label;
        entry.role = joined.role;
        entry.relay = Some((origin, joined.token));
        entry.access.clear();
        if self.is_open(&joined.production) {
            // Joined again, as after a revoked device: start over with the new token.
            self.close();
        }
        if let Some(disk) = &self.disk
            && let Err(why) = disk.put_entry(&entry).await
        {
            return refused(RefusedCode::Storage, why.why);
        }
        self.entries.insert(entry.production.clone(), entry);
        Outcome::Arrived {
            production: joined.production,
            title: joined.title,
            changes: 0,
        }
    }

    async fn call(&self, method: &str, path: &str, body: Option<String>) -> Answer {
        let none = Answer {
            status: 0,
            body: String::new(),
        };
        let Some((open, entry)) = self.open.as_ref().zip(self.open_entry()) else {
            return none;
        };
        let Some((origin, token)) = &entry.relay else {
            return none;
        };
        let url = format!("{origin}/api/productions/{}/{path}", open.production);
        calls::call(&url, method, Some(token), body)
            .await
            .unwrap_or(none)
    }

    /// Gives this device another name at the relay, and in the production's own records.
    async fn name(&mut self, label: String) -> Outcome {
        let change = http::ChangeDevice {
            label: Some(label.clone()),
            ..http::ChangeDevice::default()
        };
        let body = serde_json::to_string(&change).ok();
        let answer = self.call("PATCH", "devices/self", body).await;
        if answer.status == 0 {
            return refused(RefusedCode::NoSignal, "");
        }
        if !answer.is_good() {
            return refused(RefusedCode::Relay, answer.sentence());
        }
        let person = self.open_entry().and_then(|e| e.me.clone());
        if let Some(entry) = self.open_entry_mut() {
            entry.label.clone_from(&label);
        }
        self.save_entry().await;
        self.event(Event::Me { person, label }).await;
        Outcome::Done {
            act: 0,
            label: String::new(),
        }
    }

    async fn forget(&mut self, production: &Id) -> Outcome {
        if self.is_open(production) {
            self.open = None;
        }
        self.parked.remove(production);
        if let Some(disk) = &self.disk
            && let Err(why) = disk.forget(production).await
        {
            return refused(RefusedCode::Storage, why.why);
        }
        self.entries.remove(production);
        Outcome::Done {
            act: 0,
            label: String::new(),
        }
    }

    // ---- entries ----

    fn open_entry(&self) -> Option<&Entry> {
        self.entries.get(&self.open.as_ref()?.production)
    }

    fn open_entry_mut(&mut self) -> Option<&mut Entry> {
        self.entries.get_mut(&self.open.as_ref()?.production)
    }

    async fn save_entry(&self) {
        if let (Some(disk), Some(entry)) = (&self.disk, self.open_entry()) {
            // The next change of standing tries again.
            let _ = disk.put_entry(entry).await;
        }
    }

    /// Keeps what the relay allows and the production's title, for the next start without a network.
    async fn keep_standing(&mut self) {
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

    // ---- effects ----

    fn perform(&mut self, effects: Vec<Effect>) {
        let Some(open) = &mut self.open else { return };
        for effect in effects {
            match effect {
                Effect::Tell(message) => port::say(&message),
                Effect::Share(news) => open.tabs.tell(&news),
                Effect::Send(frame) => {
                    if let Some((_, socket)) = &open.socket {
                        socket.send(frame);
                    }
                }
                Effect::Connect { relay } => {
                    self.number += 1;
                    let socket = Socket::open(&relay, self.number, self.sender.clone());
                    open.socket = Some((self.number, socket));
                }
                Effect::Disconnect => open.socket = None,
                Effect::Wake { at_ms } => wake(open, at_ms, &self.sender),
                Effect::Store(store) => {
                    let (number, sender, disk) =
                        (open.number, self.sender.clone(), self.disk.clone());
                    let ticket = store.ticket;
                    wasm_bindgen_futures::spawn_local(async move {
                        let event = match disk {
                            // Without storage, edits live in memory and still travel.
                            None => Event::Stored { ticket },
                            Some(disk) => match disk.store(&store).await {
                                Ok(()) => Event::Stored { ticket },
                                Err(e) => Event::NotStored {
                                    ticket,
                                    why: e.why,
                                    full: e.is_full,
                                },
                            },
                        };
                        let _ = sender.unbounded_send(Input::Disk { number, event });
                    });
                }
                Effect::Erase { document } => {
                    if let Some(disk) = self.disk.clone() {
                        wasm_bindgen_futures::spawn_local(async move {
                            let _ = disk.erase(&document).await;
                        });
                    }
                }
                Effect::Project => {
                    if let Some(disk) = self.disk.clone() {
                        let pieces = projection::pieces(open.engine.book());
                        let production = open.production.clone();
                        wasm_bindgen_futures::spawn_local(async move {
                            // Only a cache: without it the next open is slower.
                            let _ = disk.put_projection(&production, pieces).await;
                        });
                    }
                }
            }
        }
    }
}

fn wake(open: &mut Open, at_ms: i64, sender: &UnboundedSender<Input>) {
    if open.timer.as_ref().is_some_and(|(at, _)| *at == at_ms) {
        return;
    }
    let delay_ms = (at_ms - time::now_ms()).clamp(1, 600_000);
    let sender = sender.clone();
    let timer = Timeout::new(delay_ms as u32, move || {
        let _ = sender.unbounded_send(Input::Tick);
    });
    open.timer = Some((at_ms, timer));
}

fn setup(entry: &Entry, device: DeviceTag) -> Setup {
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

fn refused(code: RefusedCode, detail: impl Into<String>) -> Outcome {
    Outcome::Refused {
        code,
        detail: detail.into(),
    }
}

async fn post<T: Serialize>(url: &str, body: &T) -> Result<http::Joined, Outcome> {
    let body = serde_json::to_string(body).unwrap_or_default();
    let Some(answer) = calls::call(url, "POST", None, Some(body)).await else {
        return Err(refused(RefusedCode::NoSignal, ""));
    };
    if !answer.is_good() {
        return Err(refused(RefusedCode::Relay, answer.sentence()));
    }
    serde_json::from_str(&answer.body).map_err(|why| refused(RefusedCode::Relay, why.to_string()))
}
