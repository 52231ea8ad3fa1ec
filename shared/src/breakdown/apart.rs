//! "They are two": the answer that two names which look like one are not, remembered for everyone.
//!
//! It stands on the record with the lesser id as a member of its set `apart`, so that two people who
//! answer the same question write the same field.

use std::collections::BTreeSet;

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;

use super::element::kind_of;

/// Pairs of records that somebody said are two, the lesser id first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Apart(BTreeSet<(Id, Id)>);

impl Apart {
    pub fn of(book: &Book) -> Self {
        let pairs = |record: &Record| -> Vec<(Id, Id)> {
            let others = record.set("apart");
            others.map(|other| pair(&record.id, &other)).collect()
        };
        let characters = book.all(&Kind::Character);
        let all = characters.chain(book.all(&Kind::Element));
        Self(all.flat_map(|record| pairs(record)).collect())
    }

    pub fn has(&self, a: &Id, b: &Id) -> bool {
        self.0.contains(&pair(a, b))
    }
}

fn pair(a: &Id, b: &Id) -> (Id, Id) {
    match a <= b {
        true => (a.clone(), b.clone()),
        false => (b.clone(), a.clone()),
    }
}

/// Remembers that the two of each pair are two. Pairs that are remembered already, and those of
/// which one is gone, are passed over.
pub fn keep_apart(book: &Book, pairs: &[(Id, Id)], label: String) -> Command {
    let known = Apart::of(book);
    let mut command = Command::new(label);
    for (a, b) in pairs {
        let (first, second) = pair(a, b);
        let (Some(kind), Some(_)) = (kind_of(book, &first), kind_of(book, &second)) else {
            continue;
        };
        if first != second && !known.has(&first, &second) {
            command.add(kind, &first, &format!("apart/{second}"), true);
        }
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::duplicates;

    fn names(all: &[(&str, Kind, &str)]) -> Book {
        let mut book = Book::default();
        for (id, kind, name) in all {
            let id = Id::new(*id);
            let mut command = Command::new("").put(kind.clone(), &id, "name", *name);
            if *kind == Kind::Element {
                command.add(Kind::Element, &id, "category", "uci104");
            }
            book.apply(&command);
        }
        book
    }

    fn two(a: &str, b: &str) -> [(Id, Id); 1] {
        [(Id::new(a), Id::new(b))]
    }

    fn asked(book: &Book) -> usize {
        duplicates(book).len()
    }

    #[test]
    fn whoever_said_that_they_are_two_spares_everyone_the_question() {
        let mut book = names(&[
            ("c", Kind::Character, "JOHN"),
            ("a", Kind::Character, "JOHNNY"),
            ("p", Kind::Element, "Umbrella"),
            ("q", Kind::Element, "Umbrellas"),
        ]);
        assert_eq!(asked(&book), 2);
        let answer = keep_apart(&book, &two("c", "a"), String::new());
        // Both orders are one answer, in one field.
        assert_eq!(answer, keep_apart(&book, &two("a", "c"), String::new()));
        assert_eq!(
            (
                answer.edits.len(),
                answer.edits[0].id.as_str(),
                &*answer.edits[0].field
            ),
            (1, "a", "apart/c")
        );
        book.apply(&answer);
        assert_eq!(asked(&book), 1);
        assert!(keep_apart(&book, &two("c", "a"), String::new()).is_empty());
        // An undo asks again.
        let undo = Command::new("").put(Kind::Character, &Id::new("a"), "apart/c", false);
        book.apply(&undo);
        assert_eq!(asked(&book), 2);
    }

    #[test]
    fn an_answer_about_what_is_gone_writes_nothing() {
        let book = names(&[("a", Kind::Character, "JOHN")]);
        for (a, b) in [("a", "gone"), ("gone", "a"), ("a", "a")] {
            assert!(
                keep_apart(&book, &two(a, b), String::new()).is_empty(),
                "{a} {b}"
            );
        }
    }
}
