//! The scenes of a file beside those of the book, ready to be matched. It is made once for a
//! preview: a plan for other choices reads no words again.

use std::collections::HashMap;
use std::sync::Arc;

use crate::book::Book;
use crate::breakdown::tags::{self, Tagged};
use crate::formats::Screenplay;
use crate::formats::screenplay::{Element, ScriptScene};
use crate::id::Id;
use crate::kind::Kind;
use crate::scene::character;
use crate::scene::edit::set_of;
use crate::scene::matching::{Alignment, Likeness, Signature, Told, signature};
use crate::scene::name_key;
use crate::scene::view::{SceneView, in_order};

use super::choices::{Choices, Whose};

/// What a plan reads of a book and a file.
#[derive(Debug)]
pub struct Comparison {
    pub(super) scenes: Vec<Arc<SceneView>>,
    pub(super) ours: Vec<Signature>,
    pub(super) theirs: Vec<Signature>,
    pub(super) likeness: Likeness,
    /// The words of each scene of the file, as they are stored.
    pub(super) texts: Vec<String>,
    pub(super) tags: Vec<Vec<Tagged>>,
    /// The names of characters that were merged, and by which they go.
    pub(super) aliases: HashMap<String, String>,
}

impl Comparison {
    pub fn of(book: &Book, script: &Screenplay) -> Self {
        let scenes = in_order(book);
        let ours: Vec<Signature> = scenes.iter().map(|scene| here(book, scene)).collect();
        let theirs: Vec<Signature> = script.scenes.iter().map(there).collect();
        let aliases = book.all(&Kind::Character).flat_map(|record| {
            let name = name_key(record.text("name"));
            character::aliases(record).map(move |alias| (alias, name.clone()))
        });
        Self {
            likeness: Likeness::of(&ours, &theirs),
            ours,
            theirs,
            texts: script.scenes.iter().map(stored_elements).collect(),
            tags: script.scenes.iter().map(tags::tagged).collect(),
            aliases: aliases.collect(),
            scenes,
        }
    }

    /// Lists the scenes of the book, in script order.
    pub fn scenes(&self) -> &[Arc<SceneView>] {
        &self.scenes
    }

    pub(super) fn align(&self, choices: &Choices) -> Alignment {
        let at = |id: &Id| self.scenes.iter().position(|scene| scene.id == *id);
        let told: Told = choices
            .told
            .iter()
            .filter_map(|(n, whose)| match whose {
                // A scene that is no longer there is told about no more.
                Whose::Scene(id) => at(id).map(|at| (*n, Some(at))),
                Whose::New { .. } => Some((*n, None)),
            })
            .collect();
        Alignment::of(&self.ours, &self.theirs, &self.likeness, &told)
    }
}

/// Makes the signature of a scene of the book.
pub(crate) fn here(book: &Book, scene: &SceneView) -> Signature {
    let elements = crate::scene::words(book, &scene.id);
    let texts = elements.iter().map(|element| element.text.as_str());
    let mut signature = signature(&scene.number, &scene.heading(), texts);
    signature.is_omitted = scene.is_omitted;
    signature
}

fn there(scene: &ScriptScene) -> Signature {
    let number = scene.number.as_deref().unwrap_or_default();
    if scene.omitted {
        let mut signature = signature(number, "", []);
        signature.is_omitted = true;
        return signature;
    }
    let texts = scene.elements.iter().map(|element| element.text.as_str());
    signature(number, &plain_heading(scene), texts)
}

fn plain_heading(scene: &ScriptScene) -> String {
    let int_ext = match scene.parsed.int_ext.as_str() {
        "" => String::new(),
        "I/E" => "INT./EXT. ".to_owned(),
        plain => format!("{plain}. "),
    };
    let set = set_of(&scene.parsed);
    let time = &scene.parsed.time;
    let dash = if time.is_empty() { "" } else { " - " };
    format!("{int_ext}{set}{dash}{time}")
}

// Lines count from the heading, so that a scene that is inserted before changes no other.
fn stored_elements(scene: &ScriptScene) -> String {
    let elements: Vec<Element> = scene
        .elements
        .iter()
        .map(|element| Element {
            line: element.line.saturating_sub(scene.line),
            ..element.clone()
        })
        .collect();
    serde_json::to_string(&elements).unwrap_or_default()
}
