//! The list itself: on a phone a list with a thumb's buttons, on a laptop a table for the keys.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use shared::id::Id;
use shared::people::{PersonView, Place, Section};

use crate::ui::*;

use super::address::Address;
use super::place::section_name;

/// One row: a heading, or a person below it.
#[derive(Clone, PartialEq, Eq, Hash)]
#[allow(clippy::large_enum_variant, reason = "nearly every line is a person")]
enum Line {
    Heading {
        key: String,
        name: String,
        people: usize,
    },
    Person {
        place: String,
        cast: bool,
        person: PersonView,
    },
}

fn lines(sections: &[Section]) -> Vec<Line> {
    let mut out = Vec::new();
    for section in sections {
        let key = section.place.key();
        out.push(Line::Heading {
            key: key.clone(),
            name: section_name(section),
            people: section.people.len(),
        });
        out.extend(section.people.iter().map(|person| Line::Person {
            place: key.clone(),
            cast: section.place == Place::Cast,
            person: person.clone(),
        }));
    }
    out
}

#[component]
pub fn PeopleList(
    address: Address,
    shown: Memo<Vec<Section>>,
    person: Memo<Option<Id>>,
) -> impl IntoView {
    let rows = Memo::new(move |_| shown.with(|shown| lines(shown)));
    let walk = move |event: KeyboardEvent| {
        let is_open = person.with_untracked(Option::is_some);
        walk(&event, "a.person-link", is_open, |next| {
            address.replace(&[("person", next)]);
        });
    };
    view! {
        <table
            class="people"
            role="table"
            aria-label=crate::t!("people.title")
            class:has-rows=move || rows.with(|rows| !rows.is_empty())
            on:keydown=walk
        >
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{crate::t!("people.number")}</th>
                    <th role="columnheader" scope="col">{crate::t!("people.name")}</th>
                    <th role="columnheader" scope="col">{crate::t!("people.position")}</th>
                    <th role="columnheader" scope="col">{crate::t!("people.phone")}</th>
                    <th role="columnheader" scope="col">{crate::t!("people.email")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                <For each=move || rows.get() key=Line::clone let:line>
                    {match line {
                        Line::Heading { name, people, .. } => heading(name, people).into_any(),
                        Line::Person { cast, person: who, .. } => {
                            view! { <Row who cast address open=person /> }.into_any()
                        }
                    }}
                </For>
            </tbody>
        </table>
    }
}

fn heading(name: String, people: usize) -> impl IntoView {
    view! {
        <tr role="row" class="people-heading">
            <th role="rowheader" colspan="5">
                <h2>{name} " " <small>{people}</small></h2>
            </th>
        </tr>
    }
}

#[component]
fn Row(who: PersonView, cast: bool, address: Address, open: Memo<Option<Id>>) -> impl IntoView {
    let id = who.id.clone();
    let is_open = {
        let id = id.clone();
        Memo::new(move |_| open.with(|open| open.as_ref() == Some(&id)))
    };
    let href = {
        let id = id.clone();
        move || address.with(&[("person", id.as_str())])
    };
    let numbers = who.numbers();
    let clash = who.parts.iter().any(|part| part.clash);
    let does = if cast {
        let names: Vec<&str> = who.parts.iter().map(|part| part.name.as_str()).collect();
        if names.is_empty() {
            who.position.clone()
        } else {
            names.join(", ")
        }
    } else {
        who.does()
    };
    view! {
        <tr role="row" class="person" class:open=move || is_open.get()>
            <td role="cell" class="number">
                {(!numbers.is_empty()).then(|| view! { <b class:clash=clash>{numbers.clone()}</b> })}
                {clash.then(|| view! { <span class="hidden">{crate::t!("people.clash")}</span> })}
            </td>
            <th role="rowheader" scope="row" class="name">
                <a class="person-link" href=href data-id=id.to_string()
                    aria-current=move || is_open.get().then_some("true")>
                    {who.name.clone()}
                </a>
                {who.minor.then(|| view! { <Badge tone=Tone::Warn mark="K">{crate::t!("people.minor")}</Badge> })}
                {who.disputed.then(|| view! { <span class="two">{crate::t!("people.disputed")}</span> })}
            </th>
            <td role="cell" class="does">{does}</td>
            <td role="cell" class="reach">
                {reach(who.tel, who.phone, IconName::Phone, crate::t!("people.ring", name = who.name))}
            </td>
            <td role="cell" class="reach mail">
                {reach(who.mailto, who.email, IconName::Mail, crate::t!("people.write_to", name = who.name))}
            </td>
        </tr>
    }
}

/// The link that rings or writes; what cannot be reached is shown as typed.
fn reach(href: Option<String>, typed: String, icon: IconName, name: String) -> impl IntoView {
    match (href, typed.is_empty()) {
        (Some(href), _) => {
            let said = format!("{name}, {typed}");
            view! {
                <a class="reach-link" href=href aria-label=said>
                    <Icon icon />
                    <span>{typed}</span>
                </a>
            }
            .into_any()
        }
        (None, false) => view! { <span class="reach-text">{typed}</span> }.into_any(),
        (None, true) => ().into_any(),
    }
}
