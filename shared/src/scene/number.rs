//! Scene numbers: text, never sorted by. What lives here serves suggestions only (DOMAIN 3.2).

use std::cmp::Ordering;
use std::collections::HashSet;

/// Returns a number as it is compared: upper case, without dots, brackets and spaces.
pub fn normal(number: &str) -> String {
    number
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '-')
        .flat_map(char::to_uppercase)
        .collect()
}

/// Returns what texts such as cast numbers sort by: their leading figure, then the whole text.
pub fn natural(text: &str) -> (u64, String) {
    let figures: String = text.chars().take_while(char::is_ascii_digit).collect();
    (figures.parse().unwrap_or(u64::MAX), text.to_uppercase())
}

/// Compares numbers as a locked script counts: A12 before 12, 12 before A12A, that before 12A, 9
/// before 10.
pub fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (split(a), split(b));
    a.figure
        .cmp(&b.figure)
        .then_with(|| a.back.cmp(&b.back))
        // A letter in front sorts before the same number without: A12, B12, 12.
        .then_with(|| match (a.front.is_empty(), b.front.is_empty()) {
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            _ => a.front.cmp(&b.front),
        })
}

struct Split {
    front: String,
    figure: u64,
    back: String,
}

fn split(number: &str) -> Split {
    let number = normal(number);
    let start = number
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(number.len());
    let (front, rest) = number.split_at(start);
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (figure, back) = rest.split_at(end);
    Split {
        front: front.to_owned(),
        figure: figure.parse().unwrap_or(u64::MAX),
        back: back.to_owned(),
    }
}

/// Suggests a free number for a scene between two others: 12A behind 12, A12A between 12 and 12A,
/// A1 before the first. Behind the last scene the count simply goes on.
pub fn suggest(before: Option<&str>, after: Option<&str>, taken: &HashSet<String>) -> String {
    let is_free = |number: &String| !taken.contains(&normal(number));
    let (before, after) = (before.map(normal), after.map(normal));
    match (before, after) {
        (before, None) => {
            let from = before.map_or(0, |b| split(&b).figure);
            let from = if from == u64::MAX { 0 } else { from };
            (from.saturating_add(1)..)
                .map(|n| n.to_string())
                .find(is_free)
                .unwrap_or_default()
        }
        (Some(before), Some(after)) => {
            let stem = split(&before);
            let follows = split(&after);
            // 12B would stand before 12A.
            if stem.figure == follows.figure
                && stem.front == follows.front
                && stem.back.is_empty()
                && !follows.back.is_empty()
            {
                return letters()
                    .map(|letter| format!("{letter}{after}"))
                    .find(is_free)
                    .unwrap_or_default();
            }
            letters()
                .map(|letter| format!("{}{}{letter}", stem.front, figure(&stem)))
                .find(is_free)
                .unwrap_or_default()
        }
        (None, Some(after)) => {
            let stem = split(&after);
            letters()
                .map(|letter| format!("{letter}{}{}", figure(&stem), stem.back))
                .find(is_free)
                .unwrap_or_default()
        }
    }
}

fn figure(split: &Split) -> String {
    if split.figure == u64::MAX {
        String::new()
    } else {
        split.figure.to_string()
    }
}

/// A to Z, then AA to ZZ. I and O are left out: they read as figures.
fn letters() -> impl Iterator<Item = String> {
    let one = || ('A'..='Z').filter(|c| !matches!(c, 'I' | 'O'));
    one()
        .map(String::from)
        .chain(one().flat_map(move |a| one().map(move |b| format!("{a}{b}"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_as_a_locked_script_counts() {
        let order = [
            "A9", "9", "9A", "10", "A12", "B12", "12", "A12A", "12A", "12AA", "12B", "89PT1", "100",
        ];
        for (n, a) in order.iter().enumerate() {
            for (m, b) in order.iter().enumerate() {
                assert_eq!(compare(a, b), n.cmp(&m), "{a} {b}");
            }
        }
        assert_eq!(compare("12 a.", "12A"), Ordering::Equal);
    }

    #[test]
    fn a_number_between_two_is_free() {
        let check = |before: Option<&str>, after: Option<&str>, taken: &[&str], expected: &str| {
            let taken = taken.iter().map(|n| normal(n)).collect();
            assert_eq!(
                suggest(before, after, &taken),
                expected,
                "{before:?} {after:?}"
            );
        };
        check(None, None, &[], "1");
        check(Some("12"), None, &["12"], "13");
        check(Some("12"), None, &["12", "13"], "14");
        check(Some("12"), Some("13"), &["12", "13"], "12A");
        check(Some("12"), Some("12A"), &["12", "12a"], "A12A");
        check(Some("12"), Some("12A"), &["12", "12a", "a12a"], "B12A");
        check(Some("A12A"), Some("12A"), &["12", "12a", "a12a"], "A12B");
        check(Some("12A"), Some("13"), &["12", "12A"], "12B");
        check(None, Some("1"), &["1"], "A1");
        check(Some("OPENING"), None, &["OPENING"], "1");
    }
}
