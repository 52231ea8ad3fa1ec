//! What comes with an element into a scene: the doctor and the stethoscope.

use leptos::prelude::*;
use shared::breakdown::{link, unlink};
use shared::id::Id;

use crate::store::use_store;
use crate::ui::*;

use super::state::{Elements, name_of};
use super::words::category_name;

#[component]
pub fn ComesWith(id: Id, elements: Elements) -> impl IntoView {
    let store = use_store();
    let key = id.clone();
    let linked = Memo::new(move |_| {
        let ids = elements.get(&key).map(|e| e.links.clone());
        let there = ids.unwrap_or_default().into_iter();
        there
            .filter_map(|id| elements.get(&id).map(|e| (id, e.name.to_string())))
            .collect::<Vec<_>>()
    });
    let of = id.clone();
    let take_out = move |with: Id, name: String| {
        let label = crate::t!(
            "breakdown.did.unlinked",
            name = name_of(store, &of),
            with = name
        );
        store.act(store.peek(|book| unlink(book, &of, &with, label)));
    };
    let take_out = StoredValue::new(take_out);
    view! {
        <section class="element-links">
            <h3>{crate::t!("breakdown.comes_with")}</h3>
            <Show
                when=move || !linked.with(Vec::is_empty)
                fallback=|| view! { <p class="muted">{crate::t!("breakdown.comes_with_none")}</p> }
            >
                <ul class="line" aria-label=crate::t!("breakdown.comes_with")>
                    <For each=move || linked.get() key=Clone::clone let:member>
                        {
                            let (with, name) = member;
                            let said = crate::t!("breakdown.unlink", name = name);
                            let shown = name.clone();
                            view! {
                                <li class="chip part-chip">
                                    {shown}
                                    <button type="button" aria-label=said
                                        on:click=move |_| take_out.with_value(|out| out(with.clone(), name.clone()))>
                                        <span aria-hidden="true">"✕"</span>
                                    </button>
                                </li>
                            }
                        }
                    </For>
                </ul>
            </Show>
            <AddLink id elements />
        </section>
    }
}

/// A name from the breakdown; where two elements share it, the category stands behind it.
#[component]
fn AddLink(id: Id, elements: Elements) -> impl IntoView {
    let store = use_store();
    let typed = RwSignal::new(String::new());
    let unknown = RwSignal::new(None::<String>);
    let names_id = element_id("elements");
    let list = names_id.clone();
    // Hundreds of names are only drawn for whoever is about to type one.
    let is_wanted = RwSignal::new(false);
    let names = move || {
        elements.list.with(|all| {
            let named = all.iter().map(|e| {
                let category = category_name(&elements.category(&e.category));
                (e.id.clone(), format!("{}, {category}", e.name))
            });
            named.collect::<Vec<_>>()
        })
    };
    let options = move || match is_wanted.get() {
        true => names(),
        false => Vec::new(),
    };
    let of = id.clone();
    let submit = move || {
        let text = typed.get_untracked();
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return;
        }
        let all = untrack(names);
        let found = all
            .iter()
            .find(|(_, said)| said.to_lowercase() == text)
            .or_else(|| {
                all.iter()
                    .find(|(_, said)| plain_name(said).to_lowercase() == text)
            });
        let Some((with, said)) = found.filter(|(with, _)| *with != of) else {
            unknown.set(Some(crate::t!("breakdown.link_unknown").to_owned()));
            return;
        };
        let label = crate::t!(
            "breakdown.did.linked",
            name = name_of(store, &of),
            with = plain_name(said)
        );
        store.act(store.peek(|book| link(book, &of, with, label)));
        typed.set(String::new());
        unknown.set(None);
    };
    view! {
        <div on:focusin=move |_| is_wanted.set(true)>
            <Form class="add-row" on_submit=submit>
                <TextField label=crate::t!("breakdown.add_link") value=typed list=list error=unknown
                    on_input=move |text| {
                        typed.set(text);
                        unknown.set(None);
                    } />
                <Button submit=true>{crate::t!("breakdown.add_link_do")}</Button>
            </Form>
        </div>
        <datalist id=names_id>
            {move || options().into_iter().map(|(_, said)| view! { <option value=said></option> }).collect_view()}
        </datalist>
    }
}

/// "Brass bell, Props" without the category.
fn plain_name(said: &str) -> &str {
    said.rsplit_once(", ").map_or(said, |(name, _)| name)
}
