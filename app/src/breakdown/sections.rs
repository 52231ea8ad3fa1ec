//! The list's sections: by category, or by the department that brings it.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use shared::breakdown::{CategoryView, ElementView, matches};
use shared::id::Id;
use shared::kind::Kind;
use shared::people::departments;

use crate::store::use_store;

use super::state::Elements;
use super::words::category_name;

/// A heading with the elements below it.
#[derive(Clone, PartialEq, Eq)]
pub struct Section {
    /// The id of the category or department; empty for no department.
    pub key: String,
    pub name: String,
    /// The category, where the list is by category.
    pub category: Option<CategoryView>,
    pub elements: Vec<Id>,
}

/// Returns what is shown: by department if asked for, one category if chosen, and what fits the
/// search. Sections without elements are left out.
pub fn use_sections(
    elements: Elements,
    by: Memo<String>,
    only: Memo<String>,
    search: RwSignal<String>,
) -> Memo<Vec<Section>> {
    let store = use_store();
    let departments = Memo::new(move |_| {
        store.with(&[Kind::Department, Kind::Person], |book| {
            let all = departments(book).into_iter();
            all.map(|d| (d.id, d.name)).collect::<Vec<_>>()
        })
    });
    let found = move || {
        let (only, typed) = (only.get(), search.get());
        elements.list.with(|all| {
            let found = all
                .iter()
                .filter(|e| (only.is_empty() || e.category.as_str() == only) && matches(e, &typed));
            found.cloned().collect::<Vec<_>>()
        })
    };
    Memo::new(move |_| match by.get().as_str() {
        "department" => departments.with(|departments| by_department(&found(), departments)),
        _ => by_category(&found(), elements),
    })
}

fn by_category(found: &[Arc<ElementView>], elements: Elements) -> Vec<Section> {
    let same = found.chunk_by(|a, b| a.category == b.category);
    same.map(|group| {
        let category = elements.category(&group[0].category);
        Section {
            key: category.id.to_string(),
            name: category_name(&category),
            category: Some(category),
            elements: group.iter().map(|e| e.id.clone()).collect(),
        }
    })
    .collect()
}

fn by_department(found: &[Arc<ElementView>], departments: &[(Id, String)]) -> Vec<Section> {
    let mut of: HashMap<Option<&Id>, Vec<Id>> = HashMap::new();
    for element in found {
        let own = element.department.as_ref();
        let known = departments
            .iter()
            .map(|(id, _)| id)
            .find(|id| Some(*id) == own);
        of.entry(known).or_default().push(element.id.clone());
    }
    let none = (None, crate::t!("breakdown.no_department").to_owned());
    let places = departments
        .iter()
        .map(|(id, name)| (Some(id), name.clone()))
        .chain([none]);
    places
        .filter_map(|(id, name)| {
            Some(Section {
                key: id.map(Id::to_string).unwrap_or_default(),
                name,
                category: None,
                elements: of.remove(&id)?,
            })
        })
        .collect()
}
