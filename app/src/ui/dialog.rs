//! What floats: dialogs and menus, both the browser's own elements.

use leptos::prelude::*;

use super::{IconButton, IconName};
use crate::platform::dom;

/// A dialog above the page. Escape, the cross and a click beside it close it; the focus goes
/// back to where it was. Its children exist only while it is open.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] class: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Dialog>::new();
    let title_id = super::element_id("dialog");
    let label_id = title_id.clone();
    Effect::new(move |_| {
        let is_open = open.get();
        if let Some(dialog) = node.get() {
            if is_open {
                dom::show_dialog(&dialog);
            } else {
                dom::close_dialog(&dialog);
            }
        }
    });
    let children = StoredValue::new(children);
    view! {
        <dialog
            class=format!("dialog {class}")
            node_ref=node
            aria-labelledby=label_id
            on:close=move |_| open.set(false)
            on:click=move |event| {
                if node.get_untracked().is_some_and(|d| dom::is_backdrop(&event, &d)) {
                    open.set(false);
                }
            }
        >
            <div class="dialog-head">
                <h2 id=title_id>{move || title.get()}</h2>
                <IconButton
                    name=crate::t!("ui.close")
                    icon=IconName::Close
                    on_click=move || open.set(false)
                />
            </div>
            <Show when=move || open.get()>
                <div class="dialog-body">{children.with_value(|children| children())}</div>
            </Show>
        </dialog>
    }
}

/// Buttons that a button opens. Arrow keys walk through them; choosing one closes it.
#[component]
pub fn Menu(
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] kind: super::ButtonKind,
    /// Shows three dots instead of the label, which then names the button.
    #[prop(optional)]
    dots: bool,
    /// Shows a sign instead of the label, which then names the button.
    #[prop(optional)]
    sign: Option<IconName>,
    children: Children,
) -> impl IntoView {
    let sign = sign.or(dots.then_some(IconName::More));
    let id = super::element_id("menu");
    let popover = NodeRef::<leptos::html::Div>::new();
    let button = NodeRef::<leptos::html::Button>::new();
    let place = RwSignal::new((0.0, 0.0));
    let is_open = RwSignal::new(false);
    let walk = move |event: web_sys::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        event.prevent_default();
        if let Some(popover) = popover.get_untracked() {
            if !dom::is_popover_open(&popover) {
                dom::toggle_popover(&popover, true);
            }
            dom::step_focus(&popover, step);
        }
    };
    view! {
        <button
            type="button"
            class=if sign.is_some() { "btn-icon" } else { kind.class() }
            node_ref=button
            popovertarget=id.clone()
            aria-haspopup="true"
            aria-expanded=move || is_open.get().to_string()
            aria-label=move || sign.is_some().then(|| label.get())
            title=move || sign.is_some().then(|| label.get())
            on:keydown=walk
        >
            {match sign {
                Some(icon) => view! { <super::Icon icon /> }.into_any(),
                None => {
                    view! {
                        {move || label.get()}
                        <super::Icon icon=IconName::Down />
                    }
                        .into_any()
                }
            }}
        </button>
        <div
            id=id
            class="menu"
            popover="auto"
            node_ref=popover
            style:left=move || format!("{}px", place.get().0)
            style:top=move || format!("{}px", place.get().1)
            on:keydown=walk
            on:beforetoggle=move |_: web_sys::Event| {
                if let Some(button) = button.get_untracked() {
                    place.set(dom::popover_place(&button, 240.0));
                }
            }
            on:toggle=move |_: web_sys::Event| {
                if let Some(popover) = popover.get_untracked() {
                    is_open.set(dom::is_popover_open(&popover));
                }
            }
            on:click=move |_| {
                if let Some(popover) = popover.get_untracked() {
                    dom::toggle_popover(&popover, false);
                }
            }
        >
            {children()}
        </div>
    }
}

/// One line of a [`Menu`].
#[component]
pub fn MenuItem(
    #[prop(into)] on_click: Callback<()>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] danger: bool,
    #[prop(optional, into)] shortcut: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="menu-item"
            class:danger=danger
            disabled=move || disabled.get()
            on:click=move |_| on_click.run(())
        >
            <span>{children()}</span>
            {shortcut.map(|keys| view! { <kbd aria-hidden="true">{keys}</kbd> })}
        </button>
    }
}
