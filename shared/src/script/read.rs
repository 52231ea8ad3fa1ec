//! The scenes of the script with their words, and which of those the newest draft changed.

use std::sync::Arc;

use super::changes::{Span, changes};
use crate::book::Book;
use crate::formats::screenplay::Element;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;
use crate::scene::{self, SceneView};

/// What stands in the place of a scene that is out of the script (DOMAIN 3.2).
const OMITTED: &str = "OMITTED";

/// A scene as the script has it.
pub(super) struct Scene {
    pub id: Id,
    pub number: Arc<str>,
    pub heading: String,
    pub is_heading_changed: bool,
    pub elements: Vec<Element>,
    /// What changed in each of the elements.
    pub spans: Vec<Vec<Span>>,
}

/// What tells that a draft changed something.
enum Marks {
    /// The file's own revision set (DOMAIN 3.2); those of earlier sets are no news any more.
    Set(u32),
    /// Whatever differs from the draft before.
    Compared(Id),
    None,
}

/// Returns what stands before the first heading, and all scenes in script order.
pub(super) fn read(book: &Book) -> (Vec<Element>, Vec<Scene>) {
    let newest = scene::drafts(book).into_iter().next();
    let record = newest.and_then(|draft| book.get(&Kind::Draft, &draft.id));
    let preamble = record.map_or_else(Vec::new, |r| elements(r.text("preamble")));
    let mut scenes: Vec<(Arc<SceneView>, Vec<Element>)> = scene::in_order(book)
        .into_iter()
        .map(|scene| {
            let words = match scene.is_omitted {
                true => Vec::new(),
                false => scene::words(book, &scene.id),
            };
            (scene, words)
        })
        .collect();
    let marks = record.map_or(Marks::None, |draft| marks(book, draft, &scenes));
    let scenes = scenes
        .drain(..)
        .map(|(view, elements)| one(book, &view, elements, &marks))
        .collect();
    (preamble, scenes)
}

fn elements(json: &str) -> Vec<Element> {
    serde_json::from_str(json).unwrap_or_default()
}

fn marks(book: &Book, draft: &Record, scenes: &[(Arc<SceneView>, Vec<Element>)]) -> Marks {
    if draft.text("format") == "fdx" {
        let of_heading = |id: &Id| {
            let record = book.get(&Kind::SceneText, id)?;
            u32::try_from(record.int("heading_revision")?).ok()
        };
        let latest = scenes
            .iter()
            .flat_map(|(view, elements)| {
                let elements = elements.iter().filter_map(|e| e.revision);
                elements.chain(of_heading(&view.id))
            })
            .max();
        if let Some(latest) = latest {
            let active = draft.int("active_revision");
            let active = active
                .and_then(|n| u32::try_from(n).ok())
                .filter(|n| *n > 0);
            return Marks::Set(active.unwrap_or(latest));
        }
    }
    Marks::Compared(draft.id.clone())
}

fn one(book: &Book, view: &SceneView, elements: Vec<Element>, marks: &Marks) -> Scene {
    let record = book.get(&Kind::SceneText, &view.id);
    let said = |field: &str| record.map_or("", |r| r.text(field));
    let (is_heading_changed, spans) = match marks {
        Marks::None => (false, vec![Vec::new(); elements.len()]),
        Marks::Set(set) => {
            let heading = record.and_then(|r| r.int("heading_revision"));
            let spans = elements.iter().map(|e| revised(e, *set)).collect();
            (heading == Some(i64::from(*set)), spans)
        }
        Marks::Compared(draft) => {
            let is_new = said("draft") == draft.as_str() && said("before") == "[]";
            let is_renamed =
                said("heading_draft") == draft.as_str() && !said("heading_before").is_empty();
            let spans = match said("before") {
                before if said("draft") == draft.as_str() && !before.is_empty() => {
                    changes(&elements, &self::elements(before))
                }
                _ => vec![Vec::new(); elements.len()],
            };
            (is_new || is_renamed, spans)
        }
    };
    Scene {
        id: view.id.clone(),
        number: view.number.clone(),
        heading: heading(view, said("heading")),
        is_heading_changed,
        elements,
        spans,
    }
}

/// Returns the heading of the file; a scene that no file had is headed as it was typed.
fn heading(view: &SceneView, of_file: &str) -> String {
    match of_file {
        _ if view.is_omitted => OMITTED.to_owned(),
        "" => view.heading(),
        omitted if omitted.starts_with("OMIT") => view.heading(),
        written => written.to_owned(),
    }
}

fn revised(element: &Element, set: u32) -> Vec<Span> {
    if element.revision != Some(set) {
        return Vec::new();
    }
    if element.revised.is_empty() {
        return vec![(0, element.text.len())];
    }
    let spans = element.revised.iter();
    spans
        .map(|(from, to)| (*from as usize, *to as usize))
        .collect()
}
