//! The cast: who plays whom, under which number. Numbers are text that people read; two parts
//! with the same number are shown, never renumbered silently.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::{Record, Value};

use super::sequence;

/// Somebody in the script.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Part {
    pub character: Id,
    pub name: String,
    pub number: String,
    /// Another character has the same number.
    pub clash: bool,
}

/// A character with whoever plays it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Role {
    pub part: Part,
    pub person: Option<Id>,
    pub person_name: String,
    /// How many scenes it is in.
    pub scenes: usize,
    /// Who else has the number, by name.
    pub clashes: Vec<String>,
    /// People disagree about who plays it or about its number.
    pub disputed: bool,
}

/// Lists all characters, by number, then in the order of the script.
pub fn roles(book: &Book) -> Vec<Role> {
    let by_number = by_number(book);
    let mut scenes: HashMap<Id, usize> = HashMap::new();
    for scene in book
        .all(&Kind::Scene)
        .filter(|scene| !scene.flag("omitted"))
    {
        for character in scene.set("cast") {
            *scenes.entry(character).or_default() += 1;
        }
    }
    let mut out: Vec<(String, Role)> = book
        .all(&Kind::Character)
        .map(|record| {
            let person = record
                .link("person")
                .and_then(|id| book.get(&Kind::Person, &id));
            let clashes = clashes(book, &by_number, record);
            let role = Role {
                part: part(record, !clashes.is_empty()),
                person: person.map(|p| p.id.clone()),
                person_name: person.map_or_else(String::new, |p| p.text("name").to_owned()),
                scenes: scenes.get(&record.id).copied().unwrap_or_default(),
                clashes,
                disputed: ["person", "number", "name"]
                    .iter()
                    .any(|field| record.disagreement(field).is_some()),
            };
            (record.text("order").to_owned(), role)
        })
        .collect();
    out.sort_by(|(a_order, a), (b_order, b)| {
        compare_numbers(&a.part.number, &b.part.number)
            .then_with(|| a_order.cmp(b_order))
            .then_with(|| a.part.character.cmp(&b.part.character))
    });
    out.into_iter().map(|(_, role)| role).collect()
}

/// Lists what one person plays, by number.
pub fn parts_of(book: &Book, person: &Id) -> Vec<Part> {
    all_parts(book).remove(person).unwrap_or_default()
}

/// Lists what everybody plays, by number.
pub(super) fn all_parts(book: &Book) -> HashMap<Id, Vec<Part>> {
    let by_number = by_number(book);
    let mut out: HashMap<Id, Vec<Part>> = HashMap::new();
    for record in book.all(&Kind::Character) {
        if let Some(person) = record.link("person") {
            let clash = !clashes(book, &by_number, record).is_empty();
            out.entry(person).or_default().push(part(record, clash));
        }
    }
    for parts in out.values_mut() {
        parts.sort_by(|a, b| {
            compare_numbers(&a.number, &b.number).then_with(|| a.character.cmp(&b.character))
        });
    }
    out
}

fn part(record: &Record, clash: bool) -> Part {
    Part {
        character: record.id.clone(),
        name: record.text("name").to_owned(),
        number: record.text("number").to_owned(),
        clash,
    }
}

fn by_number(book: &Book) -> HashMap<String, Vec<Id>> {
    let mut out: HashMap<String, Vec<Id>> = HashMap::new();
    for record in book.all(&Kind::Character) {
        let number = record.text("number").trim();
        if !number.is_empty() {
            out.entry(number.to_uppercase())
                .or_default()
                .push(record.id.clone());
        }
    }
    out
}

fn clashes(book: &Book, by_number: &HashMap<String, Vec<Id>>, record: &Record) -> Vec<String> {
    by_number
        .get(&record.text("number").trim().to_uppercase())
        .into_iter()
        .flatten()
        .filter(|id| **id != record.id)
        .map(|id| book.text(&Kind::Character, id, "name").to_owned())
        .collect()
}

/// Compares cast numbers as people read them: 2 before 10, 4 before 4A; no number last.
pub fn compare_numbers(a: &str, b: &str) -> Ordering {
    let key = |number: &str| {
        let number = number.trim();
        let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
        let kind = match (number.is_empty(), digits.is_empty()) {
            (true, _) => 2,
            (_, true) => 1,
            _ => 0,
        };
        let value = digits
            .parse::<u64>()
            .unwrap_or(if kind == 0 { u64::MAX } else { 0 });
        (kind, value, number.to_uppercase())
    };
    key(a).cmp(&key(b))
}

/// Returns the first whole number above all that are in use: an offer, for a part without one.
pub fn next_number(book: &Book) -> String {
    let highest = book
        .all(&Kind::Character)
        .filter_map(|record| {
            let digits: String = record
                .text("number")
                .trim()
                .chars()
                .take_while(char::is_ascii_digit)
                .collect();
            digits.parse::<u32>().ok()
        })
        .max()
        .unwrap_or_default();
    highest.saturating_add(1).to_string()
}

/// Adds a character by hand, played by somebody or by nobody yet.
pub fn add_character(
    book: &Book,
    name: &str,
    number: &str,
    person: Option<&Id>,
    new_id: &mut dyn FnMut() -> Id,
    label: String,
) -> Command {
    let name = name.trim();
    if name.is_empty() {
        return Command::default();
    }
    let id = new_id();
    let order = sequence::last(book.all(&Kind::Character).map(|r| r.text("order")));
    let mut command = Command::new(label)
        .put(Kind::Character, &id, "name", name)
        .put(Kind::Character, &id, "order", order);
    if !number.trim().is_empty() {
        command.add(Kind::Character, &id, "number", number.trim());
    }
    if let Some(person) = person {
        command.add(Kind::Character, &id, "person", person);
    }
    command
}

/// Says who plays a character; nothing: nobody yet.
pub fn assign(book: &Book, character: &Id, person: Option<&Id>, label: String) -> Command {
    let Some(record) = book.get(&Kind::Character, character) else {
        return Command::default();
    };
    let value = person.map_or(Value::Nothing, Value::from);
    if *record.get("person") == value && record.disagreement("person").is_none() {
        return Command::default();
    }
    Command::new(label).put(Kind::Character, character, "person", value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn character(book: &mut Book, id: &str, number: &str, person: &str) {
        let mut record = Record::new(Kind::Character, id.into());
        record
            .fields
            .insert("name".into(), id.to_uppercase().into());
        record.fields.insert("number".into(), number.into());
        record.fields.insert("person".into(), person.into());
        book.put(record);
    }

    #[test]
    fn numbers_stand_as_people_count() {
        let mut numbers = vec!["10", "", "2", "4A", "4", "X1", "1"];
        numbers.sort_by(|a, b| compare_numbers(a, b));
        assert_eq!(numbers, ["1", "2", "4", "4A", "10", "X1", ""]);
    }

    #[test]
    fn two_parts_with_one_number_are_shown_and_kept() {
        let mut book = Book::default();
        character(&mut book, "mara", "1", "ines");
        character(&mut book, "pilot", "1 ", "tom");
        character(&mut book, "clerk", "9", "ines");
        let roles = roles(&book);
        let clash = |id: &str| {
            roles
                .iter()
                .find(|r| r.part.character == id.into())
                .unwrap()
                .clashes
                .clone()
        };
        assert_eq!(clash("mara"), ["PILOT"]);
        assert_eq!(clash("pilot"), ["MARA"]);
        assert!(clash("clerk").is_empty());
        assert_eq!(next_number(&book), "10");
        let parts = parts_of(&book, &"ines".into());
        assert_eq!(
            parts.iter().map(|p| p.number.as_str()).collect::<Vec<_>>(),
            ["1", "9"]
        );
        assert!(parts[0].clash && !parts[1].clash);
    }
}
