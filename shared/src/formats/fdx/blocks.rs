//! What hangs on paragraphs or stands beside them: notes, synopses, revision sets, offsets.

use quick_xml::events::BytesStart;

use super::{FdxReader, Node, attribute, title};
use crate::formats::screenplay::RevisionSet;

/// Where character data goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sink {
    Paragraph,
    Summary,
    Note,
    Title,
    Definition,
    Nowhere,
}

#[derive(Clone, Debug, Default)]
pub(super) struct NoteBlock {
    pub text: String,
    pub line: u32,
    pub author: String,
    /// Where it begins, in UTF-16 units of the script.
    pub range: Option<u64>,
    /// It hangs on a paragraph and not in a list at the end of the file.
    pub is_inline: bool,
}

/// Where paragraphs begin, in UTF-16 units: text, one unit between paragraphs, two for a block
/// that is embedded in one.
#[derive(Debug, Default)]
pub(super) struct Offsets {
    starts: Vec<Start>,
    next: u64,
}

/// Where a paragraph begins, and what became of it.
#[derive(Debug)]
pub(super) struct Start {
    unit: u64,
    pub line: u32,
    /// White space in front of the text that was left out, in units.
    pub cut: u64,
    pub place: Place,
}

/// What a paragraph is in the script that was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Place {
    /// The scene, by its index.
    pub scene: Option<usize>,
    /// The element, by its index; none for the scene's heading.
    pub element: Option<usize>,
}

pub(super) fn units(text: &str) -> u64 {
    u64::try_from(text.encode_utf16().count()).unwrap_or(u64::MAX)
}

impl Offsets {
    /// Adds a paragraph of so many units; blocks embedded in it count two each.
    pub fn add(&mut self, units: u64, blocks: u64, line: u32, cut: u64) {
        self.starts.push(Start {
            unit: self.next,
            line,
            cut,
            place: Place::default(),
        });
        self.next = self
            .next
            .saturating_add(units)
            .saturating_add(blocks * 2 + 1);
    }

    /// Says what became of the paragraph that was added last.
    pub fn place_last(&mut self, place: Place) {
        if let Some(last) = self.starts.last_mut() {
            last.place = place;
        }
    }

    /// Returns the line of the paragraph that holds a unit.
    pub fn line_at(&self, unit: u64) -> u32 {
        self.at(unit).map_or(1, |(start, _)| start.line)
    }

    /// Returns the paragraph that holds a unit, and how many units of it stand before.
    pub fn at(&self, unit: u64) -> Option<(&Start, u64)> {
        let after = self.starts.partition_point(|start| start.unit <= unit);
        let start = self.starts.get(after.checked_sub(1)?)?;
        Some((start, unit.saturating_sub(start.unit)))
    }

    /// Returns where the script ends, in units.
    pub fn end(&self) -> u64 {
        self.next
    }
}

impl FdxReader<'_> {
    pub(super) fn sink(&self) -> Sink {
        let mut nodes = self.stack.iter().rev();
        let is_text = match nodes.next() {
            Some(Node::Text) => true,
            // Some programs leave <Text> out.
            Some(Node::Paragraph) => return Sink::Paragraph,
            Some(Node::DefId) => return Sink::Definition,
            _ => false,
        };
        if !is_text {
            return Sink::Nowhere;
        }
        for node in nodes {
            match node {
                Node::Paragraph => return Sink::Paragraph,
                Node::Summary => return Sink::Summary,
                Node::ScriptNote => return Sink::Note,
                Node::TitlePage => {
                    return if self.is_inside(Node::Content) {
                        Sink::Title
                    } else {
                        Sink::Nowhere
                    };
                }
                Node::Line | Node::Content => {}
                _ => return Sink::Nowhere,
            }
        }
        Sink::Nowhere
    }

    /// Begins a paragraph of a synopsis, a note or the title page.
    pub(super) fn begin_line(&mut self, start: &BytesStart) {
        if self.is_inside(Node::ScriptNote) {
            if let Some(note) = &mut self.note {
                note.text.push('\n');
            }
        } else if self.is_inside(Node::Summary) {
            if let Some(paragraph) = self.paragraphs.last_mut() {
                paragraph.synopsis.push('\n');
            }
        } else if self.is_inside(Node::TitlePage) && self.is_inside(Node::Content) {
            let is_centered = attribute(start, "Alignment").is_some_and(|a| a == "Center");
            self.title_lines.push(title::TitleLine {
                text: String::new(),
                is_centered,
            });
        }
    }

    pub(super) fn begin_note(&mut self, start: &BytesStart) {
        let is_inline = !self.paragraphs.is_empty();
        let range = attribute(start, "Range").filter(|_| !is_inline);
        let author = ["WriterName", "Author"]
            .iter()
            .find_map(|key| attribute(start, key).filter(|value| !value.is_empty()));
        self.note = Some(NoteBlock {
            line: self
                .paragraphs
                .last()
                .map_or(self.line, |paragraph| paragraph.line),
            author: author.unwrap_or_default().into_owned(),
            range: range.and_then(|r| r.split(',').next()?.trim().parse().ok()),
            is_inline,
            ..NoteBlock::default()
        });
    }

    pub(super) fn end_note(&mut self) {
        let Some(note) = self.note.take() else { return };
        if note.is_inline || note.range.is_some() {
            self.anchored_notes.push(note);
            return;
        }
        let text = crate::heading::clean_lines(&note.text);
        if !text.is_empty() {
            self.assembler
                .script
                .notes
                .push(crate::formats::screenplay::Note {
                    text,
                    line: note.line,
                    author: note.author,
                });
        }
    }

    pub(super) fn begin_block(&mut self, node: Node) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.blocks += 1;
        }
        if node == Node::DualDialogue {
            self.dual_cues = 0;
        }
    }
}

pub(super) fn revision_set(start: &BytesStart) -> Option<RevisionSet> {
    let get = |key: &str| attribute(start, key).unwrap_or_default().into_owned();
    Some(RevisionSet {
        id: get("ID").parse().or_else(|_| get("Id").parse()).ok()?,
        name: get("Name"),
        mark: get("Mark"),
        color: get("Color"),
        page_color: get("PageColor"),
        full_revision: get("FullRevision") == "Yes",
    })
}
