//! What an import writes beside the fields of its scenes: their words, the draft, what is gone.

use serde::Serialize;

use crate::board;
use crate::book::Book;
use crate::command::Command;
use crate::formats::Screenplay;
use crate::formats::screenplay::{PageLock, ScriptFormat};
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Value;
use crate::script::{self, LockedPage};

use super::Options;
use super::choices::Gone;
use super::plan::Missing;
use super::said::Imported;
use super::work::Work;

/// Writes the words of a scene, and what the import said of it.
pub(super) fn text(book: &Book, command: &mut Command, id: &Id, draft: &Id, work: &Work) {
    let record = book.get(&Kind::SceneText, id);
    if let Some(heading) = &work.heading {
        let stays = || record.map_or("", |r| r.text("elements"));
        let elements = work.elements.as_deref().unwrap_or_else(stays);
        script::keep(book, command, id, draft, heading, elements);
    }
    if let Some(elements) = &work.elements
        && record.is_none_or(|r| r.text("elements") != elements)
    {
        command.add(Kind::SceneText, id, "elements", elements.as_str());
        command.add(Kind::SceneText, id, "draft", draft);
    }
    if work.planned.scene.is_none() {
        command.add(Kind::SceneText, id, "made", draft);
    }
    let imported = work.said.json();
    if record.is_none_or(|r| r.text("imported") != imported) {
        command.add(Kind::SceneText, id, "imported", imported);
    }
}

/// Writes what becomes of a scene that the draft does not have.
pub(super) fn gone(book: &Book, command: &mut Command, missing: &Missing) {
    let id = &missing.scene.id;
    if missing.gone == Gone::Keep {
        return;
    }
    command.add(Kind::Scene, id, "omitted", true);
    // The draft said so, nobody typed it: a later draft may bring the scene back.
    if let Some(mut said) = Imported::of(book, id) {
        said.omitted = true;
        command.add(Kind::SceneText, id, "imported", said.json());
    }
    if missing.gone == Gone::OmitAndUnschedule {
        for board in board::boards(book) {
            let strip = Id::joined(&board.id, id);
            if !book.text(&Kind::Strip, &strip, "place").is_empty() {
                command.add(Kind::Strip, &strip, "place", Value::Nothing);
            }
        }
    }
}

/// Writes the draft itself.
pub(super) fn draft(
    book: &Book,
    command: &mut Command,
    draft: &Id,
    script: &Screenplay,
    options: &Options,
) {
    let format = match script.format {
        ScriptFormat::Fountain => "fountain",
        ScriptFormat::Fdx => "fdx",
    };
    let date = script
        .title_page
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case("draft date") || key.eq_ignore_ascii_case("date"))
        .map(|(_, value)| value.trim());
    let known: Vec<&str> = book.every(&Kind::Draft).map(|r| r.id.as_str()).collect();
    let mut put = |field: &str, value: Value| {
        if !value.is_nothing() {
            command.add(Kind::Draft, draft, field, value);
        }
    };
    put("title", script.title.as_deref().into());
    put("file", options.file.as_str().into());
    put("format", format.into());
    put("imported_ms", options.now_ms.into());
    put("by", options.by.as_ref().map(Id::as_str).into());
    put(
        "scenes",
        i64::try_from(script.scenes.len())
            .unwrap_or_default()
            .into(),
    );
    put("hash", options.hash.as_str().into());
    put("date", date.into());
    put("knew", known.join(" ").into());
    put(
        "active_revision",
        script.active_revision.map(i64::from).into(),
    );
    put("title_page", json(&script.title_page));
    put("revision_sets", json(&script.revision_sets));
    let tags = (&script.tag_categories, &script.tag_definitions);
    if !script.tag_definitions.is_empty() {
        put("tags", json(&tags));
    }
    put("preamble", json(&script.preamble));
}

/// Writes where the draft locks pages. `scenes` are those of the file, in its order: their ids, where
/// they have one, and whether the draft's words are taken. In words that stay as they were no place
/// can be found, so the page begins with what follows.
pub(super) fn page_locks(
    command: &mut Command,
    draft: &Id,
    locks: &[PageLock],
    scenes: &[(Option<Id>, bool)],
) {
    let begins = |lock: &PageLock| {
        let page = lock.page.clone();
        let Some(at) = lock.scene else {
            let (element, at) = (lock.element, lock.at);
            return Some(LockedPage {
                page,
                scene: None,
                element,
                at,
            });
        };
        let follows = |is_inside: bool| {
            let from = if is_inside { at.saturating_add(1) } else { at };
            let scene = scenes.get(from..)?.iter().find_map(|(id, _)| id.clone());
            scene.map(|id| LockedPage {
                page: page.clone(),
                scene: Some(id),
                ..LockedPage::default()
            })
        };
        match (scenes.get(at), lock.element) {
            (Some((Some(id), true)), element) => Some(LockedPage {
                page: page.clone(),
                scene: Some(id.clone()),
                element,
                at: lock.at,
            }),
            (_, element) => follows(element.is_some()),
        }
    };
    let locked: Vec<LockedPage> = locks.iter().filter_map(begins).collect();
    let value = json(&locked);
    if !value.is_nothing() {
        command.add(Kind::Draft, draft, "page_locks", value);
    }
}

fn json(value: &impl Serialize) -> Value {
    match serde_json::to_string(value) {
        Ok(text) if text != "[]" => Value::text(text),
        _ => Value::Nothing,
    }
}
