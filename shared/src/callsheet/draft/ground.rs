//! Where a day is shot, and what the days to come bring.

use super::course::scene_line;
use super::name_of;
use crate::book::Book;
use crate::callsheet::plan::{PlanRow, ShootDay};
use crate::callsheet::sheet::{AdvanceDay, Hospital, Place, SceneLine};
use crate::kind::Kind;
use crate::record::Record;

/// The day's own location first, then those of its scenes as they come.
pub(super) fn places(book: &Book, day: &Record, here: Option<&ShootDay>) -> Vec<Place> {
    let of_scenes = here
        .into_iter()
        .flat_map(ShootDay::scenes)
        .filter_map(|id| book.get(&Kind::Scene, id)?.link("location"));
    let mut places: Vec<Place> = Vec::new();
    for id in day.link("location").into_iter().chain(of_scenes) {
        if places.iter().any(|p| p.location.as_ref() == Some(&id)) {
            continue;
        }
        if let Some(record) = book.get(&Kind::Location, &id) {
            places.push(place(record));
        }
    }
    places
}

fn place(record: &Record) -> Place {
    let text = |field: &str| record.text(field).to_owned();
    Place {
        location: Some(record.id.clone()),
        name: text("name"),
        address: text("address"),
        lat: record.int("lat"),
        lon: record.int("lon"),
        parking: text("parking"),
        basecamp: text("basecamp"),
        notes: text("notes"),
        contact: text("contact"),
        contact_phone: text("contact_phone"),
        hospital: Hospital {
            name: text("hospital_name"),
            address: text("hospital_address"),
            phone: text("hospital_phone"),
        },
    }
}

pub(super) fn advance(book: &Book, day: &ShootDay) -> AdvanceDay {
    let record = book.get(&Kind::Day, &day.id);
    let scenes: Vec<SceneLine> = day
        .rows
        .iter()
        .filter_map(|row| match row {
            PlanRow::Scene { id, paint } => {
                Some(scene_line(book, book.get(&Kind::Scene, id)?, paint))
            }
            PlanRow::Banner { .. } => None,
        })
        .collect();
    let named = record
        .and_then(|r| r.link("location"))
        .map(|id| name_of(book, &Kind::Location, id.as_str()).to_owned())
        .filter(|name| !name.is_empty());
    let mut locations: Vec<String> = named.into_iter().collect();
    for scene in &scenes {
        if !scene.location.is_empty() && !locations.contains(&scene.location) {
            locations.push(scene.location.clone());
        }
    }
    AdvanceDay {
        day: Some(day.id.clone()),
        day_number: day.number,
        date: day.date.clone(),
        general_call: record.and_then(|r| r.int("general_call")),
        location: locations.join(", "),
        eighths: scenes
            .iter()
            .fold(0, |sum, s| sum.saturating_add(s.eighths)),
        scenes,
    }
}
