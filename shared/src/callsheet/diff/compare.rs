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

/// Lines without an id are told apart by their subject, and equal ones by their turn.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key(Option<Id>, String, usize);

/// Gives each line its key.
fn keyed(lines: impl Iterator<Item = Line>) -> impl Iterator<Item = (Key, Line)> {
    let mut seen: HashMap<Key, usize> = HashMap::new();
    lines.map(move |line| {
        let subject = match line.id {
            Some(_) => String::new(),
            None => line.subject.clone(),
        };
        let mut key = Key(line.id.clone(), subject, 0);
        let turn = seen.entry(key.clone()).or_default();
        (key.2, *turn) = (*turn, *turn + 1);
        (key, line)
    })
}

pub(super) fn lines(
    out: &mut Vec<Change>,
    section: Section,
    old: impl Iterator<Item = Line>,
    new: impl Iterator<Item = Line>,
) {
    let (keys, mut before): (Vec<Key>, Vec<Option<Line>>) =
        keyed(old).map(|(key, line)| (key, Some(line))).unzip();
    let places: HashMap<Key, usize> = keys.into_iter().zip(0..).collect();
    let mut changed = Vec::new();
    for (key, line) in keyed(new) {
        let was = places
            .get(&key)
            .and_then(|&n| before.get_mut(n))
            .and_then(Option::take);
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
    for line in before.into_iter().flatten() {
        out.push(Change {
            section,
            id: line.id,
            subject: line.subject,
            what: What::Gone(line.about),
        });
    }
    out.append(&mut changed);
}
