//! The frame of a room: its head, its cards and lists, its empty state, its side pane.

use leptos::prelude::*;

use super::{Icon, IconName};
use crate::platform::dom;

/// The head of a room: the one h1, the sync state on a phone, and the room's acts.
/// It also names the window; the shell moves the focus to the h1 when the route changes.
#[component]
pub fn RoomHead(
    #[prop(into)] title: Signal<String>,
    /// Where "back" goes on a phone, for a room inside another.
    #[prop(optional, into)]
    back: Option<Signal<String>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    Effect::new(move |_| crate::shell::name_window(&title.get()));
    view! {
        <header class="room-head">
            {back
                .map(|href| {
                    view! {
                        <a class="btn-icon back" href=move || href.get() aria-label=crate::t!("ui.back")>
                            <Icon icon=IconName::Back />
                        </a>
                    }
                })}
            <h1 tabindex="-1">{move || title.get()}</h1>
            <crate::sync::SyncChip />
            {children.map(|children| view! { <div class="acts">{children()}</div> })}
        </header>
    }
}

/// A card of a room; `title` is its heading.
#[component]
pub fn Card(
    #[prop(optional, into)] title: MaybeProp<String>,
    #[prop(optional, into)] class: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <section class=format!("card {class}")>
            {move || title.get().map(|title| view! { <h2>{title}</h2> })}
            {children()}
        </section>
    }
}

/// A list as one card with hairlines; its children are [`ListRow`]s or `<li class="row">`.
#[component]
pub fn ListCard(
    /// What a screen reader calls the list.
    #[prop(into)]
    label: Signal<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <ul class="list" aria-label=move || label.get()>
            {children()}
        </ul>
    }
}

/// A row of a list; with `href` the whole row is a link.
#[component]
pub fn ListRow(
    #[prop(optional, into)] href: Option<Signal<String>>,
    #[prop(optional, into)] current: Signal<bool>,
    children: Children,
) -> impl IntoView {
    match href {
        Some(href) => view! {
            <li class="row-item">
                <a class="row" href=move || href.get() aria-current=move || current.get().then_some("true")>
                    {children()}
                </a>
            </li>
        }
        .into_any(),
        None => view! { <li class="row">{children()}</li> }.into_any(),
    }
}

/// What stands where nothing is yet: what will be here, and the one button that starts it.
#[component]
pub fn Empty(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{move || title.get()}</h2>
            <p>{move || text.get()}</p>
            {children.map(|children| view! { <div class="line">{children()}</div> })}
        </div>
    }
}

/// A room with a pane at its side on a laptop; the pane covers the room on a phone.
#[component]
pub fn Split(children: Children) -> impl IntoView {
    view! {
        <div class="split-box">
            <div class="split">{children()}</div>
        </div>
    }
}

/// The side pane of a [`Split`]: details of what is selected. Escape closes it.
#[component]
pub fn Pane(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    // Opened by a button, it takes the focus and gives it back; beside a list the arrow keys,
    // which stay in the list, turn its pages.
    let heading = NodeRef::<leptos::html::H2>::new();
    let opener = StoredValue::new_local(dom::focused_button());
    Effect::new(move |_| {
        if let Some(heading) = heading.get()
            && opener.with_value(Option::is_some)
        {
            dom::focus_element(&heading);
        }
    });
    let on_close = Callback::new(move |()| {
        let opener = opener.try_get_value().flatten();
        on_close.run(());
        if let Some(opener) = opener {
            dom::focus_element(&opener);
        }
    });
    view! {
        <aside
            class="pane"
            aria-label=move || title.get()
            on:keydown=move |event| {
                if event.key() == "Escape" && !event.default_prevented()
                    && !dom::typed_in_field(&event)
                {
                    on_close.run(());
                }
            }
        >
            <div class="pane-head">
                <h2 tabindex="-1" node_ref=heading>{move || title.get()}</h2>
                <super::IconButton name=crate::t!("ui.close") icon=IconName::Close on_click=on_close />
            </div>
            {children()}
        </aside>
    }
}
