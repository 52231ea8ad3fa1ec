//! Telephone numbers as people write them: kept as typed, and dialled if they can be one.

/// Why a number cannot be dialled as it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PhoneProblem {
    /// Fewer digits than any number in use has.
    TooShort { digits: usize },
    /// E.164 allows 15 digits; two numbers in one field end up here too.
    TooLong { digits: usize },
    /// Something that is neither a digit nor the usual punctuation.
    Letter(char),
    /// A spreadsheet turned it into `4.47701E+11`.
    Scientific,
    /// No country code begins with 0.
    CountryCode,
    /// A mobile number of that country has another length; `want` is the usual count of digits
    /// after the country code.
    Mobile {
        country: &'static str,
        want: usize,
        digits: usize,
    },
}

/// A number that can be dialled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dialled {
    /// Digits, with a leading `+` where the country was given.
    pub number: String,
    pub extension: Option<String>,
}

impl Dialled {
    /// Returns the link that rings it (RFC 3966).
    pub fn link(&self) -> String {
        match &self.extension {
            Some(extension) => format!("tel:{};ext={extension}", self.number),
            None => format!("tel:{}", self.number),
        }
    }
}

// Only mobile ranges of one known length: landlines and service numbers vary too much to judge.
// (country code and first digits, country, least and most digits after the country code)
const MOBILES: &[(&str, &str, usize, usize, usize)] = &[
    ("1", "US", 1, 10, 10),
    ("447", "UK", 2, 10, 10),
    ("336", "FR", 2, 9, 9),
    ("337", "FR", 2, 9, 9),
    ("346", "ES", 2, 9, 9),
    ("316", "NL", 2, 9, 9),
    ("3538", "IE", 3, 9, 9),
    ("4915", "DE", 2, 11, 11),
    ("4916", "DE", 2, 10, 10),
    ("4917", "DE", 2, 10, 11),
    ("614", "AU", 2, 9, 9),
];

/// Reads a number as typed. Nothing is no number and no problem.
///
/// The number of digits follows ITU-T E.164: at most 15, and at least 7 with a country code.
/// Without one, short numbers such as 112 are taken as they are.
pub fn read(typed: &str) -> Result<Option<Dialled>, PhoneProblem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let (main, extension) = split_extension(typed);
    // "(0)" behind a country code is only dialled inside the country.
    let main = main.replace("(0)", if main.contains('+') { "" } else { "0" });
    let digits = digits_of(&main)?;
    let number = match digits.strip_prefix("00") {
        Some(rest) if !main.contains('+') => format!("+{rest}"),
        _ if main.contains('+') => format!("+{digits}"),
        _ => digits,
    };
    check_length(&number)?;
    Ok(Some(Dialled { number, extension }))
}

fn digits_of(main: &str) -> Result<String, PhoneProblem> {
    let scientific = main.to_ascii_uppercase().contains("E+");
    if scientific && main.chars().filter(char::is_ascii_alphabetic).count() == 1 {
        return Err(PhoneProblem::Scientific);
    }
    let mut digits = String::new();
    for (n, c) in main.char_indices() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if main[..n].chars().all(|c| c != '+' && !c.is_alphanumeric()) => {}
            ' ' | '\u{a0}' | '\u{202f}' | '\t' | '(' | ')' | '-' | '.' | '/' | '‐' | '‑' | '–' =>
                {}
            // Numbers pasted from phones carry invisible direction marks.
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            other => return Err(PhoneProblem::Letter(other)),
        }
    }
    Ok(digits)
}

fn check_length(number: &str) -> Result<(), PhoneProblem> {
    let Some(digits) = number.strip_prefix('+') else {
        return match number.len() {
            0..3 => Err(PhoneProblem::TooShort {
                digits: number.len(),
            }),
            3..=15 => Ok(()),
            more => Err(PhoneProblem::TooLong { digits: more }),
        };
    };
    match digits.len() {
        0..7 => {
            return Err(PhoneProblem::TooShort {
                digits: digits.len(),
            });
        }
        7..=15 => {}
        more => return Err(PhoneProblem::TooLong { digits: more }),
    }
    if digits.starts_with('0') {
        return Err(PhoneProblem::CountryCode);
    }
    for &(prefix, country, code, least, most) in MOBILES {
        if digits.starts_with(prefix) {
            let rest = digits.len() - code;
            if rest < least || rest > most {
                return Err(PhoneProblem::Mobile {
                    country,
                    want: most,
                    digits: rest,
                });
            }
        }
    }
    Ok(())
}

fn split_extension(typed: &str) -> (&str, Option<String>) {
    let lower = typed.to_ascii_lowercase();
    for mark in [";ext=", "extension", "ext.", "ext", "x", "#"] {
        if let Some(at) = lower.find(mark) {
            let digits: String = typed[at + mark.len()..]
                .chars()
                .filter(char::is_ascii_digit)
                .collect();
            let plain = typed[at + mark.len()..]
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | ':'));
            if at > 0 && plain && (1..=8).contains(&digits.len()) {
                return (&typed[..at], Some(digits));
            }
        }
    }
    (typed, None)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_can_be_rung_is_rung() {
        let check = |typed: &str, want: &str| {
            let link = read(typed).map(|d| d.map(|d| d.link()));
            assert_eq!(link, Ok(Some(want.to_owned())), "{typed}");
        };
        check("+44 7700 900123", "tel:+447700900123");
        check("+44 (0)7700 900123", "tel:+447700900123");
        check("0044 7700 900123", "tel:+447700900123");
        check("07700 900123", "tel:07700900123");
        check("(310) 555-0147", "tel:3105550147");
        check("+1 310.555.0147 x12", "tel:+13105550147;ext=12");
        check("+1 310 555 0147 ext. 9", "tel:+13105550147;ext=9");
        check("\u{202a}+49 151 23456789\u{202c}", "tel:+4915123456789");
        check("030/1234567", "tel:0301234567");
        check("112", "tel:112");
        check("(0)20 7946 0000", "tel:02079460000");
    }

    #[test]
    fn what_cannot_is_said() {
        let check = |typed: &str, want: PhoneProblem| assert_eq!(read(typed), Err(want), "{typed}");
        check(
            "+44 7700 90012",
            PhoneProblem::Mobile {
                country: "UK",
                want: 10,
                digits: 9,
            },
        );
        check(
            "+1 310 555 014",
            PhoneProblem::Mobile {
                country: "US",
                want: 10,
                digits: 9,
            },
        );
        check("12", PhoneProblem::TooShort { digits: 2 });
        check("+44 12", PhoneProblem::TooShort { digits: 4 });
        check(
            "07700 900123 / 07700 900124",
            PhoneProblem::TooLong { digits: 22 },
        );
        check("ask Dana", PhoneProblem::Letter('a'));
        check("4.47701E+11", PhoneProblem::Scientific);
        check("+0 7700 900123", PhoneProblem::CountryCode);
        assert_eq!(read("  "), Ok(None));
    }

    proptest! {
        #[test]
        fn a_link_holds_only_what_a_phone_dials(typed in ".{0,40}") {
            if let Ok(Some(dialled)) = read(&typed) {
                let digits = dialled.number.strip_prefix('+').unwrap_or(&dialled.number);
                prop_assert!((3..=15).contains(&digits.len()));
                prop_assert!(digits.bytes().all(|b| b.is_ascii_digit()));
            }
        }
    }
}
