//! One of several doubles, and what somebody typed into it.

use std::sync::Arc;

use crate::book::Book;
use crate::breakdown::element::element_key;
use crate::id::Id;
use crate::kind::Kind;
use crate::people::fold;
use crate::record::{Record, Value};
use crate::scene::import::{Imported, TEXTS};
use crate::scene::name_key;

/// One of several doubles.
pub(super) struct Side<'a> {
    book: &'a Book,
    pub record: &'a Arc<Record>,
    pub text: Option<&'a Arc<Record>>,
    said: Imported,
}

impl<'a> Side<'a> {
    pub fn of(book: &'a Book, scene: &Id) -> Option<Self> {
        Some(Self {
            book,
            record: book.get(&Kind::Scene, scene)?,
            text: book.get(&Kind::SceneText, scene),
            said: Imported::of(book, scene).unwrap_or_default(),
        })
    }

    /// Returns what orders drafts by age, alike on every device.
    pub fn age(&self) -> (i64, Option<Id>) {
        let draft = self.text.and_then(|text| text.link("draft"));
        let record = draft
            .as_ref()
            .and_then(|id| self.book.any(&Kind::Draft, id));
        let at_ms = record.and_then(|record| record.int("imported_ms"));
        (at_ms.unwrap_or_default(), draft)
    }

    /// Returns the name of the record that a field links to.
    pub fn linked(&self, field: &str) -> &str {
        let kind = if field == "unit" {
            Kind::Unit
        } else {
            Kind::Location
        };
        let link = self.record.link(field);
        link.map_or("", |id| self.book.text(&kind, &id, "name"))
    }

    /// Says whether somebody typed a field: it is not what the import said.
    pub fn is_typed(&self, field: &str) -> bool {
        match field {
            "eighths" | "eighths_source" => self.record.text("eighths_source") == "manual",
            "omitted" => self.record.flag("omitted") != self.said.omitted,
            "unit" | "location" => {
                let said = if field == "unit" {
                    &self.said.unit
                } else {
                    &self.said.location
                };
                let name = self.linked(field);
                !name.is_empty() && fold(name.trim()) != fold(said.trim())
            }
            _ if TEXTS.contains(&field) => self.record.text(field) != self.said.text(field),
            _ => {
                let value = self.record.get(field);
                !value.is_nothing() && *value != Value::text("")
            }
        }
    }

    /// Says whether the import put a member into a set of the scene, `cast/…` or `element/…`.
    pub fn has_said(&self, field: &str) -> bool {
        let Some((set, member)) = field.split_once('/') else {
            return false;
        };
        let member = Id::new(member);
        if set == "cast" {
            let name = self.book.text(&Kind::Character, &member, "name");
            return self.said.cast.contains(&name_key(name));
        }
        let name = element_key(self.book.text(&Kind::Element, &member, "name"));
        let names = self
            .said
            .elements
            .iter()
            .filter_map(|said| said.split_once('\t'));
        names.into_iter().any(|(_, said)| said == name)
    }
}
