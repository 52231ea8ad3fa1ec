//! The crew list: everybody, in the order in which a production reads them.

use std::collections::HashMap;

use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;

use super::cast::{self, compare_numbers};
use super::department;
use super::fold::fold;
use super::person::{Group, PersonView, view};

/// Where somebody stands in the list.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    Cast,
    Department(Id),
    /// Crew whom nobody has put into a department yet.
    NoDepartment,
    Background,
}

impl Place {
    /// Returns a key that stays the same as long as the section is the same.
    pub fn key(&self) -> String {
        match self {
            Self::Cast => "cast".into(),
            Self::Department(id) => format!("d-{id}"),
            Self::NoDepartment => "none".into(),
            Self::Background => "background".into(),
        }
    }
}

/// A heading with the people below it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    pub place: Place,
    /// The department's name; empty where the room has its own word.
    pub name: String,
    pub people: Vec<PersonView>,
}

/// Lists everybody: the cast by number, the departments in their order, whoever has none, and
/// background. Sections without people are left out.
///
/// A crew member who also plays a numbered part stands in both places.
pub fn directory(book: &Book) -> Vec<Section> {
    let mut parts = cast::all_parts(book);
    let mut places: HashMap<Place, Vec<PersonView>> = HashMap::new();
    for record in book.all(&Kind::Person) {
        let person = view(book, record, parts.remove(&record.id).unwrap_or_default());
        let place = match (person.group, &person.department) {
            (Group::Cast, _) => Place::Cast,
            (Group::Background, _) => Place::Background,
            (Group::Crew, Some(department)) => Place::Department(department.clone()),
            (Group::Crew, None) => Place::NoDepartment,
        };
        if place != Place::Cast && !person.numbers().is_empty() {
            places.entry(Place::Cast).or_default().push(person.clone());
        }
        places.entry(place).or_default().push(person);
    }
    let departments = department::departments(book);
    let names: HashMap<Id, String> = departments
        .iter()
        .map(|d| (d.id.clone(), d.name.clone()))
        .collect();
    std::iter::once(Place::Cast)
        .chain(departments.into_iter().map(|d| Place::Department(d.id)))
        .chain([Place::NoDepartment, Place::Background])
        .filter_map(|place| {
            let mut people = places.remove(&place)?;
            sort(&place, &mut people);
            let name = match &place {
                Place::Department(id) => names.get(id).cloned().unwrap_or_default(),
                _ => String::new(),
            };
            Some(Section {
                place,
                name,
                people,
            })
        })
        .collect()
}

fn sort(place: &Place, people: &mut [PersonView]) {
    let first = |person: &PersonView| {
        person
            .parts
            .first()
            .map_or_else(String::new, |part| part.number.clone())
    };
    people.sort_by(|a, b| {
        let by_number = match place {
            Place::Cast => compare_numbers(&first(a), &first(b)),
            _ => std::cmp::Ordering::Equal,
        };
        by_number
            // Whoever was put in a place by hand stands there; the others follow by name.
            .then_with(|| a.order.is_empty().cmp(&b.order.is_empty()))
            .then_with(|| a.order.cmp(&b.order))
            .then_with(|| fold(&a.name).cmp(&fold(&b.name)))
            .then_with(|| a.id.cmp(&b.id))
    });
}

/// Keeps whoever is meant by a search: every word of it stands in the name, position,
/// department, part, cast number, phone or e-mail.
pub fn matching(sections: &[Section], search: &str) -> Vec<Section> {
    let words: Vec<String> = fold(search).split_whitespace().map(str::to_owned).collect();
    if words.is_empty() {
        return sections.to_vec();
    }
    sections
        .iter()
        .filter_map(|section| {
            let people: Vec<PersonView> = section
                .people
                .iter()
                .filter(|p| is_meant(p, &words))
                .cloned()
                .collect();
            (!people.is_empty()).then(|| Section {
                people,
                ..section.clone()
            })
        })
        .collect()
}

fn is_meant(person: &PersonView, words: &[String]) -> bool {
    let mut text = fold(&format!(
        "{} {} {} {}",
        person.name, person.position, person.department_name, person.email
    ));
    for part in &person.parts {
        text.push(' ');
        text.push_str(&fold(&part.name));
    }
    let digits: String = person.phone.chars().filter(char::is_ascii_digit).collect();
    words.iter().all(|word| {
        if word.bytes().all(|b| b.is_ascii_digit()) && word.len() < 4 {
            // A short number is a cast number before it is a piece of a phone number.
            return person
                .parts
                .iter()
                .any(|p| fold(&p.number).starts_with(word.as_str()))
                || text.contains(word.as_str());
        }
        let dialled = word.strip_prefix('+').unwrap_or(word);
        text.contains(word.as_str())
            || person.parts.iter().any(|p| fold(&p.number) == *word)
            || (dialled.bytes().all(|b| b.is_ascii_digit())
                && !dialled.is_empty()
                && digits.contains(dialled.trim_start_matches('0')))
    })
}

/// Counts each person once, however often they are listed.
pub fn count(sections: &[Section]) -> usize {
    let mut ids: Vec<&Id> = sections
        .iter()
        .flat_map(|s| &s.people)
        .map(|p| &p.id)
        .collect();
    ids.sort();
    ids.dedup();
    ids.len()
}
