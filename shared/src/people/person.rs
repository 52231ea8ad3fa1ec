//! One person as every room shows them.

use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;

use super::cast::{self, Part};
use super::{email, phone};

/// Which list of the production somebody stands on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    Cast,
    Crew,
    Background,
}

impl Group {
    pub const ALL: [Group; 3] = [Group::Cast, Group::Crew, Group::Background];

    /// Reads the field `group`; whoever has none is crew.
    pub fn parse(text: &str) -> Self {
        match text {
            "cast" => Self::Cast,
            "background" => Self::Background,
            _ => Self::Crew,
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cast => "cast",
            Self::Crew => "crew",
            Self::Background => "background",
        }
    }
}

/// Somebody's public card.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct PersonView {
    pub id: Id,
    pub name: String,
    pub group: Group,
    /// The department, if it still exists.
    pub department: Option<Id>,
    pub department_name: String,
    pub position: String,
    /// As typed.
    pub phone: String,
    /// The link that rings it, if it can be dialled.
    pub tel: Option<String>,
    pub email: String,
    pub mailto: Option<String>,
    /// Whom they play, by cast number.
    pub parts: Vec<Part>,
    pub minor: bool,
    pub notes: String,
    /// People disagree about a field of the card.
    pub disputed: bool,
    pub order: String,
}

impl PersonView {
    /// Returns what they do, in one line: the position, or whom they play.
    pub fn does(&self) -> String {
        if !self.position.is_empty() {
            return self.position.clone();
        }
        let names: Vec<&str> = self.parts.iter().map(|part| part.name.as_str()).collect();
        names.join(", ")
    }

    /// Returns the cast numbers, joined: `1, 4A`. Parts without a number are left out.
    pub fn numbers(&self) -> String {
        let numbers: Vec<&str> = self
            .parts
            .iter()
            .map(|part| part.number.as_str())
            .filter(|number| !number.is_empty())
            .collect();
        numbers.join(", ")
    }

    /// Returns up to two letters that stand for the name.
    pub fn initials(&self) -> String {
        let mut words = self
            .name
            .split_whitespace()
            .filter_map(|word| word.chars().next());
        let first = words.next();
        first
            .into_iter()
            .chain(words.next_back())
            .flat_map(char::to_uppercase)
            .collect()
    }
}

/// Returns one person, unless they were taken away.
pub fn person(book: &Book, id: &Id) -> Option<PersonView> {
    let record = book.get(&Kind::Person, id)?;
    Some(view(book, record, cast::parts_of(book, id)))
}

pub(super) fn view(book: &Book, record: &Record, parts: Vec<Part>) -> PersonView {
    let department = record
        .link("department")
        .and_then(|id| book.get(&Kind::Department, &id));
    let phone = record.text("phone").to_owned();
    let email = record.text("email").to_owned();
    PersonView {
        id: record.id.clone(),
        name: record.text("name").to_owned(),
        group: Group::parse(record.text("group")),
        department: department.map(|d| d.id.clone()),
        department_name: department.map_or_else(String::new, |d| d.text("name").to_owned()),
        position: record.text("position").to_owned(),
        tel: phone::read(&phone)
            .ok()
            .flatten()
            .map(|dialled| dialled.link()),
        phone,
        mailto: email::link(&email),
        email,
        parts,
        minor: record.flag("minor"),
        notes: record.text("notes").to_owned(),
        disputed: record
            .versions
            .keys()
            .any(|field| record.disagreement(field).is_some()),
        order: record.text("order").to_owned(),
    }
}
