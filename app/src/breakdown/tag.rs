//! Words of a script become elements: select them, then press a category.

use std::time::Duration;

use leptos::html::Div;
use leptos::prelude::*;
use shared::breakdown::{CategoryView, tag};
use shared::id::Id;

use crate::platform::selection::{self, Selected};
use crate::platform::{dom, random};
use crate::store::use_store;
use crate::ui::*;

use super::mark::CategoryMark;
use super::recent::{offered, remember};
use super::sheet::scene_number;
use super::state::{Elements, category_options, use_elements};
use super::words::category_name;

/// A selection is looked at once it stands still, and let go a moment after it is gone: a press
/// on the bar itself may take it away first.
const STILL: Duration = Duration::from_millis(180);
const DRAWN: Duration = Duration::from_millis(30);
/// The bar's size in CSS pixels, as the style sheet draws it on a laptop.
const BAR: (f64, f64) = (400.0, 232.0);

/// What is selected in the script, and the bar that makes an element of it.
#[derive(Clone, Copy)]
pub struct Tagging {
    pub page: NodeRef<Div>,
    bar: NodeRef<Div>,
    selected: RwSignal<Option<Selected>>,
}

impl Tagging {
    pub fn is_open(self) -> bool {
        self.selected.with_untracked(Option::is_some)
    }

    /// Shows what is selected now.
    pub fn look(self) {
        let now = self.page.try_get_untracked().flatten();
        let now = now.and_then(|page| selection::within(&page));
        let bar = self.bar.try_get_untracked().flatten();
        let is_held = bar.is_some_and(|bar| selection::is_held(&bar));
        if now.is_some() || !is_held {
            self.selected.try_set(now);
        }
    }

    /// Moves the focus into the bar.
    pub fn enter(self) {
        self.look();
        let focus = move || {
            if let Some(bar) = self.bar.try_get_untracked().flatten() {
                dom::step_focus(&bar, 1);
            }
        };
        // Words that were selected this moment draw the bar first.
        set_timeout(focus, DRAWN);
    }

    /// Lets go of the words; the focus goes back to the script.
    pub fn leave(self) {
        selection::clear();
        self.selected.set(None);
        if let Some(page) = self.page.get_untracked() {
            dom::focus_element(&page);
        }
    }
}

/// Returns the state of a script's page; it listens while the page is shown.
pub fn use_tagging() -> Tagging {
    let tagging = Tagging {
        page: NodeRef::new(),
        bar: NodeRef::new(),
        selected: RwSignal::new(None),
    };
    let turn = StoredValue::new(0_u32);
    let listening = selection::on_change(move || {
        turn.try_update_value(|n| *n = n.wrapping_add(1));
        let mine = turn.try_get_value();
        let look = move || {
            if mine.is_some() && turn.try_get_value() == mine {
                tagging.look();
            }
        };
        set_timeout(look, STILL);
    });
    StoredValue::new_local(listening);
    Effect::new(move |_| {
        let is_open = tagging.selected.with(Option::is_some);
        if let Some(bar) = tagging.bar.get() {
            dom::toggle_popover(&bar, is_open);
        }
    });
    tagging
}

#[component]
pub fn TagBar(tagging: Tagging, id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let elements = use_elements();
    let selected = tagging.selected;
    let title = element_id("tag");
    let said = title.clone();
    let place = move || {
        let (width, height) = BAR;
        selected.get().map_or((0.0, 0.0), |at| {
            let left = at.left.min(dom::window_width() - width - 8.0).max(8.0);
            let is_low = at.bottom + height > dom::window_height();
            let top = if is_low {
                (at.top - height).max(8.0)
            } else {
                at.bottom + 8.0
            };
            (left, top)
        })
    };
    let make = Callback::new(move |to: Id| {
        let Some(words) = selected.get_untracked() else {
            return;
        };
        let scene = id.get_untracked();
        let place = untrack(|| category_name(&elements.category(&to)));
        let (n, name) = (scene_number(store, &scene), shortened(&words.text));
        let label = crate::t!(
            "breakdown.did.in_scene",
            n = n,
            name = name,
            category = place
        );
        let command =
            store.peek(|book| tag(book, &scene, &words.text, &to, label, &mut random::id));
        if command.is_empty() {
            store.say(crate::t!("breakdown.in_already", name = name));
        } else {
            store.act(command);
            remember(&to);
        }
        tagging.leave();
    });
    view! {
        <div
            class="tag-bar no-print"
            popover="manual"
            role="group"
            aria-labelledby=said
            node_ref=tagging.bar
            style=("--left", move || format!("{}px", place().0))
            style=("--top", move || format!("{}px", place().1))
            on:mousedown=move |event| selection::keep(&event)
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.prevent_default();
                    tagging.leave();
                }
            }
        >
            <p id=title>
                {move || selected.get().map(|at| crate::t!("breakdown.make", words = shortened(&at.text)))}
            </p>
            <Show when=move || selected.with(Option::is_some)>
                <Choices elements make />
            </Show>
        </div>
    }
}

/// The categories used last as buttons, all of them in a list.
#[component]
fn Choices(elements: Elements, make: Callback<Id>) -> impl IntoView {
    let recent = offered(elements);
    let first = recent.first().map(|c| c.id.to_string()).unwrap_or_default();
    let other = RwSignal::new(first);
    let button = move |category: CategoryView| {
        let (id, name) = (category.id.clone(), category_name(&category));
        view! {
            <Button on_click=move || make.run(id.clone())>
                <CategoryMark category />
                {name}
            </Button>
        }
    };
    view! {
        <div class="line">{recent.into_iter().map(button).collect_view()}</div>
        <div class="tag-other">
            <SelectField label=crate::t!("breakdown.another_category") value=other options=category_options(elements)
                on_commit=move |chosen| other.set(chosen) quiet=true />
            <Button on_click=move || make.run(Id::new(other.get_untracked()))>{crate::t!("breakdown.make_it")}</Button>
        </div>
    }
}

fn shortened(words: &str) -> String {
    match words.chars().count() {
        0..=40 => words.to_owned(),
        _ => {
            let head: String = words.chars().take(40).collect();
            format!("{}…", head.trim_end())
        }
    }
}
