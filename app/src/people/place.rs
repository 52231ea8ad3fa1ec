//! The lists somebody can stand on, as a choice and in words.

use leptos::prelude::*;
use shared::id::Id;
use shared::kind::Kind;
use shared::people::{Place, Section, departments};

use crate::store::Store;

/// Returns what a section is called.
pub fn section_name(section: &Section) -> String {
    place_word(&section.place).map_or_else(|| section.name.clone(), str::to_owned)
}

/// Returns the word of a list that is no department.
pub fn place_word(place: &Place) -> Option<&'static str> {
    match place {
        Place::Cast => Some(crate::t!("people.cast")),
        Place::NoDepartment => Some(crate::t!("people.no_department")),
        Place::Background => Some(crate::t!("people.background")),
        Place::Department(_) => None,
    }
}

/// Reads the key of a list, as it stands in an option or an address.
pub fn place_from_key(key: &str) -> Option<Place> {
    match key {
        "cast" => Some(Place::Cast),
        "none" => Some(Place::NoDepartment),
        "background" => Some(Place::Background),
        other => other
            .strip_prefix("d-")
            .map(|id| Place::Department(Id::new(id))),
    }
}

/// Lists every list somebody can be put on: value and text.
pub fn place_options(store: Store) -> Signal<Vec<(String, String)>> {
    Memo::new(move |_| {
        let names = store.with(&[Kind::Department, Kind::Person], |book| {
            departments(book)
                .into_iter()
                .map(|d| (Place::Department(d.id).key(), d.name))
                .collect::<Vec<_>>()
        });
        let word = |place: Place| {
            (
                place.key(),
                place_word(&place).unwrap_or_default().to_owned(),
            )
        };
        let mut options = vec![word(Place::Cast)];
        options.extend(names);
        options.push(word(Place::NoDepartment));
        options.push(word(Place::Background));
        options
    })
    .into()
}
