//! The cast and the background of a day, with the way of each to their first scene.

use std::collections::{BTreeMap, HashMap};

use super::people::Said;
use super::{BLOCKING_MIN, pickup};
use crate::book::Book;
use crate::callsheet::plan::{Plan, behind_elements};
use crate::callsheet::sheet::{BackgroundLine, CallSheet, CastLine, Minutes, SceneLine};
use crate::id::Id;
use crate::kind::Kind;
use crate::people::cast::compare_numbers;
use crate::record::Record;

pub(super) struct Performers {
    pub cast: Vec<CastLine>,
    pub background: Vec<BackgroundLine>,
}

/// What the day says for all its performers.
struct OfDay {
    /// Time on set before the first scene.
    blocking: Minutes,
    /// The way to the day's first place, for those whose card names none.
    travel: Option<Minutes>,
}

/// Somebody who may perform on the day, before the call record has its say.
#[derive(Default)]
struct Candidate {
    /// Characters, and elements that they stand behind.
    parts: Vec<Id>,
    scenes: Vec<Id>,
    start: Option<Minutes>,
}

impl Performers {
    /// Reads the scenes and the places that the sheet has so far.
    pub fn of(book: &Book, day: &Id, plan: &Plan, sheet: &CallSheet, typed: &Record) -> Self {
        let mut people: BTreeMap<Id, Candidate> = BTreeMap::new();
        let mut uncast: BTreeMap<Id, Candidate> = BTreeMap::new();
        for line in &sheet.scenes {
            let Some(scene) = line
                .scene
                .as_ref()
                .and_then(|id| book.get(&Kind::Scene, id))
            else {
                continue;
            };
            for character in scene.set("cast") {
                let Some(record) = book.get(&Kind::Character, &character) else {
                    continue;
                };
                let person = record
                    .link("person")
                    .filter(|id| book.get(&Kind::Person, id).is_some());
                let candidate = match person {
                    Some(person) => people.entry(person).or_default(),
                    None => uncast.entry(character.clone()).or_default(),
                };
                candidate.add(line, &scene.id, character);
            }
            for (element, person) in behind_elements(book, &scene.id) {
                if performs(book, &person) {
                    let candidate = people.entry(person).or_default();
                    candidate.add(line, &scene.id, element);
                }
            }
        }
        for record in book.all(&Kind::Person) {
            let forced = Said::of(book, day, &record.id).flag("on") == Some(true);
            // Held, travelling, rehearsing or fitted: on the sheet, and not called.
            let is_due = || !plan.status(&record.id, day).is_empty();
            let is_cast = record.text("group") == "cast";
            if performs(book, &record.id) && (forced || is_cast && is_due()) {
                people.entry(record.id.clone()).or_default();
            }
        }
        people.retain(|id, _| Said::of(book, day, id).flag("on") != Some(false));

        let of_day = OfDay {
            blocking: typed.int("blocking_min").unwrap_or(BLOCKING_MIN),
            travel: sheet.locations.first().and_then(|place| {
                let place = book.get(&Kind::Location, place.location.as_ref()?)?;
                place.int("travel_min")
            }),
        };
        let mut out = Self {
            cast: Vec::new(),
            background: Vec::new(),
        };
        let parts = parts(book);
        for (id, mut who) in people {
            let Some(person) = book.get(&Kind::Person, &id) else {
                continue;
            };
            if who.parts.is_empty() {
                who.parts = parts.get(&id).cloned().unwrap_or_default();
            }
            who.tidy();
            let said = Said::of(book, day, &id);
            if person.text("group") == "background" {
                out.background
                    .push(background(book, person, &who, &said, &of_day));
            } else {
                let status = match said.text("status") {
                    "" => plan.status(&id, day),
                    typed => typed.to_owned(),
                };
                out.cast
                    .push(cast(book, person, &who, &said, status, &of_day));
            }
        }
        for (character, mut who) in uncast {
            who.tidy();
            let (number, name) = named(book, std::slice::from_ref(&character));
            out.cast.push(CastLine {
                number,
                character: name,
                characters: vec![character],
                scenes: who.scenes,
                set: who.start,
                ..CastLine::default()
            });
        }
        out.cast.sort_by(|a, b| {
            compare_numbers(first(&a.number), first(&b.number))
                .then_with(|| a.name.cmp(&b.name))
                .then_with(|| a.person.cmp(&b.person))
        });
        out.background
            .sort_by(|a, b| (a.call, &a.name, &a.person).cmp(&(b.call, &b.name, &b.person)));
        out
    }
}

/// Says whether somebody is of the cast or the background: an owner of a prop is not called by it.
fn performs(book: &Book, person: &Id) -> bool {
    let group = book.text(&Kind::Person, person, "group");
    matches!(group, "cast" | "background")
}

impl Candidate {
    /// Adds a part of theirs in a scene of the day, by turn.
    fn add(&mut self, line: &SceneLine, scene: &Id, part: Id) {
        self.start = self.start.or(line.start);
        self.scenes.push(scene.clone());
        self.parts.push(part);
    }

    fn tidy(&mut self) {
        self.scenes.dedup();
        self.parts.sort();
        self.parts.dedup();
    }
}

fn first(numbers: &str) -> &str {
    numbers.split(',').next().unwrap_or_default()
}

/// The parts of each person: characters, and elements that they stand behind.
fn parts(book: &Book) -> HashMap<Id, Vec<Id>> {
    let mut out: HashMap<Id, Vec<Id>> = HashMap::new();
    for record in book.all(&Kind::Character).chain(book.all(&Kind::Element)) {
        if let Some(person) = record.link("person") {
            out.entry(person).or_default().push(record.id.clone());
        }
    }
    out
}

fn characters(book: &Book, parts: &[Id]) -> Vec<Id> {
    let is_character = |id: &&Id| book.get(&Kind::Character, id).is_some();
    parts.iter().filter(is_character).cloned().collect()
}

/// Returns the numbers and names of parts, joined, by number.
fn named(book: &Book, parts: &[Id]) -> (String, String) {
    let part = |id: &Id| {
        let character = book.get(&Kind::Character, id);
        character.or_else(|| book.get(&Kind::Element, id))
    };
    let mut list: Vec<(&str, &str)> = parts
        .iter()
        .filter_map(part)
        .map(|c| (c.text("number"), c.text("name")))
        .collect();
    list.sort_by(|a, b| compare_numbers(a.0, b.0).then_with(|| a.1.cmp(b.1)));
    let join = |parts: Vec<&str>, with: &str| -> String {
        parts
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(with)
    };
    let numbers = join(list.iter().map(|(n, _)| *n).collect(), ", ");
    let names = join(list.iter().map(|(_, n)| *n).collect(), " / ");
    (numbers, names)
}

/// The times before a performer's first scene: call, makeup, wardrobe, set (DOMAIN 3.8, cast call
/// derivation).
struct Way {
    call: Option<Minutes>,
    makeup: Option<Minutes>,
    wardrobe: Option<Minutes>,
    set: Option<Minutes>,
}

fn way(person: &Record, said: &Said, start: Option<Minutes>, blocking: Minutes) -> Way {
    let length = |field: &str| person.int(field).filter(|min| *min > 0).unwrap_or_default();
    let (makeup_min, wardrobe_min) = (length("makeup_min"), length("wardrobe_min"));
    let set = said.int("set").or(start);
    let drafted = set.and_then(|at| {
        at.checked_sub(
            makeup_min
                .checked_add(wardrobe_min)?
                .checked_add(blocking)?,
        )
    });
    let earliest = [said.int("makeup"), said.int("wardrobe"), drafted]
        .into_iter()
        .flatten()
        .min();
    let call = said.int("call").or(earliest);
    let after = |at: Option<Minutes>, min: Minutes| at.and_then(|at| at.checked_add(min));
    let makeup = said
        .int("makeup")
        .or_else(|| call.filter(|_| makeup_min > 0));
    let wardrobe = said
        .int("wardrobe")
        .or_else(|| match (wardrobe_min > 0, makeup) {
            (false, _) => None,
            (true, Some(at)) => after(Some(at), makeup_min),
            (true, None) => call,
        });
    Way {
        call,
        makeup,
        wardrobe,
        set,
    }
}

fn cast(
    book: &Book,
    person: &Record,
    who: &Candidate,
    said: &Said,
    status: String,
    of_day: &OfDay,
) -> CastLine {
    let way = way(person, said, who.start, of_day.blocking);
    let (number, character) = named(book, &who.parts);
    let on_call = said
        .flag("on_call")
        .unwrap_or_else(|| person.flag("on_call"));
    let travel = person.int("travel_min").or(of_day.travel);
    CastLine {
        person: Some(person.id.clone()),
        characters: characters(book, &who.parts),
        number,
        name: person.text("name").to_owned(),
        character,
        phone: person.text("phone").to_owned(),
        status,
        pickup: said
            .int("pickup")
            .or_else(|| pickup(way.call.filter(|_| !on_call), travel)),
        call: way.call,
        makeup: way.makeup,
        wardrobe: way.wardrobe,
        set: way.set,
        on_call,
        remarks: said.text("remarks").to_owned(),
        minor: person.flag("minor"),
        scenes: who.scenes.clone(),
    }
}

fn background(
    book: &Book,
    person: &Record,
    who: &Candidate,
    said: &Said,
    of_day: &OfDay,
) -> BackgroundLine {
    let way = way(person, said, who.start, of_day.blocking);
    BackgroundLine {
        person: Some(person.id.clone()),
        name: person.text("name").to_owned(),
        character: named(book, &who.parts).1,
        count: said
            .int("count")
            .and_then(|n| u32::try_from(n).ok())
            .unwrap_or_default(),
        phone: person.text("phone").to_owned(),
        call: way.call,
        set: way.set,
        remarks: said.text("remarks").to_owned(),
        minor: person.flag("minor"),
        scenes: who.scenes.clone(),
    }
}
