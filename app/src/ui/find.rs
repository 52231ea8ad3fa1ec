//! The head of a list that is searched, the walk through its rows by arrow keys, and what stands
//! there when nothing fits. One part for all lists.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::{Button, Empty, FieldKind, TextField};
use crate::platform::links;

/// The search field with a room's own filters behind it (its children), and how many were found.
#[component]
pub fn Find(
    #[prop(into)] label: Signal<String>,
    /// What can be searched for: "Name, number, notes".
    #[prop(into)]
    hint: Signal<String>,
    /// What is typed; filters at each letter.
    search: RwSignal<String>,
    /// Comes on blur and Enter, to put the search into the address.
    #[prop(into)]
    on_commit: Callback<String>,
    #[prop(into)] count: Signal<String>,
    /// The field's id, where a shortcut goes.
    id: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="finder" role="search">
            <TextField
                label
                value=search
                on_input=move |typed| search.set(typed)
                on_commit=move |typed: String| on_commit.run(typed.trim().to_owned())
                kind=FieldKind::Search
                placeholder=hint
                quiet=true
                id
            />
            {children()}
            <p class="muted" role="status">{move || count.get()}</p>
        </div>
    }
}

/// Says that nothing fits the search, and takes it and every filter back.
#[component]
pub fn NothingFound(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    /// What the button says.
    #[prop(into)]
    clear: Signal<String>,
    search: RwSignal<String>,
    #[prop(into)] on_clear: Callback<()>,
) -> impl IntoView {
    let press = move || {
        search.set(String::new());
        on_clear.run(());
    };
    view! {
        <Empty title text>
            <Button on_click=press>{move || clear.get()}</Button>
        </Empty>
    }
}

/// Walks through the links of a list with the arrow keys; with a record open beside the list, they
/// turn its pages: `on_turn` comes with the `data-id` of the link.
pub fn walk(event: &KeyboardEvent, selector: &str, is_open: bool, on_turn: impl FnOnce(&str)) {
    let step = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    if let Some(next) = links::step(event, selector, step) {
        event.prevent_default();
        if is_open {
            on_turn(&next);
        }
    }
}
