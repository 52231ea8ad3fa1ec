//! Focus, dialogs and popovers: what the page asks of its elements beside drawing them.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlDialogElement, HtmlElement, KeyboardEvent};

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// Moves the focus to the first element that a selector finds, without scrolling to it.
pub fn focus(selector: &str) -> bool {
    let found = document()
        .and_then(|d| d.query_selector(selector).ok().flatten())
        .and_then(|e| e.dyn_into::<HtmlElement>().ok());
    let Some(element) = found else {
        return false;
    };
    focus_element(&element);
    true
}

/// Says whether the focus is on what a selector finds.
pub fn has_focus(selector: &str) -> bool {
    document()
        .and_then(|d| d.active_element())
        .is_some_and(|e| e.matches(selector).unwrap_or(false))
}

/// Says whether a selector finds something.
pub fn is_there(selector: &str) -> bool {
    let found = document().and_then(|d| d.query_selector(selector).ok().flatten());
    found.is_some()
}

/// Opens what folds away around the first element that a selector finds.
pub fn unfold(selector: &str) {
    let mut at = document().and_then(|d| d.query_selector(selector).ok().flatten());
    while let Some(fold) = at.and_then(|e| e.closest("details").ok().flatten()) {
        let _ = fold.set_attribute("open", "");
        at = fold.parent_element();
    }
}

/// Moves the focus to an element, without scrolling.
pub fn focus_element(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Moves the focus from inside an element to one that stays, if it is there.
pub fn move_focus_out(of: &str, to: &str) {
    let is_inside = document()
        .and_then(|d| d.active_element())
        .is_some_and(|active| active.closest(of).ok().flatten().is_some());
    if is_inside {
        focus(to);
    }
}

/// Returns the button that has the focus, if one has.
pub fn focused_button() -> Option<HtmlElement> {
    document()?
        .active_element()
        .filter(|active| active.tag_name() == "BUTTON")?
        .dyn_into()
        .ok()
}

/// Remembers that someone typed into this field of a form that is not sent yet.
pub fn mark_typed(event: &web_sys::Event) {
    let field = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    if let Some(field) = field {
        let _ = field.set_attribute(TYPED, "");
    }
}

const TYPED: &str = "data-typed";

/// Says whether a field of a form holds text that was typed and not sent.
pub fn is_form_typed() -> bool {
    let fields = document().and_then(|d| d.query_selector_all(&format!("[{TYPED}]")).ok());
    let Some(fields) = fields else {
        return false;
    };
    (0..fields.length())
        .filter_map(|at| fields.item(at))
        .any(|field| {
            let value = match field.dyn_into::<web_sys::HtmlTextAreaElement>() {
                Ok(long) => long.value(),
                Err(field) => field
                    .dyn_into::<web_sys::HtmlInputElement>()
                    .map(|field| field.value())
                    .unwrap_or_default(),
            };
            !value.trim().is_empty()
        })
}

/// Says whether the focus is in an element that takes typed text.
pub fn is_typing() -> bool {
    let Some(active) = document().and_then(|d| d.active_element()) else {
        return false;
    };
    takes_text(&active)
}

/// Says whether an event came from an element that takes typed text.
pub fn typed_in_field(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|t| t.dyn_into::<Element>().ok())
        .is_some_and(|element| takes_text(&element))
}

fn takes_text(element: &Element) -> bool {
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => {
            let kind = element.get_attribute("type").unwrap_or_default();
            !matches!(
                kind.as_str(),
                "checkbox" | "radio" | "button" | "submit" | "range"
            )
        }
        _ => element
            .get_attribute("contenteditable")
            .is_some_and(|v| v != "false"),
    }
}

/// Says whether a dialog is open above the page.
pub fn is_dialog_open() -> bool {
    document()
        .and_then(|d| d.query_selector("dialog[open]").ok().flatten())
        .is_some()
}

/// Shows a dialog above everything; it takes the focus and gives it back when it closes.
pub fn show_dialog(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        let _ = dialog.show_modal();
    }
}

pub fn close_dialog(dialog: &HtmlDialogElement) {
    if dialog.open() {
        dialog.close();
    }
}

/// Says whether a click fell on the dialog's backdrop and not on what it holds.
pub fn is_backdrop(event: &web_sys::MouseEvent, dialog: &HtmlDialogElement) -> bool {
    let is_itself = event
        .target()
        .and_then(|t| t.dyn_into::<Element>().ok())
        .is_some_and(|target| target == *dialog.unchecked_ref::<Element>());
    if !is_itself {
        return false;
    }
    let rect = dialog.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    x < rect.left() || x > rect.right() || y < rect.top() || y > rect.bottom()
}

/// Where a popover goes: under the button that opened it, kept inside the window.
pub fn popover_place(button: &Element, width: f64) -> (f64, f64) {
    let rect = button.get_bounding_client_rect();
    let left = (rect.right() - width)
        .min(window_width() - width - 8.0)
        .max(8.0);
    (left, rect.bottom() + 4.0)
}

/// Width of the window in CSS pixels.
pub fn window_width() -> f64 {
    web_sys::window()
        .and_then(|w| w.inner_width().ok())
        .and_then(|w| w.as_f64())
        .unwrap_or(390.0)
}

/// Height of the window in CSS pixels.
pub fn window_height() -> f64 {
    web_sys::window()
        .and_then(|w| w.inner_height().ok())
        .and_then(|h| h.as_f64())
        .unwrap_or(800.0)
}

/// Opens or closes a popover. A browser without them leaves the element as it is.
pub fn toggle_popover(element: &HtmlElement, open: bool) {
    let name = if open { "showPopover" } else { "hidePopover" };
    if let Ok(method) = js_sys::Reflect::get(element, &name.into())
        && let Ok(method) = method.dyn_into::<js_sys::Function>()
    {
        // It throws when the popover is in that state already.
        let _ = method.call0(element);
    }
}

/// Says whether a popover is open.
pub fn is_popover_open(element: &Element) -> bool {
    element.matches(":popover-open").unwrap_or(false)
}

/// Moves the focus among the buttons and links in an element, round and round.
pub fn step_focus(container: &Element, step: i32) {
    let Ok(found) = container.query_selector_all("button:not(:disabled), a[href]") else {
        return;
    };
    let elements: Vec<HtmlElement> = (0..found.length())
        .filter_map(|n| found.get(n)?.dyn_into().ok())
        .collect();
    let active = document().and_then(|d| d.active_element());
    let at = elements
        .iter()
        .position(|e| Some(e.as_ref()) == active.as_ref());
    let count = i32::try_from(elements.len()).unwrap_or(0);
    if count == 0 {
        return;
    }
    let next = match at {
        Some(at) => (i32::try_from(at).unwrap_or(0) + step).rem_euclid(count),
        None if step < 0 => count - 1,
        None => 0,
    };
    if let Some(element) = usize::try_from(next).ok().and_then(|n| elements.get(n)) {
        let _ = element.focus();
    }
}

/// Scrolls the first element that a selector finds into sight, only as far as needed.
pub fn reveal(selector: &str) {
    if let Some(element) = document().and_then(|d| d.query_selector(selector).ok().flatten()) {
        reveal_element(&element);
    }
}

/// Scrolls an element into sight, only as far as needed.
pub fn reveal_element(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls an element to the top of the window, and says whether there is one.
pub fn reveal_top(selector: &str) -> bool {
    let found = document().and_then(|d| d.query_selector(selector).ok().flatten());
    if let Some(element) = &found {
        element.scroll_into_view();
    }
    found.is_some()
}

/// Sets the title of the window or tab.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}
