//! The fields of a place, for whoever may change the plan.

use leptos::prelude::*;
use shared::id::Id;
use shared::kind::Kind;
use shared::location::{Coordinates, CoordinatesProblem, location, set_pin};

use crate::people::{Check, RecordField, RecordLength, phone_error};
use crate::rules::PlaceMarks;
use crate::store::use_store;
use crate::ui::*;

#[component]
pub fn LocationFields(id: Id) -> impl IntoView {
    let key = Signal::stored(id.clone());
    view! {
        <section class="fields place-fields" aria-label=crate::t!("location.title")>
            <RecordField kind=Kind::Location id=key field="name" label=crate::t!("location.name") />
            <PinField id />
            <div class="wide">
                <RecordField kind=Kind::Location id=key field="address" label=crate::t!("location.address")
                    long=true help=crate::t!("location.address_help") />
            </div>
            <RecordField kind=Kind::Location id=key field="parking" label=crate::t!("location.parking") />
            <RecordField kind=Kind::Location id=key field="basecamp" label=crate::t!("location.basecamp") />
            <RecordField kind=Kind::Location id=key field="contact" label=crate::t!("location.contact") />
            <RecordField kind=Kind::Location id=key field="contact_phone"
                label=crate::t!("location.contact_phone") input=FieldKind::Tel check=phone_error as Check />
            <RecordField kind=Kind::Location id=key field="hospital_name" label=crate::t!("location.hospital_name") />
            <RecordField kind=Kind::Location id=key field="hospital_phone"
                label=crate::t!("location.hospital_phone") input=FieldKind::Tel check=phone_error as Check />
            <div class="wide">
                <RecordField kind=Kind::Location id=key field="hospital_address"
                    label=crate::t!("location.hospital_address") long=true />
            </div>
            <RecordLength kind=Kind::Location id=key field="travel_min" label=crate::t!("location.travel")
                help=crate::t!("location.travel_help") />
            <PlaceMarks id=key />
            <div class="wide">
                <RecordField kind=Kind::Location id=key field="notes" label=crate::t!("location.notes")
                    long=true help=crate::t!("location.notes_help") />
            </div>
        </section>
    }
}

/// Says what is wrong with a pasted pin.
pub fn pin_problem(problem: CoordinatesProblem) -> &'static str {
    match problem {
        CoordinatesProblem::ShortLink => crate::t!("location.pin.short"),
        CoordinatesProblem::NoPoint => crate::t!("location.pin.no_point"),
        CoordinatesProblem::Swapped => crate::t!("location.pin.swapped"),
        CoordinatesProblem::OutOfRange => crate::t!("location.pin.range"),
        CoordinatesProblem::NotUnderstood => crate::t!("location.pin.unread"),
    }
}

/// Latitude and longitude as one field, from whatever was pasted.
#[component]
fn PinField(id: Id) -> impl IntoView {
    let store = use_store();
    let wrong = RwSignal::new(None::<String>);
    let who = id.clone();
    let value = Memo::new(move |_| {
        store
            .with(&[Kind::Location], |book| location(book, &who))
            .and_then(|place| place.at)
            .map(Coordinates::to_text)
            .unwrap_or_default()
    });
    let kept = id.clone();
    let commit = move |typed: String| {
        let done = store.peek(|book| {
            let name = book.text(&Kind::Location, &kept, "name");
            let label = match Coordinates::parse(&typed) {
                Ok(at) => crate::t!("location.pin_set", who = name, value = at.to_text()),
                Err(_) => crate::t!("location.pin_cleared", who = name),
            };
            set_pin(book, &kept, &typed, label)
        });
        match done {
            Ok(command) => {
                wrong.set(None);
                store.act(command);
            }
            Err(problem) => wrong.set(Some(pin_problem(problem).to_owned())),
        }
    };
    let micro = Callback::new(|value: shared::record::Value| {
        value
            .as_int()
            .map_or_else(String::new, |micro| format!("{:.5}", micro as f64 / 1e6))
    });
    let id = Signal::stored(id);
    view! {
        <div class="record-field">
            <TextField label=crate::t!("location.pin") value on_commit=commit error=wrong
                help=crate::t!("location.pin_help") />
            <TwoVersions kind=Kind::Location id field="lat" name=crate::t!("location.latitude") show=micro />
            <TwoVersions kind=Kind::Location id field="lon" name=crate::t!("location.longitude") show=micro />
        </div>
    }
}
