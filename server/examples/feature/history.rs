//! The documents of a production as its devices would have written them: one change an act, each
//! device with an actor of its own, now and then two that did not know of each other.

use std::collections::{BTreeMap, VecDeque};

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{
    ActorId, Automerge, Change, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, ScalarValue,
};
use automerge::{TextEncoding, Value as Held};
use shared::access::Audience;
use shared::book::Book;
use shared::chunk::ChunkHash;
use shared::command::{Command, Edit, Write};
use shared::engine::replica::GENESIS;
use shared::id::{DeviceTag, DocId, Id};
use shared::kind::Kind;
use shared::record::Value;

use crate::dice::Dice;

/// Rows of a log that are kept: a device's cursor stands among them.
const NEWEST: usize = 2000;

/// Purchase orders have no noun in the app yet: they are kept and merged as a newer version's
/// would be.
pub fn audience_of(kind: &Kind, id: &Id) -> Audience {
    kind.audience(id).unwrap_or(match kind.as_str() {
        "element" => Audience::Plan,
        _ => Audience::Office,
    })
}

pub struct Document {
    doc: Automerge,
    buckets: Vec<ObjId>,
    /// How many changes there are in the relay's log, and the newest of them in its order.
    pub changes: u64,
    pub newest: VecDeque<Vec<u8>>,
    /// A device that has no signal writes here.
    apart: Option<(Automerge, Vec<ChangeHash>)>,
}

impl Document {
    fn new() -> anyhow::Result<Self> {
        let mut doc = Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint);
        doc.apply_changes([Change::from_bytes(GENESIS.to_vec())?])?;
        let mut buckets = Vec::new();
        for n in 0..256 {
            let (_, bucket) = doc.get(ROOT, format!("{n:02x}"))?.ok_or_else(no_bucket)?;
            buckets.push(bucket);
        }
        Ok(Self {
            doc,
            buckets,
            changes: 1,
            newest: VecDeque::from([GENESIS.to_vec()]),
            apart: None,
        })
    }

    /// The heads as the relay sorts them.
    pub fn heads(&self) -> Vec<ChunkHash> {
        let heads = self.doc.get_heads();
        let mut heads: Vec<ChunkHash> = heads.iter().map(|head| ChunkHash(head.0)).collect();
        heads.sort();
        heads
    }

    pub fn save(&self) -> Vec<u8> {
        self.doc.save()
    }

    fn log(&mut self, change: &Change) {
        self.changes += 1;
        self.newest.push_back(change.raw_bytes().to_vec());
        if self.newest.len() > NEWEST {
            self.newest.pop_front();
        }
    }
}

fn no_bucket() -> anyhow::Error {
    anyhow::anyhow!("the first change makes no maps")
}

/// Returns the map that a record's fields lie in, as the engine finds it.
fn bucket(id: &Id) -> usize {
    let hash = id.as_str().bytes().fold(0x811c_9dc5_u32, |h, b| {
        (h ^ u32::from(b)).wrapping_mul(0x0100_0193)
    });
    (hash ^ (hash >> 16)) as usize % 256
}

pub struct History {
    pub production: Id,
    pub documents: BTreeMap<Audience, Document>,
    pub book: Book,
    pub now_ms: i64,
    pub changes: usize,
    actors: BTreeMap<usize, [u8; 16]>,
    fresh: Dice,
}

/// Where a device stands while it writes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    Up,
    Down,
}

impl History {
    pub fn new(production: Id, seed: u64, now_ms: i64) -> anyhow::Result<Self> {
        let mut documents = BTreeMap::new();
        for audience in Audience::SHARED {
            documents.insert(audience, Document::new()?);
        }
        Ok(Self {
            production,
            documents,
            book: Book::default(),
            now_ms,
            changes: 0,
            actors: BTreeMap::new(),
            fresh: Dice::of(seed ^ 0xac70),
        })
    }

    /// The device was started anew: it writes as another actor from now on.
    pub fn restart(&mut self, device: usize) {
        let mut tag = *b"film\0\0\0\0";
        tag[4..].copy_from_slice(&(device as u32).to_be_bytes());
        let actor = DeviceTag(tag).actor(self.fresh.bytes());
        self.actors.insert(device, actor);
    }

    /// Carries out a command on a device, as one change in each document that it touches.
    pub fn act(&mut self, device: usize, signal: Signal, command: &Command) -> anyhow::Result<()> {
        if command.is_empty() {
            return Ok(());
        }
        if !self.actors.contains_key(&device) {
            self.restart(device);
        }
        let actor = self.actors[&device];
        self.book.apply(command);
        let mut by_document: BTreeMap<Audience, Vec<&Edit>> = BTreeMap::new();
        for edit in &command.edits {
            let audience = audience_of(&edit.kind, &edit.id);
            by_document.entry(audience).or_default().push(edit);
        }
        for (audience, edits) in by_document {
            let document = match self.documents.entry(audience) {
                std::collections::btree_map::Entry::Occupied(held) => held.into_mut(),
                std::collections::btree_map::Entry::Vacant(new) => new.insert(Document::new()?),
            };
            let (doc, is_apart) = match (&mut document.apart, signal) {
                (Some((doc, _)), Signal::Down) => (doc, true),
                _ => (&mut document.doc, false),
            };
            doc.set_actor(ActorId::from(actor));
            let options = CommitOptions::default()
                .with_message(&command.label)
                .with_time(self.now_ms);
            let mut tx = doc.transaction();
            for edit in edits {
                let at = &document.buckets[bucket(&edit.id)];
                let key = format!("{}/{}/{}", edit.kind.as_str(), edit.id, edit.field);
                write(&mut tx, at, &key, &edit.write)?;
            }
            let (made, _) = tx.commit_with(options);
            if made.is_none() {
                continue;
            }
            self.changes += 1;
            if !is_apart && let Some(change) = doc.get_last_local_change() {
                document.log(&change);
            }
        }
        Ok(())
    }

    /// From here on what is written with the signal down does not know what is written with it up.
    pub fn part(&mut self, audience: &Audience) {
        if let Some(document) = self.documents.get_mut(audience) {
            let fork = document.doc.fork();
            let heads = fork.get_heads();
            document.apart = Some((fork, heads));
        }
    }

    /// The signal is back: what was written apart arrives.
    pub fn meet(&mut self, audience: &Audience) -> anyhow::Result<()> {
        let Some(document) = self.documents.get_mut(audience) else {
            return Ok(());
        };
        let Some((apart, from)) = document.apart.take() else {
            return Ok(());
        };
        for change in apart.get_changes(&from) {
            document.log(&change);
            // One by one: a batch costs more over these maps.
            document.doc.apply_changes([change])?;
        }
        Ok(())
    }

    pub fn doc_id(&self, audience: &Audience) -> DocId {
        DocId::new(&self.production, audience.clone())
    }
}

fn write(tx: &mut impl Transactable, at: &ObjId, key: &str, write: &Write) -> anyhow::Result<()> {
    match write {
        Write::Put(value) => tx.put(
            at,
            key,
            match value {
                Value::Nothing => ScalarValue::Null,
                Value::Flag(flag) => ScalarValue::Boolean(*flag),
                Value::Int(n) => ScalarValue::Int(*n),
                Value::Text(text) => ScalarValue::Str(text.as_ref().into()),
            },
        )?,
        Write::Text(text) => {
            let object = match tx.get(at, key)? {
                Some((Held::Object(ObjType::Text), object)) => object,
                _ => tx.put_object(at, key, ObjType::Text)?,
            };
            tx.update_text(&object, text)?;
        }
    }
    Ok(())
}
