//! Who is on the floor of a day, by department, and whose times somebody may write.

use std::collections::{HashMap, HashSet};

use super::times::{TimeRow, Word, time_rows, word};
use crate::access::Role;
use crate::book::Book;
use crate::callsheet::sheet::{CallSheet, Part};
use crate::callsheet::{self, issue};
use crate::id::Id;
use crate::kind::Kind;
use crate::people;

/// Returns the sheet that a day works by: the issued one that counts, else the draft. A body that
/// cannot be read gives the draft.
pub fn sheet_of(book: &Book, day: &Id) -> CallSheet {
    issue::current(book, day)
        .and_then(|issued| issue::body_of(book, &issued.id)?.ok())
        .unwrap_or_else(|| callsheet::draft(book, day))
}

/// Which list somebody stands in.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Section {
    Cast,
    Background,
    /// Crew; nothing: no department.
    Department(Option<Id>),
    /// Has times, though the sheet does not call them.
    Others,
}

/// Somebody on the floor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    pub person: Id,
    pub part: Part,
    pub name: String,
    /// The position of crew, the character of cast.
    pub does: String,
    /// The cast number, empty for crew.
    pub number: String,
    pub call: Option<i64>,
    pub on_call: bool,
    /// How many a group of background is by the sheet; 0 for a person.
    pub count: u32,
    pub minor: bool,
}

/// A department, the cast or the background.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Squad {
    pub section: Section,
    /// The department's name; empty where the room has its own word.
    pub name: String,
    pub members: Vec<Member>,
}

/// Lists the people of a sheet, each once: cast, background, then crew by department.
pub fn squads(sheet: &CallSheet) -> Vec<Squad> {
    let mut seen = HashSet::new();
    let mut out = Vec::new();
    let mut push = |section: Section, name: &str, members: Vec<Member>| {
        let members: Vec<Member> = members
            .into_iter()
            .filter(|member| seen.insert(member.person.clone()))
            .collect();
        if !members.is_empty() {
            out.push(Squad {
                section,
                name: name.to_owned(),
                members,
            });
        }
    };
    let cast = sheet.cast.iter().filter_map(|line| {
        Some(Member {
            person: line.person.clone()?,
            part: Part::Cast,
            name: line.name.clone(),
            does: line.character.clone(),
            number: line.number.clone(),
            call: line.call,
            on_call: line.on_call,
            count: 0,
            minor: line.minor,
        })
    });
    push(Section::Cast, "", cast.collect());
    let background = sheet.background.iter().filter_map(|line| {
        Some(Member {
            person: line.person.clone()?,
            part: Part::Background,
            name: line.name.clone(),
            does: line.character.clone(),
            number: String::new(),
            call: line.call,
            on_call: false,
            count: line.count,
            minor: line.minor,
        })
    });
    push(Section::Background, "", background.collect());
    for group in &sheet.crew {
        let crew = group.people.iter().filter_map(|line| {
            Some(Member {
                person: line.person.clone()?,
                part: Part::Crew,
                name: line.name.clone(),
                does: line.position.clone(),
                number: String::new(),
                call: line.call,
                on_call: line.on_call,
                count: 0,
                minor: line.minor,
            })
        });
        let section = Section::Department(group.department.clone());
        push(section, &group.name, crew.collect());
    }
    out
}

/// Lists who has times on a day though the sheet does not call them, by name.
pub fn others(book: &Book, squads: &[Squad], rows: &HashMap<Id, TimeRow>) -> Option<Squad> {
    let called: HashSet<&Id> = squads
        .iter()
        .flat_map(|squad| &squad.members)
        .map(|member| &member.person)
        .collect();
    let mut members: Vec<Member> = rows
        .iter()
        .filter(|(person, row)| !called.contains(person) && !row.is_empty())
        .filter_map(|(person, _)| member_of(book, person))
        .collect();
    members.sort_by(|a, b| (&a.name, &a.person).cmp(&(&b.name, &b.person)));
    (!members.is_empty()).then(|| Squad {
        section: Section::Others,
        name: String::new(),
        members,
    })
}

/// Returns somebody as the floor lists them, without a call.
pub fn member_of(book: &Book, person: &Id) -> Option<Member> {
    let view = people::person(book, person)?;
    let part = match view.group {
        people::Group::Cast => Part::Cast,
        people::Group::Background => Part::Background,
        people::Group::Crew => Part::Crew,
    };
    Some(Member {
        does: view.does(),
        number: view.numbers(),
        person: view.id,
        part,
        name: view.name,
        call: None,
        on_call: false,
        count: 0,
        minor: view.minor,
    })
}

/// The times of a day and what people said of their own.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stand {
    pub rows: HashMap<Id, TimeRow>,
    pub words: HashMap<Id, Word>,
}

/// Reads the times of a day and the words on them.
pub fn stand(book: &Book, day: &Id) -> Stand {
    let rows = time_rows(book, day);
    let words = book
        .joined_to(&Kind::TimesWord, day)
        .filter_map(|record| {
            let person = record.id.parts()?.1;
            let none = TimeRow::default();
            let said = word(book, day, &person, rows.get(&person).unwrap_or(&none))?;
            Some((person, said))
        })
        .collect();
    Stand { rows, words }
}

/// Whose times somebody may write. The relay guards the document alone; the app keeps to this.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reach {
    /// The office, and the day's assistant directors.
    Everybody,
    /// A head of department: the people of the own department.
    Department(Id),
    /// Everybody else says yes or no to their own times.
    Own,
}

impl Reach {
    /// Says whose times whoever sits here may write on a day.
    pub fn of(book: &Book, sheet: &CallSheet, role: Role, me: Option<&Id>) -> Self {
        if role == Role::Office {
            return Self::Everybody;
        }
        let Some(me) = me else { return Self::Own };
        let directs = sheet.contacts.iter().any(|contact| {
            matches!(contact.role.as_str(), "first_ad" | "second_ad")
                && contact.person.as_ref() == Some(me)
        });
        if directs && role != Role::Guest {
            return Self::Everybody;
        }
        match (role, department_of(book, me)) {
            (Role::Lead, Some(department)) => Self::Department(department),
            _ => Self::Own,
        }
    }

    /// Says whether it holds for a person.
    pub fn holds(&self, book: &Book, person: &Id) -> bool {
        match self {
            Self::Everybody => true,
            Self::Department(own) => department_of(book, person).as_ref() == Some(own),
            Self::Own => false,
        }
    }
}

fn department_of(book: &Book, person: &Id) -> Option<Id> {
    let named = book.get(&Kind::Person, person)?.link("department")?;
    book.get(&Kind::Department, &named).map(|_| named)
}
