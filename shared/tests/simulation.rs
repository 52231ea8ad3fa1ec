//! Many devices, their disks, a relay and a bad network in one process, from a seed.
//!
//! Each step is chosen by chance: an edit, a flush, a failed flush, a crash before or after one,
//! a disk that goes back in time, a partition, frames doubled, swapped or lost, a second tab, a
//! revoked and restored grant, a relay restored from an older copy. Then the network heals, and
//! the oracle asks: do all replicas hold the same, and is everything there that was accepted?
//!
//! `SIM_SEEDS=1000000` runs more; `SIM_SEED=n` runs one.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy knows a test by its attribute; helpers of tests have none"
)]

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use shared::access::{Access, Audience, Role, Standing};
use shared::chunk::ChunkHash;
use shared::command::Command;
use shared::engine::protocol::{FromEngine, Outcome};
use shared::engine::{DocMeta, Effect, Engine, Event, Setup, Store, StoredDoc, TabNews};
use shared::id::{DeviceTag, DocId, Id};
use shared::kind::Kind;
use shared::log::{self, CheckedPlace, Known, Place};
use shared::wire::{self, Bytes, Cursor, FromRelay, Logged, Refusal, ToRelay};

const DEFAULT_SEEDS: u64 = 500;

struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }
    fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n.max(1)
    }
    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

fn production() -> Id {
    Id::new("prod")
}

fn doc(audience: Audience) -> DocId {
    DocId::new(&production(), audience)
}

// ---- the relay ----

#[derive(Clone, Default)]
struct Log {
    chunks: Vec<(ChunkHash, Vec<u8>, u64)>,
    at: HashMap<ChunkHash, usize>,
    actors: HashMap<Vec<u8>, u64>,
    heads: Vec<ChunkHash>,
    max_op: u64,
    /// Sequence up to which a new reader gets a snapshot instead of chunks.
    snapshot: Option<(u64, Vec<u8>)>,
}

impl Known for Log {
    fn exists(&self) -> bool {
        true
    }
    fn place(&self, hash: &ChunkHash) -> Option<Place> {
        let at = *self.at.get(hash)?;
        Some(Place {
            sequence: at as u64 + 1,
            max_op: self.chunks[at].2,
        })
    }
    fn last_actor_seq(&self, actor: &[u8]) -> u64 {
        self.actors.get(actor).copied().unwrap_or(0)
    }
    fn max_op(&self) -> u64 {
        self.max_op
    }
}

#[derive(Clone)]
struct Relay {
    epoch: u64,
    logs: BTreeMap<DocId, Log>,
}

impl Relay {
    fn new() -> Self {
        let logs = Audience::SHARED
            .into_iter()
            .map(|a| (doc(a), Log::default()))
            .collect();
        Self { epoch: 1, logs }
    }

    fn epoch_id(&self) -> Id {
        Id::new(format!("epoch{}", self.epoch))
    }

    fn append(
        &mut self,
        standing: &Standing,
        tag: DeviceTag,
        document: &DocId,
        chunks: &[Bytes],
    ) -> Result<Vec<u64>, Refusal> {
        let log = self
            .logs
            .get_mut(document)
            .ok_or(Refusal::UnknownDocument)?;
        let checked =
            log::check_push(standing, tag, document, chunks, log).map_err(|(code, _)| code)?;
        let mut sequences: Vec<u64> = Vec::new();
        for (checked, bytes) in checked.into_iter().zip(chunks) {
            let sequence = match checked.place {
                CheckedPlace::Held(sequence) => sequence,
                CheckedPlace::Repeated(n) => sequences[n],
                CheckedPlace::New => {
                    let header = &checked.header;
                    log::advance_heads(&mut log.heads, header);
                    log.at.insert(header.hash, log.chunks.len());
                    log.actors.insert(header.actor.clone(), header.actor_seq);
                    log.max_op = log.max_op.max(checked.max_op);
                    log.chunks
                        .push((header.hash, bytes.to_vec(), checked.max_op));
                    log.chunks.len() as u64
                }
            };
            sequences.push(sequence);
        }
        Ok(sequences)
    }

    /// The cursor is of this log, or the log lost what the device read.
    fn fits(&self, document: &DocId, cursor: &Cursor) -> bool {
        let Some(log) = self.logs.get(document) else {
            return true;
        };
        cursor.epoch == self.epoch_id()
            && (cursor.sequence == 0
                || log
                    .chunks
                    .get(cursor.sequence as usize - 1)
                    .is_some_and(|(hash, ..)| Some(*hash) == cursor.hash))
    }

    fn tail(&self, document: &DocId, cursor: Option<&Cursor>) -> FromRelay {
        let log = &self.logs[document];
        let restart = cursor.is_some_and(|c| !self.fits(document, c));
        let mut from = cursor.filter(|_| !restart).map_or(0, |c| c.sequence);
        let mut snapshot = None;
        if let Some((sequence, bytes)) = &log.snapshot
            && from < *sequence
        {
            snapshot = Some(Bytes::from(bytes.clone()));
            from = *sequence;
        }
        let chunks = log.chunks[from as usize..]
            .iter()
            .enumerate()
            .map(|(n, (_, bytes, _))| Logged {
                sequence: from + n as u64 + 1,
                bytes: Bytes::from(bytes.clone()),
            })
            .collect();
        FromRelay::Tail {
            document: document.clone(),
            epoch: self.epoch_id(),
            snapshot_sequence: if snapshot.is_some() { from } else { 0 },
            snapshot_hash: snapshot
                .as_ref()
                .and(from.checked_sub(1))
                .map(|n| log.chunks[n as usize].0),
            snapshot,
            chunks,
            more: false,
            heads: log.heads.clone(),
            restart,
        }
    }

    fn compact(&mut self, document: &DocId) {
        let Some(log) = self.logs.get_mut(document) else {
            return;
        };
        let Ok(mut replica) = shared::engine::replica::Replica::empty([7; 16]) else {
            return;
        };
        for (_, bytes, _) in &log.chunks {
            replica.apply(bytes).unwrap();
        }
        let mut heads = replica.heads();
        heads.sort();
        if !log.chunks.is_empty() {
            assert_eq!(
                heads, log.heads,
                "the relay's heads are those of the document"
            );
            log.snapshot = Some((log.chunks.len() as u64, replica.save()));
        }
    }
}

// ---- a device ----

#[derive(Clone, Default)]
struct Disk {
    docs: BTreeMap<DocId, (DocMeta, BTreeMap<ChunkHash, Vec<u8>>, Option<Vec<u8>>)>,
}

impl Disk {
    fn write(&mut self, store: &Store) {
        let entry = self.docs.entry(store.document.clone()).or_default();
        for (hash, bytes) in &store.chunks {
            entry.1.insert(*hash, bytes.clone());
        }
        if let Some((snapshot, covered)) = &store.snapshot {
            entry.2 = Some(snapshot.clone());
            for hash in covered {
                entry.1.remove(hash);
            }
        }
        entry.0 = store.meta.clone();
    }

    fn read(&self) -> Vec<StoredDoc> {
        self.docs
            .iter()
            .map(|(document, (meta, log, snapshot))| StoredDoc {
                document: document.clone(),
                snapshot: snapshot.clone(),
                chunks: log.values().cloned().collect(),
                meta: meta.clone(),
            })
            .collect()
    }
}

struct Tab {
    engine: Engine,
    writes: VecDeque<Store>,
    /// Set while a socket is open: frames on their way, each direction in order.
    line: Option<Line>,
    leads: bool,
}

#[derive(Default)]
struct Line {
    to_relay: VecDeque<Vec<u8>>,
    to_device: VecDeque<FromRelay>,
    greeted: bool,
}

struct Device {
    tag: DeviceTag,
    standing: Standing,
    disk: Disk,
    backup: Option<Disk>,
    tabs: Vec<Tab>,
    partitioned: bool,
}

// ---- the world ----

struct World {
    dice: Dice,
    now_ms: i64,
    relay: Relay,
    backup: Option<Relay>,
    devices: Vec<Device>,
    counter: i64,
    chaos: bool,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..4 {
            dice.next();
        }
        let count = 2 + dice.below(3);
        let mut world = Self {
            dice,
            now_ms: 1_000_000,
            relay: Relay::new(),
            backup: None,
            devices: Vec::new(),
            counter: 0,
            chaos: true,
        };
        for n in 0..count {
            let role = if n < 2 { Role::Office } else { Role::Crew };
            let tag = DeviceTag([n as u8 + 1; 8]);
            world.devices.push(Device {
                tag,
                standing: Standing {
                    role,
                    person: Some(Id::new(format!("person{n}"))),
                    script: false,
                },
                disk: Disk::default(),
                backup: None,
                tabs: Vec::new(),
                partitioned: false,
            });
            world.start_tab(n);
        }
        world
    }

    fn start_tab(&mut self, d: usize) {
        let fresh = self.dice.next().to_le_bytes();
        let device = &mut self.devices[d];
        let access = Audience::SHARED
            .into_iter()
            .map(|a| (doc(a.clone()), device.standing.access(&a)))
            .filter(|(_, access)| access.may_read())
            .collect();
        let setup = Setup {
            production: production(),
            device: device.tag,
            fresh,
            me: device.standing.person.clone(),
            label: format!("device {d}"),
            relay: Some(("relay".into(), "token".into())),
            access,
            role: device.standing.role,
        };
        let mut engine = Engine::start(setup, device.disk.read(), self.now_ms);
        let effects = engine.correct(Vec::new());
        let leads = !device.tabs.iter().any(|t| t.leads);
        device.tabs.push(Tab {
            engine,
            writes: VecDeque::new(),
            line: None,
            leads: false,
        });
        let t = device.tabs.len() - 1;
        self.perform(d, t, effects);
        if leads {
            self.devices[d].tabs[t].leads = true;
            self.event(d, t, Event::Lead { stored: Vec::new() });
        }
    }

    fn event(&mut self, d: usize, t: usize, event: Event) {
        let now_ms = self.now_ms;
        let Some(tab) = self.devices[d].tabs.get_mut(t) else {
            return;
        };
        let effects = tab.engine.handle(event, now_ms);
        self.perform(d, t, effects);
    }

    fn perform(&mut self, d: usize, t: usize, effects: Vec<Effect>) {
        let mut shares = Vec::new();
        for effect in effects {
            let partitioned = self.devices[d].partitioned;
            let tab = &mut self.devices[d].tabs[t];
            match effect {
                Effect::Store(store) => tab.writes.push_back(store),
                Effect::Erase { document } => {
                    self.devices[d].disk.docs.remove(&document);
                }
                Effect::Tell(FromEngine::Done {
                    outcome: Outcome::Refused { .. },
                    ..
                })
                | Effect::Tell(_) => {}
                Effect::Connect { .. } => {
                    if partitioned {
                        self.event(d, t, Event::Down);
                    } else {
                        tab.line = Some(Line::default());
                        self.event(d, t, Event::Up);
                    }
                }
                Effect::Disconnect => tab.line = None,
                Effect::Send(frame) => {
                    if let Some(line) = &mut tab.line {
                        line.to_relay.push_back(frame);
                    }
                }
                Effect::Share(news) => shares.push(news),
                Effect::Wake { .. } | Effect::Project => {}
            }
        }
        for news in shares {
            let others: Vec<usize> = (0..self.devices[d].tabs.len())
                .filter(|o| *o != t)
                .collect();
            for other in others {
                // Through bytes, as between real tabs.
                let copy: TabNews = wire::decode(&wire::encode(&news)).unwrap();
                self.event(d, other, Event::Tab(copy));
            }
        }
    }

    fn step(&mut self) {
        self.now_ms += 1 + self.dice.below(2500) as i64;
        let d = self.dice.below(self.devices.len());
        let tabs = self.devices[d].tabs.len();
        if tabs == 0 {
            self.start_tab(d);
            return;
        }
        let t = self.dice.below(tabs);
        match self.dice.below(100) {
            0..=24 => self.edit(d, t),
            25..=44 => self.flush(d, t),
            45..=59 => self.relay_reads(d, t),
            60..=79 => self.device_reads(d, t),
            80..=83 => self.event(d, t, Event::Tick),
            84..=86 => self.set_partition(d, true),
            87..=90 => self.set_partition(d, false),
            91 => self.crash(d, t),
            92 if tabs < 3 => self.start_tab(d),
            93 => self.fail_flush(d, t),
            94 => self.undo(d, t),
            95 => self.disk_rolls_back(d),
            96 => self.relay_is_restored(),
            97 => self.change_grant(d),
            98 => {
                let audience = if self.dice.one_in(2) {
                    Audience::Plan
                } else {
                    Audience::Floor
                };
                self.relay.compact(&doc(audience));
            }
            _ => self.event(d, t, Event::Online),
        }
    }

    fn edit(&mut self, d: usize, t: usize) {
        self.counter += 1;
        let floor = self.dice.one_in(2);
        let kind = if floor { Kind::Note } else { Kind::Scene };
        // Mostly records of one's own, whose value must survive; sometimes one that all share.
        let shared_record = self.dice.one_in(3);
        let id = if shared_record {
            Id::new(format!("shared{}", self.dice.below(4)))
        } else {
            Id::new(format!("own{}", self.counter))
        };
        let mut command = Command::new(format!("edit {}", self.counter));
        command.add(kind, &id, "at", self.counter);
        if self.dice.one_in(3) {
            command = command.write(
                if floor { Kind::Note } else { Kind::Scene },
                &id,
                "text",
                format!("line {}", self.counter),
            );
        }
        self.event(
            d,
            t,
            Event::Act {
                request: 1,
                command,
            },
        );
    }

    fn undo(&mut self, d: usize, t: usize) {
        let event = if self.dice.one_in(2) {
            Event::Undo {
                request: 2,
                act: None,
            }
        } else {
            Event::Redo { request: 3 }
        };
        self.event(d, t, event);
    }

    fn flush(&mut self, d: usize, t: usize) {
        let count = 1 + self.dice.below(4);
        for _ in 0..count {
            let device = &mut self.devices[d];
            let Some(store) = device.tabs[t].writes.pop_front() else {
                return;
            };
            device.disk.write(&store);
            self.event(
                d,
                t,
                Event::Stored {
                    ticket: store.ticket,
                },
            );
        }
    }

    fn fail_flush(&mut self, d: usize, t: usize) {
        let Some(store) = self.devices[d].tabs[t].writes.pop_front() else {
            return;
        };
        self.event(
            d,
            t,
            Event::NotStored {
                ticket: store.ticket,
                why: "quota".into(),
                full: true,
            },
        );
    }

    fn set_partition(&mut self, d: usize, partitioned: bool) {
        self.devices[d].partitioned = partitioned;
        if partitioned {
            for t in 0..self.devices[d].tabs.len() {
                if self.devices[d].tabs[t].line.take().is_some() {
                    self.event(d, t, Event::Down);
                }
            }
        }
    }

    /// The tab is gone at once: what its disk had not taken is lost, the relay may have frames of it.
    fn crash(&mut self, d: usize, t: usize) {
        let mut tab = self.devices[d].tabs.remove(t);
        // Before or after the flush: some of its writes may still have reached the disk, in order.
        let reached = self.dice.below(tab.writes.len() + 1);
        for store in tab.writes.drain(..reached) {
            self.devices[d].disk.write(&store);
        }
        if let Some(mut line) = tab.line.take() {
            let sent = self.dice.below(line.to_relay.len() + 1);
            for frame in line.to_relay.drain(..sent) {
                self.relay_takes_orphan(d, &frame);
            }
        }
        if tab.leads && !self.devices[d].tabs.is_empty() {
            let heir = self.dice.below(self.devices[d].tabs.len());
            self.devices[d].tabs[heir].leads = true;
            let stored = self.devices[d].disk.read();
            self.event(d, heir, Event::Lead { stored });
        }
    }

    // The device is gone before the answer: the relay stores it all the same.
    fn relay_takes_orphan(&mut self, d: usize, frame: &[u8]) {
        if let Some(ToRelay::Push {
            document, chunks, ..
        }) = wire::decode::<ToRelay>(frame)
        {
            let (standing, tag) = (self.devices[d].standing.clone(), self.devices[d].tag);
            if let Ok(sequences) = self.relay.append(&standing, tag, &document, &chunks) {
                self.fan_out(d, usize::MAX, &document, &chunks, &sequences);
            }
        }
    }

    /// The whole device goes back in time, as from a backup of the phone.
    fn disk_rolls_back(&mut self, d: usize) {
        if self.devices[d].backup.is_none() || self.dice.one_in(3) {
            self.devices[d].backup = Some(self.devices[d].disk.clone());
            return;
        }
        while !self.devices[d].tabs.is_empty() {
            self.crash(d, 0);
        }
        if let Some(backup) = self.devices[d].backup.take() {
            self.devices[d].disk = backup;
        }
        self.start_tab(d);
    }

    fn relay_is_restored(&mut self) {
        if self.backup.is_none() || self.dice.one_in(2) {
            self.backup = Some(self.relay.clone());
            return;
        }
        // The epoch of the copy is the old one: only the devices' cursors can tell.
        if let Some(backup) = self.backup.take() {
            self.relay = backup;
        }
        self.drop_all_lines();
    }

    fn drop_all_lines(&mut self) {
        for d in 0..self.devices.len() {
            for t in 0..self.devices[d].tabs.len() {
                if self.devices[d].tabs[t].line.take().is_some() {
                    self.event(d, t, Event::Down);
                }
            }
        }
    }

    fn change_grant(&mut self, d: usize) {
        // Never the first: somebody must be able to bring back what a relay lost.
        if d == 0 {
            return;
        }
        let role = match self.dice.below(3) {
            0 => Role::Guest,
            1 => Role::Crew,
            _ => Role::Office,
        };
        self.set_role(d, role);
    }

    fn set_role(&mut self, d: usize, role: Role) {
        let before = self.devices[d].standing.clone();
        self.devices[d].standing.role = role;
        let after = self.devices[d].standing.clone();
        if before.role == role {
            return;
        }
        for tab in &mut self.devices[d].tabs {
            let Some(line) = tab.line.as_mut().filter(|l| l.greeted) else {
                continue;
            };
            for audience in Audience::SHARED {
                if before.access(&audience) != after.access(&audience) {
                    let access = after.access(&audience);
                    line.to_device.push_back(FromRelay::Access {
                        document: doc(audience),
                        access,
                    });
                }
            }
        }
        // The role itself comes with the next greeting, as with the real relay.
        for t in 0..self.devices[d].tabs.len() {
            if self.devices[d].tabs[t].line.take().is_some() {
                self.event(d, t, Event::Down);
            }
        }
    }

    fn relay_reads(&mut self, d: usize, t: usize) {
        let Some(frame) = self.devices[d].tabs[t]
            .line
            .as_mut()
            .and_then(|l| l.to_relay.pop_front())
        else {
            return;
        };
        let frame =
            wire::decode::<ToRelay>(&frame).expect("the engine writes frames that can be read");
        let doubled = self.chaos && self.dice.one_in(20);
        self.relay_takes(d, t, frame.clone());
        if doubled && matches!(frame, ToRelay::Push { .. }) {
            self.relay_takes(d, t, frame);
        }
    }

    fn answer(&mut self, d: usize, t: usize, frame: FromRelay) {
        if let Some(line) = self.devices[d]
            .tabs
            .get_mut(t)
            .and_then(|tab| tab.line.as_mut())
        {
            line.to_device.push_back(frame);
        }
    }

    fn begin_epoch(&mut self) {
        self.relay.epoch += 1;
        let epoch = self.relay.epoch_id();
        for device in &mut self.devices {
            for line in device
                .tabs
                .iter_mut()
                .filter_map(|t| t.line.as_mut())
                .filter(|l| l.greeted)
            {
                line.to_device.push_back(FromRelay::Epoch {
                    epoch: epoch.clone(),
                });
            }
        }
    }

    fn relay_takes(&mut self, d: usize, t: usize, frame: ToRelay) {
        let standing = self.devices[d].standing.clone();
        let tag = self.devices[d].tag;
        match frame {
            ToRelay::Hello { cursors, .. } => {
                let lost = cursors.iter().any(|(document, c)| {
                    c.epoch == self.relay.epoch_id() && !self.relay.fits(document, c)
                });
                if lost {
                    self.begin_epoch();
                }
                let documents: Vec<(DocId, Access)> = Audience::SHARED
                    .into_iter()
                    .map(|a| (doc(a.clone()), standing.access(&a)))
                    .filter(|(_, access)| access.may_read())
                    .collect();
                if let Some(line) = self.devices[d].tabs[t].line.as_mut() {
                    line.greeted = true;
                }
                self.answer(
                    d,
                    t,
                    FromRelay::Welcome {
                        epoch: self.relay.epoch_id(),
                        role: standing.role,
                        person: standing.person.clone(),
                        documents: documents.clone(),
                        now_ms: self.now_ms,
                        present: 1,
                    },
                );
                for (document, _) in documents {
                    let cursor = cursors
                        .iter()
                        .find(|(doc, _)| *doc == document)
                        .map(|(_, c)| c);
                    let tail = self.relay.tail(&document, cursor);
                    self.answer(d, t, tail);
                }
            }
            ToRelay::Pull { document, cursor } => {
                if standing.access(&document.audience).may_read() {
                    let lost = cursor.as_ref().is_some_and(|c| {
                        c.epoch == self.relay.epoch_id() && !self.relay.fits(&document, c)
                    });
                    if lost {
                        self.begin_epoch();
                    }
                    let tail = self.relay.tail(&document, cursor.as_ref());
                    self.answer(d, t, tail);
                }
            }
            ToRelay::Push {
                document,
                batch,
                chunks,
            } => match self.relay.append(&standing, tag, &document, &chunks) {
                Ok(sequences) => {
                    let epoch = self.relay.epoch_id();
                    self.answer(
                        d,
                        t,
                        FromRelay::Accepted {
                            document: document.clone(),
                            batch,
                            epoch,
                            sequences: sequences.clone(),
                        },
                    );
                    self.fan_out(d, t, &document, &chunks, &sequences);
                }
                Err(code) => self.answer(
                    d,
                    t,
                    FromRelay::Refused {
                        document,
                        batch,
                        code,
                        chunk: None,
                    },
                ),
            },
            ToRelay::Ping => self.answer(
                d,
                t,
                FromRelay::Pong {
                    now_ms: self.now_ms,
                },
            ),
        }
    }

    fn fan_out(
        &mut self,
        d: usize,
        t: usize,
        document: &DocId,
        chunks: &[Bytes],
        sequences: &[u64],
    ) {
        let logged: Vec<Logged> = chunks
            .iter()
            .zip(sequences)
            .map(|(bytes, sequence)| Logged {
                sequence: *sequence,
                bytes: bytes.clone(),
            })
            .collect();
        let epoch = self.relay.epoch_id();
        for (o, device) in self.devices.iter_mut().enumerate() {
            if !device.standing.access(&document.audience).may_read() {
                continue;
            }
            for (ot, tab) in device.tabs.iter_mut().enumerate() {
                if (o, ot) == (d, t) {
                    continue;
                }
                if let Some(line) = tab.line.as_mut().filter(|l| l.greeted) {
                    line.to_device.push_back(FromRelay::Deliver {
                        document: document.clone(),
                        epoch: epoch.clone(),
                        chunks: logged.clone(),
                    });
                }
            }
        }
    }

    fn device_reads(&mut self, d: usize, t: usize) {
        let count = 1 + self.dice.below(4);
        for _ in 0..count {
            let (swap, double, lose) = if self.chaos {
                (
                    self.dice.one_in(15),
                    self.dice.one_in(15),
                    self.dice.one_in(30),
                )
            } else {
                (false, false, false)
            };
            let Some(line) = self.devices[d]
                .tabs
                .get_mut(t)
                .and_then(|tab| tab.line.as_mut())
            else {
                return;
            };
            let delivers = |f: Option<&FromRelay>| matches!(f, Some(FromRelay::Deliver { .. }));
            if swap && delivers(line.to_device.front()) && delivers(line.to_device.get(1)) {
                line.to_device.swap(0, 1);
            }
            let Some(frame) = line.to_device.pop_front() else {
                return;
            };
            if lose && let FromRelay::Deliver { document, .. } = &frame {
                // A slow socket: the queue was dropped, and the relay says so.
                let document = document.clone();
                line.to_device.push_front(FromRelay::Resync { document });
                continue;
            }
            let bytes = wire::encode(&frame);
            self.event(d, t, Event::Frame(bytes.clone()));
            if double && matches!(frame, FromRelay::Deliver { .. } | FromRelay::Tail { .. }) {
                self.event(d, t, Event::Frame(bytes));
            }
        }
    }

    /// Everything heals: roles are restored, disks work, the network delivers.
    fn heal(&mut self) {
        self.chaos = false;
        for natural in [true, false] {
            self.heal_as(natural);
        }
    }

    // First everyone as what they are; then all as the office, which may bring what others made.
    fn heal_as(&mut self, natural: bool) {
        for d in 0..self.devices.len() {
            let role = if d < 2 || !natural {
                Role::Office
            } else {
                Role::Crew
            };
            self.set_role(d, role);
            self.set_partition(d, false);
            if self.devices[d].tabs.is_empty() {
                self.start_tab(d);
            }
        }
        for round in 0..400 {
            self.now_ms += 40_000;
            let mut quiet = true;
            for d in 0..self.devices.len() {
                for t in 0..self.devices[d].tabs.len() {
                    self.event(d, t, Event::Tick);
                    while !self.devices[d].tabs[t].writes.is_empty() {
                        self.flush(d, t);
                    }
                    while self.devices[d].tabs[t]
                        .line
                        .as_ref()
                        .is_some_and(|l| !l.to_relay.is_empty())
                    {
                        quiet = false;
                        self.relay_reads(d, t);
                    }
                    while self.devices[d].tabs[t]
                        .line
                        .as_ref()
                        .is_some_and(|l| !l.to_device.is_empty())
                    {
                        quiet &= self.devices[d].tabs[t].line.as_ref().is_some_and(|l| {
                            l.to_device
                                .iter()
                                .all(|f| matches!(f, FromRelay::Pong { .. }))
                        });
                        self.device_reads(d, t);
                    }
                }
            }
            let waiting: usize = self
                .devices
                .iter()
                .flat_map(|d| &d.tabs)
                .map(|t| t.engine.waiting())
                .sum();
            if quiet && waiting == 0 && round > 3 {
                return;
            }
        }
    }

    fn on_some_disk(&self, hash: &ChunkHash, document: &DocId) -> bool {
        self.devices.iter().any(|d| {
            d.disk
                .docs
                .get(document)
                .is_some_and(|(_, log, _)| log.contains_key(hash))
        })
    }

    fn check(&self) -> Result<(), String> {
        for audience in [Audience::Plan, Audience::Floor] {
            let document = doc(audience.clone());
            let mut relay: Vec<ChunkHash> = self.relay.logs[&document].heads.clone();
            relay.sort();
            for (d, device) in self.devices.iter().enumerate() {
                for (t, tab) in device.tabs.iter().enumerate() {
                    let heads = tab.engine.heads();
                    let mut heads = heads
                        .into_iter()
                        .find(|(doc, _)| *doc == document)
                        .map(|(_, heads)| heads)
                        .ok_or(format!("device {d} tab {t} does not hold {document}"))?;
                    heads.sort();
                    if heads != relay && !(relay.is_empty() && heads.len() == 1) {
                        return Err(format!(
                            "device {d} tab {t}: {document} {heads:?}, the relay {relay:?}"
                        ));
                    }
                }
            }
        }
        let books: Vec<_> = self
            .devices
            .iter()
            .flat_map(|d| &d.tabs)
            .map(|t| t.engine.book())
            .collect();
        for kind in [Kind::Scene, Kind::Note] {
            let first: Vec<_> = books[0].every(&kind).collect();
            for book in &books[1..] {
                let other: Vec<_> = book.every(&kind).collect();
                if first != other {
                    return Err(format!("the records of {kind:?} differ"));
                }
            }
        }
        Ok(())
    }
}

/// Runs one seed; the accepted chunks of the relay and of every disk must be in the end state.
fn run(seed: u64) -> Result<(), String> {
    let mut world = World::new(seed);
    let steps = 120 + world.dice.below(200);
    let mut kept: BTreeSet<(DocId, ChunkHash)> = BTreeSet::new();
    for _ in 0..steps {
        world.step();
        if world.dice.one_in(10) {
            for (document, log) in &world.relay.logs {
                kept.extend(
                    log.chunks
                        .iter()
                        .map(|(hash, ..)| (document.clone(), *hash)),
                );
            }
        }
    }
    // What the relay once accepted and any device still holds when the network heals must be there.
    let alive: BTreeSet<(DocId, ChunkHash)> = kept
        .into_iter()
        .filter(|(document, hash)| {
            world.on_some_disk(hash, document) || world.relay.logs[document].at.contains_key(hash)
        })
        .collect();
    world.heal();
    world.check()?;
    for (document, hash) in &alive {
        if !world.relay.logs[document].at.contains_key(hash) {
            return Err(format!(
                "{hash:?} of {document} was accepted and is missing"
            ));
        }
    }
    Ok(())
}

#[test]
fn nothing_accepted_is_ever_missing_and_all_replicas_are_equal() {
    if let Some(seed) = std::env::var("SIM_SEED").ok().and_then(|s| s.parse().ok()) {
        run(seed).unwrap();
        return;
    }
    let seeds = std::env::var("SIM_SEEDS")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(DEFAULT_SEEDS);
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let failed: Vec<String> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..threads)
            .map(|n| {
                scope.spawn(move || {
                    (0..seeds)
                        .filter(|seed| seed % threads == n)
                        .filter_map(|seed| {
                            let ran = std::panic::catch_unwind(|| run(seed));
                            match ran {
                                Ok(Ok(())) => None,
                                Ok(Err(why)) => Some(format!("seed {seed}: {why}")),
                                Err(_) => Some(format!("seed {seed}: panicked")),
                            }
                        })
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        runs.into_iter()
            .flat_map(|run| run.join().unwrap())
            .collect()
    });
    assert!(
        failed.is_empty(),
        "{} of {seeds} seeds failed:\n{}",
        failed.len(),
        failed.join("\n")
    );
}
