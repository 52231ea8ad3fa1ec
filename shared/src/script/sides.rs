//! Sides: the script's pages of a day's scenes, with what else stands on them struck. Issued they
//! are frozen like a call sheet, in the one document that only readers of the script hold.

use std::collections::HashSet;

use super::body::{Page, SCHEMA, SceneOnSides, Sides};
use super::pages::{Start, pages, starts};
use crate::board;
use crate::book::Book;
use crate::callsheet::issue::hash_of;
use crate::callsheet::receipts::{Got, Mark, mark, of_person};
use crate::callsheet::{Damaged, Issued};
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::production;
use crate::revision;
use crate::scene::SceneView;

/// The kinds that [`draft`] reads.
pub const SIDES_KINDS: &[Kind] = &[
    Kind::Production,
    Kind::Board,
    Kind::Unit,
    Kind::Strip,
    Kind::Row,
    Kind::Day,
    Kind::Date,
    Kind::Scene,
    Kind::Character,
    Kind::Location,
    Kind::SceneText,
    Kind::Draft,
];

/// How the pages of a day follow each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// As in the script, each page once.
    #[default]
    Script,
    /// As the scenes are shot; a page comes again where they jump.
    Shooting,
}

impl Order {
    pub const ALL: [Order; 2] = [Self::Script, Self::Shooting];

    /// Returns the name that addresses and bodies carry.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Shooting => "shooting",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.as_str() == text)
    }
}

/// Makes the sides of a day, named by the id of its plan, as the board and the script are now.
/// Number and colour are those that the next issue would get.
pub fn draft(book: &Book, day: &Id, order: Order) -> Sides {
    let layout = board::layout(book, &board::active(book));
    let here = layout.days.iter().find(|d| d.plan == *day);
    let mut scenes: Vec<&SceneView> = here
        .into_iter()
        .flat_map(|day| day.strips())
        .map(|scene| &**scene)
        .filter(|scene| !scene.is_omitted)
        .collect();
    if order == Order::Script {
        scenes.sort_by(|a, b| (&a.order, &a.id).cmp(&(&b.order, &b.id)));
    }
    let all = pages(book);
    let starts = starts(&all);
    let number = next_number(book, day);
    let production = book.production();
    let said = |field: &str| production.map_or("", |p| p.text(field)).to_owned();
    let standing = super::standing(book);
    Sides {
        schema: SCHEMA,
        production: production.map(|p| p.id.clone()),
        title: production::title(book),
        company: said("company"),
        paper: said("paper"),
        day: Some(day.clone()),
        day_number: here.map_or(0, |d| count(d.n)),
        days: count(layout.days.len()),
        date: here
            .and_then(|d| d.date)
            .map_or_else(String::new, |date| date.to_string()),
        number,
        colour: revision::nth(number),
        issued: String::new(),
        script_colour: standing.colour,
        script_date: standing.date,
        order: order.as_str().to_owned(),
        scenes: scenes
            .iter()
            .map(|scene| listed(scene, &starts, &all))
            .collect(),
        pages: chosen(&all, &scenes),
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn listed(scene: &SceneView, starts: &[Start], pages: &[Page]) -> SceneOnSides {
    let start = starts.iter().find(|start| start.scene == scene.id);
    let page = start.and_then(|start| pages.get(start.page));
    SceneOnSides {
        scene: Some(scene.id.clone()),
        number: scene.number.to_string(),
        heading: start.map_or_else(|| scene.heading(), |start| start.heading.clone()),
        eighths: scene.eighths.0,
        page: page.map_or(0, |page| page.number),
        page_label: page.map_or_else(String::new, |page| page.label.clone()),
    }
}

/// Returns the pages that the scenes stand on, in the order of the scenes.
pub(super) fn chosen(pages: &[Page], scenes: &[&SceneView]) -> Vec<Page> {
    let today: HashSet<&Id> = scenes.iter().map(|scene| &scene.id).collect();
    let mut out: Vec<Page> = Vec::new();
    for scene in scenes {
        let holds = |page: &&Page| {
            page.paragraphs
                .iter()
                .any(|p| p.scene.as_ref() == Some(&scene.id))
        };
        for page in pages.iter().filter(holds) {
            // The scene begins on the page that the one before it ends on.
            if out.last().is_some_and(|last| last.number == page.number) {
                continue;
            }
            out.push(struck(page, &today));
        }
    }
    out
}

/// Strikes what is not shot on the day. Its marks stay: they are of the draft, not of the day.
fn struck(page: &Page, today: &HashSet<&Id>) -> Page {
    let mut page = page.clone();
    for paragraph in &mut page.paragraphs {
        let scene = paragraph.scene.as_ref();
        paragraph.is_struck = !scene.is_some_and(|scene| today.contains(scene));
    }
    page
}

/// What stands on the cover of issued sides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edition {
    pub cover: Issued,
}

/// Lists all sides that were issued, newest first; two of a day with one number collide.
pub fn editions(book: &Book) -> Vec<Edition> {
    let mut all: Vec<Edition> = book
        .all(&Kind::Sides)
        .map(|record| Edition {
            cover: Issued::cover(record),
        })
        .collect();
    all.sort_by(|a, b| {
        let key = |e: &Edition| (e.cover.issued_ms, e.cover.number);
        key(b)
            .cmp(&key(a))
            .then_with(|| b.cover.id.cmp(&a.cover.id))
    });
    let like: Vec<(Id, u32)> = all
        .iter()
        .map(|e| (e.cover.day.clone(), e.cover.number))
        .collect();
    for (at, one) in all.iter_mut().enumerate() {
        one.cover.collides = like.iter().filter(|other| **other == like[at]).count() > 1;
    }
    all
}

/// Returns the sides of a day that count: the highest number, of several the latest.
pub fn latest(book: &Book, day: &Id) -> Option<Edition> {
    editions(book)
        .into_iter()
        .filter(|e| e.cover.day == *day)
        .max_by_key(rank)
}

fn rank(edition: &Edition) -> (u32, i64, Id) {
    let cover = &edition.cover;
    (cover.number, cover.issued_ms, cover.id.clone())
}

fn next_number(book: &Book, day: &Id) -> u32 {
    latest(book, day).map_or(0, |last| last.cover.number.saturating_add(1))
}

/// Reads issued sides: their cover and their body.
pub fn read_sides(book: &Book, id: &Id) -> Option<(Edition, Result<Sides, Damaged>)> {
    let record = book.get(&Kind::Sides, id)?;
    let edition = Edition {
        cover: Issued::cover(record),
    };
    Some((edition, Sides::parse(record.text("body"))))
}

/// Issues a draft as the next sides of its day: number, colour and date are set here, the rest is
/// frozen as it stands. `id` is new, `date` the civil date and `now_ms` the time of the device's
/// clock. Sides of no day, or without a page, are not issued: the command is empty.
pub fn issue(
    book: &Book,
    draft: Sides,
    by: Option<&Id>,
    id: &Id,
    date: &str,
    now_ms: i64,
    label: String,
) -> Command {
    let command = Command::new(label);
    let Some(day) = draft.day.clone().filter(|_| !draft.pages.is_empty()) else {
        return command;
    };
    let before = latest(book, &day).map(|e| e.cover);
    let number = next_number(book, &day);
    let sides = Sides {
        number,
        colour: revision::nth(number),
        issued: date.to_owned(),
        ..draft
    };
    let body = sides.body();
    command
        .put(Kind::Sides, id, "day", &day)
        .put(Kind::Sides, id, "date", sides.date.as_str())
        .put(Kind::Sides, id, "number", i64::from(number))
        .put(Kind::Sides, id, "colour", sides.colour.as_str())
        .put(Kind::Sides, id, "issued_ms", now_ms)
        .put(Kind::Sides, id, "by", by)
        .put(Kind::Sides, id, "hash", hash_of(&body))
        .put(
            Kind::Sides,
            id,
            "previous",
            before.map(|last| last.id).as_ref(),
        )
        .put(Kind::Sides, id, "body", body)
}

/// Marks as received the sides of each day that count and that this person's device was not marked
/// with yet. A receipt stands on the floor, which more people read than the script: it names the
/// sides by their id and the person, and nothing of what is in them.
pub fn received(book: &Book, person: &Id, now_ms: i64, label: String) -> Command {
    let mut command = Command::new(label);
    let all = editions(book);
    for edition in &all {
        let is_latest = !all
            .iter()
            .any(|other| other.cover.day == edition.cover.day && rank(other) > rank(edition));
        if is_latest {
            let id = &edition.cover.id;
            command = command.and(mark(
                book,
                id,
                person,
                Mark::Received,
                now_ms,
                String::new(),
            ));
        }
    }
    command
}

/// Lists who has sides and how far they came with them, by name. Whoever may read the script is
/// known to the relay alone, so nobody is listed who has not received them.
pub fn holders(book: &Book, sides: &Id) -> Vec<(Id, String, Got)> {
    let mut all: Vec<(Id, String, Got)> = book
        .all(&Kind::Receipt)
        .filter_map(|receipt| receipt.id.parts())
        .filter(|(document, _)| document == sides)
        .map(|(_, person)| {
            let name = book.text(&Kind::Person, &person, "name").to_owned();
            let got = of_person(book, sides, &person);
            (person, name, got)
        })
        .collect();
    all.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    all
}
