//! The card's fields, for whoever may change the plan.

use leptos::prelude::*;
use shared::access::Audience;
use shared::id::Id;
use shared::kind::Kind;
use shared::people::{Group, Place, directory, move_to, put_in};
use shared::record::Value;

use crate::rules::{AgreementField, HourRate};
use crate::store::use_store;
use crate::ui::*;

use super::fields::{RecordDate, RecordField, RecordLength, RecordOffset, RecordTick};
use super::place::{place_from_key, place_options, place_word};
use super::problems::{email_error, phone_error};

#[component]
pub fn PersonFields(id: Id) -> impl IntoView {
    let store = use_store();
    let key = Signal::stored(id.clone());
    view! {
        <section class="fields person-fields" aria-label=crate::t!("people.card")>
            <RecordField kind=Kind::Person id=key field="name" label=crate::t!("people.name") />
            <PlaceField id=id.clone() />
            <RecordField kind=Kind::Person id=key field="position" label=crate::t!("people.position") />
            <RecordField kind=Kind::Person id=key field="phone" label=crate::t!("people.phone")
                input=FieldKind::Tel check=phone_error as super::fields::Check
                help=crate::t!("people.phone_help") />
            <RecordField kind=Kind::Person id=key field="email" label=crate::t!("people.email")
                input=FieldKind::Email check=email_error as super::fields::Check />
            <div class="wide">
                <RecordField kind=Kind::Person id=key field="notes" label=crate::t!("people.notes")
                    long=true help=crate::t!("people.notes_help") />
            </div>
        </section>
        <details class="person-work">
            <summary>{crate::t!("people.work")}</summary>
            <section class="fields" aria-label=crate::t!("people.work")>
                <RecordOffset kind=Kind::Person id=key label=crate::t!("people.offset")
                    help=crate::t!("people.offset_help") />
                <RecordLength kind=Kind::Person id=key field="makeup_min" label=crate::t!("people.makeup") />
                <RecordLength kind=Kind::Person id=key field="wardrobe_min" label=crate::t!("people.wardrobe") />
                <RecordLength kind=Kind::Person id=key field="travel_min" label=crate::t!("people.travel")
                    help=crate::t!("people.travel_help") />
                <RecordDate kind=Kind::Person id=key field="start" label=crate::t!("people.start") />
                <RecordDate kind=Kind::Person id=key field="finish" label=crate::t!("people.finish") />
                <RecordDate kind=Kind::Person id=key field="hold_from" label=crate::t!("people.hold_from") />
                <RecordDate kind=Kind::Person id=key field="hold_to" label=crate::t!("people.hold_to") />
                <RecordTick kind=Kind::Person id=key field="head" label=crate::t!("people.head")
                    help=crate::t!("people.head_help") />
                <RecordTick kind=Kind::Person id=key field="on_call" label=crate::t!("people.on_call")
                    help=crate::t!("people.on_call_help") />
                <RecordTick kind=Kind::Person id=key field="minor" label=crate::t!("people.minor")
                    help=crate::t!("people.minor_help") />
                <AgreementField id=key />
                <Show when=move || store.may_write(&Audience::Office)>
                    <HourRate id=key />
                </Show>
            </section>
        </details>
        <OrderButtons id />
    }
}

/// The list somebody stands on: cast, a department, background.
#[component]
fn PlaceField(id: Id) -> impl IntoView {
    let store = use_store();
    let who = id.clone();
    let value = Memo::new(move |_| {
        store
            .with(&[Kind::Person, Kind::Department], |book| {
                let record = book.get(&Kind::Person, &who)?;
                let department = record
                    .link("department")
                    .filter(|d| book.get(&Kind::Department, d).is_some());
                Some(match (Group::parse(record.text("group")), department) {
                    (Group::Cast, _) => Place::Cast,
                    (Group::Background, _) => Place::Background,
                    (Group::Crew, Some(department)) => Place::Department(department),
                    (Group::Crew, None) => Place::NoDepartment,
                })
            })
            .map(|place| place.key())
            .unwrap_or_default()
    });
    let kept = id.clone();
    let choose = move |key: String| {
        let Some(place) = place_from_key(&key) else {
            return;
        };
        let command = store.peek(|book| {
            let list = match &place {
                Place::Department(id) => book.text(&Kind::Department, id, "name").to_owned(),
                other => place_word(other).unwrap_or_default().to_owned(),
            };
            let name = book.text(&Kind::Person, &kept, "name");
            put_in(
                book,
                &kept,
                &place,
                crate::t!("people.did.listed", name = name, list = list),
            )
        });
        store.act(command);
    };
    view! {
        <div class="record-field">
            <SelectField label=crate::t!("people.list") value options=place_options(store) on_commit=choose />
            <TwoVersions kind=Kind::Person id field="department" name=crate::t!("people.list")
                show=Callback::new(move |value: Value| {
                    value.as_text().map_or_else(String::new, |id| {
                        store.peek(|book| book.text(&Kind::Department, &Id::new(id), "name").to_owned())
                    })
                }) />
        </div>
    }
}

/// Moves somebody within their list; the cast stands by number.
#[component]
fn OrderButtons(id: Id) -> impl IntoView {
    let store = use_store();
    let who = id.clone();
    let place = Memo::new(move |_| {
        store.with(&[Kind::Person, Kind::Department, Kind::Character], |book| {
            directory(book)
                .into_iter()
                .filter(|s| s.place != Place::Cast)
                .find_map(|section| {
                    let at = section.people.iter().position(|p| p.id == who)?;
                    Some((at, section.people.len()))
                })
        })
    });
    let id = StoredValue::new(id);
    let shift = move |to: usize| {
        let id = id.get_value();
        let command = store.peek(|book| {
            let name = book.text(&Kind::Person, &id, "name");
            move_to(book, &id, to, crate::t!("people.did.moved", name = name))
        });
        store.act(command);
    };
    view! {
        <Show when=move || place.get().is_some_and(|(_, n)| n > 1)>
            <div class="line">
                <Button
                    disabled=Signal::derive(move || place.get().is_none_or(|(at, _)| at == 0))
                    on_click=move || if let Some((at, _)) = place.get_untracked() { shift(at.saturating_sub(1)) }
                >{crate::t!("people.up")}</Button>
                <Button
                    disabled=Signal::derive(move || place.get().is_none_or(|(at, n)| at + 1 >= n))
                    on_click=move || if let Some((at, _)) = place.get_untracked() { shift(at + 1) }
                >{crate::t!("people.down")}</Button>
            </div>
        </Show>
    }
}
