//! One document: fields under `kind/id/field` in automerge, chunks in and out.
//!
//! The keys are flat, so that two devices which make the same record apart merge field by field;
//! they lie in 256 maps, since a change to a map costs with the map's size. The maps are made by
//! one fixed first change that every device shares.

use std::collections::{BTreeSet, HashMap, HashSet};

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{
    ActorId, Automerge, Change, ChangeHash, ChangeMetadata, LoadOptions, ObjId, ObjType,
    PatchAction, Prop, ROOT, ReadDoc, ScalarValue, TextEncoding,
};

use crate::chunk::{self, ChunkHash};
use crate::command::{Edit, Write};
use crate::id::{DeviceTag, Id};
use crate::kind::Kind;
use crate::record::{Field, Record, Value, Version};

/// The fixed first change of every document.
pub const GENESIS: &[u8] = include_bytes!("genesis.bin");
/// How many changes are read out of a document at a time: reading costs with the document's
/// size, so not one by one; a long history does not fit in memory, so not all.
pub const READ_AHEAD: usize = 4 * crate::wire::PUSH_MAX_CHUNKS;
const BUCKETS: usize = 256;
const ENCODING: TextEncoding = TextEncoding::UnicodeCodePoint;

/// A field's place: what changed, or what to read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key {
    pub kind: Kind,
    pub id: Id,
    pub field: Field,
}

impl Key {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '/');
        let (kind, id, field) = (parts.next()?, parts.next()?, parts.next()?);
        (!kind.is_empty() && Id::is_valid(id) && !field.is_empty()).then(|| Self {
            kind: Kind::parse(kind),
            id: Id::new(id),
            field: field.into(),
        })
    }

    fn encode(kind: &Kind, id: &Id, field: &str) -> String {
        format!("{}/{id}/{field}", kind.as_str())
    }
}

/// What a field holds, and what else was written to it by those who did not know.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    pub value: Value,
    /// More than one only where people wrote apart; the shown one first.
    pub versions: Vec<Version>,
}

/// Bytes that could not be taken in.
#[derive(Debug, thiserror::Error)]
pub enum BadBytes {
    #[error(transparent)]
    Chunk(#[from] chunk::BadChunk),
    #[error("the document could not be read: {0}")]
    Document(#[from] automerge::AutomergeError),
    #[error("the change could not be read: {0}")]
    Change(#[from] automerge::LoadChangeError),
    #[error("the document does not start as a production's documents do")]
    Genesis,
}

/// A document in memory.
pub struct Replica {
    doc: Automerge,
    buckets: Vec<ObjId>,
}

impl Replica {
    /// Makes the document as it is before anyone wrote in it.
    ///
    /// # Errors
    /// None in practice: the first change is a constant that a test reads.
    pub fn empty(actor: [u8; 16]) -> Result<Self, BadBytes> {
        let mut doc = Automerge::new_with_encoding(ENCODING);
        doc.apply_changes([change(GENESIS)?])?;
        Self::over(doc, actor)
    }

    /// Loads a saved document.
    ///
    /// # Errors
    /// Says why the bytes are not a document of ours.
    pub fn load(bytes: &[u8], actor: [u8; 16]) -> Result<Self, BadBytes> {
        let options = LoadOptions::new().text_encoding(ENCODING);
        Self::over(Automerge::load_with_options(bytes, options)?, actor)
    }

    fn over(mut doc: Automerge, actor: [u8; 16]) -> Result<Self, BadBytes> {
        doc.set_actor(ActorId::from(actor));
        let mut buckets = Vec::with_capacity(BUCKETS);
        for n in 0..BUCKETS {
            match doc.get(ROOT, bucket_name(n))? {
                Some((automerge::Value::Object(ObjType::Map), bucket)) => buckets.push(bucket),
                _ => return Err(BadBytes::Genesis),
            }
        }
        Ok(Self { doc, buckets })
    }

    fn bucket(&self, id: &Id) -> &ObjId {
        // FNV-1a, fixed for ever: another hash would look for a record in another map.
        let hash = id.as_str().bytes().fold(0x811c_9dc5_u32, |h, b| {
            (h ^ u32::from(b)).wrapping_mul(0x0100_0193)
        });
        &self.buckets[(hash ^ (hash >> 16)) as usize % BUCKETS]
    }

    /// Writes the edits as one change, or nothing if none of them changes anything.
    ///
    /// # Errors
    /// Says what automerge did not take; nothing was then written.
    pub fn write(
        &mut self,
        label: &str,
        edits: &[&Edit],
        now_ms: i64,
    ) -> Result<Option<Made>, BadBytes> {
        let places: Vec<(ObjId, String)> = edits
            .iter()
            .map(|e| {
                (
                    self.bucket(&e.id).clone(),
                    Key::encode(&e.kind, &e.id, &e.field),
                )
            })
            .collect();
        let mut tx = self.doc.transaction();
        for (edit, (bucket, key)) in edits.iter().zip(&places) {
            match &edit.write {
                Write::Put(value) => {
                    let scalar = scalar(value);
                    let present = tx.get_all(bucket, key.as_str())?;
                    let same = match present.as_slice() {
                        [] => *value == Value::Nothing,
                        [(automerge::Value::Scalar(one), _)] => one.as_ref() == &scalar,
                        [(automerge::Value::Object(ObjType::Text), text)] => {
                            value.as_text() == Some(tx.text(text)?.as_str())
                        }
                        _ => false,
                    };
                    // One of several texts was chosen: it is still written together.
                    let is_together = present
                        .iter()
                        .any(|(one, _)| matches!(one, automerge::Value::Object(ObjType::Text)));
                    match value {
                        _ if same => {}
                        Value::Text(text) if is_together => {
                            let chosen = tx.put_object(bucket, key.as_str(), ObjType::Text)?;
                            tx.splice_text(&chosen, 0, 0, text)?;
                        }
                        _ => tx.put(bucket, key.as_str(), scalar)?,
                    }
                }
                Write::Text(text) => {
                    let object = match tx.get(bucket, key.as_str())? {
                        Some((automerge::Value::Object(ObjType::Text), object)) => object,
                        _ => tx.put_object(bucket, key.as_str(), ObjType::Text)?,
                    };
                    if tx.text(&object)? != *text {
                        tx.update_text(&object, text)?;
                    }
                }
            }
        }
        let options = CommitOptions::default()
            .with_message(label)
            .with_time(now_ms);
        let (hash, _) = tx.commit_with(options);
        Ok(hash
            .and_then(|_| self.doc.get_last_local_change())
            .map(|change| Made {
                hash: ChunkHash(change.hash().0),
                bytes: change.raw_bytes().to_vec(),
            }))
    }

    /// Takes in a change that was made elsewhere, and returns the fields it changed.
    /// One that is already here changes nothing; one whose dependencies are missing waits.
    ///
    /// # Errors
    /// Says why the bytes are not a change.
    pub fn apply(&mut self, bytes: &[u8]) -> Result<BTreeSet<Key>, BadBytes> {
        let change = change(bytes)?;
        let (mut keys, texts) = places(&change);
        self.doc.apply_changes([change])?;
        keys.extend(texts.iter().filter_map(|text| self.field_of(text)));
        Ok(keys)
    }

    /// Lists the fields that changes of the document wrote.
    pub fn written(&self, hashes: &[ChunkHash]) -> HashMap<ChunkHash, BTreeSet<Key>> {
        let chunks = self.chunks(hashes);
        let read = |(hash, bytes): (ChunkHash, Vec<u8>)| {
            let (mut keys, texts) = places(&change(&bytes).ok()?);
            keys.extend(texts.iter().filter_map(|text| self.field_of(text)));
            Some((hash, keys))
        };
        chunks.into_iter().filter_map(read).collect()
    }

    /// Finds the field a text stands in, shown or not.
    fn field_of(&self, text: &str) -> Option<Key> {
        let object = self.doc.import_obj(text).ok()?;
        match self.doc.parents(&object).ok()?.next()?.prop {
            Prop::Map(name) => Key::parse(&name),
            Prop::Seq(_) => None,
        }
    }

    /// Takes in a whole saved document; everything is then to be read anew.
    ///
    /// # Errors
    /// Says why the bytes are not a document of ours; nothing was then taken in.
    pub fn absorb(&mut self, bytes: &[u8]) -> Result<(), BadBytes> {
        self.join(Self::load(bytes, self.actor())?)
    }

    /// Takes in another replica. The one that lacks less takes from the other, and stays.
    ///
    /// # Errors
    /// None in practice: both were checked when they were read.
    pub fn join(&mut self, mut other: Self) -> Result<(), BadBytes> {
        other.doc.set_actor(ActorId::from(self.actor()));
        let (ours, theirs) = (self.beyond(&other), other.beyond(self));
        if theirs.len() < ours.len() {
            return self.fetch(&other, &theirs);
        }
        other.fetch(self, &ours)?;
        *self = other;
        Ok(())
    }

    /// Lists the changes that another replica lacks, in causal order.
    pub fn beyond(&self, other: &Self) -> Vec<ChunkHash> {
        self.changes_after(&other.heads())
            .map(|(hash, _)| hash)
            .filter(|hash| !other.has(hash))
            .collect()
    }

    fn fetch(&mut self, from: &Self, hashes: &[ChunkHash]) -> Result<(), BadBytes> {
        for some in hashes.chunks(READ_AHEAD) {
            let chunks = from.chunks(some);
            for bytes in some.iter().filter_map(|hash| chunks.get(hash)) {
                self.doc.apply_changes([change(bytes)?])?;
            }
        }
        Ok(())
    }

    /// Returns who this run writes as.
    pub fn actor(&self) -> [u8; 16] {
        let actor = self.doc.get_actor().to_bytes().try_into();
        actor.unwrap_or_default()
    }

    /// Reads one field.
    pub fn held(&self, key: &Key) -> Held {
        let bucket = self.bucket(&key.id);
        let name = Key::encode(&key.kind, &key.id, &key.field);
        let all = self.doc.get_all(bucket, name.as_str()).unwrap_or_default();
        let mut versions: Vec<Version> = Vec::new();
        for (value, op) in all.iter().rev() {
            let value = self.plain(value, op);
            let (device, at_ms) = if all.len() > 1 {
                self.author(op)
            } else {
                Default::default()
            };
            versions.push(Version {
                value,
                device,
                at_ms,
            });
        }
        let value = versions
            .first()
            .map(|v| v.value.clone())
            .unwrap_or_default();
        if versions.len() < 2 {
            versions.clear();
        }
        Held { value, versions }
    }

    /// Returns the tag of the device that wrote the shown value of a field.
    pub fn last_writer(&self, key: &Key) -> Option<DeviceTag> {
        let name = Key::encode(&key.kind, &key.id, &key.field);
        let (_, op) = self
            .doc
            .get(self.bucket(&key.id), name.as_str())
            .ok()
            .flatten()?;
        match op {
            ObjId::Id(_, actor, _) => DeviceTag::of_actor(actor.to_bytes()),
            ObjId::Root => None,
        }
    }

    fn plain(&self, value: &automerge::Value<'_>, op: &ObjId) -> Value {
        match value {
            automerge::Value::Scalar(scalar) => match scalar.as_ref() {
                ScalarValue::Boolean(flag) => Value::Flag(*flag),
                ScalarValue::Int(n) | ScalarValue::Timestamp(n) => Value::Int(*n),
                ScalarValue::Uint(n) => i64::try_from(*n).map_or(Value::Nothing, Value::Int),
                ScalarValue::Str(text) => Value::text(text.as_str()),
                _ => Value::Nothing,
            },
            automerge::Value::Object(ObjType::Text) => {
                Value::text(self.doc.text(op).unwrap_or_default())
            }
            automerge::Value::Object(_) => Value::Nothing,
        }
    }

    fn author(&self, op: &ObjId) -> (String, i64) {
        let ObjId::Id(_, actor, _) = op else {
            return Default::default();
        };
        let device =
            DeviceTag::of_actor(actor.to_bytes()).map_or_else(String::new, DeviceTag::to_hex);
        let at_ms = self
            .doc
            .hash_for_opid(op)
            .and_then(|hash| self.doc.get_change_meta_by_hash(&hash))
            .map_or(0, |meta| meta.timestamp);
        (device, at_ms)
    }

    /// Lists every record.
    pub fn records(&self) -> Vec<Record> {
        let mut records: std::collections::HashMap<(Kind, Id), Record> = Default::default();
        for bucket in &self.buckets {
            for item in self.doc.map_range(bucket, ..) {
                let Some(key) = Key::parse(&item.key) else {
                    continue;
                };
                let at = (key.kind.clone(), key.id.clone());
                let record = records
                    .entry(at)
                    .or_insert_with(|| Record::new(key.kind.clone(), key.id.clone()));
                put_held(record, &key.field, self.held(&key));
            }
        }
        records.into_values().collect()
    }

    /// Lists the fields that differ between an earlier state and now, with the value before.
    pub fn changed_since(&self, before: &[ChunkHash]) -> Vec<(Key, Value)> {
        let before: Vec<ChangeHash> = self.known(before);
        let patches = self.doc.diff(&before, &self.doc.get_heads());
        touched(&patches)
            .into_iter()
            .map(|key| {
                let name = Key::encode(&key.kind, &key.id, &key.field);
                let value = self
                    .doc
                    .get_at(self.bucket(&key.id), name.as_str(), &before)
                    .ok()
                    .flatten()
                    .map(|(value, op)| match value {
                        automerge::Value::Object(ObjType::Text) => {
                            Value::text(self.doc.text_at(&op, &before).unwrap_or_default())
                        }
                        other => self.plain(&other, &op),
                    })
                    .unwrap_or_default();
                (key, value)
            })
            .collect()
    }

    pub fn heads(&self) -> Vec<ChunkHash> {
        self.doc
            .get_heads()
            .iter()
            .map(|h| ChunkHash(h.0))
            .collect()
    }

    /// Says whether a change is part of the document.
    pub fn has(&self, hash: &ChunkHash) -> bool {
        self.doc
            .get_change_meta_by_hash(&ChangeHash(hash.0))
            .is_some()
    }

    fn known(&self, hashes: &[ChunkHash]) -> Vec<ChangeHash> {
        hashes
            .iter()
            .filter(|h| self.has(h))
            .map(|h| ChangeHash(h.0))
            .collect()
    }

    /// Lists the changes that are not among those that lead to the given heads, in causal order.
    pub fn changes_after(&self, heads: &[ChunkHash]) -> impl Iterator<Item = (ChunkHash, About)> {
        self.doc
            .get_changes_meta(&self.known(heads))
            .into_iter()
            .map(|meta| (ChunkHash(meta.hash.0), About::of(&meta)))
    }

    /// Says of a change what the document keeps beside its operations.
    pub fn about(&self, hash: &ChunkHash) -> Option<About> {
        let meta = self.doc.get_change_meta_by_hash(&ChangeHash(hash.0))?;
        Some(About::of(&meta))
    }

    /// Reads changes out of the document, each as the bytes it came in.
    pub fn chunks(&self, hashes: &[ChunkHash]) -> HashMap<ChunkHash, Vec<u8>> {
        let one = |hash: &ChunkHash| self.doc.get_change_by_hash(&ChangeHash(hash.0));
        // Only as a way to read many in one pass: no bundle of automerge's is kept or sent.
        let many = match hashes {
            [] | [_] => None,
            _ => self.doc.bundle(hashes.iter().map(|h| ChangeHash(h.0))).ok(),
        };
        let many = many.and_then(|bundle| bundle.to_changes().ok());
        let mut chunks: HashMap<ChunkHash, Vec<u8>> = many
            .iter()
            .flatten()
            .map(|change| (ChunkHash(change.hash().0), change.raw_bytes().to_vec()))
            .collect();
        for hash in hashes {
            if !chunks.contains_key(hash)
                && let Some(change) = one(hash)
            {
                chunks.insert(*hash, change.raw_bytes().to_vec());
            }
        }
        chunks
    }

    /// Writes the document whole.
    pub fn save(&self) -> Vec<u8> {
        self.doc.save()
    }

    /// Rebuilds the document without some changes and whatever rests on them.
    ///
    /// # Errors
    /// As [`Replica::apply`].
    pub fn without(&self, dropped: &[ChunkHash]) -> Result<Self, BadBytes> {
        let mut gone: HashSet<ChunkHash> = dropped.iter().copied().collect();
        let mut heads: HashSet<ChunkHash> = HashSet::new();
        for (hash, about) in self.changes_after(&[]) {
            if gone.contains(&hash) || about.deps.iter().any(|dep| gone.contains(dep)) {
                gone.insert(hash);
                continue;
            }
            for dep in &about.deps {
                heads.remove(dep);
            }
            heads.insert(hash);
        }
        self.only(&heads.into_iter().collect::<Vec<_>>())
    }

    /// Rebuilds the document from the changes that lead to the given heads: all others are dropped.
    ///
    /// # Errors
    /// As [`Replica::apply`].
    pub fn only(&self, heads: &[ChunkHash]) -> Result<Self, BadBytes> {
        let doc = self.doc.fork_at(&self.known(heads))?;
        Self::over(doc, self.actor())
    }
}

/// Reads where a change wrote: fields by their keys, and texts by their names in the document.
///
/// The operations say it also where only a version that is not shown changed; the document's
/// patches leave those out.
fn places(change: &Change) -> (BTreeSet<Key>, BTreeSet<String>) {
    let (mut keys, mut texts) = (BTreeSet::new(), BTreeSet::new());
    for op in change.decode().operations {
        match op.key {
            automerge::legacy::Key::Map(name) => keys.extend(Key::parse(&name)),
            automerge::legacy::Key::Seq(_) => {
                texts.insert(op.obj.to_string());
            }
        }
    }
    (keys, texts)
}

/// A change that was just written.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    pub hash: ChunkHash,
    pub bytes: Vec<u8>,
}

/// What is known of a change without its operations.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// The device that wrote it.
    pub device: Option<DeviceTag>,
    pub deps: Vec<ChunkHash>,
    pub label: String,
    pub at_ms: i64,
}

impl About {
    /// Says whether this is the fixed first change of every document: nobody's edit.
    pub fn is_genesis(&self) -> bool {
        self.deps.is_empty()
    }

    fn of(meta: &ChangeMetadata<'_>) -> Self {
        Self {
            device: DeviceTag::of_actor(meta.actor.to_bytes()),
            deps: meta.deps.iter().map(|d| ChunkHash(d.0)).collect(),
            label: meta.message.as_deref().unwrap_or_default().to_owned(),
            at_ms: meta.timestamp,
        }
    }
}

/// Puts what a field holds into a record; a field that holds nothing is not there.
pub fn put_held(record: &mut Record, field: &Field, held: Held) {
    if held.value.is_nothing() {
        record.fields.remove(field);
    } else {
        record.fields.insert(field.clone(), held.value);
    }
    if held.versions.is_empty() {
        record.versions.remove(field);
    } else {
        record.versions.insert(field.clone(), held.versions);
    }
}

fn change(bytes: &[u8]) -> Result<Change, BadBytes> {
    chunk::verify(bytes)?;
    Ok(Change::from_bytes(bytes.to_vec())?)
}

fn touched(patches: &[automerge::Patch]) -> BTreeSet<Key> {
    let mut keys = BTreeSet::new();
    for patch in patches {
        let name = match patch.path.as_slice() {
            // Inside a text: the path names the field.
            [_, (_, Prop::Map(name)), ..] => Some(name.as_str()),
            // In a bucket: the patch does.
            [_] => match &patch.action {
                PatchAction::PutMap { key, .. } | PatchAction::DeleteMap { key } => {
                    Some(key.as_str())
                }
                PatchAction::Conflict {
                    prop: Prop::Map(key),
                }
                | PatchAction::Increment {
                    prop: Prop::Map(key),
                    ..
                } => Some(key.as_str()),
                _ => None,
            },
            _ => None,
        };
        keys.extend(name.and_then(Key::parse));
    }
    keys
}

fn scalar(value: &Value) -> ScalarValue {
    match value {
        Value::Nothing => ScalarValue::Null,
        Value::Flag(flag) => ScalarValue::Boolean(*flag),
        Value::Int(n) => ScalarValue::Int(*n),
        Value::Text(text) => ScalarValue::Str(text.as_ref().into()),
    }
}

fn bucket_name(n: usize) -> String {
    format!("{n:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made_anew() -> Vec<u8> {
        let mut doc = Automerge::new_with_encoding(ENCODING).with_actor(ActorId::from([0u8; 16]));
        let mut tx = doc.transaction();
        for n in 0..BUCKETS {
            tx.put_object(ROOT, bucket_name(n), ObjType::Map).unwrap();
        }
        tx.commit_with(CommitOptions::default().with_time(0));
        doc.get_last_local_change().unwrap().raw_bytes().to_vec()
    }

    #[test]
    fn the_first_change_is_the_same_for_ever() {
        if std::env::var_os("WRITE_GENESIS").is_some() {
            std::fs::write("src/engine/genesis.bin", made_anew()).unwrap();
        }
        assert_eq!(made_anew(), GENESIS);
    }

    fn edit(id: &str, field: &str, write: Write) -> Edit {
        Edit {
            kind: Kind::Scene,
            id: Id::new(id),
            field: field.into(),
            write,
        }
    }

    fn key(id: &str, field: &str) -> Key {
        Key {
            kind: Kind::Scene,
            id: Id::new(id),
            field: field.into(),
        }
    }

    #[test]
    fn a_record_made_on_two_devices_merges_field_by_field() {
        let mut a = Replica::empty([1; 16]).unwrap();
        let mut b = Replica::empty([2; 16]).unwrap();
        let one = a
            .write("a", &[&edit("s", "set", Write::Put("PIER".into()))], 5)
            .unwrap()
            .unwrap();
        let two = b
            .write(
                "b",
                &[
                    &edit("s", "number", Write::Put("12A".into())),
                    &edit("s", "set", Write::Put("QUAY".into())),
                ],
                6,
            )
            .unwrap()
            .unwrap();
        let touched = a.apply(&two.bytes).unwrap();
        assert_eq!(touched, [key("s", "number"), key("s", "set")].into());
        b.apply(&one.bytes).unwrap();
        assert_eq!(a.heads(), b.heads());
        assert_eq!(a.held(&key("s", "number")).value, Value::text("12A"));
        let held = a.held(&key("s", "set"));
        assert_eq!(held, b.held(&key("s", "set")));
        assert_eq!(held.versions.len(), 2);
        assert_eq!(held.versions[0].value, held.value);
        assert_eq!(held.versions.iter().map(|v| v.at_ms).sum::<i64>(), 11);
        let chosen = a
            .write("c", &[&edit("s", "set", Write::Put(held.value.clone()))], 7)
            .unwrap();
        assert!(
            chosen.is_some(),
            "choosing the shown value settles the matter"
        );
        assert!(a.held(&key("s", "set")).versions.is_empty());
    }

    #[test]
    fn two_sentences_in_one_note_both_stay() {
        let mut a = Replica::empty([1; 16]).unwrap();
        let first = a
            .write("a", &[&edit("s", "notes", Write::Text("Rain.".into()))], 0)
            .unwrap()
            .unwrap();
        let mut b = Replica::empty([2; 16]).unwrap();
        b.apply(&first.bytes).unwrap();
        let one = a
            .write(
                "a",
                &[&edit("s", "notes", Write::Text("Rain. Boots.".into()))],
                0,
            )
            .unwrap()
            .unwrap();
        let two = b
            .write(
                "b",
                &[&edit("s", "notes", Write::Text("Heavy Rain.".into()))],
                0,
            )
            .unwrap()
            .unwrap();
        assert_eq!(a.apply(&two.bytes).unwrap(), [key("s", "notes")].into());
        b.apply(&one.bytes).unwrap();
        assert_eq!(
            a.held(&key("s", "notes")).value,
            Value::text("Heavy Rain. Boots.")
        );
        assert_eq!(a.records(), b.records());
    }

    #[test]
    fn writing_what_is_there_makes_no_change() {
        let mut a = Replica::empty([1; 16]).unwrap();
        let e = edit("s", "set", Write::Put("PIER".into()));
        assert!(a.write("a", &[&e], 0).unwrap().is_some());
        assert!(a.write("a", &[&e], 0).unwrap().is_none());
    }

    #[test]
    fn what_changed_is_told_with_the_value_before() {
        let mut a = Replica::empty([1; 16]).unwrap();
        a.write("a", &[&edit("s", "set", Write::Put("PIER".into()))], 0)
            .unwrap();
        let then = a.heads();
        a.write("a", &[&edit("s", "set", Write::Put("QUAY".into()))], 0)
            .unwrap();
        assert_eq!(
            a.changed_since(&then),
            vec![(key("s", "set"), Value::text("PIER"))]
        );
        let back = a.only(&then).unwrap();
        assert_eq!(back.held(&key("s", "set")).value, Value::text("PIER"));
    }
}
