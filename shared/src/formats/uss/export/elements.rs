//! Categories, elements and characters.

use std::collections::HashSet;

use crate::breakdown::{CategoryView, ElementView, by_category};
use crate::kind::Kind;

use super::super::codec::object_id;
use super::super::kept::{Kept, kept};
use super::super::model::{Category, Element};
use super::{Work, known_id};

/// Numbers of own categories begin here, outside what the standard protects.
const OWN_CATEGORIES: i64 = 500;

impl Work<'_> {
    pub(super) fn elements(&mut self) {
        let all = by_category(self.book);
        let mut taken: HashSet<String> = HashSet::new();
        for element in all.iter().flat_map(|(_, elements)| elements) {
            let record = self.book.get(&element.kind, &element.id);
            let keep: Kept = record.map(|record| kept(record)).unwrap_or_default();
            let id = known_id(keep.id, &element.kind, &element.id);
            // A record that was copied must not take its twin's id along.
            let id = match taken.insert(id.clone()) {
                true => id,
                false => object_id(&[element.kind.as_str(), element.id.as_str()]),
            };
            self.ids.insert(element.id.clone(), id);
        }
        let mut own = OWN_CATEGORIES;
        for (category, elements) in &all {
            self.category(category, elements, &mut own);
            for element in elements {
                let element = self.element(element);
                self.uss.elements.push(element);
            }
        }
    }

    fn category(&mut self, category: &CategoryView, elements: &[ElementView], own: &mut i64) {
        let record = self.book.get(&Kind::Category, &category.id);
        let keep: Kept = record.map(|record| kept(record)).unwrap_or_default();
        if elements.is_empty() && keep.id.is_empty() {
            return;
        }
        let number = category.standard.map(|s| i64::from(s.uci));
        let cat_id = number.or(keep
            .number
            .filter(|n| *n >= OWN_CATEGORIES || (50..100).contains(n)));
        let cat_id = cat_id.unwrap_or_else(|| {
            *own += 1;
            *own - 1
        });
        self.uss.categories.push(Category {
            created: self.created(&keep),
            id: known_id(keep.id, &Kind::Category, &category.id),
            cat_id: Some(cat_id),
            elements: elements
                .iter()
                .filter_map(|e| self.ids.get(&e.id).cloned())
                .collect(),
            name: Some(category.name.to_string()),
            extra: keep.extra,
        });
    }

    fn element(&self, element: &ElementView) -> Element {
        let record = self.book.get(&element.kind, &element.id);
        let keep: Kept = record.map(|record| kept(record)).unwrap_or_default();
        let dood = &element.dood;
        let mut links: Vec<String> = element
            .links
            .iter()
            .filter_map(|id| self.ids.get(id).cloned())
            .collect();
        links.sort_unstable();
        Element {
            id: self.ids.get(&element.id).cloned().unwrap_or_default(),
            created: self.created(&keep),
            dood_drop_allow: Some(dood.drop),
            dood_drop_days: Some(dood.drop_days),
            dood_hold_allow: Some(dood.hold),
            dood_include: Some(dood.dood),
            element_id: Some(element.number.to_string()),
            element_id_lock: Some(element.is_number_locked),
            linked_elements: links,
            name: Some(element.name.to_string()),
            events: self.events(&element.id),
            extra: keep.extra,
        }
    }
}
