//! The address, the device and the network, as the browser tells them.

use wasm_bindgen::prelude::*;
pub use web_sys::KeyboardEvent as Key;
use web_sys::Window;

fn window() -> Option<Window> {
    web_sys::window()
}

fn agent() -> String {
    window()
        .and_then(|w| w.navigator().user_agent().ok())
        .unwrap_or_default()
}

/// What stands behind the `#` of the address: it never leaves the device.
pub fn fragment() -> String {
    let hash = window()
        .and_then(|w| w.location().hash().ok())
        .unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Takes the fragment out of the address and the history: a code in it is used once.
pub fn drop_fragment() {
    if let Some(window) = window()
        && let Ok(path) = window.location().pathname()
        && let Ok(history) = window.history()
    {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
}

/// The scheme, host and port of this page.
pub fn origin() -> String {
    window()
        .and_then(|w| w.location().origin().ok())
        .unwrap_or_default()
}

/// The path of this page, with its query.
pub fn place() -> String {
    let Some(location) = window().map(|w| w.location()) else {
        return String::new();
    };
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

pub fn scroll_to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

pub fn is_online() -> bool {
    window().is_none_or(|w| w.navigator().on_line())
}

/// What kind of device this is, for its name: a phone, a tablet or a laptop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Device {
    Phone,
    Tablet,
    Laptop,
}

pub fn device() -> Device {
    let agent = agent();
    let has_touch = window().is_some_and(|w| w.navigator().max_touch_points() > 1);
    let is_ipad = agent.contains("iPad") || (agent.contains("Macintosh") && has_touch);
    if is_ipad || (agent.contains("Android") && !agent.contains("Mobile")) {
        Device::Tablet
    } else if agent.contains("iPhone") || agent.contains("Android") || agent.contains("Mobile") {
        Device::Phone
    } else {
        Device::Laptop
    }
}

pub fn is_ios() -> bool {
    let agent = agent();
    agent.contains("iPhone") || (device() == Device::Tablet && !agent.contains("Android"))
}

/// Says whether the command key is the one beside the space bar.
pub fn is_mac() -> bool {
    let agent = agent();
    agent.contains("Mac OS") || is_ios()
}

/// Runs whenever the network comes (`true`) or goes.
pub fn on_network(then: impl Fn(bool) + Clone + 'static) {
    let Some(window) = window() else {
        return;
    };
    for (name, is_online) in [("online", true), ("offline", false)] {
        let then = then.clone();
        gloo::events::EventListener::new(&window, name, move |_| then(is_online)).forget();
    }
}

/// Runs for every key that no element has handled; lives as long as the page.
pub fn on_key(then: impl Fn(&web_sys::KeyboardEvent) + 'static) {
    let Some(window) = window() else {
        return;
    };
    let options = gloo::events::EventListenerOptions::enable_prevent_default();
    gloo::events::EventListener::new_with_options(&window, "keydown", options, move |event| {
        if let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() {
            then(event);
        }
    })
    .forget();
}

/// Lets the browser ask before the page is left, while `is_needed` says so.
pub fn ask_before_leaving(is_needed: impl Fn() -> bool + 'static) {
    let Some(window) = window() else { return };
    let options = gloo::events::EventListenerOptions::enable_prevent_default();
    gloo::events::EventListener::new_with_options(&window, "beforeunload", options, move |event| {
        if is_needed() {
            event.prevent_default();
        }
    })
    .forget();
}

/// Runs when the page is looked at again.
pub fn on_show(then: impl Fn() + 'static) {
    on_visibility(false, then);
}

/// Runs when the page is put away: another tab, another app, the screen off.
pub fn on_hide(then: impl Fn() + 'static) {
    on_visibility(true, then);
}

fn on_visibility(hidden: bool, then: impl Fn() + 'static) {
    let Some(document) = window().and_then(|w| w.document()) else {
        return;
    };
    let page = document.clone();
    gloo::events::EventListener::new(&document, "visibilitychange", move |_| {
        if page.hidden() == hidden {
            then();
        }
    })
    .forget();
}
