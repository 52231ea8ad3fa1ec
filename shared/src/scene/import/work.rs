//! One scene of the file beside its scene of the book: what is written, what stays.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use crate::book::Book;
use crate::breakdown::tags::Tagged;
use crate::eighths::Eighths;
use crate::formats::Screenplay;
use crate::formats::screenplay::ScriptScene;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::{Record, Value};
use crate::scene::lock;
use crate::scene::matching::Alignment;
use crate::scene::name_key;
use crate::scene::number::{normal, suggest};
use crate::scene::view::SceneView;
use crate::script;

use super::CastNumbers;
use super::choices::{Choices, Whose};
use super::comparison::Comparison;
use super::order::mark_moved;
use super::plan::{Change, Fate, Planned};
use super::said::{Imported, TEXTS, said, said_omitted};

/// One scene of the file, ready to write.
pub(super) struct Work {
    pub planned: Planned,
    /// Nothing where the draft only says that the scene is omitted.
    pub heading: Option<script::Heading>,
    pub said: Imported,
    /// Its words as they are stored; nothing where they stay as they are.
    pub elements: Option<String>,
    /// Fields of the scene, in order; `cast` by name.
    pub edits: Vec<(&'static str, Value)>,
    pub cast_in: BTreeSet<String>,
    pub cast_out: BTreeSet<String>,
    /// Tags that no import named before: only added, since somebody may have taken one out.
    pub elements_in: Vec<Tagged>,
    /// Names of records that the scene is to be linked to: `unit location`.
    pub links: Vec<(&'static str, Kind, String)>,
}

/// Lists the scenes of the file with what an import would write of each.
pub(super) fn works(
    book: &Book,
    script: &Screenplay,
    comparison: &Comparison,
    choices: &Choices,
    alignment: &Alignment,
) -> Vec<Work> {
    let scenes = &comparison.scenes;
    let matched = alignment.matched();
    let mut taken: HashSet<String> = scenes.iter().map(|s| normal(&s.number)).collect();
    let own = script.scenes.iter().filter_map(|s| s.number.as_deref());
    // Locked numbers belong to the scenes that have them, whatever a file calls another one.
    let locked = match lock(book) {
        Some(_) => taken.clone(),
        None => HashSet::new(),
    };
    taken.extend(own.map(normal));

    let mut before: Option<String> = None;
    let mut out = Vec::with_capacity(script.scenes.len());
    for (at, scene) in script.scenes.iter().enumerate() {
        let there = matched[at].map(|n| &scenes[n]);
        let number = match (&scene.number, there) {
            (Some(number), Some(_)) => number.clone(),
            (Some(number), None) if !locked.contains(&normal(number)) => number.clone(),
            (None, Some(there)) => there.number.to_string(),
            // A number of its own only where the script has none, or gives it one that is locked to
            // another scene: counted, or a letter between.
            (_, None) => {
                let after = matched_after(&matched[at..], scenes);
                suggest(before.as_deref(), after.as_deref(), &taken)
            }
        };
        taken.insert(normal(&number));
        let kept = there.filter(|there| locked.contains(&normal(&there.number)));
        before = Some(kept.map_or_else(|| number.clone(), |there| there.number.to_string()));
        let mut work = Sides::of(book, scene, there.map(|s| &s.id)).work(comparison, at, number);
        work.planned.evidence = alignment.pairs[at].map(|(_, evidence)| evidence);
        if let Some(Whose::New { is_not }) = choices.told.get(&at) {
            work.planned.is_not.clone_from(is_not);
        }
        out.push(work);
    }
    mark_moved(scenes, &mut out);
    for (at, work) in out.iter_mut().enumerate() {
        let planned = &mut work.planned;
        if planned.fate == Fate::Same && planned.is_moved {
            planned.fate = Fate::Moved;
        }
        planned.is_accepted = planned.fate == Fate::Same || !choices.refused.contains(&at);
    }
    out
}

fn matched_after(matched: &[Option<usize>], scenes: &[Arc<SceneView>]) -> Option<String> {
    let next = matched.iter().flatten().next();
    next.map(|n| scenes[*n].number.to_string())
}

/// Both sides of one scene.
struct Sides<'a> {
    book: &'a Book,
    scene: &'a ScriptScene,
    there: Option<&'a Id>,
    record: Option<&'a Arc<Record>>,
    words: Option<&'a Arc<Record>>,
    before: Option<Imported>,
    edits: Vec<(&'static str, Value)>,
    changes: Vec<Change>,
    kept: Vec<Change>,
}

impl<'a> Sides<'a> {
    fn of(book: &'a Book, scene: &'a ScriptScene, there: Option<&'a Id>) -> Self {
        Self {
            book,
            scene,
            there,
            record: there.and_then(|id| book.get(&Kind::Scene, id)),
            words: there.and_then(|id| book.get(&Kind::SceneText, id)),
            before: there.and_then(|id| Imported::of(book, id)),
            edits: Vec::new(),
            changes: Vec::new(),
            kept: Vec::new(),
        }
    }

    fn work(mut self, comparison: &Comparison, at: usize, number: String) -> Work {
        // Of an omitted scene a draft has the number alone: all else of ours stays.
        let is_omission = self.scene.omitted && self.there.is_some();
        let tagged = comparison.tags[at].clone();
        let said = match is_omission {
            true => said_omitted(self.before.as_ref(), &number),
            false => said(self.scene, &number, &tagged),
        };
        self.texts(
            &said,
            if is_omission {
                &["number"][..]
            } else {
                &TEXTS[..]
            },
        );
        self.omission(&said);
        let mut work = Work {
            planned: Planned {
                fate: Fate::New,
                scene: self.there.cloned(),
                evidence: None,
                number,
                changes: Vec::new(),
                kept: Vec::new(),
                is_moved: false,
                is_accepted: true,
                parts: Vec::new(),
                is_not: None,
            },
            heading: (!is_omission).then(|| script::Heading {
                text: self.scene.heading.clone(),
                revision: self.scene.heading_revision,
            }),
            said,
            elements: None,
            edits: Vec::new(),
            cast_in: BTreeSet::new(),
            cast_out: BTreeSet::new(),
            elements_in: Vec::new(),
            links: Vec::new(),
        };
        if !is_omission {
            self.length();
            self.cast(comparison, &mut work);
            self.tags(tagged, &mut work);
            self.links(&mut work);
            let text = &comparison.texts[at];
            if self
                .words
                .is_none_or(|record| record.text("elements") != text)
            {
                self.change("words", "", "");
                work.elements = Some(text.clone());
            }
        }
        work.planned.fate = match (self.there, self.changes.is_empty()) {
            (None, _) => Fate::New,
            (Some(_), true) => Fate::Same,
            (Some(_), false) => Fate::Changed,
        };
        work.planned.changes = self.changes;
        work.planned.kept = self.kept;
        work.edits = self.edits;
        work
    }

    fn change(&mut self, field: &'static str, ours: &str, draft: &str) {
        self.changes.push(difference(field, ours, draft));
    }

    fn texts(&mut self, said: &Imported, fields: &[&'static str]) {
        let is_locked = self.record.is_some() && lock(self.book).is_some();
        for field in fields {
            let now = self.record.map_or("", |r| r.text(field));
            let new = said.text(field);
            let was = self.before.as_ref().map_or("", |b| b.text(field));
            if now == new {
                continue;
            }
            if *field == "number" && is_locked {
                self.kept.push(difference(field, now, new));
                continue;
            }
            if now == was {
                let value = if new.is_empty() {
                    Value::Nothing
                } else {
                    Value::text(new)
                };
                self.edits.push((field, value));
                self.changes.push(difference(field, now, new));
            } else if new != was {
                self.kept.push(difference(field, now, new));
            }
        }
    }

    fn omission(&mut self, said: &Imported) {
        let was = self.before.as_ref().is_some_and(|b| b.omitted);
        let is = self.record.is_some_and(|r| r.flag("omitted"));
        if said.omitted != is && is == was {
            self.edits.push(("omitted", said.omitted.into()));
            self.change("omitted", "", "");
        }
    }

    /// A typed length stays (DOMAIN 3.1).
    fn length(&mut self) {
        let new = i64::from(self.scene.eighths.0);
        let source = self.scene.eighths_source.as_str();
        let now = self.record.and_then(|r| r.int("eighths"));
        let is_typed = self
            .record
            .is_some_and(|r| r.text("eighths_source") == "manual");
        if now != Some(new) {
            let text = now.and_then(|n| u32::try_from(n).ok());
            let ours = text.map(|n| Eighths(n).to_string()).unwrap_or_default();
            let change = difference("eighths", &ours, &self.scene.eighths.to_string());
            if is_typed {
                self.kept.push(change);
            } else {
                self.edits.push(("eighths", new.into()));
                self.changes.push(change);
            }
        }
        if !is_typed
            && self
                .record
                .is_none_or(|r| r.text("eighths_source") != source)
        {
            self.edits.push(("eighths_source", source.into()));
        }
    }

    fn cast(&mut self, comparison: &Comparison, work: &mut Work) {
        // Characters that were merged go by the name that was kept.
        let own = |names: &BTreeSet<String>| -> BTreeSet<String> {
            let own = |name: &String| comparison.aliases.get(name).unwrap_or(name).clone();
            names.iter().map(own).collect()
        };
        let is_in = cast_of(self.book, self.record);
        let was_in = self
            .before
            .as_ref()
            .map(|b| own(&b.cast))
            .unwrap_or_default();
        let now_in = own(&work.said.cast);
        let only = |some: &BTreeSet<String>, without: [&BTreeSet<String>; 2]| -> BTreeSet<String> {
            let is_only = |name: &&String| without.iter().all(|names| !names.contains(*name));
            some.iter().filter(is_only).cloned().collect()
        };
        work.cast_in = only(&now_in, [&was_in, &is_in]);
        work.cast_out = only(&was_in, [&now_in, &BTreeSet::new()]);
        work.cast_out.retain(|name| is_in.contains(name));
        if !work.cast_in.is_empty() || !work.cast_out.is_empty() {
            let text = |names: &BTreeSet<String>| {
                names
                    .iter()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            self.change("cast", &text(&work.cast_out), &text(&work.cast_in));
        }
    }

    fn tags(&mut self, tagged: Vec<Tagged>, work: &mut Work) {
        let none = BTreeSet::new();
        let known = self.before.as_ref().map_or(&none, |b| &b.elements);
        work.elements_in = tagged;
        work.elements_in
            .retain(|t| !known.contains(&t.key()) && !t.is_in(self.book, self.record));
        if !work.elements_in.is_empty() {
            let labels: Vec<&str> = work.elements_in.iter().map(|t| &*t.label).collect();
            self.change("elements", "", &labels.join(", "));
        }
    }

    fn links(&mut self, work: &mut Work) {
        let none = Imported::default();
        let before = self.before.clone().unwrap_or(none);
        for (field, kind, name, was) in [
            ("unit", Kind::Unit, &work.said.unit, &before.unit),
            (
                "location",
                Kind::Location,
                &work.said.location,
                &before.location,
            ),
        ] {
            if name.is_empty() || name == was {
                continue;
            }
            let now = self.record.and_then(|r| r.link(field));
            match now {
                None => {
                    self.changes.push(difference(field, "", name));
                    work.links.push((field, kind, name.clone()));
                }
                Some(now) => {
                    let ours = self.book.text(&kind, &now, "name");
                    self.kept.push(difference(field, ours, name));
                }
            }
        }
    }
}

fn difference(field: &'static str, ours: &str, draft: &str) -> Change {
    Change {
        field,
        ours: ours.to_owned(),
        draft: draft.to_owned(),
    }
}

fn cast_of(book: &Book, record: Option<&Arc<Record>>) -> BTreeSet<String> {
    let Some(record) = record else {
        return BTreeSet::new();
    };
    let name = |id: Id| {
        let character = book.get(&Kind::Character, &id)?;
        Some(name_key(character.text("name")))
    };
    record.set("cast").filter_map(name).collect()
}

/// Lists the names that accepted scenes bring, in the order of their cast numbers.
pub(super) fn new_characters(book: &Book, works: &[Work], numbers: CastNumbers) -> Vec<String> {
    let known: HashSet<String> = book
        .all(&Kind::Character)
        .map(|record| name_key(record.text("name")))
        .collect();
    let mut found: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let accepted = works
        .iter()
        .enumerate()
        .filter(|(_, w)| w.planned.is_accepted);
    for (at, work) in accepted {
        for name in work.cast_in.iter().filter(|name| !known.contains(*name)) {
            found.entry(name).or_insert((at, 0)).1 += 1;
        }
    }
    let mut names: Vec<(&str, (usize, usize))> = found.into_iter().collect();
    names.sort_by_key(|(_, (first, scenes))| match numbers {
        CastNumbers::MostScenes => (usize::MAX - scenes, *first),
        CastNumbers::FirstAppearance => (0, *first),
    });
    names.into_iter().map(|(name, _)| name.to_owned()).collect()
}
