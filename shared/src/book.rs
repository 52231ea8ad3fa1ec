//! All records of a production that this device may read, by kind and id.

use std::any::Any;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use crate::command::{Command, Write};
use crate::id::Id;
use crate::kind::Kind;
use crate::record::{Record, Value};

/// The records at hand. Rules are plain functions over it.
#[derive(Default, Debug)]
pub struct Book {
    kinds: HashMap<Kind, BTreeMap<Id, Arc<Record>>>,
    /// Counts the changes of each kind.
    turns: HashMap<Kind, u64>,
    /// What was derived, with the counts it was derived at.
    shelf: Mutex<HashMap<(&'static str, Id), Derived>>,
}

type Derived = (Vec<u64>, Arc<dyn Any + Send + Sync>);

impl Clone for Book {
    fn clone(&self) -> Self {
        Self {
            kinds: self.kinds.clone(),
            ..Self::default()
        }
    }
}

impl PartialEq for Book {
    fn eq(&self, other: &Self) -> bool {
        self.kinds == other.kinds
    }
}

impl Book {
    /// Returns a record, also one that was taken away.
    pub fn any(&self, kind: &Kind, id: &Id) -> Option<&Arc<Record>> {
        self.kinds.get(kind)?.get(id)
    }

    /// Returns a record that has not been taken away.
    pub fn get(&self, kind: &Kind, id: &Id) -> Option<&Arc<Record>> {
        self.any(kind, id).filter(|record| !record.is_removed())
    }

    /// Lists the records of a kind that have not been taken away, by id.
    pub fn all(&self, kind: &Kind) -> impl Iterator<Item = &Arc<Record>> {
        self.every(kind).filter(|record| !record.is_removed())
    }

    /// Lists all records of a kind, by id.
    pub fn every(&self, kind: &Kind) -> impl Iterator<Item = &Arc<Record>> {
        self.kinds.get(kind).into_iter().flat_map(BTreeMap::values)
    }

    /// Returns how many records of a kind have not been taken away.
    pub fn count_of(&self, kind: &Kind) -> usize {
        let kinds = std::slice::from_ref(kind);
        *self.derived("count", &Id::new(kind.as_str()), kinds, |_| {
            self.all(kind).count()
        })
    }

    /// Lists the records whose id is joined to `left` (`<left>.<right>`) and that have not been
    /// taken away, by id.
    pub fn joined_to<'a>(
        &'a self,
        kind: &Kind,
        left: &Id,
    ) -> impl Iterator<Item = &'a Arc<Record>> + 'a {
        let start = Id::new(format!("{left}."));
        let from = start.clone();
        self.kinds
            .get(kind)
            .into_iter()
            .flat_map(move |records| records.range(from.clone()..))
            .take_while(move |(id, _)| id.as_str().starts_with(start.as_str()))
            .map(|(_, record)| record)
            .filter(|record| !record.is_removed())
    }

    pub fn kinds(&self) -> impl Iterator<Item = &Kind> {
        self.kinds.keys()
    }

    pub fn count(&self) -> usize {
        self.kinds.values().map(BTreeMap::len).sum()
    }

    /// Puts a record in the place of the one with its kind and id.
    pub fn put(&mut self, record: Record) {
        self.turn(&record.kind);
        self.kinds
            .entry(record.kind.clone())
            .or_default()
            .insert(record.id.clone(), Arc::new(record));
    }

    /// Carries out a command as the engine would, without documents: what a list of commands in a
    /// row, each reading what the one before wrote, needs (the sample, tests).
    pub fn apply(&mut self, command: &Command) {
        for edit in &command.edits {
            self.turn(&edit.kind);
            let record = self
                .kinds
                .entry(edit.kind.clone())
                .or_default()
                .entry(edit.id.clone())
                .or_insert_with(|| Arc::new(Record::new(edit.kind.clone(), edit.id.clone())));
            let value = match &edit.write {
                Write::Put(value) => value.clone(),
                Write::Text(text) => Value::text(text),
            };
            Arc::make_mut(record)
                .fields
                .insert(edit.field.clone(), value);
        }
    }

    /// Forgets a record: its document may no longer be read here.
    pub fn forget(&mut self, kind: &Kind, id: &Id) {
        self.turn(kind);
        if let Some(records) = self.kinds.get_mut(kind) {
            records.remove(id);
        }
    }

    fn turn(&mut self, kind: &Kind) {
        match self.turns.get_mut(kind) {
            Some(turn) => *turn += 1,
            None => {
                self.turns.insert(kind.clone(), 1);
            }
        }
    }

    /// Returns what is derived from records of some kinds: made once, and anew only after one of
    /// them changed; `make` is given what was derived before that change. The name and the id
    /// tell derivations apart.
    pub fn derived<T: Any + Send + Sync>(
        &self,
        name: &'static str,
        id: &Id,
        kinds: &[Kind],
        make: impl FnOnce(Option<&T>) -> T,
    ) -> Arc<T> {
        let turns: Vec<u64> = kinds
            .iter()
            .map(|kind| self.turns.get(kind).copied().unwrap_or_default())
            .collect();
        let key = (name, id.clone());
        // Nobody panics while holding it, and what lies there is whole in any case.
        let shelf = || self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        let before = shelf().get(&key).cloned();
        let old = before.and_then(|(at, value)| Some((at, value.downcast::<T>().ok()?)));
        if let Some((at, value)) = &old
            && *at == turns
        {
            return value.clone();
        }
        // Made without the lock, since it may derive from other derivations.
        let value = Arc::new(make(old.as_ref().map(|(_, value)| &**value)));
        shelf().insert(key, (turns, value.clone()));
        value
    }

    /// Returns a text field of a record, empty if either is missing.
    pub fn text(&self, kind: &Kind, id: &Id, field: &str) -> &str {
        self.any(kind, id).map_or("", |record| record.text(field))
    }

    /// Returns the production's own record.
    pub fn production(&self) -> Option<&Arc<Record>> {
        // One that was taken away stands where a copy got an id of its own.
        let standing = self.all(&Kind::Production).next();
        standing.or_else(|| self.every(&Kind::Production).next())
    }
}
