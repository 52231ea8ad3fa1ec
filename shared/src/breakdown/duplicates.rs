//! Names that probably mean one and the same: offered for a merge, each with a reason.

use std::collections::HashMap;

use crate::book::Book;
use crate::id::Id;

use super::apart::Apart;
use super::element::{ElementView, element_key, elements};

/// Why two names look like one, the surest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Reason {
    SameName,
    /// "JOHN (V.O.)" and "JOHN".
    Extension,
    /// "Umbrella" and "Umbrellas".
    Plural,
    /// "Johnny" and "JOHN".
    ShortForm,
    /// "John Smith" and "JOHN".
    PartOfName,
    /// One or two letters differ.
    Typo,
    /// The same name in another category.
    OtherCategory,
}

/// Two elements that may be one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Duplicate {
    /// The one in more scenes, which a merge would keep.
    pub keep: Id,
    pub other: Id,
    pub reason: Reason,
}

struct Name<'a> {
    element: &'a ElementView,
    /// In upper case, without brackets and punctuation.
    plain: String,
    full: String,
}

/// Lists pairs that may be duplicates, the surest first. Names that differ in a figure, such as
/// GUARD 1 and GUARD 2, are two on purpose; of others somebody has said so.
pub fn duplicates(book: &Book) -> Vec<Duplicate> {
    let all = elements(book);
    let mut groups: HashMap<&Id, Vec<Name>> = HashMap::new();
    let mut everywhere: HashMap<String, Vec<&ElementView>> = HashMap::new();
    for element in &all {
        let full = element_key(&element.name);
        everywhere.entry(full.clone()).or_default().push(element);
        groups.entry(&element.category).or_default().push(Name {
            element,
            plain: plain(&full),
            full,
        });
    }
    let mut out = Vec::new();
    for names in groups.values() {
        for (n, a) in names.iter().enumerate() {
            for b in &names[n + 1..] {
                if let Some(reason) = reason(a, b) {
                    out.push(duplicate(a.element, b.element, reason));
                }
            }
        }
    }
    for same in everywhere.values() {
        for (n, a) in same.iter().enumerate() {
            let others = same[n + 1..].iter();
            let elsewhere = others.filter(|b| b.category != a.category);
            out.extend(elsewhere.map(|b| duplicate(a, b, Reason::OtherCategory)));
        }
    }
    let apart = Apart::of(book);
    out.retain(|double| !apart.has(&double.keep, &double.other));
    out.sort_by(|a, b| {
        let key = |d: &Duplicate| (d.reason, d.keep.clone(), d.other.clone());
        key(a).cmp(&key(b))
    });
    out
}

fn duplicate(a: &ElementView, b: &ElementView, reason: Reason) -> Duplicate {
    let weight = |e: &ElementView| (e.scenes.len(), !e.number.is_empty());
    // Of equals the shorter name is the plainer one: JOHN, not JOHN (V.O.).
    let is_b = weight(b) > weight(a) || (weight(a) == weight(b) && b.name.len() < a.name.len());
    let (keep, other) = if is_b { (b, a) } else { (a, b) };
    Duplicate {
        keep: keep.id.clone(),
        other: other.id.clone(),
        reason,
    }
}

fn reason(a: &Name, b: &Name) -> Option<Reason> {
    if a.full == b.full {
        return Some(Reason::SameName);
    }
    if figures(&a.plain) != figures(&b.plain) {
        return None;
    }
    if a.plain.is_empty() || b.plain.is_empty() {
        return None;
    }
    if a.plain == b.plain {
        let is_extended = a.full.contains('(') || b.full.contains('(');
        return Some(match is_extended {
            true => Reason::Extension,
            false => Reason::SameName,
        });
    }
    let (short, long) = match a.plain.chars().count() <= b.plain.chars().count() {
        true => (a.plain.as_str(), b.plain.as_str()),
        false => (b.plain.as_str(), a.plain.as_str()),
    };
    if is_plural(short, long) {
        return Some(Reason::Plural);
    }
    if is_short_form(short, long) {
        return Some(Reason::ShortForm);
    }
    if is_part(short, long) && a.element.kind == crate::kind::Kind::Character {
        return Some(Reason::PartOfName);
    }
    is_typo(short, long).then_some(Reason::Typo)
}

fn plain(full: &str) -> String {
    let bare = full.split('(').next().unwrap_or_default();
    let words: String = bare
        .chars()
        .filter(|c| *c != '\'' && *c != '.')
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn figures(name: &str) -> Vec<&str> {
    name.split(|c: char| !c.is_ascii_digit())
        .filter(|figure| !figure.is_empty())
        .collect()
}

fn is_plural(short: &str, long: &str) -> bool {
    if short.chars().count() < 3 {
        return false;
    }
    let stem = short.strip_suffix('Y');
    long.strip_prefix(short)
        .is_some_and(|end| matches!(end, "S" | "ES"))
        || stem.is_some_and(|stem| long.strip_prefix(stem) == Some("IES"))
}

/// JOHN and JOHNNY, BILL and BILLY, KATE and KATIE.
fn is_short_form(short: &str, long: &str) -> bool {
    if short.contains(' ') || long.contains(' ') || short.chars().count() < 3 {
        return false;
    }
    let ends = |stem: &str| {
        long.strip_prefix(stem).is_some_and(|end| {
            let doubled = stem.chars().next_back();
            let end = end.strip_prefix(doubled.unwrap_or(' ')).unwrap_or(end);
            matches!(end, "Y" | "IE" | "EY")
        })
    };
    ends(short) || short.strip_suffix('E').is_some_and(ends)
}

/// Every word of one stands in the other: JOHN and JOHN SMITH.
fn is_part(short: &str, long: &str) -> bool {
    let words: Vec<&str> = long.split(' ').collect();
    short.len() >= 3
        && words.len() > short.split(' ').count()
        && short.split(' ').all(|word| words.contains(&word))
}

/// One letter of four to eight, two of nine and more; never the first.
fn is_typo(short: &str, long: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    let allowed = match a.len() {
        0..=3 => return false,
        4..=8 => 1,
        _ => 2,
    };
    // BROTHER and MOTHER are two people: what differs in the first letter is meant.
    a.first() == b.first() && b.len() - a.len() <= allowed && distance(&a, &b) <= allowed
}

/// Counts letters to insert, take away, replace or swap with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (n, x) in a.iter().enumerate() {
        let mut row = vec![n + 1; b.len() + 1];
        for (m, y) in b.iter().enumerate() {
            row[m + 1] = (last[m] + usize::from(x != y))
                .min(last[m + 1] + 1)
                .min(row[m] + 1);
            if n > 0 && m > 0 && *x == b[m - 1] && a[n - 1] == *y {
                row[m + 1] = row[m + 1].min(before[m - 1] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}
