//! What a user did, as data: a label for people, and the fields it writes.
//!
//! Rooms make commands with plain functions over the [`Book`](crate::book::Book); the engine
//! carries them out, keeps how to take them back, and sends the records that changed.

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::kind::Kind;
use crate::record::{Field, REMOVED, Value};

/// One field of one record, and what to write there.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Edit {
    pub kind: Kind,
    pub id: Id,
    pub field: Field,
    pub write: Write,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Write {
    /// Replaces the value; where two people do so apart, both versions are kept and shown.
    Put(Value),
    /// Changes a text that several people may write in together: only what differs from the
    /// present text is spliced, so that two people's sentences both stay.
    Text(String),
}

/// One act of a user: all its edits hold or none, and one undo takes it back.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Command {
    /// What was done, for the undo list, the toast and the history: "Moved scene 31 to day 6".
    pub label: String,
    pub edits: Vec<Edit>,
}

impl Command {
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            edits: Vec::new(),
        }
    }

    /// Adds one field to write.
    pub fn put(mut self, kind: Kind, id: &Id, field: &str, value: impl Into<Value>) -> Self {
        self.add(kind, id, field, value);
        self
    }

    /// Adds one field to write, in a loop.
    pub fn add(&mut self, kind: Kind, id: &Id, field: &str, value: impl Into<Value>) {
        self.edits.push(Edit {
            kind,
            id: id.clone(),
            field: field.into(),
            write: Write::Put(value.into()),
        });
    }

    /// Adds a text that is written together.
    pub fn write(mut self, kind: Kind, id: &Id, field: &str, text: impl Into<String>) -> Self {
        self.edits.push(Edit {
            kind,
            id: id.clone(),
            field: field.into(),
            write: Write::Text(text.into()),
        });
        self
    }

    /// Takes a record away; an undo brings it back.
    pub fn remove(self, kind: Kind, id: &Id) -> Self {
        self.put(kind, id, REMOVED, true)
    }

    /// Adds the edits of another command: one act, one undo.
    pub fn and(mut self, other: Command) -> Self {
        self.edits.extend(other.edits);
        self
    }

    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }
}
