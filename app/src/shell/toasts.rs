//! Messages at the foot of the page: what was done, with an undo; what went wrong, until it was read.

use std::time::Duration;

use leptos::prelude::*;

use crate::store::{Toast, use_store};
use crate::ui::{IconButton, IconName};

/// How long a message stays when nobody touches it, with an undo and without. What it would
/// undo stays in the undo list for ever.
const STAYS: Duration = Duration::from_secs(7);
const STAYS_PLAIN: Duration = Duration::from_secs(4);

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
        let newest = store.toasts.with(|toasts| {
            let newest = toasts.iter().filter(|t| !t.bad).max_by_key(|t| t.key);
            newest.map(|t| (t.key, t.undo.is_some()))
        });
        if let Some((key, has_undo)) = newest
            && seen != Some(key)
        {
            let stays = if has_undo { STAYS } else { STAYS_PLAIN };
            close_later(key, stays, held, close);
        }
        newest.map(|(key, _)| key).or(seen).unwrap_or_default()
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

fn close_later(
    key: u32,
    stays: Duration,
    held: RwSignal<bool>,
    close: impl Fn(u32) + Copy + 'static,
) {
    set_timeout(
        move || {
            if held.get_untracked() {
                close_later(key, stays, held, close);
            } else {
                close(key);
            }
        },
        stays,
    );
}
