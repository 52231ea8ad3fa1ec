//! The cast list: every part with its number and whoever plays it.

use leptos::prelude::*;
use shared::id::Id;
use shared::kind::Kind;
use shared::people::cast::{add_character, assign, compare_numbers, next_number};
use shared::people::{Group, Role, directory, roles};

use crate::platform::random;
use crate::store::{Reading, use_store};
use crate::ui::*;

use super::fields::{text_of, write};

/// Says who else has a part's number; both are kept until somebody decides.
pub fn clash_text(role: &Role) -> Option<String> {
    (!role.clashes.is_empty()).then(|| {
        crate::t!(
            "people.clash_with",
            number = role.part.number,
            others = role.clashes.join(", ")
        )
    })
}

#[component]
pub fn CastView(may_plan: Memo<bool>) -> impl IntoView {
    let store = use_store();
    let all = Memo::new(move |_| store.with(&[Kind::Character, Kind::Person, Kind::Scene], roles));
    // Sorting while somebody types a number would move the row from under the hands: the list is
    // put in order when the room is opened, and when parts come or go.
    let order = Memo::new(move |before: Option<&Vec<Id>>| {
        let now: Vec<Id> = all.with(|all| all.iter().map(|r| r.part.character.clone()).collect());
        match before {
            Some(before)
                if before.len() == now.len() && now.iter().all(|id| before.contains(id)) =>
            {
                before.clone()
            }
            _ => now,
        }
    });
    let people = Memo::new(move |_| {
        let mut people = store.with(&[Kind::Person, Kind::Department, Kind::Character], |book| {
            directory(book)
                .into_iter()
                .flat_map(|s| s.people)
                .collect::<Vec<_>>()
        });
        people.sort_by(|a, b| (a.group, &a.name, &a.id).cmp(&(b.group, &b.name, &b.id)));
        people.dedup_by(|a, b| a.id == b.id);
        let mut options = vec![(String::new(), crate::t!("people.nobody_yet").to_owned())];
        options.extend(
            people
                .into_iter()
                .filter(|p| p.group != Group::Background)
                .map(|p| (p.id.to_string(), p.name)),
        );
        options
    });
    let none = Memo::new(move |_| all.with(Vec::is_empty) && store.reading.get() >= Reading::Whole);
    view! {
        <Show when=move || none.get()>
            <Empty title=crate::t!("people.no_parts") text=crate::t!("people.no_parts_text")>
                <Show when=move || may_plan.get()>
                    <LinkButton href=Signal::derive(move || {
                        crate::shell::path(&store.production.get().unwrap_or_else(|| "".into()), "script/import")
                    })>{crate::t!("people.import_script")}</LinkButton>
                </Show>
            </Empty>
        </Show>
        <ul class="cast-list" aria-label=crate::t!("people.parts")>
            <For each=move || order.get() key=Id::clone let:id>
                <CastRow id all people may_plan />
            </For>
        </ul>
        <Show when=move || may_plan.get()>
            <AddPartRow />
        </Show>
    }
}

#[component]
fn CastRow(
    id: Id,
    all: Memo<Vec<Role>>,
    people: Memo<Vec<(String, String)>>,
    may_plan: Memo<bool>,
) -> impl IntoView {
    let store = use_store();
    let role = {
        let id = id.clone();
        Memo::new(move |_| all.with(|all| all.iter().find(|r| r.part.character == id).cloned()))
    };
    let name = Memo::new(move |_| {
        role.with(|r| r.as_ref().map(|r| r.part.name.clone()).unwrap_or_default())
    });
    let value = Memo::new(move |_| {
        role.with(|r| {
            r.as_ref()
                .and_then(|r| r.person.as_ref().map(Id::to_string))
                .unwrap_or_default()
        })
    });
    let scenes =
        move || role.with(|r| r.as_ref().map(|r| crate::t!("people.scenes", n = r.scenes)));
    let clash = move || role.with(|r| r.as_ref().and_then(clash_text));
    let kept = id.clone();
    let choose = move |chosen: String| {
        let person = (!chosen.is_empty()).then(|| Id::new(chosen));
        let command = store.peek(|book| {
            let part = name.get_untracked();
            let label = match &person {
                Some(person) => crate::t!(
                    "people.did.cast",
                    part = part,
                    name = book.text(&Kind::Person, person, "name")
                ),
                None => crate::t!("people.did.uncast", part = part),
            };
            assign(book, &kept, person.as_ref(), label)
        });
        store.act(command);
    };
    let plays = move || {
        role.with(|r| {
            r.as_ref()
                .map(|r| r.person_name.clone())
                .filter(|n| !n.is_empty())
        })
        .unwrap_or_else(|| crate::t!("people.nobody_yet").to_owned())
    };
    let id = StoredValue::new(id);
    view! {
        <li class="cast-row">
            <Show
                when=move || may_plan.get()
                fallback=move || view! {
                    <span class="cast-number">{move || role.with(|r| r.as_ref().map(|r| r.part.number.clone()))}</span>
                    <span class="cast-name"><b>{move || name.get()}</b><small class="muted">{scenes}</small></span>
                    <span class="cast-who">{plays}</span>
                }
            >
                <NumberField id=id.get_value() name=name.get_untracked() />
                <span class="cast-name"><b>{move || name.get()}</b><small class="muted">{scenes}</small></span>
                <SelectField label=Signal::derive(move || crate::t!("people.played_by", part = name.get()))
                    value options=people on_commit=choose.clone() quiet=true />
                <TwoVersions kind=Kind::Character id=id.get_value() field="person" name=crate::t!("people.plays")
                    show=Callback::new(move |value: shared::record::Value| {
                        value.as_text().map_or_else(String::new, |id| {
                            store.peek(|book| book.text(&Kind::Person, &Id::new(id), "name").to_owned())
                        })
                    }) />
                <TwoVersions kind=Kind::Character id=id.get_value() field="number" name=crate::t!("people.number") />
            </Show>
            {move || clash().map(|text| view! { <p class="part-clash">{text}</p> })}
        </li>
    }
}

/// A part's cast number. A number that another part has is kept, and said.
#[component]
pub fn NumberField(id: Id, name: String) -> impl IntoView {
    let store = use_store();
    let key = Signal::stored(id.clone());
    let value = text_of(store, Kind::Character, key, "number");
    let commit = move |typed: String| {
        write(
            store,
            &Kind::Character,
            &id,
            "number",
            crate::t!("people.cast_number"),
            typed,
        );
    };
    view! {
        <div class="number-field">
            <TextField label=crate::t!("people.number_of", part = name) value on_commit=commit quiet=true
                placeholder="–" />
        </div>
    }
}

#[component]
fn AddPartRow() -> impl IntoView {
    let store = use_store();
    let name = RwSignal::new(String::new());
    let number = RwSignal::new(String::new());
    let next = Memo::new(move |_| store.with(&[Kind::Character], next_number));
    let taken = Signal::derive(move || {
        let typed = number.get();
        let typed = typed.trim().to_owned();
        let other = store.with(&[Kind::Character], |book| {
            book.all(&Kind::Character)
                .find(|r| !typed.is_empty() && compare_numbers(r.text("number"), &typed).is_eq())
                .map(|r| r.text("name").to_owned())
        });
        other.map(|other| crate::t!("people.number_taken", number = typed, other = other))
    });
    let add = move || {
        let typed = name.get_untracked();
        let command = store.peek(|book| {
            let label = crate::t!("people.did.part", part = typed.trim());
            add_character(
                book,
                &typed,
                &number.get_untracked(),
                None,
                &mut random::id,
                label,
            )
        });
        if !command.is_empty() {
            store.act(command);
            name.set(String::new());
            number.set(String::new());
            crate::platform::dom::focus("#new-part-name");
        }
    };
    view! {
        <Form class="card add-part" on_submit=add>
            <h2>{crate::t!("people.add_part")}</h2>
            <div class="fields">
                <TextField label=crate::t!("people.part_name") value=name on_input=move |t| name.set(t) id="new-part-name" />
                <TextField label=crate::t!("people.cast_number") value=number on_input=move |t| number.set(t) error=taken
                    placeholder=Signal::derive(move || crate::t!("people.next_number", number = next.get())) />
            </div>
            <div class="line"><Button submit=true>{crate::t!("people.add_part")}</Button></div>
        </Form>
    }
}
