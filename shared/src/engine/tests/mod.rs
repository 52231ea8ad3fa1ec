//! The engine over a disk in memory, one event at a time.

mod alone;
mod apart;
mod boards;
mod carry;
mod floor;
mod undo;

use std::collections::BTreeMap;

use super::protocol::{Ask, FromEngine, Outcome, Pending};
use super::{Acts, DocMeta, Effect, Engine, Event, Setup, Store, StoredDoc, TabNews};
use crate::access::{Access, Audience, Role};
use crate::chunk::{ChunkHash, verify};
use crate::command::Command;
use crate::id::{DeviceTag, DocId, Id};
use crate::kind::Kind;
use crate::wire::{self, FromRelay, ToRelay};

fn production() -> Id {
    Id::new("prod")
}

fn plan() -> DocId {
    DocId::new(&production(), Audience::Plan)
}

type Kept = (DocMeta, BTreeMap<ChunkHash, Vec<u8>>, Option<Vec<u8>>);

/// A tab and the disk under it.
struct Desk {
    engine: Engine,
    disk: BTreeMap<DocId, Kept>,
    /// The acts that the disk keeps.
    acts: BTreeMap<u64, Vec<u8>>,
    now_ms: i64,
    /// How often this device was started.
    run: u8,
    is_attached: bool,
    /// What the disk was asked to write.
    writes: Vec<Store>,
    /// The disk takes its time.
    is_slow: bool,
    told: Vec<FromEngine>,
    shared: Vec<TabNews>,
    sent: Vec<ToRelay>,
}

impl Desk {
    fn new(run: u8) -> Self {
        Self {
            engine: engine(run, false, Vec::new()),
            disk: BTreeMap::new(),
            acts: BTreeMap::new(),
            now_ms: 1_000_000,
            run,
            is_attached: false,
            writes: Vec::new(),
            is_slow: false,
            told: Vec::new(),
            shared: Vec::new(),
            sent: Vec::new(),
        }
    }

    /// A production that was made on this device, with so many scenes.
    fn with_scenes(run: u8, count: usize) -> Self {
        let mut desk = Self::new(run);
        let first = Command::new("new").put(Kind::Production, &production(), "title", "Ferry");
        let effects = desk.engine.create(0, first, desk.now_ms);
        desk.perform(effects);
        desk.does(Event::Lead { stored: Vec::new() });
        for n in 0..count {
            desk.writes_scene(n);
        }
        desk
    }

    fn writes_scene(&mut self, n: usize) {
        let scene = Id::new(format!("s{n}"));
        let label = format!("scene {n}");
        let command = Command::new(label).put(Kind::Scene, &scene, "number", n as i64);
        self.acts(command);
    }

    fn acts(&mut self, command: Command) -> Outcome {
        self.does(Event::Ask {
            request: 1,
            ask: Ask::Act(command),
        });
        self.outcome()
    }

    fn outcome(&self) -> Outcome {
        let done = self.told.iter().rev().find_map(|told| match told {
            FromEngine::Done { outcome, .. } => Some(outcome.clone()),
            _ => None,
        });
        done.unwrap()
    }

    fn does(&mut self, event: Event) {
        self.now_ms += 10;
        let effects = self.engine.handle(event, self.now_ms);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Store(store) => {
                    let ticket = store.ticket;
                    let kept = self.disk.entry(store.document.clone()).or_default();
                    kept.1.extend(store.chunks.iter().cloned());
                    if let Some((snapshot, covered)) = &store.snapshot {
                        kept.2 = Some(snapshot.clone());
                        kept.1.retain(|hash, _| !covered.contains(hash));
                    }
                    kept.0 = store.meta.clone();
                    self.remembers(&store.acts);
                    self.writes.push(store);
                    if !self.is_slow {
                        self.does(Event::Stored { ticket });
                    }
                }
                Effect::Tell(message) => self.told.push(message),
                Effect::Share(news) => self.shared.push(news),
                Effect::Remember(acts) => self.remembers(&acts),
                Effect::Send(frame) => self.sent.push(wire::decode(&frame).unwrap()),
                _ => {}
            }
        }
    }

    fn remembers(&mut self, acts: &Acts) {
        self.acts.retain(|act, _| !acts.forgotten.contains(act));
        self.acts.extend(acts.kept.iter().cloned());
    }

    fn stored(&self) -> Vec<StoredDoc> {
        let read = |(document, (meta, log, snapshot)): (&DocId, &Kept)| StoredDoc {
            document: document.clone(),
            snapshot: snapshot.clone(),
            chunks: log.values().cloned().collect(),
            meta: meta.clone(),
        };
        self.disk.iter().map(read).collect()
    }

    /// The tab is closed and opened again.
    fn opened_again(mut self) -> Self {
        self.run += 1;
        self.engine = engine(self.run, self.is_attached, self.stored());
        self.engine.recall(self.acts.clone().into_iter().collect());
        self.shared.clear();
        self.told.clear();
        let effects = self.engine.correct(Vec::new());
        self.perform(effects);
        self
    }

    /// The production gets a relay, which holds nothing yet.
    fn attaches(&mut self) {
        self.is_attached = true;
        self.does(Event::Attached {
            relay: "relay".into(),
            token: "token".into(),
        });
        self.goes_online();
    }

    fn goes_online(&mut self) {
        self.does(Event::Up);
        let documents: Vec<_> = Audience::SHARED
            .map(|a| (DocId::new(&production(), a), Access::Write))
            .into();
        self.hears(&FromRelay::Welcome {
            epoch: Id::new("epoch"),
            role: Role::Office,
            person: None,
            documents: documents.clone(),
            now_ms: 0,
            present: 0,
        });
        for (document, _) in documents {
            self.hears(&FromRelay::Tail {
                document,
                epoch: Id::new("epoch"),
                snapshot: None,
                snapshot_sequence: 0,
                snapshot_part: None,
                snapshot_hash: None,
                chunks: Vec::new(),
                more: false,
                heads: Vec::new(),
                restart: false,
            });
        }
    }

    fn hears(&mut self, frame: &FromRelay) {
        self.does(Event::Frame(wire::encode(frame)));
    }

    fn waiting(&mut self) -> Vec<Pending> {
        self.does(Event::Ask {
            request: 7,
            ask: Ask::Waiting,
        });
        match self
            .told
            .iter()
            .rev()
            .find(|t| matches!(t, FromEngine::Waiting { .. }))
        {
            Some(FromEngine::Waiting { waiting, .. }) => waiting.clone(),
            _ => panic!("no answer"),
        }
    }

    fn scenes(&self) -> usize {
        self.engine.book().all(&Kind::Scene).count()
    }

    fn told_chunks(&self) -> usize {
        let chunks = |news: &TabNews| match news {
            TabNews::Chunks { chunks, .. } => chunks.len(),
            _ => 0,
        };
        self.shared.iter().map(chunks).sum()
    }
}

fn engine(run: u8, is_attached: bool, stored: Vec<StoredDoc>) -> Engine {
    Engine::start(setup(run, is_attached), stored, 1_000_000)
}

fn setup(run: u8, is_attached: bool) -> Setup {
    Setup {
        production: production(),
        device: DeviceTag([9; 8]),
        fresh: [run; 8],
        me: None,
        label: String::new(),
        relay: is_attached.then(|| ("relay".into(), "token".into())),
        access: Vec::new(),
        role: Role::Office,
    }
}

/// A relay that takes what rests on what it has.
#[derive(Default)]
struct Relay {
    logs: BTreeMap<DocId, Vec<ChunkHash>>,
    pushes: Vec<usize>,
}

impl Relay {
    /// Answers every push of a device until it pushes no more.
    fn serves(&mut self, desk: &mut Desk) {
        while !desk.sent.is_empty() {
            for frame in std::mem::take(&mut desk.sent) {
                self.takes(desk, frame);
            }
        }
    }

    fn takes(&mut self, desk: &mut Desk, frame: ToRelay) {
        let ToRelay::Push {
            document,
            batch,
            chunks,
        } = frame
        else {
            return;
        };
        let log = self.logs.entry(document.clone()).or_default();
        let mut sequences = Vec::new();
        for bytes in &chunks {
            let header = verify(bytes).unwrap();
            assert!(!log.contains(&header.hash), "pushed twice");
            assert!(header.deps.iter().all(|dep| log.contains(dep)));
            log.push(header.hash);
            sequences.push(log.len() as u64);
        }
        self.pushes.push(chunks.len());
        desk.hears(&FromRelay::Accepted {
            document,
            batch,
            epoch: Id::new("epoch"),
            sequences,
        });
    }
}
