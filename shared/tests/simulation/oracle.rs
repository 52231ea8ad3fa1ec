//! Everything heals; then all must hold the same.

use shared::access::{Audience, Role};
use shared::chunk::ChunkHash;
use shared::engine::Event;
use shared::id::DocId;
use shared::kind::Kind;
use shared::wire::FromRelay;

use crate::doc;
use crate::world::World;

impl World {
    /// Everything heals: roles are restored, disks work, the network delivers.
    pub fn heal(&mut self) {
        self.chaos = false;
        for natural in [true, false] {
            self.heal_as(natural);
        }
    }

    // First everyone as what they are; then all as the office, which may bring what others made.
    pub fn heal_as(&mut self, natural: bool) {
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
            if !self.devices[d].attached {
                self.attach(d, 0);
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

    pub fn on_some_disk(&self, hash: &ChunkHash, document: &DocId) -> bool {
        self.devices.iter().any(|d| {
            d.disk
                .docs
                .get(document)
                .is_some_and(|(_, log, _)| log.contains_key(hash))
        })
    }

    pub fn check(&self) -> Result<(), String> {
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
        for (d, device) in self.devices.iter().enumerate() {
            for (t, tab) in device.tabs.iter().enumerate() {
                let waiting = tab.engine.waiting();
                if waiting > 0 {
                    return Err(format!("device {d} tab {t} says that {waiting} wait"));
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
