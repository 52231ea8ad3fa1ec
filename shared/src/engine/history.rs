//! What this run did, and how to take it back.

use super::protocol::{Act, Touched};
use crate::command::{Edit, Write};
use crate::kind::Kind;
use crate::record::Value;

/// How many acts can be taken back.
const ACTS_MAX: usize = 500;

/// Says whether a command stays as it is once it was done, and so is no act to take back: a sheet
/// that was issued is in people's hands, and nobody takes back by Ctrl-Z that they received or
/// signed one.
pub(super) fn is_lasting(edits: &[Edit]) -> bool {
    let is = |kind: Kind| move |edit: &Edit| edit.kind == kind;
    let is_word = |edit: &Edit| matches!(edit.kind, Kind::Receipt | Kind::Signature);
    edits.iter().any(is(Kind::Issue)) || (!edits.is_empty() && edits.iter().all(is_word))
}

pub(super) struct Done {
    pub act: u64,
    pub label: String,
    pub at_ms: i64,
    pub undone: bool,
    pub steps: Vec<Step>,
}

/// One field of an act: what stood there before and after.
#[derive(Clone)]
pub(super) struct Step {
    pub edit: Edit,
    pub before: Value,
    pub after: Value,
}

impl Step {
    /// The edit that puts back what stood before, or does again what was done.
    pub fn restoring(&self, direction: Direction) -> Edit {
        let value = match direction {
            Direction::Back => &self.before,
            Direction::Again => &self.after,
        };
        let write = match &self.edit.write {
            Write::Put(_) => Write::Put(value.clone()),
            Write::Text(_) => Write::Text(value.as_text().unwrap_or_default().to_owned()),
        };
        Edit {
            write,
            ..self.edit.clone()
        }
    }

    /// What must still stand there for the step to go that way without hurting anyone's edit.
    pub fn expected(&self, direction: Direction) -> &Value {
        match direction {
            Direction::Back => &self.after,
            Direction::Again => &self.before,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Back,
    Again,
}

#[derive(Default)]
pub(super) struct History {
    acts: Vec<Done>,
    next: u64,
    /// Acts that were taken back and can be done again, the last one last.
    redo: Vec<u64>,
}

impl History {
    pub fn push(&mut self, label: String, at_ms: i64, steps: Vec<Step>) -> u64 {
        self.next += 1;
        self.redo.clear();
        self.acts.push(Done {
            act: self.next,
            label,
            at_ms,
            undone: false,
            steps,
        });
        if self.acts.len() > ACTS_MAX {
            self.acts.remove(0);
        }
        self.next
    }

    /// The act to take back: the one asked for, or the last that stands.
    pub fn to_undo(&self, act: Option<u64>) -> Option<&Done> {
        let mut standing = self.acts.iter().rev().filter(|done| !done.undone);
        match act {
            Some(act) => standing.find(|done| done.act == act),
            None => standing.next(),
        }
    }

    pub fn to_redo(&self) -> Option<&Done> {
        let act = self.redo.last()?;
        self.acts.iter().find(|done| done.act == *act)
    }

    pub fn mark(&mut self, act: u64, direction: Direction) {
        let Some(done) = self.acts.iter_mut().find(|done| done.act == act) else {
            return;
        };
        done.undone = direction == Direction::Back;
        match direction {
            Direction::Back => self.redo.push(act),
            Direction::Again => self.redo.retain(|a| *a != act),
        }
    }

    /// Lists the acts for people, newest first.
    pub fn list(&self) -> Vec<Act> {
        self.acts
            .iter()
            .rev()
            .map(|done| Act {
                act: done.act,
                label: done.label.clone(),
                at_ms: done.at_ms,
                undone: done.undone,
                touched: done
                    .steps
                    .iter()
                    .map(|s| Touched {
                        kind: s.edit.kind.clone(),
                        id: s.edit.id.clone(),
                        field: s.edit.field.clone(),
                    })
                    .collect(),
            })
            .collect()
    }
}
