//! What a user does to a scene, as commands. A command that would change nothing is empty.

use std::collections::HashSet;

use crate::book::Book;
use crate::command::Command;
use crate::eighths::Eighths;
use crate::heading::{Heading, HeadingRules, split_scene_number};
use crate::id::Id;
use crate::kind::Kind;
use crate::order;
use crate::record::Value;

use super::lock::lock;
use super::number::{normal, suggest};
use super::view::in_order;

/// Whether somebody is in a scene.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    In,
    Out,
}

/// Writes one field of a scene if it differs; an empty text is taken back to nothing.
pub fn edit(
    book: &Book,
    scene: &Id,
    field: &str,
    value: impl Into<Value>,
    label: String,
) -> Command {
    let value = match value.into() {
        Value::Text(text) if text.trim().is_empty() => Value::Nothing,
        Value::Text(text) => Value::text(text.trim()),
        other => other,
    };
    let mut command = Command::new(label);
    if book
        .any(&Kind::Scene, scene)
        .is_none_or(|record| *record.get(field) != value)
    {
        command.add(Kind::Scene, scene, field, value);
    }
    command
}

/// Writes a length that somebody typed: no import replaces it (DOMAIN 3.1).
pub fn edit_eighths(book: &Book, scene: &Id, eighths: Eighths, label: String) -> Command {
    let mut command = edit(book, scene, "eighths", i64::from(eighths.0), label);
    if book.text(&Kind::Scene, scene, "eighths_source") != "manual" {
        command.add(Kind::Scene, scene, "eighths_source", "manual");
    }
    command
}

/// Puts a character into a scene or takes them out.
pub fn set_cast(book: &Book, scene: &Id, character: &Id, part: Part, label: String) -> Command {
    let field = format!("cast/{character}");
    let is_in = book
        .any(&Kind::Scene, scene)
        .is_some_and(|record| record.flag(&field));
    let mut command = Command::new(label);
    if is_in != (part == Part::In) {
        command.add(Kind::Scene, scene, &field, part == Part::In);
    }
    command
}

/// Puts somebody into a scene by name; a new name becomes a character with the next cast number.
pub fn cast_by_name(
    book: &Book,
    scene: &Id,
    name: &str,
    label: String,
    new_id: &mut dyn FnMut() -> Id,
) -> Command {
    if super::character::name_key(name).is_empty() {
        return Command::default();
    }
    let mut made = Command::new(label.clone());
    let character = super::character::find_or_make(book, name, &mut made, new_id);
    made.and(set_cast(book, scene, &character, Part::In, label))
}

/// What a scene that is added starts with: the heading as typed, "12A INT. PIER - DAY".
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewScene {
    pub heading: String,
    /// Empty: a free number is suggested.
    pub number: String,
    pub eighths: Option<Eighths>,
    pub synopsis: String,
}

/// Adds a scene behind another in script order, or at the end.
pub fn add(book: &Book, new: &NewScene, behind: Option<&Id>, label: String, id: &Id) -> Command {
    let scenes = in_order(book);
    let at = behind
        .and_then(|id| scenes.iter().position(|s| s.id == *id))
        .map_or(scenes.len(), |at| at + 1);
    let before = at.checked_sub(1).and_then(|n| scenes.get(n));
    let after = scenes.get(at);

    let (typed, heading) = split_scene_number(&new.heading);
    let heading = HeadingRules::default().parse(heading);
    let taken: HashSet<String> = scenes.iter().map(|s| normal(&s.number)).collect();
    let number = match (new.number.trim(), typed) {
        ("", None) => suggest(
            before.map(|s| &*s.number),
            after.map(|s| &*s.number),
            &taken,
        ),
        ("", Some(typed)) => typed.to_owned(),
        (number, _) => number.to_owned(),
    };
    let key = order::between(before.map(|s| &*s.order), after.map(|s| &*s.order));
    let mut command = Command::new(label).put(Kind::Scene, id, "order", key).put(
        Kind::Scene,
        id,
        "number",
        number,
    );
    let mut text = |field: &str, text: &str| {
        if !text.is_empty() {
            command.add(Kind::Scene, id, field, text);
        }
    };
    text("int_ext", heading.int_ext.as_str());
    text("set", &set_of(&heading));
    text("time", &heading.time);
    text("synopsis", new.synopsis.trim());
    if let Some(eighths) = new.eighths {
        command.add(Kind::Scene, id, "eighths", i64::from(eighths.0));
        command.add(Kind::Scene, id, "eighths_source", "manual");
    }
    command
}

/// Returns the set as it is stored: what stands behind the time stays as text, "PIER (1985)".
pub(crate) fn set_of(heading: &Heading) -> String {
    if heading.note.is_empty() {
        heading.set.clone()
    } else {
        format!("{} ({})", heading.set, heading.note)
            .trim()
            .to_owned()
    }
}

/// Takes a scene away, with its strips on every board; an undo brings all of it back. Where the
/// numbers are locked the scene is omitted instead and keeps its number.
pub fn remove(book: &Book, scene: &Id, label: String) -> Command {
    if lock(book).is_some() {
        return edit(book, scene, "omitted", true, label);
    }
    // Strips need no edit: a strip whose scene is gone is on no board, and returns with it.
    Command::new(label).remove(Kind::Scene, scene)
}
