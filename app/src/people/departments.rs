//! Departments in the order of the crew list.

use leptos::prelude::*;
use shared::access::Audience;
use shared::id::Id;
use shared::kind::Kind;
use shared::people::department::{add, move_to, remove};
use shared::people::{DepartmentView, Place, departments};

use crate::platform::random;
use crate::shell::{path, use_production};
use crate::store::{Reading, use_store};
use crate::ui::*;

use super::fields::{RecordOffset, text_of, write};

#[component]
pub fn DepartmentsRoom() -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let all = Memo::new(move |_| store.with(&[Kind::Department, Kind::Person], departments));
    let may_plan = Memo::new(move |_| store.may_write(&Audience::Plan));
    let none = Memo::new(move |_| all.with(Vec::is_empty) && store.reading.get() >= Reading::Whole);
    let ids =
        Memo::new(move |_| all.with(|all| all.iter().map(|d| d.id.clone()).collect::<Vec<_>>()));
    let usual = move || {
        let kind = store.peek(|book| book.production().map(|p| p.text("kind").to_owned()));
        let names: Vec<&str> = match kind.as_deref() {
            Some("stage") => crate::t!("people.usual.stage"),
            Some("event") => crate::t!("people.usual.event"),
            Some("factory") => crate::t!("people.usual.factory"),
            _ => crate::t!("people.usual.film"),
        }
        .split(';')
        .collect();
        let label = crate::t!("people.did.usual").to_owned();
        store.act(store.peek(|book| add(book, &names, &mut random::id, label)));
    };
    view! {
        <div class="departments-room">
            <RoomHead title=crate::t!("people.departments")
                back=Signal::derive(move || path(&production.get(), "people")) />
            <Show when=move || none.get()>
                <Empty title=crate::t!("people.no_departments") text=crate::t!("people.no_departments_text")>
                    <Show when=move || may_plan.get()>
                        <Button kind=ButtonKind::Main on_click=usual>{crate::t!("people.add_usual")}</Button>
                    </Show>
                </Empty>
            </Show>
            <ol class="list department-list" aria-label=crate::t!("people.departments")>
                <For each=move || ids.get() key=Id::clone let:id>
                    <DepartmentRow id all production may_plan />
                </For>
            </ol>
            <Show when=move || may_plan.get()>
                <AddDepartment />
            </Show>
        </div>
    }
}

#[component]
fn DepartmentRow(
    id: Id,
    all: Memo<Vec<DepartmentView>>,
    production: Memo<Id>,
    may_plan: Memo<bool>,
) -> impl IntoView {
    let store = use_store();
    let value = text_of(store, Kind::Department, Signal::stored(id.clone()), "name");
    let row = {
        let id = id.clone();
        Memo::new(move |_| {
            all.with(|all| {
                let at = all.iter().position(|d| d.id == id)?;
                Some((at, all.len(), all[at].people, all[at].twin))
            })
        })
    };
    let people = move || row.get().map_or(0, |(_, _, people, _)| people);
    let twin = Signal::derive(move || {
        row.get()
            .filter(|(_, _, _, twin)| *twin)
            .map(|_| crate::t!("people.twin").to_owned())
    });
    let href = {
        let key = Place::Department(id.clone()).key();
        Signal::derive(move || format!("{}?in={key}", path(&production.get(), "people")))
    };
    let id = StoredValue::new(id);
    let rename = move |typed: String| {
        if !typed.trim().is_empty() {
            write(
                store,
                &Kind::Department,
                &id.get_value(),
                "name",
                crate::t!("people.name"),
                typed,
            );
        }
    };
    let shift = move |up: bool| {
        let Some((at, _, _, _)) = row.get_untracked() else {
            return;
        };
        let to = if up { at.saturating_sub(1) } else { at + 1 };
        let label = crate::t!("people.did.moved", name = value.get_untracked());
        store.act(store.peek(|book| move_to(book, &id.get_value(), to, label)));
    };
    let take_away = move || {
        let label = crate::t!("people.did.no_department", name = value.get_untracked());
        store.act(remove(&id.get_value(), label));
    };
    view! {
        <li class="row department">
            <Show
                when=move || may_plan.get()
                fallback=move || view! { <b class="grow">{move || value.get()}</b> }
            >
                <div class="grow">
                    <TextField label=crate::t!("people.department_name") value on_commit=rename error=twin quiet=true />
                    <TwoVersions kind=Kind::Department id=id.get_value() field="name" />
                </div>
                <div class="department-call">
                    <small aria-hidden="true">{crate::t!("people.department_call")}</small>
                    <RecordOffset kind=Kind::Department id=Signal::stored(id.get_value())
                        label=crate::t!("people.offset") quiet=true />
                </div>
            </Show>
            <a href=move || href.get()>{move || crate::t!("people.count", n = people())}</a>
            <Show when=move || may_plan.get()>
                <IconButton icon=IconName::Up name=Signal::derive(move || crate::t!("people.up_name", name = value.get()))
                    disabled=Signal::derive(move || row.get().is_none_or(|(at, ..)| at == 0))
                    on_click=move || shift(true) />
                <IconButton icon=IconName::Down name=Signal::derive(move || crate::t!("people.down_name", name = value.get()))
                    disabled=Signal::derive(move || row.get().is_none_or(|(at, n, ..)| at + 1 >= n))
                    on_click=move || shift(false) />
                <IconButton icon=IconName::Close name=Signal::derive(move || crate::t!("people.remove_name", name = value.get()))
                    on_click=take_away />
            </Show>
        </li>
    }
}

#[component]
fn AddDepartment() -> impl IntoView {
    let store = use_store();
    let name = RwSignal::new(String::new());
    let taken = Signal::derive(move || {
        let typed = name.get();
        store
            .with(&[Kind::Department], |book| {
                shared::people::department::named(book, &typed)
            })
            .filter(|_| !typed.trim().is_empty())
            .map(|_| crate::t!("people.department_there").to_owned())
    });
    let submit = move || {
        let typed = name.get_untracked();
        let label = crate::t!("people.did.department", name = typed.trim());
        let command = store.peek(|book| add(book, &[&typed], &mut random::id, label));
        if !command.is_empty() {
            store.act(command);
            name.set(String::new());
        }
    };
    view! {
        <Form class="card add-department" on_submit=submit>
            <TextField label=crate::t!("people.new_department") value=name on_input=move |t| name.set(t) error=taken />
            <Button submit=true>{crate::t!("people.add_department")}</Button>
        </Form>
    }
}
