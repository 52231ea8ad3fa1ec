//! One element's card: what it is, what the office may change, and where it is used.

use leptos::prelude::*;
use shared::breakdown::{category, find, recategorise, remove};
use shared::id::Id;
use shared::kind::Kind;
use shared::people::departments;

use crate::calendar::Events;
use crate::people::Address;
use crate::platform::{links, random};
use crate::rate::RateField;
use crate::shell::path;
use crate::store::use_store;
use crate::ui::*;

use super::card::ElementCard;
use super::dood::DoodFields;
use super::fields::{ElementField, ElementLink, kind};
use super::flags::FlagFields;
use super::links::ComesWith;
use super::number::NumberField;
use super::scenes::UsedIn;
use super::state::{Elements, category_options, name_of};
use super::words::category_name;

#[component]
pub fn ElementPane(
    id: Id,
    elements: Elements,
    address: Address,
    may_plan: Memo<bool>,
) -> impl IntoView {
    let store = use_store();
    let key = id.clone();
    let element = Memo::new(move |_| elements.get(&key));
    let there = Memo::new(move |_| element.with(Option::is_some));
    let title = Signal::derive(move || match element.get() {
        Some(element) => element.name.to_string(),
        None => crate::t!("breakdown.gone").to_owned(),
    });
    let close = move || {
        let open = untrack(|| address.get("element"));
        address.go(&[("element", "")]);
        links::focus_later(format!("a.element-link[data-id=\"{open}\"]"));
    };
    let id = StoredValue::new(id);
    view! {
        <Pane title on_close=close>
            <Show
                when=move || there.get()
                fallback=|| view! { <p class="muted">{crate::t!("breakdown.gone_text")}</p> }
            >
                <ElementCard element elements may_plan address />
                <Show when=move || may_plan.get()>
                    <Fields id=id.get_value() elements address />
                </Show>
                <RateField id=id.get_value() />
                <UsedIn id=id.get_value() element elements may_plan address />
                <Events
                    kind=id.with_value(|id| kind(store, id))
                    of=Signal::derive(move || id.get_value())
                    may_plan
                />
                <Show when=move || may_plan.get()>
                    <Remove id=id.get_value() on_removed=close />
                </Show>
            </Show>
        </Pane>
    }
}

#[component]
fn Fields(id: Id, elements: Elements, address: Address) -> impl IntoView {
    let store = use_store();
    let is_cast = kind(store, &id) == Kind::Character;
    let person_label = if is_cast {
        crate::t!("breakdown.played_by")
    } else {
        crate::t!("breakdown.brought_by")
    };
    let people = Memo::new(move |_| {
        let mut people = store.with(&[Kind::Person], |book| {
            let all = book.all(&Kind::Person);
            all.map(|p| (p.id.to_string(), p.text("name").to_owned()))
                .collect::<Vec<_>>()
        });
        people.sort_by_cached_key(|(_, name)| name.to_lowercase());
        people.insert(
            0,
            (String::new(), crate::t!("breakdown.nobody_yet").to_owned()),
        );
        people
    });
    let of = id.clone();
    let departments = Memo::new(move |_| {
        let category = elements.get(&of).map(|e| elements.category(&e.category));
        let (all, usual) = store.with(&[Kind::Department, Kind::Person], |book| {
            let usual = category.as_ref().and_then(|c| c.department.as_ref());
            let usual = usual.map(|id| book.text(&Kind::Department, id, "name").to_owned());
            (departments(book), usual.filter(|name| !name.is_empty()))
        });
        let none = match usual {
            Some(name) => crate::t!("breakdown.department_usual", name = name),
            None => crate::t!("breakdown.no_department").to_owned(),
        };
        let mut options = vec![(String::new(), none)];
        options.extend(all.into_iter().map(|d| (d.id.to_string(), d.name)));
        options
    });
    view! {
        <section class="fields element-fields" aria-label=crate::t!("breakdown.facts")>
            <div class="wide">
                <ElementField id=id.clone() field="name" name=crate::t!("breakdown.name") />
            </div>
            <NumberField id=id.clone() elements />
            <CategoryField id=id.clone() elements address />
            <ElementLink id=id.clone() field="department" name=crate::t!("breakdown.department") options=departments />
            <ElementLink id=id.clone() field="person" name=person_label options=people />
            <ElementField id=id.clone() field="notes" name=crate::t!("breakdown.notes") long=true />
        </section>
        <FlagFields id=id.clone() elements />
        <ComesWith id=id.clone() elements />
        <DoodFields id elements />
    }
}

/// The category. To Cast Members and from there the element becomes another record, which the
/// card then shows.
#[component]
fn CategoryField(id: Id, elements: Elements, address: Address) -> impl IntoView {
    let store = use_store();
    let key = id.clone();
    let value = Memo::new(move |_| {
        let element = elements.get(&key);
        element.map(|e| e.category.to_string()).unwrap_or_default()
    });
    let of = id.clone();
    let choose = move |chosen: String| {
        let to = Id::new(chosen);
        let name = name_of(store, &of);
        let command = store.peek(|book| {
            let place = category_name(&category(book, &to));
            let label = crate::t!("breakdown.did.moved", name = name, category = place);
            recategorise(book, &of, &to, label, &mut random::id)
        });
        store.act(command);
        if let Some(now) = store.peek(|book| find(book, &to, &name))
            && now != of
        {
            address.replace(&[("element", now.as_str())]);
        }
    };
    let show = Callback::new(move |value: shared::record::Value| {
        let id = Id::new(value.as_text().unwrap_or_default());
        category_name(&elements.category(&id))
    });
    view! {
        <div>
            <SelectField label=crate::t!("breakdown.category") value options=category_options(elements)
                on_commit=choose />
            <TwoVersions kind=kind(store, &id) id=Signal::stored(id) field="category"
                name=crate::t!("breakdown.category") show />
        </div>
    }
}

#[component]
fn Remove(id: Id, #[prop(into)] on_removed: Callback<()>) -> impl IntoView {
    let store = use_store();
    let take_away = move || {
        let label = crate::t!("breakdown.did.removed", name = name_of(store, &id));
        store.act(store.peek(|book| remove(book, &id, label)));
        on_removed.run(());
    };
    view! {
        <div class="line no-print">
            <Button kind=ButtonKind::Danger on_click=take_away>{crate::t!("breakdown.remove")}</Button>
        </div>
    }
}

/// Returns the address of a person's card.
pub fn person_path(address: Address, person: &Id) -> String {
    format!("{}?person={person}", path(&address.production(), "people"))
}
