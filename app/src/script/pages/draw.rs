//! One page, drawn from its data alone: the same on a screen, on paper, in the script and in sides.

use leptos::prelude::*;
use shared::script::{Page, Paragraph, Part};

/// Lines that a page of paper has room for.
const LINES: u32 = 54;

/// What stands at the head of each page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Head {
    pub title: String,
    /// The draft's colour and date.
    pub draft: String,
    /// A second line; sides have one.
    pub below: Vec<String>,
}

/// A place that the search found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lit {
    pub paragraph: usize,
    pub from: usize,
    pub to: usize,
    /// The one that was gone to.
    pub is_now: bool,
}

/// Draws a page with what the search found on it.
pub fn sheet(page: &Page, head: &Head, lit: &[Lit]) -> AnyView {
    let below = head.below.iter();
    let name = page.name();
    // A page that was locked in another program may have a few lines more than ours.
    let class = match page.lines() > LINES {
        true => "script-sheet tight",
        false => "script-sheet",
    };
    view! {
        <section class=class role="group" data-page=page.number aria-label=crate::t!("pages.page", n = name)>
            <header class="script-head">
                <span>{head.title.clone()}</span>
                <span>{head.draft.clone()}</span>
                <span class="n">{crate::t!("pages.number", n = name)}</span>
                {below.map(|text| view! { <span class="below">{text.clone()}</span> }).collect_view()}
            </header>
            {groups(&page.paragraphs, lit)}
        </section>
    }
    .into_any()
}

/// What is struck stands in one box, so that one line crosses all of it.
fn groups(paragraphs: &[Paragraph], lit: &[Lit]) -> Vec<AnyView> {
    let mut out = Vec::new();
    let mut at = 0;
    for group in paragraphs.chunk_by(|a, b| a.is_struck == b.is_struck) {
        let drawn = blocks(group, at, lit);
        at += group.len();
        out.push(match group.first().is_some_and(|p| p.is_struck) {
            false => drawn.into_any(),
            true => view! {
                <div class="struck">
                    <span class="hidden">{crate::t!("sides.not_today")}</span>
                    {drawn}
                    <svg class="cross" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                        <path d="M0 100L100 0" vector-effect="non-scaling-stroke" />
                    </svg>
                </div>
            }
            .into_any(),
        });
    }
    out
}

/// Two speeches side by side stand in one block.
fn blocks(paragraphs: &[Paragraph], first: usize, lit: &[Lit]) -> Vec<AnyView> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(one) = paragraphs.get(at) {
        if one.side.is_empty() {
            out.push(paragraph(first + at, one, lit));
            at += 1;
            continue;
        }
        let rest = &paragraphs[at..];
        let left = rest.iter().take_while(|p| p.side == "left").count();
        let right = rest[left..]
            .iter()
            .take_while(|p| p.side == "right")
            .count();
        let draw = |from: usize, count: usize| -> Vec<AnyView> {
            let members = rest.iter().enumerate().skip(from).take(count);
            members
                .map(|(n, p)| paragraph(first + at + n, p, lit))
                .collect()
        };
        out.push(
            view! {
                <div class="dual">
                    <div>{draw(0, left)}</div>
                    <div>{draw(left, right)}</div>
                </div>
            }
            .into_any(),
        );
        // A side of no known name would stop here for ever.
        at += (left + right).max(1);
    }
    out
}

fn class_of(part: Part) -> &'static str {
    match part {
        Part::Action => "action",
        Part::Heading => "slug",
        Part::Cue => "cue",
        Part::Parenthetical => "wryly",
        Part::Dialogue => "speech",
        Part::Lyrics => "speech lyrics",
        Part::Transition => "transition",
        Part::Shot => "shot",
        Part::Centered => "centred",
        Part::More => "more",
    }
}

fn paragraph(at: usize, p: &Paragraph, lit: &[Lit]) -> AnyView {
    let lit: Vec<Lit> = lit.iter().filter(|l| l.paragraph == at).copied().collect();
    let changed = if p.is_changed() { " changed" } else { "" };
    let class = format!("{} space-{}{changed}", class_of(p.part), p.space.min(2));
    let text = words(p, &lit);
    let stars = stars(p);
    if p.part != Part::Heading {
        return view! { <p class=class>{text}{stars}</p> }.into_any();
    }
    let scene = p.scene.as_ref().map(ToString::to_string);
    let number = p.number.clone();
    view! {
        <h2 class=class data-scene=scene tabindex="-1">
            <span class="no">{number.clone()}" "</span>
            {text}
            {stars}
            <span class="no right" aria-hidden="true">{number}</span>
        </h2>
    }
    .into_any()
}

/// The marks in the right margin: one line of them for each line of the paragraph.
fn stars(p: &Paragraph) -> Option<AnyView> {
    if !p.is_changed() {
        return None;
    }
    let column: Vec<&str> = (0..p.lines().len())
        .map(
            |n| match u32::try_from(n).is_ok_and(|n| p.marks.contains(&n)) {
                true => "*",
                false => "",
            },
        )
        .collect();
    let said = crate::t!("pages.changed");
    Some(
        view! {
            <span class="hidden">" "{said}</span>
            <span class="stars" aria-hidden="true">{column.join("\n")}</span>
        }
        .into_any(),
    )
}

/// The text in its lines. Where the layout begins a line, a phone may go on in the same one.
fn words(p: &Paragraph, lit: &[Lit]) -> Vec<AnyView> {
    let mut out: Vec<AnyView> = Vec::new();
    let mut last = 0;
    for (from, to) in p.lines() {
        if from > 0 {
            out.push(match p.text.get(last..from) {
                Some("\n") => "\n".into_any(),
                _ => view! { <br class="soft" /> }.into_any(),
            });
        }
        pieces(&p.text, (from, to), lit, &mut out);
        last = to;
    }
    out
}

fn pieces(text: &str, (from, to): (usize, usize), lit: &[Lit], out: &mut Vec<AnyView>) {
    let piece = |a: usize, b: usize| text.get(a..b).unwrap_or_default().to_owned();
    let mut at = from;
    for found in lit.iter().filter(|l| l.from < to && l.to > from) {
        let (start, end) = (found.from.max(at), found.to.min(to));
        if start > at {
            out.push(piece(at, start).into_any());
        }
        let class = if found.is_now { "found now" } else { "found" };
        out.push(view! { <mark class=class>{piece(start, end)}</mark> }.into_any());
        at = end;
    }
    if at < to {
        out.push(piece(at, to).into_any());
    }
}
