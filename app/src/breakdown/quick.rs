//! The one row that adds to a scene: a category, a name, Enter, and the next.

use leptos::prelude::*;
use shared::breakdown::add;
use shared::breakdown::category::id_of;
use shared::id::Id;

use crate::platform::{dom, random};
use crate::store::use_store;
use crate::ui::*;

use super::add::PROPS;
use super::recent::{offered, remember};
use super::sheet::scene_number;
use super::state::{category_options, use_elements};
use super::words::category_name;

#[component]
pub fn QuickAdd(id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let elements = use_elements();
    let first = offered(elements).first().map(|c| c.id.to_string());
    let category = RwSignal::new(first.unwrap_or_else(|| id_of(PROPS).to_string()));
    let typed = RwSignal::new(String::new());
    let said = RwSignal::new(None::<String>);
    let (field, list) = (element_id("quick"), element_id("suggested"));
    // Hundreds of names are only drawn for whoever is about to type one.
    let is_wanted = RwSignal::new(false);
    let names = move || {
        let chosen = Id::new(category.get());
        elements.list.with(|all| {
            let same = all
                .iter()
                .filter(|e| is_wanted.get() && e.category == chosen);
            same.map(|e| e.name.to_string()).collect::<Vec<_>>()
        })
    };
    let selector = format!("#{field}");
    let submit = move || {
        let name = typed.get_untracked();
        let name = name.trim();
        if !name.is_empty() {
            let (scene, to) = (id.get_untracked(), Id::new(category.get_untracked()));
            let place = untrack(|| category_name(&elements.category(&to)));
            let n = scene_number(store, &scene);
            let label = crate::t!(
                "breakdown.did.in_scene",
                n = n,
                name = name,
                category = place
            );
            let command = store.peek(|book| add(book, &scene, &to, name, label, &mut random::id));
            if command.is_empty() {
                said.set(Some(crate::t!("breakdown.in_already", name = name)));
            } else {
                store.act(command);
                remember(&to);
                said.set(None);
                typed.set(String::new());
            }
        }
        dom::focus(&selector);
    };
    let suggested = list.clone();
    view! {
        <div class="quick-add no-print" on:focusin=move |_| is_wanted.set(true)>
            <Form class="add-row" label=crate::t!("breakdown.quick") on_submit=submit>
                <SelectField label=crate::t!("breakdown.category") value=category options=category_options(elements)
                    on_commit=move |chosen| {
                        category.set(chosen);
                        said.set(None);
                    } />
                <TextField label=crate::t!("breakdown.add_to_scene") value=typed list=suggested id=field error=said
                    on_input=move |text| {
                        typed.set(text);
                        said.set(None);
                    } />
                <Button submit=true name=crate::t!("breakdown.quick")>{crate::t!("breakdown.add_to_scene_do")}</Button>
            </Form>
            <datalist id=list>
                {move || names().into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
            </datalist>
        </div>
    }
}
