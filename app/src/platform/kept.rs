//! Small choices of this device that belong to no production.

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// Returns what was kept under a name.
pub fn get(name: &str) -> Option<String> {
    storage()?
        .get_item(&format!("callboard.{name}"))
        .ok()
        .flatten()
}

/// Keeps a text; a full or forbidden storage keeps nothing, and the choice is asked again.
pub fn set(name: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("callboard.{name}"), text);
    }
}
