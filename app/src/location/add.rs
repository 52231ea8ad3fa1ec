//! Adding a place: its name and its pin, the rest in the pane that opens.

use leptos::prelude::*;
use shared::location::{Coordinates, NewLocation, add};

use crate::people::Address;
use crate::platform::{dom, links, random};
use crate::store::use_store;
use crate::ui::*;

use super::edit::pin_problem;

#[component]
pub fn AddLocation(adding: RwSignal<bool>, address: Address) -> impl IntoView {
    let store = use_store();
    let (name, street, pin) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let missing = RwSignal::new(None::<String>);
    let wrong = RwSignal::new(None::<String>);
    links::focus_later("#new-location-name".into());
    let submit = move || {
        let typed = pin.get_untracked();
        let at = match typed.trim() {
            "" => None,
            typed => match Coordinates::parse(typed) {
                Ok(at) => Some(at),
                Err(problem) => {
                    wrong.set(Some(pin_problem(problem).to_owned()));
                    return;
                }
            },
        };
        let new = NewLocation {
            name: name.get_untracked(),
            address: street.get_untracked(),
            at,
        };
        let label = crate::t!("location.did.added", name = new.name.trim());
        match store.peek(|book| add(book, &new, &mut random::id, label)) {
            Some((id, command)) => {
                store.act(command);
                adding.set(false);
                address.go(&[("location", id.as_str()), ("q", "")]);
            }
            None => {
                missing.set(Some(crate::t!("location.name_missing").to_owned()));
                dom::focus("#new-location-name");
            }
        }
    };
    view! {
        <Form class="card place-add" label=crate::t!("location.add") on_submit=submit>
            <div class="fields">
                <TextField label=crate::t!("location.name") value=name on_input=move |t| name.set(t)
                    error=missing id="new-location-name" />
                <TextField label=crate::t!("location.pin") value=pin error=wrong
                    on_input=move |t| { pin.set(t); wrong.set(None); } help=crate::t!("location.pin_help") />
                <div class="wide">
                    <LongField label=crate::t!("location.address") value=street on_input=move |t| street.set(t) rows=2 />
                </div>
            </div>
            <div class="line">
                <Button kind=ButtonKind::Main submit=true>{crate::t!("location.add_this")}</Button>
                <Button kind=ButtonKind::Quiet on_click=move || adding.set(false)>{crate::t!("location.cancel")}</Button>
            </div>
        </Form>
    }
}
