//! Issued documents that can still be taken back: the office sees them at once, every other device
//! when their minute is over.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::time::Duration;

use shared::distribution::held_until;
use shared::id::Id;
use shared::kind::Kind;
use shared::record::Record;

use crate::platform::{kept, time};

/// How often a device looks whether a document's minute is over.
pub const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// For how long this device knows when it first saw a document, by its own clock: one that is
/// further behind hides it for a minute again.
const KNOWN_MS: i64 = 86_400_000;

const PREFIX: &str = "seen.";

/// What this device keeps back of the open production.
#[derive(Default)]
pub struct Held {
    waiting: RefCell<HashMap<Id, Record>>,
    /// Somebody will look again.
    pub looks_again: Cell<bool>,
}

impl Held {
    /// Returns the record, unless it waits.
    pub fn let_in(&self, record: Record, is_office: bool) -> Option<Record> {
        if record.kind != Kind::Issue {
            return Some(record);
        }
        let mut waiting = self.waiting.borrow_mut();
        waiting.remove(&record.id);
        let now = time::now_ms();
        let waits = |seen| held_until(&record, seen, now).is_some();
        if is_office || !waits(now) || !waits(first_seen(&record.id, now)) {
            return Some(record);
        }
        waiting.insert(record.id.clone(), record);
        None
    }

    pub fn waiting(&self) -> Vec<Record> {
        self.waiting.borrow().values().cloned().collect()
    }

    pub fn forget(&self, id: &Id) {
        self.waiting.borrow_mut().remove(id);
    }

    pub fn forget_all(&self) {
        self.waiting.take();
    }
}

/// Says when this device first saw a document. It is kept, so that a clock that is behind does
/// not hide the same sheet for a minute at each start.
fn first_seen(id: &Id, now: i64) -> i64 {
    let name = format!("{PREFIX}{id}");
    if let Some(seen) = seen(&name).filter(|seen| *seen <= now) {
        return seen;
    }
    for old in kept::names(PREFIX) {
        if seen(&old).is_none_or(|seen| now.saturating_sub(seen) > KNOWN_MS) {
            kept::remove(&old);
        }
    }
    kept::set(&name, &now.to_string());
    now
}

fn seen(name: &str) -> Option<i64> {
    kept::get(name)?.parse().ok()
}
