//! What this device did, and how to take it back: all of this run, and the last acts of the runs
//! before, which the disk keeps.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::protocol::{Act, Touched};
use crate::command::{Edit, Write};
use crate::id::DocId;
use crate::kind::Kind;
use crate::record::Value;
use crate::wire;

/// How many acts can be taken back while the app runs.
const ACTS_MAX: usize = 500;
/// How many of them the disk keeps for the runs to come.
const ACTS_KEPT: usize = 100;
/// An act above this many bytes, such as a script that was imported, can be taken back until the
/// app is closed: a hundred of them would fill a phone.
const ACT_MAX_BYTES: usize = 512 * 1024;

/// Says whether a command stays as it is once it was done, and so is no act to take back: a sheet
/// that was issued is in people's hands, and nobody takes back by Ctrl-Z that they received or
/// signed one.
pub(super) fn is_lasting(edits: &[Edit]) -> bool {
    let is_word = |edit: &Edit| {
        matches!(
            edit.kind,
            Kind::Receipt | Kind::Signature | Kind::Sending | Kind::Delivery
        )
    };
    edits.iter().any(|edit| edit.kind.is_issued())
        || (!edits.is_empty() && edits.iter().all(is_word))
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Done {
    pub act: u64,
    pub label: String,
    pub at_ms: i64,
    /// When it was taken back, by the numbers of acts; 0 while it stands.
    #[serde(default)]
    pub undone: u64,
    pub steps: Vec<Step>,
}

impl Done {
    pub fn is_undone(&self) -> bool {
        self.undone > 0
    }
}

/// One field of an act: what stood there before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

/// The acts that can be taken back, oldest first, and what of them the disk does not have yet.
pub(super) struct History {
    acts: Vec<Done>,
    /// Tells the runs of this device apart that act in one millisecond.
    tie: u64,
    last: u64,
    /// Acts that changed since the disk was given them.
    unkept: BTreeSet<u64>,
    /// Acts that the disk has and is to forget.
    gone: BTreeSet<u64>,
}

/// What the disk is to keep of the acts, and what to forget.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Acts {
    pub kept: Vec<(u64, Vec<u8>)>,
    pub forgotten: Vec<u64>,
}

impl History {
    pub fn new(fresh: [u8; 8]) -> Self {
        Self {
            acts: Vec::new(),
            tie: u64::from(fresh[0]),
            last: 0,
            unkept: BTreeSet::new(),
            gone: BTreeSet::new(),
        }
    }

    /// Takes in what the disk kept of earlier runs, before this run acts.
    pub fn recall(&mut self, kept: Vec<(u64, Vec<u8>)>, is_held: impl Fn(&Edit) -> bool) {
        for (act, bytes) in kept {
            match wire::decode::<Done>(&bytes) {
                Some(done) if done.steps.iter().all(|step| is_held(&step.edit)) => {
                    self.last = self.last.max(done.act).max(done.undone);
                    self.acts.push(done);
                }
                // Of a document that is not held here any more, or written by a newer build.
                _ => {
                    self.gone.insert(act);
                }
            }
        }
        self.acts.sort_by_key(|done| done.act);
        // Several tabs each kept their last.
        let beyond = self.acts.len().saturating_sub(ACTS_KEPT);
        self.gone
            .extend(self.acts.drain(..beyond).map(|done| done.act));
    }

    pub fn push(&mut self, label: String, at_ms: i64, steps: Vec<Step>) -> u64 {
        let act = self.number(at_ms);
        self.acts.push(Done {
            act,
            label,
            at_ms,
            undone: 0,
            steps,
        });
        self.unkept.insert(act);
        let beyond = self.acts.len().checked_sub(ACTS_KEPT + 1);
        if let Some(done) = beyond.and_then(|n| self.acts.get(n)) {
            self.unkept.remove(&done.act);
            self.gone.insert(done.act);
        }
        if self.acts.len() > ACTS_MAX {
            self.acts.remove(0);
        }
        act
    }

    /// The next number: acts of all runs stand in the order of their time.
    fn number(&mut self, now_ms: i64) -> u64 {
        let by_time = u64::try_from(now_ms).unwrap_or_default() << 8 | self.tie;
        self.last = by_time.max(self.last + 1);
        self.last
    }

    /// Forgets acts on what may no longer be held here.
    pub fn lose(&mut self, is_lost: impl Fn(&Edit) -> bool) {
        let (unkept, gone) = (&mut self.unkept, &mut self.gone);
        self.acts.retain(|done| {
            let is_lost = done.steps.iter().any(|step| is_lost(&step.edit));
            if is_lost {
                unkept.remove(&done.act);
                gone.insert(done.act);
            }
            !is_lost
        });
    }

    /// Takes what the disk is to be told, if there is anything.
    pub fn take_unkept(&mut self) -> Option<Acts> {
        let unkept = std::mem::take(&mut self.unkept);
        self.take(&unkept)
    }

    /// Takes what the disk is to be told together with a document's changes.
    pub fn take_unkept_of(&mut self, document: &DocId) -> Option<Acts> {
        let is_of = |step: &Step| {
            let audience = step.edit.kind.audience(&step.edit.id);
            audience.is_some_and(|audience| audience == document.audience)
        };
        let changed = self
            .acts
            .iter()
            .filter(|done| self.unkept.contains(&done.act));
        let unkept: BTreeSet<u64> = changed
            .filter(|done| done.steps.iter().any(is_of))
            .map(|done| done.act)
            .collect();
        self.unkept.retain(|act| !unkept.contains(act));
        self.take(&unkept)
    }

    /// The disk was not told: it is to be told again.
    pub fn give_back(&mut self, acts: &Acts) {
        self.unkept.extend(acts.kept.iter().map(|(act, _)| act));
        self.gone.extend(&acts.forgotten);
    }

    fn take(&mut self, unkept: &BTreeSet<u64>) -> Option<Acts> {
        if unkept.is_empty() && self.gone.is_empty() {
            return None;
        }
        let changed = self.acts.iter().filter(|done| unkept.contains(&done.act));
        let kept = changed
            .map(|done| (done.act, wire::encode(done)))
            .filter(|(_, bytes)| bytes.len() <= ACT_MAX_BYTES);
        Some(Acts {
            kept: kept.collect(),
            forgotten: std::mem::take(&mut self.gone).into_iter().collect(),
        })
    }

    /// The act to take back: the one asked for, or the last that stands.
    pub fn to_undo(&self, act: Option<u64>) -> Option<&Done> {
        let mut standing = self.acts.iter().rev().filter(|done| !done.is_undone());
        match act {
            Some(act) => standing.find(|done| done.act == act),
            None => standing.next(),
        }
    }

    /// The act that was taken back last, unless something else was done since.
    pub fn to_redo(&self) -> Option<&Done> {
        let newest = self.acts.last()?.act;
        let undone = self.acts.iter().filter(|done| done.undone > newest);
        undone.max_by_key(|done| done.undone)
    }

    pub fn mark(&mut self, act: u64, direction: Direction, now_ms: i64) {
        let number = self.number(now_ms);
        let Some(done) = self.acts.iter_mut().find(|done| done.act == act) else {
            return;
        };
        done.undone = match direction {
            Direction::Back => number,
            Direction::Again => 0,
        };
        self.unkept.insert(act);
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
                undone: done.is_undone(),
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
