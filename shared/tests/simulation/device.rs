//! A device: its tabs, and the disk that they share.

use std::collections::{BTreeMap, VecDeque};

use shared::access::Standing;
use shared::chunk::ChunkHash;
use shared::engine::{DocMeta, Engine, Store, StoredDoc};
use shared::id::{DeviceTag, DocId};
use shared::wire::FromRelay;

#[derive(Clone, Default)]
pub struct Disk {
    pub docs: BTreeMap<DocId, (DocMeta, BTreeMap<ChunkHash, Vec<u8>>, Option<Vec<u8>>)>,
}

impl Disk {
    pub fn write(&mut self, store: &Store) {
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

    pub fn read(&self) -> Vec<StoredDoc> {
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

pub struct Tab {
    pub engine: Engine,
    pub writes: VecDeque<Store>,
    /// Set while a socket is open: frames on their way, each direction in order.
    pub line: Option<Line>,
    pub leads: bool,
}

#[derive(Default)]
pub struct Line {
    pub to_relay: VecDeque<Vec<u8>>,
    pub to_device: VecDeque<FromRelay>,
    pub greeted: bool,
}

pub struct Device {
    pub tag: DeviceTag,
    pub standing: Standing,
    pub disk: Disk,
    pub backup: Option<Disk>,
    pub tabs: Vec<Tab>,
    pub partitioned: bool,
    pub attached: bool,
}
