//! Final Draft's FDX, also as other programs write it (DOMAIN 3.2). No public schema exists: what
//! is not known is skipped, what is wrong is told, and a damaged file keeps what came before.
//! DTDs are never loaded and entities never expanded.

mod blocks;
mod locks;
mod paragraph;
mod tags;
mod title;

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use self::blocks::{NoteBlock, Offsets, Sink};
use self::paragraph::Paragraph;
use self::tags::TagTables;
use super::assemble::Assembler;
use super::screenplay::{Element, Note, Problem, Screenplay, ScriptFormat};
use crate::heading::HeadingRules;

/// Deeper nesting than any program writes; beyond it the file is taken for damaged.
const MAX_DEPTH: usize = 64;

/// Where in the file an element stands. Names that do not matter are `Other`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    FinalDraft,
    Content,
    /// A paragraph of the script.
    Paragraph,
    /// A paragraph of a note, a synopsis or a title page.
    Line,
    Text,
    DualDialogue,
    OmittedScene,
    SceneProperties,
    Summary,
    SceneArcBeats,
    ScriptNote,
    TitlePage,
    DefId,
    Other,
}

struct FdxReader<'r> {
    rules: &'r HeadingRules,
    assembler: Assembler,
    problems: Vec<Problem>,
    stack: Vec<Node>,
    /// Open paragraphs of the script; a dual dialogue or an omitted scene nests them.
    paragraphs: Vec<Paragraph>,
    /// What the omitted scene that is open holds.
    omitted: Vec<Element>,
    /// Cues of the dual dialogue that is open.
    dual_cues: u32,
    note: Option<NoteBlock>,
    anchored_notes: Vec<NoteBlock>,
    title_lines: Vec<title::TitleLine>,
    tags: TagTables,
    offsets: Offsets,
    locks: Vec<locks::LockedPage>,
    has_content: bool,
    /// Line of the event that is being read.
    line: u32,
}

/// Reads FDX from text. Returns `None` if it holds no script at all.
pub(crate) fn read(text: &str, rules: &HeadingRules) -> Option<Screenplay> {
    let mut reader = FdxReader {
        rules,
        assembler: Assembler::default(),
        problems: Vec::new(),
        stack: Vec::new(),
        paragraphs: Vec::new(),
        omitted: Vec::new(),
        dual_cues: 0,
        note: None,
        anchored_notes: Vec::new(),
        title_lines: Vec::new(),
        tags: TagTables::default(),
        offsets: Offsets::default(),
        locks: Vec::new(),
        has_content: false,
        line: 1,
    };
    reader.read_events(text);
    reader.has_content.then(|| reader.finish())
}

impl FdxReader<'_> {
    fn read_events(&mut self, text: &str) {
        let mut xml = Reader::from_str(text);
        xml.config_mut().expand_empty_elements = true;
        xml.config_mut().allow_dangling_amp = true;
        let mut counted_to = 0;
        loop {
            let event = xml.read_event();
            let at = usize::try_from(xml.buffer_position())
                .unwrap_or(text.len())
                .min(text.len());
            // While an event is read, `line` is the one it begins on.
            let passed = text.as_bytes().get(counted_to..at).unwrap_or_default();
            let breaks = passed.iter().filter(|b| **b == b'\n').count();
            let after = self
                .line
                .saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
            counted_to = counted_to.max(at);
            match event {
                Ok(Event::Start(start) | Event::Empty(start)) => {
                    if self.stack.len() >= MAX_DEPTH {
                        self.problem(
                            "Elements are nested too deeply; the rest of the file was not read.",
                        );
                        break;
                    }
                    self.start(&start);
                }
                Ok(Event::End(_)) => self.end(),
                Ok(Event::Text(content)) => self.text(&content.xml10_content()),
                Ok(Event::CData(content)) => self.text(&content.xml10_content()),
                Ok(Event::GeneralRef(reference)) => self.reference(&reference),
                Ok(Event::DocType(_)) => {
                    self.problem("The file declares a document type (DTD); it was not loaded.");
                }
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
                Ok(Event::Eof) => {
                    self.line = after;
                    if !self.stack.is_empty() {
                        self.problem("The file ends in the middle; what came before was read.");
                    }
                    break;
                }
                Err(error) => {
                    self.line = after;
                    self.problem(format!(
                        "The XML is damaged here ({error}); what came before was read."
                    ));
                    break;
                }
            }
            self.line = after;
        }
        self.close_what_is_open();
    }

    /// Ends every open element, so that a truncated file keeps its last paragraph.
    fn close_what_is_open(&mut self) {
        while !self.stack.is_empty() {
            self.end();
        }
    }

    fn start(&mut self, start: &BytesStart) {
        let name = start.local_name();
        let parent = self.stack.last().copied();
        let node = match name.as_ref() {
            "FinalDraft" => Node::FinalDraft,
            "Content" => Node::Content,
            "Paragraph" if self.is_in_script(parent) => Node::Paragraph,
            "Paragraph" => Node::Line,
            "Text" => Node::Text,
            "DualDialogue" => Node::DualDialogue,
            "OmittedScene" => Node::OmittedScene,
            "SceneProperties" => Node::SceneProperties,
            "Summary" => Node::Summary,
            "SceneArcBeats" => Node::SceneArcBeats,
            "ScriptNote" => Node::ScriptNote,
            "TitlePage" => Node::TitlePage,
            "DefId" => Node::DefId,
            _ => Node::Other,
        };
        self.stack.push(node);
        match node {
            Node::Content => self.has_content |= !self.is_inside(Node::TitlePage),
            Node::Paragraph => self.begin_paragraph(start),
            Node::Line => self.begin_line(start),
            Node::Text => self.begin_text(start),
            Node::DualDialogue | Node::OmittedScene => self.begin_block(node),
            Node::SceneProperties => self.scene_properties(start),
            Node::ScriptNote => self.begin_note(start),
            Node::Other => self.other(name.as_ref(), start),
            _ => {}
        }
    }

    fn end(&mut self) {
        match self.stack.pop() {
            Some(Node::Paragraph) => self.end_paragraph(),
            Some(Node::ScriptNote) => self.end_note(),
            _ => {}
        }
    }

    /// Paragraphs of the script stand in its content, in a dual dialogue or an omitted scene.
    fn is_in_script(&self, parent: Option<Node>) -> bool {
        matches!(
            parent,
            Some(Node::Content | Node::DualDialogue | Node::OmittedScene)
        ) && !self.is_inside(Node::TitlePage)
            && !self.is_inside(Node::ScriptNote)
            && !self.is_inside(Node::Summary)
    }

    fn is_inside(&self, node: Node) -> bool {
        self.stack.contains(&node)
    }

    /// Elements outside the script: revisions, tags, cast.
    fn other(&mut self, name: &str, start: &BytesStart) {
        let get = |key: &str| attribute(start, key).unwrap_or_default().into_owned();
        match name {
            "CharacterArcBeat" => {
                let character = super::assemble::cue_name(&get("Name"));
                if let Some(paragraph) =
                    self.paragraphs.last_mut().filter(|_| !character.is_empty())
                {
                    paragraph.arc_characters.insert(character);
                }
            }
            "Revisions" => self.assembler.script.active_revision = get("ActiveSet").parse().ok(),
            "Revision" => match blocks::revision_set(start) {
                Some(set) => self.assembler.script.revision_sets.push(set),
                None => self.problem(format!(
                    "Revision set “{}” has no number; it was left out.",
                    get("Name")
                )),
            },
            "LockedPage" => self.locks.push(locks::LockedPage::read(start, self.line)),
            "TagCategory" | "TagDefinition" | "Tag" => self.tags.add(name, start),
            "Member" => {
                let member = super::screenplay::CastMember {
                    character: get("Character"),
                    actor: get("Actor"),
                };
                if !member.character.is_empty() {
                    self.assembler.script.cast.push(member);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, content: &str) {
        let sink = self.sink();
        // White space between the elements of a paragraph is the program's, not the writer's.
        if self.stack.last() != Some(&Node::Text) && content.trim().is_empty() {
            return;
        }
        match sink {
            Sink::Paragraph => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.push_text(content);
                }
            }
            Sink::Summary => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.synopsis.push_str(content);
                }
            }
            Sink::Note => {
                if let Some(note) = &mut self.note {
                    note.text.push_str(content);
                }
            }
            Sink::Title => {
                if let Some(line) = self.title_lines.last_mut() {
                    line.text.push_str(content);
                }
            }
            Sink::Definition => self.tags.push_definition_id(content),
            Sink::Nowhere => {}
        }
    }

    fn reference(&mut self, reference: &quick_xml::events::BytesRef) {
        let name: &str = reference;
        let predefined = quick_xml::escape::resolve_predefined_entity(name);
        if let Some(text) = predefined {
            return self.text(text);
        }
        match reference.resolve_char_ref() {
            Ok(Some(c)) => self.text(c.encode_utf8(&mut [0; 4])),
            _ => {
                self.problem(format!(
                    "“&{name};” is not known and was kept as it stands."
                ));
                self.text(&format!("&{name};"));
            }
        }
    }

    fn problem(&mut self, message: impl Into<String>) {
        self.problems.push(Problem::new(self.line, message));
    }

    fn finish(mut self) -> Screenplay {
        let mut notes: Vec<Note> = Vec::new();
        for block in std::mem::take(&mut self.anchored_notes) {
            let line = block
                .range
                .map_or(block.line, |start| self.offsets.line_at(start));
            notes.push(Note {
                text: crate::heading::clean_lines(&block.text),
                line,
                author: block.author,
            });
        }
        notes.retain(|note| !note.text.is_empty());
        self.assembler.place_notes(notes);
        let mut script = self.assembler.finish();
        script.format = ScriptFormat::Fdx;
        match locks::resolve(self.locks, &self.offsets, &script) {
            Ok(locks) => script.page_locks = locks,
            Err(problem) => self.problems.push(problem),
        }
        script.title_page = title::fields(&self.title_lines);
        script.title = super::fountain::title_of(&script.title_page);
        self.tags.resolve(&mut script, &mut self.problems);
        self.problems.sort_by_key(|problem| problem.line);
        script.problems = self.problems;
        script
    }
}

/// Returns an attribute's value, its character references resolved.
fn attribute<'a>(start: &'a BytesStart, key: &str) -> Option<Cow<'a, str>> {
    let found = start
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|a| a.key.local_name().as_ref() == key)?;
    Some(
        found
            .normalized_value(XmlVersion::Implicit1_0)
            .unwrap_or(found.value),
    )
}

#[cfg(test)]
mod locks_tests;
#[cfg(test)]
mod tests;
