//! Copies of a sheet for somebody else: without what is nobody else's business, and with the
//! reader's name across each page.

use leptos::prelude::*;

use super::sheet::use_sheet;
use crate::store::use_store;
use crate::ui::*;

/// What the copy that is printed or saved is to be.
#[derive(Clone, Copy)]
pub struct Copy {
    pub is_redacted: RwSignal<bool>,
    /// Whose name stands across the pages; empty for none.
    pub reader: RwSignal<String>,
}

impl Copy {
    pub fn new() -> Self {
        Self {
            is_redacted: RwSignal::new(false),
            reader: RwSignal::new(String::new()),
        }
    }

    /// Returns the reader's name, if there is one.
    pub fn reader(&self) -> Option<String> {
        let name = self.reader.get().trim().to_owned();
        (!name.is_empty()).then_some(name)
    }
}

#[component]
pub fn CopyFor() -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let copy = room.copy;
    let is_redacted = copy.is_redacted;
    let said = move || match is_redacted.get() {
        true => crate::t!("callsheet.copy.is_redacted"),
        false => "",
    };
    view! {
        <details class="copy-for no-print">
            <summary>{crate::t!("callsheet.copy.title")}</summary>
            <div class="card stack">
                <CheckField
                    label=crate::t!("callsheet.copy.redacted")
                    value=is_redacted
                    help=crate::t!("callsheet.copy.redacted_help")
                    disabled=Signal::derive(move || room.preview.with(Option::is_some))
                    on_commit=move |on| is_redacted.set(on)
                />
                <TextField
                    label=crate::t!("callsheet.copy.reader")
                    value=copy.reader
                    help=crate::t!("callsheet.copy.reader_help")
                    on_input=move |typed: String| copy.reader.set(typed)
                />
                <Show when=move || store.me().is_some()>
                    <div class="line">
                        <Button on_click=move || {
                            let me = store.me();
                            let name = me.map(|me| store.peek(|book| book.text(&shared::kind::Kind::Person, &me, "name").to_owned()));
                            copy.reader.set(name.unwrap_or_default());
                        }>{crate::t!("callsheet.copy.mine")}</Button>
                    </div>
                </Show>
                <p role="status">{said}</p>
            </div>
        </details>
    }
}
