//! What a draft changed in a scene's words, paragraph by paragraph.

use crate::formats::screenplay::Element;

/// A changed part of a text, in bytes; an empty one stands where something was taken out.
pub type Span = (usize, usize);

/// More pairs than anybody waits for: what is larger counts as changed altogether.
const PAIRS_MAX: usize = 250_000;

/// Returns what changed in each paragraph, compared with the scene as it was.
pub fn changes(now: &[Element], before: &[Element]) -> Vec<Vec<Span>> {
    let mut out = vec![Vec::new(); now.len()];
    let same = common(now.len(), before.len(), |a, b| {
        now[a].kind == before[b].kind
            && now[a].text == before[b].text
            && now[a].dual == before[b].dual
    });
    let (mut a, mut b) = (0, 0);
    for (to_a, to_b) in same.into_iter().chain([(now.len(), before.len())]) {
        gap(now, before, a..to_a, b..to_b, &mut out);
        (a, b) = (to_a + 1, to_b + 1);
    }
    out
}

/// Marks what stands between two paragraphs that stayed.
fn gap(
    now: &[Element],
    before: &[Element],
    new: std::ops::Range<usize>,
    old: std::ops::Range<usize>,
    out: &mut [Vec<Span>],
) {
    if new.is_empty() && !old.is_empty() {
        // Something was taken out: the line that moved up says so, at the end the one before.
        let (at, place) = match now.get(new.start) {
            Some(_) => (new.start, 0),
            None => (new.start.saturating_sub(1), usize::MAX),
        };
        if let (Some(spans), Some(element)) = (out.get_mut(at), now.get(at)) {
            let place = place.min(element.text.len());
            spans.push((place, place));
        }
        return;
    }
    let mut from = old.start;
    for at in new {
        let pair = (from..old.end).find(|b| {
            before[*b].kind == now[at].kind && is_rewritten(&before[*b].text, &now[at].text)
        });
        out[at] = match pair {
            Some(b) => {
                from = b + 1;
                words(&now[at].text, &before[b].text)
            }
            None => vec![(0, now[at].text.len())],
        };
    }
}

/// Says whether one text is the other rewritten: half of the shorter one's words are kept.
fn is_rewritten(before: &str, now: &str) -> bool {
    let (before, now): (Vec<&str>, Vec<&str>) = (
        before.split_whitespace().collect(),
        now.split_whitespace().collect(),
    );
    let kept = now.iter().filter(|word| before.contains(word)).count();
    kept * 2 >= before.len().min(now.len()) && kept > 0
}

/// Returns the words of a text that are not those of the one before.
fn words(now: &str, before: &str) -> Vec<Span> {
    let (new, old) = (split(now), split(before));
    let text = |text: &str, (from, to): Span| text.get(from..to).map(str::to_owned);
    let same = common(new.len(), old.len(), |a, b| {
        text(now, new[a]) == text(before, old[b])
    });
    let mut spans: Vec<Span> = Vec::new();
    let (mut a, mut b) = (0, 0);
    for (to_a, to_b) in same.into_iter().chain([(new.len(), old.len())]) {
        if a < to_a {
            spans.push((new[a].0, new[to_a - 1].1));
        } else if b < to_b {
            let at = new.get(to_a).map_or(now.len(), |word| word.0);
            spans.push((at, at));
        }
        (a, b) = (to_a + 1, to_b + 1);
    }
    spans
}

fn split(text: &str) -> Vec<Span> {
    let start = text.as_ptr() as usize;
    text.split_whitespace()
        .map(|word| {
            let from = word.as_ptr() as usize - start;
            (from, from + word.len())
        })
        .collect()
}

/// Returns a longest common subsequence of two lists, as pairs of places.
fn common(a: usize, b: usize, is_same: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let head = (0..a.min(b)).take_while(|n| is_same(*n, *n)).count();
    let most = a.min(b) - head;
    let tail = (0..most)
        .take_while(|n| is_same(a - 1 - n, b - 1 - n))
        .count();
    let (rows, columns) = (a - head - tail, b - head - tail);
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|n| (n, n)).collect();
    if rows.saturating_mul(columns) <= PAIRS_MAX {
        pairs.extend(
            middle(rows, columns, |m, n| is_same(head + m, head + n))
                .map(|(m, n)| (head + m, head + n)),
        );
    }
    pairs.extend((0..tail).rev().map(|n| (a - 1 - n, b - 1 - n)));
    pairs
}

fn middle(
    rows: usize,
    columns: usize,
    is_same: impl Fn(usize, usize) -> bool,
) -> impl Iterator<Item = (usize, usize)> {
    // length[m][n]: of the longest that begins at m and n or later.
    let mut length = vec![vec![0_u32; columns + 1]; rows + 1];
    for m in (0..rows).rev() {
        for n in (0..columns).rev() {
            length[m][n] = if is_same(m, n) {
                length[m + 1][n + 1] + 1
            } else {
                length[m + 1][n].max(length[m][n + 1])
            };
        }
    }
    let (mut m, mut n) = (0, 0);
    let mut pairs = Vec::new();
    while m < rows && n < columns {
        if is_same(m, n) {
            pairs.push((m, n));
            (m, n) = (m + 1, n + 1);
        } else if length[m + 1][n] >= length[m][n + 1] {
            m += 1;
        } else {
            n += 1;
        }
    }
    pairs.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::screenplay::ElementKind;

    /// Paragraphs, a line each; changed words come back in brackets, "|" where some were taken out.
    fn check(before: &str, now: &str, expected: &str) {
        let read = |text: &str| -> Vec<Element> {
            let lines = text.lines();
            lines
                .map(|line| Element::new(ElementKind::Action, line, 1))
                .collect()
        };
        let (now, before) = (read(now), read(before));
        let marked: Vec<String> = now
            .iter()
            .zip(changes(&now, &before))
            .map(|(element, spans)| {
                let mut text = element.text.clone();
                for (from, to) in spans.into_iter().rev() {
                    let inside = text[from..to].to_owned();
                    let shown = match inside.as_str() {
                        "" => "|".to_owned(),
                        inside => format!("[{inside}]"),
                    };
                    text.replace_range(from..to, &shown);
                }
                text
            })
            .collect();
        assert_eq!(marked.join("\n"), expected);
    }

    #[test]
    fn a_mark_stands_where_words_changed() {
        check("a b c d", "a b c d", "a b c d");
        check("a b c d", "a b X d", "a b [X] d");
        check("a b c d", "a b d", "a b |d");
        check("a b c d", "a b c", "a b c|");
        check("a b c d", "a b  c d", "a b  c d");
        check("one\ntwo", "one\nnew line\ntwo", "one\n[new line]\ntwo");
        check("one\ntwo\nthree", "one\nthree", "one\n|three");
        check("one\ntwo", "one", "one|");
        check("", "all new", "[all new]");
        check(
            "one two three\nfour",
            "one two 3\nfive",
            "one two [3]\n[five]",
        );
    }

    #[test]
    fn a_cue_that_changed_hands_is_marked() {
        let of = |kind, text: &str| vec![Element::new(kind, text, 1)];
        let now = of(ElementKind::Character, "IVO");
        assert_eq!(
            changes(&now, &of(ElementKind::Character, "NELL")),
            [vec![(0, 3)]]
        );
        assert_eq!(
            changes(&now, &of(ElementKind::Action, "IVO")),
            [vec![(0, 3)]]
        );
        assert_eq!(changes(&now, &now), [vec![]]);
    }
}
