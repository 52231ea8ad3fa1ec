//! What happens on the way between devices and relay.

use shared::access::{Access, Audience};
use shared::engine::Event;
use shared::id::DocId;
use shared::wire::{self, Bytes, FromRelay, Logged, ToRelay};

use crate::doc;
use crate::world::World;

impl World {
    pub fn set_partition(&mut self, d: usize, partitioned: bool) {
        self.devices[d].partitioned = partitioned;
        if partitioned {
            for t in 0..self.devices[d].tabs.len() {
                if self.devices[d].tabs[t].line.take().is_some() {
                    self.event(d, t, Event::Down);
                }
            }
        }
    }

    pub fn drop_all_lines(&mut self) {
        for d in 0..self.devices.len() {
            for t in 0..self.devices[d].tabs.len() {
                if self.devices[d].tabs[t].line.take().is_some() {
                    self.event(d, t, Event::Down);
                }
            }
        }
    }

    pub fn relay_reads(&mut self, d: usize, t: usize) {
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

    pub fn relay_takes(&mut self, d: usize, t: usize, frame: ToRelay) {
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
                    for tail in self.relay.tails(&document, cursor) {
                        self.answer(d, t, tail);
                    }
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
                    for tail in self.relay.tails(&document, cursor.as_ref()) {
                        self.answer(d, t, tail);
                    }
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

    // The device is gone before the answer: the relay stores it all the same.
    pub fn relay_takes_orphan(&mut self, d: usize, frame: &[u8]) {
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

    pub fn answer(&mut self, d: usize, t: usize, frame: FromRelay) {
        if let Some(line) = self.devices[d]
            .tabs
            .get_mut(t)
            .and_then(|tab| tab.line.as_mut())
        {
            line.to_device.push_back(frame);
        }
    }

    pub fn begin_epoch(&mut self) {
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

    pub fn fan_out(
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

    pub fn device_reads(&mut self, d: usize, t: usize) {
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
}
