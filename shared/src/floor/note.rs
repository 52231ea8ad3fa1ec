//! Notes from the set: a sentence, about a day or a scene, by somebody, never changed.

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::scene::doubles;

/// One note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    pub id: Id,
    pub day: Option<Id>,
    pub scene: Option<Id>,
    pub text: String,
    pub at_ms: i64,
    pub by: Option<Id>,
}

/// Makes a note; nothing for an empty text.
pub fn note(
    new_id: &mut dyn FnMut() -> Id,
    now_ms: i64,
    label: String,
    day: Option<&Id>,
    scene: Option<&Id>,
    text: &str,
    by: Option<&Id>,
) -> Option<Command> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let id = new_id();
    let mut command = Command::new(label)
        .put(Kind::Note, &id, "text", text)
        .put(Kind::Note, &id, "at_ms", now_ms)
        .put(Kind::Note, &id, "by", by)
        .put(Kind::Note, &id, "day", day);
    if let Some(scene) = scene {
        command.add(Kind::Note, &id, "scene", scene);
    }
    Some(command)
}

/// Lists notes, the newest first: of one day, or all.
pub fn notes(book: &Book, day: Option<&Id>) -> Vec<Note> {
    let mut notes: Vec<Note> = book
        .all(&Kind::Note)
        .map(|record| Note {
            id: record.id.clone(),
            day: record.link("day"),
            scene: record.link("scene").map(|scene| doubles::now(book, &scene)),
            text: record.text("text").to_owned(),
            at_ms: record.int("at_ms").unwrap_or(0),
            by: record.link("by"),
        })
        .filter(|note| !note.text.is_empty() && (day.is_none() || note.day.as_ref() == day))
        .collect();
    notes.sort_by(|a, b| (b.at_ms, &b.id).cmp(&(a.at_ms, &a.id)));
    notes
}
