//! "2 versions": people wrote different values without knowing of each other; one is chosen.

use leptos::prelude::*;
use shared::access::Audience;
use shared::command::Command;
use shared::id::Id;
use shared::kind::Kind;
use shared::record::{Value, Version};

use super::{Button, when_text};
use crate::store::{Store, use_store};

/// Shows the versions of a field with who and when, and lets someone choose. Draws nothing while
/// there is only one. `show` writes a value as the field does; a plain text or number needs none.
#[component]
pub fn TwoVersions(
    kind: Kind,
    #[prop(into)] id: Signal<Id>,
    field: &'static str,
    #[prop(optional, into)] show: Option<Callback<Value, String>>,
    /// What the field is called, for the undo: "Crew call".
    #[prop(optional, into)]
    name: MaybeProp<String>,
) -> impl IntoView {
    let store = use_store();
    let record_kind = kind.clone();
    let versions = Memo::new(move |_| {
        let record = store.record(&record_kind, &id.get())?;
        record.disagreement(field).map(<[Version]>::to_vec)
    });
    let kind = StoredValue::new(kind);
    let draw = move |version: Version| {
        let text = match show {
            Some(show) => show.run(version.value.clone()),
            None => plain(&version.value),
        };
        let text = if text.is_empty() {
            crate::t!("ui.versions.nothing").to_owned()
        } else {
            text
        };
        let who = who(store, &version.device);
        let choose = {
            let value = version.value.clone();
            let text = text.clone();
            move || {
                let name = name.get_untracked().unwrap_or_default();
                let label = if name.is_empty() {
                    crate::t!("ui.versions.chose", value = text)
                } else {
                    crate::t!("ui.versions.chose_for", field = name, value = text)
                };
                store.act(Command::new(label).put(
                    kind.get_value(),
                    &id.get_untracked(),
                    field,
                    value.clone(),
                ));
            }
        };
        let may_not = Signal::derive(move || {
            let audience = kind
                .get_value()
                .audience(&id.get())
                .unwrap_or(Audience::Plan);
            !store.may_write(&audience)
        });
        view! {
            <li>
                <b>{text.clone()}</b>
                <small>{crate::t!("ui.versions.by", who = who, when = when_text(version.at_ms))}</small>
                <Button on_click=choose disabled=may_not name=crate::t!("ui.versions.use_value", value = text)>
                    {crate::t!("ui.versions.use")}
                </Button>
            </li>
        }
    };
    move || {
        versions.get().map(|versions| {
            view! {
                <div class="versions">
                    <span class="two">{crate::t!("ui.versions.n", n = versions.len())}</span>
                    <ul class="choose">{versions.into_iter().map(draw).collect_view()}</ul>
                </div>
            }
        })
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Nothing => String::new(),
        Value::Flag(true) => crate::t!("ui.yes").to_owned(),
        Value::Flag(false) => crate::t!("ui.no").to_owned(),
        Value::Int(n) => n.to_string(),
        Value::Text(text) => text.to_string(),
    }
}

/// Names whoever writes on a device: its person, or else the device's own name.
pub fn who(store: Store, device: &str) -> String {
    let me = store
        .sync
        .with_untracked(|sync| sync.as_ref().and_then(|s| s.me.clone()));
    let (person, label) = store.peek(|book| {
        let record = book.get(&Kind::Device, &Id::new(device));
        let person = record.and_then(|r| r.link("person"));
        let label = record
            .map(|r| r.text("label").to_owned())
            .unwrap_or_default();
        (person, label)
    });
    if person.is_some() && person == me {
        return crate::t!("ui.you").to_owned();
    }
    let name = person
        .map(|id| store.peek(|book| book.text(&Kind::Person, &id, "name").to_owned()))
        .unwrap_or_default();
    match (name.is_empty(), label.is_empty()) {
        (false, _) => name,
        (true, false) => label,
        (true, true) => crate::t!("ui.someone").to_owned(),
    }
}
