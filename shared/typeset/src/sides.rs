//! Sides: the script's pages of a day, with what is not shot struck, from their body alone.

use serde::Serialize;
use shared::pdf::{Job, Size};
use shared::script::{Page, Paragraph, Part, Sides};

use crate::frame::{Frame, Issuing, Turn, script};
use crate::words::{date, joined, t};
use crate::{Data, Refused};

/// Lines of a page.
const MOST_LINES: usize = 54;

/// What the template shows.
#[derive(Serialize)]
pub struct SidesView {
    /// "Night Ferry, sides"
    pub title: String,
    /// Colour and date of the draft.
    pub draft: String,
    /// "Rev 1 Blue, 7F3A 19C2"
    pub standing: String,
    /// "Copy of Nell Ashby", or a line for the name.
    pub reader: String,
    /// Two reduced pages stand on each sheet.
    pub is_half: bool,
    /// What is read where a page is struck.
    pub not_today: &'static str,
    pub pages: Vec<PageView>,
}

#[derive(Serialize)]
pub struct PageView {
    /// "12."
    pub number: String,
    /// Lines that it is high; a locked page may have a few more than others.
    pub lines: usize,
    pub groups: Vec<GroupView>,
}

/// Paragraphs that are struck together, or not at all.
#[derive(Serialize)]
pub struct GroupView {
    pub is_struck: bool,
    /// Lines that it is high, the empty ones too.
    pub high: usize,
    pub blocks: Vec<BlockView>,
}

/// One paragraph, or two speeches side by side.
#[derive(Serialize)]
pub struct BlockView {
    pub left: Vec<ParagraphView>,
    pub right: Vec<ParagraphView>,
}

#[derive(Serialize)]
pub struct ParagraphView {
    pub part: Part,
    /// The scene's number, on its heading.
    pub number: String,
    /// Empty lines above.
    pub space: usize,
    pub lines: Vec<LineView>,
}

#[derive(Serialize)]
pub struct LineView {
    pub text: String,
    pub is_changed: bool,
}

/// Makes what the template reads.
pub fn of(job: &Job) -> Result<Data<SidesView>, Refused> {
    let sides = Sides::parse(&job.body)?;
    let day = match (sides.day_number, sides.days) {
        (0, _) => t!("callsheet.day_off_board").to_owned(),
        (n, 0) => t!("schedule.day", n = n),
        (n, days) => t!("callsheet.day_of", n = n, days = days),
    };
    let turn = match job.size {
        Size::Whole => Turn::High,
        Size::Half => Turn::Wide,
    };
    let frame = Frame {
        title: sides.title.clone(),
        company: sides.company.clone(),
        name: t!("sides.title").to_owned(),
        of: day,
        date: date(&sides.date),
        ..Frame::of(job, turn, Issuing::Issued)
    };
    Ok(Data {
        doc: SidesView {
            title: t!("sides.head", title = sides.title),
            draft: script(&sides.script_colour, &sides.script_date),
            standing: joined(&[&frame.standing, &frame.code], ", "),
            reader: match &job.watermark {
                Some(mark) => t!("sides.for", name = mark.name),
                None => t!("sides.for_nobody").to_owned(),
            },
            is_half: job.size == Size::Half,
            not_today: t!("sides.not_today"),
            pages: sides.pages.iter().map(page).collect(),
        },
        frame,
    })
}

fn page(page: &Page) -> PageView {
    let groups = page.paragraphs.chunk_by(|a, b| a.is_struck == b.is_struck);
    PageView {
        number: t!("pages.number", n = page.name()),
        lines: usize::try_from(page.lines()).unwrap_or(MOST_LINES),
        groups: groups
            .map(|group| {
                let blocks = blocks(group);
                GroupView {
                    is_struck: group.first().is_some_and(|p| p.is_struck),
                    high: blocks.iter().map(high).sum(),
                    blocks,
                }
            })
            .collect(),
    }
}

fn high(block: &BlockView) -> usize {
    let column = |all: &[ParagraphView]| -> usize {
        let lines = |p: &ParagraphView| p.lines.len().saturating_add(p.space);
        all.iter().map(lines).sum()
    };
    column(&block.left).max(column(&block.right))
}

/// A left column with the right one beside it is one block.
fn blocks(mut rest: &[Paragraph]) -> Vec<BlockView> {
    let mut out = Vec::new();
    while let Some(one) = rest.first() {
        let of = |side: &str, from: usize| {
            let members = rest.iter().skip(from);
            members.take_while(|p| p.side == side).count()
        };
        let left = match one.side.as_str() {
            "left" => of("left", 0),
            "right" => 0,
            _ => 1,
        };
        let right = match one.side.as_str() {
            "left" | "right" => of("right", left),
            _ => 0,
        };
        let (block, after) = rest.split_at(left.saturating_add(right).min(rest.len()));
        let (first, second) = block.split_at(left);
        out.push(BlockView {
            left: first.iter().map(paragraph).collect(),
            right: second.iter().map(paragraph).collect(),
        });
        rest = after;
    }
    out
}

fn paragraph(p: &Paragraph) -> ParagraphView {
    let lines = p.lines().into_iter().enumerate();
    ParagraphView {
        part: p.part,
        number: p.number.clone(),
        // A page has no more lines; a body of another hand may say anything.
        space: usize::try_from(p.space)
            .unwrap_or(MOST_LINES)
            .min(MOST_LINES),
        lines: lines
            .map(|(n, (from, to))| LineView {
                text: set(p.part, p.text.get(from..to).unwrap_or_default().trim_end()),
                is_changed: u32::try_from(n).is_ok_and(|n| p.marks.contains(&n)),
            })
            .collect(),
    }
}

/// Headings, cues, transitions and shots stand in capitals.
fn set(part: Part, text: &str) -> String {
    match part {
        Part::Heading | Part::Cue | Part::Transition | Part::Shot => text.to_uppercase(),
        _ => text.to_owned(),
    }
}
