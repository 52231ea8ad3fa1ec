//! The script on its pages, laid out as [`layout`] counts them.

use std::sync::Arc;

use super::body::{Page, Paragraph, Part};
use super::changes::Span;
use super::locked::{Locks, locked_pages, stops};
use super::read::{Scene, read};
use crate::book::Book;
use crate::formats::cue_name;
use crate::formats::layout::{self, Block, HEADING_WIDTH, Stop};
use crate::formats::screenplay::{DualSide, Element, ElementKind};
use crate::id::Id;
use crate::kind::Kind;

/// The kinds that [`pages`] reads.
pub const KINDS: &[Kind] = &[
    Kind::Scene,
    Kind::Character,
    Kind::Location,
    Kind::SceneText,
    Kind::Draft,
];

/// Below a speech that goes on overleaf, and behind the cue that is said again there.
const MORE: &str = "(MORE)";
const CONTINUED: &str = "(CONT'D)";

/// Returns the pages of the script: laid out once, and anew only after its records changed.
pub fn pages(book: &Book) -> Arc<Vec<Page>> {
    book.derived("script-pages", &Id::new(""), KINDS, |_| {
        let (preamble, scenes) = read(book);
        lay_out(&preamble, &scenes, &locked_pages(book))
    })
}

/// Where a scene begins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Start {
    pub scene: Id,
    pub number: String,
    pub heading: String,
    /// The place of its page among the pages.
    pub page: usize,
}

/// Lists where each scene begins.
pub fn starts(pages: &[Page]) -> Vec<Start> {
    let mut out: Vec<Start> = Vec::new();
    for (page, paragraph) in pages
        .iter()
        .enumerate()
        .flat_map(|(n, page)| page.paragraphs.iter().map(move |p| (n, p)))
    {
        let Some(scene) = paragraph
            .scene
            .as_ref()
            .filter(|_| paragraph.part == Part::Heading)
        else {
            continue;
        };
        // A heading of several lines may be cut by the end of a page.
        if out.last().is_none_or(|last| last.scene != *scene) {
            out.push(Start {
                scene: scene.clone(),
                number: paragraph.number.clone(),
                heading: paragraph.text.clone(),
                page,
            });
        }
    }
    out
}

fn lay_out(preamble: &[Element], scenes: &[Scene], locks: &Locks) -> Vec<Page> {
    let (page, mut out) = layout::Page::lay_out(!locks.is_empty(), |page| {
        place_script(preamble, scenes, locks, page)
    });
    if page.is_locked() {
        for (page, name) in out.iter_mut().zip(page.names()) {
            page.label = name;
        }
    }
    out
}

fn place_script(
    preamble: &[Element],
    scenes: &[Scene],
    locks: &Locks,
    page: &mut layout::Page,
) -> Vec<Page> {
    let mut out = Vec::new();
    let plain = vec![Vec::new(); preamble.len()];
    let text = Text::of(None, preamble, &plain);
    let (_, inside) = stops(locks, None, preamble, &text.blocks);
    text.place(page, None, &inside, &mut out);
    for scene in scenes {
        let block = layout::heading_block(&scene.heading);
        let text = Text::of(Some(&scene.id), &scene.elements, &scene.spans);
        let (above, inside) = stops(locks, Some(&scene.id), &scene.elements, &text.blocks);
        page.lock_all(&above);
        page.place_heading(block, &text.blocks, &inside, &mut |part| {
            let spans = match scene.is_heading_changed {
                true => vec![(0, scene.heading.len())],
                false => Vec::new(),
            };
            let heading = Paragraph {
                part: Part::Heading,
                scene: Some(scene.id.clone()),
                number: scene.number.to_string(),
                ..cut(&scene.heading, &spans, HEADING_WIDTH, part)
            };
            put(&mut out, part.page, heading);
        });
        text.place(page, Some(block), &inside, &mut out);
    }
    out
}

fn put(out: &mut Vec<Page>, page: u32, paragraph: Paragraph) {
    while out.last().is_none_or(|last| last.number < page) {
        let number = out.last().map_or(1, |last| last.number.saturating_add(1));
        out.push(Page {
            number,
            ..Page::default()
        });
    }
    if let Some(last) = out.last_mut() {
        last.paragraphs.push(paragraph);
    }
}

/// The words of a scene, in the blocks that stand together on a page.
struct Text<'a> {
    scene: Option<&'a Id>,
    elements: &'a [Element],
    spans: &'a [Vec<Span>],
    blocks: Vec<Block>,
    /// The first element of each block.
    first: Vec<usize>,
}

impl<'a> Text<'a> {
    fn of(scene: Option<&'a Id>, elements: &'a [Element], spans: &'a [Vec<Span>]) -> Self {
        let blocks = layout::blocks(elements);
        let mut at = 0;
        let first = blocks
            .iter()
            .map(|block| {
                let first = at;
                at += block.count;
                first
            })
            .collect();
        Self {
            scene,
            elements,
            spans,
            blocks,
            first,
        }
    }

    fn place(
        &self,
        page: &mut layout::Page,
        before: Option<Block>,
        stops: &[Stop],
        out: &mut Vec<Page>,
    ) {
        page.place_all(&self.blocks, before, stops, &mut |n, part| {
            let first = self.first[n];
            let members = &self.elements[first..first + self.blocks[n].count];
            match members {
                [element] if element.dual.is_none() => self.single(first, element, part, out),
                members => self.dual(first, members, part, out),
            }
        });
    }

    fn single(&self, at: usize, element: &Element, part: layout::Part, out: &mut Vec<Page>) {
        let made = |part, text: String| Paragraph {
            part,
            scene: self.scene.cloned(),
            text,
            is_made: true,
            ..Paragraph::default()
        };
        if part.from > 0 && element.kind == ElementKind::Dialogue {
            put(out, part.page, made(Part::Cue, self.said_again(at)));
        }
        let spans = self.spans.get(at).map_or(&[][..], Vec::as_slice);
        let paragraph = Paragraph {
            part: part_of(element.kind),
            scene: self.scene.cloned(),
            ..cut(
                &element.text,
                spans,
                layout::width(element.kind, false),
                part,
            )
        };
        put(out, part.page, paragraph);
        if part.is_speech_cut {
            put(out, part.page, made(Part::More, MORE.to_owned()));
        }
    }

    /// Names the speaker of a speech: "NELL (CONT'D)".
    fn said_again(&self, at: usize) -> String {
        let cue = self.elements[..at]
            .iter()
            .rfind(|e| e.kind == ElementKind::Character)
            .map_or_else(String::new, |e| cue_name(&e.text));
        format!("{cue} {CONTINUED}").trim().to_owned()
    }

    /// Two speeches side by side stand on one page.
    fn dual(&self, first: usize, members: &[Element], part: layout::Part, out: &mut Vec<Page>) {
        if part.from > 0 {
            return;
        }
        let mut is_begun = [false; 2];
        for (n, element) in members.iter().enumerate() {
            let column = usize::from(element.dual == Some(DualSide::Right));
            let is_first = !std::mem::replace(&mut is_begun[column], true);
            let space = match (is_first, element.kind) {
                (true, _) => part.space,
                (false, ElementKind::Character) => 1,
                (false, _) => 0,
            };
            let width = layout::width(element.kind, true);
            let spans = self.spans.get(first + n).map_or(&[][..], Vec::as_slice);
            let whole = layout::Part {
                from: 0,
                to: layout::wrapped_lines(&element.text, width),
                space,
                ..part
            };
            let paragraph = Paragraph {
                part: part_of(element.kind),
                scene: self.scene.cloned(),
                side: ["left", "right"][column].to_owned(),
                ..cut(&element.text, spans, width, whole)
            };
            put(out, part.page, paragraph);
        }
    }
}

fn part_of(kind: ElementKind) -> Part {
    match kind {
        ElementKind::Character => Part::Cue,
        ElementKind::Parenthetical => Part::Parenthetical,
        ElementKind::Dialogue => Part::Dialogue,
        ElementKind::Lyrics => Part::Lyrics,
        ElementKind::Transition => Part::Transition,
        ElementKind::Shot => Part::Shot,
        ElementKind::Centered | ElementKind::NewAct | ElementKind::EndOfAct => Part::Centered,
        ElementKind::Action
        | ElementKind::General
        | ElementKind::CastList
        | ElementKind::Outline
        | ElementKind::PageBreak => Part::Action,
    }
}

/// Cuts those lines out of a text that stand on one page.
fn cut(text: &str, spans: &[Span], width: usize, part: layout::Part) -> Paragraph {
    let starts = layout::line_starts(text, width);
    let (from, to) = (part.from as usize, part.to as usize);
    let start = starts.get(from).copied().unwrap_or_default();
    let end = starts.get(to).copied().unwrap_or(text.len());
    let here = text.get(start..end).unwrap_or_default();
    let is_last = to >= starts.len();
    let here = if is_last { here } else { here.trim_end() };
    let lines = starts.get(from..to.min(starts.len())).unwrap_or_default();
    let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let is_marked = |at: usize| {
        let line = starts[from + at];
        let next = starts.get(from + at + 1).copied();
        spans.iter().any(|(a, b)| match next {
            _ if a == b => *a >= line && next.is_none_or(|next| *a < next),
            Some(next) => *a < next && *b > line,
            None => *b > line,
        })
    };
    Paragraph {
        breaks: lines
            .iter()
            .skip(1)
            .filter(|at| !text[..**at].ends_with('\n'))
            .map(|at| short(at - start))
            .collect(),
        marks: (0..lines.len())
            .filter(|n| is_marked(*n))
            .map(short)
            .collect(),
        text: here.to_owned(),
        space: part.space,
        ..Paragraph::default()
    }
}
