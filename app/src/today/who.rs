//! "Who are you?": a device that knows no person yet lets its user pick themselves.

use leptos::prelude::*;
use shared::engine::protocol::ToEngine;
use shared::id::Id;
use shared::kind::Kind;
use shared::people::{self, PersonView};

use crate::shell::{path, use_production};
use crate::store::use_store;
use crate::t;
use crate::ui::*;

/// How many people are offered at once; a word of the search finds the rest.
const SHOWN: usize = 8;

fn id_of(person: &PersonView) -> Id {
    person.id.clone()
}

/// A search and the people it finds; a tap says who sits here.
#[component]
pub fn WhoAreYou() -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let search = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let all = store.with(
            &[Kind::Person, Kind::Department, Kind::Character],
            people::directory,
        );
        let sections = people::matching(&all, &search.get());
        let mut people: Vec<PersonView> = Vec::new();
        for person in sections.into_iter().flat_map(|section| section.people) {
            if person.group != people::Group::Background
                && !people.iter().any(|p| p.id == person.id)
            {
                people.push(person);
            }
        }
        people
    });
    let choose = move |person: &PersonView| {
        store.send(ToEngine::Me {
            person: Some(person.id.clone()),
        });
        store.say(t!("today.who.did", name = person.name));
    };
    let row = move |person: PersonView| {
        let does = person.does();
        let shown = person.clone();
        view! {
            <li class="row-item">
                <button type="button" class="row" on:click=move |_| choose(&person)>
                    <span class="num plain" aria-hidden="true">{shown.initials()}</span>
                    <span class="grow">
                        <b>{shown.name.clone()}</b>
                        <small>{does}</small>
                    </span>
                </button>
            </li>
        }
    };
    let first = move || {
        let mut people = found.get();
        people.truncate(SHOWN);
        people
    };
    let more = move || found.with(Vec::len).saturating_sub(SHOWN);
    view! {
        <section class="card who" aria-labelledby="who-title">
            <h2 id="who-title">{t!("today.who.title")}</h2>
            <p>{t!("today.who.text")}</p>
            <TextField
                label=t!("today.who.search")
                quiet=true
                kind=FieldKind::Search
                placeholder=t!("today.who.search")
                value=search
                on_input=move |text| search.set(text)
            />
            <ul class="list" aria-label=t!("today.who.list")>
                <For each=first key=id_of let:person>
                    {row(person)}
                </For>
            </ul>
            {move || (more() > 0).then(|| view! { <p class="muted">{t!("today.who.more", n = more())}</p> })}
            <Show when=move || found.with(Vec::is_empty)>
                <p class="muted">{t!("today.who.none")}</p>
            </Show>
            <p>
                <a href=move || path(&production.get(), "people")>{t!("today.who.people")}</a>
            </p>
        </section>
    }
}
