//! What was typed into a double after it was merged, on a device that had not heard of it.
//!
//! A merge keeps with each scene that goes what it held then (`merged`, JSON), so that a later
//! edit is told from what the merge has read.

use std::collections::BTreeMap;

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::{Field, REMOVED, Record, Value};

/// The field that keeps what a double held when it was merged.
pub const MERGED: &str = "merged";

/// An edit that nobody sees, since its scene went into another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Late {
    pub from: Id,
    /// The scene that it went into.
    pub keep: Id,
    pub field: Field,
    pub value: Value,
}

fn is_own(field: &str) -> bool {
    !matches!(field, "order" | "into" | REMOVED | MERGED) && !field.starts_with("apart/")
}

/// Writes what a scene holds, as [`MERGED`] keeps it.
pub(super) fn held(record: &Record) -> Value {
    let fields = record.fields.keys().filter(|field| is_own(field));
    let held: BTreeMap<&str, &Value> = fields.map(|f| (&**f, record.get(f))).collect();
    serde_json::to_string(&held).map_or(Value::Nothing, Value::from)
}

/// Lists the edits that were made to doubles after they went into another scene, and that this
/// one does not hold.
pub fn late(book: &Book) -> Vec<Late> {
    let mut out = Vec::new();
    for record in book.every(&Kind::Scene) {
        let keep = super::now(book, &record.id);
        let Some(kept) = book.get(&Kind::Scene, &keep) else {
            continue;
        };
        let held = serde_json::from_str::<BTreeMap<String, Value>>(record.text(MERGED));
        let (Ok(held), true) = (held, keep != record.id) else {
            continue;
        };
        for field in record.fields.keys().filter(|field| is_own(field)) {
            let value = record.get(field);
            let was = held.get(&**field).unwrap_or(&Value::Nothing);
            let is_said = value != was && value != kept.get(field);
            // Out of a set is what everything is that was never in it.
            if is_said && !(*value == Value::Flag(false) && kept.get(field).is_nothing()) {
                out.push(Late {
                    from: record.id.clone(),
                    keep: keep.clone(),
                    field: field.clone(),
                    value: value.clone(),
                });
            }
        }
    }
    out
}

/// Takes a late edit over to the scene that stays, or lets it go; either way it is not listed
/// again.
pub fn settle(book: &Book, late: &Late, takes: bool, label: String) -> Command {
    let mut command = Command::new(label);
    let Some(record) = book.any(&Kind::Scene, &late.from) else {
        return command;
    };
    if takes {
        command.add(Kind::Scene, &late.keep, &late.field, late.value.clone());
    }
    let mut held: BTreeMap<String, Value> =
        serde_json::from_str(record.text(MERGED)).unwrap_or_default();
    held.insert(late.field.to_string(), late.value.clone());
    let held = serde_json::to_string(&held).map_or(Value::Nothing, Value::from);
    command.add(Kind::Scene, &late.from, MERGED, held);
    command
}
