//! The body of a Fountain file: every line finds its place, or is told as a problem.

use super::Evidence;
use super::cue::{self, HeadingLook};
use super::emphasis::strip_emphasis;
use super::lines::Line;
use super::speech::LastSpeech;
use crate::formats::assemble::{Assembler, scene_from_heading};
use crate::formats::screenplay::{Element, ElementKind, Problem};
use crate::heading::HeadingRules;

pub(super) struct BodyReader<'a> {
    pub(super) lines: &'a [Line],
    pub(super) rules: &'a HeadingRules,
    pub(super) at: usize,
    pub assembler: Assembler,
    pub evidence: Evidence,
    /// The line before is empty, or one that needs no empty line after it.
    pub(super) after_gap: bool,
    pub(super) last_speech: Option<LastSpeech>,
    /// Synopses belong to the section until a scene begins.
    synopsis_of_section: bool,
}

impl<'a> BodyReader<'a> {
    pub fn new(lines: &'a [Line], rules: &'a HeadingRules) -> Self {
        Self {
            lines,
            rules,
            at: 0,
            assembler: Assembler::default(),
            evidence: Evidence::default(),
            after_gap: true,
            last_speech: None,
            synopsis_of_section: false,
        }
    }

    pub fn read(&mut self) {
        while let Some(line) = self.lines.get(self.at) {
            if line.is_blank() {
                self.at += 1;
                self.after_gap = true;
                continue;
            }
            self.read_block(line);
        }
    }

    /// Reads the line at `at`, with what belongs to it, and moves on.
    fn read_block(&mut self, line: &'a Line) {
        let text = line.text.trim();
        let is_alone = self.lines.get(self.at + 1).is_none_or(Line::is_blank);
        if let Some(kind) = structure(text) {
            self.at += 1;
            self.after_gap = true;
            self.read_structure(kind, text, line.number);
        } else if self.after_gap && self.is_heading(&without_outer_marks(text), is_alone) {
            self.at += 1;
            self.after_gap = false;
            self.begin_scene(&without_outer_marks(text), line.number);
        } else if self.after_gap && is_alone && cue::is_transition(text) {
            self.at += 1;
            self.evidence.marks += 1;
            self.push(ElementKind::Transition, &strip_emphasis(text), line.number);
        } else if !(self.after_gap && self.read_speech(line)) {
            self.read_action();
        }
    }

    fn read_structure(&mut self, kind: Structure, text: &str, number: u32) {
        match kind {
            Structure::PageBreak => self.push(ElementKind::PageBreak, "", number),
            Structure::Section => {
                let title = text.trim_start_matches('#');
                let level = u32::try_from(text.len() - title.len()).unwrap_or(u32::MAX);
                self.assembler.begin_section(
                    level,
                    strip_emphasis(title.trim()).into_owned(),
                    number,
                );
                self.synopsis_of_section = true;
            }
            Structure::Synopsis => self.add_synopsis(text.trim_start_matches('=').trim()),
            Structure::Centered => {
                let inner = text.trim_start_matches('>').trim_end_matches('<').trim();
                self.evidence.marks += 1;
                self.push(ElementKind::Centered, &strip_emphasis(inner), number);
            }
            Structure::Transition => {
                let inner = text.trim_start_matches('>').trim();
                self.evidence.marks += 1;
                self.push(
                    ElementKind::Transition,
                    &strip_emphasis(inner).to_uppercase(),
                    number,
                );
            }
            Structure::Lyrics => self.push_lyrics(text, number),
        }
    }

    fn push_lyrics(&mut self, text: &str, number: u32) {
        let text = strip_emphasis(text.trim_start_matches('~').trim()).into_owned();
        self.evidence.marks += 1;
        let follows = self.at >= 2 && self.lines.get(self.at - 2).is_some_and(|l| !l.is_blank());
        match self.assembler.elements().last_mut() {
            Some(verse) if verse.kind == ElementKind::Lyrics && follows => {
                verse.text.push('\n');
                verse.text.push_str(&text);
            }
            _ => self.push(ElementKind::Lyrics, &text, number),
        }
    }

    fn add_synopsis(&mut self, text: &str) {
        let text = strip_emphasis(text);
        let synopsis = match self.assembler.script.sections.last_mut() {
            Some(section) if self.synopsis_of_section => &mut section.synopsis,
            _ => match self.assembler.scene() {
                Some(scene) => &mut scene.synopsis,
                None => return self.push(ElementKind::Outline, &text, self.number_before()),
            },
        };
        if !synopsis.is_empty() {
            synopsis.push('\n');
        }
        synopsis.push_str(&text);
    }

    /// Returns the number of the line that was read last.
    fn number_before(&self) -> u32 {
        self.at
            .checked_sub(1)
            .and_then(|at| self.lines.get(at))
            .map_or(1, |line| line.number)
    }

    pub(super) fn is_heading(&self, text: &str, is_alone: bool) -> bool {
        if is_forced_heading(text) {
            return true;
        }
        match cue::heading_look(self.rules, text) {
            HeadingLook::Heading => true,
            HeadingLook::HeadingIfAlone => is_alone,
            HeadingLook::Meant | HeadingLook::None => false,
        }
    }

    fn begin_scene(&mut self, text: &str, number: u32) {
        let is_forced = is_forced_heading(text);
        let bare = if is_forced {
            text.trim_start_matches('.')
        } else {
            text
        };
        self.evidence.headings += u32::from(!is_forced || cue::is_upper(bare));
        self.synopsis_of_section = false;
        self.last_speech = None;
        let scene = scene_from_heading(self.rules, &strip_emphasis(bare), None, number);
        if scene.heading.is_empty() {
            self.problem(number, "This heading has no text.".to_owned());
        }
        self.assembler.begin_scene(scene);
    }

    /// Reads lines up to an empty line or one with a meaning of its own.
    fn read_action(&mut self) {
        let start = self.at;
        let mut text = String::new();
        let mut kind = ElementKind::Action;
        while let Some(line) = self.lines.get(self.at) {
            let trimmed = line.text.trim();
            let is_first = self.at == start;
            let ends = line.is_blank() || structure(trimmed).is_some() || trimmed.starts_with('!');
            if ends && !is_first {
                break;
            }
            let shown = match trimmed.strip_prefix('!') {
                // "!!SHOT" is Beat's.
                Some(forced) if forced.starts_with('!') => {
                    kind = ElementKind::Shot;
                    forced.trim_start_matches('!').trim_start()
                }
                Some(forced) => forced,
                None => line.text.trim_end(),
            };
            if is_first && !trimmed.starts_with('!') {
                self.tell_meant_heading(line, trimmed);
            } else if !is_first {
                self.tell_unspaced_heading(line, "action");
            }
            if !is_first {
                text.push('\n');
            }
            text.push_str(&strip_emphasis(&expand_tabs(shown)));
            self.at += 1;
        }
        self.after_gap = false;
        self.last_speech = None;
        let number = self.lines.get(start).map_or(1, |line| line.number);
        self.push(kind, &text, number);
    }

    /// Tells of a heading that lacks its empty line and was read as something else.
    pub(super) fn tell_unspaced_heading(&mut self, line: &Line, read_as: &str) {
        let text = line.text.trim();
        if cue::heading_look(self.rules, text) == HeadingLook::Heading {
            self.problem(
                line.number,
                format!("“{}” looks like a heading without an empty line before it; it was read as {read_as}.", short(text)),
            );
        }
    }

    /// Tells of a heading in a form that Fountain does not know.
    fn tell_meant_heading(&mut self, line: &Line, text: &str) {
        if !self.after_gap {
            return self.tell_unspaced_heading(line, "action");
        }
        if cue::heading_look(self.rules, text) == HeadingLook::Meant
            && !text.chars().any(char::is_lowercase)
        {
            self.problem(
                line.number,
                format!(
                    "“{}” looks like a heading, but Fountain does not know its form; it was read as action. Put a full stop before it, and a number after it as #12#.",
                    short(text)
                ),
            );
        }
    }

    pub(super) fn push(&mut self, kind: ElementKind, text: &str, number: u32) {
        if !matches!(kind, ElementKind::Outline) {
            self.last_speech = None;
        }
        self.assembler
            .elements()
            .push(Element::new(kind, text, number));
    }

    pub(super) fn problem(&mut self, line: u32, message: String) {
        self.assembler
            .script
            .problems
            .push(Problem { line, message });
    }
}

/// A line that means something by its first sign, wherever it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Structure {
    PageBreak,
    Section,
    Synopsis,
    Centered,
    Transition,
    Lyrics,
}

pub(super) fn structure(text: &str) -> Option<Structure> {
    match text.chars().next()? {
        '=' if text.len() >= 3 && text.bytes().all(|b| b == b'=') => Some(Structure::PageBreak),
        '=' => Some(Structure::Synopsis),
        '#' => Some(Structure::Section),
        '>' if text.len() > 1 && text.ends_with('<') => Some(Structure::Centered),
        '>' => Some(Structure::Transition),
        '~' => Some(Structure::Lyrics),
        _ => None,
    }
}

/// One full stop before a letter or figure; two or three are an ellipsis (DOMAIN 3.2).
fn is_forced_heading(text: &str) -> bool {
    text.strip_prefix('.')
        .and_then(|t| t.chars().next())
        .is_some_and(char::is_alphanumeric)
}

/// A heading may be bold or underlined as a whole: "**INT. HOUSE - DAY**".
fn without_outer_marks(text: &str) -> std::borrow::Cow<'_, str> {
    if text.starts_with(['*', '_']) {
        strip_emphasis(text)
    } else {
        text.into()
    }
}

/// A tab in action is four spaces (Fountain: Action).
fn expand_tabs(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('\t') {
        text.replace('\t', "    ").into()
    } else {
        text.into()
    }
}

pub(super) fn short(text: &str) -> String {
    let mut shown: String = text.chars().take(50).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
