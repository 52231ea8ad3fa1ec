//! Adding elements one after the other, without leaving the list.

use leptos::prelude::*;
use shared::breakdown::category::id_of;
use shared::breakdown::{find, make};
use shared::id::Id;

use crate::people::Address;
use crate::platform::{dom, links, random};
use crate::store::use_store;
use crate::ui::*;

use super::state::{Elements, category_options};
use super::words::category_name;

/// The number of Props in the standard: what is added by hand most often.
pub const PROPS: u16 = 104;

#[component]
pub fn AddElement(elements: Elements, address: Address) -> impl IntoView {
    let store = use_store();
    let name = RwSignal::new(String::new());
    let category = RwSignal::new(untrack(|| {
        let shown = address.id("in");
        shown.unwrap_or_else(|| id_of(PROPS)).to_string()
    }));
    let wrong = RwSignal::new(None::<String>);
    links::focus_later("#new-element-name".into());
    let submit = move || {
        let typed = name.get_untracked();
        let typed = typed.trim();
        let to = Id::new(category.get_untracked());
        let place = untrack(|| category_name(&elements.category(&to)));
        let is_there = store.peek(|book| find(book, &to, typed)).is_some();
        let label = crate::t!("breakdown.did.added", name = typed, category = place);
        let made = store.peek(|book| make(book, &to, typed, label, &mut random::id));
        match made {
            None => wrong.set(Some(crate::t!("breakdown.name_missing").to_owned())),
            Some(_) if is_there => {
                let text = crate::t!("breakdown.name_there", name = typed, category = place);
                wrong.set(Some(text));
            }
            Some((_, command)) => {
                store.act(command);
                wrong.set(None);
                // The category stays: the next one is mostly of the same.
                name.set(String::new());
            }
        }
        dom::focus("#new-element-name");
    };
    let close = move || address.replace(&[("add", "")]);
    view! {
        <Form class="card element-add" label=crate::t!("breakdown.add") on_submit=submit>
            <div class="fields">
                <SelectField label=crate::t!("breakdown.category") value=category options=category_options(elements)
                    on_commit=move |chosen| category.set(chosen) />
                <TextField label=crate::t!("breakdown.name") value=name error=wrong id="new-element-name"
                    on_input=move |typed| {
                        name.set(typed);
                        wrong.set(None);
                    } />
            </div>
            <div class="line">
                <Button kind=ButtonKind::Main submit=true>{crate::t!("breakdown.add_this")}</Button>
                <Button kind=ButtonKind::Quiet on_click=close>{crate::t!("breakdown.done_adding")}</Button>
            </div>
        </Form>
    }
}
