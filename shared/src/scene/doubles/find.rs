//! Finding doubles: scenes that two imports made which did not know of each other.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;
use crate::scene::import::here;
use crate::scene::matching::{Alignment, Likeness, Signature, Told};
use crate::scene::view::{SceneView, in_order};

/// Scenes that are one and the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Double {
    /// The one that stays: the lowest id.
    pub keep: Id,
    /// By id.
    pub others: Vec<Id>,
}

impl Double {
    /// Lists all of them, the one that stays first.
    pub fn all(&self) -> impl Iterator<Item = &Id> {
        std::iter::once(&self.keep).chain(&self.others)
    }
}

/// With the same number, so many of the words make a double where the heading differs, in per cent.
const WITH_NUMBER: u8 = 40;
/// With another number, so many of the words and the same heading.
const WITH_HEADING: u8 = 60;
/// With another number and heading.
const ALONE: u8 = 80;

/// Lists the doubles in script order. Scenes of imports of which one knew the other are none: its
/// preview showed them side by side. Neither are scenes that somebody said are two.
pub fn doubles(book: &Book) -> Vec<Double> {
    let scenes = in_order(book);
    let mut made: BTreeMap<Id, Vec<&Arc<SceneView>>> = BTreeMap::new();
    for scene in &scenes {
        if let Some(draft) = made_by(book, &scene.id) {
            made.entry(draft).or_default().push(scene);
        }
    }
    let drafts: Vec<(&Id, &Vec<&Arc<SceneView>>)> = made.iter().collect();
    let mut signatures: HashMap<&Id, Signature> = HashMap::new();
    let mut groups = Groups::default();
    for (n, (x, first)) in drafts.iter().enumerate() {
        for (y, second) in &drafts[n + 1..] {
            let (Some(is_sure), false) = (apart(book, x, y), first.is_empty()) else {
                continue;
            };
            for scene in first.iter().chain(second.iter()) {
                signatures
                    .entry(&scene.id)
                    .or_insert_with(|| here(book, scene));
            }
            let of = |scenes: &[&Arc<SceneView>]| -> Vec<Signature> {
                let signature = |scene: &&Arc<SceneView>| signatures.get(&scene.id).cloned();
                scenes.iter().filter_map(signature).collect()
            };
            for (a, b) in pairs(&of(first), &of(second), is_sure) {
                if !are_two(book, &first[a].id, &second[b].id) {
                    groups.join(&first[a].id, &second[b].id);
                }
            }
        }
    }
    groups.list(&scenes)
}

fn made_by(book: &Book, scene: &Id) -> Option<Id> {
    let text = book.get(&Kind::SceneText, scene)?;
    // Before imports said which scenes they made, the last draft with words of it is all there is.
    text.link("made").or_else(|| text.link("draft"))
}

/// Says whether two imports were made apart: surely, or only perhaps (`false`), where neither said
/// what it knew.
fn apart(book: &Book, x: &Id, y: &Id) -> Option<bool> {
    let knew = |of: &Id| book.any(&Kind::Draft, of)?.get("knew").as_text();
    let names = |of: &Id, other: &Id| knew(of).map(|k| k.split(' ').any(|id| id == other.as_str()));
    match (names(x, y), names(y, x)) {
        (Some(true), _) | (_, Some(true)) => None,
        // An import that knew nothing writes nothing, as one of an older version does.
        (None, None) => Some(false),
        _ => Some(true),
    }
}

fn are_two(book: &Book, a: &Id, b: &Id) -> bool {
    let says = |of: &Id, other: &Id| {
        let record = book.get(&Kind::Scene, of);
        record.is_some_and(|r| r.flag(&format!("apart/{other}")))
    };
    says(a, b) || says(b, a)
}

fn pairs(first: &[Signature], second: &[Signature], is_sure: bool) -> Vec<(usize, usize)> {
    let likeness = Likeness::of(first, second);
    let alignment = Alignment::of(first, second, &likeness, &Told::default());
    let is_double = |a: usize, b: usize| {
        let (one, other) = (&first[a], &second[b]);
        let is_number = !one.number.is_empty() && one.number == other.number;
        let is_heading = !one.heading.is_empty() && one.heading == other.heading;
        let percent = likeness.percent(b, a);
        match is_number {
            true => is_heading || percent >= WITH_NUMBER || one.is_omitted && other.is_omitted,
            false if !is_sure || likeness.is_thin(b) => false,
            false => percent >= if is_heading { WITH_HEADING } else { ALONE },
        }
    };
    let pairs = alignment.matched().into_iter().enumerate();
    pairs
        .filter_map(|(b, a)| Some((a?, b)))
        .filter(|(a, b)| is_double(*a, *b))
        .collect()
}

/// Scenes that are one, each group by its lowest id.
#[derive(Default)]
struct Groups {
    lowest: BTreeMap<Id, Id>,
}

impl Groups {
    fn of(&self, id: &Id) -> Id {
        self.lowest.get(id).unwrap_or(id).clone()
    }

    fn join(&mut self, a: &Id, b: &Id) {
        let (a_low, b_low) = (self.of(a), self.of(b));
        let (low, high) = if a_low < b_low {
            (a_low, b_low)
        } else {
            (b_low, a_low)
        };
        for id in [a, b] {
            let known = self.of(id);
            self.lowest.entry(id.clone()).or_insert(known);
        }
        for lowest in self.lowest.values_mut().filter(|lowest| **lowest == high) {
            lowest.clone_from(&low);
        }
    }

    fn list(self, scenes: &[Arc<SceneView>]) -> Vec<Double> {
        let mut groups: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
        for (id, lowest) in self.lowest {
            if id != lowest {
                groups.entry(lowest).or_default().insert(id);
            }
        }
        scenes
            .iter()
            .filter_map(|scene| {
                let others = groups.remove(&scene.id)?;
                Some(Double {
                    keep: scene.id.clone(),
                    others: others.into_iter().collect(),
                })
            })
            .collect()
    }
}
