//! After an absence: how much others have changed since this device was last looked at.

use leptos::prelude::*;
use shared::engine::protocol::{Ask, FromEngine, Link, ToEngine};
use shared::production::{self, changes};

use super::state::Shell;
use crate::platform::{nav, time};
use crate::store::{Reading, Store};

/// An absence shorter than this is no absence: what changed was seen, or is soon found.
const LONG_MS: i64 = 4 * 3_600_000;

/// What changed while this device was away for long.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Away {
    pub since_ms: i64,
    pub changes: usize,
}

/// Asks for news whenever the records are as new as the relay's, and says "seen" for whoever
/// looks away after having everything in sight.
pub fn watch(store: Store, shell: Shell) {
    let is_caught_up = Memo::new(move |_| {
        let is_linked = store.sync.with(|sync| {
            sync.as_ref()
                .is_some_and(|s| matches!(s.link, Link::Connected))
        });
        is_linked && store.reading.get() == Reading::Exact
    });
    Effect::new(move |_| {
        if is_caught_up.get() {
            ask(store, shell);
        }
    });
    // A page that was hidden for hours took changes in that nobody saw.
    nav::on_show(move || {
        if is_caught_up.try_get_untracked().unwrap_or_default() {
            ask(store, shell);
        }
    });
    nav::on_hide(move || {
        let knows_all = is_caught_up.try_get_untracked().unwrap_or_default();
        if knows_all && shell.knows_news.get_untracked() && shell.away.get_untracked().is_none() {
            store.send(ToEngine::Seen);
        }
        shell.knows_news.set(false);
    });
}

fn ask(store: Store, shell: Shell) {
    // Until the answer is here, nothing was looked at.
    shell.knows_news.set(false);
    store.ask(
        |request| ToEngine::Ask {
            request,
            ask: Ask::News,
        },
        move |answer| {
            let FromEngine::News { since_ms, news, .. } = answer else {
                return;
            };
            let Some(since_ms) = since_ms else {
                // The first look at this production: everything is new, so nothing is news.
                store.send(ToEngine::Seen);
                shell.knows_news.set(true);
                return;
            };
            let count: usize = store
                .peek(|book| changes::told(book, production::nouns(book), &news))
                .iter()
                .map(|(_, changes)| changes.len())
                .sum();
            let is_long = time::now_ms() - since_ms > LONG_MS;
            let away = (is_long && count > 0).then_some(Away {
                since_ms,
                changes: count,
            });
            shell.away.set(away);
            shell.knows_news.set(true);
        },
    );
}
