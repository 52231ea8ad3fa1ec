//! What an import said of a scene: a field that differs from it was typed by somebody.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::breakdown::tags::Tagged;
use crate::formats::screenplay::ScriptScene;
use crate::id::Id;
use crate::kind::Kind;
use crate::scene::edit::set_of;
use crate::scene::name_key;

/// The values that the last import wrote.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Imported {
    pub number: String,
    pub int_ext: String,
    pub set: String,
    pub time: String,
    pub synopsis: String,
    pub script_day: String,
    pub page: String,
    pub omitted: bool,
    pub cast: BTreeSet<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sequence: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub comments: String,
    /// Names, not ids.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub location: String,
    /// Keys of the tagged elements ([`Tagged::key`]).
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub elements: BTreeSet<String>,
}

/// The fields of a scene that are plain text.
pub(crate) const TEXTS: [&str; 9] = [
    "number",
    "int_ext",
    "set",
    "time",
    "synopsis",
    "script_day",
    "page",
    "sequence",
    "comments",
];

impl Imported {
    /// Reads what the last import said of a scene; nothing for one that no import made.
    pub fn of(book: &Book, scene: &Id) -> Option<Self> {
        let text = book.any(&Kind::SceneText, scene)?;
        serde_json::from_str(text.text("imported")).ok()
    }

    pub fn text(&self, field: &str) -> &str {
        match field {
            "number" => &self.number,
            "int_ext" => &self.int_ext,
            "set" => &self.set,
            "time" => &self.time,
            "synopsis" => &self.synopsis,
            "script_day" => &self.script_day,
            "page" => &self.page,
            "sequence" => &self.sequence,
            "comments" => &self.comments,
            _ => "",
        }
    }

    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Returns what a file says of a scene.
pub(super) fn said(scene: &ScriptScene, number: &str, elements: &[Tagged]) -> Imported {
    let tagged = |category: &'static str| {
        scene
            .tags
            .iter()
            .filter(move |t| t.category == category)
            .map(|t| t.label.trim())
            .filter(|label| !label.is_empty())
    };
    let first = |category| tagged(category).next().unwrap_or_default().to_owned();
    let names = scene
        .characters
        .iter()
        .chain(&scene.arc_characters)
        .map(String::as_str);
    Imported {
        number: number.trim().to_owned(),
        int_ext: scene.parsed.int_ext.as_str().to_owned(),
        set: set_of(&scene.parsed),
        time: scene.parsed.time.clone(),
        synopsis: match scene.synopsis.trim() {
            "" => first("Synopsis"),
            synopsis => synopsis.to_owned(),
        },
        script_day: first("Script Day"),
        page: scene.page.clone().unwrap_or_default(),
        omitted: scene.omitted,
        cast: names
            .chain(tagged("Cast Members"))
            .map(name_key)
            .filter(|name| !name.is_empty())
            .collect(),
        sequence: first("Sequence"),
        comments: tagged("Comments").collect::<Vec<_>>().join("\n"),
        unit: first("Unit"),
        location: first("Location"),
        elements: elements.iter().map(Tagged::key).collect(),
    }
}

/// Returns what is said of a scene of which a draft keeps the number alone: whatever it said
/// before stands, so that the scene comes back as it was.
pub(super) fn said_omitted(before: Option<&Imported>, number: &str) -> Imported {
    Imported {
        number: number.trim().to_owned(),
        omitted: true,
        ..before.cloned().unwrap_or_default()
    }
}
