//! The names of documents, categories and columns.

use shared::book::Book;
use shared::breakdown::{self, CategoryView};
use shared::calendar::parse_date;
use shared::schedule::{Edition, Line, Schedule, What};

use crate::calendar::dates;

/// Names a document: "One-liner".
pub fn document(what: What) -> &'static str {
    match what {
        What::OneLiner => crate::t!("schedule.one_liner"),
        What::Shooting => crate::t!("schedule.shooting"),
        What::Chronological => crate::t!("schedule.chronological"),
        What::DayOutOfDays => crate::t!("schedule.dood"),
        What::BreakdownSheets => crate::t!("schedule.sheets"),
        What::ElementList => crate::t!("schedule.elements"),
    }
}

/// Names a document with its category: "Day out of days, Cast Members".
pub fn title(what: What, of_name: &str) -> String {
    match of_name {
        "" => document(what).to_owned(),
        of => crate::t!("schedule.of", document = document(what), of = of),
    }
}

/// Names a category: the production's own word, else the interface's.
pub fn category(category: &CategoryView) -> String {
    let own = || category.name.to_string();
    match category.standard {
        Some(standard) if !category.is_renamed => {
            crate::words::find(&format!("category.{}", standard.key))
                .map_or_else(own, str::to_owned)
        }
        _ => own(),
    }
}

/// Names an issued document with its category.
pub fn edition(book: &Book, edition: &Edition) -> String {
    let of = edition.of.as_ref();
    let of = of.map(|of| category(&breakdown::category(book, of)));
    title(edition.what, &of.unwrap_or_default())
}

/// Writes a civil date short, "5 March"; nothing where there is none.
pub fn short_date(date: &str) -> String {
    parse_date(date).map(dates::short).unwrap_or_default()
}

/// Names a column of a table or a file by its key.
pub fn column(key: &str) -> String {
    crate::words::find(&format!("schedule.col.{key}")).map_or_else(|| key.to_owned(), str::to_owned)
}

/// "INT. TICKET OFFICE - DAY"
pub fn heading(line: &Line) -> String {
    let mut out = match line.int_ext.as_str() {
        "" => String::new(),
        int_ext => format!("{int_ext}. "),
    };
    out.push_str(&line.set);
    if !line.time.is_empty() {
        out.push_str(" - ");
        out.push_str(&line.time);
    }
    out
}

/// A file's name: "the-last-ferry-one-liner-blue.csv".
pub fn file_name(schedule: &Schedule, ending: &str) -> String {
    let words = [
        &schedule.title,
        &schedule.what,
        &schedule.of_name,
        &schedule.basis,
        &schedule.colour,
    ];
    let parts: Vec<String> = words
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    format!("{}.{ending}", parts.join("-"))
}
