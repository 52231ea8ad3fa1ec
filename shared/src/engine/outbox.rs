//! What the relay has not accepted: hashes in causal order. A change's bytes are read from the
//! document when it goes.

use std::collections::{HashMap, VecDeque};

use super::slot::Brings;
use crate::chunk::ChunkHash;

/// Whose a change is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Whose {
    /// The fixed first change of every document: nobody's edit.
    Nobodys,
    /// Written on this device.
    Own,
    Others,
}

#[derive(Default)]
pub(super) struct Outbox {
    waiting: HashMap<ChunkHash, Whose>,
    all: Queue,
    /// Of these, what a device may bring that is not the office's.
    own: Queue,
    edits: usize,
    own_edits: usize,
}

impl Outbox {
    /// Adds a change behind everything that it rests on.
    pub fn push(&mut self, hash: ChunkHash, whose: Whose) {
        if self.waiting.insert(hash, whose).is_some() {
            return;
        }
        self.all.0.push_back(hash);
        if whose != Whose::Others {
            self.own.0.push_back(hash);
        }
        self.edits += usize::from(whose != Whose::Nobodys);
        self.own_edits += usize::from(whose == Whose::Own);
    }

    /// Takes out what the relay has now; says whether it was waiting.
    pub fn remove(&mut self, hash: &ChunkHash) -> bool {
        let Some(whose) = self.waiting.remove(hash) else {
            return false;
        };
        self.edits -= usize::from(whose != Whose::Nobodys);
        self.own_edits -= usize::from(whose == Whose::Own);
        self.all.tidy(&self.waiting, self.edits);
        self.own.tidy(&self.waiting, self.own_edits);
        true
    }

    pub fn has(&self, hash: &ChunkHash) -> bool {
        self.waiting.contains_key(hash)
    }

    /// Counts the edits that this device may bring to the relay.
    pub fn edits(&self, brings: Brings) -> usize {
        match brings {
            Brings::All => self.edits,
            Brings::Own => self.own_edits,
        }
    }

    /// Lists what this device may bring, in causal order.
    pub fn in_order(&self, brings: Brings) -> impl DoubleEndedIterator<Item = &ChunkHash> {
        let queue = match brings {
            Brings::All => &self.all,
            Brings::Own => &self.own,
        };
        queue.0.iter().filter(|hash| self.has(hash))
    }

    /// Lists the edits, whoever wrote them, the last one first.
    pub fn newest(&self) -> impl Iterator<Item = &ChunkHash> {
        let is_edit = |hash: &&ChunkHash| self.waiting.get(hash) != Some(&Whose::Nobodys);
        self.in_order(Brings::All).rev().filter(is_edit)
    }
}

/// Hashes in causal order. What was accepted is passed over, and swept out when it is the most.
#[derive(Default)]
struct Queue(VecDeque<ChunkHash>);

impl Queue {
    fn tidy(&mut self, waiting: &HashMap<ChunkHash, Whose>, live: usize) {
        while self
            .0
            .front()
            .is_some_and(|hash| !waiting.contains_key(hash))
        {
            self.0.pop_front();
        }
        if self.0.len() > 2 * live + 64 {
            self.0.retain(|hash| waiting.contains_key(hash));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(n: u32) -> ChunkHash {
        let mut hash = [0; 32];
        hash[..4].copy_from_slice(&n.to_be_bytes());
        ChunkHash(hash)
    }

    #[test]
    fn what_was_accepted_is_neither_counted_nor_listed() {
        let mut outbox = Outbox::default();
        outbox.push(hash(0), Whose::Nobodys);
        for n in 1..=1000 {
            let whose = if n % 2 == 0 {
                Whose::Own
            } else {
                Whose::Others
            };
            outbox.push(hash(n), whose);
            outbox.push(hash(n), whose);
        }
        let counts = |o: &Outbox| (o.edits(Brings::All), o.edits(Brings::Own));
        assert_eq!(counts(&outbox), (1000, 500));
        assert_eq!(outbox.in_order(Brings::Own).count(), 501);
        // From the end, so that the front never moves.
        for n in (3..=1000).rev() {
            assert!(outbox.remove(&hash(n)));
            assert!(!outbox.remove(&hash(n)));
        }
        assert_eq!(counts(&outbox), (2, 1));
        let left: Vec<_> = outbox.in_order(Brings::All).copied().collect();
        assert_eq!(left, [hash(0), hash(1), hash(2)]);
        let newest: Vec<_> = outbox.newest().copied().collect();
        assert_eq!(newest, [hash(2), hash(1)]);
        assert!(outbox.all.0.len() < 100 && outbox.own.0.len() < 100);
    }
}
