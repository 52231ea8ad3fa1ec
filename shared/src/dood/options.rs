//! How a production prints its day out of days: kept with the production, the same for everyone.

use std::sync::Arc;

use crate::book::Book;
use crate::record::Record;

use super::cell::Letters;
use super::row::{Bound, DropDisplay, Options};

/// The longest code that fits a column, in letters.
pub const LETTERS_MAX: usize = 3;

/// Codes that a letter of one's own would be mistaken for.
const TAKEN: [&str; 6] = ["H", "D", "S", "P", "M", "/"];

/// Reads the options of the production; what it does not say is as usual.
pub fn options(book: &Book) -> Options {
    let usual = Options::default();
    let Some(production) = book.production() else {
        return usual;
    };
    let letter = |field: &str, usual: String| match production.text(field).trim() {
        "" => usual,
        said => said.to_owned(),
    };
    Options {
        letters: Letters {
            travel: letter("dood_travel", usual.letters.travel),
            rehearsal: letter("dood_rehearsal", usual.letters.rehearsal),
            fitting: letter("dood_fitting", usual.letters.fitting),
            ..usual.letters
        },
        drop_display: match production.text("dood_display") {
            "fill" => DropDisplay::FillGap,
            _ => DropDisplay::LetterOnLastDay,
        },
        drop_bound: match production.text("dood_bound") {
            "least" => Bound::AtLeast,
            _ => Bound::MoreThan,
        },
        ..usual
    }
}

/// Why a letter cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BadLetter {
    /// Longer than a column, or not letters and digits.
    Unreadable,
    /// Another code has it, or would look like it.
    Taken(Arc<str>),
}

/// Checks a code that somebody typed for one of the fields `dood_travel dood_rehearsal
/// dood_fitting`, and returns it in capitals. Nothing typed is the usual letter.
///
/// # Errors
/// Returns why the code cannot stand on a day out of days.
pub fn letter(production: &Record, field: &str, typed: &str) -> Result<String, BadLetter> {
    let code = typed.trim().to_uppercase();
    if code.is_empty() {
        return Ok(code);
    }
    if code.chars().count() > LETTERS_MAX || !code.chars().all(char::is_alphanumeric) {
        return Err(BadLetter::Unreadable);
    }
    // Every code with a W is a day of work.
    let others = letters(production)
        .into_iter()
        .filter(|(other, _)| *other != field)
        .map(|(_, letter)| letter);
    let mut taken = TAKEN.map(str::to_owned).into_iter().chain(others);
    match taken.find(|other| *other == code) {
        Some(other) => Err(BadLetter::Taken(other.into())),
        None if code.contains('W') => Err(BadLetter::Taken("W".into())),
        None => Ok(code),
    }
}

fn letters(production: &Record) -> [(&'static str, String); 3] {
    let usual = Letters::default();
    [
        ("dood_travel", usual.travel),
        ("dood_rehearsal", usual.rehearsal),
        ("dood_fitting", usual.fitting),
    ]
    .map(|(field, usual)| match production.text(field).trim() {
        "" => (field, usual),
        said => (field, said.to_owned()),
    })
}
