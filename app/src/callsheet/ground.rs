//! Where the day is shot: the location, basecamp, parking and hospital.

use leptos::prelude::*;
use shared::callsheet::{CallSheet, Place};
use shared::kind::Kind;
use shared::people::fold;
use shared::record::Value;

use super::place::PlaceCard;
use super::state::use_draft;
use super::texts::DayText;
use super::times::DaySource;
use super::words::field;
use crate::ui::*;

#[component]
pub fn Ground() -> impl IntoView {
    let room = use_draft();
    let places = Memo::new(move |_| room.sheet.with(|sheet| sheet.locations.clone()));
    let below = Memo::new(move |_| room.sheet.with(CallSheet::places_below));
    let first = move |read: fn(&Place) -> &String| {
        MaybeProp::derive(move || {
            places.with(|p| p.first().map(|p| read(p).clone()).filter(|t| !t.is_empty()))
        })
    };
    view! {
        <section class="part" aria-labelledby="draft-place">
            <h2 id="draft-place">{crate::t!("callsheet.places")}</h2>
            <div class="card">
                <div class="fields">
                    <Location />
                    <DayText name="basecamp" drafted=first(|p| &p.basecamp) />
                    <DayText name="parking" drafted=first(|p| &p.parking) />
                </div>
                <div class="places">
                    {move || {
                        below
                            .get()
                            .into_iter()
                            .map(|place| view! { <PlaceCard place production=room.production editable=true /> })
                            .collect_view()
                    }}
                </div>
            </div>
        </section>
    }
}

#[component]
fn Location() -> impl IntoView {
    let room = use_draft();
    let value = Memo::new(move |_| {
        room.record()
            .map_or_else(String::new, |day| day.text("location").to_owned())
    });
    let options = Memo::new(move |_| {
        let mut all: Vec<(String, String)> = room.store.with(&[Kind::Location], |book| {
            book.all(&Kind::Location)
                .map(|l| (l.id.to_string(), l.text("name").to_owned()))
                .collect()
        });
        all.sort_by_cached_key(|(_, name)| fold(name));
        all.insert(
            0,
            (String::new(), crate::t!("callsheet.from_scenes").to_owned()),
        );
        all
    });
    let show = Callback::new(move |value: Value| {
        let id = value.as_text().unwrap_or_default().to_owned();
        room.store.peek(|book| {
            book.text(&Kind::Location, &id.as_str().into(), "name")
                .to_owned()
        })
    });
    view! {
        <div data-field="location">
            <SelectField
                label=field("location")
                value
                options
                disabled=Signal::derive(move || !room.may_write.get())
                on_commit=move |id: String| {
                    room.set_day("location", if id.is_empty() { Value::Nothing } else { id.into() });
                }
            />
            <DaySource
                name="location"
                label=field("location")
                is_drafted=Signal::derive(move || room.sheet.with(|s| !s.locations.is_empty()))
            />
            <TwoVersions kind=Kind::Day id=room.day field="location" name=field("location") show />
        </div>
    }
}
