//! The production as a whole: how it begins, the words of its trade, what changed in it.

pub mod changes;
pub mod days;
pub mod edit;
pub mod fresh;
pub mod meaning;
pub mod words;

pub use words::{Noun, Nouns, ProductionKind};

use crate::book::Book;
use crate::revision;

/// Returns what is produced.
pub fn kind(book: &Book) -> ProductionKind {
    ProductionKind::parse(book.production().map_or("", |p| p.text("kind")))
}

/// Returns the words of the trade for the production.
pub fn nouns(book: &Book) -> &'static Nouns {
    kind(book).nouns()
}

/// Returns the zone that the production shoots in, such as "Europe/Lisbon"; empty while none is known.
pub fn zone(book: &Book) -> &str {
    book.production().map_or("", |p| p.text("zone"))
}

/// Returns the colour in words and the civil date of the script's draft, as every document made
/// from it prints them; empty where nobody said them.
pub fn script_draft(book: &Book) -> (String, String) {
    let production = book.production();
    let colour = production
        .and_then(|p| p.int("script_colour"))
        .and_then(|n| u32::try_from(n).ok())
        .map_or_else(String::new, revision::nth);
    let date = production.map_or("", |p| p.text("script_date"));
    (colour, date.to_owned())
}

/// Returns the production's title, empty while it is not known.
pub fn title(book: &Book) -> String {
    book.production()
        .map_or_else(String::new, |p| p.text("title").to_owned())
}
