//! Search in the words, and the way to a scene by its number.

use std::sync::Arc;
use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use shared::scene::number::normal;
use shared::script::{HITS_MAX, Hit, find};

use crate::platform::dom;
use crate::ui::*;

use super::draw::Lit;
use super::room::Script;

/// What was typed into the search, and where it stands.
#[derive(Clone, Copy)]
pub struct Search {
    pub typed: RwSignal<String>,
    pub hits: Memo<Arc<Vec<Hit>>>,
    /// Which of the hits was gone to.
    pub now: RwSignal<usize>,
}

impl Search {
    /// Returns the places on one page, in order.
    pub fn on_page(self, page: usize) -> Vec<Lit> {
        let now = self.now.get();
        self.hits.with(|hits| {
            let from = hits.partition_point(|hit| hit.page < page);
            let here = hits.iter().enumerate().skip(from);
            here.take_while(|(_, hit)| hit.page == page)
                .map(|(n, hit)| Lit {
                    paragraph: hit.paragraph,
                    from: hit.from,
                    to: hit.to,
                    is_now: n == now,
                })
                .collect()
        })
    }
}

pub fn search(pages: Memo<Arc<Vec<shared::script::Page>>>, typed: String) -> Search {
    let typed = RwSignal::new(typed);
    Search {
        typed,
        hits: Memo::new(move |_| {
            let typed = typed.get();
            pages.with(|pages| Arc::new(find(pages, &typed)))
        }),
        now: RwSignal::new(0),
    }
}

/// The bar above the pages. Enter goes on to the next place, Shift with Enter back.
#[component]
pub fn FindBar(script: Script) -> impl IntoView {
    let search = script.search;
    let step = move |by: isize| {
        let count = search.hits.with_untracked(|hits| hits.len());
        if count > 0 {
            let now = isize::try_from(search.now.get_untracked()).unwrap_or(0) + by;
            let count = isize::try_from(count).unwrap_or(isize::MAX);
            search
                .now
                .set(usize::try_from(now.rem_euclid(count)).unwrap_or(0));
            script.show_hit();
        }
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            let typed = search.typed.get_untracked();
            script
                .address
                .replace(&[("q", typed.trim()), ("scene", "")]);
            step(if event.shift_key() { -1 } else { 1 });
        }
    };
    let typed = move |text: String| {
        search.now.set(0);
        search.typed.set(text.clone());
        // Fast typing moves the page once, when it rests.
        set_timeout(
            move || {
                if search
                    .typed
                    .try_get_untracked()
                    .is_some_and(|now| now == text)
                {
                    script.show_hit();
                }
            },
            Duration::from_millis(200),
        );
    };
    let count = move || {
        let (now, count) = (search.now.get(), search.hits.with(|hits| hits.len()));
        match (search.typed.with(|t| t.trim().chars().count()), count) {
            (0 | 1, _) => String::new(),
            (_, 0) => crate::t!("pages.none").to_owned(),
            (_, HITS_MAX) => crate::t!("pages.of_many", n = now + 1),
            (_, count) => crate::t!("pages.of", n = now + 1, count = count),
        }
    };
    let is_none = Signal::derive(move || search.hits.with(|hits| hits.is_empty()));
    view! {
        <div class="script-find no-print" role="search" aria-label=crate::t!("pages.find")>
            <div class="script-words" on:keydown=keys>
                <TextField
                    label=crate::t!("pages.find")
                    value=search.typed
                    on_input=typed
                    kind=FieldKind::Search
                    placeholder=crate::t!("pages.find_hint")
                    quiet=true
                    id="script-find"
                />
            </div>
            <span class="n" role="status">{count}</span>
            <IconButton name=crate::t!("pages.before") icon=IconName::Up on_click=move || step(-1) disabled=is_none />
            <IconButton name=crate::t!("pages.after") icon=IconName::Down on_click=move || step(1) disabled=is_none />
            <ToScene script />
        </div>
    }
}

#[component]
fn ToScene(script: Script) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let unknown = RwSignal::new(None::<String>);
    let list = element_id("scenes");
    let of_field = list.clone();
    let go = move || {
        let number = typed.get_untracked();
        if number.trim().is_empty() {
            return unknown.set(None);
        }
        let is_there = script
            .starts
            .with_untracked(|all| all.iter().any(|s| normal(&s.number) == normal(&number)));
        if is_there {
            unknown.set(None);
            script.address.replace(&[("scene", number.trim())]);
            script.go_to(&number);
        } else {
            unknown.set(Some(crate::t!("pages.no_scene", n = number.trim())));
        }
    };
    view! {
        <Form class="script-to" on_submit=go label=crate::t!("pages.to_scene")>
            <TextField
                label=crate::t!("pages.to_scene")
                value=typed
                on_input=move |text| typed.set(text)
                kind=FieldKind::Search
                placeholder=crate::t!("pages.to_scene_hint")
                error=unknown
                list=of_field
                quiet=true
                id="script-scene"
            />
            <Button submit=true>{crate::t!("pages.go")}</Button>
        </Form>
        <datalist id=list>
            {move || script.starts.with(|all| {
                all.iter().map(|s| view! { <option value=s.number.clone()>{s.heading.clone()}</option> }).collect_view()
            })}
        </datalist>
    }
}

/// Puts the cursor into the search, once it is drawn.
pub fn ask() {
    set_timeout(
        || {
            dom::focus("#script-find");
        },
        Duration::from_millis(200),
    );
}
