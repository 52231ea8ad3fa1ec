//! A place of the day as a card: how to get there, whom to ask, the nearest hospital.

use leptos::prelude::*;
use shared::callsheet::{Hospital, Place};
use shared::id::Id;
use shared::location::{Coordinates, links};
use shared::people::phone;

use crate::location::own_map;
use crate::shell::path;
use crate::ui::*;

/// Returns the link that rings a typed number, if it can be dialled.
pub fn tel(typed: &str) -> Option<String> {
    phone::read(typed)
        .ok()
        .flatten()
        .map(|dialled| dialled.link())
}

/// A number to tap; one that cannot be dialled stands as text. `who` names it for screen readers.
#[component]
pub fn Ring(#[prop(into)] number: String, #[prop(into)] who: String) -> impl IntoView {
    match tel(&number) {
        Some(href) => view! {
            <a class="ring" href=href aria-label=crate::t!("callsheet.ring_who", who = who, number = number)>
                <Icon icon=IconName::Phone />
                <span>{number.clone()}</span>
            </a>
        }
        .into_any(),
        None => view! { <span class="n">{number}</span> }.into_any(),
    }
}

/// A link that opens a place in a map.
#[component]
pub fn MapLink(#[prop(into)] href: String, #[prop(into)] place: String) -> impl IntoView {
    view! {
        <a
            class="map-link"
            href=href
            target="_blank"
            rel="noreferrer"
            aria-label=crate::t!("callsheet.map_of", place = place)
        >
            <Icon icon=IconName::Pin />
            <span>{crate::t!("callsheet.map")}</span>
        </a>
    }
}

/// Returns the link that opens a place in the phone's own map.
pub fn map_of(place: &Place) -> Option<String> {
    let at = place
        .lat
        .zip(place.lon)
        .and_then(|(lat, lon)| Coordinates::new(lat, lon));
    links(&place.name, at, &place.address).map(|maps| own_map(&maps))
}

/// Returns the link that opens a hospital in the phone's own map.
pub fn hospital_map(hospital: &Hospital) -> Option<String> {
    if hospital.address.is_empty() {
        return None;
    }
    let asked = format!("{}, {}", hospital.name, hospital.address);
    links("", None, &asked).map(|maps| own_map(&maps))
}

/// The nearest hospital of a place: where it is, how to get there, its number.
#[component]
pub fn HospitalLine(hospital: Hospital) -> impl IntoView {
    let map = hospital_map(&hospital);
    view! {
        <div class="hospital">
            <span class="cross" aria-hidden="true">"✚"</span>
            <div class="grow">
                {if hospital.name.is_empty() {
                    view! { <p class="lacks">{crate::t!("callsheet.no_hospital")}</p> }.into_any()
                } else {
                    view! {
                        <p>
                            <b>{hospital.name.clone()}</b>
                            <span class="address">{hospital.address.clone()}</span>
                        </p>
                    }
                        .into_any()
                }}
            </div>
            {(!hospital.phone.is_empty())
                .then(|| view! { <Ring number=hospital.phone.clone() who=hospital.name.clone() /> })}
            {map.map(|href| view! { <MapLink href place=hospital.name.clone() /> })}
        </div>
    }
}

#[component]
pub fn PlaceCard(
    place: Place,
    production: Memo<Id>,
    /// Offers the way to the location's own form.
    #[prop(optional)]
    editable: bool,
) -> impl IntoView {
    let map = map_of(&place);
    let hospital = place.hospital.clone();
    let room = place
        .location
        .as_ref()
        .map(|id| format!("locations?location={id}"));
    let fact = |label: &'static str, text: &str| {
        let text = text.to_owned();
        (!text.is_empty()).then(|| view! { <div><dt>{label}</dt><dd>{text}</dd></div> })
    };
    view! {
        <article class="place">
            <div class="place-head">
                <h3>{place.name.clone()}</h3>
                {map.map(|href| view! { <MapLink href place=place.name.clone() /> })}
            </div>
            {(!place.address.is_empty()).then(|| view! { <p class="address">{place.address.clone()}</p> })}
            <dl class="facts">
                {fact(crate::t!("callsheet.field.parking"), &place.parking)}
                {fact(crate::t!("callsheet.field.basecamp"), &place.basecamp)}
                {fact(crate::t!("callsheet.field.location_notes"), &place.notes)}
            </dl>
            {(!place.contact_phone.is_empty())
                .then(|| {
                    view! {
                        <p class="line">
                            <span>{place.contact.clone()}</span>
                            <Ring number=place.contact_phone.clone() who=place.contact.clone() />
                        </p>
                    }
                })}
            <HospitalLine hospital />
            {editable
                .then_some(room)
                .flatten()
                .map(|room| {
                    view! {
                        <a class="no-print" href=move || path(&production.get(), &room)>
                            {crate::t!("callsheet.edit_location")}
                        </a>
                    }
                })}
        </article>
    }
}
