//! The book as a file: scenes, elements, boards and the calendar, with what the file that they
//! came from said besides.

use std::collections::{HashMap, HashSet};

use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;
use crate::scene::{self, in_order};

use super::codec::{eighths, millis, minutes, object_id, pages};
use super::kept::{Kept, KeptFile, kept};
use super::model::{Breakdown, BreakdownKind, Category, Uss};
use super::scene_fields::SceneField;
use super::write::complete;

mod boards;
mod calendar;
mod elements;
mod fields;

use fields::Fields;

/// What a file says of where it comes from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ExportOptions {
    /// Now, as `2020-06-24T08:00:00.000Z`: for what has no date of its own.
    pub created: String,
    pub author: String,
    pub source: String,
}

/// Returns boards of the book as a file; the rest of the book is the same on every board.
pub fn from_book(book: &Book, boards: &[Id], options: &ExportOptions) -> Uss {
    let production = book.production();
    let file: KeptFile = production.map(|record| kept(record)).unwrap_or_default();
    let mut work = Work {
        book,
        options,
        fields: Fields::of(&file),
        ids: HashMap::new(),
        breakdowns: Vec::new(),
        file,
        uss: Uss::default(),
    };
    work.elements();
    work.scenes();
    let calendar = work.calendar();
    for board in boards {
        work.board(board, &calendar);
    }
    work.finish()
}

struct Work<'a> {
    book: &'a Book,
    options: &'a ExportOptions,
    file: KeptFile,
    fields: Fields,
    /// The file's ids of records.
    ids: HashMap<Id, String>,
    breakdowns: Vec<Breakdown>,
    uss: Uss,
}

impl Work<'_> {
    fn created(&self, kept: &Kept) -> Option<String> {
        let now = Some(self.options.created.clone()).filter(|now| !now.is_empty());
        kept.created.clone().or(now)
    }

    fn scenes(&mut self) {
        let mut taken: HashSet<String> = HashSet::new();
        for view in in_order(self.book) {
            let Some(record) = self.book.get(&Kind::Scene, &view.id).cloned() else {
                continue;
            };
            let keep: Kept = kept(&record);
            let mut id = known_id(keep.id.clone(), &Kind::Scene, &view.id);
            if !taken.insert(id.clone()) {
                id = object_id(&[Kind::Scene.as_str(), view.id.as_str()]);
            }
            self.ids.insert(view.id.clone(), id.clone());
            let length = scene::eighths(&record);
            let time = record.int("est_min").filter(|minutes| *minutes > 0);
            let breakdown = Breakdown {
                id,
                comments: said(&record, "comments"),
                created: self.created(&keep),
                description: said(&record, "synopsis"),
                elements: self.members(&record, &keep),
                pages: match keep
                    .pages
                    .filter(|p| eighths(*p).is_some_and(|(e, _)| e == length))
                {
                    Some(pages) => Some(pages),
                    None => record.int("eighths").map(|_| pages(length)),
                },
                scene: said(&record, "number"),
                script_page: said(&record, "page"),
                time: match keep.time.filter(|t| minutes(*t).map(|(m, _)| m) == time) {
                    Some(time) => Some(time),
                    None => time.map(millis),
                },
                kind: BreakdownKind::Scene,
                extra: keep.extra,
            };
            self.breakdowns.push(breakdown);
        }
    }

    fn members(&mut self, scene: &Record, keep: &Kept) -> Vec<String> {
        let mut out = Vec::new();
        for field in SceneField::ALL {
            let name = |kind: Kind| {
                let record = scene
                    .link(field.field())
                    .and_then(|id| self.book.get(&kind, &id));
                record.map_or_else(String::new, |record| record.text("name").to_owned())
            };
            let value = match field {
                SceneField::Unit => name(Kind::Unit),
                SceneField::Location => name(Kind::Location),
                _ => scene.text(field.field()).to_owned(),
            };
            if !value.trim().is_empty() {
                let before = keep.fields.get(&field.number());
                let created = self.options.created.clone();
                out.push(self.fields.id(field, value.trim(), before, &created));
            }
        }
        let is_there = |id: &&String| self.fields.elements.iter().any(|(_, e)| e.id == **id);
        out.extend(keep.more.iter().filter(is_there).cloned());
        let members = scene.set("cast").chain(scene.set("element"));
        out.extend(members.filter_map(|id| self.ids.get(&id).cloned()));
        let mut seen = HashSet::new();
        out.retain(|id| seen.insert(id.clone()));
        out
    }

    fn finish(mut self) -> Uss {
        let production = self.book.production();
        let title = production
            .map(|p| p.text("title").trim().to_owned())
            .unwrap_or_default();
        let header = &mut self.file.header;
        let was = header.project.clone().or_else(|| header.name.clone());
        if !title.is_empty() && was.as_deref().map(str::trim) != Some(title.as_str()) {
            header.project = Some(title);
        }
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        header.id = header
            .id
            .take()
            .or_else(|| production.map(|production| object_id(&["file", production.id.as_str()])));
        header.author = text(&self.options.author).or(header.author.take());
        header.created = header
            .created
            .take()
            .or_else(|| text(&self.options.created));
        header.source = text(&self.options.source).or(header.source.take());
        let mut uss = self.uss;
        uss.header = self.file.header;
        uss.extra = self.file.extra;

        let mut categories = self.fields.categories;
        let mut elements = Vec::new();
        for (field, element) in self.fields.elements {
            let category = categories.entry(field).or_insert_with(|| Category {
                id: object_id(&["category", field.name()]),
                cat_id: Some(field.number()),
                created: text(&self.options.created),
                name: Some(field.name().to_owned()),
                ..Category::default()
            });
            category.elements.push(element.id.clone());
            elements.push(element);
        }
        uss.categories.splice(0..0, categories.into_values());
        uss.elements.splice(0..0, elements);
        let known: HashSet<&str> = self.breakdowns.iter().map(|b| b.id.as_str()).collect();
        let mut rest = self.file.breakdowns;
        rest.retain(|breakdown| !known.contains(breakdown.id.as_str()));
        uss.breakdowns = self.breakdowns;
        uss.breakdowns.extend(rest);
        complete(&mut uss);
        uss
    }
}

fn known_id(id: String, kind: &Kind, record: &Id) -> String {
    match id.is_empty() {
        true => object_id(&[kind.as_str(), record.as_str()]),
        false => id,
    }
}

fn said(record: &Record, field: &str) -> Option<String> {
    Some(record.text(field).to_owned()).filter(|text| !text.is_empty())
}
