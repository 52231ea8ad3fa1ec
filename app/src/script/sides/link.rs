//! The way from a day to its sides, for those who may read them.

use leptos::prelude::*;
use shared::access::Audience;
use shared::id::Id;
use shared::kind::Kind;
use shared::script;

use crate::shell::{path, use_production};
use crate::store::use_store;
use crate::ui::*;

/// A link to the sides of a day that count; for the office, where there are none, to making them.
#[component]
pub fn SidesLink(#[prop(into)] day: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let to = Memo::new(move |_| {
        if !store.may_read(&Audience::Script) {
            return None;
        }
        let day = day.get();
        let last = store.with(&[Kind::Sides], |book| script::latest(book, &day));
        match last {
            Some(last) => Some(format!("sides/{}", last.cover.id)),
            None if store.may_write(&Audience::Script) && !day.as_str().is_empty() => {
                Some(format!("sides?day={day}"))
            }
            None => None,
        }
    });
    move || {
        to.get().map(|room| {
            let href = path(&production.get(), &room);
            view! { <LinkButton href=Signal::stored(href)>{crate::t!("sides.title")}</LinkButton> }
        })
    }
}
