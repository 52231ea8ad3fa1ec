//! One place as every room shows it.

use std::collections::HashMap;

use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;
use crate::people::{fold, phone};
use crate::record::Record;

use super::coordinates::Coordinates;
use super::maps::{MapLinks, links};

/// The hospital to drive to; it stands on every call sheet.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Hospital {
    pub name: String,
    pub address: String,
    /// As typed.
    pub phone: String,
    pub tel: Option<String>,
    pub map: Option<MapLinks>,
}

impl Hospital {
    pub fn is_empty(&self) -> bool {
        self.name.is_empty() && self.address.is_empty() && self.phone.is_empty()
    }
}

/// What a place still lacks before a call sheet can send people there (DOMAIN 3.22).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Missing {
    /// Neither a pin nor an address.
    Way,
    /// An address, but no pin: a map may guess wrong.
    Pin,
    Hospital,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct LocationView {
    pub id: Id,
    pub name: String,
    pub address: String,
    pub at: Option<Coordinates>,
    pub map: Option<MapLinks>,
    pub parking: String,
    pub basecamp: String,
    pub notes: String,
    pub contact: String,
    /// As typed.
    pub contact_phone: String,
    pub contact_tel: Option<String>,
    pub hospital: Hospital,
    /// How many scenes are shot here.
    pub scenes: usize,
    pub missing: Vec<Missing>,
    pub disputed: bool,
    pub order: String,
}

/// Returns one place, unless it was taken away.
pub fn location(book: &Book, id: &Id) -> Option<LocationView> {
    let record = book.get(&Kind::Location, id)?;
    let scenes = scenes_by_location(book);
    Some(view(record, scenes.get(id).copied().unwrap_or_default()))
}

/// Lists all places in their order.
pub fn locations(book: &Book) -> Vec<LocationView> {
    let scenes = scenes_by_location(book);
    let mut out: Vec<LocationView> = book
        .all(&Kind::Location)
        .map(|record| view(record, scenes.get(&record.id).copied().unwrap_or_default()))
        .collect();
    out.sort_by(|a, b| {
        (a.order.is_empty(), &a.order, fold(&a.name), &a.id).cmp(&(
            b.order.is_empty(),
            &b.order,
            fold(&b.name),
            &b.id,
        ))
    });
    out
}

/// Keeps the places in which every word of the search stands.
pub fn matching(locations: &[LocationView], search: &str) -> Vec<LocationView> {
    let words: Vec<String> = fold(search).split_whitespace().map(str::to_owned).collect();
    locations
        .iter()
        .filter(|place| {
            let text = fold(&format!(
                "{} {} {} {} {}",
                place.name, place.address, place.basecamp, place.contact, place.notes
            ));
            words.iter().all(|word| text.contains(word.as_str()))
        })
        .cloned()
        .collect()
}

fn scenes_by_location(book: &Book) -> HashMap<Id, usize> {
    let mut out = HashMap::new();
    for scene in book
        .all(&Kind::Scene)
        .filter(|scene| !scene.flag("omitted"))
    {
        if let Some(location) = scene.link("location") {
            *out.entry(location).or_default() += 1;
        }
    }
    out
}

fn view(record: &Record, scenes: usize) -> LocationView {
    let text = |field: &str| record.text(field).to_owned();
    let tel = |typed: &str| {
        phone::read(typed)
            .ok()
            .flatten()
            .map(|dialled| dialled.link())
    };
    let at = record
        .int("lat")
        .zip(record.int("lon"))
        .and_then(|(lat, lon)| Coordinates::new(lat, lon));
    let (name, address) = (text("name"), text("address"));
    let hospital = Hospital {
        name: text("hospital_name"),
        address: text("hospital_address"),
        tel: tel(record.text("hospital_phone")),
        phone: text("hospital_phone"),
        map: links("", None, &hospital_query(record)),
    };
    let mut missing = Vec::new();
    match (at, address.is_empty()) {
        (None, true) => missing.push(Missing::Way),
        (None, false) => missing.push(Missing::Pin),
        _ => {}
    }
    if hospital.is_empty() {
        missing.push(Missing::Hospital);
    }
    LocationView {
        id: record.id.clone(),
        map: links(&name, at, &address),
        name,
        address,
        at,
        parking: text("parking"),
        basecamp: text("basecamp"),
        notes: text("notes"),
        contact: text("contact"),
        contact_tel: tel(record.text("contact_phone")),
        contact_phone: text("contact_phone"),
        hospital,
        scenes,
        missing,
        disputed: record
            .versions
            .keys()
            .any(|field| record.disagreement(field).is_some()),
        order: text("order"),
    }
}

/// A hospital's name alone finds the wrong town: its map opens only with an address.
fn hospital_query(record: &Record) -> String {
    let address = record.text("hospital_address").trim();
    if address.is_empty() {
        return String::new();
    }
    let name = record.text("hospital_name").trim();
    if name.is_empty() {
        address.to_owned()
    } else {
        format!("{name}, {address}")
    }
}
