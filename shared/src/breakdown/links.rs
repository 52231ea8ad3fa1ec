//! What comes together: a scene with an element, but without what the element is linked to.

use std::collections::BTreeSet;

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
    let scenes = scene::in_order(book);
    let all = scenes.iter().flat_map(|scene| missing_in(book, &scene.id));
    all.collect()
}

/// Lists what one scene lacks.
pub fn missing_in(book: &Book, scene: &Id) -> Vec<Missing> {
    let record = book.get(&Kind::Scene, scene);
    let Some(record) = record.filter(|record| !record.flag("omitted")) else {
        return Vec::new();
    };
    let is_in = members(record);
    let mut out = Vec::new();
    for element in &is_in {
        let lacking = links_of(book, element).into_iter();
        out.extend(
            lacking
                .filter(|link| !is_in.contains(link))
                .map(|link| Missing {
                    scene: scene.clone(),
                    element: element.clone(),
                    link,
                }),
        );
    }
    out
}

/// Puts into a scene all that its elements come with, and what that comes with in turn.
pub fn add_missing(book: &Book, scene: &Id, label: String) -> Command {
    let mut command = Command::new(label);
    let Some(record) = book.get(&Kind::Scene, scene) else {
        return command;
    };
    let mut is_in = members(record);
    let mut next: Vec<Id> = is_in.iter().cloned().collect();
    while let Some(element) = next.pop() {
        for link in links_of(book, &element) {
            if !is_in.insert(link.clone()) {
                continue;
            }
            next.push(link.clone());
            if let Some(kind) = kind_of(book, &link) {
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

/// Lists the elements and characters of a scene.
pub(super) fn members(scene: &Record) -> BTreeSet<Id> {
    scene.set("element").chain(scene.set("cast")).collect()
}

/// Lists what an element comes with, of what has not been taken away.
fn links_of(book: &Book, element: &Id) -> Vec<Id> {
    let get = |id: &Id| {
        book.get(&Kind::Element, id)
            .or_else(|| book.get(&Kind::Character, id))
    };
    let links = get(element).map(|record| record.set("link").filter(|id| get(id).is_some()));
    links.into_iter().flatten().collect()
}
