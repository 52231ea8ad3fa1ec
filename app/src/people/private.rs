//! Somebody's own matters: seen by them and by the office, and by nobody else.

use leptos::prelude::*;
use shared::id::Id;
use shared::kind::Kind;
use shared::people::private;

use crate::rules::AgeField;
use crate::store::use_store;
use crate::ui::*;

use super::certificates::Certificates;
use super::fields::{Check, RecordField};
use super::problems::phone_error;

#[component]
pub fn PrivateFields(id: Id, may_write: bool) -> impl IntoView {
    let store = use_store();
    let who = id.clone();
    let tel = Memo::new(move |_| {
        store.with(&[Kind::Private], |book| {
            let own = private(book, &who);
            own.emergency_tel.map(|tel| (tel, own.emergency_name))
        })
    });
    let key = Signal::stored(id);
    let disabled = Signal::stored(!may_write);
    view! {
        <details class="person-private">
            <summary>{crate::t!("people.private")}</summary>
            <p class="muted">{crate::t!("people.private_text")}</p>
            <section class="fields" aria-label=crate::t!("people.private")>
                <RecordField kind=Kind::Private id=key field="emergency_name"
                    label=crate::t!("people.emergency") disabled />
                <RecordField kind=Kind::Private id=key field="emergency_phone"
                    label=crate::t!("people.emergency_phone") input=FieldKind::Tel
                    check=phone_error as Check disabled />
                <RecordField kind=Kind::Private id=key field="diet" label=crate::t!("people.diet") disabled />
                <AgeField id=key disabled />
                <div class="wide">
                    <RecordField kind=Kind::Private id=key field="notes"
                        label=crate::t!("people.private_notes") long=true disabled />
                </div>
            </section>
            <Certificates person=key.get_untracked() may_write />
            {move || tel.get().map(|(href, name)| view! {
                <LinkButton href>
                    <Icon icon=IconName::Phone />
                    {if name.is_empty() {
                        crate::t!("people.ring_emergency").to_owned()
                    } else {
                        crate::t!("people.ring", name = name)
                    }}
                </LinkButton>
            })}
        </details>
    }
}
