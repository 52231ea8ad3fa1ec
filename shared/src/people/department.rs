//! Departments: their order on the crew list, and the list a production starts with.

use std::collections::HashMap;

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::order;

use super::fold::fold;
use super::sequence;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DepartmentView {
    pub id: Id,
    pub name: String,
    pub people: usize,
    /// Another department has the same name.
    pub twin: bool,
    pub order: String,
}

/// Lists the departments in the order of the crew list.
pub fn departments(book: &Book) -> Vec<DepartmentView> {
    let mut people: HashMap<Id, usize> = HashMap::new();
    for id in book
        .all(&Kind::Person)
        .filter_map(|person| person.link("department"))
    {
        *people.entry(id).or_default() += 1;
    }
    let mut names: HashMap<String, usize> = HashMap::new();
    for record in book.all(&Kind::Department) {
        *names.entry(fold(record.text("name").trim())).or_default() += 1;
    }
    let mut out: Vec<DepartmentView> = book
        .all(&Kind::Department)
        .map(|record| DepartmentView {
            id: record.id.clone(),
            name: record.text("name").to_owned(),
            people: people.get(&record.id).copied().unwrap_or_default(),
            twin: names
                .get(&fold(record.text("name").trim()))
                .is_some_and(|n| *n > 1),
            order: record.text("order").to_owned(),
        })
        .collect();
    out.sort_by(|a, b| {
        (a.order.is_empty(), &a.order, fold(&a.name), &a.id).cmp(&(
            b.order.is_empty(),
            &b.order,
            fold(&b.name),
            &b.id,
        ))
    });
    out
}

/// Returns the department of a name, whatever its case and accents.
pub fn named(book: &Book, name: &str) -> Option<Id> {
    let wanted = fold(name.trim());
    departments(book)
        .into_iter()
        .find(|d| fold(d.name.trim()) == wanted)
        .map(|d| d.id)
}

/// Adds departments behind the present ones. Names that are there already are left out.
pub fn add(book: &Book, names: &[&str], new_id: &mut dyn FnMut() -> Id, label: String) -> Command {
    let there = departments(book);
    let mut known: Vec<String> = there.iter().map(|d| fold(d.name.trim())).collect();
    let mut new = Vec::new();
    for name in names
        .iter()
        .map(|name| name.trim())
        .filter(|name| !name.is_empty())
    {
        if !known.contains(&fold(name)) {
            known.push(fold(name));
            new.push(name);
        }
    }
    let mut command = Command::new(label);
    let last = there
        .iter()
        .map(|d| d.order.as_str())
        .max()
        .filter(|key| !key.is_empty());
    for (name, key) in new.iter().zip(order::several(last, None, new.len())) {
        let id = new_id();
        command.add(Kind::Department, &id, "name", *name);
        command.add(Kind::Department, &id, "order", key);
    }
    command
}

/// Moves a department to a place in the list (0 is the first, counted without itself).
pub fn move_to(book: &Book, department: &Id, to: usize, label: String) -> Command {
    let rows: Vec<(Id, String)> = departments(book)
        .into_iter()
        .map(|d| (d.id, d.order))
        .collect();
    sequence::moved(&Kind::Department, &rows, department, to, label)
}

/// Takes a department away. Its people stay, in no department; an undo puts them back.
pub fn remove(department: &Id, label: String) -> Command {
    Command::new(label).remove(Kind::Department, department)
}
