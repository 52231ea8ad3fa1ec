//! Which scene of a file is which scene of the book: by number, by heading, by its words.
//!
//! A scene of the file is matched at most once, and so is one of the book: nothing doubles.

use std::collections::{HashMap, HashSet};

use super::number::normal;

/// What is compared of a scene.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signature {
    /// Normalised; empty in a script without numbers.
    pub number: String,
    /// INT/EXT, set and time of day in upper case.
    pub heading: String,
    pub words: HashSet<String>,
}

/// Returns for each scene of the file the index of its scene in the book (DOMAIN 3.2: number,
/// then heading along the common order, then likeness of the words between the same neighbours).
pub(crate) fn align(book: &[Signature], file: &[Signature]) -> Vec<Option<usize>> {
    let mut matched = vec![None; file.len()];
    let mut used = vec![false; book.len()];
    if is_renumbered(book, file) {
        by_heading(book, file, &mut matched, &mut used);
        by_number(book, file, &mut matched, &mut used);
    } else {
        by_number(book, file, &mut matched, &mut used);
        by_heading(book, file, &mut matched, &mut used);
    }
    by_words(book, file, &mut matched, &mut used);
    matched
}

/// Says whether most scenes with the same number have another heading: a script that was numbered
/// anew, as when the numbers of the first import were only counted.
fn is_renumbered(book: &[Signature], file: &[Signature]) -> bool {
    let at: HashMap<&str, &Signature> = book.iter().map(|s| (s.number.as_str(), s)).collect();
    let pairs = file
        .iter()
        .filter(|s| !s.number.is_empty() && !s.heading.is_empty())
        .filter_map(|s| Some((s, at.get(s.number.as_str())?)));
    let (mut same, mut all) = (0, 0);
    for (a, b) in pairs {
        all += 1;
        same += usize::from(a.heading == b.heading);
    }
    all > 3 && same * 2 < all
}

fn by_number(
    book: &[Signature],
    file: &[Signature],
    matched: &mut [Option<usize>],
    used: &mut [bool],
) {
    let mut at: HashMap<&str, Vec<usize>> = HashMap::new();
    for (n, scene) in book.iter().enumerate().rev() {
        if !scene.number.is_empty() {
            at.entry(&scene.number).or_default().push(n);
        }
    }
    for n in free(matched.iter().map(Option::is_some)) {
        let found = at.get_mut(file[n].number.as_str()).and_then(|same| {
            same.retain(|at| !used[*at]);
            same.pop()
        });
        if let Some(found) = found {
            matched[n] = Some(found);
            used[found] = true;
        }
    }
}

/// Longest common subsequence over the headings, so that an insertion does not cascade.
fn by_heading(
    book: &[Signature],
    file: &[Signature],
    matched: &mut [Option<usize>],
    used: &mut [bool],
) {
    let rows = free(matched.iter().map(Option::is_some));
    let columns = free(used.iter().copied());
    let wide = columns.len() + 1;
    let mut longest = vec![0_u32; (rows.len() + 1) * wide];
    let same = |r: usize, c: usize| {
        let heading = &file[rows[r]].heading;
        !heading.is_empty() && *heading == book[columns[c]].heading
    };
    for r in (0..rows.len()).rev() {
        for c in (0..columns.len()).rev() {
            longest[r * wide + c] = if same(r, c) {
                longest[(r + 1) * wide + c + 1] + 1
            } else {
                longest[(r + 1) * wide + c].max(longest[r * wide + c + 1])
            };
        }
    }
    let (mut r, mut c) = (0, 0);
    while r < rows.len() && c < columns.len() {
        if same(r, c) {
            matched[rows[r]] = Some(columns[c]);
            used[columns[c]] = true;
            (r, c) = (r + 1, c + 1);
        } else if longest[(r + 1) * wide + c] >= longest[r * wide + c + 1] {
            r += 1;
        } else {
            c += 1;
        }
    }
}

/// A scene whose heading was rewritten: it stands between the same neighbours, with mostly the
/// same words.
fn by_words(
    book: &[Signature],
    file: &[Signature],
    matched: &mut [Option<usize>],
    used: &mut [bool],
) {
    for n in free(matched.iter().map(Option::is_some)) {
        let low = matched[..n]
            .iter()
            .rev()
            .flatten()
            .next()
            .map_or(0, |before| before + 1);
        let high = matched[n + 1..]
            .iter()
            .flatten()
            .next()
            .copied()
            .unwrap_or(book.len());
        let best = (low..high)
            .filter(|at| !used[*at])
            .map(|at| (likeness(&file[n].words, &book[at].words), at))
            .max_by_key(|(likeness, at)| (*likeness, usize::MAX - at));
        if let Some((likeness, at)) = best
            && likeness >= 50
        {
            matched[n] = Some(at);
            used[at] = true;
        }
    }
}

fn free(taken: impl Iterator<Item = bool>) -> Vec<usize> {
    taken
        .enumerate()
        .filter(|(_, taken)| !taken)
        .map(|(n, _)| n)
        .collect()
}

/// Returns how many words two scenes share of all their words, in per cent.
fn likeness(a: &HashSet<String>, b: &HashSet<String>) -> usize {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    // Three words in common are no evidence.
    if all < 6 { 0 } else { shared * 100 / all }
}

/// Returns a number or heading ready to compare.
pub(crate) fn signature<'a>(
    number: &str,
    heading: &str,
    texts: impl IntoIterator<Item = &'a str>,
) -> Signature {
    Signature {
        number: normal(number),
        heading: heading.to_uppercase(),
        words: texts
            .into_iter()
            .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
            .filter(|word| word.len() > 2)
            .map(str::to_lowercase)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene(text: &str) -> Signature {
        let mut parts = text.split('|');
        let mut part = || parts.next().unwrap_or_default();
        let (number, heading, words) = (part(), part(), part());
        signature(number, heading, [words])
    }

    #[test]
    fn scenes_find_their_scene() {
        let check = |book: &[&str], file: &[&str], expected: &[Option<usize>]| {
            let book: Vec<Signature> = book.iter().map(|s| scene(s)).collect();
            let file: Vec<Signature> = file.iter().map(|s| scene(s)).collect();
            assert_eq!(align(&book, &file), expected);
        };
        // Numbers first, whatever else changed.
        check(
            &["1|PIER", "2|HALL"],
            &["2|ROOF", "1|HALL", "3|PIER"],
            &[Some(1), Some(0), None],
        );
        // A script that was numbered anew keeps its scenes by their headings.
        check(
            &["1|PIER", "2|HALL", "3|ROOF", "4|SHED"],
            &["1|CAR", "2|PIER", "3|HALL", "4|ROOF", "5|SHED"],
            &[None, Some(0), Some(1), Some(2), Some(3)],
        );
        // Headings, along the order: the inserted scene shifts nobody.
        check(
            &["1|PIER", "2|HALL", "3|PIER"],
            &["|PIER", "|ROOF", "|HALL", "|PIER"],
            &[Some(0), None, Some(1), Some(2)],
        );
        // The words, between the same neighbours.
        let words = "mara runs along the wet pier and misses the boat again";
        check(
            &["1|PIER", &format!("2|HALL|{words}"), "3|ROOF"],
            &["|PIER", &format!("|CORRIDOR|{words} twice"), "|ROOF"],
            &[Some(0), Some(1), Some(2)],
        );
        check(
            &["1|PIER", &format!("2|HALL|{words}"), "3|ROOF"],
            &[
                "|PIER",
                "|CORRIDOR|somebody else says something quite different here",
                "|ROOF",
            ],
            &[Some(0), None, Some(2)],
        );
        check(&[], &["1|PIER"], &[None]);
        check(&["1|PIER"], &[], &[]);
    }
}
