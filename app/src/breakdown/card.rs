//! What everybody sees of an element: its category, who plays or brings it, and for those who
//! only read all the rest as well.

use std::sync::Arc;

use leptos::prelude::*;
use shared::breakdown::ElementView;
use shared::kind::Kind;

use crate::people::Address;
use crate::store::{Store, use_store};
use crate::ui::*;

use super::mark::CategoryMark;
use super::pane::person_path;
use super::state::Elements;
use super::words::{category_name, flag_word};

#[component]
pub fn ElementCard(
    element: Memo<Option<Arc<ElementView>>>,
    elements: Elements,
    may_plan: Memo<bool>,
    address: Address,
) -> impl IntoView {
    let store = use_store();
    view! {
        {move || {
            element.get().map(|element| {
                let category = elements.category(&element.category);
                let name = category_name(&category);
                let number = element.number.to_string();
                view! {
                    <p class="element-what">
                        <CategoryMark category />
                        <b>{name}</b>
                        {(!number.is_empty()).then(|| view! { <span class="muted">{crate::t!("breakdown.number_of", n = number)}</span> })}
                    </p>
                    {person(store, &element, address)}
                    {(!may_plan.get()).then(|| facts(store, &element, elements))}
                }
            })
        }}
    }
}

/// The link to whoever plays or brings it.
fn person(store: Store, element: &ElementView, address: Address) -> impl IntoView + use<> {
    let is_cast = element.kind == Kind::Character;
    element.person.clone().and_then(|person| {
        let name = store
            .record(&Kind::Person, &person)?
            .text("name")
            .to_owned();
        let label = if is_cast {
            crate::t!("breakdown.played_by")
        } else {
            crate::t!("breakdown.brought_by")
        };
        let href = person_path(address, &person);
        Some(view! { <p><span class="muted">{label}" "</span><a href=href>{name}</a></p> })
    })
}

fn facts(store: Store, element: &ElementView, elements: Elements) -> impl IntoView + use<> {
    let department = element.department.as_ref().and_then(|id| {
        let record = store.record(&Kind::Department, id)?;
        Some(record.text("name").to_owned())
    });
    let with: Vec<String> = element
        .links
        .iter()
        .filter_map(|id| elements.get(id).map(|e| e.name.to_string()))
        .collect();
    let facts = [
        (
            crate::t!("breakdown.department"),
            department.unwrap_or_default(),
        ),
        (crate::t!("breakdown.comes_with"), with.join(", ")),
        (crate::t!("breakdown.notes"), element.notes.to_string()),
    ];
    let flags: Vec<_> = element.flags.iter().copied().collect();
    view! {
        {(!flags.is_empty()).then(|| view! {
            <p class="line">
                {flags.into_iter().map(|flag| view! { <Badge tone=Tone::Warn>{flag_word(flag)}</Badge> }).collect_view()}
            </p>
        })}
        <dl class="scene-facts">
            {facts
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> })
                .collect_view()}
        </dl>
    }
}
