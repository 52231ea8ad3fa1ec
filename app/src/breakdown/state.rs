//! What the rooms of the breakdown derive from the records, once for all their rows.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;
use shared::breakdown::{self, CategoryView, ElementView};
use shared::id::Id;
use shared::kind::Kind;

use crate::store::{Store, use_store};
use crate::ui::ById;

use super::words::category_name;

/// All elements and characters, by category and by id.
#[derive(Clone, Copy)]
pub struct Elements {
    store: Store,
    pub list: Memo<Arc<Vec<Arc<ElementView>>>>,
    pub categories: Memo<Arc<Vec<CategoryView>>>,
    by_id: ById<Arc<ElementView>>,
    disputed: Memo<Arc<HashSet<Id>>>,
}

impl Elements {
    /// Reads an element and tracks only that one.
    pub fn get(self, id: &Id) -> Option<Arc<ElementView>> {
        self.by_id.get(id)
    }

    /// Says whether people disagree about a field of it, and tracks that.
    pub fn is_disputed(self, id: &Id) -> bool {
        self.disputed.with(|all| all.contains(id))
    }

    /// Reads a category, also one that was taken away, and tracks the list.
    pub fn category(self, id: &Id) -> CategoryView {
        let found = self
            .categories
            .with(|all| all.iter().find(|c| c.id == *id).cloned());
        found.unwrap_or_else(|| self.store.peek(|book| breakdown::category(book, id)))
    }
}

/// The fields about which two people may disagree, as the list marks them.
const DISPUTABLE: [&str; 6] = [
    "name",
    "number",
    "category",
    "person",
    "department",
    "notes",
];

/// Returns the elements of the open production.
pub fn use_elements() -> Elements {
    let store = use_store();
    let list = Memo::new(move |_| store.with(breakdown::KINDS, breakdown::all));
    let by_id = Memo::new(move |_| {
        list.with(|all| Arc::new(all.iter().map(|e| (e.id.clone(), e.clone())).collect()))
    });
    let categories = Memo::new(move |_| {
        store.with(&[Kind::Category], |book| {
            Arc::new(breakdown::categories(book))
        })
    });
    let disputed = Memo::new(move |_| {
        store.with(&[Kind::Element, Kind::Character], |book| {
            let all = book.all(&Kind::Element).chain(book.all(&Kind::Character));
            let disputed = all.filter(|record| {
                let mut fields = DISPUTABLE.iter();
                fields.any(|field| record.disagreement(field).is_some())
            });
            Arc::new(disputed.map(|record| record.id.clone()).collect())
        })
    });
    Elements {
        store,
        list,
        categories,
        by_id: ById::new(by_id),
        disputed,
    }
}

/// Lists every category as a choice: id and name.
pub fn category_options(elements: Elements) -> Signal<Vec<(String, String)>> {
    Memo::new(move |_| {
        elements.categories.with(|all| {
            let options = all.iter().map(|c| (c.id.to_string(), category_name(c)));
            options.collect::<Vec<_>>()
        })
    })
    .into()
}

/// Returns the name of an element or character.
pub fn name_of(store: Store, id: &Id) -> String {
    store.peek(|book| {
        breakdown::kind_of(book, id)
            .map(|kind| book.text(&kind, id, "name").to_owned())
            .unwrap_or_default()
    })
}
