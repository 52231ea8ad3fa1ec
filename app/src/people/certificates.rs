//! What somebody is certified for, and until when: among their own matters.

use leptos::prelude::*;
use shared::id::Id;
use shared::kind::Kind;
use shared::people::{add_certificate, certificates, remove_certificate};

use super::fields::{RecordDate, RecordField};
use crate::platform::random;
use crate::store::use_store;
use crate::ui::*;

#[component]
pub fn Certificates(person: Id, may_write: bool) -> impl IntoView {
    let store = use_store();
    let person = StoredValue::new(person);
    let ids = Memo::new(move |_| {
        let of = |book: &_| person.with_value(|person| certificates(book, person));
        let all = store.with(&[Kind::Certificate], of);
        all.into_iter().map(|c| c.id).collect::<Vec<_>>()
    });
    let who = move || {
        store.peek(|book| person.with_value(|id| book.text(&Kind::Person, id, "name").to_owned()))
    };
    let typed = RwSignal::new(String::new());
    let add = move || {
        let name = typed.get_untracked();
        let label = crate::t!("people.did.certificate", who = who(), name = name.trim());
        let command = person.with_value(|id| add_certificate(id, &name, &random::id(), label));
        store.act(command);
        typed.set(String::new());
    };
    view! {
        <section class="stack" aria-label=crate::t!("people.certificates")>
            <h3>{crate::t!("people.certificates")}</h3>
            <p class="muted">{crate::t!("people.certificates_text")}</p>
            <For each=move || ids.get() key=|id| id.clone() let:id>
                <One id may_write who=who() />
            </For>
            <Show when=move || may_write>
                <div class="fields">
                    <TextField
                        label=crate::t!("people.certificate_new")
                        value=typed
                        on_input=move |text: String| typed.set(text)
                    />
                </div>
                <div class="line">
                    <Button
                        disabled=Signal::derive(move || typed.with(|t| t.trim().is_empty()))
                        on_click=add
                    >
                        {crate::t!("people.certificate_add")}
                    </Button>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn One(id: Id, may_write: bool, who: String) -> impl IntoView {
    let store = use_store();
    let key = Signal::stored(id.clone());
    let disabled = Signal::stored(!may_write);
    let (id, who) = (StoredValue::new(id), StoredValue::new(who));
    let name = move || {
        let record = id.with_value(|id| store.record(&Kind::Certificate, id));
        record.map_or_else(String::new, |record| record.text("name").to_owned())
    };
    let remove = move || {
        let label = crate::t!(
            "people.did.certificate_removed",
            who = who.get_value(),
            name = name()
        );
        store.act(id.with_value(|id| remove_certificate(id, label)));
    };
    let remove_name = Signal::derive(move || crate::t!("people.certificate_remove", name = name()));
    view! {
        <div class="fields certificate" data-certificate=id.get_value().to_string()>
            <RecordField kind=Kind::Certificate id=key field="name"
                label=crate::t!("people.certificate") disabled />
            <RecordDate kind=Kind::Certificate id=key field="until"
                label=crate::t!("people.certificate_until") disabled />
            <Show when=move || may_write>
                <Button kind=ButtonKind::Quiet name=remove_name on_click=remove>
                    {crate::t!("people.certificate_take")}
                </Button>
            </Show>
        </div>
    }
}
