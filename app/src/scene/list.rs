//! The list of scenes: a table's columns on a laptop, cards on a phone.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use shared::id::Id;
use shared::scene::SceneView;

use crate::people::Address;
use crate::shell::path;
use crate::ui::{ById, walk};

use super::form::LightMark;
use super::state::Scenes;
use super::words::{cast_numbers, set_text};

/// The number of the shoot day of each scheduled scene.
pub type Days = Arc<HashMap<Id, usize>>;

#[component]
pub fn SceneList(
    scenes: Scenes,
    shown: Memo<Vec<Id>>,
    days: ById<usize>,
    address: Address,
    open: Memo<Option<Id>>,
) -> impl IntoView {
    let walk = move |event: KeyboardEvent| {
        let is_open = open.with_untracked(Option::is_some);
        walk(&event, "a.scene-link", is_open, |next| {
            address.replace(&[("scene", next)]);
        });
    };
    let opened = Selector::new(move || open.get());
    view! {
        <div class="scene-list">
            <div class="scene-columns" aria-hidden="true">
                <span>{crate::t!("scene.number_short")}</span>
                <span>{crate::t!("scene.light")}</span>
                <span>{crate::t!("scene.set")}</span>
                <span>{crate::t!("scene.cast")}</span>
                <span class="n">{crate::t!("scene.length")}</span>
                <span class="n">{crate::t!("scene.day")}</span>
            </div>
            <ol aria-label=crate::t!("scene.title") on:keydown=walk>
                <For each=move || shown.get() key=Id::clone let:id>
                    <Row id scenes days address opened=opened.clone() />
                </For>
            </ol>
        </div>
    }
}

#[component]
fn Row(
    id: Id,
    scenes: Scenes,
    days: ById<usize>,
    address: Address,
    opened: Selector<Option<Id>>,
) -> impl IntoView {
    let key = id.clone();
    let scene = Memo::new(move |_| scenes.get(&key));
    let key = id.clone();
    let day = Memo::new(move |_| days.get(&key));
    let href = path(&untrack(|| address.production()), &format!("scene/{id}"));
    let data = id.to_string();
    let (mine, key) = (Some(id.clone()), id);
    view! {
        <li class="scene-item">
            <a
                class="scene-link"
                href=href
                data-id=data
                aria-current=move || opened.selected(&mine).then_some("true")
                on:click=move |event| {
                    // With a key held, the browser opens the scene's own room beside this one.
                    if event.ctrl_key() || event.meta_key() || event.shift_key() {
                        return;
                    }
                    event.prevent_default();
                    address.go(&[("scene", key.as_str())]);
                }
            >
                {move || scene.get().map(|scene| cells(&scene, day.get()))}
            </a>
        </li>
    }
}

fn cells(scene: &SceneView, day: Option<usize>) -> impl IntoView + use<> {
    let day = match day {
        Some(n) => crate::t!("scene.day_n", n = n),
        None => crate::t!("scene.boneyard_short").to_owned(),
    };
    let cast = cast_numbers(&scene.cast);
    let note = if scene.is_omitted {
        crate::t!("scene.omitted").to_owned()
    } else {
        scene.synopsis.to_string()
    };
    view! {
        <b class="no" class:twice=scene.is_number_taken>{scene.number.to_string()}</b>
        <LightMark scene=scene.clone() />
        <span class="set" class:gone=scene.is_omitted>
            <span class="hidden">" "</span>
            {set_text(scene)}
            <small>{note}</small>
        </span>
        <span class="cast">{(!cast.is_empty()).then(|| view! {
            <span class="hidden">{crate::t!("scene.cast")}" "</span>
            {cast}
        })}</span>
        <span class="pages n">{scene.eighths.to_string()}<span class="unit">" "{crate::t!("scene.pages_short")}</span></span>
        <span class="on-day n">{day}</span>
    }
}
