//! Acts: what a user did is written, all of it or nothing, and can be taken back.

use std::collections::BTreeMap;

use super::Effect;
use super::history::{Direction, Step, is_lasting};
use super::protocol::{Outcome, RefusedCode, Request, Touched};
use super::replica::Key;
use super::state::Engine;
use crate::access::Audience;
use crate::command::{Command, Edit};
use crate::distribution::is_in_time;
use crate::id::{DocId, Id};
use crate::record::Value;

impl Engine {
    /// Makes the four shared documents of a new production and its first records.
    pub fn create(&mut self, request: Request, command: Command, now_ms: i64) -> Vec<Effect> {
        self.now_ms = now_ms;
        for audience in Audience::SHARED {
            let document = DocId::new(&self.setup.production, audience);
            if let Some(slot) = self.slot(&document) {
                slot.seen = Some((now_ms, slot.replica.heads()));
                self.store(&document, Vec::new());
            }
        }
        let outcome = self.act(command);
        self.sign_device();
        self.done(request, outcome);
        self.settle()
    }

    pub(super) fn act(&mut self, command: Command) -> Outcome {
        match self.carry_out(&command.label, &command.edits) {
            Ok(steps) => {
                let label = command.label;
                let act = if is_lasting(&command.edits) {
                    0
                } else {
                    self.history.push(label.clone(), self.now_ms, steps)
                };
                Outcome::Done { act, label }
            }
            Err(outcome) => outcome,
        }
    }

    /// Writes the edits, all or none, and returns the steps for the history.
    pub(super) fn carry_out(&mut self, label: &str, edits: &[Edit]) -> Result<Vec<Step>, Outcome> {
        let mut by_document: BTreeMap<DocId, Vec<&Edit>> = BTreeMap::new();
        for edit in edits {
            let document = self.may_edit(edit)?;
            by_document.entry(document).or_default().push(edit);
        }
        let before: Vec<Value> = edits.iter().map(|edit| self.present(edit)).collect();
        for (document, edits) in by_document {
            self.write(&document, label, &edits)?;
        }
        Ok(edits
            .iter()
            .zip(before)
            .map(|(edit, before)| Step {
                edit: edit.clone(),
                before,
                after: self.present(edit),
            })
            .filter(|step| step.before != step.after)
            .collect())
    }

    fn may_edit(&self, edit: &Edit) -> Result<DocId, Outcome> {
        let refused = |code| Outcome::Refused {
            code,
            detail: String::new(),
        };
        let audience = edit
            .kind
            .audience(&edit.id)
            .ok_or_else(|| refused(RefusedCode::NotAllowed))?;
        let document = DocId::new(&self.setup.production, audience);
        if !Id::is_valid(edit.id.as_str()) || edit.field.is_empty() {
            return Err(refused(RefusedCode::NotAllowed));
        }
        if self.net.closed.is_some_and(super::link::is_final)
            || !self.access_of(&document).may_write()
        {
            return Err(refused(RefusedCode::NotAllowed));
        }
        if edit.kind.is_issued()
            && let Some(issued) = self.book.any(&edit.kind, &edit.id)
            && !is_in_time(edit, issued, self.now_ms)
        {
            return Err(refused(RefusedCode::Issued));
        }
        Ok(document)
    }

    pub(super) fn present(&self, edit: &Edit) -> Value {
        self.book
            .any(&edit.kind, &edit.id)
            .map(|record| record.get(&edit.field).clone())
            .unwrap_or_default()
    }

    fn write(&mut self, document: &DocId, label: &str, edits: &[&Edit]) -> Result<(), Outcome> {
        let now_ms = self.now_ms;
        let failed = |why: String| Outcome::Refused {
            code: RefusedCode::Storage,
            detail: why,
        };
        let slot = self
            .slot(document)
            .ok_or_else(|| failed("the document".into()))?;
        let was_seen = slot
            .seen
            .as_ref()
            .is_some_and(|(_, heads)| *heads == slot.replica.heads());
        let made = slot
            .replica
            .write(label, edits, now_ms)
            .map_err(|why| failed(why.to_string()))?;
        let Some(made) = made else { return Ok(()) };
        if was_seen && let Some((_, heads)) = &mut slot.seen {
            *heads = slot.replica.heads();
        }
        slot.enlist(made.hash);
        let keys = edits
            .iter()
            .map(|e| Key {
                kind: e.kind.clone(),
                id: e.id.clone(),
                field: e.field.clone(),
            })
            .collect();
        self.refresh(document, keys);
        self.store(document, vec![(made.hash, made.bytes)]);
        Ok(())
    }

    pub(super) fn take_back(&mut self, act: Option<u64>) -> Outcome {
        match self.history.to_undo(act) {
            Some(done) => {
                let (act, label, steps) = (done.act, done.label.clone(), done.steps.clone());
                self.go(Direction::Back, act, label, steps)
            }
            None => Outcome::Refused {
                code: RefusedCode::NothingToUndo,
                detail: String::new(),
            },
        }
    }

    pub(super) fn again(&mut self) -> Outcome {
        match self.history.to_redo() {
            Some(done) => {
                let (act, label, steps) = (done.act, done.label.clone(), done.steps.clone());
                self.go(Direction::Again, act, label, steps)
            }
            None => Outcome::Refused {
                code: RefusedCode::NothingToUndo,
                detail: String::new(),
            },
        }
    }

    /// Says whether a field holds a value, and nobody who wrote apart has put another beside it.
    fn stands(&self, edit: &Edit, expected: &Value) -> bool {
        let record = self.book.any(&edit.kind, &edit.id);
        let versions = record.and_then(|record| record.versions.get(&edit.field));
        self.present(edit) == *expected
            && versions
                .into_iter()
                .flatten()
                .all(|version| version.value == *expected)
    }

    // Fields that others have changed since, or apart, are left alone and named.
    fn go(&mut self, direction: Direction, act: u64, label: String, steps: Vec<Step>) -> Outcome {
        let (free, kept): (Vec<Step>, Vec<Step>) = steps
            .into_iter()
            .partition(|step| self.stands(&step.edit, step.expected(direction)));
        let edits: Vec<Edit> = free.iter().map(|step| step.restoring(direction)).collect();
        if let Err(refused) = self.carry_out(&label, &edits) {
            return refused;
        }
        self.history.mark(act, direction, self.now_ms);
        if kept.is_empty() {
            return Outcome::Done { act, label };
        }
        let kept = kept
            .into_iter()
            .map(|s| Touched {
                kind: s.edit.kind,
                id: s.edit.id,
                field: s.edit.field,
            })
            .collect();
        Outcome::Partly { act, label, kept }
    }
}
