//! Locked scene numbers (DOMAIN 3.2): once a draft went out, 12 stays 12. A scene that comes gets a
//! letter, one that goes leaves its number with OMITTED, and no import numbers a scene anew.

use crate::book::Book;
use crate::command::Command;
use crate::kind::Kind;
use crate::production;
use crate::record::Value;

/// Since when the numbers are locked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lock {
    pub at_ms: i64,
    /// The colour in words and the civil date of the draft that locked them; empty if not said.
    pub colour: String,
    pub date: String,
}

const FIELDS: [&str; 3] = [
    "numbers_locked_ms",
    "numbers_locked_colour",
    "numbers_locked_date",
];

/// Returns the lock of the scene numbers, if they are locked.
pub fn lock(book: &Book) -> Option<Lock> {
    let production = book.production()?;
    Some(Lock {
        at_ms: production.int(FIELDS[0])?,
        colour: production.text(FIELDS[1]).to_owned(),
        date: production.text(FIELDS[2]).to_owned(),
    })
}

/// Locks the scene numbers with the present draft; empty if they are locked already.
pub fn lock_numbers(book: &Book, now_ms: i64, label: String) -> Command {
    let mut command = Command::new(label);
    let Some(production) = book.production().filter(|_| lock(book).is_none()) else {
        return command;
    };
    let (colour, date) = production::script_draft(book);
    let said = |text: String| match text.as_str() {
        "" => Value::Nothing,
        text => text.into(),
    };
    for (field, value) in FIELDS
        .into_iter()
        .zip([now_ms.into(), said(colour), said(date)])
    {
        if *production.get(field) != value {
            command.add(Kind::Production, &production.id, field, value);
        }
    }
    command
}

/// Lets the scene numbers be changed again; empty if they may be already.
pub fn unlock_numbers(book: &Book, label: String) -> Command {
    let mut command = Command::new(label);
    if let Some(production) = book.production().filter(|_| lock(book).is_some()) {
        for field in FIELDS {
            if !production.get(field).is_nothing() {
                command.add(Kind::Production, &production.id, field, Value::Nothing);
            }
        }
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::read_script;
    use crate::id::Id;
    use crate::record::{REMOVED, Record};
    use crate::scene::{self, NewScene, Options};

    fn imported(book: &mut Book, script: &str) {
        let script = read_script(script.as_bytes(), Some("a.fountain")).unwrap();
        let mut n = book.count();
        let mut new_id = || {
            n += 1;
            Id::new(format!("n{n}"))
        };
        let command = scene::import(book, &script, &Options::default(), &mut new_id);
        book.apply(&command);
    }

    fn book() -> Book {
        let mut book = Book::default();
        let mut production = Record::new(Kind::Production, Id::new("p"));
        production.fields.insert("script_colour".into(), 1.into());
        production
            .fields
            .insert("script_date".into(), "2027-03-12".into());
        book.put(production);
        imported(
            &mut book,
            "INT. PIER - DAY #1#\n\nA.\n\nINT. HUT - DAY #2#\n\nB.\n\nINT. BOAT - DAY #3#\n\nC.\n",
        );
        book
    }

    fn numbers(book: &Book) -> Vec<String> {
        let all = scene::in_order(book);
        let omitted = |s: &scene::SceneView| if s.is_omitted { " OMITTED" } else { "" };
        all.iter()
            .map(|s| format!("{}{}", s.number, omitted(s)))
            .collect()
    }

    fn locked() -> Book {
        let mut book = book();
        let command = lock_numbers(&book, 5, String::new());
        book.apply(&command);
        book
    }

    #[test]
    fn the_lock_names_its_draft_and_comes_off_again() {
        let mut book = book();
        assert_eq!(lock(&book), None);
        let command = lock_numbers(&book, 5, String::new());
        book.apply(&command);
        let expected = Lock {
            at_ms: 5,
            colour: "Blue".into(),
            date: "2027-03-12".into(),
        };
        assert_eq!(lock(&book), Some(expected));
        assert!(lock_numbers(&book, 9, String::new()).is_empty());
        let command = unlock_numbers(&book, String::new());
        book.apply(&command);
        assert_eq!(lock(&book), None);
        assert!(unlock_numbers(&book, String::new()).is_empty());
    }

    #[test]
    fn a_scene_that_is_removed_keeps_its_number_once_numbers_are_locked() {
        let id = |book: &Book| scene::in_order(book)[1].id.clone();
        let mut free = book();
        let command = scene::remove(&free, &id(&free), String::new());
        assert!(command.edits.iter().all(|e| &*e.field == REMOVED));
        free.apply(&command);
        assert_eq!(numbers(&free), ["1", "3"]);

        let mut book = locked();
        let command = scene::remove(&book, &id(&book), String::new());
        book.apply(&command);
        assert_eq!(numbers(&book), ["1", "2 OMITTED", "3"]);
        // It is omitted already.
        assert!(scene::remove(&book, &id(&book), String::new()).is_empty());
    }

    #[test]
    fn a_scene_between_two_gets_a_letter() {
        let mut book = locked();
        let mut add = |n: usize, behind: usize| {
            let behind = scene::in_order(&book)[behind].id.clone();
            let new = NewScene {
                heading: "INT. HOLD - DAY".into(),
                ..NewScene::default()
            };
            let id = Id::new(format!("new{n}"));
            let command = scene::add(&book, &new, Some(&behind), String::new(), &id);
            book.apply(&command);
        };
        add(1, 0);
        add(2, 0);
        assert_eq!(numbers(&book), ["1", "A1A", "1A", "2", "3"]);
    }

    #[test]
    fn a_file_with_other_numbers_numbers_no_scene_anew() {
        let script = |sets: &str| -> String {
            let scenes = sets.split(' ').enumerate();
            scenes
                .map(|(n, set)| format!("INT. {set} - DAY #{}#\n\nIn the {set}.\n\n", n + 1))
                .collect()
        };
        let by_set = |book: &Book| -> Vec<String> {
            let all = scene::in_order(book);
            all.iter()
                .map(|s| format!("{} {}", s.number, s.set))
                .collect()
        };
        let mut book = book();
        imported(&mut book, &script("PIER HUT BOAT QUAY MOOR"));
        let command = lock_numbers(&book, 5, String::new());
        book.apply(&command);
        imported(&mut book, &script("PIER KIOSK HUT BOAT QUAY MOOR"));
        let there = by_set(&book);
        assert_eq!(
            there,
            ["1 PIER", "1A KIOSK", "2 HUT", "3 BOAT", "4 QUAY", "5 MOOR"]
        );
    }
}
