//! Words that are selected on the page, by pointer, finger or keys.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, Node, Selection};

use super::dom;

/// Selected words, and where they stand in the window, in CSS pixels.
#[derive(Clone, PartialEq, Debug)]
pub struct Selected {
    pub text: String,
    pub left: f64,
    pub top: f64,
    pub bottom: f64,
}

/// A way through the words of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    Forward,
    Back,
}

/// Whether a step selects the next word alone or adds it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    Alone,
    Added,
}

/// Listens for as long as it is kept.
pub struct Listening(#[expect(dead_code, reason = "dropping it ends the listening")] EventListener);

fn selection() -> Option<Selection> {
    web_sys::window()?.get_selection().ok()?
}

/// Runs whenever something else is selected on the page.
pub fn on_change(then: impl Fn() + 'static) -> Option<Listening> {
    let document = web_sys::window()?.document()?;
    let listener = EventListener::new(&document, "selectionchange", move |_| then());
    Some(Listening(listener))
}

/// Returns the words that are selected inside an element; nothing if there is no letter in them.
pub fn within(element: &Element) -> Option<Selected> {
    let selection = selection().filter(|s| !s.is_collapsed() && s.range_count() > 0)?;
    let range = selection.get_range_at(0).ok()?;
    let holder = range.common_ancestor_container().ok()?;
    let text = words(&selection);
    if !element.contains(Some(&holder)) || letters(&text) == 0 {
        return None;
    }
    let rect = range.get_bounding_client_rect();
    Some(Selected {
        text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        left: rect.left(),
        top: rect.top(),
        bottom: rect.bottom(),
    })
}

/// Selects nothing.
pub fn clear() {
    if let Some(selection) = selection() {
        let _ = selection.remove_all_ranges();
    }
}

/// Selects the next word inside an element, or the one before, and scrolls to it. At either end
/// nothing changes.
pub fn step(element: &Element, way: Way, reach: Reach) {
    if let Some(selection) = selection() {
        try_step(&selection, element, way, reach);
    }
}

fn try_step(selection: &Selection, element: &Element, way: Way, reach: Reach) -> Option<()> {
    let is_inside = |node: Option<Node>| node.is_some_and(|node| element.contains(Some(&node)));
    let is_begun = is_inside(selection.anchor_node()) && is_inside(selection.focus_node());
    let before = (
        selection.anchor_node(),
        selection.anchor_offset(),
        selection.focus_node(),
        selection.focus_offset(),
    );
    if !is_begun {
        selection.collapse(Some(element)).ok()?;
    } else if reach == Reach::Alone {
        match way {
            Way::Forward => selection.collapse_to_end().ok()?,
            Way::Back => selection.collapse_to_start().ok()?,
        }
    }
    let direction = match way {
        Way::Forward => "forward",
        Way::Back => "backward",
    };
    // Browsers differ in whether a step ends behind the word or behind the space after it.
    let had = letters(&words(selection));
    for _ in 0..4 {
        selection.modify("extend", direction, "word").ok()?;
        if letters(&words(selection)) != had {
            break;
        }
    }
    if !is_inside(selection.focus_node()) || letters(&words(selection)) == 0 {
        let (Some(anchor), from, Some(focus), to) = before else {
            return None;
        };
        return selection
            .set_base_and_extent(&anchor, from, &focus, to)
            .ok();
    }
    let block = selection.focus_node()?.parent_element()?;
    dom::reveal_element(&block);
    Some(())
}

fn words(selection: &Selection) -> String {
    String::from(selection.to_string())
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Keeps what is selected while a button is pressed; a field still takes the press.
pub fn keep(event: &Event) {
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    let is_field = target.is_some_and(|t| matches!(t.tag_name().as_str(), "SELECT" | "OPTION"));
    if !is_field {
        event.prevent_default();
    }
}

/// Says whether an element is pointed at or has the focus in it.
pub fn is_held(element: &HtmlElement) -> bool {
    element.matches(":hover, :focus-within").unwrap_or(false)
}
