//! Revision colours: which name the nth issue of a document carries. The sequence is data, since
//! studios differ (DOMAIN 3.9); the name is always printed, the colour alone says nothing on paper.

use std::borrow::Cow;

/// One colour of a sequence: its name, and the paint for screens where somebody knows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Colour {
    pub name: Cow<'static, str>,
    /// Page colour on a screen, `#RRGGBB` (Final Draft's defaults, DOMAIN 3.9).
    pub page: Cow<'static, str>,
}

const fn colour(name: &'static str, page: &'static str) -> Colour {
    Colour {
        name: Cow::Borrowed(name),
        page: Cow::Borrowed(page),
    }
}

/// The usual sequence: the Writers Guild's order with the Tan that Final Draft ends on.
pub const USUAL: &[Colour] = &[
    colour("White", "#FFFFFF"),
    colour("Blue", "#C6EDFE"),
    colour("Pink", "#FDCCD4"),
    colour("Yellow", "#FDFFAB"),
    colour("Green", "#D1FED0"),
    colour("Goldenrod", "#FACD39"),
    colour("Buff", "#FCED9D"),
    colour("Salmon", "#F8AE8E"),
    colour("Cherry", "#FBA4B4"),
    colour("Tan", "#FDF1C7"),
];

/// Returns the name of the nth revision, 0 being the original: after the last colour the sequence
/// starts again without White as "Second Blue", then "Third Blue", and "11th Blue" beyond Tenth
/// (DOMAIN 3.9).
pub fn nth(n: u32) -> String {
    nth_of(USUAL, n)
}

/// Returns the name of the nth revision in a sequence of a production's own.
pub fn nth_of(sequence: &[Colour], n: u32) -> String {
    let Some((index, round)) = place(sequence.len(), n) else {
        return format!("Revision {n}");
    };
    let name = &sequence[index].name;
    match round {
        1 => name.to_string(),
        2 => format!("Second {name}"),
        3 => format!("Third {name}"),
        4 => format!("Fourth {name}"),
        5 => format!("Fifth {name}"),
        6 => format!("Sixth {name}"),
        7 => format!("Seventh {name}"),
        8 => format!("Eighth {name}"),
        9 => format!("Ninth {name}"),
        10 => format!("Tenth {name}"),
        more => format!("{more}th {name}"),
    }
}

/// Reads the number of a revision from its name, as a file gives it: "Blue", "2nd Pink Rev.".
pub fn named(name: &str) -> Option<u32> {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| match word.to_lowercase().as_str() {
            "2nd" | "double" => "second".to_owned(),
            "3rd" | "triple" => "third".to_owned(),
            "4th" => "fourth".to_owned(),
            plain => plain.to_owned(),
        })
        .collect();
    let text = words.join(" ");
    // The longer names first: "Second Blue" is not "Blue".
    (0..4 * u32::try_from(USUAL.len()).unwrap_or(0))
        .rev()
        .find(|n| {
            let colour = nth(*n).to_lowercase();
            text == colour || text.starts_with(&format!("{colour} "))
        })
}

/// Returns where in the usual sequence the nth revision stands, 0 for White, for painting it.
pub fn index_of(n: u32) -> usize {
    place(USUAL.len(), n).map_or(0, |(index, _)| index)
}

/// Returns the index in a sequence of `len` and the round, from 1. White is no part of later rounds.
fn place(len: usize, n: u32) -> Option<(usize, u32)> {
    let n = usize::try_from(n).ok()?;
    if n < len {
        return Some((n, 1));
    }
    let cycle = len.checked_sub(1).filter(|&cycle| cycle > 0)?;
    let beyond = n - len;
    let round = u32::try_from(beyond / cycle).ok()?.checked_add(2)?;
    Some((1 + beyond % cycle, round))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_goes_on_after_its_last_colour() {
        let check = |n, want: &str| assert_eq!(nth(n), want, "{n}");
        check(0, "White");
        check(1, "Blue");
        check(2, "Pink");
        check(3, "Yellow");
        check(4, "Green");
        check(5, "Goldenrod");
        check(6, "Buff");
        check(7, "Salmon");
        check(8, "Cherry");
        check(9, "Tan");
        check(10, "Second Blue");
        check(18, "Second Tan");
        check(19, "Third Blue");
        check(28, "Fourth Blue");
        check(91, "11th Blue");
    }

    #[test]
    fn a_file_names_its_revision_in_its_own_way() {
        let check = |name: &str, want: Option<u32>| assert_eq!(named(name), want, "{name}");
        check("Blue", Some(1));
        check("BLUE Rev. (3/12/27)", Some(1));
        check("Second Blue", Some(10));
        check("2nd Pink Revisions", Some(11));
        check("Double Blue", Some(10));
        check("White", Some(0));
        check("Bluebell", None);
        check("Revision 1", None);
        check("", None);
    }

    #[test]
    fn no_two_issues_share_a_name() {
        let names: std::collections::BTreeSet<_> = (0..500).map(nth).collect();
        assert_eq!(names.len(), 500);
    }

    #[test]
    fn a_sequence_of_a_productions_own_may_be_short() {
        let check = |sequence: &[Colour], n, want: &str| assert_eq!(nth_of(sequence, n), want);
        check(&USUAL[..2], 1, "Blue");
        check(&USUAL[..2], 2, "Second Blue");
        check(&USUAL[..1], 0, "White");
        check(&USUAL[..1], 1, "Revision 1");
        check(&[], 0, "Revision 0");
    }

    #[test]
    fn later_rounds_keep_the_paint_of_the_first() {
        assert_eq!(index_of(0), 0);
        assert_eq!(index_of(1), 1);
        assert_eq!(index_of(10), 1);
        assert_eq!(index_of(18), 9);
        assert_eq!(index_of(u32::MAX), 1 + (u32::MAX as usize - 10) % 9);
    }
}
