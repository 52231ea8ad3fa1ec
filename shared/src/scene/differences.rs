//! The words of a scene before and after, paragraph by paragraph, as people read a change.

use std::collections::HashSet;

use crate::formats::screenplay::{Element, ElementKind};

/// A run of words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    Same(String),
    Gone(String),
    New(String),
}

/// What became of a paragraph, or of several.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Difference {
    /// So many paragraphs without a difference.
    Same(usize),
    Paragraph {
        kind: ElementKind,
        pieces: Vec<Piece>,
    },
}

/// Two paragraphs that share so many of their words are one that was changed, in per cent.
const ALIKE: usize = 30;

/// Lists what is different between two versions of a scene's words, in order.
pub fn differences(ours: &[Element], draft: &[Element]) -> Vec<Difference> {
    let mut out = Vec::new();
    for (a, b) in common(ours.len(), draft.len(), |a, b| {
        u32::from(is_same(&ours[a], &draft[b]))
    }) {
        match (a, b) {
            (Gap { from, to }, None) => gap(&ours[from.0..to.0], &draft[from.1..to.1], &mut out),
            (_, Some(_)) => match out.last_mut() {
                Some(Difference::Same(n)) => *n += 1,
                _ => out.push(Difference::Same(1)),
            },
        }
    }
    out
}

fn is_same(a: &Element, b: &Element) -> bool {
    a.kind == b.kind && a.text == b.text
}

/// What lies between two paragraphs that are in both versions.
fn gap(ours: &[Element], draft: &[Element], out: &mut Vec<Difference>) {
    let alike = |a: usize, b: usize| alike(&ours[a], &draft[b]);
    for (Gap { from, to }, pair) in common(ours.len(), draft.len(), alike) {
        if let Some((a, b)) = pair {
            out.push(Difference::Paragraph {
                kind: draft[b].kind,
                pieces: pieces(&ours[a].text, &draft[b].text),
            });
            continue;
        }
        let gone = ours[from.0..to.0]
            .iter()
            .map(|e| (e, Piece::Gone(e.text.clone())));
        let new = draft[from.1..to.1]
            .iter()
            .map(|e| (e, Piece::New(e.text.clone())));
        out.extend(
            gone.chain(new)
                .map(|(element, piece)| Difference::Paragraph {
                    kind: element.kind,
                    pieces: vec![piece],
                }),
        );
    }
}

fn alike(a: &Element, b: &Element) -> u32 {
    let words = |text: &str| -> HashSet<String> {
        text.split_whitespace().map(str::to_lowercase).collect()
    };
    if a.kind != b.kind {
        return 0;
    }
    let (a, b) = (words(&a.text), words(&b.text));
    let shared = a.intersection(&b).count();
    let percent = (shared * 100)
        .checked_div(a.len() + b.len() - shared)
        .unwrap_or_default();
    match percent >= ALIKE {
        true => u32::try_from(percent).unwrap_or_default(),
        false => 0,
    }
}

/// Returns the words of both versions of a paragraph, what is gone before what is new.
pub fn pieces(ours: &str, draft: &str) -> Vec<Piece> {
    let (a, b): (Vec<&str>, Vec<&str>) = (words(ours), words(draft));
    let mut out: Vec<Piece> = Vec::new();
    for (Gap { from, to }, pair) in common(a.len(), b.len(), |n, m| u32::from(a[n] == b[m])) {
        if let Some((n, _)) = pair {
            match out.last_mut() {
                Some(Piece::Same(text)) => text.push_str(a[n]),
                _ => out.push(Piece::Same(a[n].to_owned())),
            }
            continue;
        }
        let (gone, new) = (a[from.0..to.0].concat(), b[from.1..to.1].concat());
        if !gone.is_empty() {
            out.push(Piece::Gone(gone));
        }
        if !new.is_empty() {
            out.push(Piece::New(new));
        }
    }
    out
}

/// Cuts a text behind each word and its spaces, so that the cuts together are the text.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

/// From where to where two lists have nothing in common, by both indices.
struct Gap {
    from: (usize, usize),
    to: (usize, usize),
}

/// A table of more cells than this is not worth its time: the whole is gone and new.
const CELLS: usize = 1 << 20;

/// Walks two lists along their heaviest common subsequence: the gaps, and behind each its pair.
fn common(
    a: usize,
    b: usize,
    worth: impl Fn(usize, usize) -> u32,
) -> Vec<(Gap, Option<(usize, usize)>)> {
    // Most of a scene is the same at both ends.
    let full = |n: usize, m: usize| worth(n, m) > 0;
    let short = a.min(b);
    let head = (0..short).take_while(|n| full(*n, *n)).count();
    let tail = (0..short - head)
        .take_while(|n| full(a - 1 - n, b - 1 - n))
        .count();
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|n| (n, n)).collect();
    let (rows, columns) = (a - head - tail, b - head - tail);
    if rows * columns <= CELLS {
        let wide = columns + 1;
        let mut best = vec![0_u32; (rows + 1) * wide];
        let at = |r: usize, c: usize| worth(head + r, head + c);
        for r in (0..rows).rev() {
            for c in (0..columns).rev() {
                let skip = best[(r + 1) * wide + c].max(best[r * wide + c + 1]);
                let take = match at(r, c) {
                    0 => 0,
                    worth => best[(r + 1) * wide + c + 1].saturating_add(worth),
                };
                best[r * wide + c] = skip.max(take);
            }
        }
        let (mut r, mut c) = (0, 0);
        while r < rows && c < columns {
            let (worth, now) = (at(r, c), best[r * wide + c]);
            if worth > 0 && now == best[(r + 1) * wide + c + 1].saturating_add(worth) {
                pairs.push((head + r, head + c));
                (r, c) = (r + 1, c + 1);
            } else if now == best[(r + 1) * wide + c] {
                r += 1;
            } else {
                c += 1;
            }
        }
    }
    pairs.extend((0..tail).rev().map(|n| (a - 1 - n, b - 1 - n)));

    let mut out = Vec::with_capacity(pairs.len() * 2);
    let mut from = (0, 0);
    for pair in pairs.into_iter().map(Some).chain([None]) {
        let to = pair.unwrap_or((a, b));
        if from != to {
            out.push((Gap { from, to }, None));
        }
        if let Some((n, m)) = pair {
            out.push((Gap { from: to, to }, pair));
            from = (n + 1, m + 1);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(pieces: &[Piece]) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Same(text) => text.clone(),
            Piece::Gone(text) => format!("[-{text}-]"),
            Piece::New(text) => format!("{{+{text}+}}"),
        };
        pieces.iter().map(piece).collect()
    }

    #[test]
    fn the_words_that_changed_stand_out() {
        let check = |ours: &str, draft: &str, expected: &str| {
            assert_eq!(print(&pieces(ours, draft)), expected);
        };
        check("She waits.", "She waits.", "She waits.");
        check("", "She waits.", "{+She waits.+}");
        check("She waits.", "", "[-She waits.-]");
        check(
            "She waits at the pier.",
            "She runs along the pier.",
            "She [-waits at -]{+runs along +}the pier.",
        );
        check("the old red boat", "the boat", "the [-old red -]boat");
        check("ÅSA går", "ÅSA springer", "ÅSA [-går-]{+springer+}");
    }

    #[test]
    fn a_paragraph_that_was_rewritten_is_one_and_not_two() {
        let check = |ours: &[&str], draft: &[&str], expected: &str| {
            let elements = |texts: &[&str]| -> Vec<Element> {
                let element = |text: &&str| Element::new(ElementKind::Action, *text, 1);
                texts.iter().map(element).collect()
            };
            let lines: Vec<String> = differences(&elements(ours), &elements(draft))
                .iter()
                .map(|difference| match difference {
                    Difference::Same(n) => format!("={n}"),
                    Difference::Paragraph { pieces, .. } => print(pieces),
                })
                .collect();
            assert_eq!(lines.join(" / "), expected);
        };
        check(&["One.", "Two."], &["One.", "Two."], "=2");
        check(
            &["One.", "The door is open wide.", "Three.", "Four."],
            &["One.", "The door is shut.", "New here.", "Three.", "Four."],
            "=1 / The door is [-open wide.-]{+shut.+} / {+New here.+} / =2",
        );
        check(&["One.", "Two."], &["Two."], "[-One.-] / =1");
        check(&[], &["One."], "{+One.+}");
        check(&[], &[], "");
    }
}
