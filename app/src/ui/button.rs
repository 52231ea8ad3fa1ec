//! Buttons and links that look like them. A room has one `Main`; the rest are quieter.

use leptos::prelude::*;

/// How loud a button is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ButtonKind {
    /// The one thing this room is for.
    Main,
    #[default]
    Second,
    /// Text alone, for what is rarely pressed.
    Quiet,
    /// Takes something away.
    Danger,
}

impl ButtonKind {
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Main => "btn",
            Self::Second => "btn second",
            Self::Quiet => "btn quiet",
            Self::Danger => "btn danger",
        }
    }
}

/// A button. Inside a form that it should send, say `submit=true` and leave `on_click` out.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] on_click: Option<Callback<()>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// What a screen reader says where the text alone is not enough: "Remove Ines Vardal".
    #[prop(optional, into)]
    name: MaybeProp<String>,
    /// The key that does the same, shown beside the text on a laptop.
    #[prop(optional, into)]
    shortcut: Option<String>,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            disabled=move || disabled.get()
            aria-label=move || name.get()
            on:click=move |_| {
                if let Some(on_click) = on_click {
                    on_click.run(());
                }
            }
        >
            {children()}
            {shortcut.map(|keys| view! { <kbd aria-hidden="true">{keys}</kbd> })}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] name: MaybeProp<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class=kind.class() href=move || href.get() aria-label=move || name.get()>
            {children()}
        </a>
    }
}

/// A small round button with a sign instead of a text; `name` says what it does.
#[component]
pub fn IconButton(
    #[prop(into)] name: Signal<String>,
    icon: super::IconName,
    #[prop(into)] on_click: Callback<()>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="btn-icon"
            disabled=move || disabled.get()
            aria-label=move || name.get()
            title=move || name.get()
            on:click=move |_| on_click.run(())
        >
            <super::Icon icon />
        </button>
    }
}
