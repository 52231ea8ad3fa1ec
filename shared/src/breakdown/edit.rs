//! What a user does to the breakdown, as commands. A command that would change nothing is empty.

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::people;
use crate::record::Value;
use crate::scene::{self, Part};

use super::category::{CAST, id_of};
use super::element::{category_of, find, kind_of, set_of};
use super::flag::Flag;
use super::merge;

/// The longest name that marked words of a script may become, in letters.
const NAME_MAX: usize = 120;

/// Puts something into a scene by category and name: what is there already is found, a new name
/// becomes an element, or in Cast Members a character with the next cast number.
pub fn add(
    book: &Book,
    scene: &Id,
    category: &Id,
    name: &str,
    label: String,
    new_id: &mut dyn FnMut() -> Id,
) -> Command {
    if *category == id_of(CAST) {
        return scene::cast_by_name(book, scene, name, label, new_id);
    }
    let mut command = Command::new(label);
    let Some(id) = find_or_make(book, category, name, &mut command, new_id) else {
        return Command::default();
    };
    let field = format!("element/{id}");
    let record = book.any(&Kind::Scene, scene);
    if record.is_none_or(|record| !record.flag(&field)) {
        command.add(Kind::Scene, scene, &field, true);
    }
    command
}

/// Makes an element that no scene needs yet, or in Cast Members a character. The command is empty
/// where the category has one of that name already. A name is needed.
pub fn make(
    book: &Book,
    category: &Id,
    name: &str,
    label: String,
    new_id: &mut dyn FnMut() -> Id,
) -> Option<(Id, Command)> {
    let mut command = Command::new(label);
    let id = find_or_make(book, category, name, &mut command, new_id)?;
    Some((id, command))
}

/// Finds an element or character, or makes one; the edits go into `command`. A name is needed.
pub(crate) fn find_or_make(
    book: &Book,
    category: &Id,
    name: &str,
    command: &mut Command,
    new_id: &mut dyn FnMut() -> Id,
) -> Option<Id> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return None;
    }
    if *category == id_of(CAST) {
        let is_name = !scene::name_key(&name).is_empty();
        return is_name.then(|| scene::find_or_make(book, &name, command, new_id));
    }
    if let Some(id) = find(book, category, &name) {
        return Some(id);
    }
    let id = new_id();
    command.add(Kind::Element, &id, "category", category);
    command.add(Kind::Element, &id, "name", name);
    Some(id)
}

/// Makes marked words of a script an element of their scene: "“the revolver,”" becomes
/// "the revolver".
pub fn tag(
    book: &Book,
    scene: &Id,
    selection: &str,
    category: &Id,
    label: String,
    new_id: &mut dyn FnMut() -> Id,
) -> Command {
    let is_edge = |c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '#' | '&');
    let words: String = selection
        .trim_matches(is_edge)
        .chars()
        .take(NAME_MAX)
        .collect();
    add(book, scene, category, &words, label, new_id)
}

/// Puts an element or character into a scene, or takes it out.
pub fn set_part(book: &Book, scene: &Id, element: &Id, part: Part, label: String) -> Command {
    let Some(kind) = kind_of(book, element) else {
        return Command::default();
    };
    let field = format!("{}/{element}", set_of(&kind));
    let record = book.any(&Kind::Scene, scene);
    let is_in = record.is_some_and(|record| record.flag(&field));
    let mut command = Command::new(label);
    if is_in != (part == Part::In) {
        command.add(Kind::Scene, scene, &field, part == Part::In);
    }
    command
}

/// Says how many of an element a scene needs, which puts it there; nothing: not counted.
pub fn set_count(
    book: &Book,
    scene: &Id,
    element: &Id,
    count: Option<u32>,
    label: String,
) -> Command {
    let count = count.filter(|n| *n > 0).map(i64::from);
    let field = format!("count/{element}");
    let record = book.any(&Kind::Scene, scene);
    let mut command = match count {
        Some(_) => set_part(book, scene, element, Part::In, label),
        None => Command::new(label),
    };
    if record.and_then(|r| r.int(&field)) != count {
        command.add(Kind::Scene, scene, &field, count);
    }
    command
}

/// Writes one field of an element or character: `name number number_locked notes department person
/// location dood hold drop drop_days drop_at`. An empty text takes it back; a name must stay.
pub fn edit(
    book: &Book,
    element: &Id,
    field: &str,
    value: impl Into<Value>,
    label: String,
) -> Command {
    let value = value.into();
    let is_nameless = field == "name" && value.as_text().unwrap_or_default().trim().is_empty();
    match kind_of(book, element) {
        Some(kind) if !is_nameless => people::set(book, &kind, element, field, value, label),
        _ => Command::default(),
    }
}

/// Says that an element comes with another into a scene: the doctor and the stethoscope.
pub fn link(book: &Book, element: &Id, with: &Id, label: String) -> Command {
    if element == with || kind_of(book, with).is_none() {
        return Command::default();
    }
    set_member(book, element, &format!("link/{with}"), Part::In, label)
}

pub fn unlink(book: &Book, element: &Id, with: &Id, label: String) -> Command {
    set_member(book, element, &format!("link/{with}"), Part::Out, label)
}

pub fn flag(book: &Book, element: &Id, flag: Flag, label: String) -> Command {
    set_member(book, element, &flag.field(), Part::In, label)
}

pub fn unflag(book: &Book, element: &Id, flag: Flag, label: String) -> Command {
    set_member(book, element, &flag.field(), Part::Out, label)
}

fn set_member(book: &Book, element: &Id, field: &str, part: Part, label: String) -> Command {
    let mut command = Command::new(label);
    if let Some(kind) = kind_of(book, element)
        && let Some(record) = book.any(&kind, element)
        && record.flag(field) != (part == Part::In)
    {
        command.add(kind, element, field, part == Part::In);
    }
    command
}

/// Takes an element away, from every scene; an undo brings all of it back.
pub fn remove(book: &Book, element: &Id, label: String) -> Command {
    // Scenes need no edit: an element that is gone is in none, and returns with them.
    match kind_of(book, element) {
        Some(kind) => Command::new(label).remove(kind, element),
        None => Command::default(),
    }
}

/// Puts an element into another category, with its scenes and links. To Cast Members and from
/// there it becomes another record, under whose name something may be there already.
pub fn recategorise(
    book: &Book,
    element: &Id,
    to: &Id,
    label: String,
    new_id: &mut dyn FnMut() -> Id,
) -> Command {
    let found = kind_of(book, element)
        .and_then(|kind| book.get(&kind, element))
        .filter(|record| category_of(record) != *to);
    let Some(record) = found else {
        return Command::default();
    };
    let mut command = Command::new(label);
    let is_cast = *to == id_of(CAST);
    let there = find(book, to, record.text("name"));
    if there.is_none() && !is_cast && record.kind == Kind::Element {
        command.add(Kind::Element, element, "category", to);
        return command;
    }
    let name = record.text("name");
    if let Some(into) = find_or_make(book, to, name, &mut command, new_id) {
        let kind = match is_cast {
            true => Kind::Character,
            false => Kind::Element,
        };
        let filled = match there {
            Some(_) => &merge::FILLED[..],
            None => merge::FILLED_NEW,
        };
        let gone = std::slice::from_ref(element);
        merge::take_over(book, &mut command, (&kind, &into), gone, filled);
    }
    command
}

/// Writes one field of a category: `name letter colour order department dood hold drop drop_days`.
pub fn edit_category(
    book: &Book,
    category: &Id,
    field: &str,
    value: impl Into<Value>,
    label: String,
) -> Command {
    people::set(book, &Kind::Category, category, field, value, label)
}

/// Adds a category of the production's own. A name is needed that no other category has.
pub fn add_category(
    book: &Book,
    name: &str,
    letter: &str,
    colour: &str,
    label: String,
    new_id: &mut dyn FnMut() -> Id,
) -> Command {
    let name = name.trim();
    if name.is_empty() || super::category::by_name(book, name).is_some() {
        return Command::default();
    }
    let id = new_id();
    let mut command = Command::new(label).put(Kind::Category, &id, "name", name);
    for (field, text) in [("letter", letter), ("colour", colour)] {
        if !text.trim().is_empty() {
            command.add(Kind::Category, &id, field, text.trim());
        }
    }
    command
}
