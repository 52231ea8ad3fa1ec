//! Accepting a finding with a reason, of a rule or of a check of the call sheet.

use leptos::prelude::*;
use shared::command::Command;
use shared::rules::Overridden;

use super::words::name_of;
use crate::store::{Store, use_store};
use crate::ui::*;

/// Says who accepted a finding, when, and why where this device may read it.
pub fn accepted_text(store: Store, said: &Overridden) -> String {
    let by = match &said.by {
        Some(by) => store.peek(|book| name_of(book, by)),
        None => crate::t!("conflict.somebody").to_owned(),
    };
    let by = match said.at_ms {
        Some(at_ms) => crate::t!("rules.by_at", by = by, when = when_text(at_ms)),
        None => by,
    };
    match said.reason.as_str() {
        "" => crate::t!("rules.accepted_plain", by = by),
        reason => crate::t!("rules.accepted", by = by, reason = reason),
    }
}

/// Takes a reason; `make` returns no command where there is nothing to accept.
#[component]
pub fn AcceptWith(#[prop(into)] make: Callback<String, Option<Command>>) -> impl IntoView {
    let store = use_store();
    let accept = move |why: String| {
        if let Some(command) = make.run(why) {
            store.act(command);
        }
    };
    view! {
        <WithReason
            summary=crate::t!("rules.accept")
            label=crate::t!("rules.reason")
            help=crate::t!("rules.reason_help")
            button=crate::t!("rules.accept_now")
            missing=crate::t!("rules.no_reason")
            on_say=accept
        />
    }
}
