//! A form that is an act on this page: nothing is sent to a server.

use leptos::prelude::*;

/// Fields with a button that says `submit=true`; Enter in a field submits too.
#[component]
pub fn Form(
    #[prop(into)] on_submit: Callback<()>,
    #[prop(optional, into)] class: &'static str,
    /// What a screen reader calls it, where no heading does.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <form
            class=class
            aria-label=move || label.get()
            on:submit=move |event| {
                event.prevent_default();
                on_submit.run(());
            }
        >
            {children()}
        </form>
    }
}
