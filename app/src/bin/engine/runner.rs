//! Runs the engine of the open production: carries out what the page asks and what the engine wants.

mod bundles;
mod opening;
mod relay;

use std::collections::HashMap;

use app::platform::{random, time};
use futures::channel::mpsc::UnboundedSender;
use gloo::timers::callback::Timeout;
use shared::engine::protocol::{FromEngine, Outcome, RefusedCode, Request, Storage, ToEngine};
use shared::engine::{Effect, Engine, Event, TabNews, projection};
use shared::id::{DeviceTag, Id};

use crate::blobs::{Blobs, Road};
use crate::disk::{Disk, NoDisk};
use crate::entry::Entry;
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
    /// It is time to try again what waits of photos and files.
    Blobs,
}

pub struct Runner {
    disk: Option<std::rc::Rc<Disk>>,
    device: DeviceTag,
    entries: HashMap<Id, Entry>,
    /// The entries as the disk had them when this tab read or wrote them last.
    stored: HashMap<Id, Entry>,
    open: Option<Open>,
    /// Productions of a device without storage, which live as long as the tab.
    parked: HashMap<Id, Engine>,
    blobs: Blobs,
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
    /// The relay has said something on this socket.
    is_answered: bool,
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
            stored: HashMap::new(),
            open: None,
            parked: HashMap::new(),
            blobs: Blobs::new(sender.clone()),
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
                    let is_first = matches!(event, Event::Frame(_)) && self.is_first_answer();
                    self.event(event).await;
                    if is_first {
                        self.blobs.try_now();
                    }
                }
            }
            Input::Tab { number, event } => {
                if self.open.as_ref().is_some_and(|open| open.number == number) {
                    self.other_tab(event).await;
                }
            }
            Input::Disk { number, event } => {
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
            Input::Blobs => self.blobs.send(),
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
            ToEngine::Ask { request, ask } => {
                self.asked(request, Event::Ask { request, ask }).await;
            }
            ToEngine::Seen => self.event(Event::Seen).await,
            ToEngine::Import { request, bytes } => self.take_in(request, bytes.into_vec()).await,
            ToEngine::Sample { request, bytes } => {
                let outcome = self.sample(&bytes).await;
                self.done(request, outcome);
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
            ToEngine::Keep {
                request,
                document,
                bytes,
            } => self.blobs.keep(request, document, bytes.into_vec()),
            ToEngine::Blob { request, blob } => self.blobs.find(request, blob),
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
            ToEngine::Online => {
                self.event(Event::Online).await;
                self.blobs.try_now();
            }
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

    /// Takes in what another tab tells; what it wrote in the production's entry is known here too.
    async fn other_tab(&mut self, event: Event) {
        let mut is_attached = false;
        if let (Event::Tab(news), Some(entry)) = (&event, self.open_entry_mut()) {
            match news {
                TabNews::Attached { relay, token } => {
                    entry.relay = Some((relay.clone(), token.clone()));
                    is_attached = true;
                }
                TabNews::Me { label, .. } => entry.label.clone_from(label),
                _ => {}
            }
        }
        self.event(event).await;
        if is_attached {
            self.turn_blobs();
        }
    }

    /// Says whether the socket's relay speaks for the first time, and remembers that it did.
    fn is_first_answer(&mut self) -> bool {
        let open = self.open.as_mut();
        open.is_some_and(|open| !std::mem::replace(&mut open.is_answered, true))
    }

    /// Photos and files travel for the production that is open, to its relay.
    fn turn_blobs(&self) {
        let road = self.open_entry().map(|entry| Road {
            production: entry.production.clone(),
            relay: entry.relay.clone(),
        });
        self.blobs.turn_to(road);
    }

    fn is_open(&self, production: &Id) -> bool {
        self.open
            .as_ref()
            .is_some_and(|open| open.production == *production)
    }

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
                    open.is_answered = false;
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
                    self.blobs.erase(&document);
                    if let Some(disk) = self.disk.clone() {
                        wasm_bindgen_futures::spawn_local(async move {
                            let _ = disk.erase(&document).await;
                        });
                    }
                }
                Effect::Remember(acts) => {
                    if let Some(disk) = self.disk.clone() {
                        let production = open.production.clone();
                        wasm_bindgen_futures::spawn_local(async move {
                            // Without it the next start cannot take them back, and nothing else.
                            let _ = disk.remember(&production, acts).await;
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

fn refused(code: RefusedCode, detail: impl Into<String>) -> Outcome {
    Outcome::Refused {
        code,
        detail: detail.into(),
    }
}
