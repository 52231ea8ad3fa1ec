//! What a location is to the rules of rest.

use leptos::prelude::*;
use shared::id::Id;
use shared::kind::Kind;
use shared::people::set as set_field;
use shared::record::Value;

use crate::store::use_store;
use crate::sync::field_name;
use crate::ui::*;

/// Whether a place is outside the studio zone, and whether the company stays there overnight.
#[component]
pub fn PlaceMarks(#[prop(into)] id: Signal<Id>) -> impl IntoView {
    view! {
        <Mark id field="outside_zone" help=crate::t!("rules.outside_zone_help") />
        <Mark id field="overnight" help=crate::t!("rules.overnight_help") />
    }
}

#[component]
fn Mark(id: Signal<Id>, field: &'static str, help: &'static str) -> impl IntoView {
    let store = use_store();
    let value = Memo::new(move |_| {
        let record = store.record(&Kind::Location, &id.get());
        record.is_some_and(|record| record.flag(field))
    });
    let tick = move |on: bool| {
        let id = id.get_untracked();
        let command = store.peek(|book| {
            let who = book.text(&Kind::Location, &id, "name");
            let name = field_name(field).to_lowercase();
            let label = crate::t!("people.did.changed", who = who, field = name);
            let value = if on {
                Value::Flag(true)
            } else {
                Value::Nothing
            };
            set_field(book, &Kind::Location, &id, field, value, label)
        });
        store.act(command);
    };
    view! { <CheckField label=field_name(field) value on_commit=tick help /> }
}
