//! Whom somebody plays: their parts with their numbers, and the way to give them one more.

use leptos::prelude::*;
use shared::id::Id;
use shared::kind::Kind;
use shared::people::cast::{add_character, assign};
use shared::people::{Group, Role, roles};

use crate::platform::random;
use crate::store::use_store;
use crate::ui::*;

use super::cast::{NumberField, clash_text};

#[component]
pub fn PersonParts(id: Id) -> impl IntoView {
    let store = use_store();
    let all = Memo::new(move |_| store.with(&[Kind::Character, Kind::Person, Kind::Scene], roles));
    let who = id.clone();
    let mine = Memo::new(move |_| {
        all.with(|all| {
            all.iter()
                .filter(|r| r.person.as_ref() == Some(&who))
                .cloned()
                .collect::<Vec<Role>>()
        })
    });
    let who = id.clone();
    let is_cast = Memo::new(move |_| {
        store
            .record(&Kind::Person, &who)
            .is_some_and(|r| Group::parse(r.text("group")) == Group::Cast)
    });
    let id = StoredValue::new(id);
    view! {
        <Show when=move || is_cast.get() || !mine.with(Vec::is_empty)>
            <section class="person-parts">
                <h3>{crate::t!("people.parts")}</h3>
                <ul>
                    <For each=move || mine.get() key=|role| role.part.character.clone() let:role>
                        <PartRow role all />
                    </For>
                </ul>
                <AddPart id=id.get_value() all />
            </section>
        </Show>
    }
}

#[component]
fn PartRow(role: Role, all: Memo<Vec<Role>>) -> impl IntoView {
    let store = use_store();
    let id = role.part.character.clone();
    let name = role.part.name.clone();
    let now = {
        let id = id.clone();
        Memo::new(move |_| all.with(|all| all.iter().find(|r| r.part.character == id).cloned()))
    };
    let clash = move || now.get().and_then(|role| clash_text(&role));
    let give_back = {
        let (id, name) = (id.clone(), name.clone());
        move || {
            let command = store
                .peek(|book| assign(book, &id, None, crate::t!("people.did.uncast", part = name)));
            store.act(command);
        }
    };
    view! {
        <li class="part">
            <NumberField id=id.clone() name=name.clone() />
            <span class="grow">
                <b>{name.clone()}</b>
                <small class="muted">{move || now.get().map(|r| crate::t!("people.scenes", n = r.scenes))}</small>
            </span>
            <Button kind=ButtonKind::Quiet on_click=give_back name=crate::t!("people.uncast_name", part = name)>
                {crate::t!("people.uncast")}
            </Button>
            {move || clash().map(|text| view! { <p class="part-clash">{text}</p> })}
            <TwoVersions kind=Kind::Character id=id.clone() field="number" name=crate::t!("people.number") />
        </li>
    }
}

/// Chooses a part that nobody plays, or writes a new one.
#[component]
fn AddPart(id: Id, all: Memo<Vec<Role>>) -> impl IntoView {
    let store = use_store();
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), crate::t!("people.choose_part").to_owned())];
        all.with(|all| {
            options.extend(all.iter().filter(|r| r.person.is_none()).map(|r| {
                let text = format!("{} {}", r.part.number, r.part.name);
                (r.part.character.to_string(), text.trim().to_owned())
            }));
        });
        options
    });
    let some = Memo::new(move |_| options.with(|options| options.len() > 1));
    let chosen = RwSignal::new(String::new());
    let who = StoredValue::new(id);
    let name = move || {
        who.with_value(|id| store.peek(|book| book.text(&Kind::Person, id, "name").to_owned()))
    };
    let choose = move |character: String| {
        if character.is_empty() {
            return;
        }
        let character = Id::new(character);
        let command = store.peek(|book| {
            let part = book.text(&Kind::Character, &character, "name");
            let label = crate::t!("people.did.cast", part = part, name = name());
            assign(book, &character, Some(&who.get_value()), label)
        });
        store.act(command);
        chosen.set(String::new());
    };
    let typed = RwSignal::new(String::new());
    let write_new = move |part: String| {
        let command = store.peek(|book| {
            let label = crate::t!("people.did.cast", part = part.trim(), name = name());
            add_character(
                book,
                &part,
                "",
                Some(&who.get_value()),
                &mut random::id,
                label,
            )
        });
        store.act(command);
        typed.set(part);
        typed.set(String::new());
    };
    view! {
        <details>
            <summary>{crate::t!("people.another_part")}</summary>
            <div class="fields">
            <Show when=move || some.get()>
                <SelectField label=crate::t!("people.plays") value=chosen options on_commit=choose />
            </Show>
            <TextField label=crate::t!("people.new_part") value=typed on_commit=write_new
                help=crate::t!("people.new_part_help") />
            </div>
        </details>
    }
}
