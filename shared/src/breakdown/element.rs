//! Elements as rooms read them, whether their record is an element or a character.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use crate::book::Book;
use crate::calendar::parse_date;
use crate::eighths::Eighths;
use crate::id::Id;
use crate::kind::Kind;
use crate::people::{cast::compare_numbers, fold};
use crate::record::Record;
use crate::scene::{self, name_key, text};

use super::category::{CAST, CategoryView, OTHER, categories, category, id_of};
use super::flag::Flag;

/// Something or somebody that scenes need, with what the script asks of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ElementView {
    pub id: Id,
    /// [`Kind::Element`], or [`Kind::Character`] for the cast.
    pub kind: Kind,
    pub category: Id,
    pub name: Arc<str>,
    /// The board ID: a cast number, text, often empty.
    pub number: Arc<str>,
    /// Numbering leaves the number alone.
    pub is_number_locked: bool,
    pub order: Arc<str>,
    pub notes: Arc<str>,
    /// Its own department, else its category's.
    pub department: Option<Id>,
    /// Who plays it or brings it.
    pub person: Option<Id>,
    pub location: Option<Id>,
    pub flags: BTreeSet<Flag>,
    /// Elements and characters that come with it into a scene.
    pub links: Vec<Id>,
    pub dood: DoodSettings,
    /// Scenes that need it, in script order, without omitted ones.
    pub scenes: Vec<Id>,
    /// Sum of their lengths.
    pub eighths: Eighths,
    /// How many are needed, by scene, where somebody said it.
    pub counts: BTreeMap<Id, i64>,
}

/// How the day out of days treats an element; what it does not say itself its category says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DoodSettings {
    /// It stands on the day out of days of its category.
    pub dood: bool,
    /// Somebody took it off: it stands on none, not even on one that was asked for.
    pub is_left_out: bool,
    pub hold: bool,
    pub drop: bool,
    /// Shortest gap that may be dropped, in calendar days.
    pub drop_days: i64,
    /// Pins the drop to the gap behind this working day.
    pub drop_at: Option<Date>,
    /// No gap with one of these dates is ever dropped.
    pub drop_never: Vec<Date>,
}

impl DoodSettings {
    fn of(record: &Record, category: &CategoryView) -> Self {
        let said = |field: &str| record.get(field).as_flag();
        let custom = category.dood;
        Self {
            dood: said("dood").unwrap_or(custom.dood),
            is_left_out: said("dood") == Some(false),
            hold: said("hold").unwrap_or(custom.hold),
            drop: said("drop").unwrap_or(custom.drop),
            drop_days: record
                .int("drop_days")
                .filter(|days| *days > 0)
                .unwrap_or(custom.drop_days),
            drop_at: parse_date(record.text("drop_at")),
            drop_never: record
                .set("drop_never")
                .filter_map(|date| parse_date(date.as_str()))
                .collect(),
        }
    }
}

/// Says whether an id is a character or an element; one that was taken away counts too.
pub fn kind_of(book: &Book, id: &Id) -> Option<Kind> {
    [Kind::Element, Kind::Character]
        .into_iter()
        .find(|kind| book.any(kind, id).is_some())
}

/// Returns the set of a scene's record that holds elements of a kind.
pub(crate) fn set_of(kind: &Kind) -> &'static str {
    match kind {
        Kind::Character => "cast",
        _ => "element",
    }
}

/// Returns the category of a record.
pub(crate) fn category_of(record: &Record) -> Id {
    match record.kind {
        Kind::Character => id_of(CAST),
        _ => record.link("category").unwrap_or_else(|| id_of(OTHER)),
    }
}

/// Finds an element of a category by its name; case, accents and spaces do not matter.
pub fn find(book: &Book, category: &Id, name: &str) -> Option<Id> {
    if *category == id_of(CAST) {
        return scene::find(book, name);
    }
    let key = element_key(name);
    book.all(&Kind::Element)
        .filter(|record| category_of(record) == *category)
        .find(|record| keys(record).any(|k| k == key))
        .map(|record| record.id.clone())
}

/// Returns a name as elements compare it: upper case, without accents, single spaces. Brackets
/// stay: a mug and a mug (broken) are two props.
pub(crate) fn element_key(name: &str) -> String {
    let words = fold(name);
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").to_uppercase()
}

/// Lists the names that find a record, as they are compared: its own, and those it took over.
pub(crate) fn keys(record: &Record) -> impl Iterator<Item = String> + '_ {
    let key = match record.kind {
        Kind::Character => name_key,
        _ => element_key,
    };
    std::iter::once(record.text("name"))
        .chain(record.text("aliases").lines())
        .map(key)
        .filter(|key| !key.is_empty())
}

/// Lists everything of one category, by number, then by order or name.
pub fn in_category(book: &Book, category: &Id) -> Vec<ElementView> {
    let mut all = elements(book);
    all.retain(|element| element.category == *category);
    all
}

/// Lists all elements and characters by category, then number, then order or name.
pub fn elements(book: &Book) -> Vec<ElementView> {
    let all = all(book);
    all.iter()
        .map(|element| ElementView::clone(element))
        .collect()
}

/// The kinds that an element's view is read from.
const READ: &[Kind] = &[Kind::Category, Kind::Element, Kind::Character, Kind::Scene];

/// Lists what [`elements`] lists, read once and anew only after a change.
pub fn all(book: &Book) -> Arc<Vec<Arc<ElementView>>> {
    let known = book.derived("elements", &Id::new(""), READ, |before| known(book, before));
    known.list.clone()
}

/// The elements, and what they were read from. Most edits of a scene change no use of anything.
struct Known {
    records: Vec<Arc<Record>>,
    used: HashMap<Id, Used>,
    list: Arc<Vec<Arc<ElementView>>>,
}

fn known(book: &Book, before: Option<&Known>) -> Known {
    let kinds = [Kind::Category, Kind::Character, Kind::Element];
    let records: Vec<Arc<Record>> = kinds.iter().flat_map(|k| book.all(k)).cloned().collect();
    let used = uses(book);
    let same = before.filter(|b| {
        let mut pairs = b.records.iter().zip(&records);
        b.records.len() == records.len() && pairs.all(|(a, b)| Arc::ptr_eq(a, b)) && b.used == used
    });
    let list = match same {
        Some(before) => before.list.clone(),
        None => Arc::new(read(book, used.clone())),
    };
    Known {
        records,
        used,
        list,
    }
}

fn read(book: &Book, mut used: HashMap<Id, Used>) -> Vec<Arc<ElementView>> {
    let ranks: HashMap<Id, usize> = categories(book)
        .into_iter()
        .enumerate()
        .map(|(n, category)| (category.id, n))
        .collect();
    let mut cache: HashMap<Id, CategoryView> = HashMap::new();
    // Names are folded once each, not once a comparison.
    let mut all: Vec<(usize, String, ElementView)> = book
        .all(&Kind::Character)
        .chain(book.all(&Kind::Element))
        .map(|record| {
            let id = category_of(record);
            let rank = ranks.get(&id).copied().unwrap_or(usize::MAX);
            let category = cache
                .entry(id.clone())
                .or_insert_with(|| category(book, &id));
            let view = view(record, category, used.remove(&record.id));
            (rank, element_key(&view.name), view)
        })
        .collect();
    all.sort_by(|(a_rank, a_key, a), (b_rank, b_key, b)| {
        let place = |e: &ElementView| (e.order.is_empty(), e.order.clone());
        a_rank
            .cmp(b_rank)
            .then_with(|| a.category.cmp(&b.category))
            .then_with(|| compare_numbers(&a.number, &b.number))
            .then_with(|| place(a).cmp(&place(b)))
            .then_with(|| a_key.cmp(b_key))
            .then_with(|| a.id.cmp(&b.id))
    });
    all.into_iter().map(|(_, _, view)| Arc::new(view)).collect()
}

/// Says whether an element is meant by what was typed in the search: every word stands in its
/// name, number, notes or one of its flags.
pub fn matches(element: &ElementView, typed: &str) -> bool {
    let typed = fold(typed);
    if typed.trim().is_empty() {
        return true;
    }
    let flags: Vec<&str> = element.flags.iter().map(|flag| flag.as_str()).collect();
    let all = format!(
        "{} {} {} {}",
        element.number,
        element.name,
        element.notes,
        flags.join(" ")
    );
    let all = fold(&all);
    typed.split_whitespace().all(|word| all.contains(word))
}

#[derive(Clone, PartialEq, Default)]
struct Used {
    scenes: Vec<Id>,
    eighths: u32,
    counts: BTreeMap<Id, i64>,
}

/// One walk over the scenes in script order.
fn uses(book: &Book) -> HashMap<Id, Used> {
    let mut scenes: Vec<&Arc<Record>> = book
        .all(&Kind::Scene)
        .filter(|scene| !scene.flag("omitted"))
        .collect();
    scenes.sort_by(|a, b| {
        let order = a.text("order").cmp(b.text("order"));
        order.then_with(|| a.id.cmp(&b.id))
    });
    let mut used: HashMap<Id, Used> = HashMap::new();
    for scene in scenes {
        let eighths = scene::eighths(scene).0;
        for id in scene.set("cast").chain(scene.set("element")) {
            let count = scene.int(&format!("count/{id}")).filter(|n| *n > 0);
            let used = used.entry(id).or_default();
            used.scenes.push(scene.id.clone());
            used.eighths = used.eighths.saturating_add(eighths);
            if let Some(count) = count {
                used.counts.insert(scene.id.clone(), count);
            }
        }
    }
    used
}

fn view(record: &Record, category: &CategoryView, used: Option<Used>) -> ElementView {
    let used = used.unwrap_or_default();
    ElementView {
        id: record.id.clone(),
        kind: record.kind.clone(),
        category: category.id.clone(),
        name: text(record, "name"),
        number: text(record, "number"),
        is_number_locked: record.flag("number_locked"),
        order: text(record, "order"),
        notes: text(record, "notes"),
        department: record
            .link("department")
            .or_else(|| category.department.clone()),
        person: record.link("person"),
        location: record.link("location"),
        flags: record
            .set("flag")
            .filter_map(|flag| Flag::parse(flag.as_str()))
            .collect(),
        links: record.set("link").collect(),
        dood: DoodSettings::of(record, category),
        scenes: used.scenes,
        eighths: Eighths(used.eighths),
        counts: used.counts,
    }
}
