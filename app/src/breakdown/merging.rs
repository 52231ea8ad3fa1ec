//! The view of possible doubles: two names, a reason, which one stays, one press.

use leptos::prelude::*;
use shared::breakdown::{Duplicate, merge};
use shared::id::Id;

use crate::people::Address;
use crate::store::use_store;
use crate::ui::*;

use super::doubles::{Doubles, reason_words};
use super::mark::CategoryMark;
use super::state::{Elements, name_of};
use super::words::category_name;

#[component]
pub fn DoublesView(elements: Elements, doubles: Doubles, address: Address) -> impl IntoView {
    let is_none = move || doubles.is_known.get() && doubles.list.with(Vec::is_empty);
    view! {
        <p class="muted doubles-help">{crate::t!("breakdown.doubles_help")}</p>
        <ul class="doubles" aria-label=crate::t!("breakdown.doubles")>
            <For
                each=move || doubles.list.get()
                key=|d| (d.keep.clone(), d.other.clone(), d.reason)
                let:double
            >
                <Double double elements doubles address />
            </For>
        </ul>
        <Show when=is_none>
            <Empty title=crate::t!("breakdown.no_doubles") text=crate::t!("breakdown.no_doubles_text")>
                <Button on_click=move || address.go(&[("view", "")])>{crate::t!("breakdown.back")}</Button>
            </Empty>
        </Show>
    }
}

#[component]
fn Double(
    double: Duplicate,
    elements: Elements,
    doubles: Doubles,
    address: Address,
) -> impl IntoView {
    let store = use_store();
    let stays = RwSignal::new(double.keep.clone());
    let group = element_id("stays");
    let (first, second) = (double.keep.clone(), double.other.clone());
    let pair = (first.clone(), second.clone());
    let other = move |id: &Id| match *id == pair.0 {
        true => pair.1.clone(),
        false => pair.0.clone(),
    };
    let into = Signal::derive(move || {
        elements
            .get(&stays.get())
            .map(|e| e.name.to_string())
            .unwrap_or_default()
    });
    let join = move || {
        let keep = stays.get_untracked();
        let gone = other(&keep);
        let (name, into) = (name_of(store, &gone), name_of(store, &keep));
        let label = crate::t!("breakdown.did.merged", name = name, into = into);
        let command = store.peek(|book| merge(book, &keep, std::slice::from_ref(&gone), label));
        store.act(command);
        doubles.settle(&gone);
    };
    let told = double.clone();
    let apart = move || doubles.keep_apart(&untrack(|| address.production()), &told);
    view! {
        <li class="card double">
            <p>{reason_words(double.reason)}</p>
            <fieldset>
                <legend>{crate::t!("breakdown.which_stays")}</legend>
                <Choice id=first stays group=group.clone() elements />
                <Choice id=second stays group elements />
            </fieldset>
            <div class="line">
                <Button on_click=join>{move || crate::t!("breakdown.merge_into", name = into.get())}</Button>
                <Button kind=ButtonKind::Quiet on_click=apart>{crate::t!("breakdown.are_two")}</Button>
            </div>
        </li>
    }
}

/// One of the two, with what tells them apart: category, number, scenes.
#[component]
fn Choice(id: Id, stays: RwSignal<Id>, group: String, elements: Elements) -> impl IntoView {
    let key = id.clone();
    let element = Memo::new(move |_| elements.get(&key));
    let mine = id.clone();
    let is_chosen = move || stays.with(|stays| *stays == mine);
    let field = element_id("choice");
    view! {
        <div class="double-choice">
            <input type="radio" id=field.clone() name=group prop:checked=is_chosen
                on:change=move |_| stays.set(id.clone()) />
            <label for=field>
                {move || element.get().map(|element| {
                    let category = elements.category(&element.category);
                    let place = category_name(&category);
                    let number = element.number.to_string();
                    let scenes = crate::t!("people.scenes", n = element.scenes.len());
                    view! {
                        <CategoryMark category />
                        <span class="grow">
                            <b>{element.name.to_string()}</b>
                            <small>{place}", "{scenes}
                                {(!number.is_empty()).then(|| format!(", {}", crate::t!("breakdown.number_of", n = number)))}
                            </small>
                        </span>
                    }
                })}
            </label>
        </div>
    }
}
