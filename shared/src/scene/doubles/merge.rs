//! Merging doubles: everything that was typed into any of them, their breakdown and their places
//! on the boards are found at the one that stays.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::board;
use crate::book::Book;
use crate::breakdown;
use crate::breakdown::element::{category_of, element_key};
use crate::command::{Command, Edit, Write};
use crate::id::Id;
use crate::kind::Kind;
use crate::record::{Field, REMOVED, Record, Value};
use crate::scene::name_key;

use super::find::Double;
use super::late;
use super::sides::Side;

/// A field that was typed into several doubles, each time another value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clash {
    pub keep: Id,
    pub field: Field,
    /// The scenes with what was typed there, the one that stays first where it is among them.
    pub values: Vec<(Id, Value)>,
}

/// Whose value stays, where several were typed: by the scene that stays and the field. What is not
/// named here is the first of the clash.
pub type Picks = BTreeMap<(Id, Field), Id>;

/// Texts that stay all, one below the other.
const JOINED: [&str; 2] = ["notes", "comments"];

/// Merges doubles into the one of each that stays. One command, so one undo.
pub fn merge(book: &Book, doubles: &[Double], picks: &Picks, label: String) -> Command {
    let mut now = book.clone();
    let mut all = Command::new(label);
    let mut does = |now: &mut Book, command: Command| {
        now.apply(&command);
        all.edits.extend(command.edits);
    };
    for group in same_names(book, doubles) {
        if let Some((into, others)) = group.split_first() {
            let command = breakdown::merge(&now, into, others, String::new());
            does(&mut now, command);
        }
    }
    for double in doubles {
        let command = one(&now, double, picks);
        does(&mut now, command);
    }
    all.edits = settled(book, all.edits);
    all
}

/// Lists what was typed into several doubles at once and cannot stay both.
pub fn clashes(book: &Book, double: &Double) -> Vec<Clash> {
    let sides = sides(book, double);
    let mut out = Vec::new();
    for field in fields(&sides) {
        if JOINED.contains(&&*field) || &*field == "eighths_source" || field.contains('/') {
            continue;
        }
        let mut values: Vec<(Id, Value)> = Vec::new();
        for side in sides.iter().filter(|side| side.is_typed(&field)) {
            let value = side.record.get(&field);
            if values.iter().all(|(_, known)| known != value) {
                values.push((side.record.id.clone(), value.clone()));
            }
        }
        if values.len() > 1 {
            out.push(Clash {
                keep: double.keep.clone(),
                field,
                values,
            });
        }
    }
    out
}

fn sides<'a>(book: &'a Book, double: &Double) -> Vec<Side<'a>> {
    double.all().filter_map(|id| Side::of(book, id)).collect()
}

/// Lists the fields of doubles that have one value each or are members of a set.
fn fields(sides: &[Side]) -> BTreeSet<Field> {
    let all = sides.iter().flat_map(|side| side.record.fields.keys());
    let is_own = |field: &&Field| {
        !matches!(&***field, "order" | "into" | REMOVED | late::MERGED)
            && !field.starts_with("apart/")
    };
    all.filter(is_own).cloned().collect()
}

/// Writes one of several doubles with what the others know, and takes those away.
fn one(book: &Book, double: &Double, picks: &Picks) -> Command {
    let mut command = Command::default();
    let sides = sides(book, double);
    let Some(first) = sides.first().filter(|side| side.record.id == double.keep) else {
        return command;
    };
    let Some(newest) = sides.iter().max_by_key(|side| side.age()) else {
        return command;
    };
    let keep = &double.keep;
    for field in fields(&sides) {
        let value = match field.split_once('/') {
            Some(("cast" | "element", _)) => Value::Flag(is_in(&sides, newest, &field)),
            Some(("count", _)) => {
                let counts = sides.iter().filter_map(|side| side.record.int(&field));
                counts.max().into()
            }
            _ => {
                let of = if &*field == "eighths_source" {
                    "eighths"
                } else {
                    &*field
                };
                let pick = picks.get(&(keep.clone(), of.into()));
                single(&sides, newest, &field, pick)
            }
        };
        let now = first.record.get(&field);
        // Out of a set is what everything is that was never in it.
        let is_out = value == Value::Flag(false) && now.is_nothing();
        if *now != value && !is_out {
            command.add(Kind::Scene, keep, &field, value);
        }
    }
    words(&mut command, keep, first, newest);
    places(book, &mut command, double);
    for other in &double.others {
        if let Some(record) = book.get(&Kind::Scene, other) {
            command.add(Kind::Scene, other, late::MERGED, late::held(record));
        }
        command.add(Kind::Scene, other, "into", keep);
        command.add(Kind::Scene, other, REMOVED, true);
    }
    command
}

/// Somebody is in a scene if anybody put them there, or the newest draft did and nobody took them
/// out.
fn is_in(sides: &[Side], newest: &Side, field: &str) -> bool {
    let is_typed_in = sides
        .iter()
        .any(|side| side.record.flag(field) && !side.has_said(field));
    let is_typed_out = sides
        .iter()
        .any(|side| !side.record.flag(field) && side.has_said(field));
    is_typed_in || newest.record.flag(field) && !is_typed_out
}

/// Whatever was typed goes before what a draft says, and the newest draft before the others.
fn single(sides: &[Side], newest: &Side, field: &str, pick: Option<&Id>) -> Value {
    let mut typed = sides.iter().filter(|side| side.is_typed(field));
    if JOINED.contains(&field) {
        let mut texts: Vec<&str> = Vec::new();
        for side in typed {
            let text = side.record.text(field);
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        return match texts.is_empty() {
            true => newest.record.get(field).clone(),
            false => texts.join("\n").into(),
        };
    }
    let picked = pick.and_then(|id| sides.iter().find(|side| side.record.id == *id));
    if let Some(side) = picked
        .filter(|side| side.is_typed(field))
        .or_else(|| typed.next())
    {
        return side.record.get(field).clone();
    }
    // Two imports each made a location of one name: the first one stays.
    if matches!(field, "unit" | "location") {
        let name = newest.linked(field);
        let same = sides.iter().find(|side| side.linked(field) == name);
        return same.unwrap_or(newest).record.get(field).clone();
    }
    newest.record.get(field).clone()
}

fn words(command: &mut Command, keep: &Id, first: &Side, newest: &Side) {
    let Some(text) = newest.text else { return };
    for field in ["elements", "draft", "imported"] {
        let value = text.get(field);
        let is_there = first.text.is_some_and(|text| text.get(field) == value);
        if !value.is_nothing() && !is_there {
            command.add(Kind::SceneText, keep, field, value.clone());
        }
    }
}

/// The scene stands on each board where it stood, else where the first double stood.
fn places(book: &Book, command: &mut Command, double: &Double) {
    let boards = board::boards(book)
        .into_iter()
        .map(|board| board.id.clone());
    let boards: BTreeSet<Id> = boards.chain([board::active(book)]).collect();
    for board in boards {
        let place = |scene: &Id| {
            let strip = Id::joined(&board, scene);
            let record = book.get(&Kind::Strip, &strip)?;
            Some(record.get("place").clone()).filter(|place| !place.is_nothing())
        };
        if place(&double.keep).is_none()
            && let Some(place) = double.others.iter().find_map(place)
        {
            let strip = Id::joined(&board, &double.keep);
            command.add(Kind::Strip, &strip, "place", place);
        }
    }
}

/// Lists the characters and elements of doubles that are there twice, as two imports make them:
/// each group by id.
fn same_names(book: &Book, doubles: &[Double]) -> Vec<Vec<Id>> {
    let mut all: BTreeMap<Name, BTreeSet<Id>> = BTreeMap::new();
    for kind in [Kind::Character, Kind::Element] {
        for record in book.all(&kind) {
            all.entry(name(record))
                .or_default()
                .insert(record.id.clone());
        }
    }
    all.retain(|_, ids| ids.len() > 1);
    let mut wanted: BTreeSet<Name> = BTreeSet::new();
    let mut are_two: BTreeSet<Name> = BTreeSet::new();
    let scenes = doubles.iter().flat_map(Double::all);
    for scene in scenes.filter_map(|id| book.get(&Kind::Scene, id)) {
        let mut of_scene: BTreeSet<Name> = BTreeSet::new();
        for (set, kind) in [("cast", Kind::Character), ("element", Kind::Element)] {
            for record in scene.set(set).filter_map(|id| book.get(&kind, &id)) {
                // A scene that has the name twice means two.
                if let Some(twice) = of_scene.replace(name(record)) {
                    are_two.insert(twice);
                }
            }
        }
        wanted.extend(of_scene);
    }
    all.into_iter()
        .filter(|(name, _)| wanted.contains(name) && !are_two.contains(name))
        .map(|(_, ids)| ids.into_iter().collect())
        .collect()
}

/// What two records have to share to be one: kind, category and name.
type Name = (Kind, Id, String);

fn name(record: &Arc<Record>) -> Name {
    let text = record.text("name");
    let key = match record.kind {
        Kind::Character => name_key(text),
        _ => element_key(text),
    };
    (record.kind.clone(), category_of(record), key)
}

/// Keeps the last edit of each field, and only where it changes something.
fn settled(book: &Book, edits: Vec<Edit>) -> Vec<Edit> {
    let mut at: BTreeMap<(Kind, Id, Field), usize> = BTreeMap::new();
    let mut out: Vec<Edit> = Vec::new();
    for edit in edits {
        let key = (edit.kind.clone(), edit.id.clone(), edit.field.clone());
        match at.get(&key) {
            Some(n) => out[*n] = edit,
            None => {
                at.insert(key, out.len());
                out.push(edit);
            }
        }
    }
    out.retain(|edit| {
        let now = book
            .any(&edit.kind, &edit.id)
            .map(|record| record.get(&edit.field));
        match (&edit.write, now) {
            (Write::Put(value), Some(now)) => value != now,
            _ => true,
        }
    });
    out
}
