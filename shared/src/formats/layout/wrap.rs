//! Breaking text into lines of a width: words wrap at spaces and after hyphens, wide characters
//! anywhere, and a word longer than a line is cut.

/// Returns how many lines a text fills; an empty text fills one line.
pub fn wrapped_lines(text: &str, width: usize) -> u32 {
    let width = width.max(1);
    let lines = text
        .split('\n')
        .map(|line| u32::try_from(wrap(line, width, &mut |_| ())).unwrap_or(u32::MAX));
    lines.fold(0_u32, u32::saturating_add)
}

/// Returns where each line begins, in bytes: as many as [`wrapped_lines`] counts, the first 0.
pub(crate) fn line_starts(text: &str, width: usize) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        starts.push(at);
        wrap(line, width.max(1), &mut |start| starts.push(at + start));
        at += line.len() + 1;
    }
    starts
}

/// Counts the lines of one line of text, and tells where each after the first begins.
fn wrap(line: &str, width: usize, on_break: &mut impl FnMut(usize)) -> usize {
    // Most lines are short and plain.
    if line.len() <= width && line.is_ascii() {
        return 1;
    }
    let mut fill = Fill {
        line,
        width,
        lines: 1,
        column: 0,
    };
    let (mut word, mut start) = (0, 0);
    for (at, c) in line.char_indices() {
        let columns = char_width(c);
        if c == ' ' {
            fill.put(start..at, word, on_break);
            word = 0;
            // Spaces hang over the margin, so only a word can begin a line.
            fill.column += 1;
            continue;
        }
        if columns == 2 {
            fill.put(start..at, word, on_break);
            fill.put(at..at + c.len_utf8(), 2, on_break);
            word = 0;
            continue;
        }
        if word == 0 && columns > 0 {
            start = at;
        }
        word += columns;
        if matches!(c, '-' | '–' | '—') {
            fill.put(start..at + c.len_utf8(), word, on_break);
            word = 0;
        }
    }
    fill.put(start..line.len(), word, on_break);
    fill.lines
}

/// A line that is being filled with words.
struct Fill<'a> {
    line: &'a str,
    width: usize,
    lines: usize,
    column: usize,
}

impl Fill<'_> {
    /// Puts a word of so many columns behind what stands there, or on the next line.
    fn put(
        &mut self,
        word: std::ops::Range<usize>,
        columns: usize,
        on_break: &mut impl FnMut(usize),
    ) {
        if columns == 0 {
            return;
        }
        if self.column > 0 && self.column + columns > self.width {
            self.turn(word.start, on_break);
        }
        if self.column + columns <= self.width {
            self.column += columns;
            return;
        }
        let start = word.start;
        for (at, c) in self.line.get(word).unwrap_or_default().char_indices() {
            let columns = char_width(c);
            if columns > 0 && self.column > 0 && self.column + columns > self.width {
                self.turn(start + at, on_break);
            }
            self.column += columns;
        }
    }

    fn turn(&mut self, at: usize, on_break: &mut impl FnMut(usize)) {
        self.lines += 1;
        self.column = 0;
        on_break(at);
    }
}

/// Returns the columns that a character fills: 2 for East Asian wide forms, 0 for combining marks.
fn char_width(c: char) -> usize {
    match u32::from(c) {
        0x0300..=0x036f | 0x200b..=0x200f | 0xfe00..=0xfe0f | 0x20d0..=0x20ff => 0,
        0x1100..=0x115f
        | 0x2e80..=0x303e
        | 0x3041..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1f64f
        | 0x1f900..=0x1f9ff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}
