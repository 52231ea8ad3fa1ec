//! Page lengths in whole eighths of a page: reading, writing and adding them.
//! Measuring a scene's length from its text is `formats::layout`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A length in eighths of a script page: always 8 to a page, never reduced (DOMAIN 3.1).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Eighths(pub u32);

/// Says why a typed length was not understood, and what to type instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EighthsError {
    #[error("Type a length, such as 6/8 or 1 4/8.")]
    Empty,
    #[error("“{0}” is not a length in eighths. Type it as 6/8, 1 4/8, 2 or 1.375.")]
    Unreadable(String),
    #[error("“{0}” is not a whole number of eighths. The nearest are {1} and {2}.")]
    BetweenEighths(String, Eighths, Eighths),
    #[error("“{0}” is longer than any script.")]
    TooLong(String),
}

impl Eighths {
    pub const ZERO: Self = Self(0);

    /// Returns the length of `pages` whole pages, or `None` if it is beyond what can be stored.
    pub fn from_pages(pages: u32) -> Option<Self> {
        pages.checked_mul(8).map(Self)
    }

    /// Returns the length of a scene that fills `lines` lines of a page of `lines_per_page`:
    /// `max(1, round(lines * 8 / lines_per_page))` (DOMAIN 3.1).
    pub fn from_lines(lines: u32, lines_per_page: u32) -> Self {
        let per_page = u64::from(lines_per_page.max(1));
        let rounded = (u64::from(lines) * 16 + per_page) / (2 * per_page);
        Self(u32::try_from(rounded.max(1)).unwrap_or(u32::MAX))
    }

    /// Returns the sum, or `None` if it is beyond what can be stored.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Returns the difference, or `None` if `other` is longer.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Returns the sum of all lengths, or `None` if it is beyond what can be stored.
    pub fn checked_sum(lengths: impl IntoIterator<Item = Self>) -> Option<Self> {
        lengths.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// Returns whole pages and the eighths that remain (0 to 7).
    pub fn split(self) -> (u32, u32) {
        (self.0 / 8, self.0 % 8)
    }

    /// Returns the length as tables print it: whole pages keep their eighths, "3 0/8" (DOMAIN 3.1).
    pub fn to_table_text(self) -> String {
        match self.split() {
            (0, rest) => format!("{rest}/8"),
            (pages, rest) => format!("{pages} {rest}/8"),
        }
    }

    /// Returns pages with three decimals, as the Universal Schedule Standard stores them ("1.375").
    pub fn to_decimal_text(self) -> String {
        let (pages, rest) = self.split();
        format!("{pages}.{:03}", rest * 125)
    }
}

impl fmt::Display for Eighths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.split() {
            (0, rest) => write!(f, "{rest}/8"),
            (pages, 0) => write!(f, "{pages}"),
            (pages, rest) => write!(f, "{pages} {rest}/8"),
        }
    }
}

impl FromStr for Eighths {
    type Err = EighthsError;

    /// Reads what people type and files contain: "6/8", "1 4/8", "1-3/8", "11/8", "2", "1.375",
    /// "1 ⅜". Halves and quarters are taken too ("1/2" is 4/8). The raw form of Movie Magic, where
    /// "12" means 1 2/8, is not read here.
    fn from_str(text: &str) -> Result<Self, EighthsError> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err(EighthsError::Empty);
        }
        let shown: String = trimmed.chars().take(40).collect();
        let unreadable = || EighthsError::Unreadable(shown.clone());
        let plain: String = trimmed.chars().flat_map(plain_chars).collect();
        if let Some((before, denominator)) = plain.rsplit_once('/') {
            return read_fraction(before.trim(), denominator.trim(), &shown);
        }
        if let Some((pages, fraction)) = plain.split_once(['.', ',']) {
            return read_decimal(pages, fraction, &shown);
        }
        let pages = read_number(plain.trim()).ok_or_else(unreadable)?;
        in_range(pages.checked_mul(8), &shown)
    }
}

/// Turns vulgar fractions, odd slashes, dashes and spaces into plain ASCII.
fn plain_chars(c: char) -> impl Iterator<Item = char> {
    let text: &'static str = match c {
        '⅛' => " 1/8",
        '¼' => " 2/8",
        '⅜' => " 3/8",
        '½' => " 4/8",
        '⅝' => " 5/8",
        '¾' => " 6/8",
        '⅞' => " 7/8",
        '⁄' | '∕' => "/",
        '‐' | '‑' | '–' | '—' => "-",
        _ if c.is_whitespace() => " ",
        _ => "",
    };
    text.chars().chain(text.is_empty().then_some(c))
}

fn read_fraction(before: &str, denominator: &str, shown: &str) -> Result<Eighths, EighthsError> {
    let unreadable = || EighthsError::Unreadable(shown.to_owned());
    let eighths_each = match denominator {
        "8" => 1,
        "4" => 2,
        "2" => 4,
        _ => return Err(unreadable()),
    };
    let (pages, numerator) = match before.rsplit_once([' ', '-']) {
        Some((pages, numerator)) => {
            let pages = pages.trim_end_matches([' ', '-']);
            // With whole pages before it, the fraction is less than ten eighths: "1 11/8" is a slip.
            if numerator.len() != 1 {
                return Err(unreadable());
            }
            (read_number(pages).ok_or_else(unreadable)?, numerator)
        }
        None => (0, before),
    };
    let numerator = read_number(numerator).ok_or_else(unreadable)?;
    let total = pages
        .checked_mul(8)
        .and_then(|p| p.checked_add(numerator.checked_mul(eighths_each)?));
    in_range(total, shown)
}

fn read_decimal(pages: &str, fraction: &str, shown: &str) -> Result<Eighths, EighthsError> {
    let unreadable = || EighthsError::Unreadable(shown.to_owned());
    let fraction = fraction.trim().trim_end_matches('0');
    let pages = pages.trim();
    let pages = if pages.is_empty() && !fraction.is_empty() {
        Some(0)
    } else {
        read_number(pages)
    };
    let pages = pages.ok_or_else(unreadable)?;
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(unreadable());
    }
    // Thousandths of a page, and whether anything finer was typed.
    let thousandths = fraction
        .bytes()
        .chain([b'0'; 3])
        .take(3)
        .fold(0_u64, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    let below = in_range(
        pages
            .checked_mul(8)
            .and_then(|p| p.checked_add(thousandths / 125)),
        shown,
    )?;
    if fraction.len() > 3 || thousandths % 125 != 0 {
        let above = below.checked_add(Eighths(1)).ok_or_else(unreadable)?;
        return Err(EighthsError::BetweenEighths(shown.to_owned(), below, above));
    }
    Ok(below)
}

/// Reads ASCII digits only: no sign, no spaces.
fn read_number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn in_range(eighths: Option<u64>, shown: &str) -> Result<Eighths, EighthsError> {
    eighths
        .and_then(|n| u32::try_from(n).ok())
        .map(Eighths)
        .ok_or_else(|| EighthsError::TooLong(shown.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: u32) {
        assert_eq!(input.parse(), Ok(Eighths(expected)), "{input:?}");
    }

    fn check_shown(eighths: u32, expected: &str, in_table: &str) {
        assert_eq!(Eighths(eighths).to_string(), expected);
        assert_eq!(Eighths(eighths).to_table_text(), in_table);
        check(expected, eighths);
        check(in_table, eighths);
        check(&Eighths(eighths).to_decimal_text(), eighths);
    }

    fn check_refused(input: &str, part_of_message: &str) {
        let message = input.parse::<Eighths>().expect_err(input).to_string();
        assert!(message.contains(part_of_message), "{input:?}: {message}");
    }

    #[test]
    fn a_typed_length_is_read() {
        check("6/8", 6);
        check(" 6 / 8 ", 6);
        check("1 4/8", 12);
        check("1-3/8", 11);
        check("1 - 3/8", 11);
        check("1–3/8", 11);
        check("11/8", 11);
        check("13", 104);
        check("1.375", 11);
        check("1,375", 11);
        check(".5", 4);
        check("2.", 16);
        check("2.0", 16);
        check("1.3750", 11);
        check("1⅜", 11);
        check("1 ⅜", 11);
        check("½", 4);
        check("1 1/2", 12);
        check("3/4", 6);
        check("1\u{a0}3⁄8", 11);
        check("0", 0);
        check("0/8", 0);
        check("3 0/8", 24);
        check("1 8/8", 16);
    }

    #[test]
    fn a_length_is_shown_and_never_reduced() {
        check_shown(0, "0/8", "0/8");
        check_shown(1, "1/8", "1/8");
        check_shown(4, "4/8", "4/8");
        check_shown(8, "1", "1 0/8");
        check_shown(12, "1 4/8", "1 4/8");
        check_shown(20, "2 4/8", "2 4/8");
        check_shown(24, "3", "3 0/8");
        check_shown(u32::MAX, "536870911 7/8", "536870911 7/8");
    }

    #[test]
    fn a_wrong_length_says_what_to_type() {
        check_refused("", "Type a length");
        check_refused("   ", "Type a length");
        check_refused("abc", "Type it as 6/8");
        check_refused("3/7", "Type it as 6/8");
        check_refused("/8", "Type it as 6/8");
        check_refused("1 11/8", "Type it as 6/8");
        check_refused("-1", "Type it as 6/8");
        check_refused("-3/8", "Type it as 6/8");
        check_refused("1/8/8", "Type it as 6/8");
        check_refused(".", "Type it as 6/8");
        check_refused("1.3", "nearest are 1 2/8 and 1 3/8");
        check_refused("0.3751", "nearest are 3/8 and 4/8");
        check_refused("536870912", "longer than any script");
        check_refused("99999999999999999999999", "Type it as 6/8");
    }

    #[test]
    fn lines_become_eighths() {
        for (lines, expected) in [(0, 1), (1, 1), (10, 1), (11, 2), (27, 4), (54, 8), (81, 12)] {
            assert_eq!(
                Eighths::from_lines(lines, 54),
                Eighths(expected),
                "{lines} lines"
            );
        }
        assert_eq!(Eighths::from_lines(5, 0), Eighths(40));
        assert_eq!(Eighths::from_lines(u32::MAX, 1), Eighths(u32::MAX));
    }

    #[test]
    fn sums_are_checked() {
        assert_eq!(
            Eighths::checked_sum([Eighths(3), Eighths(9)]),
            Some(Eighths(12))
        );
        assert_eq!(Eighths::checked_sum([Eighths(u32::MAX), Eighths(1)]), None);
        assert_eq!(Eighths(3).checked_sub(Eighths(4)), None);
        assert_eq!(Eighths::from_pages(u32::MAX), None);
    }

    #[test]
    fn a_length_is_stored_as_an_integer() {
        assert_eq!(serde_json::to_string(&Eighths(11)).unwrap(), "11");
        assert_eq!(serde_json::from_str::<Eighths>("11").unwrap(), Eighths(11));
    }
}
