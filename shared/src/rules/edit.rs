//! Acts on rule sets: making a production's own copy of a preset, and changing that copy. Single
//! texts are written with [`crate::people::set`].

use crate::book::Book;
use crate::command::Command;
use crate::conflict::Severity;
use crate::id::Id;
use crate::kind::Kind;
use crate::order;
use crate::people::{last_order, set};
use crate::record::Value;

use super::preset::{Preset, VERSION};
use super::what::{AppliesTo, Param, Place, What, severity_name};

/// Makes the production's own copy of a preset; returns its id too. Which preset it was, its
/// version and its sources are kept with it.
pub fn add_preset(
    book: &Book,
    preset: &Preset,
    new_id: &mut dyn FnMut() -> Id,
    label: String,
) -> (Id, Command) {
    let id = new_id();
    let mut command = Command::new(label);
    let order = last_order(book.all(&Kind::RuleSet).map(|r| r.text("order")));
    for (field, text) in [
        ("name", preset.name),
        ("jurisdiction", preset.jurisdiction),
        ("agreement", preset.agreement),
        ("valid_from", preset.valid_from),
        ("source", preset.source),
        ("applies_to", preset.applies_to.as_str()),
        ("currency", preset.currency),
        ("preset", preset.key),
        ("preset_version", VERSION),
        ("order", &order),
    ] {
        if !text.is_empty() {
            command.add(Kind::RuleSet, &id, field, text);
        }
    }
    let keys = order::several(None, None, preset.all().count());
    for (rule, key) in preset.all().zip(keys) {
        let rule_id = Id::joined(&id, &Id::new(rule.key));
        let new = NewRule {
            what: rule.what,
            severity: rule.severity,
            place: rule.place,
            citation: rule.citation,
            params: rule.params,
        };
        command = command.and(new.write(&rule_id, &id, &key));
    }
    (id, command)
}

/// Adds an empty set of the production's own; returns its id too. A name is needed.
pub fn add_set(
    book: &Book,
    name: &str,
    applies_to: AppliesTo,
    new_id: &mut dyn FnMut() -> Id,
    label: String,
) -> Option<(Id, Command)> {
    let name = name.trim();
    if name.is_empty() {
        return None;
    }
    let id = new_id();
    let order = last_order(book.all(&Kind::RuleSet).map(|r| r.text("order")));
    let command = Command::new(label)
        .put(Kind::RuleSet, &id, "name", name)
        .put(Kind::RuleSet, &id, "applies_to", applies_to.as_str())
        .put(Kind::RuleSet, &id, "order", order);
    Some((id, command))
}

/// What a rule says when it is added.
#[derive(Clone, Copy, Debug)]
pub struct NewRule<'a> {
    pub what: What,
    pub severity: Severity,
    pub place: Place,
    pub citation: &'a str,
    pub params: &'a [(Param, i64)],
}

impl NewRule<'_> {
    fn write(&self, id: &Id, set: &Id, order: &str) -> Command {
        let mut command = Command::default()
            .put(Kind::Rule, id, "set", set)
            .put(Kind::Rule, id, "what", self.what.as_str())
            .put(Kind::Rule, id, "severity", severity_name(self.severity))
            .put(Kind::Rule, id, "order", order);
        if self.place != Place::Anywhere {
            command.add(Kind::Rule, id, "place", self.place.as_str());
        }
        if !self.citation.trim().is_empty() {
            command.add(Kind::Rule, id, "citation", self.citation.trim());
        }
        for (param, n) in self.params {
            if param.allows(*n) {
                command.add(Kind::Rule, id, param.as_str(), *n);
            }
        }
        command
    }
}

/// Adds a rule to a set, behind the others; returns its id too.
pub fn add_rule(
    book: &Book,
    set: &Id,
    new: &NewRule,
    new_id: &mut dyn FnMut() -> Id,
    label: String,
) -> Option<(Id, Command)> {
    book.get(&Kind::RuleSet, set)?;
    let id = new_id();
    let siblings = book
        .all(&Kind::Rule)
        .filter(|rule| rule.text("set") == set.as_str());
    let order = last_order(siblings.map(|rule| rule.text("order")));
    Some((
        id.clone(),
        Command::new(label).and(new.write(&id, set, &order)),
    ))
}

/// Writes a number of a rule; nothing takes it back. A number that cannot be is no edit.
pub fn set_param(book: &Book, rule: &Id, param: Param, n: Option<i64>, label: String) -> Command {
    if n.is_some_and(|n| !param.allows(n)) {
        return Command::default();
    }
    set(book, &Kind::Rule, rule, param.as_str(), n, label)
}

/// Takes a rule away.
pub fn remove_rule(rule: &Id, label: String) -> Command {
    Command::new(label).remove(Kind::Rule, rule)
}

/// Takes a set away. Its rules stay written, so that an undo is whole.
pub fn remove_set(set: &Id, label: String) -> Command {
    Command::new(label).remove(Kind::RuleSet, set)
}

/// Names the agreement that somebody works under; an empty text takes it back.
pub fn set_agreement(book: &Book, person: &Id, agreement: &str, label: String) -> Command {
    set(book, &Kind::Person, person, "agreement", agreement, label)
}

/// Says from which age on somebody's band is, in months. It is kept with their own matters, which
/// only they and the office may read.
pub fn set_age(book: &Book, person: &Id, from_months: Option<i64>, label: String) -> Command {
    if from_months.is_some_and(|n| !Param::FromMonths.allows(n)) {
        return Command::default();
    }
    let value = from_months.map_or(Value::Nothing, Value::Int);
    set(
        book,
        &Kind::Private,
        person,
        "age_from_months",
        value,
        label,
    )
}
