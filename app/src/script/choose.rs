//! Choosing the script: a button, a drop, a paste.

use leptos::prelude::*;

use crate::platform::files;
use crate::ui::*;

use super::read::{Step, take, take_text};

#[component]
pub fn Choose(step: RwSignal<Step>) -> impl IntoView {
    let pick = move || {
        files::pick(".fdx,.fountain,.txt,.md,.spmd", move |picked| {
            take(step, picked)
        })
    };
    let text = RwSignal::new(String::new());
    let nothing = RwSignal::new(false);
    let read = move || {
        let typed = text.get_untracked();
        nothing.set(typed.trim().is_empty());
        if !typed.trim().is_empty() {
            take_text(step, &typed);
        }
    };
    let error = Signal::derive(move || {
        nothing
            .get()
            .then(|| crate::t!("script.paste_first").to_owned())
    });
    view! {
        <Refused step />
        <div class="script-drop">
            <h2>{crate::t!("script.drop")}</h2>
            <p>{crate::t!("script.drop_text")}</p>
            <Button kind=ButtonKind::Main on_click=pick>{crate::t!("script.choose")}</Button>
        </div>
        <details class="card script-paste">
            <summary>{crate::t!("script.paste")}</summary>
            <LongField
                label=crate::t!("script.paste_label")
                value=text
                on_input=move |typed| text.set(typed)
                rows=8
                error
                placeholder=crate::t!("script.paste_like")
            />
            <div class="line">
                <Button on_click=read>{crate::t!("script.paste_read")}</Button>
            </div>
        </details>
    }
}

#[component]
fn Refused(step: RwSignal<Step>) -> impl IntoView {
    move || match step.get() {
        Step::Refused { file, why } => {
            let title = if file.is_empty() {
                crate::t!("script.refused_text").to_owned()
            } else {
                crate::t!("script.refused", file = file)
            };
            view! {
                <div role="alert">
                    <Note tone=Tone::Bad title>
                        <span>{why.what}" "{why.advice}</span>
                    </Note>
                </div>
            }
            .into_any()
        }
        Step::Failed { why } => view! {
            <div role="alert">
                <Note tone=Tone::Bad title=crate::t!("script.failed")>
                    <span>{crate::t!("script.failed_text", why = why)}</span>
                </Note>
            </div>
        }
        .into_any(),
        Step::Waiting | Step::Read(_) => ().into_any(),
    }
}
