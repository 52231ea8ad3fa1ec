//! Fields that choose: from a list, yes or no, one of a few.

use leptos::prelude::*;

use super::field::{FieldFrame, element_id};

/// Chooses one of a list; options are value and text. `on_commit` comes with the value.
#[component]
pub fn SelectField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(into)] on_commit: Callback<String>,
    #[prop(optional, into)] help: MaybeProp<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] quiet: bool,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| element_id("select"));
    // A value that is no longer among the options is shown as it is, not as the first of them.
    let stray = Memo::new(move |_| {
        let value = value.get();
        options
            .with(|options| options.iter().all(|(choice, _)| *choice != value))
            .then_some(value)
    });
    view! {
        <FieldFrame id=id.clone() label help error quiet>
            <select
                id=id.clone()
                disabled=move || disabled.get()
                aria-invalid=move || error.get().is_some().then_some("true")
                on:change=move |event| on_commit.run(event_target_value(&event))
            >
                {move || {
                    stray
                        .get()
                        .map(|stray| {
                            let shown = stray.clone();
                            view! {
                                <option value=stray disabled prop:selected=true>
                                    {shown}
                                </option>
                            }
                        })
                }}
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|(choice, text)| {
                            let mine = choice.clone();
                            view! {
                                <option value=choice prop:selected=move || value.get() == mine>
                                    {text}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </FieldFrame>
    }
}

/// Yes or no.
#[component]
pub fn CheckField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<bool>,
    #[prop(into)] on_commit: Callback<bool>,
    #[prop(optional, into)] help: MaybeProp<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let id = element_id("check");
    let help_id = format!("{id}-help");
    let described = {
        let help_id = help_id.clone();
        move || help.get().is_some().then(|| help_id.clone())
    };
    view! {
        <div class="field check">
            <input
                id=id.clone()
                type="checkbox"
                prop:checked=move || value.get()
                disabled=move || disabled.get()
                aria-describedby=described
                on:change=move |event| on_commit.run(event_target_checked(&event))
            />
            <label for=id>{move || label.get()}</label>
            {move || {
                help.get().map(|help| view! { <span class="help" id=help_id.clone()>{help}</span> })
            }}
        </div>
    }
}

/// One of a few, side by side; options are value and text.
#[component]
pub fn Segments(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_change: Callback<String>,
) -> impl IntoView {
    view! {
        <div class="seg" role="group" aria-label=move || label.get()>
            {move || {
                options
                    .get()
                    .into_iter()
                    .map(|(choice, text)| {
                        let mine = choice.clone();
                        view! {
                            <button
                                type="button"
                                aria-pressed=move || (value.get() == mine).to_string()
                                on:click=move |_| on_change.run(choice.clone())
                            >
                                {text}
                            </button>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}
