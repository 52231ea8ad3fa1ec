//! The sync state at the head of every room; a tap shows what is behind it.

use std::time::Duration;

use leptos::prelude::*;

use super::standing::{Standing, is_fleeting, standing};
use crate::shell::path;
use crate::store::use_store;
use crate::ui::tone_class;

/// How long a change may be on its way before it is said that it waits.
const PATIENCE: Duration = Duration::from_millis(1500);

/// The sync state in words; a link to its room.
#[component]
pub fn SyncChip() -> impl IntoView {
    let store = use_store();
    let shown = RwSignal::new(None::<Standing>);
    let show_now = move || {
        let is_saving = store.saving().get_untracked();
        let standing = |state: &_| standing(state, is_saving);
        let now = store.sync.with_untracked(|s| s.as_ref().map(standing));
        if shown.with_untracked(|s| *s != now) {
            shown.set(now);
        }
    };
    Effect::new(move |_| {
        // The device claims nothing that it has not saved: this is said at once.
        let is_saving = store.saving().get();
        let fleeting = store.sync.with(|s| s.as_ref().is_some_and(is_fleeting));
        if fleeting && !is_saving && shown.with_untracked(Option::is_some) {
            set_timeout(
                move || {
                    if !shown.is_disposed() {
                        show_now();
                    }
                },
                PATIENCE,
            );
        } else {
            show_now();
        }
    });
    move || {
        let standing = shown.get()?;
        let production = store.production.get()?;
        Some(view! {
            <a class=format!("state {}", tone_class(standing.tone)) href=path(&production, "sync")>
                <i aria-hidden="true"></i>
                <span>{standing.words}</span>
            </a>
        })
    }
}
