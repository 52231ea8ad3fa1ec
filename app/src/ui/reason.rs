//! What needs a reason: an act behind a folded line, which does nothing until somebody says why.

use leptos::prelude::*;

use super::button::Button;
use super::field::TextField;

/// The folded act; `on_say` gets the reason without blanks around it, never an empty one.
#[component]
pub fn WithReason(
    /// What the folded line reads.
    summary: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] help: MaybeProp<String>,
    /// What the button reads.
    button: &'static str,
    /// What is said where nothing was typed.
    missing: &'static str,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(into)] on_say: Callback<String>,
    /// What the act means, above the field.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let say = move || match reason.get_untracked().trim() {
        "" => wrong.set(Some(missing.to_owned())),
        why => on_say.run(why.to_owned()),
    };
    view! {
        <details>
            <summary>{summary}</summary>
            <div class="stack">
                {children.map(|children| children())}
                <TextField
                    label
                    help
                    value=reason
                    error=wrong
                    on_input=move |typed: String| {
                        wrong.set(None);
                        reason.set(typed);
                    }
                />
                <div class="line">
                    <Button disabled on_click=say>{button}</Button>
                </div>
            </div>
        </details>
    }
}
