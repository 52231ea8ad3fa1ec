//! Records as everyone reads them: a kind, an id, and fields that were written one by one.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::kind::Kind;

/// A field's name. A set is fields with a common prefix: `cast/<character>` = true.
pub type Field = Arc<str>;

/// The field that says a record was taken away. Its other fields stay, so that an edit made
/// elsewhere at the same time is not lost and an undo brings it back whole.
pub const REMOVED: &str = "removed";

/// What a field holds.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Value {
    /// Not said, or taken back.
    #[default]
    Nothing,
    Flag(bool),
    Int(i64),
    Text(Arc<str>),
}

impl Value {
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(text.as_ref().into())
    }

    pub fn is_nothing(&self) -> bool {
        *self == Self::Nothing
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(n) => Some(*n),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<&Id> for Value {
    fn from(id: &Id) -> Self {
        Self::text(id.as_str())
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

/// One of several values that were written to a field by people who did not know of each other.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Version {
    pub value: Value,
    /// The tag of the device, in hexadecimal; [`Kind::Device`] names its person.
    pub device: String,
    pub at_ms: i64,
}

/// One thing in a document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Record {
    pub kind: Kind,
    pub id: Id,
    pub fields: BTreeMap<Field, Value>,
    /// Fields with more than one version, the one that is shown first.
    #[serde(default)]
    pub versions: BTreeMap<Field, Vec<Version>>,
}

impl Record {
    pub fn new(kind: Kind, id: Id) -> Self {
        Self {
            kind,
            id,
            fields: BTreeMap::new(),
            versions: BTreeMap::new(),
        }
    }

    pub fn get(&self, field: &str) -> &Value {
        self.fields.get(field).unwrap_or(&Value::Nothing)
    }

    /// Returns a text field, empty if it was not said.
    pub fn text(&self, field: &str) -> &str {
        self.get(field).as_text().unwrap_or_default()
    }

    pub fn int(&self, field: &str) -> Option<i64> {
        self.get(field).as_int()
    }

    pub fn flag(&self, field: &str) -> bool {
        *self.get(field) == Value::Flag(true)
    }

    /// Returns a field that names another record.
    pub fn link(&self, field: &str) -> Option<Id> {
        let text = self.text(field);
        (!text.is_empty()).then(|| Id::new(text))
    }

    /// Lists the members of a set: every `<set>/<member>` that is true.
    pub fn set<'a>(&'a self, set: &'a str) -> impl Iterator<Item = Id> + 'a {
        self.fields.iter().filter_map(move |(field, value)| {
            let member = field.strip_prefix(set)?.strip_prefix('/')?;
            (*value == Value::Flag(true)).then(|| Id::new(member))
        })
    }

    pub fn is_removed(&self) -> bool {
        self.fields.is_empty() || self.flag(REMOVED)
    }

    /// Returns the versions of a field if people disagreed about it and nobody has chosen yet.
    /// The same value written twice is no disagreement.
    pub fn disagreement(&self, field: &str) -> Option<&[Version]> {
        let versions = self.versions.get(field)?;
        versions
            .iter()
            .any(|v| v.value != versions[0].value)
            .then_some(versions.as_slice())
    }
}
