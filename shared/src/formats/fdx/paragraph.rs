//! Paragraphs of the script, and what becomes of each type.

use std::collections::BTreeSet;

use quick_xml::events::BytesStart;

use super::blocks::{Place, units};
use super::{FdxReader, Node, attribute};
use crate::eighths::Eighths;
use crate::formats::assemble::{cue_name, scene_from_heading};
use crate::formats::screenplay::{
    DualSide, EighthsSource, Element, ElementKind, ElementTag, SceneTag,
};

/// A paragraph while it is being read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub kind: String,
    pub text: String,
    pub line: u32,
    pub number: String,
    pub starts_new_page: bool,
    pub is_centered: bool,
    pub revisions: BTreeSet<u32>,
    /// The revision set of the text that is being read, 0 for the original.
    pub open_revision: u32,
    /// Revised text: the set, from and to in bytes.
    pub revised: Vec<(u32, usize, usize)>,
    /// Tag numbers of the text that is being read, and of what was read.
    pub open_tags: Vec<String>,
    pub tags: Vec<ElementTag>,
    /// Dual dialogues and omitted scenes inside it.
    pub blocks: u64,
    pub length: Option<String>,
    pub page: String,
    pub title: String,
    pub color: String,
    pub synopsis: String,
    pub arc_characters: BTreeSet<String>,
    /// Where it goes: the scenes and elements that were there when it began.
    pub place: Place,
}

impl Paragraph {
    pub fn push_text(&mut self, content: &str) {
        let from = self.text.len();
        self.text.push_str(content);
        if self.open_revision > 0 && !content.is_empty() {
            match self.revised.last_mut() {
                Some((set, _, to)) if *set == self.open_revision && *to == from => {
                    *to = self.text.len();
                }
                _ => self
                    .revised
                    .push((self.open_revision, from, self.text.len())),
            }
        }
        for number in &self.open_tags {
            match self.tags.last_mut() {
                Some(last) if last.definition == *number => last.text.push_str(content),
                _ => self.tags.push(ElementTag {
                    definition: number.clone(),
                    text: content.to_owned(),
                }),
            }
        }
    }
}

impl Paragraph {
    /// Counts the revised text from where the kept text begins.
    fn cut_revised(&mut self, cut: usize) {
        let end = self.text.len();
        for (_, from, to) in &mut self.revised {
            *from = from.saturating_sub(cut).min(end);
            *to = to.saturating_sub(cut).min(end);
        }
        self.revised.retain(|(_, from, to)| from < to);
    }

    /// Returns what the latest revision set changed; nothing if it changed all of the text.
    fn latest_revised(&self) -> Vec<(u32, u32)> {
        let latest = self.revisions.last().copied();
        let of_latest = || {
            self.revised
                .iter()
                .filter(move |(set, ..)| Some(*set) == latest)
        };
        let all: usize = of_latest().map(|(_, from, to)| to - from).sum();
        if all >= self.text.len() {
            return Vec::new();
        }
        let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        of_latest()
            .map(|(_, from, to)| (short(*from), short(*to)))
            .collect()
    }
}

impl FdxReader<'_> {
    pub(super) fn begin_paragraph(&mut self, start: &BytesStart) {
        let get = |key: &str| attribute(start, key).unwrap_or_default().into_owned();
        let scene = self.assembler.script.scenes.len().checked_sub(1);
        let element = Some(self.assembler.elements().len());
        self.paragraphs.push(Paragraph {
            place: Place { scene, element },
            kind: get("Type"),
            number: get("Number").trim().to_owned(),
            line: self.line,
            starts_new_page: get("StartsNewPage") == "Yes",
            is_centered: get("Alignment") == "Center",
            ..Paragraph::default()
        });
    }

    pub(super) fn begin_text(&mut self, start: &BytesStart) {
        if self.sink() != super::Sink::Paragraph {
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        let revision = attribute(start, "RevisionID").and_then(|id| id.parse::<u32>().ok());
        paragraph.open_revision = revision.unwrap_or_default();
        if paragraph.open_revision > 0 {
            paragraph.revisions.insert(paragraph.open_revision);
        }
        let numbers = attribute(start, "TagNumber").unwrap_or_default();
        paragraph.open_tags = numbers
            .split([',', ' ', ';'])
            .filter(|n| !n.is_empty())
            .map(str::to_owned)
            .collect();
    }

    pub(super) fn scene_properties(&mut self, start: &BytesStart) {
        let get = |key: &str| attribute(start, key).unwrap_or_default().trim().to_owned();
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.length = Some(get("Length")).filter(|length| !length.is_empty());
            paragraph.page = get("Page");
            paragraph.title = get("Title");
            paragraph.color = get("Color");
            if paragraph.number.is_empty() {
                paragraph.number = get("Number");
            }
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else {
            return;
        };
        let after = std::mem::replace(&mut self.line, paragraph.line);
        // Programs that indent their XML put line breaks around the text.
        let trimmed = paragraph.text.trim_end();
        // Only action and what has no type of its own may be indented by hand.
        let is_indented = matches!(paragraph.kind.as_str(), "Action" | "General" | "")
            && !trimmed.starts_with(['\n', '\r']);
        let kept = if is_indented {
            trimmed
        } else {
            trimmed.trim_start()
        };
        let cut = trimmed.len() - kept.len();
        let is_top = self.paragraphs.is_empty();
        if is_top {
            // What a program put around the text to indent its XML is none of it.
            let own = match paragraph.text.starts_with(['\n', '\r']) {
                true => kept,
                false => paragraph.text.as_str(),
            };
            let before = trimmed.get(..cut).filter(|_| own.len() > kept.len());
            self.offsets.add(
                units(own),
                paragraph.blocks,
                paragraph.line,
                before.map_or(0, units),
            );
        }
        paragraph.text = kept.to_owned();
        paragraph.cut_revised(cut);
        let (mut place, scenes) = (paragraph.place, self.assembler.script.scenes.len());
        if self.is_inside(Node::OmittedScene) {
            self.keep_omitted(paragraph);
        } else if paragraph.kind == "Scene Heading" {
            self.begin_scene(paragraph);
        } else {
            self.push_element(paragraph);
        }
        if self.assembler.script.scenes.len() > scenes {
            place = Place {
                scene: Some(scenes),
                element: None,
            };
        }
        if is_top {
            self.offsets.place_last(place);
        }
        self.line = after;
    }

    /// Keeps what an omitted scene held, for whoever wants it back. The card that says "OMITTED" is
    /// the paragraph around it, which ends later.
    fn keep_omitted(&mut self, paragraph: Paragraph) {
        let kind = match paragraph.kind.as_str() {
            "Scene Heading" => ElementKind::Shot,
            other => known_kind(other).unwrap_or(ElementKind::General),
        };
        if !paragraph.text.is_empty() {
            self.omitted
                .push(Element::new(kind, paragraph.text, paragraph.line));
        }
    }

    fn begin_scene(&mut self, paragraph: Paragraph) {
        let omitted = std::mem::take(&mut self.omitted);
        if paragraph.text.trim().is_empty() && paragraph.number.is_empty() {
            self.problem("This scene heading is empty; it was left out.");
            return;
        }
        let number = Some(paragraph.number).filter(|number| !number.is_empty());
        let mut scene = scene_from_heading(self.rules, &paragraph.text, number, paragraph.line);
        scene.omitted |= !omitted.is_empty();
        scene.omitted_elements = omitted;
        if scene.heading.is_empty() {
            self.problem("This scene heading has a number but no text.");
        }
        if let Some(length) = &paragraph.length {
            match length.parse::<Eighths>() {
                Ok(eighths) => {
                    scene.eighths = eighths;
                    scene.eighths_source = EighthsSource::Fdx;
                }
                Err(error) => {
                    self.problem(format!("The length of this scene was computed: {error}"))
                }
            }
        }
        scene.page = Some(paragraph.page).filter(|page| !page.is_empty());
        scene.title = paragraph.title;
        scene.color = Some(paragraph.color).filter(|color| !color.is_empty());
        scene.synopsis = crate::heading::clean_lines(&paragraph.synopsis);
        scene.arc_characters = paragraph.arc_characters;
        scene.heading_revision = paragraph.revisions.last().copied();
        scene.revisions = paragraph.revisions;
        scene.tags = paragraph
            .tags
            .into_iter()
            .map(|tag| SceneTag {
                definition: tag.definition,
                label: tag.text,
                ..SceneTag::default()
            })
            .collect();
        if paragraph.starts_new_page {
            self.push_page_break(paragraph.line);
        }
        self.assembler.begin_scene(scene);
    }

    fn push_page_break(&mut self, line: u32) {
        self.assembler
            .elements()
            .push(Element::new(ElementKind::PageBreak, "", line));
    }

    fn push_element(&mut self, paragraph: Paragraph) {
        let is_wrapper = paragraph.blocks > 0 && paragraph.text.is_empty();
        if is_wrapper {
            return;
        }
        let mut kind = known_kind(&paragraph.kind).unwrap_or(ElementKind::General);
        if known_kind(&paragraph.kind).is_none() && !paragraph.text.is_empty() {
            let message = match paragraph.kind.as_str() {
                "" => "This paragraph has no type; it was read as general text.".to_owned(),
                kind => {
                    format!("Paragraph type “{kind}” is not known; it was read as general text.")
                }
            };
            self.problem(message);
        }
        if paragraph.is_centered && kind == ElementKind::Action {
            kind = ElementKind::Centered;
        }
        self.tell_mistyped_heading(kind, &paragraph.text);
        let dual = self.dual_side(kind);
        if paragraph.starts_new_page && kind != ElementKind::NewAct {
            self.push_page_break(paragraph.line);
        }
        if kind == ElementKind::NewAct {
            self.assembler
                .begin_section(1, paragraph.text.trim().to_owned(), paragraph.line);
        }
        let revision = paragraph.revisions.last().copied();
        let revised = paragraph.latest_revised();
        if let Some(scene) = self.assembler.scene() {
            scene.revisions.extend(&paragraph.revisions);
            if kind == ElementKind::Outline
                && !paragraph.synopsis.is_empty()
                && scene.synopsis.is_empty()
            {
                scene.synopsis = crate::heading::clean_lines(&paragraph.synopsis);
            }
        }
        self.assembler.elements().push(Element {
            kind,
            text: paragraph.text,
            dual,
            revised,
            revision,
            line: paragraph.line,
            tags: paragraph.tags,
        });
    }

    /// The first cue of a dual dialogue opens the left column, the next one the right.
    fn dual_side(&mut self, kind: ElementKind) -> Option<DualSide> {
        if !self.is_inside(Node::DualDialogue) {
            return None;
        }
        self.dual_cues += u32::from(kind == ElementKind::Character);
        Some(if self.dual_cues > 1 {
            DualSide::Right
        } else {
            DualSide::Left
        })
    }

    fn tell_mistyped_heading(&mut self, kind: ElementKind, text: &str) {
        let is_plain = matches!(kind, ElementKind::Action | ElementKind::General);
        let is_heading = is_plain
            && !text.chars().any(char::is_lowercase)
            && self.rules.prefix(text).is_some_and(|prefix| prefix.has_dot);
        if is_heading {
            let short: String = text.chars().take(50).collect();
            self.problem(format!(
                "“{short}” looks like a scene heading, but its type says otherwise."
            ));
        }
        if kind == ElementKind::Character && cue_name(text).is_empty() && !text.is_empty() {
            self.problem("This cue has no name.");
        }
    }
}

fn known_kind(name: &str) -> Option<ElementKind> {
    Some(match name {
        "Action" => ElementKind::Action,
        "Character" => ElementKind::Character,
        "Parenthetical" => ElementKind::Parenthetical,
        "Dialogue" | "Dialog" => ElementKind::Dialogue,
        "Lyrics" | "Singing" => ElementKind::Lyrics,
        "Transition" => ElementKind::Transition,
        "Shot" => ElementKind::Shot,
        "General" | "Normal Text" => ElementKind::General,
        "Center" | "Centered" => ElementKind::Centered,
        "Cast List" => ElementKind::CastList,
        "New Act" => ElementKind::NewAct,
        "End of Act" => ElementKind::EndOfAct,
        "Outline Body" | "Beat" | "StoryMap" => ElementKind::Outline,
        _ if name.starts_with("Outline") => ElementKind::Outline,
        _ => return None,
    })
}
