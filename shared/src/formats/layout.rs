//! Laying a script out on the standard page, to know how long each scene is and where it stands.
//! Letter paper, ten characters to the inch, Final Draft's default indents (DOMAIN 3.1).

mod locked;
mod page;
mod wrap;

pub(crate) use locked::{Stop, letters, stops};
pub(crate) use page::Page;
pub(crate) use wrap::line_starts;
pub use wrap::wrapped_lines;

use std::collections::HashMap;

use super::screenplay::{
    DualSide, EighthsSource, Element, ElementKind, PageLock, Screenplay, ScriptScene,
};
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
    width: HEADING_WIDTH,
    space_before: 2,
};
/// Characters of a line of dialogue in one of two columns.
const DUAL_WIDTH: usize = 28;

/// Returns how many characters fit a line of a paragraph (DOMAIN 3.1).
pub(crate) fn width(kind: ElementKind, is_dual: bool) -> usize {
    style(kind, is_dual).width
}

/// Characters of a line of a heading.
pub(crate) const HEADING_WIDTH: usize = 60;

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
pub(crate) struct Block {
    pub kind: ElementKind,
    pub space_before: u32,
    pub lines: u32,
    /// Elements that it is made of.
    pub count: usize,
}

/// The part of a block that stands on one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// From 1.
    pub page: u32,
    /// Empty lines above it.
    pub space: u32,
    /// Its lines, counted from the block's first.
    pub from: u32,
    pub to: u32,
    /// A speech that runs on says so below, and names its speaker again above.
    pub is_speech_cut: bool,
}

/// Computes every scene's length that the file does not give, and the pages.
pub fn lay_out(script: &mut Screenplay) {
    let preamble = blocks(&script.preamble);
    let bodies: Vec<(Block, Vec<Block>)> = script
        .scenes
        .iter()
        .map(|scene| (heading_block(&scene.heading), blocks(&scene.elements)))
        .collect();
    let (page, starts) = Page::lay_out(!script.page_locks.is_empty(), |page| {
        place_script(script, &preamble, &bodies, page)
    });
    let names = page.names();
    let is_locked = page.is_locked();
    let mut has_text = !preamble.is_empty();
    for ((scene, (heading, body)), start) in script.scenes.iter_mut().zip(&bodies).zip(starts) {
        // What the file says of a scene's page gives way to the locks that its pages are drawn by.
        if scene.page.is_none() || is_locked {
            scene.page = start
                .checked_sub(1)
                .and_then(|at| names.get(at as usize))
                .cloned();
        }
        if scene.eighths_source == EighthsSource::Computed {
            // The very first heading has no empty lines before it.
            let unused = if has_text { 0 } else { heading.space_before };
            scene.eighths = scene_eighths(scene, *heading, body, unused);
        }
        has_text = true;
    }
    script.pages = page.number;
}

/// Puts a whole script on pages; returns the page that each scene begins on, from 1.
fn place_script(
    script: &Screenplay,
    preamble: &[Block],
    bodies: &[(Block, Vec<Block>)],
    page: &mut Page,
) -> Vec<u32> {
    let mut locks: HashMap<Option<usize>, Vec<&PageLock>> = HashMap::new();
    for lock in &script.page_locks {
        locks.entry(lock.scene).or_default().push(lock);
    }
    let stops_of = |scene: Option<usize>, elements: &[Element], blocks: &[Block]| {
        let here = locks.get(&scene).into_iter().flatten();
        let here = here.map(|lock| (lock.page.as_str(), lock.element, lock.at));
        stops(here, elements, blocks)
    };
    let (_, before) = stops_of(None, &script.preamble, preamble);
    page.place_all(preamble, None, &before, &mut |_, _| ());
    let mut starts = Vec::with_capacity(bodies.len());
    for (at, (scene, (heading, body))) in script.scenes.iter().zip(bodies).enumerate() {
        let (above, inside) = stops_of(Some(at), &scene.elements, body);
        page.lock_all(&above);
        page.place_heading(*heading, body, &inside, &mut |_| ());
        starts.push(page.number);
        page.place_all(body, Some(*heading), &inside, &mut |_, _| ());
    }
    starts
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

pub(crate) fn heading_block(heading: &str) -> Block {
    let lines = wrapped_lines(heading, HEADING.width);
    Block {
        kind: ElementKind::Shot,
        space_before: HEADING.space_before,
        lines,
        count: 1,
    }
}

/// Makes blocks of elements; two columns are as long as the longer one.
pub(crate) fn blocks(elements: &[Element]) -> Vec<Block> {
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

#[cfg(test)]
mod tests;
