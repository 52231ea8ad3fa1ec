//! The window's size, as a question that answers again when it changes.

/// Says whether a media query holds now, and runs `changed` whenever that changes.
pub fn watch(query: &str, changed: impl Fn(bool) + 'static) -> bool {
    let Some(list) = web_sys::window().and_then(|w| w.match_media(query).ok().flatten()) else {
        return false;
    };
    let matches = list.matches();
    let asked = list.clone();
    gloo::events::EventListener::new(&list, "change", move |_| changed(asked.matches())).forget();
    matches
}
