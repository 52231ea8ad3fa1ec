//! What an import would do, scene by scene. Nothing is stored.

use std::collections::HashSet;
use std::sync::Arc;

use crate::book::Book;
use crate::formats::Screenplay;
use crate::id::Id;
use crate::kind::Kind;
use crate::scene::matching::{Evidence, parts};
use crate::scene::view::SceneView;

use super::CastNumbers;
use super::choices::{Choices, Gone};
use super::comparison::Comparison;
use super::work::{Work, new_characters, works};

/// What the draft has of a scene, seen from ours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fate {
    New,
    Changed,
    /// It stands elsewhere, and nothing else is different.
    Moved,
    Same,
}

/// A field that is different, as people read it; nothing to read for `words`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub field: &'static str,
    pub ours: String,
    pub draft: String,
}

/// How a scene looks split or merged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Overlap {
    /// Its words stood in this scene of ours, which is another scene of the draft too.
    SplitOff { from: Arc<SceneView> },
    /// Other words of ours stand in this new scene of the draft, by its index.
    Split { into: usize },
    /// It has the words of this scene of ours as well, which the draft does not have.
    Merged { with: Arc<SceneView> },
}

/// A scene of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Planned {
    pub fate: Fate,
    /// The scene of the book that it is.
    pub scene: Option<Id>,
    /// What says so.
    pub evidence: Option<Evidence>,
    /// The number it has or gets.
    pub number: String,
    /// Fields that will change; `words` stands for its text.
    pub changes: Vec<Change>,
    /// Fields that somebody typed and the file says otherwise: they stay.
    pub kept: Vec<Change>,
    pub is_moved: bool,
    /// The draft's version is taken. Where nothing is different there is nothing to refuse.
    pub is_accepted: bool,
    pub parts: Vec<Overlap>,
    /// The scene that it was taken for, before somebody said it is not that one.
    pub is_not: Option<Id>,
}

impl Planned {
    /// Says whether somebody should look at which scene this is.
    pub fn is_suspected(&self) -> bool {
        self.evidence.is_some_and(|evidence| !evidence.is_sure()) || !self.parts.is_empty()
    }

    pub fn changes(&self, field: &str) -> bool {
        self.changes.iter().any(|change| change.field == field)
    }
}

/// A scene of the book that the file does not have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Missing {
    pub scene: Arc<SceneView>,
    pub gone: Gone,
    /// No script ever had it: somebody added it by hand.
    pub is_by_hand: bool,
    /// The scene of the file, by its index, that has its words.
    pub merged_into: Option<usize>,
}

/// What an import would do, in the order of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    pub scenes: Vec<Planned>,
    /// Scenes of the book that the file does not have, without those that are omitted already.
    pub missing: Vec<Missing>,
    /// Names that are not in the book yet, in the order of their cast numbers.
    pub new_characters: Vec<String>,
}

/// How many scenes the import does what with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    pub new: usize,
    pub changed: usize,
    pub moved: usize,
    pub same: usize,
    /// Ours that become omitted.
    pub omitted: usize,
    /// Ours whose change is not taken.
    pub kept: usize,
    /// New ones that are not made.
    pub left_out: usize,
    /// Ours that the draft does not have and that stay.
    pub staying: usize,
}

impl Tally {
    /// Says whether no scene would be written.
    pub fn is_nothing(&self) -> bool {
        self.new + self.changed + self.moved + self.omitted == 0
    }
}

impl Plan {
    pub fn count(&self, fate: Fate) -> usize {
        self.scenes.iter().filter(|s| s.fate == fate).count()
    }

    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for planned in &self.scenes {
            let count = match (planned.fate, planned.is_accepted) {
                (Fate::New, true) => &mut tally.new,
                (Fate::New, false) => &mut tally.left_out,
                (Fate::Changed, true) => &mut tally.changed,
                (Fate::Moved, true) => &mut tally.moved,
                (Fate::Changed | Fate::Moved, false) => &mut tally.kept,
                (Fate::Same, _) => &mut tally.same,
            };
            *count += 1;
        }
        for missing in &self.missing {
            match missing.gone {
                Gone::Keep => tally.staying += 1,
                Gone::Omit | Gone::OmitAndUnschedule => tally.omitted += 1,
            }
        }
        tally
    }
}

/// Says what importing the script would do with these choices.
pub fn plan(
    book: &Book,
    script: &Screenplay,
    comparison: &Comparison,
    choices: &Choices,
    cast_numbers: CastNumbers,
) -> Plan {
    let alignment = comparison.align(choices);
    let works = works(book, script, comparison, choices, &alignment);
    let mut missing = missing(comparison, &works, choices);
    for missing in &mut missing {
        missing.is_by_hand = book.any(&Kind::SceneText, &missing.scene.id).is_none();
    }
    let new_characters = new_characters(book, &works, cast_numbers);
    let mut scenes: Vec<Planned> = works.into_iter().map(|work| work.planned).collect();

    let (splits, merges) = parts(
        &comparison.ours,
        &comparison.theirs,
        &comparison.likeness,
        &alignment,
    );
    let ours = |n: usize| Arc::clone(&comparison.scenes[n]);
    for split in splits {
        // Somebody who said that it is new has looked.
        if choices.told.contains_key(&split.part) {
            continue;
        }
        scenes[split.part].parts.push(Overlap::SplitOff {
            from: ours(split.book),
        });
        scenes[split.is]
            .parts
            .push(Overlap::Split { into: split.part });
    }
    for merge in merges {
        let gone = ours(merge.book);
        if let Some(missing) = missing.iter_mut().find(|m| m.scene.id == gone.id) {
            missing.merged_into = Some(merge.into);
        }
        scenes[merge.into]
            .parts
            .push(Overlap::Merged { with: gone });
    }
    Plan {
        scenes,
        missing,
        new_characters,
    }
}

pub(super) fn missing(comparison: &Comparison, works: &[Work], choices: &Choices) -> Vec<Missing> {
    let there: HashSet<&Id> = works
        .iter()
        .filter_map(|w| w.planned.scene.as_ref())
        .collect();
    comparison
        .scenes
        .iter()
        .filter(|scene| !scene.is_omitted && !there.contains(&scene.id))
        .map(|scene| Missing {
            scene: Arc::clone(scene),
            gone: choices.gone(&scene.id),
            is_by_hand: false,
            merged_into: None,
        })
        .collect()
}
