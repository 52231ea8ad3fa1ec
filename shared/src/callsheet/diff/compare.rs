//! Comparing lines and fields, whatever they are about.

use std::collections::HashMap;
use std::hash::Hash;

use super::{Change, Section, Shown, What};
use crate::id::Id;

pub(super) type Fields = Vec<(&'static str, Shown)>;

/// One line of a table, flattened: who it is about, and its fields.
pub(super) struct Line {
    pub id: Option<Id>,
    pub subject: String,
    pub about: String,
    pub fields: Fields,
}

pub(super) fn fields(
    out: &mut Vec<Change>,
    section: Section,
    id: Option<Id>,
    subject: &str,
    old: Fields,
    new: Fields,
) {
    for ((field, from), (_, to)) in old.into_iter().zip(new) {
        if from != to {
            out.push(Change {
                section,
                id: id.clone(),
                subject: subject.to_owned(),
                what: What::Field { field, from, to },
            });
        }
    }
}

/// Lines without an id are told apart by their subject.
#[derive(PartialEq, Eq, Hash)]
struct Key(Option<Id>, String);

impl Line {
    fn key(&self) -> Key {
        match &self.id {
            Some(id) => Key(Some(id.clone()), String::new()),
            None => Key(None, self.subject.clone()),
        }
    }
}

pub(super) fn lines(
    out: &mut Vec<Change>,
    section: Section,
    old: impl Iterator<Item = Line>,
    new: impl Iterator<Item = Line>,
) {
    let mut before: Vec<(Key, Option<Line>)> = old.map(|l| (l.key(), Some(l))).collect();
    let places: HashMap<Key, usize> = before
        .iter()
        .enumerate()
        .map(|(n, (key, _))| (Key(key.0.clone(), key.1.clone()), n))
        .collect();
    let mut changed = Vec::new();
    for line in new {
        let was = places
            .get(&line.key())
            .and_then(|&n| before.get_mut(n))
            .and_then(|(_, line)| line.take());
        match was {
            Some(was) => fields(
                &mut changed,
                section,
                line.id.clone(),
                &line.subject,
                was.fields,
                line.fields,
            ),
            None => changed.push(Change {
                section,
                id: line.id,
                subject: line.subject,
                what: What::Added(line.about),
            }),
        }
    }
    for line in before.into_iter().filter_map(|(_, line)| line) {
        out.push(Change {
            section,
            id: line.id,
            subject: line.subject,
            what: What::Gone(line.about),
        });
    }
    out.append(&mut changed);
}
