//! One person's card: how to reach them first, then what the office may change.

use leptos::prelude::*;
use shared::access::{Access, Audience, Role, Standing};
use shared::id::Id;
use shared::kind::Kind;
use shared::people::{Part, PersonView, person, remove};

use crate::calendar::Events;
use crate::rate::RateField;
use crate::store::{Store, use_store};
use crate::ui::*;

use super::address::Address;
use super::edit::PersonFields;
use super::parts::PersonParts;
use super::private::PrivateFields;

/// Says what this device may do with somebody's own matters. A personal document need not exist
/// yet, so this follows the role and not the list of documents.
pub fn private_access(store: Store, who: &Id) -> Access {
    store.sync.with(|sync| {
        let Some(sync) = sync else {
            return Access::None;
        };
        let role = if sync.relay.is_none() && sync.access.is_empty() {
            Role::Office
        } else {
            sync.role
        };
        let standing = Standing {
            role,
            person: sync.me.clone(),
            script: false,
        };
        standing.access(&Audience::Personal(who.clone()))
    })
}

#[component]
pub fn PersonPane(id: Id, address: Address, may_plan: Memo<bool>) -> impl IntoView {
    let store = use_store();
    let who = id.clone();
    let card = Memo::new(move |_| {
        store.with(&[Kind::Person, Kind::Character, Kind::Department], |book| {
            person(book, &who)
        })
    });
    let close = move || {
        let open = address.get("person");
        address.go(&[("person", "")]);
        crate::platform::links::focus_later(format!("a.person-link[data-id=\"{open}\"]"));
    };
    let title = Signal::derive(move || {
        card.with(|card| {
            card.as_ref().map_or_else(
                || crate::t!("people.gone").to_owned(),
                |card| card.name.clone(),
            )
        })
    });
    let private = {
        let id = id.clone();
        Memo::new(move |_| private_access(store, &id))
    };
    let there = Memo::new(move |_| card.with(Option::is_some));
    let id = StoredValue::new(id);
    view! {
        <Pane title on_close=close>
            <Show
                when=move || there.get()
                fallback=|| view! { <p class="muted">{crate::t!("people.gone_text")}</p> }
            >
                {move || card.get().map(|card| view! { <Card card may_plan /> })}
                <Show when=move || may_plan.get()>
                    <PersonParts id=id.get_value() />
                    <PersonFields id=id.get_value() />
                </Show>
                <RateField id=id.get_value() />
                <Events kind=Kind::Person of=Signal::derive(move || id.get_value()) may_plan />
                <Show when=move || private.get().may_read()>
                    <PrivateFields id=id.get_value() may_write=private.get_untracked().may_write() />
                </Show>
                <Show when=move || may_plan.get()>
                    <div class="line">
                        <Button kind=ButtonKind::Danger on_click=move || {
                            let id = id.get_value();
                            let name = store.peek(|book| book.text(&Kind::Person, &id, "name").to_owned());
                            store.act(remove(&id, crate::t!("people.did.removed", name = name)));
                            close();
                        }>{crate::t!("people.remove")}</Button>
                    </div>
                </Show>
            </Show>
        </Pane>
    }
}

/// What everybody sees of somebody.
#[component]
fn Card(card: PersonView, may_plan: Memo<bool>) -> impl IntoView {
    let does = card.position.clone();
    let (tel, mailto) = (card.tel.clone(), card.mailto.clone());
    let none = tel.is_none() && mailto.is_none();
    let department = card.department_name.clone();
    let notes = card.notes.clone();
    let parts = card.parts.clone();
    let unreachable_phone =
        (card.tel.is_none() && !card.phone.is_empty()).then(|| card.phone.clone());
    view! {
        <div class="person-card">
            <p class="person-does">
                {(!does.is_empty()).then(|| view! { <b>{does}</b> })}
                {(!department.is_empty()).then(|| view! { <span class="muted">{department}</span> })}
            </p>
            {(!parts.is_empty() && !may_plan.get_untracked()).then(|| view! { <Parts parts /> })}
            <div class="person-reach">
                {tel.map(|href| view! {
                    <LinkButton kind=ButtonKind::Main href name=crate::t!("people.ring", name = card.name)>
                        <Icon icon=IconName::Phone />
                        <span>{card.phone.clone()}</span>
                    </LinkButton>
                })}
                {mailto.map(|href| view! {
                    <LinkButton href name=crate::t!("people.write_to", name = card.name)>
                        <Icon icon=IconName::Mail />
                        <span>{card.email.clone()}</span>
                    </LinkButton>
                })}
                {unreachable_phone.map(|phone| view! { <p class="muted">{phone}</p> })}
                {none.then(|| view! { <p class="muted">{crate::t!("people.no_contact")}</p> })}
            </div>
            {(!notes.is_empty() && !may_plan.get_untracked())
                .then(|| view! { <p class="person-notes">{notes}</p> })}
        </div>
    }
}

#[component]
fn Parts(parts: Vec<Part>) -> impl IntoView {
    view! {
        <ul class="line" aria-label=crate::t!("people.parts")>
            {parts
                .into_iter()
                .map(|part| view! { <li><Chip lead=part.number>{part.name}</Chip></li> })
                .collect_view()}
        </ul>
    }
}
