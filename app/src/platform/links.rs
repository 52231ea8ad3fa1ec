//! A list of links for the arrow keys, and links that ring a phone or open a map.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::{dom, nav};

/// Moves the focus from the link that an event came from to the next one (`step` 1) or the one
/// before (-1) in the same table or list, and returns its `data-id`. Nothing at either end, or
/// if the event came from elsewhere.
pub fn step(event: &KeyboardEvent, selector: &str, step: i32) -> Option<String> {
    let from = event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest(selector)
        .ok()??;
    let list = from.closest("table, ul, ol").ok()??;
    let found = list.query_selector_all(selector).ok()?;
    let links: Vec<Element> = (0..found.length())
        .filter_map(|n| found.get(n)?.dyn_into().ok())
        .collect();
    let at = links.iter().position(|link| *link == from)?;
    let next = links.get(at.checked_add_signed(step as isize)?)?;
    // With scrolling: the focus may not leave the window.
    next.dyn_ref::<HtmlElement>()?.focus().ok()?;
    next.get_attribute("data-id")
}

/// Which map a device opens by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DeviceMap {
    /// An iPhone, an iPad or a Mac.
    Apple,
    /// Android, where a `geo:` link asks which map to use.
    Geo,
    Web,
}

/// Returns the map that fits this device.
pub fn device_map() -> DeviceMap {
    if nav::is_mac() {
        DeviceMap::Apple
    } else if nav::device() == nav::Device::Laptop {
        DeviceMap::Web
    } else {
        DeviceMap::Geo
    }
}

/// Moves the focus to an element in the frame that draws it: the browser lays out once for both.
pub fn focus_in_frame(selector: String) {
    leptos::prelude::request_animation_frame(move || {
        dom::focus(&selector);
    });
}

/// Moves the focus to an element once the page has drawn what is changing now.
pub fn focus_later(selector: String) {
    gloo::timers::callback::Timeout::new(0, move || {
        dom::focus(&selector);
    })
    .forget();
}

/// Scrolls to something that is being drawn now, and moves the focus there.
pub fn show_later(selector: &'static str) {
    gloo::timers::callback::Timeout::new(50, move || {
        dom::reveal(selector);
        dom::focus(selector);
    })
    .forget();
}

/// Moves the focus to a field of a room that is being opened, once it is there: whatever hides it is
/// opened. After three seconds nobody waits for it any more.
pub fn show_field(selector: String) {
    look_for_field(selector, 30);
}

fn look_for_field(selector: String, tries_left: u32) {
    gloo::timers::callback::Timeout::new(100, move || {
        if !dom::is_there(&selector) {
            if tries_left > 0 {
                look_for_field(selector, tries_left - 1);
            }
            return;
        }
        // The room moves the focus to its heading first.
        gloo::timers::callback::Timeout::new(150, move || {
            dom::unfold(&selector);
            dom::reveal(&selector);
            dom::focus(&selector);
        })
        .forget();
    })
    .forget();
}

/// Selects all text of the field that an event came from, ready to be copied.
pub fn select_text(event: &Event) {
    if let Some(input) = event
        .target()
        .and_then(|t| t.dyn_into::<HtmlInputElement>().ok())
    {
        input.select();
    }
}
