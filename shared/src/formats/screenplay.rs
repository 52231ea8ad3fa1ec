//! What a script holds, whichever format it came in. Stored per scene as JSON in a document, so
//! empty fields are left out and unknown ones are ignored.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::text::TextEncoding;
use crate::eighths::Eighths;
use crate::heading::Heading;

/// A whole script, with everything that was not understood listed beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Screenplay {
    /// Keys and values in the order of the file; FDX has lines without keys.
    pub title_page: Vec<(String, String)>,
    pub title: Option<String>,
    pub format: ScriptFormat,
    pub encoding: TextEncoding,
    /// What stands before the first heading.
    pub preamble: Vec<Element>,
    pub scenes: Vec<ScriptScene>,
    /// Acts and sequences, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub revision_sets: Vec<RevisionSet>,
    /// The revision set that the writer was in when the file was saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_revision: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tag_categories: Vec<TagCategory>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tag_definitions: Vec<TagDefinition>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cast: Vec<CastMember>,
    /// Notes that belong to no scene.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Pages of the standard layout, without the title page.
    pub pages: u32,
    /// Where pages begin that were printed and keep their numbers, in script order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub page_locks: Vec<PageLock>,
    pub problems: Vec<Problem>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScriptFormat {
    #[default]
    Fountain,
    Fdx,
}

/// A scene: its heading and everything up to the next heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScriptScene {
    /// As written: "12A", "A12", "89PT1". Never a number, never sorted by (DOMAIN 3.2).
    pub number: Option<String>,
    /// In upper case with single spaces, without number, notes and emphasis.
    pub heading: String,
    pub parsed: Heading,
    pub elements: Vec<Element>,
    pub eighths: Eighths,
    pub eighths_source: EighthsSource,
    /// The page that the scene starts on: "87A" if the file says so, else that of the layout.
    pub page: Option<String>,
    /// Names of the cues, in upper case, without extensions.
    pub characters: BTreeSet<String>,
    /// How often someone starts to speak.
    pub speeches: u32,
    pub synopsis: String,
    /// The number is kept, the scene is gone: "12 OMITTED".
    pub omitted: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Titles of the acts and sequences around the scene, outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<SceneTag>,
    /// What an omitted scene held: its old heading first, as a shot (FDX OmittedScene).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub omitted_elements: Vec<Element>,
    /// Who appears according to the writer's beat list, spoken or not (FDX SceneArcBeats).
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub arc_characters: BTreeSet<String>,
    /// A title beside the heading (FDX).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The colour that the writer gave the scene, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// The latest revision set that changed the heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading_revision: Option<u32>,
    /// Ids of the revision sets that changed the scene.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub revisions: BTreeSet<u32>,
    /// Line of the heading in the file, from 1.
    pub line: u32,
}

/// Where a scene's length comes from. A re-import never replaces `Manual` (DOMAIN 3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EighthsSource {
    Fdx,
    #[default]
    Computed,
    Manual,
}

impl EighthsSource {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fdx => "fdx",
            Self::Computed => "computed",
            Self::Manual => "manual",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElementKind {
    #[default]
    Action,
    Character,
    Parenthetical,
    Dialogue,
    Lyrics,
    Transition,
    Shot,
    General,
    Centered,
    CastList,
    NewAct,
    EndOfAct,
    /// Outline and beat text, which is not printed.
    Outline,
    /// A forced page break. Its text is empty.
    PageBreak,
}

/// The column of a dual dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DualSide {
    Left,
    Right,
}

/// A paragraph. A line break in its text is one in the script.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Element {
    pub kind: ElementKind,
    /// Plain text: no emphasis marks, no notes.
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dual: Option<DualSide>,
    /// The latest revision set that changed it. Set 0 is the original and not recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<u32>,
    /// What that set changed of the text, from and to in bytes; empty: all of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub revised: Vec<(u32, u32)>,
    /// First line in the file, from 1.
    pub line: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<ElementTag>,
}

impl Element {
    pub fn new(kind: ElementKind, text: impl Into<String>, line: u32) -> Self {
        Self {
            kind,
            text: text.into(),
            line,
            ..Self::default()
        }
    }
}

/// Marked text, and the definition that it stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ElementTag {
    /// Id in [`Screenplay::tag_definitions`]; empty if the file defines none.
    pub definition: String,
    pub text: String,
}

/// A breakdown element that is marked in a scene, once per definition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SceneTag {
    pub definition: String,
    /// Name of the category by its id, else as the file names it (DOMAIN 3.2).
    pub category: String,
    pub label: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Section {
    /// 1 is an act.
    pub level: u32,
    pub title: String,
    pub synopsis: String,
    pub line: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    pub text: String,
    pub line: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RevisionSet {
    pub id: u32,
    pub name: String,
    /// What is printed in the margin, commonly "*".
    pub mark: String,
    /// Sixteen bits a channel: "#RRRRGGGGBBBB".
    pub color: String,
    pub page_color: String,
    pub full_revision: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TagCategory {
    pub id: String,
    /// By id if the id is known, else as in the file.
    pub name: String,
    /// As in the file.
    pub file_name: String,
    pub number: String,
    pub color: String,
    /// Synopsis, script day, unit, sequence, location and comments describe the scene itself.
    pub is_scene_field: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TagDefinition {
    pub id: String,
    pub category_id: String,
    /// Name of the category, empty if the file does not say.
    pub category: String,
    pub label: String,
    pub number: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CastMember {
    pub character: String,
    pub actor: String,
}

/// The place that a locked page begins at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageLock {
    /// What is printed: "87A".
    pub page: String,
    /// The scene, by its index; none before the first heading.
    pub scene: Option<usize>,
    /// The element, by its index; none: the page begins with the scene's heading.
    pub element: Option<usize>,
    /// Bytes of the element's text that stand on the page before.
    pub at: u32,
}

/// A line that was not understood, or only by a guess.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Problem {
    /// From 1.
    pub line: u32,
    pub message: String,
}

impl Problem {
    pub fn new(line: u32, message: impl Into<String>) -> Self {
        Self {
            line,
            message: message.into(),
        }
    }
}
