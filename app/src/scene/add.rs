//! Adding a scene by its heading.

use leptos::prelude::*;
use shared::eighths::{Eighths, EighthsError};
use shared::id::Id;
use shared::scene::{self, NewScene};

use crate::platform::random;
use crate::store::use_store;
use crate::ui::*;

/// A form for a new scene: behind `behind` in script order, or at the end.
#[component]
pub fn AddScene(
    open: RwSignal<bool>,
    behind: Signal<Option<Id>>,
    #[prop(into)] on_added: Callback<Id>,
) -> impl IntoView {
    let store = use_store();
    let heading = RwSignal::new(String::new());
    let number = RwSignal::new(String::new());
    let pages = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let heading_error = Signal::derive(move || {
        (tried.get() && heading.with(|h| h.trim().is_empty()))
            .then(|| crate::t!("scene.no_heading").to_owned())
    });
    let read = move || -> Result<Option<Eighths>, EighthsError> {
        let typed = pages.get();
        if typed.trim().is_empty() {
            Ok(None)
        } else {
            typed.parse().map(Some)
        }
    };
    let pages_error = Signal::derive(move || {
        if tried.get() {
            read().err().map(|why| why.to_string())
        } else {
            None
        }
    });
    let add = move || {
        tried.set(true);
        let (Ok(eighths), false) = (
            untrack(read),
            heading.with_untracked(|h| h.trim().is_empty()),
        ) else {
            return;
        };
        let new = NewScene {
            heading: heading.get_untracked(),
            number: number.get_untracked(),
            eighths,
            synopsis: String::new(),
        };
        let id = random::id();
        let label = crate::t!("scene.did.added", heading = new.heading.trim());
        let behind = behind.get_untracked();
        store.act(store.peek(|book| scene::add(book, &new, behind.as_ref(), label, &id)));
        for text in [heading, number, pages] {
            text.set(String::new());
        }
        tried.set(false);
        open.set(false);
        on_added.run(id);
    };
    view! {
        <Dialog open title=crate::t!("scene.add")>
            <Form class="form" on_submit=add>
                <TextField
                    label=crate::t!("scene.heading")
                    value=heading
                    on_input=move |text| heading.set(text)
                    placeholder=crate::t!("scene.heading_like")
                    help=crate::t!("scene.heading_help")
                    error=heading_error
                />
                <div class="fields">
                    <TextField
                        label=crate::t!("scene.number")
                        value=number
                        on_input=move |text| number.set(text)
                        help=crate::t!("scene.number_help")
                    />
                    <TextField
                        label=crate::t!("scene.length")
                        value=pages
                        on_input=move |text| pages.set(text)
                        placeholder="1 4/8"
                        error=pages_error
                    />
                </div>
                <div class="line">
                    <Button kind=ButtonKind::Main submit=true>{crate::t!("scene.add")}</Button>
                    <Button on_click=move || open.set(false)>{crate::t!("scene.cancel")}</Button>
                </div>
            </Form>
        </Dialog>
    }
}
