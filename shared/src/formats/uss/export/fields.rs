//! Elements that say scenes' fields: those of the file again, and new ones for new values.

use std::collections::BTreeMap;

use super::super::codec::object_id;
use super::super::kept::KeptFile;
use super::super::model::{Category, Element};
use super::super::scene_fields::SceneField;

/// Elements that say scenes' fields.
pub(super) struct Fields {
    pub categories: BTreeMap<SceneField, Category>,
    pub elements: Vec<(SceneField, Element)>,
}

impl Fields {
    pub fn of(file: &KeptFile) -> Self {
        let mut fields = Self {
            categories: BTreeMap::new(),
            elements: Vec::new(),
        };
        for category in &file.categories {
            let Some(field) = SceneField::of(category) else {
                continue;
            };
            for id in &category.elements {
                if let Some(element) = file.elements.iter().find(|e| e.id == *id) {
                    fields.elements.push((field, element.clone()));
                }
            }
            let empty = Category {
                elements: Vec::new(),
                ..category.clone()
            };
            fields.categories.entry(field).or_insert(empty);
        }
        fields
    }

    /// Returns the element that says a value: the one that said it before, else any that does.
    pub fn id(
        &mut self,
        field: SceneField,
        value: &str,
        before: Option<&String>,
        created: &str,
    ) -> String {
        let says = |(f, element): &&(SceneField, Element)| {
            *f == field && field.value(element.name.as_deref().unwrap_or_default()) == value
        };
        let mut all = self.elements.iter().filter(says);
        let same = all.clone().find(|(_, element)| Some(&element.id) == before);
        if let Some((_, element)) = same.or_else(|| all.next()) {
            return element.id.clone();
        }
        let id = object_id(&["field", field.name(), value]);
        let name = match (field, value) {
            (SceneField::IntExt, "I/E") => "INT/EXT",
            (_, value) => value,
        };
        let element = Element {
            id: id.clone(),
            created: Some(created.to_owned()),
            dood_drop_allow: Some(false),
            dood_drop_days: Some(0),
            dood_hold_allow: Some(false),
            dood_include: Some(false),
            element_id: Some(String::new()),
            element_id_lock: Some(false),
            name: Some(name.to_owned()),
            ..Element::default()
        };
        self.elements.push((field, element));
        id
    }
}
