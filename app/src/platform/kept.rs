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

/// Keeps a text, and says whether it did: a full or forbidden storage keeps nothing, and a choice
/// is asked again.
pub fn set(name: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(&format!("callboard.{name}"), text).is_ok())
}

/// Forgets what was kept under a name.
pub fn remove(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&format!("callboard.{name}"));
    }
}

/// Lists the names that begin with a prefix.
pub fn names(prefix: &str) -> Vec<String> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    (0..storage.length().unwrap_or_default())
        .filter_map(|n| storage.key(n).ok().flatten())
        .filter_map(|key| {
            let name = key.strip_prefix("callboard.")?;
            name.starts_with(prefix).then(|| name.to_owned())
        })
        .collect()
}
