//! Dragging rows with a mouse, a pen or a thumb. While the pointer moves nothing is drawn anew:
//! a ghost and a line are moved by transforms, once a frame.
//!
//! Whatever can be picked up carries `data-row`; whatever can be dropped on carries `data-drop`:
//! `scene:<id>` and `banner:<id>` take a drop above or below, `start:<day>` right below,
//! `end:<day>` right above, and `boneyard` takes it whole.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, PointerEvent};

/// How far the pointer moves before a click becomes a drag, in CSS pixels.
const SLACK: f64 = 5.0;
/// The strip at the edge of what scrolls that makes it scroll, and its greatest speed.
const EDGE: f64 = 88.0;
const SPEED: f64 = 22.0;

/// The element that all rows of a room stand in.
pub type Root = Element;

/// Where something was let go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// The value of `data-drop`, or of the attribute that was asked for.
    pub key: String,
    pub half: Half,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Half {
    Upper,
    Lower,
}

/// What the room does when a drag starts, comes over another spot, and ends. It ends with nothing
/// if it was given up.
pub struct Hooks {
    /// The attribute of what takes this drop: `data-drop`, or one of the room's own.
    pub drops: &'static str,
    pub started: Box<dyn Fn()>,
    /// Called within a frame: whatever takes longer than a moment is put off.
    pub over: Box<dyn Fn(Option<&Target>)>,
    pub ended: Box<dyn Fn(Option<Target>)>,
}

struct Drag {
    root: Element,
    ghost: Option<HtmlElement>,
    line: Option<HtmlElement>,
    scroller: Option<Element>,
    from: (f64, f64),
    at: (f64, f64),
    is_on: bool,
    target: Option<Target>,
    hooks: Hooks,
    listeners: Vec<EventListener>,
}

type Shared = Rc<RefCell<Drag>>;

/// Returns the `data-row` that an event came from.
pub fn row(event: &Event) -> Option<String> {
    closest(event, "[data-row]")?.get_attribute("data-row")
}

/// Says whether an event came from an element that a selector finds, or from inside one.
pub fn is_in(event: &Event, selector: &str) -> bool {
    closest(event, selector).is_some()
}

/// Returns an attribute of the nearest element that has it.
pub fn attribute(event: &Event, name: &str) -> Option<String> {
    closest(event, &format!("[{name}]"))?.get_attribute(name)
}

fn closest(event: &Event, selector: &str) -> Option<Element> {
    event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest(selector)
        .ok()?
}

/// Follows the pointer from a press on a row. With a mouse the whole row is the handle; a finger
/// needs `.grip`, since elsewhere it scrolls. Says whether a drag may follow.
pub fn begin(event: &PointerEvent, root: &Element, hooks: Hooks) -> bool {
    let by_mouse = event.pointer_type() == "mouse" && event.button() == 0;
    if row(event).is_none()
        || !(by_mouse || is_in(event, ".grip"))
        || is_in(event, "[data-no-drag]")
    {
        return false;
    }
    let find = |selector: &str| {
        root.query_selector(selector)
            .ok()
            .flatten()
            .and_then(|e| e.dyn_into::<HtmlElement>().ok())
    };
    let at = (f64::from(event.client_x()), f64::from(event.client_y()));
    let drag = Rc::new(RefCell::new(Drag {
        root: root.clone(),
        ghost: find(".drag-ghost"),
        line: find(".drag-line"),
        scroller: None,
        from: at,
        at,
        is_on: false,
        target: None,
        hooks,
        listeners: Vec::new(),
    }));
    listen(&drag, event.pointer_id());
    true
}

fn listen(drag: &Shared, pointer: i32) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let options = EventListenerOptions::enable_prevent_default();
    let on = |name: &'static str, act: fn(&Shared, &Event)| {
        let drag = drag.clone();
        EventListener::new_with_options(&window, name, options, move |event| {
            let is_mine = event
                .dyn_ref::<PointerEvent>()
                .is_none_or(|e| e.pointer_id() == pointer);
            if is_mine {
                act(&drag, event);
            }
        })
    };
    let listeners = vec![
        on("pointermove", moved),
        on("pointerup", |drag, _| finish(drag, true)),
        on("pointercancel", |drag, _| finish(drag, false)),
        on("keydown", |drag, event| {
            let is_escape = event
                .dyn_ref::<KeyboardEvent>()
                .is_some_and(|e| e.key() == "Escape");
            if is_escape && drag.borrow().is_on {
                event.prevent_default();
                event.stop_propagation();
                finish(drag, false);
            }
        }),
    ];
    drag.borrow_mut().listeners = listeners;
}

fn moved(drag: &Shared, event: &Event) {
    let Some(event) = event.dyn_ref::<PointerEvent>() else {
        return;
    };
    let starts = {
        let mut d = drag.borrow_mut();
        d.at = (f64::from(event.client_x()), f64::from(event.client_y()));
        let far = (d.at.0 - d.from.0).hypot(d.at.1 - d.from.1);
        !d.is_on && far > SLACK
    };
    if starts {
        {
            let mut d = drag.borrow_mut();
            d.is_on = true;
            d.scroller = scroll_parent(&d.root);
            let _ = d.root.set_attribute("data-dragging", "");
        }
        (drag.borrow().hooks.started)();
        frame(drag.clone());
    }
    if drag.borrow().is_on {
        event.prevent_default();
    }
}

fn frame(drag: Shared) {
    leptos::prelude::request_animation_frame(move || {
        if !drag.borrow().is_on {
            return;
        }
        follow(&mut drag.borrow_mut());
        frame(drag);
    });
}

/// One frame: find what is under the pointer, then move ghost, line and scroller. All that is
/// read of the page is read first, so that a frame lays it out once.
fn follow(drag: &mut Drag) {
    let (x, y) = drag.at;
    let under = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.element_from_point(x as f32, y as f32));
    let scroll = scroll_by(drag, under.as_ref());
    let found = under
        .and_then(|e| e.closest(&format!("[{}]", drag.hooks.drops)).ok().flatten())
        .filter(|e| drag.root.contains(Some(e)));
    let over = found.map(|element| {
        let rect = element.get_bounding_client_rect();
        let half = if y < rect.top() + rect.height() / 2.0 {
            Half::Upper
        } else {
            Half::Lower
        };
        let key = element.get_attribute(drag.hooks.drops).unwrap_or_default();
        let edge = if key == "boneyard" {
            None
        } else if key.starts_with("start:") {
            Some(rect.bottom())
        } else if key.starts_with("end:") || half == Half::Upper {
            Some(rect.top())
        } else {
            Some(rect.bottom())
        };
        // The line goes along with what this frame scrolls.
        let by = scroll.as_ref().map_or(0, |(_, by)| *by);
        let line = edge.map(|edge| (rect.left(), edge - f64::from(by), rect.width()));
        (Target { key, half }, line)
    });
    place(drag.ghost.as_ref(), x, y);
    show_line(drag, over.as_ref().and_then(|(_, line)| *line));
    let target = over.map(|(target, line)| {
        if line.is_none() {
            let _ = drag.root.set_attribute("data-over", &target.key);
        }
        target
    });
    if drag.target != target {
        (drag.hooks.over)(target.as_ref());
        drag.target = target;
    }
    if let Some((scroller, by)) = scroll {
        scroller.set_scroll_top(scroller.scroll_top() + by);
    }
}

fn show_line(drag: &Drag, line: Option<(f64, f64, f64)>) {
    if drag.root.has_attribute("data-over") {
        let _ = drag.root.remove_attribute("data-over");
    }
    let Some(element) = &drag.line else {
        return;
    };
    let style = element.style();
    match line {
        Some((x, y, width)) => {
            // Scaled, not widened: a transform needs no layout.
            let transform = format!("translate({x:.1}px, {y:.1}px) scaleX({width:.1})");
            let _ = style.set_property("transform", &transform);
            let _ = style.set_property("opacity", "1");
        }
        None => {
            let _ = style.set_property("opacity", "0");
        }
    }
}

fn place(element: Option<&HtmlElement>, x: f64, y: f64) {
    if let Some(element) = element {
        let transform = format!("translate({:.1}px, {:.1}px)", x + 12.0, y + 8.0);
        let _ = element.style().set_property("transform", &transform);
    }
}

/// Returns what scrolls in this frame, and by how much: the pointer is near an edge of it.
fn scroll_by(drag: &Drag, under: Option<&Element>) -> Option<(Element, i32)> {
    let own = under
        .and_then(|e| e.closest("[data-scroll]").ok().flatten())
        .filter(scrolls);
    let scroller = own.or_else(|| drag.scroller.clone())?;
    let height = super::dom::window_height();
    let rect = scroller.get_bounding_client_rect();
    let (top, bottom) = (rect.top().max(0.0), rect.bottom().min(height));
    let edge = EDGE.min((bottom - top) / 4.0).max(1.0);
    let y = drag.at.1;
    let near = if y < top + edge {
        -((top + edge - y) / edge).min(1.0)
    } else if y > bottom - edge {
        ((y - (bottom - edge)) / edge).min(1.0)
    } else {
        return None;
    };
    let by = (near * SPEED).round() as i32;
    (by != 0).then_some((scroller, by))
}

fn scrolls(element: &Element) -> bool {
    element.scroll_height() > element.client_height() + 1
}

/// Returns what scrolls around an element; the page itself if nothing else does.
fn scroll_parent(element: &Element) -> Option<Element> {
    let window = web_sys::window()?;
    let mut at = element.parent_element();
    while let Some(parent) = at {
        let style = window.get_computed_style(&parent).ok().flatten();
        let overflow = style
            .and_then(|s| s.get_property_value("overflow-y").ok())
            .unwrap_or_default();
        if matches!(overflow.as_str(), "auto" | "scroll") && scrolls(&parent) {
            return Some(parent);
        }
        at = parent.parent_element();
    }
    window.document()?.scrolling_element()
}

fn finish(drag: &Shared, is_dropped: bool) {
    let (was_on, target, listeners) = {
        let mut d = drag.borrow_mut();
        let was_on = d.is_on;
        if was_on && is_dropped {
            // The last move may have come after the last frame.
            follow(&mut d);
        }
        d.is_on = false;
        let _ = d.root.remove_attribute("data-dragging");
        show_line(&d, None);
        let target = if is_dropped { d.target.take() } else { None };
        (was_on, target, std::mem::take(&mut d.listeners))
    };
    if was_on {
        (drag.borrow().hooks.ended)(target);
    }
    // One of them is calling this: it must outlive the call.
    gloo::timers::callback::Timeout::new(0, move || drop(listeners)).forget();
}
