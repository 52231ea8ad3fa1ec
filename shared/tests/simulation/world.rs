//! The devices, the relay and the time, and what may happen next.

use std::collections::VecDeque;

use shared::access::{Audience, Role, Standing};
use shared::engine::{Effect, Engine, Event, Setup, TabNews};
use shared::id::{DeviceTag, Id};
use shared::wire;

use crate::device::{Device, Disk, Line, Tab};
use crate::dice::Dice;
use crate::relay::Relay;
use crate::{doc, production};

pub struct World {
    pub dice: Dice,
    pub now_ms: i64,
    pub relay: Relay,
    pub backup: Option<Relay>,
    pub devices: Vec<Device>,
    pub counter: i64,
    pub chaos: bool,
}

impl World {
    pub fn new(seed: u64) -> Self {
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
                // The first sometimes begins alone, and gets the relay later.
                attached: n > 0 || !world.dice.one_in(3),
            });
            world.start_tab(n);
        }
        world
    }

    pub fn start_tab(&mut self, d: usize) {
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
            relay: device.attached.then(|| ("relay".into(), "token".into())),
            access: if device.attached { access } else { Vec::new() },
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

    pub fn event(&mut self, d: usize, t: usize, event: Event) {
        let now_ms = self.now_ms;
        let Some(tab) = self.devices[d].tabs.get_mut(t) else {
            return;
        };
        let effects = tab.engine.handle(event, now_ms);
        self.perform(d, t, effects);
    }

    pub fn perform(&mut self, d: usize, t: usize, effects: Vec<Effect>) {
        let mut shares = Vec::new();
        for effect in effects {
            let partitioned = self.devices[d].partitioned;
            let tab = &mut self.devices[d].tabs[t];
            match effect {
                Effect::Store(store) => tab.writes.push_back(store),
                Effect::Erase { document } => {
                    self.devices[d].disk.docs.remove(&document);
                }
                Effect::Tell(_) => {}
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
                Effect::Wake { .. } | Effect::Project | Effect::Remember(_) => {}
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

    pub fn step(&mut self) {
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
            _ if !self.devices[d].attached => self.attach(d, t),
            _ => self.event(d, t, Event::Online),
        }
    }
}
