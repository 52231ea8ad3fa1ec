//! A file becomes scenes, elements, characters, boards, a calendar and events: one command.
//!
//! What the book has is found again, by the file's own id, then as people would: scenes by number
//! and heading, elements by category and name. What somebody typed stays; empty fields are filled.

use std::collections::HashMap;

use crate::book::Book;
use crate::breakdown::category::{self, OTHER, id_of};
use crate::breakdown::tags::Makers;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Value;

use super::kept::{Kept, KeptFile, json, kept};
use super::model::{Category, Problem, Uss};
use super::scene_fields::SceneField;

mod boards;
mod calendar;
mod elements;
mod scenes;

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
    pub counts: Counts,
}

/// How much of a file is new to the book, for a preview.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    pub scenes_new: usize,
    pub scenes_found: usize,
    /// Characters too.
    pub elements_new: usize,
    pub elements_found: usize,
}

/// More problems than anybody reads.
const PROBLEMS_MAX: usize = 300;

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
        counts: Counts::default(),
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
        counts: work.counts,
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
    counts: Counts,
}

impl<'a> Work<'a> {
    fn say(&mut self, place: String, message: impl Into<String>) {
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(Problem::new(place, message));
        }
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
                if *was != home && self.problems.len() < PROBLEMS_MAX {
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
