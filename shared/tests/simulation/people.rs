//! What people do: edits, undo, and the office changes who may do what.

use shared::access::{Audience, Role};
use shared::command::Command;
use shared::engine::Event;
use shared::engine::protocol::Ask;
use shared::id::Id;
use shared::kind::Kind;
use shared::wire::FromRelay;

use crate::doc;
use crate::world::World;

impl World {
    pub fn edit(&mut self, d: usize, t: usize) {
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
            Event::Ask {
                request: 1,
                ask: Ask::Act(command),
            },
        );
    }

    pub fn undo(&mut self, d: usize, t: usize) {
        let event = if self.dice.one_in(2) {
            Event::Ask {
                request: 2,
                ask: Ask::Undo(None),
            }
        } else {
            Event::Ask {
                request: 3,
                ask: Ask::Redo,
            }
        };
        self.event(d, t, event);
    }

    /// A production that lived on one device gets the relay; its other tabs hear of it there.
    pub fn attach(&mut self, d: usize, t: usize) {
        self.devices[d].attached = true;
        let (relay, token) = ("relay".into(), "token".into());
        self.event(d, t, Event::Attached { relay, token });
    }

    pub fn change_grant(&mut self, d: usize) {
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

    pub fn set_role(&mut self, d: usize, role: Role) {
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
}
