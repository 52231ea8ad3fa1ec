//! Findings that somebody accepted, with a reason. They are marked, never hidden.

use std::collections::HashMap;

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::REMOVED;

use super::finding::{Finding, Overridden};

/// The record of an override: the same on every device, by day, person and rule.
fn id_of(day: &Id, person: &Id, rule: &Id) -> Id {
    Id::joined(day, &Id::joined(person, rule))
}

/// Accepts what a rule found for somebody on a day. A reason is needed: the plan holds it, and
/// everybody on the production may read it there.
pub fn override_finding(
    book: &Book,
    finding: &Finding,
    reason: &str,
    by: Option<&Id>,
    at_ms: i64,
    label: String,
) -> Option<Command> {
    let reason = reason.trim();
    if reason.is_empty() {
        return None;
    }
    let id = id_of(&finding.day, &finding.person, &finding.rule);
    let mut command = Command::new(label)
        .put(Kind::Override, &id, "day", &finding.day)
        .put(Kind::Override, &id, "person", &finding.person)
        .put(Kind::Override, &id, "rule", &finding.rule)
        .put(Kind::Override, &id, "reason", reason)
        .put(Kind::Override, &id, "by", by)
        .put(Kind::Override, &id, "at_ms", at_ms);
    if book
        .any(&Kind::Override, &id)
        .is_some_and(|record| record.flag(REMOVED))
    {
        command.add(Kind::Override, &id, REMOVED, false);
    }
    Some(command)
}

/// Takes an override back: the finding stands again.
pub fn take_back(finding: &Finding, label: String) -> Command {
    let id = id_of(&finding.day, &finding.person, &finding.rule);
    Command::new(label).remove(Kind::Override, &id)
}

/// Marks the findings that were accepted.
pub fn mark(book: &Book, findings: &mut [Finding]) {
    let known: HashMap<(Id, Id, Id), Overridden> = book
        .all(&Kind::Override)
        .filter_map(|record| {
            let key = (
                record.link("day")?,
                record.link("person")?,
                record.link("rule")?,
            );
            let said = Overridden {
                reason: record.text("reason").to_owned(),
                by: record.link("by"),
                at_ms: record.int("at_ms"),
            };
            Some((key, said))
        })
        .collect();
    if known.is_empty() {
        return;
    }
    for finding in findings {
        let key = (
            finding.day.clone(),
            finding.person.clone(),
            finding.rule.clone(),
        );
        finding.overridden = known.get(&key).cloned();
    }
}
