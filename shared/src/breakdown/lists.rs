//! Breakdown sheets and element lists, as they are shown and printed.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;
use crate::people::departments;
use crate::scene::{self, SceneView, text};

use super::category::{CategoryView, categories, category};
use super::element::{ElementView, all, elements};
use super::links::members;

/// Everything that one scene needs (DOMAIN 3.3: the header fields of a breakdown sheet).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// Counted from 1 in script order.
    pub n: usize,
    pub scene: Arc<SceneView>,
    pub parent_set: Arc<str>,
    pub sequence: Arc<str>,
    /// The unit that shoots it; none is the main unit.
    pub unit: Option<Id>,
    pub unit_name: Arc<str>,
    pub comments: Arc<str>,
    /// Categories with something in them, in their order.
    pub groups: Vec<Group>,
}

/// The elements of one category.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    pub category: CategoryView,
    pub elements: Vec<SheetElement>,
}

/// An element as one scene needs it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetElement {
    pub element: Arc<ElementView>,
    /// How many, where somebody said it.
    pub count: Option<i64>,
}

/// Returns a scene's breakdown sheet.
pub fn sheet(book: &Book, scene: &Id) -> Option<Sheet> {
    let scenes = scene::in_order(book);
    let at = scenes.iter().position(|s| s.id == *scene)?;
    let record = book.get(&Kind::Scene, scene)?;
    let unit = record.link("unit");
    let unit_name = unit
        .as_ref()
        .and_then(|id| book.get(&Kind::Unit, id))
        .map_or_else(|| "".into(), |unit| text(unit, "name"));
    let mut groups: Vec<Group> = Vec::new();
    // An omitted scene keeps its elements, though lists do not count it.
    let is_in = members(record);
    for element in all(book).iter().filter(|e| is_in.contains(&e.id)) {
        if groups
            .last()
            .is_none_or(|g| g.category.id != element.category)
        {
            groups.push(Group {
                category: category(book, &element.category),
                elements: Vec::new(),
            });
        }
        let count = record.int(&format!("count/{}", element.id));
        if let Some(group) = groups.last_mut() {
            group.elements.push(SheetElement {
                element: element.clone(),
                count: count.filter(|n| *n > 0),
            });
        }
    }
    Some(Sheet {
        n: at + 1,
        scene: scenes[at].clone(),
        parent_set: text(record, "parent_set"),
        sequence: text(record, "sequence"),
        unit,
        unit_name,
        comments: text(record, "comments"),
        groups,
    })
}

/// Lists all elements by category, each category once, empty ones too.
pub fn by_category(book: &Book) -> Vec<(CategoryView, Vec<ElementView>)> {
    let mut of: HashMap<Id, Vec<ElementView>> = HashMap::new();
    for element in elements(book) {
        of.entry(element.category.clone())
            .or_default()
            .push(element);
    }
    let mut all: Vec<(CategoryView, Vec<ElementView>)> = categories(book)
        .into_iter()
        .map(|category| {
            let elements = of.remove(&category.id).unwrap_or_default();
            (category, elements)
        })
        .collect();
    // Elements of a category that was taken away are not lost from sight.
    let rest: BTreeMap<Id, Vec<ElementView>> = of.into_iter().collect();
    all.extend(
        rest.into_iter()
            .map(|(id, rest)| (category(book, &id), rest)),
    );
    all
}

/// Lists elements by department, in the order of the crew list; those of none come last.
pub fn by_department(book: &Book) -> Vec<(Option<Id>, Arc<str>, Vec<ElementView>)> {
    let mut of: HashMap<Option<Id>, Vec<ElementView>> = HashMap::new();
    for element in elements(book) {
        let department = element.department.clone();
        let known = department.filter(|id| book.get(&Kind::Department, id).is_some());
        of.entry(known).or_default().push(element);
    }
    let mut out = Vec::new();
    for department in departments(book) {
        if let Some(elements) = of.remove(&Some(department.id.clone())) {
            out.push((Some(department.id), department.name.into(), elements));
        }
    }
    if let Some(rest) = of.remove(&None) {
        out.push((None, "".into(), rest));
    }
    out
}

/// Lists the scenes that need an element, in script order, without omitted ones.
pub fn uses(book: &Book, element: &Id) -> Vec<Arc<SceneView>> {
    let is_in = |scene: &Arc<SceneView>| {
        book.get(&Kind::Scene, &scene.id).is_some_and(|record| {
            record.flag(&format!("element/{element}")) || record.flag(&format!("cast/{element}"))
        })
    };
    let mut scenes = scene::in_order(book);
    scenes.retain(|scene| !scene.is_omitted && is_in(scene));
    scenes
}
