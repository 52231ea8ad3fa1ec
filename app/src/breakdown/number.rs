//! An element's number, and the lock that keeps numbering away from it.

use leptos::prelude::*;
use shared::breakdown::{lock_numbers, unlock_numbers};
use shared::id::Id;

use crate::people::text_of;
use crate::store::use_store;
use crate::ui::*;

use super::fields::{kind, write};
use super::state::{Elements, name_of};

#[component]
pub fn NumberField(id: Id, elements: Elements) -> impl IntoView {
    let store = use_store();
    let name = crate::t!("breakdown.number");
    let key = Signal::stored(id.clone());
    let kind = kind(store, &id);
    let value = text_of(store, kind.clone(), key, "number");
    let element = {
        let id = id.clone();
        Memo::new(move |_| elements.get(&id))
    };
    // A number that is used twice is kept, and said.
    let clash = Signal::derive(move || {
        let mine = element.get().filter(|e| !e.number.is_empty())?;
        let is_other = |id: &Id| *id != mine.id;
        let others: Vec<String> = elements.list.with(|all| {
            let same = all.iter().filter(|e| {
                e.category == mine.category && e.number == mine.number && is_other(&e.id)
            });
            same.map(|e| e.name.to_string()).collect()
        });
        (!others.is_empty()).then(|| {
            crate::t!(
                "people.clash_with",
                number = mine.number,
                others = others.join(", ")
            )
        })
    });
    let is_locked =
        Memo::new(move |_| element.with(|e| e.as_ref().is_some_and(|e| e.is_number_locked)));
    let is_numberless = Signal::derive(move || value.with(String::is_empty) && !is_locked.get());
    let written = id.clone();
    let commit = move |typed: String| {
        write(store, &written, "number", name, &typed, typed.as_str());
    };
    let lock = move |is_on: bool| {
        let who = name_of(store, &id);
        let ids = std::slice::from_ref(&id);
        store.act(store.peek(|book| match is_on {
            true => lock_numbers(book, ids, crate::t!("breakdown.did.locked", name = who)),
            false => unlock_numbers(book, ids, crate::t!("breakdown.did.unlocked", name = who)),
        }));
    };
    view! {
        <div>
            <TextField label=name value on_commit=commit help=clash />
            <CheckField label=crate::t!("breakdown.lock") value=is_locked on_commit=lock disabled=is_numberless />
            <TwoVersions kind id=key field="number" name />
        </div>
    }
}
