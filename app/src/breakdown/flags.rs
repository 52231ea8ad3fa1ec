//! What about an element matters elsewhere: checkboxes, with those that its category usually has.

use leptos::prelude::*;
use shared::breakdown::{self, Flag, suggested, unflag};
use shared::id::Id;

use crate::store::use_store;
use crate::ui::*;

use super::state::{Elements, name_of};
use super::words::flag_word;

#[component]
pub fn FlagFields(id: Id, elements: Elements) -> impl IntoView {
    let boxes = Flag::ALL.map(|flag| view! { <FlagField id=id.clone() flag elements /> });
    view! {
        <fieldset class="element-flags">
            <legend>{crate::t!("breakdown.flags")}</legend>
            <p class="muted">{crate::t!("breakdown.flags_help")}</p>
            <div class="flag-boxes">{boxes.into_iter().collect_view()}</div>
        </fieldset>
    }
}

#[component]
fn FlagField(id: Id, flag: Flag, elements: Elements) -> impl IntoView {
    let store = use_store();
    let element = {
        let id = id.clone();
        Memo::new(move |_| elements.get(&id))
    };
    let value =
        Memo::new(move |_| element.with(|e| e.as_ref().is_some_and(|e| e.flags.contains(&flag))));
    let help = Signal::derive(move || {
        let is_usual = element.with(|e| {
            let usual = e.as_ref().map(|e| suggested(&e.category));
            usual.is_some_and(|usual| usual.contains(&flag))
        });
        (is_usual && !value.get()).then(|| crate::t!("breakdown.flag_usual").to_owned())
    });
    let tick = move |is_on: bool| {
        let (name, word) = (name_of(store, &id), flag_word(flag).to_lowercase());
        store.act(store.peek(|book| match is_on {
            true => {
                let label = crate::t!("breakdown.did.flagged", name = name, flag = word);
                breakdown::flag(book, &id, flag, label)
            }
            false => {
                let label = crate::t!("breakdown.did.unflagged", name = name, flag = word);
                unflag(book, &id, flag, label)
            }
        }));
    };
    view! { <CheckField label=flag_word(flag) value on_commit=tick help=help /> }
}
