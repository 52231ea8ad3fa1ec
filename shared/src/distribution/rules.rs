//! The rules of a list, as data: they are evaluated for each sheet anew, so a list never goes stale.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Value;

/// A rule that is on or off.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rule {
    /// Whoever the sheet calls.
    Working,
    Heads,
    Crew,
    Cast,
    Background,
}

impl Rule {
    pub const ALL: [Rule; 5] = [
        Self::Working,
        Self::Heads,
        Self::Crew,
        Self::Cast,
        Self::Background,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Working => "working",
            Self::Heads => "heads",
            Self::Crew => "crew",
            Self::Cast => "cast",
            Self::Background => "background",
        }
    }
}

/// Who gets a kind of document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rules {
    pub on: BTreeSet<Rule>,
    pub departments: BTreeSet<Id>,
    /// People by name: always, or never.
    pub people: BTreeMap<Id, bool>,
}

/// Reads the rules of a kind of document (`callsheet`). Until somebody says otherwise it goes to
/// those who work that day.
pub fn rules(book: &Book, what: &Id) -> Rules {
    let record = book.get(&Kind::Recipients, what);
    let on = Rule::ALL.into_iter().filter(|rule| {
        let said = record.map_or(&Value::Nothing, |r| r.get(rule.as_str()));
        match said {
            Value::Flag(on) => *on,
            _ => *rule == Rule::Working,
        }
    });
    let mut rules = Rules {
        on: on.collect(),
        ..Rules::default()
    };
    for (field, value) in record.iter().flat_map(|r| &r.fields) {
        let Value::Flag(on) = value else { continue };
        match field.split_once('/') {
            Some(("department", id)) if *on => {
                rules.departments.insert(Id::new(id));
            }
            Some(("person", id)) => {
                rules.people.insert(Id::new(id), *on);
            }
            _ => {}
        }
    }
    rules
}

/// Turns a rule, or a department (`department/<id>`), on or off.
pub fn set_rule(book: &Book, what: &Id, field: &str, on: bool, label: String) -> Command {
    let now = book.get(&Kind::Recipients, what).map(|r| r.get(field));
    if now == Some(&Value::Flag(on)) {
        return Command::new(label);
    }
    Command::new(label).put(Kind::Recipients, what, field, on)
}

/// Puts somebody on every list, leaves them off every list, or leaves it to the rules.
pub fn set_person(what: &Id, person: &Id, always: Option<bool>, label: String) -> Command {
    let field = format!("person/{person}");
    let value = always.map_or(Value::Nothing, Value::Flag);
    Command::new(label).put(Kind::Recipients, what, &field, value)
}
