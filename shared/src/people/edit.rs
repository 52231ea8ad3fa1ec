//! Acts on people: adding, changing, ordering and taking away. Each writes only what changed.

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Value;

use super::directory::{Place, directory};
use super::person::Group;
use super::sequence;

/// What is known of somebody when they are added.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewPerson {
    pub name: String,
    pub group: Option<Group>,
    pub department: Option<Id>,
    pub position: String,
    pub phone: String,
    pub email: String,
}

/// Adds somebody; returns their id too, so that the room can show them. A name is needed.
pub fn add(
    new: &NewPerson,
    new_id: &mut dyn FnMut() -> Id,
    label: String,
) -> Option<(Id, Command)> {
    let name = new.name.trim();
    if name.is_empty() {
        return None;
    }
    let id = new_id();
    let group = new.group.unwrap_or(Group::Crew);
    let mut command = Command::new(label)
        .put(Kind::Person, &id, "name", name)
        .put(Kind::Person, &id, "group", group.as_str());
    if let Some(department) = &new.department {
        command.add(Kind::Person, &id, "department", department);
    }
    for (field, typed) in [
        ("position", &new.position),
        ("phone", &new.phone),
        ("email", &new.email),
    ] {
        if !typed.trim().is_empty() {
            command.add(Kind::Person, &id, field, typed.trim());
        }
    }
    Some((id, command))
}

/// Writes one field of any record, unless it says so already. An empty text takes it back.
///
/// A field that people disagree about is written in any case: that settles it.
pub fn set(
    book: &Book,
    kind: &Kind,
    id: &Id,
    field: &str,
    value: impl Into<Value>,
    label: String,
) -> Command {
    let value = match value.into() {
        Value::Text(text) if text.trim().is_empty() => Value::Nothing,
        Value::Text(text) => Value::text(text.trim()),
        other => other,
    };
    let said = book.any(kind, id);
    let same = said.map_or(value.is_nothing(), |record| {
        *record.get(field) == value && record.disagreement(field).is_none()
    });
    if same {
        return Command::default();
    }
    Command::new(label).put(kind.clone(), id, field, value)
}

/// Puts somebody on a list: the cast, background, or a department's.
pub fn put_in(book: &Book, person: &Id, place: &Place, label: String) -> Command {
    let (group, department) = match place {
        Place::Cast => (Group::Cast, None),
        Place::Background => (Group::Background, None),
        Place::NoDepartment => (Group::Crew, Some(Value::Nothing)),
        Place::Department(id) => (Group::Crew, Some(Value::from(id))),
    };
    let Some(record) = book.get(&Kind::Person, person) else {
        return Command::default();
    };
    let mut command = Command::new(label);
    if record.text("group") != group.as_str() {
        command.add(Kind::Person, person, "group", group.as_str());
    }
    if let Some(department) = department
        && *record.get("department") != department
    {
        command.add(Kind::Person, person, "department", department);
    }
    if !command.is_empty() && !record.text("order").is_empty() {
        // The old list's place means nothing in the new one.
        command.add(Kind::Person, person, "order", Value::Nothing);
    }
    command
}

/// Moves somebody within their list to a place (0 is the first, counted without themselves).
/// The cast stands by number: there nothing moves.
pub fn move_to(book: &Book, person: &Id, to: usize, label: String) -> Command {
    let section = directory(book)
        .into_iter()
        .filter(|section| section.place != Place::Cast)
        .find(|section| section.people.iter().any(|p| p.id == *person));
    let Some(section) = section else {
        return Command::default();
    };
    let rows: Vec<(Id, String)> = section
        .people
        .into_iter()
        .map(|p| (p.id, p.order))
        .collect();
    sequence::moved(&Kind::Person, &rows, person, to, label)
}

/// Takes somebody off the production. Who they played stays written, so that an undo is whole.
pub fn remove(person: &Id, label: String) -> Command {
    Command::new(label).remove(Kind::Person, person)
}
