//! The words of a scene, and the drafts they came from.

use std::sync::Arc;

use crate::book::Book;
use crate::formats::screenplay::Element;
use crate::id::Id;
use crate::kind::Kind;

/// Returns the paragraphs of a scene; empty if it has none or this device may not read them.
pub fn words(book: &Book, scene: &Id) -> Vec<Element> {
    let elements = book
        .get(&Kind::SceneText, scene)
        .map(|record| record.text("elements"));
    elements
        .and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default()
}

/// An imported script.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    pub id: Id,
    pub title: Arc<str>,
    pub file: Arc<str>,
    pub imported_ms: i64,
    pub scenes: i64,
}

/// Lists the imported scripts, newest first.
pub fn drafts(book: &Book) -> Vec<Draft> {
    let mut all: Vec<Draft> = book
        .all(&Kind::Draft)
        .map(|record| Draft {
            id: record.id.clone(),
            title: super::view::text(record, "title"),
            file: super::view::text(record, "file"),
            imported_ms: record.int("imported_ms").unwrap_or_default(),
            scenes: record.int("scenes").unwrap_or_default(),
        })
        .collect();
    all.sort_by(|a, b| {
        b.imported_ms
            .cmp(&a.imported_ms)
            .then_with(|| a.id.cmp(&b.id))
    });
    all
}
