//! A cue and what is spoken: dialogue, parentheticals, lyrics, and two speeches side by side.

use super::body::{BodyReader, Structure, short, structure};
use super::cue::{self, HeadingLook};
use super::emphasis::strip_emphasis;
use super::lines::Line;
use crate::formats::screenplay::{DualSide, Element, ElementKind};

/// The elements of the speech that was read last, while nothing else follows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct LastSpeech {
    start: usize,
    is_right: bool,
}

impl BodyReader<'_> {
    /// Reads a speech if the line is a cue. Returns false, without moving, if it is none.
    pub(super) fn read_speech(&mut self, line: &Line) -> bool {
        let text = line.text.trim();
        let forced = text
            .strip_prefix('@')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let cue = strip_emphasis(forced.unwrap_or(text)).trim().to_owned();
        let next = self
            .lines
            .iter()
            .skip(self.at + 1)
            .find(|l| !l.is_only_cut());
        let is_spoken = next.is_some_and(|l| {
            !l.is_blank() && structure(l.text.trim()).is_none_or(|s| s == Structure::Lyrics)
        });
        if forced.is_some() && !is_spoken {
            self.problem(
                line.number,
                format!(
                    "“{}” is a cue, but nothing is spoken; it was read as action.",
                    short(text)
                ),
            );
            return false;
        }
        // "!" makes action of anything, also of what would be a cue.
        if !is_spoken || forced.is_none() && (text.starts_with('!') || !cue::is_cue(&cue)) {
            return false;
        }
        self.evidence.cues += u32::from(forced.is_some() || cue::is_strict_cue(&cue));
        let start = self.assembler.elements().len();
        let bare = cue.trim_end().trim_end_matches('^').trim_end();
        self.assembler
            .elements()
            .push(Element::new(ElementKind::Character, bare, line.number));
        self.at += 1;
        self.after_gap = false;
        self.read_lines_of_speech();
        let is_right = cue.ends_with('^') && self.pair_with_last_speech(start, line.number);
        self.last_speech = Some(LastSpeech { start, is_right });
        true
    }

    /// Marks this speech and the one before it as standing side by side.
    fn pair_with_last_speech(&mut self, start: usize, number: u32) -> bool {
        let Some(left) = self.last_speech.filter(|last| !last.is_right) else {
            self.problem(
                number,
                "“^” puts a speech beside the one before it, but there is none; it stands alone."
                    .to_owned(),
            );
            return false;
        };
        let elements = self.assembler.elements();
        for (index, element) in elements.iter_mut().enumerate().skip(left.start) {
            element.dual = Some(if index < start {
                DualSide::Left
            } else {
                DualSide::Right
            });
        }
        true
    }

    fn read_lines_of_speech(&mut self) {
        while let Some(line) = self.lines.get(self.at) {
            let text = line.text.trim();
            if line.is_only_cut() {
                self.at += 1;
            } else if line.is_blank() {
                if !self.goes_on_after(line) {
                    break;
                }
                self.push_spoken(ElementKind::Dialogue, "", line.number);
                self.at += 1;
            } else if self.ends_speech(text) {
                break;
            } else if let Some(verse) = text.strip_prefix('~') {
                self.evidence.marks += 1;
                self.push_spoken(ElementKind::Lyrics, verse.trim(), line.number);
                self.at += 1;
            } else if text.starts_with(['(', '（']) {
                self.read_parenthetical();
            } else {
                self.tell_unspaced_heading(line, "dialogue");
                self.push_spoken(ElementKind::Dialogue, text, line.number);
                self.at += 1;
            }
        }
    }

    fn ends_speech(&self, text: &str) -> bool {
        text.starts_with('!')
            || matches!(
                structure(text),
                Some(Structure::PageBreak | Structure::Section | Structure::Centered)
            )
    }

    /// A line of two spaces holds the speech open, unless a heading or nothing follows it.
    fn goes_on_after(&self, line: &Line) -> bool {
        let Some(next) = self.lines.get(self.at + 1).filter(|next| !next.is_blank()) else {
            return false;
        };
        let next = next.text.trim();
        // Programs that indent empty lines would turn the next cue into speech.
        let is_next_cue = cue::is_cue(next)
            && cue::is_strict_cue(next)
            && self
                .lines
                .get(self.at + 2)
                .is_some_and(|line| !line.is_blank());
        line.is_held_open()
            && !is_next_cue
            && cue::heading_look(self.rules, next) != HeadingLook::Heading
            && structure(next).is_none_or(|s| s == Structure::Lyrics)
    }

    /// Reads "(…)", also over several lines of one speech.
    fn read_parenthetical(&mut self) {
        let start = self.at;
        let number = self.lines.get(start).map_or(1, |line| line.number);
        let mut text = String::new();
        for (count, line) in self
            .lines
            .iter()
            .skip(start)
            .take_while(|l| !l.is_blank())
            .enumerate()
        {
            if count > 0 {
                text.push('\n');
            }
            text.push_str(line.text.trim());
            if line.text.trim_end().ends_with([')', '）']) {
                self.at = start + count + 1;
                return self.push_spoken(ElementKind::Parenthetical, &text, number);
            }
            // A bracket that is not closed soon is part of what is said: "(he) said".
            if count >= 4 || line.text.contains([')', '）']) {
                break;
            }
        }
        let spoken = self
            .lines
            .get(start)
            .map(|line| line.text.trim())
            .unwrap_or_default();
        self.push_spoken(ElementKind::Dialogue, spoken, number);
        self.at = start + 1;
    }

    /// Adds a line; lines of one kind that follow each other are one paragraph.
    fn push_spoken(&mut self, kind: ElementKind, text: &str, number: u32) {
        let text = strip_emphasis(text);
        let elements = self.assembler.elements();
        match elements.last_mut() {
            Some(last) if last.kind == kind && kind != ElementKind::Parenthetical => {
                last.text.push('\n');
                last.text.push_str(&text);
            }
            _ => elements.push(Element::new(kind, text, number)),
        }
    }
}
