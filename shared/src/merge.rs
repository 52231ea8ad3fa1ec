//! Three versions of a text become one: what somebody types and what others wrote meanwhile.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Merges what was typed over `base` with what the text is by now. What either of them added stays;
/// what one left alone and the other took out goes; what one rewrote and the other took out stays
/// rewritten. Of a passage that both rewrote both ways are kept, the present one first, for people
/// to read: nothing is lost without a sign.
pub fn merge(base: &str, present: &str, typed: &str) -> String {
    by(&["\n", " "], base, present, typed)
}

// Lines first, and words only in lines that both changed.
fn by(separators: &[&str], base: &str, present: &str, typed: &str) -> String {
    if typed == base || typed == present {
        return present.to_owned();
    }
    if present == base {
        return typed.to_owned();
    }
    let Some((&separator, finer)) = separators.split_first() else {
        return format!("{present} {typed}");
    };
    let [base, present, typed] = [base, present, typed].map(|text| pieces(text, separator));
    let mut merged: Vec<String> = Vec::new();
    let mut at = 0;
    for place in places(&base, &present, &typed) {
        let stayed = &base[at..place.base.start];
        at = place.base.end;
        let [was, now, mine] = [
            &base[place.base],
            &present[place.present],
            &typed[place.typed],
        ];
        let mut add = |pieces: &[&str]| merged.extend(pieces.iter().map(|&s| s.to_owned()));
        add(stayed);
        if now == was {
            add(mine);
        } else if mine == was || mine == now || mine.is_empty() {
            add(now);
        } else if now.is_empty() {
            add(mine);
        } else if was.iter().all(|piece| piece.is_empty()) {
            add(now);
            add(mine);
        } else {
            let [was, now, mine] = [was, now, mine].map(|pieces| pieces.join(separator));
            add(&[by(finer, &was, &now, &mine).as_str()]);
        }
    }
    merged.extend(base[at..].iter().map(|&s| s.to_owned()));
    merged.join(separator)
}

fn pieces<'a>(text: &'a str, separator: &str) -> Vec<&'a str> {
    match text {
        "" => Vec::new(),
        _ => text.split(separator).collect(),
    }
}

/// A passage that at least one of the two changed, in each of the three.
struct Place {
    base: Range<usize>,
    present: Range<usize>,
    typed: Range<usize>,
}

/// A passage that one of them changed: where in the base, and what it is there now.
type Hunk = (Range<usize>, Range<usize>);

// What lies between the passages that stayed.
fn hunks(base: &[&str], changed: &[&str]) -> Vec<Hunk> {
    let stayed = capture_diff_slices(Algorithm::Myers, base, changed)
        .into_iter()
        .filter(|op| op.tag() == DiffTag::Equal)
        .map(|op| (op.old_range(), op.new_range()));
    let end = (base.len()..base.len(), changed.len()..changed.len());
    let mut hunks = Vec::new();
    let (mut old, mut new) = (0, 0);
    for (was, now) in stayed.chain([end]) {
        if old < was.start || new < now.start {
            hunks.push((old..was.start, new..now.start));
        }
        (old, new) = (was.end, now.end);
    }
    hunks
}

fn places(base: &[&str], present: &[&str], typed: &[&str]) -> Vec<Place> {
    let sides = [hunks(base, present), hunks(base, typed)];
    let mut ranges: Vec<Range<usize>> = sides.iter().flatten().map(|h| h.0.clone()).collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut grouped: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match grouped.last_mut() {
            // Two additions at one point are one passage as well.
            Some(last) if range.start < last.end || range == *last => {
                last.end = last.end.max(range.end);
            }
            _ => grouped.push(range),
        }
    }
    let [present, typed] = sides;
    let (mut present, mut typed) = (Side::new(present), Side::new(typed));
    let place = |range: Range<usize>| Place {
        present: present.there(&range),
        typed: typed.there(&range),
        base: range,
    };
    grouped.into_iter().map(place).collect()
}

/// Follows passages of the base in a changed text, from the first to the last.
struct Side {
    hunks: std::vec::IntoIter<Hunk>,
    next: Option<Hunk>,
    /// Where the base and the changed text are together again behind the last change.
    base: usize,
    changed: usize,
}

impl Side {
    fn new(hunks: Vec<Hunk>) -> Self {
        let mut hunks = hunks.into_iter();
        let next = hunks.next();
        Self {
            hunks,
            next,
            base: 0,
            changed: 0,
        }
    }

    fn there(&mut self, range: &Range<usize>) -> Range<usize> {
        let start = self.changed + (range.start - self.base);
        while let Some((base, changed)) = self
            .next
            .take_if(|(base, _)| base.start < range.end || *base == *range)
        {
            (self.base, self.changed) = (base.end, changed.end);
            self.next = self.hunks.next();
        }
        start..self.changed + (range.end - self.base)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(base: &str, present: &str, typed: &str, expected: &str) {
        assert_eq!(merge(base, present, typed), expected, "{base:?}");
    }

    #[test]
    fn a_sentence_that_arrived_while_one_typed_stays() {
        check("", "Low tide 14:00", "Boots.", "Low tide 14:00\nBoots.");
        check(
            "Rain.",
            "Rain. Low tide 14:00",
            "Rain.",
            "Rain. Low tide 14:00",
        );
        check(
            "Rain.",
            "Rain. Low tide 14:00",
            "Rain. Boots.",
            "Rain. Low tide 14:00 Boots.",
        );
        check(
            "Rain.\nWind.",
            "Rain.\nWind.\nLow tide 14:00",
            "Heavy Rain.\nWind.",
            "Heavy Rain.\nWind.\nLow tide 14:00",
        );
        check(
            "Park at the pier. Mind the dog.",
            "Park at the quay. Mind the dog.",
            "Park at the pier. Mind the two dogs.",
            "Park at the quay. Mind the two dogs.",
        );
        check("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd");
        check("a\nb\nc", "a\nb\nc\nd", "a\nc", "a\nc\nd");
    }

    #[test]
    fn of_a_word_that_both_changed_both_are_shown() {
        check("tide 13:00", "tide 14:00", "tide 15:00", "tide 14:00 15:00");
        check("tide 13:00", "tide 14:00", "tide 14:00", "tide 14:00");
        check("a b c", "x y z", "p q r", "x y z p q r");
    }

    #[test]
    fn what_one_rewrote_and_the_other_took_out_stays() {
        check("Rain.\nWind.", "Rain.", "Rain.\nGale.", "Rain.\nGale.");
        check("Rain.\nWind.", "Rain.\nGale.", "Rain.", "Rain.\nGale.");
        check("Rain.", "", "Rain. Boots.", "Rain. Boots.");
    }

    /// Texts of the words a to d, in lines.
    fn text() -> impl Strategy<Value = String> {
        proptest::collection::vec("[abcd \n]", 0..14).prop_map(|parts| parts.concat())
    }

    /// Edits that only add: a new word before some of the words.
    fn added(text: &str, at: &[bool], word: &str) -> String {
        let mut at = at.iter().cycle();
        let lines = text.split('\n').map(|line| {
            let words = line.split(' ').map(|w| match at.next() {
                Some(true) => format!("{word} {w}"),
                _ => w.to_owned(),
            });
            words.collect::<Vec<_>>().join(" ")
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    proptest! {
        #[test]
        fn whoever_is_alone_has_their_way(base in text(), changed in text()) {
            prop_assert_eq!(merge(&base, &base, &changed), changed.clone());
            prop_assert_eq!(merge(&base, &changed, &base), changed.clone());
            prop_assert_eq!(merge(&base, &changed, &changed), changed);
        }

        #[test]
        fn no_word_that_either_added_is_lost(
            base in text(),
            ours in proptest::collection::vec(any::<bool>(), 1..9),
            theirs in proptest::collection::vec(any::<bool>(), 1..9),
        ) {
            let (present, typed) = (added(&base, &theirs, "X"), added(&base, &ours, "Y"));
            let merged = merge(&base, &present, &typed);
            let count = |text: &str, word: &str| text.matches(word).count();
            prop_assert_eq!(count(&merged, "X"), count(&present, "X"), "{}", merged);
            prop_assert_eq!(count(&merged, "Y"), count(&typed, "Y"), "{}", merged);
        }

        #[test]
        fn no_new_word_of_a_rewrite_is_lost(base in text(), present in text(), typed in text()) {
            // In other letters, so that nothing but what stayed is the same.
            let present = format!("{base} {}", present.to_uppercase());
            let typed = typed.replace('a', "e").replace('b', "f").replace('c', "g").replace('d', "h");
            let merged = merge(&base, &present, &typed);
            for word in typed.split_whitespace() {
                prop_assert!(merged.contains(word), "{word} is not in {merged}");
            }
            for word in present.split_whitespace().filter(|w| w.chars().any(char::is_uppercase)) {
                prop_assert!(merged.contains(word), "{word} is not in {merged}");
            }
        }
    }
}
