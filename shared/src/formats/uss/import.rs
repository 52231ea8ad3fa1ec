//! A file becomes scenes, elements, characters, boards, a calendar and events: one command.
//!
//! What the book has is found again, by the file's own id, then as people would: scenes by number
//! and heading, elements by category and name. What somebody typed stays; empty fields are filled.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::book::Book;
use crate::breakdown::category::{self, CAST, OTHER, id_of};
use crate::breakdown::element::{find, set_of};
use crate::breakdown::tags::Makers;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::order;
use crate::record::Value;
use crate::scene::matching::{Signature, align, signature};
use crate::scene::{self, in_order, number};

use super::codec::{eighths, minutes};
use super::kept::{Kept, KeptFile, json, kept};
use super::model::{Breakdown, Category, Element, Problem, Uss};
use super::scene_fields::SceneField;

mod boards;
mod calendar;

pub(super) use boards::{EMPTY_DAY, LOOSE};

/// What an import needs to know beside the file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ImportOptions {
    pub label: String,
    /// Name of a board that the file does not name.
    pub board_name: String,
}

/// The command that takes the file in, and what of it could not be taken.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Imported {
    pub command: Command,
    pub problems: Vec<Problem>,
    /// The boards that the file became, in its order.
    pub boards: Vec<Id>,
}

/// Returns the one command that imports a schedule. Nothing of the book is taken away, but for the
/// order and the days of a board that came from the same file and has no rows of anybody else.
pub fn import(
    book: &Book,
    uss: &Uss,
    options: &ImportOptions,
    new_id: &mut dyn FnMut() -> Id,
) -> Imported {
    let production = match book.production() {
        Some(production) => production.id.clone(),
        None => new_id(),
    };
    let mut work = Work {
        book,
        uss,
        new_id,
        command: Command::new(options.label.clone()),
        problems: Vec::new(),
        production,
        kept: KeptFile {
            header: uss.header.clone(),
            extra: uss.extra.clone(),
            ..KeptFile::default()
        },
        homes: HashMap::new(),
        elements: HashMap::new(),
        scenes: HashMap::new(),
        makers: Makers::default(),
    };
    work.categories();
    work.elements();
    work.scenes();
    work.calendar();
    let boards = work.boards(&options.board_name);
    work.production(&boards);
    Imported {
        command: work.command,
        problems: work.problems,
        boards,
    }
}

/// Where a category's elements go.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Home {
    Field(SceneField),
    Category(Id),
}

struct Work<'a> {
    book: &'a Book,
    uss: &'a Uss,
    new_id: &'a mut dyn FnMut() -> Id,
    command: Command,
    problems: Vec<Problem>,
    production: Id,
    kept: KeptFile,
    /// By the file's id of an element.
    homes: HashMap<&'a str, Home>,
    elements: HashMap<&'a str, (Kind, Id)>,
    scenes: HashMap<&'a str, Id>,
    makers: Makers,
}

impl<'a> Work<'a> {
    fn say(&mut self, place: String, message: impl Into<String>) {
        self.problems.push(Problem::new(place, message));
    }

    /// Writes a field that the record does not say yet.
    fn fill(&mut self, kind: &Kind, id: &Id, field: &str, value: impl Into<Value>) {
        let value = value.into();
        let is_empty = |value: &Value| value.is_nothing() || *value == Value::text("");
        let said = self.book.get(kind, id).map(|record| record.get(field));
        if !is_empty(&value) && said.is_none_or(is_empty) {
            self.command.add(kind.clone(), id, field, value);
        }
    }

    /// Writes a field if it differs.
    fn put(&mut self, kind: &Kind, id: &Id, field: &str, value: impl Into<Value>) {
        let value = value.into();
        let said = self.book.any(kind, id).map(|record| record.get(field));
        if *said.unwrap_or(&Value::Nothing) != value {
            self.command.add(kind.clone(), id, field, value);
        }
    }

    fn categories(&mut self) {
        let uss = self.uss;
        // Where one standard name stands at a wrong number, the numbers of the whole file are
        // shifted, as in the standard's own full sample.
        let is_shifted = uss.categories.iter().any(|category| {
            let name = category.name.as_deref().unwrap_or_default();
            let standard = category::standard_by_name(name);
            standard.is_some_and(|s| category.cat_id != Some(i64::from(s.uci)))
        });
        for (n, category) in uss.categories.iter().enumerate() {
            let home = match SceneField::of(category) {
                Some(field) => {
                    self.kept.categories.push(category.clone());
                    Home::Field(field)
                }
                None => Home::Category(self.category(n, category, is_shifted)),
            };
            for element in &category.elements {
                let was = self.homes.entry(element).or_insert_with(|| home.clone());
                if *was != home {
                    let place = format!("categories[{n}].elements");
                    let message = format!("“{element}” is in another category already.");
                    self.problems.push(Problem::new(place, message));
                }
            }
        }
    }

    fn category(&mut self, n: usize, category: &Category, is_shifted: bool) -> Id {
        let name = category.name.as_deref().unwrap_or_default().trim();
        let place = format!("categories[{n}]");
        let by_name = category::standard_by_name(name);
        let number = category.cat_id.and_then(|n| u16::try_from(n).ok());
        let by_number = category::STANDARD.iter().find(|s| Some(s.uci) == number);
        let standard = match (by_name, by_number) {
            (Some(named), _) => {
                if number.is_some() && number != Some(named.uci) {
                    let message =
                        format!("“{name}” has the number of another category; the name counts.");
                    self.say(format!("{place}.catId"), message);
                }
                Some(named)
            }
            (None, numbered) if name.is_empty() || !is_shifted => numbered,
            _ => None,
        };
        let id = match standard {
            Some(standard) => {
                let id = id_of(standard.uci);
                if by_name.is_none_or(|s| !s.name.eq_ignore_ascii_case(name)) {
                    self.fill(&Kind::Category, &id, "name", name);
                }
                id
            }
            None if name.is_empty() => {
                self.say(
                    place,
                    "This category has neither a name nor a known number.",
                );
                id_of(OTHER)
            }
            None => {
                let (book, command) = (self.book, &mut self.command);
                self.makers
                    .named(book, &Kind::Category, name, command, self.new_id)
            }
        };
        let kept = Kept {
            id: category.id.clone(),
            created: category.created.clone(),
            number: category.cat_id,
            extra: category.extra.clone(),
            ..Kept::default()
        };
        self.put(&Kind::Category, &id, "uss", json(&kept));
        id
    }

    fn elements(&mut self) {
        let uss = self.uss;
        let known = by_uss_id(self.book, &[Kind::Element, Kind::Character]);
        let mut number = scene::next_number(self.book);
        let numbers = uss.elements.iter().filter_map(|e| e.element_id.as_deref());
        let given = numbers.filter_map(|n| n.trim().parse::<u64>().ok()).max();
        number = number.max(given.map_or(1, |n| n.saturating_add(1)));
        let mut behind = scene::last_order(self.book).to_string();
        for (n, element) in uss.elements.iter().enumerate() {
            let home = match self.homes.get(element.id.as_str()) {
                Some(Home::Field(_)) => {
                    self.kept.elements.push(element.clone());
                    continue;
                }
                Some(Home::Category(id)) => id.clone(),
                None => {
                    let message = "No category lists this element; it is in Other.";
                    self.say(format!("elements[{n}]"), message);
                    id_of(OTHER)
                }
            };
            let name = element.name.as_deref().unwrap_or_default();
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            let kind = match home == id_of(CAST) {
                true => Kind::Character,
                false => Kind::Element,
            };
            let is_kind = |id: &&(Kind, Id)| id.0 == kind;
            let by_id = known.get(element.id.as_str()).filter(is_kind);
            let found = by_id.map(|(_, id)| id.clone()).or_else(|| {
                let id = find(self.book, &home, &name)?;
                // Two of one name in the file are two.
                let is_taken = self.elements.values().any(|(_, other)| *other == id);
                (!is_taken && !name.is_empty()).then_some(id)
            });
            let is_new = found.is_none();
            let id = found.unwrap_or_else(|| (self.new_id)());
            if is_new && kind == Kind::Character {
                behind = order::between((!behind.is_empty()).then_some(&behind), None);
                self.command
                    .add(kind.clone(), &id, "order", behind.as_str());
                if element
                    .element_id
                    .as_deref()
                    .is_none_or(|n| n.trim().is_empty())
                {
                    self.command
                        .add(kind.clone(), &id, "number", number.to_string());
                    number = number.saturating_add(1);
                }
            } else if is_new {
                self.command.add(kind.clone(), &id, "category", &home);
            }
            if name.is_empty() {
                self.say(format!("elements[{n}].name"), "This element has no name.");
            }
            self.fill(
                &kind,
                &id,
                "name",
                if name.is_empty() { "?" } else { &name },
            );
            self.settings(&kind, &id, &home, element);
            self.elements.insert(&element.id, (kind, id));
        }
        for element in &uss.elements {
            self.links(element);
        }
    }

    fn settings(&mut self, kind: &Kind, id: &Id, home: &Id, element: &Element) {
        let custom = category::category(self.book, home).dood;
        let number = element.element_id.as_deref().unwrap_or_default();
        self.fill(kind, id, "number", number.trim());
        if element.element_id_lock == Some(true) {
            self.fill(kind, id, "number_locked", true);
        }
        // Taken off on purpose is more than what is custom: it is always said.
        let dood = element.dood_include.filter(|said| !*said || !custom.dood);
        let hold = element.dood_hold_allow.filter(|said| *said != custom.hold);
        let drop = element.dood_drop_allow.filter(|said| *said != custom.drop);
        let days = element
            .dood_drop_days
            .filter(|days| *days > 0 && *days != custom.drop_days);
        self.fill(kind, id, "dood", dood);
        self.fill(kind, id, "hold", hold);
        self.fill(kind, id, "drop", drop);
        self.fill(kind, id, "drop_days", days);
        let kept = Kept {
            id: element.id.clone(),
            created: element.created.clone(),
            extra: element.extra.clone(),
            ..Kept::default()
        };
        self.put(kind, id, "uss", json(&kept));
    }

    fn links(&mut self, element: &Element) {
        let Some((kind, id)) = self.elements.get(element.id.as_str()).cloned() else {
            return;
        };
        for link in &element.linked_elements {
            match self.elements.get(link.as_str()).cloned() {
                Some((_, link)) if link != id => {
                    self.put(&kind, &id, &format!("link/{link}"), true);
                }
                Some(_) => {}
                None => {
                    let message = format!("“{link}” is linked, but is no element of the file.");
                    self.say(format!("elements “{}”", element.id), message);
                }
            }
        }
    }

    fn scenes(&mut self) {
        let uss = self.uss;
        let scenes = in_order(self.book);
        let mut files: Vec<(usize, &Breakdown)> = uss.breakdowns.iter().enumerate().collect();
        files.retain(|(_, breakdown)| breakdown.kind.is_scene());
        // A schedule stands in shooting order; the script's order is a guess by number.
        files.sort_by(|a, b| number::compare(&first_number(a.1), &first_number(b.1)));

        let known = by_uss_id(self.book, &[Kind::Scene]);
        let mut found: HashMap<&str, Id> = HashMap::new();
        for (_, breakdown) in &files {
            if let Some((_, id)) = known.get(breakdown.id.as_str()) {
                found.insert(&breakdown.id, id.clone());
            }
        }
        let taken: BTreeSet<&Id> = found.values().collect();
        let free: Vec<_> = scenes.iter().filter(|s| !taken.contains(&s.id)).collect();
        let there: Vec<Signature> = free
            .iter()
            .map(|s| signature(&s.number, &s.heading(), [&*s.synopsis]))
            .collect();
        let open: Vec<&Breakdown> = files
            .iter()
            .map(|(_, breakdown)| *breakdown)
            .filter(|breakdown| !found.contains_key(breakdown.id.as_str()))
            .collect();
        let file: Vec<Signature> = open
            .iter()
            .map(|b| {
                let number = b.scene.as_deref().unwrap_or_default();
                let words = b.description.as_deref().unwrap_or_default();
                signature(number, &self.heading(b), [words])
            })
            .collect();
        for (breakdown, at) in open.iter().zip(align(&there, &file)) {
            if let Some(scene) = at.and_then(|at| free.get(at)) {
                found.insert(&breakdown.id, scene.id.clone());
            }
        }

        let new = files.len() - found.len();
        let last = scenes.last().map(|scene| &*scene.order);
        let mut orders = order::several(last, None, new).into_iter();
        for (n, breakdown) in files {
            let id = match found.get(breakdown.id.as_str()) {
                Some(id) => id.clone(),
                None => {
                    let id = (self.new_id)();
                    let order = orders.next().unwrap_or_default();
                    self.command.add(Kind::Scene, &id, "order", order);
                    id
                }
            };
            self.scene(n, breakdown, &id);
            self.scenes.insert(&breakdown.id, id);
        }
    }

    /// Returns the heading that a scene's elements say, as [`scene::SceneView::heading`] does.
    fn heading(&self, breakdown: &Breakdown) -> String {
        let mut said: BTreeMap<SceneField, String> = BTreeMap::new();
        for (field, _, name) in self.said(breakdown) {
            said.entry(field).or_insert_with(|| field.value(&name));
        }
        let get = |field| said.get(&field).map_or("", String::as_str);
        let int_ext = match get(SceneField::IntExt) {
            "" => String::new(),
            "I/E" => "INT./EXT. ".to_owned(),
            plain => format!("{plain}. "),
        };
        let time = match get(SceneField::DayNight) {
            "" => String::new(),
            time => format!(" - {time}"),
        };
        format!("{int_ext}{}{time}", get(SceneField::Set))
    }

    /// Lists what elements say of a scene's fields: the field, the element's id and name.
    fn said(&self, breakdown: &Breakdown) -> Vec<(SceneField, String, String)> {
        let names: Vec<(SceneField, String, String)> = breakdown
            .elements
            .iter()
            .filter_map(|id| {
                let Some(Home::Field(field)) = self.homes.get(id.as_str()) else {
                    return None;
                };
                let element = self.kept.elements.iter().find(|e| e.id == *id)?;
                let name = element.name.clone().unwrap_or_default();
                Some((*field, id.clone(), name))
            })
            .collect();
        names
    }

    fn scene(&mut self, n: usize, breakdown: &Breakdown, id: &Id) {
        let place = format!("breakdowns[{n}]");
        let mut keep = Kept {
            id: breakdown.id.clone(),
            created: breakdown.created.clone(),
            extra: breakdown.extra.clone(),
            ..Kept::default()
        };
        let text = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
        for (field, said) in [
            ("number", text(&breakdown.scene)),
            ("synopsis", text(&breakdown.description)),
            ("comments", text(&breakdown.comments)),
            ("page", text(&breakdown.script_page)),
        ] {
            self.fill(&Kind::Scene, id, field, said);
        }
        if let Some(pages) = breakdown.pages {
            match eighths(pages) {
                Some((length, is_whole)) => {
                    self.fill(&Kind::Scene, id, "eighths", i64::from(length.0));
                    // Somebody measured it for the schedule: no script replaces it.
                    self.fill(&Kind::Scene, id, "eighths_source", "manual");
                    if !is_whole {
                        keep.pages = Some(pages);
                        let message =
                            format!("{pages} pages are no whole eighths; {length} was taken.");
                        self.say(format!("{place}.pages"), message);
                    }
                }
                None => self.say(format!("{place}.pages"), "This is no length of a scene."),
            }
        }
        if let Some(time) = breakdown.time {
            match minutes(time) {
                Some((minutes, is_whole)) => {
                    self.fill(&Kind::Scene, id, "est_min", minutes);
                    keep.time = (!is_whole).then_some(time);
                }
                None => self.say(format!("{place}.time"), "This is no time in milliseconds."),
            }
        }

        for (field, element, name) in self.said(breakdown) {
            let value = field.value(&name);
            if value.is_empty() || keep.fields.contains_key(&field.number()) {
                keep.more.push(element);
                let message = format!("“{name}” found no place in the scene beside the first.");
                self.say(format!("{place}.elements"), message);
                continue;
            }
            keep.fields.insert(field.number(), element);
            let kind = match field {
                SceneField::Unit => Kind::Unit,
                SceneField::Location => Kind::Location,
                _ => {
                    self.fill(&Kind::Scene, id, field.field(), value);
                    continue;
                }
            };
            let (book, command) = (self.book, &mut self.command);
            let link = self.makers.named(book, &kind, &value, command, self.new_id);
            self.fill(&Kind::Scene, id, field.field(), &link);
        }
        for element in &breakdown.elements {
            match self.elements.get(element.as_str()).cloned() {
                Some((kind, element)) => {
                    let set = set_of(&kind);
                    self.put(&Kind::Scene, id, &format!("{set}/{element}"), true);
                }
                None if matches!(self.homes.get(element.as_str()), Some(Home::Field(_))) => {}
                None => {
                    let message = format!("“{element}” is no element of the file.");
                    self.say(format!("{place}.elements"), message);
                }
            }
        }
        self.put(&Kind::Scene, id, "uss", json(&keep));
    }

    fn production(&mut self, boards: &[Id]) {
        let production = self.production.clone();
        let header = &self.uss.header;
        let title = header.project.as_ref().or(header.name.as_ref());
        let title = title.map(|title| title.trim().to_owned());
        self.fill(&Kind::Production, &production, "title", title);
        if let Some(board) = boards.first()
            && self.book.all(&Kind::Board).next().is_none()
        {
            self.fill(&Kind::Production, &production, "active_board", board);
        }
        let kept = json(&self.kept);
        self.put(&Kind::Production, &production, "uss", kept);
    }
}

/// Returns the number that a scene sorts by: of "108, 110" the first.
fn first_number(breakdown: &Breakdown) -> String {
    let number = breakdown.scene.as_deref().unwrap_or_default();
    let first = number
        .split([',', '&', '+', ' '])
        .find(|part| !part.is_empty());
    first.unwrap_or_default().to_owned()
}

/// Finds records by the id that a file gave them.
fn by_uss_id(book: &Book, kinds: &[Kind]) -> HashMap<String, (Kind, Id)> {
    let records = kinds.iter().flat_map(|kind| book.all(kind));
    records
        .filter(|record| !record.text("uss").is_empty())
        .map(|record| {
            let kept: Kept = kept(record);
            (kept.id, (record.kind.clone(), record.id.clone()))
        })
        .collect()
}
