//! Laying a script out on the standard page, to know how long each scene is and where it stands.
//! Letter paper, ten characters to the inch, Final Draft's default indents (DOMAIN 3.1).

use super::screenplay::{DualSide, EighthsSource, Element, ElementKind, Screenplay, ScriptScene};
use crate::eighths::Eighths;

/// Lines of twelve points between the margins of Letter paper (DOMAIN 3.1: 53.3 to 55).
pub const LINES_PER_PAGE: u32 = 54;

/// How a paragraph stands on the page: width in characters, empty lines before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Style {
    width: usize,
    space_before: u32,
}

const HEADING: Style = Style {
    width: 60,
    space_before: 2,
};
/// Characters of a line of dialogue in one of two columns.
const DUAL_WIDTH: usize = 28;

fn style(kind: ElementKind, is_dual: bool) -> Style {
    let (width, space_before) = match kind {
        ElementKind::Action | ElementKind::Shot | ElementKind::Centered | ElementKind::NewAct => {
            (60, 1)
        }
        ElementKind::Character => (35, 1),
        ElementKind::Parenthetical => (20, 0),
        ElementKind::Dialogue | ElementKind::Lyrics => (36, 0),
        ElementKind::Transition => (15, 1),
        ElementKind::General
        | ElementKind::CastList
        | ElementKind::Outline
        | ElementKind::PageBreak => (60, 0),
        ElementKind::EndOfAct => (60, 2),
    };
    Style {
        width: if is_dual {
            width.min(DUAL_WIDTH)
        } else {
            width
        },
        space_before,
    }
}

/// Lines of one paragraph, or of a dual dialogue whose columns stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Block {
    kind: ElementKind,
    space_before: u32,
    lines: u32,
    /// Elements that it is made of.
    count: usize,
}

/// Computes every scene's length that the file does not give, and the pages.
pub fn lay_out(script: &mut Screenplay) {
    let mut page = Page { number: 1, line: 0 };
    let preamble = blocks(&script.preamble);
    page.place_all(&preamble, None);
    let mut has_text = !preamble.is_empty();
    for scene in &mut script.scenes {
        let heading = heading_block(scene);
        let body = blocks(&scene.elements);
        page.place(heading, lines_kept_with_heading(heading, &body));
        if scene.page.is_none() {
            scene.page = Some(page.number.to_string());
        }
        page.place_all(&body, Some(heading));
        if scene.eighths_source == EighthsSource::Computed {
            // The very first heading has no empty lines before it.
            let unused = if has_text { 0 } else { heading.space_before };
            scene.eighths = scene_eighths(scene, heading, &body, unused);
        }
        has_text = true;
    }
    script.pages = page.number;
}

/// Returns the length of a scene from its lines: heading, text, and the empty lines before each.
fn scene_eighths(scene: &ScriptScene, heading: Block, body: &[Block], unused: u32) -> Eighths {
    if scene.omitted {
        return Eighths::ZERO;
    }
    let lines = std::iter::once(&heading)
        .chain(body)
        .fold(0_u32, |sum, block| {
            sum.saturating_add(block.space_before)
                .saturating_add(block.lines)
        });
    Eighths::from_lines(lines.saturating_sub(unused), LINES_PER_PAGE)
}

fn heading_block(scene: &ScriptScene) -> Block {
    let lines = wrapped_lines(&scene.heading, HEADING.width);
    Block {
        kind: ElementKind::Shot,
        space_before: HEADING.space_before,
        lines,
        count: 1,
    }
}

/// Makes blocks of elements; two columns are as long as the longer one.
fn blocks(elements: &[Element]) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(elements.len());
    let mut rest = elements;
    while let Some(first) = rest.first() {
        let block = match first.dual {
            Some(_) => dual_block(rest),
            None => element_block(first, follows_speech(elements, elements.len() - rest.len())),
        };
        blocks.push(block);
        rest = rest.get(block.count..).unwrap_or_default();
    }
    blocks
}

/// Lyrics and dialogue that follow no cue stand apart like action.
fn follows_speech(elements: &[Element], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|i| elements.get(i));
    before.is_some_and(|e| {
        matches!(
            e.kind,
            ElementKind::Character
                | ElementKind::Parenthetical
                | ElementKind::Dialogue
                | ElementKind::Lyrics
        )
    })
}

fn element_block(element: &Element, follows_speech: bool) -> Block {
    let style = style(element.kind, element.dual.is_some());
    let is_printed = !matches!(element.kind, ElementKind::PageBreak | ElementKind::Outline);
    let stands_apart = matches!(element.kind, ElementKind::Lyrics) && !follows_speech;
    Block {
        kind: element.kind,
        space_before: if is_printed {
            style.space_before.max(u32::from(stands_apart))
        } else {
            0
        },
        lines: if is_printed {
            wrapped_lines(&element.text, style.width)
        } else {
            0
        },
        count: 1,
    }
}

fn dual_block(elements: &[Element]) -> Block {
    let mut columns = [0_u32; 2];
    let mut count = 0;
    let mut is_right = false;
    for element in elements {
        match element.dual {
            Some(DualSide::Right) => is_right = true,
            // A new left column is a new pair.
            Some(DualSide::Left) if !is_right => {}
            _ => break,
        }
        let block = element_block(element, true);
        let column = &mut columns[usize::from(is_right)];
        // The empty line before both cues counts once, before the block.
        let space = if *column == 0 { 0 } else { block.space_before };
        *column = column.saturating_add(space).saturating_add(block.lines);
        count += 1;
    }
    let lines = columns[0].max(columns[1]);
    Block {
        kind: ElementKind::Character,
        space_before: 1,
        lines,
        count: count.max(1),
    }
}

/// A heading never stands alone at the foot of a page: two lines of what follows go with it.
fn lines_kept_with_heading(heading: Block, body: &[Block]) -> u32 {
    let follows = body.iter().find(|block| block.lines > 0);
    heading.lines + follows.map_or(0, |block| block.space_before + block.lines.min(2))
}

struct Page {
    number: u32,
    /// Lines that are already filled.
    line: u32,
}

impl Page {
    fn place_all(&mut self, blocks: &[Block], mut before: Option<Block>) {
        for (index, block) in blocks.iter().enumerate() {
            if block.kind == ElementKind::PageBreak || block.kind == ElementKind::NewAct {
                self.turn();
            }
            let next = blocks.get(index + 1);
            let kept = match block.kind {
                // A cue goes with what is said, a transition stays with what it ends.
                ElementKind::Character => block.lines + next.map_or(0, |n| n.lines.min(2)),
                ElementKind::Transition if before.is_some() => 0,
                _ => block.lines.min(2),
            };
            self.place(*block, kept);
            before = Some(*block);
        }
    }

    /// Puts a block on the page, or its first part, and turns pages as needed.
    fn place(&mut self, block: Block, kept_together: u32) {
        if block.lines == 0 {
            return;
        }
        let space = if self.line == 0 {
            0
        } else {
            block.space_before
        };
        let needed = self
            .line
            .saturating_add(space)
            .saturating_add(kept_together.min(LINES_PER_PAGE));
        if needed > LINES_PER_PAGE {
            self.turn();
        }
        let space = if self.line == 0 { 0 } else { space };
        let end = u64::from(self.line) + u64::from(space) + u64::from(block.lines);
        let per_page = u64::from(LINES_PER_PAGE);
        // A speech that runs on says (MORE) and names its speaker again: two lines a page.
        let is_speech = matches!(block.kind, ElementKind::Dialogue | ElementKind::Character);
        let turns = end.saturating_sub(1) / per_page;
        let end = end + if is_speech { turns * 2 } else { 0 };
        let turns = end.saturating_sub(1) / per_page;
        self.number = self
            .number
            .saturating_add(u32::try_from(turns).unwrap_or(u32::MAX));
        self.line = u32::try_from(end - turns * per_page).unwrap_or(LINES_PER_PAGE);
    }

    /// Goes to the top of the next page, unless it is there already.
    fn turn(&mut self) {
        if self.line > 0 {
            self.number = self.number.saturating_add(1);
            self.line = 0;
        }
    }
}

/// Returns how many lines a text fills: words wrap at spaces and after hyphens, wide characters
/// anywhere; an empty text fills one line.
pub fn wrapped_lines(text: &str, width: usize) -> u32 {
    let width = width.max(1);
    let lines = text.split('\n').map(|line| wrapped_line(line, width));
    lines.fold(0_u32, u32::saturating_add)
}

fn wrapped_line(line: &str, width: usize) -> u32 {
    // Most lines are short and plain.
    if line.len() <= width && line.is_ascii() {
        return 1;
    }
    let mut lines = 1_usize;
    let (mut column, mut word) = (0, 0);
    // Spaces hang over the margin, so only a word can begin a line.
    let close_word = |column: &mut usize, word: &mut usize, lines: &mut usize| {
        if *word == 0 {
            return;
        }
        if *column > 0 && *column + *word > width {
            *lines += 1;
            *column = 0;
        }
        *column += *word;
        *word = 0;
        if *column > width {
            *lines += (*column - 1) / width;
            *column = (*column - 1) % width + 1;
        }
    };
    for c in line.chars() {
        match char_width(c) {
            _ if c == ' ' => {
                close_word(&mut column, &mut word, &mut lines);
                column += 1;
            }
            2 => {
                close_word(&mut column, &mut word, &mut lines);
                word = 2;
                close_word(&mut column, &mut word, &mut lines);
            }
            wide => {
                word += wide;
                if matches!(c, '-' | '–' | '—') {
                    close_word(&mut column, &mut word, &mut lines);
                }
            }
        }
    }
    close_word(&mut column, &mut word, &mut lines);
    u32::try_from(lines).unwrap_or(u32::MAX)
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

#[cfg(test)]
mod tests;
