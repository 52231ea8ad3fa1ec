//! What an import keeps beside a scene's words, so that pages can show what the draft changed.

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Value;

/// A scene's heading as the file has it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Heading {
    pub text: String,
    /// The latest revision set that changed it.
    pub revision: Option<u32>,
}

/// Adds the heading of a scene that is imported, and what stood there before where it differs.
/// `elements` are the words that the import writes.
pub(crate) fn keep(
    book: &Book,
    command: &mut Command,
    scene: &Id,
    draft: &Id,
    heading: &Heading,
    elements: &str,
) {
    let record = book.get(&Kind::SceneText, scene);
    let was = |field: &str| record.map_or("", |r| r.text(field));
    let mut put = |field: &str, value: Value| {
        if record.map_or(&Value::Nothing, |r| r.get(field)) != &value {
            command.add(Kind::SceneText, scene, field, value);
        }
    };
    if was("elements") != elements {
        let before = match record {
            Some(_) if !was("elements").is_empty() => was("elements").into(),
            // The scene is new in this draft, unless this is the first.
            _ if book.all(&Kind::Draft).next().is_some() => "[]".into(),
            _ => Value::Nothing,
        };
        put("before", before);
    }
    if was("heading") != heading.text {
        let before = Some(was("heading")).filter(|text| !text.is_empty());
        put("heading_before", before.into());
        put("heading", heading.text.as_str().into());
        put("heading_draft", draft.into());
    }
    put("heading_revision", heading.revision.map(i64::from).into());
}
