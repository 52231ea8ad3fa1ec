//! What the page is told: records that changed, here and elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::protocol::{FromEngine, News, Request};
use super::replica::{Key, put_held};
use super::slot::Tie;
use super::state::Engine;
use super::{Effect, TabNews, projection};
use crate::id::{DocId, Id};
use crate::kind::{Home, Kind};
use crate::record::{Record, Value};
use crate::wire::Bytes;

impl Engine {
    /// Compares with the projection the page was shown; to be called once after the start.
    pub fn correct(&mut self, shown: Vec<Record>) -> Vec<Effect> {
        let (changed, gone) = projection::corrections(shown, &self.book);
        if !changed.is_empty() || !gone.is_empty() {
            self.dirty_since_ms = Some(self.now_ms);
        }
        if !changed.is_empty() {
            self.tell(FromEngine::Changed { records: changed });
        }
        if !gone.is_empty() {
            self.tell(FromEngine::Gone { records: gone });
        }
        self.tell(FromEngine::Loaded {
            production: self.setup.production.clone(),
        });
        // A tab that died may have stored an edit without telling the one that leads. A snapshot
        // holds none of those: the one that leads wrote it.
        for slot in self.slots.values_mut() {
            let chunks: Vec<Bytes> = std::mem::take(&mut slot.untold)
                .into_iter()
                .filter(|(hash, _)| slot.tie == Tie::Alone || slot.outbox.has(hash))
                .map(|(_, bytes)| Bytes::from(bytes))
                .collect();
            if !chunks.is_empty() {
                self.effects.push(Effect::Share(TabNews::Chunks {
                    document: slot.document.clone(),
                    chunks,
                }));
            }
        }
        self.settle()
    }

    /// Reads fields of a document anew and tells the page of the records that changed.
    pub(super) fn refresh(&mut self, document: &DocId, keys: BTreeSet<Key>) {
        let Some(slot) = self.slots.get(document) else {
            return;
        };
        let mut records: BTreeMap<(Kind, Id), Record> = BTreeMap::new();
        for key in keys {
            if !belongs(&key.kind, &key.id, document) {
                continue;
            }
            let record = records
                .entry((key.kind.clone(), key.id.clone()))
                .or_insert_with(|| match self.book.any(&key.kind, &key.id) {
                    Some(record) => (**record).clone(),
                    None => Record::new(key.kind.clone(), key.id.clone()),
                });
            put_held(record, &key.field, slot.replica.held(&key));
        }
        let changed: Vec<Record> = records
            .into_values()
            .filter(|r| self.book.any(&r.kind, &r.id).is_none_or(|old| **old != *r))
            .collect();
        if changed.is_empty() {
            return;
        }
        for record in &changed {
            self.book.put(record.clone());
        }
        self.dirty_since_ms.get_or_insert(self.now_ms);
        self.tell(FromEngine::Changed { records: changed });
    }

    /// Reads a whole document anew.
    pub(super) fn refresh_all(&mut self, document: &DocId) {
        let Some(slot) = self.slots.get(document) else {
            return;
        };
        let records = slot.replica.records();
        let mut old: BTreeSet<(Kind, Id)> = self
            .book
            .kinds()
            .flat_map(|kind| self.book.every(kind))
            .filter(|r| belongs(&r.kind, &r.id, document) && r.kind.home().is_some())
            .map(|r| (r.kind.clone(), r.id.clone()))
            .collect();
        let mut changed = Vec::new();
        for record in records {
            if !belongs(&record.kind, &record.id, document) {
                continue;
            }
            old.remove(&(record.kind.clone(), record.id.clone()));
            if self
                .book
                .any(&record.kind, &record.id)
                .is_none_or(|was| **was != record)
            {
                self.book.put(record.clone());
                changed.push(record);
            }
        }
        for (kind, id) in &old {
            self.book.forget(kind, id);
        }
        if !changed.is_empty() || !old.is_empty() {
            self.dirty_since_ms.get_or_insert(self.now_ms);
        }
        if !changed.is_empty() {
            self.tell(FromEngine::Changed { records: changed });
        }
        if !old.is_empty() {
            self.tell(FromEngine::Gone {
                records: old.into_iter().collect(),
            });
        }
    }

    pub(super) fn book_of(&mut self, records: &[Record], document: &DocId) {
        for record in records.iter().filter(|r| belongs(&r.kind, &r.id, document)) {
            self.book.put(record.clone());
        }
    }

    /// Lists what others changed since it was looked at.
    pub(super) fn news(&mut self, request: Request) {
        let mut by_record: BTreeMap<(Kind, Id), News> = BTreeMap::new();
        let mut since_ms = None;
        for slot in self.slots.values() {
            let Some((at_ms, heads)) = &slot.seen else {
                continue;
            };
            since_ms = Some(since_ms.map_or(*at_ms, |since: i64| since.min(*at_ms)));
            for (key, before) in slot.replica.changed_since(heads) {
                if slot.replica.last_writer(&key) == Some(self.setup.device)
                    || !belongs(&key.kind, &key.id, &slot.document)
                {
                    continue;
                }
                by_record
                    .entry((key.kind.clone(), key.id.clone()))
                    .or_insert_with(|| News {
                        kind: key.kind.clone(),
                        id: key.id.clone(),
                        fields: BTreeMap::new(),
                        is_new: true,
                    })
                    .fields
                    .insert(key.field, before);
            }
        }
        for news in by_record.values_mut() {
            // A record is new if none of its present fields stood there before.
            let present: Option<&Arc<Record>> = self.book.any(&news.kind, &news.id);
            news.is_new = news.fields.values().all(Value::is_nothing)
                && present.is_some_and(|r| r.fields.keys().all(|f| news.fields.contains_key(f)));
        }
        let news = by_record.into_values().collect();
        self.tell(FromEngine::News {
            request,
            since_ms,
            news,
        });
    }

    /// Notes that everything that is here now was looked at.
    pub(super) fn seen(&mut self) {
        let now_ms = self.now_ms;
        let documents: Vec<DocId> = self.slots.keys().cloned().collect();
        for document in documents {
            if let Some(slot) = self.slots.get_mut(&document) {
                let heads = slot.replica.heads();
                slot.seen = Some((now_ms, heads));
            }
            self.store(&document, Vec::new());
        }
    }
}

/// Says whether a record may stand in a document: a record in the wrong one was put there by
/// somebody who may not write the right one, and is not shown.
fn belongs(kind: &Kind, id: &Id, document: &DocId) -> bool {
    match kind.home() {
        None | Some(Home::Personal) => kind.audience(id).is_none_or(|a| a == document.audience),
        Some(_) => kind.audience(id).as_ref() == Some(&document.audience),
    }
}
