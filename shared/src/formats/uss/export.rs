//! The book as a file: scenes, elements, boards and the calendar, with what the file that they
//! came from said besides.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::board::{BannerView, DayView, Layout, RowView, layout};
use crate::book::Book;
use crate::breakdown::{CategoryView, ElementView, by_category};
use crate::calendar::{Calendar, What, parse_date};
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;
use crate::scene::{self, in_order};

use super::codec::{civil, days_off, eighths, millis, minutes, object_id, pages, text_of_civil};
use super::import::{EMPTY_DAY, LOOSE};
use super::kept::{Kept, KeptBoard, KeptFile, kept};
use super::model::{
    self, Board, Breakdown, BreakdownKind, Category, Element, Event, Stripboard, Uss,
};
use super::scene_fields::SceneField;
use super::write::complete;

/// What a file says of where it comes from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ExportOptions {
    /// Now, as `2020-06-24T08:00:00.000Z`: for what has no date of its own.
    pub created: String,
    pub author: String,
    pub source: String,
}

/// The own key of dates that are worked though their weekday is off.
const SHOOT: &str = "_callboardShoot";

/// Numbers of own categories begin here, outside what the standard protects.
const OWN_CATEGORIES: i64 = 500;

/// The longest event that is written date by date, in days.
const LENGTH_MAX: usize = 366;

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

/// Elements that say scenes' fields.
struct Fields {
    categories: BTreeMap<SceneField, Category>,
    elements: Vec<(SceneField, Element)>,
}

impl Fields {
    fn of(file: &KeptFile) -> Self {
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
    fn id(
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

    fn elements(&mut self) {
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

    /// Lists what happens to a record, an event a date.
    fn events(&self, of: &Id) -> Vec<Event> {
        let mut out = Vec::new();
        let all = self.book.all(&Kind::Event);
        for record in all.filter(|record| record.text("of") == of.as_str()) {
            let Some(from) = parse_date(record.text("from")) else {
                continue;
            };
            let to = parse_date(record.text("to")).unwrap_or(from);
            let keep: Kept = kept(record);
            let what = record.text("what");
            let (effect, kind) = match what {
                _ if keep.effect.is_some() && what_of(&keep) == what => {
                    (keep.effect.clone(), keep.kind.clone())
                }
                "unavailable" => text_pair("dayOff", "dayOff"),
                "travel" | "fitting" | "rehearsal" => text_pair("event", what),
                _ => text_pair("event", "custom"),
            };
            let name = Some(record.text("text").to_owned()).filter(|name| !name.is_empty());
            let dates = from.series(jiff::Span::new().days(1)).take(LENGTH_MAX);
            for (n, date) in dates.take_while(|date| *date <= to).enumerate() {
                let said = keep.date.clone().filter(|text| civil(text) == Some(date));
                out.push(Event {
                    id: match n {
                        0 => known_id(keep.id.clone(), &Kind::Event, &record.id),
                        n => object_id(&[record.id.as_str(), &n.to_string()]),
                    },
                    effect: effect.clone(),
                    kind: kind.clone(),
                    name: name.clone(),
                    date: Some(said.unwrap_or_else(|| text_of_civil(date))),
                    extra: keep.extra.clone(),
                });
            }
        }
        out
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

    /// Writes the production's calendar, and returns its id.
    fn calendar(&mut self) -> String {
        let said = Calendar::of(self.book);
        let production = self.book.production();
        let id = production.map_or_else(|| "production".into(), |p| p.id.clone());
        let mut calendar = self
            .file
            .calendar
            .clone()
            .unwrap_or_else(|| model::Calendar {
                id: object_id(&["calendar", id.as_str()]),
                name: production.map(|p| p.text("title").to_owned()),
                ..model::Calendar::default()
            });
        let start = calendar
            .events
            .iter()
            .position(|e| e.effect.as_deref() == Some("start"));
        match (said.start, start) {
            (Some(date), Some(at)) => {
                let event = &mut calendar.events[at];
                if event.date.as_deref().and_then(civil) != Some(date) {
                    event.date = Some(text_of_civil(date));
                }
            }
            (Some(date), None) => calendar.events.insert(
                0,
                Event {
                    id: object_id(&["start", id.as_str()]),
                    effect: Some("start".to_owned()),
                    date: Some(text_of_civil(date)),
                    ..Event::default()
                },
            ),
            (None, Some(at)) => {
                calendar.events.remove(at);
            }
            (None, None) => {}
        }
        calendar.days_off = days_off(said.days_off);
        let mut shoot = Vec::new();
        for (date, exception) in &said.exceptions {
            let record = self.book.get(&Kind::Date, &Id::new(date.to_string()));
            let keep: Kept = record.map(|record| kept(record)).unwrap_or_default();
            let kind = match exception.what {
                What::Shoot => {
                    shoot.push(serde_json::Value::from(date.to_string()));
                    continue;
                }
                What::Holiday => "holiday",
                What::Off | What::Travel => "dayOff",
            };
            let name = Some(exception.text.to_string()).filter(|name| !name.is_empty());
            let day = Event {
                id: match keep.id.is_empty() {
                    true => object_id(&["date", id.as_str(), &date.to_string()]),
                    false => keep.id,
                },
                effect: Some("dayOff".to_owned()),
                kind: Some(kind.to_owned()),
                name,
                date: Some(keep.date.unwrap_or_else(|| text_of_civil(*date))),
                extra: keep.extra,
            };
            if exception.what == What::Travel {
                calendar.events.push(Event {
                    id: object_id(&["travel", id.as_str(), &date.to_string()]),
                    effect: Some("event".to_owned()),
                    kind: Some("travel".to_owned()),
                    ..day.clone()
                });
            }
            calendar.events.push(day);
        }
        calendar.extra.remove(SHOOT);
        if !shoot.is_empty() {
            calendar.extra.insert(SHOOT.to_owned(), shoot.into());
        }
        calendar.events.extend(self.events(&id));
        let id = calendar.id.clone();
        self.uss.calendars.push(calendar);
        self.uss.calendars.append(&mut self.file.calendars);
        id
    }

    fn board(&mut self, id: &Id, calendar: &str) {
        let record = self.book.get(&Kind::Board, id);
        let keep: KeptBoard = record.map(|record| kept(record)).unwrap_or_default();
        let name = record.map_or_else(String::new, |record| record.text("name").to_owned());
        let layout = layout(self.book, id);
        let days: Vec<String> = self.days(&layout);
        let loose: Vec<String> = layout
            .loose
            .iter()
            .filter_map(|row| self.row(row))
            .collect();

        let set_id = match keep.set.id.is_empty() {
            true => object_id(&["stripboard", id.as_str()]),
            false => keep.set.id.clone(),
        };
        let at = self.uss.stripboards.iter().position(|set| set.id == set_id);
        let at = at.unwrap_or_else(|| {
            let is_first = keep.set.boards.iter().find(|b| !b.is_boneyard());
            let is_own = is_first.is_none_or(|board| board.id == keep.board.id);
            self.uss.stripboards.push(Stripboard {
                id: set_id,
                name: match is_own {
                    true => Some(name.clone()),
                    false => keep.set.name.clone(),
                },
                calendar: keep
                    .set
                    .calendar
                    .clone()
                    .or_else(|| Some(calendar.to_owned())),
                ..keep.set.clone()
            });
            self.uss.stripboards.len() - 1
        });
        let boards = &mut self.uss.stripboards[at].boards;
        let known = boards
            .iter()
            .position(|board| !board.id.is_empty() && board.id == keep.board.id);
        match known.and_then(|n| boards.get_mut(n)) {
            Some(board) => board.breakdown_ids = days,
            None => boards.insert(
                0,
                Board {
                    id: object_id(&["board", id.as_str()]),
                    name: Some("stripboard".to_owned()),
                    breakdown_ids: days,
                    extra: keep.board.extra,
                },
            ),
        }
        let known = boards
            .iter()
            .position(|board| board.name.as_deref() == Some(LOOSE));
        match known.and_then(|n| boards.get_mut(n)) {
            Some(board) => board.breakdown_ids = loose,
            None if loose.is_empty() => {}
            None => boards.push(Board {
                id: object_id(&[LOOSE, id.as_str()]),
                name: Some(LOOSE.to_owned()),
                breakdown_ids: loose,
                ..Board::default()
            }),
        }
    }

    /// Lists the strips of all days, each day ended by its break.
    fn days(&mut self, layout: &Layout) -> Vec<String> {
        let mut out = Vec::new();
        for (n, day) in layout.days.iter().enumerate() {
            out.extend(day.rows.iter().filter_map(|row| self.row(row)));
            let record = self.book.get(&Kind::Row, &day.id);
            let keep: Kept = record.map(|record| kept(record)).unwrap_or_default();
            let is_open = record.is_some_and(|r| !r.text("uss").is_empty()) && keep.strip.is_none();
            if !(is_open && n + 1 == layout.days.len()) {
                out.push(self.day(day, keep));
            }
        }
        out
    }

    fn day(&mut self, day: &DayView, keep: Kept) -> String {
        let created = self.created(&keep);
        let mut strip = keep.strip.unwrap_or_else(|| Breakdown {
            id: object_id(&["day", day.id.as_str()]),
            created,
            kind: BreakdownKind::Day,
            ..Breakdown::default()
        });
        if strip.description.as_deref().unwrap_or_default().trim() != &*day.text {
            strip.description = Some(day.text.to_string()).filter(|text| !text.is_empty());
        }
        strip.extra.remove(EMPTY_DAY);
        if day.n == 1 && day.rows.is_empty() {
            strip.extra.insert(EMPTY_DAY.to_owned(), true.into());
        }
        self.strip(strip, &day.id)
    }

    fn row(&mut self, row: &RowView) -> Option<String> {
        match row {
            RowView::Strip(strip) => self.ids.get(&strip.scene.id).cloned(),
            RowView::Banner(banner) => Some(self.banner(banner)),
        }
    }

    fn banner(&mut self, banner: &BannerView) -> String {
        let record = self.book.get(&Kind::Row, &banner.id);
        let keep: Kept = record.map(|record| kept(record)).unwrap_or_default();
        let created = self.created(&keep);
        let mut strip = keep.strip.unwrap_or_else(|| Breakdown {
            id: object_id(&["banner", banner.id.as_str()]),
            created,
            kind: BreakdownKind::Banner,
            ..Breakdown::default()
        });
        if strip.description.as_deref().unwrap_or_default().trim() != &*banner.text {
            strip.description = Some(banner.text.to_string());
        }
        let said = strip.time.and_then(minutes).map(|(minutes, _)| minutes);
        if said.filter(|minutes| *minutes > 0) != banner.minutes {
            strip.time = banner.minutes.map(millis);
        }
        self.strip(strip, &banner.id)
    }

    /// Adds a day or banner once; one that two boards share and differ in becomes two.
    fn strip(&mut self, mut strip: Breakdown, row: &Id) -> String {
        let same = self.breakdowns.iter().find(|b| b.id == strip.id);
        match same {
            Some(same) if *same == strip => return strip.id,
            Some(_) => strip.id = object_id(&["row", row.as_str()]),
            None => {}
        }
        let id = strip.id.clone();
        if self.breakdowns.iter().all(|b| b.id != id) {
            self.breakdowns.push(strip);
        }
        id
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

fn text_pair(effect: &str, kind: &str) -> (Option<String>, Option<String>) {
    (Some(effect.to_owned()), Some(kind.to_owned()))
}

/// Returns what an event was taken for when it came in.
fn what_of(keep: &Kept) -> &str {
    match (keep.effect.as_deref(), keep.kind.as_deref()) {
        (Some("event"), Some(what @ ("travel" | "fitting" | "rehearsal"))) => what,
        (Some("dayOff"), _) => "unavailable",
        _ => "custom",
    }
}
