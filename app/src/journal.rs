//! Acts that are shown but not yet on the disk, kept in the browser's small storage: a page that
//! dies at that moment does them again at its next start.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use shared::engine::journal::{Kept, again};
use shared::engine::protocol::{Request, pack, unpack};
use shared::id::{Id, hex, unhex};

use crate::platform::{kept, nav, random, time};
use crate::store::Store;

/// What every entry's name begins with; a new number for each way to write one.
const PREFIX: &str = "act1.";
/// An act above this many bytes, an import, is not kept there: leaving the page asks first.
const BYTES_MAX: usize = 200_000;

/// The acts of this page that are not saved yet.
#[derive(Clone, Default)]
pub struct Journal(Rc<RefCell<HashMap<Request, Entry>>>);

struct Entry {
    /// Nothing for an act that is too big to be kept.
    name: Option<String>,
    is_answered: bool,
}

impl Journal {
    /// Returns an empty journal that asks before the page is left with an act that it cannot keep.
    pub fn start() -> Self {
        let journal = Self::default();
        let entries = journal.0.clone();
        nav::ask_before_leaving(move || entries.borrow().values().any(|e| e.name.is_none()));
        journal
    }

    /// Keeps an act that was asked with a request number.
    pub fn keep(&self, request: Request, act: &Kept) {
        let bytes = pack(act);
        let name = (bytes.len() <= BYTES_MAX).then(|| {
            // By time, so that a start does them again in their order.
            let name = format!("{PREFIX}{:015}.{}", time::now_ms(), random::id());
            kept::set(&name, &hex(&bytes));
            name
        });
        let is_answered = false;
        self.0
            .borrow_mut()
            .insert(request, Entry { name, is_answered });
    }

    /// Notes that the engine has answered: an act that was refused is kept no longer.
    pub fn answered(&self, request: Request, is_refused: bool) {
        let mut entries = self.0.borrow_mut();
        if let Some(entry) = entries.get_mut(&request) {
            entry.is_answered = true;
            if is_refused {
                forget(entries.remove(&request));
            }
        }
    }

    /// Forgets what was answered: the disk has it.
    pub fn saved(&self) {
        self.0.borrow_mut().retain(|_, entry| {
            if entry.is_answered {
                forget(Some(&*entry));
            }
            !entry.is_answered
        });
    }

    /// The engine died: what it did not save is to be done again like another page's.
    pub fn orphan(&self) {
        self.0.borrow_mut().clear();
    }

    /// Forgets what any page of this device kept of a production that was taken off it.
    pub fn forget(&self, production: &Id) {
        let texts = kept::names(PREFIX).into_iter().map(|name| {
            let text = kept::get(&name).unwrap_or_default();
            (name, text)
        });
        for name in of_production(texts, production) {
            kept::remove(&name);
        }
    }

    /// Does again what a page that died has shown, once the records are exact.
    pub fn resume(&self, store: Store, production: &Id) {
        let own: Vec<String> = self
            .0
            .borrow()
            .values()
            .filter_map(|e| e.name.clone())
            .collect();
        let mut names = kept::names(PREFIX);
        names.retain(|name| !own.contains(name));
        names.sort();
        let (mut acts, mut is_damaged) = (Vec::new(), false);
        for name in names {
            match kept::get(&name).and_then(|text| read(&text)) {
                Some(act) if act.production == *production => acts.push(act),
                // It waits until its production is opened.
                Some(_) => continue,
                None => is_damaged = true,
            }
            kept::remove(&name);
        }
        let again = store.peek(|book| again(book, &acts));
        for command in again.commands {
            store.act_quietly(command);
        }
        if let Some(label) = again.overtaken.first() {
            store.warn(crate::t!("ui.overtaken", label = label));
        } else if is_damaged {
            store.warn(crate::t!("ui.edit_lost"));
        }
    }
}

fn read(text: &str) -> Option<Kept> {
    unpack(&unhex(text)?)
}

/// Lists the names of the entries that hold acts of a production.
fn of_production(entries: impl Iterator<Item = (String, String)>, production: &Id) -> Vec<String> {
    entries
        .filter(|(_, text)| read(text).is_some_and(|act| act.production == *production))
        .map(|(name, _)| name)
        .collect()
}

fn forget<E: std::borrow::Borrow<Entry>>(entry: Option<E>) {
    if let Some(name) = entry.as_ref().and_then(|e| e.borrow().name.as_ref()) {
        kept::remove(name);
    }
}

#[cfg(test)]
mod tests {
    use shared::book::Book;
    use shared::command::Command;
    use shared::kind::Kind;

    use super::*;

    #[test]
    fn acts_of_a_production_that_was_removed_do_not_linger() {
        let entry = |name: &str, production: &str| {
            let command = Command::new("fog").put(Kind::Day, &Id::new("d1"), "weather", "fog");
            let kept = Kept::of(&Id::new(production), &command, &Book::default());
            (name.to_owned(), hex(&pack(&kept)))
        };
        let entries = [
            entry("a", "ferry"),
            entry("b", "other"),
            entry("c", "ferry"),
            ("d".to_owned(), "damaged".to_owned()),
        ];
        let names = of_production(entries.into_iter(), &Id::new("ferry"));
        assert_eq!(names, ["a", "c"]);
    }
}
