//! What day it is where the production shoots, looked at again each minute.

use std::time::Duration;

use leptos::prelude::*;
use shared::kind::Kind;
use shared::production;

use crate::platform::time;
use crate::platform::when::{Civil, in_zone};
use crate::store::{Store, use_store};

/// Returns the zone of the open production, and tracks it; empty is the device's own.
pub fn zone(store: Store) -> String {
    store.with(&[Kind::Production], |book| {
        production::zone(book).to_owned()
    })
}

/// Returns today's civil date where the production shoots, and tracks its zone.
pub fn today(store: Store) -> String {
    in_zone(time::now_ms(), &zone(store)).date
}

/// Returns the present moment by the production's clocks: somebody who looks from another zone is
/// told what is due there. It goes on while the room is open.
pub fn use_moment() -> Memo<Civil> {
    let store = use_store();
    let zone = Memo::new(move |_| zone(store));
    let tick = RwSignal::new(0_u32);
    if let Ok(handle) = set_interval_with_handle(
        move || {
            tick.try_update(|n| *n = n.wrapping_add(1));
        },
        Duration::from_secs(30),
    ) {
        on_cleanup(move || handle.clear());
    }
    Memo::new(move |_| {
        tick.track();
        in_zone(time::now_ms(), &zone.get())
    })
}
