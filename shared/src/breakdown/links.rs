//! What comes together: a scene with an element, but without what the element is linked to.

use std::collections::{BTreeSet, HashMap};

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;
use crate::scene;

use super::element::{kind_of, set_of};

/// A scene that has an element but not what the element comes with.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Missing {
    pub scene: Id,
    pub element: Id,
    pub link: Id,
}

/// Lists what is missing, in script order; omitted scenes need nothing.
pub fn missing(book: &Book) -> Vec<Missing> {
    let links = links(book);
    let mut out = Vec::new();
    for view in scene::in_order(book).iter().filter(|s| !s.is_omitted) {
        if let Some(record) = book.get(&Kind::Scene, &view.id) {
            let is_in = members(record);
            for element in &is_in {
                let lacking = links.get(element).into_iter().flatten();
                out.extend(
                    lacking
                        .filter(|link| !is_in.contains(*link))
                        .map(|link| Missing {
                            scene: view.id.clone(),
                            element: element.clone(),
                            link: link.clone(),
                        }),
                );
            }
        }
    }
    out
}

/// Puts into a scene all that its elements come with, and what that comes with in turn.
pub fn add_missing(book: &Book, scene: &Id, label: String) -> Command {
    let mut command = Command::new(label);
    let Some(record) = book.get(&Kind::Scene, scene) else {
        return command;
    };
    let links = links(book);
    let mut is_in = members(record);
    let mut next: Vec<Id> = is_in.iter().cloned().collect();
    while let Some(element) = next.pop() {
        for link in links.get(&element).into_iter().flatten() {
            if !is_in.insert(link.clone()) {
                continue;
            }
            next.push(link.clone());
            if let Some(kind) = kind_of(book, link) {
                command.add(
                    Kind::Scene,
                    scene,
                    &format!("{}/{link}", set_of(&kind)),
                    true,
                );
            }
        }
    }
    command
}

fn members(scene: &Record) -> BTreeSet<Id> {
    scene.set("element").chain(scene.set("cast")).collect()
}

/// Links among what has not been taken away.
fn links(book: &Book) -> HashMap<Id, Vec<Id>> {
    let is_there = |id: &Id| {
        book.get(&Kind::Element, id).is_some() || book.get(&Kind::Character, id).is_some()
    };
    book.all(&Kind::Element)
        .chain(book.all(&Kind::Character))
        .map(|record| {
            let links = record.set("link").filter(is_there).collect();
            (record.id.clone(), links)
        })
        .collect()
}
