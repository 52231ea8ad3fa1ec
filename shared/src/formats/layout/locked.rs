//! Pages that a file locks: where they begin in the layout, and the names of those between.

use std::collections::HashSet;

use super::{Block, line_starts, width};
use crate::formats::screenplay::Element;

/// A page begins here whatever stands above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    /// The block that it begins with or in; behind the last one: the page begins below them all.
    pub block: usize,
    /// The line of the block, from 0.
    pub line: u32,
    /// What is printed: "87A".
    pub page: String,
}

/// Finds the lines that locked pages begin with. A lock names the element and the place in its text
/// in bytes; without an element it stands above the heading, and those are returned first.
pub(crate) fn stops<'a>(
    locks: impl Iterator<Item = (&'a str, Option<usize>, u32)>,
    elements: &[Element],
    blocks: &[Block],
) -> (Vec<Stop>, Vec<Stop>) {
    let (mut above, mut inside) = (Vec::new(), Vec::new());
    for (page, element, at) in locks {
        let stop = |block, line| Stop {
            block,
            line,
            page: page.to_owned(),
        };
        match element {
            None => above.push(stop(0, 0)),
            Some(element) => {
                let (block, line) = place(element, at, elements, blocks);
                inside.push(stop(block, line));
            }
        }
    }
    // Two pages cannot begin with one line in the midst of a block, and none before the one above.
    inside.sort_by_key(|stop: &Stop| (stop.block, stop.line));
    inside.dedup_by(|next, stop| {
        let is_same = next.line > 0 && (next.block, next.line) == (stop.block, stop.line);
        if is_same {
            stop.page.clone_from(&next.page);
        }
        is_same
    });
    (above, inside)
}

/// Returns the block of an element, and the line that begins nearest to a place in its text.
fn place(element: usize, at: u32, elements: &[Element], blocks: &[Block]) -> (usize, u32) {
    let mut first = 0;
    for (n, block) in blocks.iter().enumerate() {
        let behind = first + block.count;
        if element < behind {
            // Two columns stand on one page.
            let alone = elements.get(first).filter(|_| block.count == 1);
            return match alone.map_or(0, |e| nearest_line(e, at)) {
                line if line < block.lines => (n, line),
                0 => (n, 0),
                _ => (n + 1, 0),
            };
        }
        first = behind;
    }
    (blocks.len(), 0)
}

fn nearest_line(element: &Element, at: u32) -> u32 {
    let starts = line_starts(&element.text, width(element.kind, element.dual.is_some()));
    let ends = starts.into_iter().chain([element.text.len()]).enumerate();
    let nearest = ends.min_by_key(|(_, start)| start.abs_diff(at as usize));
    nearest.map_or(0, |(line, _)| u32::try_from(line).unwrap_or(u32::MAX))
}

/// Names pages between two locked ones: "87A" behind 87; where the next one has that name, "A87A"
/// before it. Behind the last locked page numbers go on, since there is nothing to keep.
pub(super) fn between(
    before: Option<&str>,
    next: Option<&str>,
    count: u32,
    taken: &HashSet<&str>,
) -> Vec<String> {
    let mut in_front = 0;
    (1..=count)
        .map(|n| {
            let name = match (before, next) {
                (None, _) => n.to_string(),
                (Some(before), None) => number(before).saturating_add(n).to_string(),
                (Some(before), Some(_)) => behind(before, n),
            };
            match next {
                Some(next) if in_front > 0 || taken.contains(name.as_str()) => {
                    in_front += 1;
                    format!("{}{next}", letters(in_front))
                }
                _ => name,
            }
        })
        .collect()
}

/// Returns the number in a page's name: 87 of "87A".
fn number(name: &str) -> u32 {
    let digits = name.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len());
    digits[..end].parse().unwrap_or_default()
}

/// Returns the nth name behind a page: "87A" behind "87", "87C" behind "87B".
fn behind(name: &str, n: u32) -> String {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let last = &name[stem.len()..];
    let counted = last.bytes().fold(0_u32, |sum, c| {
        let letter = u32::from(c - b'A') + 1;
        sum.saturating_mul(26).saturating_add(letter)
    });
    format!("{stem}{}", letters(counted.saturating_add(n)))
}

/// Counts in letters: A to Z, AA, AB.
pub(crate) fn letters(mut n: u32) -> String {
    let mut out = Vec::new();
    while n > 0 {
        n -= 1;
        out.push(char::from(b'A' + u8::try_from(n % 26).unwrap_or_default()));
        n /= 26;
    }
    out.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_between_two_locked_ones_get_letters() {
        let check =
            |before: Option<&str>, next: Option<&str>, count, taken: &[&str], want: &str| {
                let taken = taken.iter().copied().collect();
                let names = between(before, next, count, &taken).join(" ");
                assert_eq!(names, want, "{before:?} {next:?}");
            };
        check(Some("87"), Some("88"), 2, &["87", "88"], "87A 87B");
        check(Some("87A"), Some("88"), 1, &["87A", "88"], "87B");
        check(Some("87"), Some("87A"), 2, &["87", "87A"], "A87A B87A");
        check(Some("87Z"), Some("88"), 2, &[], "87AA 87AB");
        check(Some("112A"), None, 2, &["112A"], "113 114");
        check(None, Some("3"), 2, &["3"], "1 2");
        check(None, Some("1"), 2, &["1"], "A1 B1");
        check(None, None, 3, &[], "1 2 3");
        check(Some("87"), Some("88"), 0, &[], "");
    }
}
