//! Production tags of a script file become elements. Which tags are elements at all, and which
//! describe the scene itself, the reader of the file says by the category's id first and its name
//! second (DOMAIN 3.2).

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::book::Book;
use crate::command::Command;
use crate::formats::screenplay::ScriptScene;
use crate::id::Id;
use crate::kind::Kind;
use crate::order;
use crate::people::fold;
use crate::record::Record;

use super::category::{self, by_name};
use super::element::{element_key, find};

/// Categories whose tags are no elements: fields of the scene, and the cast, which has its own way.
const NO_ELEMENTS: [&str; 7] = [
    "Synopsis",
    "Script Day",
    "Unit",
    "Sequence",
    "Location",
    "Comments",
    "Cast Members",
];

/// Something that a scene's words are tagged with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Tagged {
    /// As the standard or the file names it.
    pub category: String,
    pub label: String,
}

impl Tagged {
    /// Returns what says that two imports mean the same: "props\tREVOLVER".
    pub fn key(&self) -> String {
        let category = category::standard_by_name(&self.category);
        let name = category.map_or(self.category.as_str(), |s| s.key);
        format!("{}\t{}", fold(name.trim()), element_key(&self.label))
    }

    /// Says whether a scene has it already.
    pub fn is_in(&self, book: &Book, scene: Option<&Arc<Record>>) -> bool {
        let found = by_name(book, &self.category).and_then(|id| find(book, &id, &self.label));
        match (scene, found) {
            (Some(scene), Some(id)) => scene.flag(&format!("element/{id}")),
            _ => false,
        }
    }
}

/// Lists the elements that a scene of a file is tagged with, each once.
pub(crate) fn tagged(scene: &ScriptScene) -> Vec<Tagged> {
    let mut all: BTreeMap<String, Tagged> = BTreeMap::new();
    for tag in &scene.tags {
        let (category, label) = (tag.category.trim(), tag.label.trim());
        if label.is_empty() || NO_ELEMENTS.contains(&category) {
            continue;
        }
        let tagged = Tagged {
            category: match category {
                "" => "Other".to_owned(),
                named => named.to_owned(),
            },
            label: label.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        all.entry(tagged.key()).or_insert(tagged);
    }
    all.into_values().collect()
}

/// Finds or makes records by name while one command is put together, each name once.
#[derive(Default)]
pub(crate) struct Makers {
    elements: HashMap<(Id, String), Id>,
    names: HashMap<(Kind, String), Id>,
    /// The last order key that was given, by kind.
    behind: HashMap<Kind, String>,
}

impl Makers {
    /// Returns the element of a category and name.
    pub fn element(
        &mut self,
        book: &Book,
        tagged: &Tagged,
        command: &mut Command,
        new_id: &mut dyn FnMut() -> Id,
    ) -> Id {
        let category = match by_name(book, &tagged.category) {
            Some(id) => id,
            None => self.named(book, &Kind::Category, &tagged.category, command, new_id),
        };
        let key = (category, element_key(&tagged.label));
        if let Some(id) = self.elements.get(&key) {
            return id.clone();
        }
        let id = find(book, &key.0, &tagged.label).unwrap_or_else(|| {
            let id = new_id();
            command.add(Kind::Element, &id, "category", &key.0);
            command.add(Kind::Element, &id, "name", tagged.label.as_str());
            id
        });
        self.elements.insert(key, id.clone());
        id
    }

    /// Returns the record of a kind with a name: a unit, a location, a category.
    pub fn named(
        &mut self,
        book: &Book,
        kind: &Kind,
        name: &str,
        command: &mut Command,
        new_id: &mut dyn FnMut() -> Id,
    ) -> Id {
        let key = (kind.clone(), fold(name.trim()));
        if let Some(id) = self.names.get(&key) {
            return id.clone();
        }
        let found = book
            .all(kind)
            .find(|record| fold(record.text("name").trim()) == key.1)
            .map(|record| record.id.clone());
        let id = found.unwrap_or_else(|| {
            let id = new_id();
            command.add(kind.clone(), &id, "name", name.trim());
            // Categories have an order without keys; one key would put it before them all.
            if *kind != Kind::Category {
                let behind = self.behind.entry(kind.clone()).or_insert_with(|| {
                    let last = book.all(kind).map(|record| record.text("order")).max();
                    last.unwrap_or_default().to_owned()
                });
                *behind = order::between((!behind.is_empty()).then_some(behind), None);
                command.add(kind.clone(), &id, "order", behind.as_str());
            }
            id
        });
        self.names.insert(key, id.clone());
        id
    }
}
