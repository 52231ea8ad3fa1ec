//! The crew list as a document: everything that is needed to show it, with no other record.

use serde::{Deserialize, Serialize};

use super::directory::{Place, directory};
use crate::body::body;
use crate::book::Book;
use crate::callsheet::Damaged;

/// The schema that this version writes.
const SCHEMA: u32 = 1;

body! {
    /// Everybody by department, as of a date.
    CrewList {
        schema: u32,
        title: String,
        company: String,
        office_phone: String,
        /// `letter` or `a4`.
        paper: String,
        /// Civil date on which it was made.
        date: String,
        sections: Vec<CrewSection>,
    }

    /// A heading with the people below it.
    CrewSection {
        /// `cast`, `department`, `none` or `background`.
        what: String,
        /// The department's name; empty where the interface has its own word.
        name: String,
        people: Vec<CrewEntry>,
    }

    /// Somebody on the list.
    CrewEntry {
        /// Cast numbers, "1, 4".
        number: String,
        name: String,
        /// The position of crew, the parts of cast.
        does: String,
        phone: String,
        email: String,
        minor: bool,
    }
}

impl CrewList {
    /// Reads a body; fields of a newer version are passed over.
    pub fn parse(body: &str) -> Result<Self, Damaged> {
        serde_json::from_str(body).map_err(|e| Damaged(e.to_string()))
    }

    /// Writes the canonical body.
    pub fn body(&self) -> String {
        // Strings, numbers and lists of them cannot fail to be written.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Makes the crew list as it stands, in the order in which a production reads it.
pub fn crew_list(book: &Book, today: &str) -> CrewList {
    let production = book.production();
    let said = |field: &str| production.map_or("", |p| p.text(field)).to_owned();
    let sections = directory(book).into_iter().map(|section| {
        let is_cast = section.place == Place::Cast;
        CrewSection {
            what: match section.place {
                Place::Cast => "cast",
                Place::Department(_) => "department",
                Place::NoDepartment => "none",
                Place::Background => "background",
            }
            .to_owned(),
            name: section.name,
            people: section
                .people
                .iter()
                .map(|person| {
                    let parts: Vec<&str> = person.parts.iter().map(|p| p.name.as_str()).collect();
                    CrewEntry {
                        number: person.numbers(),
                        name: person.name.clone(),
                        does: match is_cast && !parts.is_empty() {
                            true => parts.join(", "),
                            false => person.does(),
                        },
                        phone: person.phone.clone(),
                        email: person.email.clone(),
                        minor: person.minor,
                    }
                })
                .collect(),
        }
    });
    CrewList {
        schema: SCHEMA,
        title: said("title"),
        company: said("company"),
        office_phone: said("office_phone"),
        paper: said("paper"),
        date: today.to_owned(),
        sections: sections.collect(),
    }
}
