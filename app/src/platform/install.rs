//! Installing the app: the browser's own offer, kept until the user asks for it.

use std::cell::RefCell;

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

thread_local! {
    static OFFER: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Listens for the browser's offer; must run early, since it comes once. `changed` runs when
/// there is an offer (`true`) and when the app was installed.
pub fn listen(changed: impl Fn(bool) + Clone + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let options = gloo::events::EventListenerOptions::enable_prevent_default();
    let offered = changed.clone();
    gloo::events::EventListener::new_with_options(
        &window,
        "beforeinstallprompt",
        options,
        move |event| {
            // The browser's own bar would come at a moment of its choosing.
            event.prevent_default();
            OFFER.with(|offer| offer.replace(Some(event.into())));
            offered(true);
        },
    )
    .forget();
    gloo::events::EventListener::new(&window, "appinstalled", move |_| {
        OFFER.with(|offer| offer.replace(None));
        changed(false);
    })
    .forget();
}

/// Shows the browser's question; says whether the app is being installed.
pub async fn ask() -> bool {
    let Some(offer) = OFFER.with(|offer| offer.borrow_mut().take()) else {
        return false;
    };
    let prompt = Reflect::get(&offer, &"prompt".into()).and_then(|f| f.dyn_into::<Function>());
    let Ok(Ok(promise)) = prompt.map(|prompt| prompt.call0(&offer)) else {
        return false;
    };
    let promise: js_sys::Promise = promise.unchecked_into();
    let Ok(answer) = JsFuture::from(promise).await else {
        return false;
    };
    Reflect::get(&answer, &"outcome".into())
        .ok()
        .and_then(|o| o.as_string())
        .as_deref()
        == Some("accepted")
}

/// Says whether this is the installed app and not a tab.
pub fn is_installed() -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let standalone = window
        .match_media("(display-mode: standalone)")
        .ok()
        .flatten()
        .is_some_and(|m| m.matches());
    let on_ios =
        Reflect::get(&window.navigator(), &"standalone".into()).is_ok_and(|s| s.is_truthy());
    standalone || on_ios
}
