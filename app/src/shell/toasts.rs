//! Messages at the foot of the page: what was done, with an undo; what went wrong, until it was read.

use std::time::Duration;

use leptos::prelude::*;

use crate::store::{Toast, use_store};
use crate::ui::{IconButton, IconName};

/// How long a message stays when nobody touches it. An undo stays in the undo list for ever.
const STAYS: Duration = Duration::from_secs(7);

#[component]
pub fn Toasts() -> impl IntoView {
    let store = use_store();
    // A message under the pointer or the focus is being read.
    let held = RwSignal::new(false);
    let close = move |key: u32| {
        store
            .toasts
            .update(|toasts| toasts.retain(|t| t.key != key))
    };
    Effect::new(move |seen: Option<u32>| {
        let newest = store
            .toasts
            .with(|toasts| toasts.iter().filter(|t| !t.bad).map(|t| t.key).max());
        if let Some(key) = newest
            && seen != Some(key)
        {
            close_later(key, held, close);
        }
        newest.or(seen).unwrap_or_default()
    });
    let draw = move |toast: Toast| {
        let key = toast.key;
        let undo = toast.undo.map(|act| {
            view! {
                <button
                    type="button"
                    on:click=move |_| {
                        close(key);
                        store.undo(Some(act));
                    }
                >
                    {crate::t!("undo")}
                </button>
            }
        });
        view! {
            <li class="toast" class:bad=toast.bad>
                <span>{toast.text}</span>
                {undo}
                <IconButton name=crate::t!("ui.close") icon=IconName::Close on_click=move || close(key) />
            </li>
        }
    };
    view! {
        <div
            class="toasts"
            role="status"
            aria-live="polite"
            on:pointerenter=move |_| held.set(true)
            on:pointerleave=move |_| held.set(false)
            on:focusin=move |_| held.set(true)
            on:focusout=move |_| held.set(false)
        >
            <ul>
                <For each=move || store.toasts.get() key=|t| t.key children=draw />
            </ul>
        </div>
    }
}

fn close_later(key: u32, held: RwSignal<bool>, close: impl Fn(u32) + Copy + 'static) {
    set_timeout(
        move || {
            if held.get_untracked() {
                close_later(key, held, close);
            } else {
                close(key);
            }
        },
        STAYS,
    );
}
