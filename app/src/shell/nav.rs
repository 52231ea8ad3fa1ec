//! Where rooms are: links, the open production, the name of the window.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::id::Id;

use crate::store::Store;

/// Returns the address of a room of a production: `path(&id, "board")`.
pub fn path(production: &Id, room: &str) -> String {
    format!("/p/{production}/{room}")
}

/// Returns the production whose rooms are shown: the one in the address.
pub fn use_production() -> Memo<Id> {
    let params = use_params_map();
    Memo::new(move |_| Id::new(params.with(|p| p.get("production")).unwrap_or_default()))
}

/// Names the window after a room and its production.
pub fn name_window(room: &str) {
    let production = use_context::<Store>()
        .filter(|_| crate::platform::nav::place().starts_with("/p/"))
        .and_then(|store| store.peek(|book| book.production().map(|p| p.text("title").to_owned())))
        .unwrap_or_default();
    let parts: Vec<&str> = [room, production.as_str(), crate::t!("app.name")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    crate::platform::dom::set_title(&parts.join(" · "));
}
