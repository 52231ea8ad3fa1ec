//! The browser's promise to keep what this device stores.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// What the browser says about its storage.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Space {
    /// It will not be cleared when space runs short.
    pub is_persistent: bool,
    pub used_bytes: f64,
    pub quota_bytes: f64,
}

fn manager() -> Option<StorageManager> {
    let navigator = web_sys::window()?.navigator();
    // A page without a secure context has none.
    js_sys::Reflect::get(&navigator, &"storage".into())
        .ok()
        .filter(JsValue::is_object)
        .and_then(|m| m.dyn_into().ok())
}

/// Asks the browser to keep the storage for good; says whether it does.
pub async fn persist() -> bool {
    let Some(promise) = manager().and_then(|m| m.persist().ok()) else {
        return false;
    };
    JsFuture::from(promise)
        .await
        .is_ok_and(|answer| answer.is_truthy())
}

/// Returns how much space there is and whether it is kept for good.
pub async fn space() -> Option<Space> {
    let manager = manager()?;
    let is_persistent = match manager.persisted() {
        Ok(promise) => JsFuture::from(promise)
            .await
            .is_ok_and(|answer| answer.is_truthy()),
        Err(_) => false,
    };
    let estimate = JsFuture::from(manager.estimate().ok()?).await.ok()?;
    let number = |name: &str| {
        js_sys::Reflect::get(&estimate, &name.into())
            .ok()
            .and_then(|n| n.as_f64())
            .unwrap_or_default()
    };
    Some(Space {
        is_persistent,
        used_bytes: number("usage"),
        quota_bytes: number("quota"),
    })
}
