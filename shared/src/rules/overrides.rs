//! Findings that somebody accepted, with a reason: those of the rules and those of the checks of a
//! call sheet alike. They are marked, never hidden. That something was accepted stands in the plan;
//! why is the office's own.

use std::collections::HashMap;

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::REMOVED;

use super::finding::{Finding, Overridden};

/// Names a finding: the rule, whom or what it is about, and the day. The same on every device.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key {
    pub day: Id,
    pub about: Id,
    pub rule: Id,
}

impl Key {
    fn id(&self) -> Id {
        Id::joined(&self.day, &Id::joined(&self.about, &self.rule))
    }
}

impl From<&Finding> for Key {
    fn from(finding: &Finding) -> Self {
        Self {
            day: finding.day.clone(),
            about: finding.person.clone(),
            rule: finding.rule.clone(),
        }
    }
}

/// Accepts a finding; nothing without a reason.
pub fn accept(
    book: &Book,
    key: &Key,
    reason: &str,
    by: Option<&Id>,
    at_ms: i64,
    label: String,
) -> Option<Command> {
    let reason = reason.trim();
    if reason.is_empty() {
        return None;
    }
    let id = key.id();
    let mut command = Command::new(label)
        .put(Kind::Override, &id, "day", &key.day)
        .put(Kind::Override, &id, "person", &key.about)
        .put(Kind::Override, &id, "rule", &key.rule)
        .put(Kind::Override, &id, "by", by)
        .put(Kind::Override, &id, "at_ms", at_ms)
        .put(Kind::Reason, &id, "reason", reason);
    for kind in [Kind::Override, Kind::Reason] {
        if book.any(&kind, &id).is_some_and(|r| r.flag(REMOVED)) {
            command.add(kind, &id, REMOVED, false);
        }
    }
    Some(command)
}

/// Takes an acceptance back: the finding stands again.
pub fn retract(key: &Key, label: String) -> Command {
    let id = key.id();
    Command::new(label)
        .remove(Kind::Override, &id)
        .remove(Kind::Reason, &id)
}

/// Returns everything that was accepted. Whoever may not read the reasons sees empty ones.
pub fn accepted(book: &Book) -> HashMap<Key, Overridden> {
    book.all(&Kind::Override)
        .filter_map(|record| {
            let key = Key {
                day: record.link("day")?,
                about: record.link("person")?,
                rule: record.link("rule")?,
            };
            let reason = match book.text(&Kind::Reason, &record.id, "reason") {
                "" => record.text("reason"),
                said => said,
            };
            let said = Overridden {
                reason: reason.to_owned(),
                by: record.link("by"),
                at_ms: record.int("at_ms"),
            };
            Some((key, said))
        })
        .collect()
}

/// Accepts what a rule found for somebody on a day; nothing without a reason.
pub fn override_finding(
    book: &Book,
    finding: &Finding,
    reason: &str,
    by: Option<&Id>,
    at_ms: i64,
    label: String,
) -> Option<Command> {
    accept(book, &Key::from(finding), reason, by, at_ms, label)
}

/// Takes an override back: the finding stands again.
pub fn take_back(finding: &Finding, label: String) -> Command {
    retract(&Key::from(finding), label)
}

/// Marks the findings that were accepted.
pub fn mark(book: &Book, findings: &mut [Finding]) {
    let known = accepted(book);
    if known.is_empty() {
        return;
    }
    for finding in findings {
        finding.overridden = known.get(&Key::from(&*finding)).cloned();
    }
}
