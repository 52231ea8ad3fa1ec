//! Where a value of the draft comes from, as a mark or in words, and the way back to the drafted one.

use leptos::prelude::*;
use shared::callsheet::origin::{Origin, origin};
use shared::id::Id;
use shared::kind::Kind;

use super::state::use_draft;
use crate::ui::*;

/// The sign of an origin: hollow, filled, or an arrow in. Its word always goes with it.
fn sign(origin: Origin) -> IconName {
    match origin {
        Origin::Drafted => IconName::Drafted,
        Origin::Typed => IconName::Typed,
        Origin::Imported => IconName::Imported,
    }
}

fn word(origin: Origin) -> &'static str {
    match origin {
        Origin::Drafted => crate::t!("callsheet.drafted"),
        Origin::Typed => crate::t!("callsheet.typed"),
        Origin::Imported => crate::t!("callsheet.imported"),
    }
}

fn hint(origin: Origin) -> &'static str {
    match origin {
        Origin::Drafted => crate::t!("callsheet.drafted_hint"),
        Origin::Typed => crate::t!("callsheet.typed_hint"),
        Origin::Imported => crate::t!("callsheet.imported_hint"),
    }
}

/// Where a value comes from, as a sign with its word for screen readers and a hint under the
/// pointer.
#[component]
pub fn OriginMark(origin: Origin) -> impl IntoView {
    view! {
        <span class="source" title=hint(origin)>
            <Icon icon=sign(origin) />
            <span class="hidden">{word(origin)}</span>
        </span>
    }
}

/// Says of a field of the day or of one person's call whether it was drafted or typed, and lets a
/// typed one be drafted again. Draws nothing where nothing stands.
#[component]
pub fn Source(
    kind: Kind,
    #[prop(into)] id: Signal<Id>,
    field: &'static str,
    /// What a screen reader calls the value: "Ines Vardal, call".
    #[prop(into)]
    name: Signal<String>,
    /// Something is drafted where nobody typed.
    #[prop(into)]
    is_drafted: Signal<bool>,
    #[prop(into)] on_clear: Callback<()>,
    /// Said in words below a field of a form; otherwise a sign in a cell.
    #[prop(optional)]
    worded: bool,
) -> impl IntoView {
    let room = use_draft();
    let from = Memo::new(move |_| {
        let record = room.store.record(&kind, &id.get());
        match origin(record.as_deref(), field) {
            Origin::Drafted => is_drafted.get().then_some(Origin::Drafted),
            other => Some(other),
        }
    });
    let clear = move || on_clear.run(());
    let sourced = move |from: Origin| {
        let again = from == Origin::Typed && room.may_write.get();
        match (worded, again) {
            (true, _) => view! {
                <p class="source-words" title=hint(from)>
                    <Icon icon=sign(from) />
                    <span>{word(from)}</span>
                    {again
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    aria-label=move || crate::t!("callsheet.draft_again_of", what = name.get())
                                    on:click=move |_| clear()
                                >
                                    {crate::t!("callsheet.draft_again")}
                                </button>
                            }
                        })}
                </p>
            }
            .into_any(),
            (false, true) => view! {
                <div class="source">
                    <Menu
                        label=Signal::derive(move || crate::t!("callsheet.typed_of", what = name.get()))
                        sign=IconName::Typed
                    >
                        <p class="menu-note">{hint(from)}</p>
                        <MenuItem on_click=clear>{crate::t!("callsheet.draft_again")}</MenuItem>
                    </Menu>
                </div>
            }
            .into_any(),
            (false, false) => view! { <OriginMark origin=from /> }.into_any(),
        }
    };
    move || from.get().map(sourced)
}
