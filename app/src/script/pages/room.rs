//! The room of the script: all pages, and the bar that searches them.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use shared::access::Audience;
use shared::id::Id;
use shared::kind::Kind;
use shared::production;
use shared::scene::number::normal;
use shared::script::{self, KINDS, Page, Standing, Start};

use crate::people::{Address, use_address};
use crate::platform::{dom, grid};
use crate::shell::path;
use crate::store::{Reading, Store, use_store};
use crate::ui::*;

use super::MayNotRead;
use super::draw::{Head, sheet};
use super::find::{FindBar, Search, ask, search};
use super::numbers::About;
use super::numbers::{LockNumbers, draft_words};

/// Pages that are drawn before the first paint, and in each frame after it.
const AT_ONCE: usize = 6;

/// What the room shows.
#[derive(Clone, Copy)]
pub struct Script {
    pub store: Store,
    pub address: Address,
    pub pages: Memo<Arc<Vec<Page>>>,
    pub starts: Memo<Arc<Vec<Start>>>,
    pub standing: Memo<Standing>,
    pub search: Search,
    /// How many pages are drawn: a whole script at once would hold up the first paint.
    drawn: RwSignal<usize>,
}

fn script(store: Store) -> Script {
    let address = use_address("pages");
    let pages = Memo::new(move |_| store.with(KINDS, script::pages));
    let kinds = [Kind::Production, Kind::Draft];
    Script {
        store,
        address,
        pages,
        starts: Memo::new(move |_| pages.with(|pages| Arc::new(script::starts(pages)))),
        standing: Memo::new(move |_| store.with(&kinds, script::standing)),
        search: search(pages, untrack(|| address.get("q"))),
        drawn: RwSignal::new(AT_ONCE),
    }
}

impl Script {
    /// Draws a page and those before it, then scrolls to what a selector finds there.
    fn reveal(self, page: usize, selector: String, takes_focus: bool) {
        if self.drawn.get_untracked() <= page {
            self.drawn.set(page + 2);
        }
        reveal_drawn(selector, takes_focus, 40);
    }

    /// Scrolls to the place of the search that was gone to.
    pub fn show_hit(self) {
        let now = self.search.now.get_untracked();
        let page = self
            .search
            .hits
            .with_untracked(|hits| hits.get(now).map(|hit| hit.page));
        if let Some(page) = page {
            self.reveal(page, "mark.now".to_owned(), false);
        }
    }

    /// Scrolls to a scene by its number or its id, and puts the focus on its heading.
    pub fn go_to(self, scene: &str) {
        if let Some(start) = untrack(|| self.start(scene)) {
            self.go_to_start(&start);
        }
    }

    /// Where a scene begins, by its number or its id.
    fn start(self, scene: &str) -> Option<Start> {
        if scene.is_empty() {
            return None;
        }
        self.starts.with(|all| {
            let by_number = all.iter().find(|s| normal(&s.number) == normal(scene));
            by_number
                .or_else(|| all.iter().find(|s| s.scene.as_str() == scene))
                .cloned()
        })
    }

    fn go_to_start(self, start: &Start) {
        self.reveal(start.page, heading(&start.scene), true);
    }
}

fn heading(scene: &Id) -> String {
    format!("[data-scene='{scene}']")
}

/// Scrolls to what a selector finds; if it is not drawn yet, after the next frames. Pages above
/// that come near are laid out for the first time and move it, so its place is taken twice.
fn reveal_drawn(selector: String, takes_focus: bool, tries: u32) {
    set_timeout(
        move || {
            if takes_focus {
                dom::focus(&selector);
            }
            if dom::reveal_top(&selector) {
                set_timeout(
                    move || {
                        dom::reveal_top(&selector);
                    },
                    Duration::from_millis(100),
                );
            } else if tries > 0 {
                reveal_drawn(selector, takes_focus, tries - 1);
            }
        },
        Duration::from_millis(50),
    );
}

/// The script's pages; `?scene=` goes to a scene by its number, `&q=` searches the words.
#[component]
pub fn PagesRoom() -> impl IntoView {
    let store = use_store();
    let title = Signal::derive(move || {
        store.with(&[Kind::Production], |book| {
            production::nouns(book).script.title()
        })
    });
    let may_read = Memo::new(move |_| store.may_read(&Audience::Script));
    // Until the engine has said what this device may, nothing is said about it.
    let is_told = Memo::new(move |_| store.sync.with(Option::is_some));
    view! {
        <div class="pages-room">
            {move || match (may_read.get(), is_told.get()) {
                (true, _) => view! { <Readable title /> }.into_any(),
                (false, true) => view! { <RoomHead title /> <MayNotRead /> }.into_any(),
                (false, false) => view! { <RoomHead title /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Readable(title: Signal<String>) -> impl IntoView {
    let store = use_store();
    let script = script(store);
    let is_read = Memo::new(move |_| store.reading.get() >= Reading::Whole);
    let has_words = Memo::new(move |_| {
        store.with(&[Kind::SceneText], |book| {
            book.all(&Kind::SceneText).next().is_some()
        })
    });
    view! {
        <RoomHead title>
            <Show when=move || has_words.get()>
                <Acts script />
            </Show>
        </RoomHead>
        <Show
            when=move || has_words.get()
            fallback=move || view! { <Show when=move || is_read.get()><NoScript script /></Show> }
        >
            <About script />
            <FindBar script />
            <Pages script />
        </Show>
    }
}

#[component]
fn Acts(script: Script) -> impl IntoView {
    let may_import = Memo::new(move |_| {
        script.store.may_write(&Audience::Plan) && script.store.may_write(&Audience::Script)
    });
    let room =
        move |room: &'static str| Signal::derive(move || path(&script.address.production(), room));
    view! {
        <Button on_click=move || script.print()>
            <Icon icon=IconName::Print />
            {crate::t!("callsheet.print")}
        </Button>
        <LinkButton href=room("sides")>{crate::t!("sides.title")}</LinkButton>
        <Show when=move || may_import.get()>
            <LinkButton href=room("script/import")>{crate::t!("pages.import_next")}</LinkButton>
            <LockNumbers script />
        </Show>
    }
}

impl Script {
    /// Prints all pages, also those that were not drawn yet.
    fn print(self) {
        self.drawn
            .set(self.pages.with_untracked(|pages| pages.len()));
        set_timeout(grid::print, Duration::from_millis(60));
    }
}

#[component]
fn NoScript(script: Script) -> impl IntoView {
    let may_plan = Memo::new(move |_| script.store.may_write(&Audience::Plan));
    view! {
        <Empty
            title=crate::t!("pages.empty")
            text=Signal::derive(move || {
                if may_plan.get() { crate::t!("pages.empty_text") } else { crate::t!("pages.empty_crew") }.to_owned()
            })
        >
            <Show when=move || may_plan.get()>
                <LinkButton
                    kind=ButtonKind::Main
                    href=Signal::derive(move || path(&script.address.production(), "script/import"))
                >
                    {crate::t!("scene.import")}
                </LinkButton>
            </Show>
        </Empty>
    }
}

#[component]
fn Pages(script: Script) -> impl IntoView {
    let count = Memo::new(move |_| script.pages.with(|pages| pages.len()));
    // The rest comes a few pages a frame, so that nothing waits for the last one.
    let is_gone = StoredValue::new(false);
    on_cleanup(move || is_gone.set_value(true));
    Effect::new(move |_| {
        if script.drawn.get() < count.get() {
            request_animation_frame(move || {
                if !is_gone.try_get_value().unwrap_or(true) {
                    script.drawn.update(|n| *n += AT_ONCE);
                }
            });
        }
    });
    // The last run's records may be older than the documents, and pages that come in above push
    // a place away: then it is gone to again, unless somebody has gone elsewhere meanwhile.
    let asked = Memo::new(move |_| {
        let scene = script.address.get("scene");
        let is_exact = script.store.reading.get() >= Reading::Exact;
        script.start(&scene).map(|start| (start, is_exact))
    });
    let went = StoredValue::new(None::<Id>);
    Effect::new(move |_| {
        let Some((start, _)) = asked.get() else {
            return;
        };
        let is_again = went.get_value().as_ref() == Some(&start.scene);
        if is_again && !dom::has_focus(&heading(&start.scene)) {
            return;
        }
        went.set_value(Some(start.scene.clone()));
        // Behind the shell, which puts a new room at its top.
        set_timeout(
            move || script.go_to_start(&start),
            Duration::from_millis(150),
        );
    });
    Effect::new(move |_| {
        if script.address.get("do") == "find" {
            script.address.replace(&[("do", "")]);
            ask();
        }
    });
    let head = Memo::new(move |_| {
        let title = script.store.with(&[Kind::Production], production::title);
        Head {
            title,
            draft: script.standing.with(draft_words),
            below: Vec::new(),
        }
    });
    let shown = move || 0..count.get().min(script.drawn.get());
    view! {
        <div class="script-pages" class:letter=move || is_letter(script.store)>
            <For each=shown key=|n| *n let:n>
                <OnePage script head n />
            </For>
        </div>
    }
}

fn is_letter(store: Store) -> bool {
    store.with(&[Kind::Production], |book| {
        book.production()
            .is_some_and(|p| p.text("paper") == "letter")
    })
}

#[component]
fn OnePage(script: Script, head: Memo<Head>, n: usize) -> impl IntoView {
    let page = Memo::new(move |_| script.pages.with(|pages| pages.get(n).cloned()));
    let lit = Memo::new(move |_| script.search.on_page(n));
    move || {
        page.with(|page| {
            let page = page.as_ref()?;
            Some(head.with(|head| lit.with(|lit| sheet(page, head, lit))))
        })
    }
}

/// The address of a scene in the script.
pub fn in_script(production: &Id, scene: &Id) -> String {
    path(production, &format!("pages?scene={scene}"))
}
