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
    let mut all: Vec<(usize, Draft)> = book
        .all(&Kind::Draft)
        .map(|record| {
            let draft = Draft {
                id: record.id.clone(),
                title: super::view::text(record, "title"),
                file: super::view::text(record, "file"),
                imported_ms: record.int("imported_ms").unwrap_or_default(),
                scenes: record.int("scenes").unwrap_or_default(),
            };
            (record.text("knew").split_whitespace().count(), draft)
        })
        .collect();
    // Whoever imports a draft over others has more drafts before it than they had; the clocks of two
    // devices say less.
    all.sort_by(|(a_knew, a), (b_knew, b)| {
        (b_knew, b.imported_ms)
            .cmp(&(a_knew, a.imported_ms))
            .then_with(|| a.id.cmp(&b.id))
    });
    all.into_iter().map(|(_, draft)| draft).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Record;

    #[test]
    fn a_draft_over_another_is_newer_whatever_the_clocks_say() {
        let mut book = Book::default();
        for (id, at_ms, knew) in [("a", 9_000i64, ""), ("b", 10, "a"), ("c", 20, "")] {
            let mut record = Record::new(Kind::Draft, Id::new(id));
            record.fields.insert("imported_ms".into(), at_ms.into());
            record.fields.insert("knew".into(), knew.into());
            book.put(record);
        }
        let ids: Vec<String> = drafts(&book).iter().map(|d| d.id.to_string()).collect();
        assert_eq!(ids, ["b", "a", "c"]);
    }
}
