//! Fields of one element: one command an edit, versions where people disagreed.

use leptos::prelude::*;
use shared::breakdown::{self, kind_of};
use shared::id::Id;
use shared::kind::Kind;
use shared::record::Value;

use crate::people::text_of;
use crate::store::{Store, use_store};
use crate::ui::*;

use super::state::name_of;

/// Returns the label of an edit: "Brass bell: notes rings twice".
pub fn label(store: Store, id: &Id, field: &str, shown: &str) -> String {
    let name = name_of(store, id);
    let field = field.to_lowercase();
    let line = shown.lines().next().unwrap_or_default();
    let value: String = line.chars().take(40).collect();
    if value.trim().is_empty() {
        crate::t!("breakdown.did.cleared", name = name, field = field)
    } else {
        crate::t!(
            "breakdown.did.set",
            name = name,
            field = field,
            value = value
        )
    }
}

/// Writes a field and says so.
pub fn write(store: Store, id: &Id, field: &str, name: &str, shown: &str, value: impl Into<Value>) {
    let label = label(store, id, name, shown);
    store.act(store.peek(|book| breakdown::edit(book, id, field, value, label)));
}

/// Returns the kind of an element's record; an element that is not there has that of elements.
pub fn kind(store: Store, id: &Id) -> Kind {
    store
        .peek(|book| kind_of(book, id))
        .unwrap_or(Kind::Element)
}

/// A text of an element.
#[component]
pub fn ElementField(
    id: Id,
    field: &'static str,
    name: &'static str,
    #[prop(optional)] long: bool,
    #[prop(optional, into)] help: MaybeProp<String>,
) -> impl IntoView {
    let store = use_store();
    let kind = kind(store, &id);
    let key = Signal::stored(id.clone());
    let value = text_of(store, kind.clone(), key, field);
    let on_commit = Callback::new(move |typed: String| {
        write(store, &id, field, name, &typed, typed.as_str());
    });
    view! {
        <div class=if long { "wide" } else { "" }>
            {if long {
                view! { <LongField label=name value on_commit help rows=2 /> }.into_any()
            } else {
                view! { <TextField label=name value on_commit help /> }.into_any()
            }}
            <TwoVersions kind id=key field name />
        </div>
    }
}

/// A field that names another record: a department, a person. `options` are ids and names, the
/// empty one first.
#[component]
pub fn ElementLink(
    id: Id,
    field: &'static str,
    name: &'static str,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let store = use_store();
    let kind = kind(store, &id);
    let key = Signal::stored(id.clone());
    let value = text_of(store, kind.clone(), key, field);
    let called = move |id: &str| {
        options.with_untracked(|all| {
            let found = all.iter().find(|(key, _)| key == id);
            found.map(|(_, name)| name.clone()).unwrap_or_default()
        })
    };
    let on_commit = Callback::new(move |chosen: String| {
        let shown = match chosen.as_str() {
            "" => String::new(),
            chosen => called(chosen),
        };
        write(store, &id, field, name, &shown, chosen.as_str());
    });
    let show = Callback::new(move |value: Value| called(value.as_text().unwrap_or_default()));
    view! {
        <div class="wide">
            <SelectField label=name value options on_commit />
            <TwoVersions kind id=key field name show />
        </div>
    }
}
