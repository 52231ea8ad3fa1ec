//! What happens to disks: they write, fail, are cut short and go back in time.

use shared::engine::Event;

use crate::world::World;

impl World {
    pub fn flush(&mut self, d: usize, t: usize) {
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

    pub fn fail_flush(&mut self, d: usize, t: usize) {
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

    /// The tab is gone at once: what its disk had not taken is lost, the relay may have frames of it.
    pub fn crash(&mut self, d: usize, t: usize) {
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

    /// The whole device goes back in time, as from a backup of the phone.
    pub fn disk_rolls_back(&mut self, d: usize) {
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

    pub fn relay_is_restored(&mut self) {
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
}
