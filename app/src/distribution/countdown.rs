//! The minute in which an issued sheet can be taken back: nobody but the office has it yet.

use leptos::prelude::*;
use shared::access::Audience;
use shared::distribution::{release, take_back};
use shared::engine::protocol::{Link, Outcome};
use shared::kind::Kind;

use super::courier;
use crate::callsheet::use_sheet;
use crate::platform::time;
use crate::shell::path;
use crate::store::use_store;
use crate::ui::*;

/// Returns whole seconds until a time, counting down; 0 when it is over.
pub fn seconds_until(at_ms: Signal<Option<i64>>) -> Memo<i64> {
    const TICK: std::time::Duration = std::time::Duration::from_millis(250);
    let now = RwSignal::new(time::now_ms());
    let left = Memo::new(move |_| {
        let at = at_ms.get().unwrap_or_default();
        at.saturating_sub(now.get()).max(0).saturating_add(999) / 1000
    });
    if let Ok(every) = set_interval_with_handle(
        move || {
            // Nothing is counted once it is over.
            if left.try_get_untracked().is_some_and(|left| left > 0) {
                now.try_set(time::now_ms());
            }
        },
        TICK,
    ) {
        on_cleanup(move || every.clear());
    }
    // A time that is set later counts from then.
    Effect::new(move |_| {
        at_ms.track();
        now.set(time::now_ms());
    });
    left
}

#[component]
pub fn Countdown() -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let at = Signal::derive(move || {
        store
            .record(&Kind::Issue, &room.issue.get())?
            .int("release_ms")
    });
    let left = seconds_until(at);
    let is_held = Memo::new(move |_| store.may_write(&Audience::Plan) && left.get() > 0);
    let navigate = StoredValue::new_local(leptos_router::hooks::use_navigate());
    let undo = move || {
        let issue = room.issue.get_untracked();
        let day = room
            .cover
            .with_untracked(|c| c.as_ref().map(|c| c.day.clone()));
        let label = crate::t!("distribution.did_take_back").to_owned();
        // A sheet that left this device may be on phones by now that this one cannot reach.
        let made = room
            .cover
            .with_untracked(|c| c.as_ref().map_or(0, |c| c.issued_ms));
        let has_left = store.sync.with_untracked(|sync| {
            sync.as_ref().is_some_and(|s| match s.link {
                Link::Offline { since_ms } | Link::Connecting { since_ms } => made < since_ms,
                Link::Alone | Link::CatchingUp | Link::Connected => false,
            })
        });
        if has_left {
            return store.warn(crate::t!("distribution.no_signal_undo"));
        }
        let command = store.peek(|book| take_back(book, &issue, time::now_ms(), label));
        if command.is_empty() {
            return store.warn(crate::t!("distribution.too_late"));
        }
        let draft = day.map(|day| {
            path(
                &room.production.get_untracked(),
                &format!("callsheet/{day}"),
            )
        });
        store.act_then(command, move |outcome| match outcome {
            Outcome::Done { label, .. } => {
                courier::withdraw_all(store, &issue);
                store.say(label);
                if let Some(draft) = draft {
                    navigate.try_with_value(|go| {
                        go(&draft, leptos_router::NavigateOptions::default());
                    });
                }
            }
            other => store.tell(other),
        });
    };
    let now = move || {
        let issue = room.issue.get_untracked();
        let label = crate::t!("distribution.did_release").to_owned();
        let command = store.peek(|book| release(book, &issue, time::now_ms(), label));
        store.act_then(command, move |outcome| {
            if matches!(outcome, Outcome::Done { .. }) {
                courier::release_all(store, &issue);
            }
            store.tell(outcome);
        });
    };
    view! {
        <Show when=move || is_held.get()>
            <div class="note warn countdown">
                <b role="timer">{move || crate::t!("distribution.out_in", n = left.get())}</b>
                <span>{crate::t!("distribution.out_in_text")}</span>
                <div class="line">
                    <Button kind=ButtonKind::Main on_click=undo>{crate::t!("distribution.undo")}</Button>
                    <Button on_click=now>{crate::t!("distribution.now")}</Button>
                </div>
            </div>
        </Show>
    }
}
