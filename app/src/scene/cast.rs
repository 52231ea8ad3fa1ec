//! Who is in a scene: chips to take away, a field to add by name.

use leptos::prelude::*;
use shared::id::Id;
use shared::kind::Kind;
use shared::scene::{self, Part};

use crate::platform::random;
use crate::store::use_store;
use crate::ui::*;

use super::field::act;
use super::state::Scenes;

/// Every character as a list to complete from; one for all cast fields of a page.
#[component]
fn Names(#[prop(into)] id: String) -> impl IntoView {
    let store = use_store();
    let names = Memo::new(move |_| {
        store.with(&[Kind::Character], |book| {
            book.all(&Kind::Character)
                .map(|c| c.text("name").to_owned())
                .collect::<Vec<_>>()
        })
    });
    view! {
        <datalist id=id>
            {move || names.get().into_iter().map(|n| view! { <option value=n></option> }).collect_view()}
        </datalist>
    }
}

/// The cast of a scene, for whoever may change it.
#[component]
pub fn CastFields(scenes: Scenes, #[prop(into)] id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let cast = Memo::new(move |_| {
        scenes
            .get(&id.get())
            .map(|s| s.cast.clone())
            .unwrap_or_default()
    });
    let names = element_id("names");
    let list = names.clone();
    let number = move || {
        store.peek(|b| {
            b.text(&Kind::Scene, &id.get_untracked(), "number")
                .to_owned()
        })
    };
    let remove = move |character: Id, name: String| {
        let label = crate::t!("scene.did.out", n = number(), name = name);
        act(store, |book| {
            scene::set_cast(book, &id.get_untracked(), &character, Part::Out, label)
        });
    };
    let typed = RwSignal::new(String::new());
    let add = move || {
        let name = typed.get_untracked();
        if name.trim().is_empty() {
            return;
        }
        let label = crate::t!("scene.did.in", n = number(), name = name.trim());
        act(store, |book| {
            scene::cast_by_name(book, &id.get_untracked(), &name, label, &mut random::id)
        });
        typed.set(String::new());
    };
    view! {
        <section class="scene-cast">
            <h3>{crate::t!("scene.cast")}</h3>
            <ul class="line" aria-label=crate::t!("scene.cast")>
                <For each=move || cast.get() key=|c| (c.id.clone(), c.number.clone(), c.name.clone()) let:member>
                    {
                        let (character, name) = (member.id.clone(), member.name.to_string());
                        let spoken = crate::t!("scene.take_out", name = name);
                        view! {
                            <li class="chip scene-part">
                                <b>{member.number.to_string()}</b>
                                {name.clone()}
                                <button
                                    type="button"
                                    aria-label=spoken
                                    on:click=move |_| remove(character.clone(), name.clone())
                                >
                                    <span aria-hidden="true">"✕"</span>
                                </button>
                            </li>
                        }
                    }
                </For>
            </ul>
            <Show when=move || cast.with(Vec::is_empty)>
                <p class="muted">{crate::t!("scene.no_cast")}</p>
            </Show>
            <Form class="scene-add-cast" on_submit=add>
                <TextField
                    label=crate::t!("scene.add_cast")
                    value=typed
                    on_input=move |text| typed.set(text)
                    list=list
                    help=crate::t!("scene.add_cast_help")
                />
                <Button submit=true>{crate::t!("scene.add_cast_do")}</Button>
            </Form>
            <Names id=names />
        </section>
    }
}

/// The cast of a scene, to read.
#[component]
pub fn CastChips(scenes: Scenes, #[prop(into)] id: Signal<Id>) -> impl IntoView {
    let cast = Memo::new(move |_| {
        scenes
            .get(&id.get())
            .map(|s| s.cast.clone())
            .unwrap_or_default()
    });
    view! {
        <ul class="line" aria-label=crate::t!("scene.cast")>
            {move || {
                cast.get()
                    .into_iter()
                    .map(|c| view! { <li><Chip lead=c.number.to_string()>{c.name.to_string()}</Chip></li> })
                    .collect_view()
            }}
        </ul>
    }
}
