//! The side pane of the draft: one person's call, who else comes, a push, the review.

use leptos::prelude::*;
use shared::callsheet::MySheet;
use shared::callsheet::edit::{add_background, set_on};
use shared::callsheet::overview::absent;
use shared::id::Id;
use shared::kind::Kind;
use shared::people::{fold, last_order};
use shared::rules::School;

use super::arrange::Arrange;
use super::cast_grid::{CallText, CallTime};
use super::place::Ring;
use super::push::Push;
use super::review::Review;
use super::state::{DraftRoom, Open, use_draft};
use super::words::field;
use crate::platform::random;
use crate::shell::path;
use crate::ui::*;

#[component]
pub fn SidePane() -> impl IntoView {
    let room = use_draft();
    let open = room.opener();
    let close = move || open.run(Open::Nothing);
    move || match room.pane.get() {
        Open::Nothing => ().into_any(),
        Open::Person(id) => {
            let found = Memo::new({
                let id = id.clone();
                move |_| room.sheet.with(|s| s.for_person(&id))
            });
            let is_on = Memo::new(move |_| found.with(Option::is_some));
            let title = Signal::derive(move || {
                found.with(|f| f.as_ref().map(|p| p.name.clone()).unwrap_or_default())
            });
            view! {
                <Pane title on_close=close>
                    {move || is_on.get().then(|| view! { <PersonCall id=id.clone() found /> })}
                </Pane>
            }
            .into_any()
        }
        Open::Add => view! {
            <Pane title=crate::t!("callsheet.add.title") on_close=close>
                <AddToDay />
            </Pane>
        }
        .into_any(),
        Open::Push => view! {
            <Pane title=crate::t!("callsheet.push.title") on_close=close>
                <Push />
            </Pane>
        }
        .into_any(),
        Open::Arrange => view! {
            <Pane title=crate::t!("callsheet.arrange.title") on_close=close>
                <Arrange />
            </Pane>
        }
        .into_any(),
        Open::Review => view! {
            <Pane title=crate::t!("callsheet.review.title") on_close=close>
                <Review />
            </Pane>
        }
        .into_any(),
    }
}

#[component]
fn PersonCall(id: Id, found: Memo<Option<MySheet>>) -> impl IntoView {
    let room = use_draft();
    let open = room.opener();
    let person = StoredValue::new(id);
    let get = move |read: fn(&MySheet) -> Option<i64>| {
        Signal::derive(move || found.with(|f| f.as_ref().and_then(read)))
    };
    let name = Signal::derive(move || {
        found.with(|f| f.as_ref().map(|p| p.name.clone()).unwrap_or_default())
    });
    let does = move || found.with(|f| f.as_ref().map(|p| p.position.clone()).unwrap_or_default());
    let phone = Memo::new(move |_| {
        person.with_value(|id| {
            room.store
                .record(&Kind::Person, id)
                .map_or_else(String::new, |p| p.text("phone").to_owned())
        })
    });
    let scenes = move || {
        found.with(|f| {
            let scenes: Vec<String> = f
                .iter()
                .flat_map(|p| &p.scenes)
                .map(|s| s.number.clone())
                .filter(|n| !n.is_empty())
                .collect();
            scenes.join(", ")
        })
    };
    let is_cast = found.with_untracked(|f| {
        f.as_ref()
            .is_some_and(|p| p.part != shared::callsheet::Part::Crew)
    });
    let times: Vec<(&'static str, fn(&MySheet) -> Option<i64>)> = if is_cast {
        vec![
            ("pickup", |p| p.pickup),
            ("call", |p| p.call),
            ("makeup", |p| p.makeup),
            ("wardrobe", |p| p.wardrobe),
            ("set", |p| p.set),
        ]
    } else {
        vec![("pickup", |p| p.pickup), ("call", |p| p.call)]
    };
    let to_person = move || {
        path(
            &room.production.get(),
            &format!("people?person={}", person.get_value()),
        )
    };
    view! {
        <p class="muted">{does}</p>
        {move || {
            let number = phone.get();
            (!number.is_empty()).then(|| view! { <p><Ring number who=name.get() /></p> })
        }}
        <div class="fields pane-times">
            {times
                .into_iter()
                .map(|(at, read)| {
                    view! {
                        <div>
                            <CallTime person=person.get_value() name=at who=name drafted=get(read) labelled=true />
                        </div>
                    }
                })
                .collect_view()}
        </div>
        <CallText person=person.get_value() name="remarks" who=name labelled=true />
        <CheckField
            label=crate::t!("callsheet.on_call_long")
            value=Signal::derive(move || found.with(|f| f.as_ref().is_some_and(|p| p.on_call)))
            disabled=Signal::derive(move || !room.may_write.get())
            on_commit=move |on: bool| {
                room.set_call(&person.get_value(), &name.get_untracked(), "on_call", on);
            }
        />
        <SchoolField person name />
        <p class="muted">{move || crate::t!("callsheet.in_scenes", scenes = scenes())}</p>
        <div class="line">
            <a class="btn quiet" href=to_person>{crate::t!("callsheet.open_card")}</a>
            <Show when=move || room.may_write.get()>
                <Button
                    kind=ButtonKind::Danger
                    on_click=move || {
                        put_on(room, &person.get_value(), &name.get_untracked(), false);
                        open.run(Open::Nothing);
                    }
                >
                    {crate::t!("callsheet.take_off")}
                </Button>
            </Show>
        </div>
    }
}

/// What the date is to a minor's school.
#[component]
fn SchoolField(person: StoredValue<Id>, name: Signal<String>) -> impl IntoView {
    let room = use_draft();
    let is_minor = Memo::new(move |_| {
        let record = person.with_value(|id| room.store.record(&Kind::Person, id));
        record.is_some_and(|record| record.flag("minor"))
    });
    let value = Memo::new(move |_| {
        let id = Id::joined(&room.day.get(), &person.get_value());
        let record = room.store.record(&Kind::Call, &id);
        record.map_or_else(String::new, |record| record.text("school").to_owned())
    });
    let options = Signal::stored(vec![
        (
            String::new(),
            crate::t!("rules.school_as_calendar").to_owned(),
        ),
        (
            School::Day.as_str().to_owned(),
            crate::t!("rules.school_at_place").to_owned(),
        ),
        (
            School::Free.as_str().to_owned(),
            crate::t!("rules.school_free").to_owned(),
        ),
        (
            School::Own.as_str().to_owned(),
            crate::t!("rules.school_own").to_owned(),
        ),
    ]);
    view! {
        <Show when=move || is_minor.get()>
            <SelectField
                label=crate::t!("rules.school")
                value
                options
                disabled=Signal::derive(move || !room.may_write.get())
                on_commit=move |chosen: String| {
                    let school = School::parse(&chosen).map(School::as_str);
                    room.set_call(&person.get_value(), &name.get_untracked(), "school", school);
                }
            />
        </Show>
    }
}

/// Puts somebody on the day or takes them off.
fn put_on(room: DraftRoom, person: &Id, name: &str, on: bool) {
    let day = room.day.get_untracked();
    let label = if on {
        crate::t!("callsheet.did_on", who = name, day = room.day_name())
    } else {
        crate::t!("callsheet.did_off", who = name, day = room.day_name())
    };
    let command = room
        .store
        .peek(|book| set_on(book, &day, person, on, label));
    room.store.act(command);
}

/// People who are not on the day yet, and new background.
#[component]
fn AddToDay() -> impl IntoView {
    let room = use_draft();
    let search = RwSignal::new(String::new());
    let people = Memo::new(move |_| {
        room.sheet
            .with(|sheet| room.store.with(&[Kind::Person], |book| absent(book, sheet)))
    });
    let shown = Memo::new(move |_| {
        let wanted = fold(search.get().trim());
        people.with(|all| {
            all.iter()
                .filter(|p| {
                    wanted.is_empty()
                        || fold(&p.name).contains(&wanted)
                        || fold(&p.position).contains(&wanted)
                })
                .take(30)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    view! {
        <TextField
            label=crate::t!("callsheet.add.search")
            value=search
            on_input=move |typed| search.set(typed)
            kind=FieldKind::Search
        />
        <Show
            when=move || shown.with(|s| !s.is_empty())
            fallback=|| view! { <p class="muted">{crate::t!("callsheet.add.none")}</p> }
        >
            <ul class="absent" aria-label=crate::t!("callsheet.add.list")>
                <For each=move || shown.get() key=|p| p.person.clone() let:one>
                    <li>
                        <span class="grow">
                            <b>{one.name.clone()}</b>
                            <small>{one.position.clone()}</small>
                        </span>
                        <Button
                            name=crate::t!("callsheet.add.put_on_who", who = one.name)
                            on_click=move || put_on(room, &one.person, &one.name, true)
                        >
                            {crate::t!("callsheet.add.put_on")}
                        </Button>
                    </li>
                </For>
            </ul>
        </Show>
        <AddBackground />
    }
}

#[component]
fn AddBackground() -> impl IntoView {
    let room = use_draft();
    let name = RwSignal::new(String::new());
    let count = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let called = name.get_untracked().trim().to_owned();
        let Ok(n) = count.get_untracked().trim().parse::<u16>() else {
            error.set(Some(crate::t!(
                "callsheet.bad_count",
                typed = count.get_untracked()
            )));
            return;
        };
        if called.is_empty() {
            return;
        }
        error.set(None);
        let day = room.day.get_untracked();
        let label = crate::t!(
            "callsheet.did_background",
            n = n,
            name = called,
            day = room.day_name()
        );
        let command = room.store.peek(|book| {
            let order = last_order(book.all(&Kind::Person).map(|p| p.text("order")));
            add_background(&day, &called, u32::from(n), &random::id(), &order, label)
        });
        room.store.act(command);
        name.set(String::new());
        count.set(String::new());
    };
    view! {
        <h3>{crate::t!("callsheet.add.background")}</h3>
        <div class="fields">
            <TextField
                label=crate::t!("callsheet.add.background_name")
                value=name
                on_input=move |typed| name.set(typed)
                placeholder=crate::t!("callsheet.add.background_hint")
            />
            <TextField
                label=field("count")
                value=count
                kind=FieldKind::Number
                on_input=move |typed| count.set(typed)
                error
            />
        </div>
        <Button disabled=Signal::derive(move || name.with(|n| n.trim().is_empty())) on_click=add>
            {crate::t!("callsheet.add.background_add")}
        </Button>
    }
}
