//! The relay: a log a document, appended to by the real rules.

use std::collections::{BTreeMap, HashMap};

use shared::access::{Audience, Standing};
use shared::chunk::ChunkHash;
use shared::id::{DeviceTag, DocId, Id};
use shared::log::{self, CheckedPlace, Known, Place};
use shared::wire::{Bytes, Cursor, FromRelay, Logged, Refusal, SnapshotPart};

use crate::doc;

#[derive(Clone, Default)]
pub struct Log {
    pub chunks: Vec<(ChunkHash, Vec<u8>, u64)>,
    pub at: HashMap<ChunkHash, usize>,
    pub actors: HashMap<Vec<u8>, u64>,
    pub heads: Vec<ChunkHash>,
    pub max_op: u64,
    /// Sequence up to which a new reader gets a snapshot instead of chunks.
    pub snapshot: Option<(u64, Vec<u8>)>,
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
    fn heads(&self) -> &[ChunkHash] {
        &self.heads
    }
    fn head_author(&self, head: &ChunkHash) -> Option<DeviceTag> {
        let at = *self.at.get(head)?;
        let header = shared::chunk::verify(&self.chunks[at].1).ok()?;
        DeviceTag::of_actor(&header.actor)
    }
}

#[derive(Clone)]
pub struct Relay {
    pub epoch: u64,
    pub logs: BTreeMap<DocId, Log>,
}

impl Relay {
    pub fn new() -> Self {
        let logs = Audience::SHARED
            .into_iter()
            .map(|a| (doc(a), Log::default()))
            .collect();
        Self { epoch: 1, logs }
    }

    pub fn epoch_id(&self) -> Id {
        Id::new(format!("epoch{}", self.epoch))
    }

    pub fn append(
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
    pub fn fits(&self, document: &DocId, cursor: &Cursor) -> bool {
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

    /// What a device lacks; a snapshot comes in three parts.
    pub fn tails(&self, document: &DocId, cursor: Option<&Cursor>) -> Vec<FromRelay> {
        let whole = self.tail(document, cursor);
        let FromRelay::Tail {
            snapshot: Some(bytes),
            ..
        } = &whole
        else {
            return vec![whole];
        };
        let of = bytes.len() as u64;
        let size = bytes.len().div_ceil(3).max(1);
        let parts: Vec<Bytes> = bytes
            .chunks(size)
            .map(|part| Bytes::from(part.to_vec()))
            .collect();
        let last = parts.len() - 1;
        let tail = |(n, part): (usize, Bytes)| {
            let mut tail = whole.clone();
            if let FromRelay::Tail {
                snapshot,
                snapshot_part,
                chunks,
                more,
                heads,
                ..
            } = &mut tail
            {
                *snapshot = Some(part);
                *snapshot_part = Some(SnapshotPart {
                    at: (n * size) as u64,
                    of,
                });
                if n < last {
                    chunks.clear();
                    heads.clear();
                    *more = true;
                }
            }
            tail
        };
        parts.into_iter().enumerate().map(tail).collect()
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
            snapshot_part: None,
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

    pub fn compact(&mut self, document: &DocId) {
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
