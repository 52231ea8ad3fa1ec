//! Lines without boneyard and notes, with the numbers they have in the file.
//! Both are cut from the text before anything else is read, so they may stand anywhere.

use crate::formats::screenplay::{Note, Problem};

/// A line as the rest of the reader sees it. One that spans a cut keeps its first number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// From 1.
    pub number: u32,
    pub text: String,
    /// Part of the line was boneyard or note.
    pub is_cut: bool,
}

impl Line {
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    /// Nothing but boneyard or notes stood here.
    pub fn is_only_cut(&self) -> bool {
        self.is_cut && self.is_blank()
    }

    /// A blank line of two or more spaces, which holds a speech together.
    pub fn is_held_open(&self) -> bool {
        !self.is_cut && self.is_blank() && self.text.chars().count() >= 2
    }
}

#[derive(Debug, Default)]
pub(super) struct CutText {
    pub lines: Vec<Line>,
    pub notes: Vec<Note>,
    pub problems: Vec<Problem>,
}

struct Cutter<'a> {
    text: &'a str,
    at: usize,
    line: Line,
    next_number: u32,
    /// No boneyard ends after this point, so none is searched again.
    no_boneyard_end: bool,
    /// No note that opens before this byte is closed.
    no_note_end_before: usize,
    cut: CutText,
}

/// Cuts boneyard and notes out of a text whose lines end with line feeds.
pub(super) fn cut(text: &str) -> CutText {
    let mut cutter = Cutter {
        text,
        at: 0,
        line: Line {
            number: 1,
            ..Line::default()
        },
        next_number: 2,
        no_boneyard_end: false,
        no_note_end_before: 0,
        cut: CutText::default(),
    };
    while cutter.step() {}
    cutter.end_line();
    cutter.cut
}

impl Cutter<'_> {
    /// Takes the text up to the next mark, and the mark. Returns false at the end of the text.
    fn step(&mut self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let Some(offset) = rest.find(['\n', '/', '*', '[']) else {
            self.line.text.push_str(rest);
            return false;
        };
        let (plain, from_mark) = rest.split_at(offset);
        self.line.text.push_str(plain);
        self.at += offset;
        if from_mark.starts_with('\n') {
            self.at += 1;
            self.end_line();
        } else if from_mark.starts_with("/*") {
            self.boneyard(from_mark);
        } else if from_mark.starts_with("*/") {
            self.problem("“*/” ends a boneyard that was not begun; it was kept as text.");
            self.keep(2);
        } else if from_mark.starts_with("[[") {
            self.note(from_mark);
        } else {
            self.keep(1);
        }
        true
    }

    /// Keeps the next bytes, which are ASCII, as text.
    fn keep(&mut self, len: usize) {
        self.line
            .text
            .push_str(self.text.get(self.at..self.at + len).unwrap_or_default());
        self.at += len;
    }

    fn boneyard(&mut self, from_mark: &str) {
        let end = if self.no_boneyard_end {
            None
        } else {
            from_mark.get(2..).and_then(|t| t.find("*/"))
        };
        match end {
            Some(end) => self.skip(from_mark, end + 4),
            None => {
                self.no_boneyard_end = true;
                self.problem(
                    "“/*” begins a boneyard that is never closed with “*/”; it was kept as text.",
                );
                self.keep(2);
            }
        }
    }

    fn note(&mut self, from_mark: &str) {
        let inner = from_mark.get(2..).unwrap_or_default();
        match if self.at < self.no_note_end_before {
            Err(0)
        } else {
            find_note_end(inner)
        } {
            Ok(end) => {
                // A third bracket belongs to the note: "[[see [12]]]".
                let end =
                    end + usize::from(inner.get(end + 2..).is_some_and(|t| t.starts_with(']')));
                self.cut.notes.push(Note {
                    text: crate::heading::clean_lines(inner.get(..end).unwrap_or_default()),
                    line: self.current_number(),
                    author: String::new(),
                });
                self.skip(from_mark, end + 4);
            }
            Err(searched) => {
                self.no_note_end_before = self.no_note_end_before.max(self.at + searched);
                self.problem("“[[” begins a note that is not closed with “]]” before the next empty line; it was kept as text.");
                self.keep(2);
            }
        }
    }

    fn skip(&mut self, from_mark: &str, len: usize) {
        let skipped = from_mark.get(..len).unwrap_or(from_mark);
        let breaks = skipped.bytes().filter(|b| *b == b'\n').count();
        self.next_number = self
            .next_number
            .saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.line.is_cut = true;
        self.at += skipped.len();
    }

    /// Returns the number of the line that is being read, also behind a cut of several lines.
    fn current_number(&self) -> u32 {
        self.next_number - 1
    }

    fn problem(&mut self, message: &str) {
        let line = self.current_number();
        // A line full of lone marks is one problem.
        let is_repeated = self
            .cut
            .problems
            .last()
            .is_some_and(|last| last.line == line && last.message == message);
        if !is_repeated {
            self.cut.problems.push(Problem::new(line, message));
        }
    }

    fn end_line(&mut self) {
        let next = Line {
            number: self.next_number,
            ..Line::default()
        };
        self.next_number = self.next_number.saturating_add(1);
        self.cut.lines.push(std::mem::replace(&mut self.line, next));
    }
}

/// Returns where "]]" stands, or how far was searched: an empty line ends the search, a line of
/// two spaces does not (Fountain: Notes).
fn find_note_end(inner: &str) -> Result<usize, usize> {
    let mut start = 0;
    for (index, line) in inner.split('\n').enumerate() {
        let is_empty = line.chars().all(char::is_whitespace) && line.chars().count() < 2;
        if index > 0 && is_empty {
            return Err(start);
        }
        if let Some(end) = line.find("]]") {
            return Ok(start + end);
        }
        start += line.len() + 1;
    }
    Err(inner.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, lines: &[(u32, &str)], notes: &[(u32, &str)], problems: &[u32]) {
        let cut = cut(text);
        let got: Vec<_> = cut
            .lines
            .iter()
            .map(|l| (l.number, l.text.as_str()))
            .collect();
        assert_eq!(got, lines, "{text:?}");
        let got: Vec<_> = cut
            .notes
            .iter()
            .map(|n| (n.line, n.text.as_str()))
            .collect();
        assert_eq!(got, notes, "{text:?}");
        let got: Vec<_> = cut.problems.iter().map(|p| p.line).collect();
        assert_eq!(got, problems, "{text:?}");
    }

    #[test]
    fn boneyard_and_notes_are_cut() {
        check("a /* b */ c\nd", &[(1, "a  c"), (2, "d")], &[], &[]);
        check("a /* b\nc */ d\ne", &[(1, "a  d"), (3, "e")], &[], &[]);
        check("a[[ n ]]b\nc", &[(1, "ab"), (2, "c")], &[(1, "n")], &[]);
        check(
            "[[m\nn]][[o]]\nc",
            &[(1, ""), (3, "c")],
            &[(1, "m\nn"), (2, "o")],
            &[],
        );
        check(
            "x[[m\n  \nn]]y\nz",
            &[(1, "xy"), (4, "z")],
            &[(1, "m\n\nn")],
            &[],
        );
        check("[[see [12]]]", &[(1, "")], &[(1, "see [12]")], &[]);
        check("a/b*c[d]", &[(1, "a/b*c[d]")], &[], &[]);
        check("", &[(1, "")], &[], &[]);
    }

    #[test]
    fn what_is_not_closed_is_kept_and_told() {
        check("a /* b\nc", &[(1, "a /* b"), (2, "c")], &[], &[1]);
        check("a\nb */ c", &[(1, "a"), (2, "b */ c")], &[], &[2]);
        check(
            "a [[ b\n\nc ]]",
            &[(1, "a [[ b"), (2, ""), (3, "c ]]")],
            &[],
            &[1],
        );
        check("[[[[[[\n[[ x", &[(1, "[[[[[["), (2, "[[ x")], &[], &[1, 2]);
        check("/* x /* y */ z */", &[(1, " z */")], &[], &[1]);
    }
}
