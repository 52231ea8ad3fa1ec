//! Acts that are shown but not yet on the disk, kept in the browser's small storage: a page that
//! dies at that moment does them again at its next start.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use leptos::prelude::*;
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
#[derive(Clone)]
pub struct Journal {
    entries: Rc<RefCell<HashMap<Request, Entry>>>,
    /// One of them is nowhere but in memory.
    pub saving: RwSignal<bool>,
}

struct Entry {
    production: Id,
    /// Nothing for an act that is too big to be kept, or found no room.
    name: Option<String>,
    is_answered: bool,
}

impl Journal {
    /// Returns an empty journal that asks before the page is left with an act that it cannot keep.
    pub fn start() -> Self {
        let journal = Self {
            entries: Rc::default(),
            saving: RwSignal::new(false),
        };
        let saving = journal.saving;
        nav::ask_before_leaving(move || saving.try_get_untracked() == Some(true));
        journal
    }

    fn note_saving(&self) {
        let now = self.entries.borrow().values().any(|e| e.name.is_none());
        if self.saving.try_get_untracked() == Some(!now) {
            self.saving.set(now);
        }
    }

    /// Keeps an act that was asked with a request number.
    pub fn keep(&self, request: Request, act: &Kept) {
        let bytes = pack(act);
        // By time, so that a start does them again in their order.
        let name = format!("{PREFIX}{:015}.{}", time::now_ms(), random::id());
        let is_kept = bytes.len() <= BYTES_MAX && kept::set(&name, &hex(&bytes));
        let entry = Entry {
            production: act.production.clone(),
            name: is_kept.then_some(name),
            is_answered: false,
        };
        self.entries.borrow_mut().insert(request, entry);
        self.note_saving();
    }

    /// Notes that the engine has answered: an act that was refused is kept no longer.
    pub fn answered(&self, request: Request, is_refused: bool) {
        let mut entries = self.entries.borrow_mut();
        if let Some(entry) = entries.get_mut(&request) {
            entry.is_answered = true;
            if is_refused {
                forget(entries.remove(&request));
            }
        }
        drop(entries);
        self.note_saving();
    }

    /// Forgets what a production's engine answered: the disk has it.
    pub fn saved(&self, production: &Id) {
        for entry in take_saved(&mut self.entries.borrow_mut(), production) {
            forget(Some(entry));
        }
        self.note_saving();
    }

    /// A production was opened anew: what was answered before and not saved, in it or in one that
    /// was left, is to be done again like another page's when its production is open.
    fn disown(&self) {
        self.entries
            .borrow_mut()
            .retain(|_, entry| !entry.is_answered);
        self.note_saving();
    }

    /// The engine died: what it did not save is to be done again like another page's.
    pub fn orphan(&self) {
        self.entries.borrow_mut().clear();
        self.note_saving();
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

    /// Does again what a page that died, or left the production, has shown and the disk lacks,
    /// once the records are exact.
    pub fn resume(&self, store: Store, production: &Id) {
        self.disown();
        let own: Vec<String> = self
            .entries
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

fn take_saved(entries: &mut HashMap<Request, Entry>, production: &Id) -> Vec<Entry> {
    let is_saved =
        |_: &Request, entry: &mut Entry| entry.is_answered && entry.production == *production;
    entries
        .extract_if(is_saved)
        .map(|(_, entry)| entry)
        .collect()
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
    fn what_is_saved_in_one_production_forgets_no_act_of_another() {
        let entry = |production: &str, name: &str, is_answered: bool| Entry {
            production: Id::new(production),
            name: Some(name.to_owned()),
            is_answered,
        };
        let mut entries = HashMap::from([
            (1, entry("ferry", "a", true)),
            (2, entry("other", "b", true)),
            (3, entry("ferry", "c", false)),
        ]);
        let saved = take_saved(&mut entries, &Id::new("ferry"));
        let names: Vec<_> = saved.into_iter().filter_map(|e| e.name).collect();
        assert_eq!(names, ["a"]);
        let mut left: Vec<_> = entries.into_keys().collect();
        left.sort_unstable();
        assert_eq!(left, [2, 3]);
    }

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
