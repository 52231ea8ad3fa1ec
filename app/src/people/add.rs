//! Adding people one after the other, without leaving the list.

use leptos::prelude::*;
use shared::people::{Group, NewPerson, Place, add};

use crate::platform::{dom, links, random};
use crate::store::use_store;
use crate::ui::*;

use super::place::{place_from_key, place_options};
use super::problems::{email_error, phone_error};

/// `only` is the list that is shown: whoever is added stands there at first.
#[component]
pub fn AddPerson(adding: RwSignal<bool>, only: Memo<String>) -> impl IntoView {
    let store = use_store();
    let list = RwSignal::new(match only.get_untracked() {
        key if key.is_empty() => Place::NoDepartment.key(),
        key => key,
    });
    let (name, position) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (phone, email) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let missing = RwSignal::new(None::<String>);
    links::focus_later("#new-person-name".into());
    let submit = move || {
        let place = place_from_key(&list.get_untracked()).unwrap_or(Place::NoDepartment);
        let (group, department) = match place {
            Place::Cast => (Group::Cast, None),
            Place::Background => (Group::Background, None),
            Place::NoDepartment => (Group::Crew, None),
            Place::Department(id) => (Group::Crew, Some(id)),
        };
        let new = NewPerson {
            name: name.get_untracked(),
            group: Some(group),
            department,
            position: position.get_untracked(),
            phone: phone.get_untracked(),
            email: email.get_untracked(),
        };
        let label = crate::t!("people.did.added", name = new.name.trim());
        match add(&new, &mut random::id, label) {
            Some((_, command)) => {
                store.act(command);
                missing.set(None);
                // The list stays: the next one is mostly of the same department.
                for field in [name, position, phone, email] {
                    field.set(String::new());
                }
            }
            None => missing.set(Some(crate::t!("people.name_missing").to_owned())),
        }
        dom::focus("#new-person-name");
    };
    // Half a number is no mistake: it is judged when the field is left, so only whole ones here.
    let (phone_left, email_left) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let phone_wrong = Signal::derive(move || {
        (phone.get() == phone_left.get())
            .then(|| phone_error(&phone.get()))
            .flatten()
    });
    let email_wrong = Signal::derive(move || {
        (email.get() == email_left.get())
            .then(|| email_error(&email.get()))
            .flatten()
    });
    view! {
        <Form class="card people-add" label=crate::t!("people.add") on_submit=submit>
            <div class="fields">
                <TextField label=crate::t!("people.name") value=name on_input=move |t| name.set(t)
                    error=missing id="new-person-name" />
                <SelectField label=crate::t!("people.list") value=list options=place_options(store)
                    on_commit=move |key| list.set(key) />
                <TextField label=crate::t!("people.position") value=position on_input=move |t| position.set(t) />
                <div on:focusout=move |_| phone_left.set(phone.get_untracked())>
                    <TextField label=crate::t!("people.phone") value=phone on_input=move |t| phone.set(t)
                        error=phone_wrong kind=FieldKind::Tel />
                </div>
                <div on:focusout=move |_| email_left.set(email.get_untracked())>
                    <TextField label=crate::t!("people.email") value=email on_input=move |t| email.set(t)
                        error=email_wrong kind=FieldKind::Email />
                </div>
            </div>
            <div class="line">
                <Button kind=ButtonKind::Main submit=true>{crate::t!("people.add_this")}</Button>
                <Button kind=ButtonKind::Quiet on_click=move || adding.set(false)>
                    {crate::t!("people.done_adding")}
                </Button>
            </div>
        </Form>
    }
}
