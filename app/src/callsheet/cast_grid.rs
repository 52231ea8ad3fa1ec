//! The cast of the day as a grid of times: arrows and Enter walk through it.

use leptos::prelude::*;
use shared::callsheet::{BackgroundLine, CallSheet, CastLine};
use shared::dood;
use shared::id::Id;
use shared::kind::Kind;
use shared::record::Value;

use super::source::Source;
use super::state::{Open, use_draft};
use super::words::{field, time_text, word};
use crate::platform::grid;
use crate::shell::path;
use crate::ui::*;

const TIMES: [&str; 5] = ["pickup", "call", "makeup", "wardrobe", "set"];

/// What a row is known by: the person, or the character whom nobody plays yet.
fn key(line: &CastLine) -> (bool, Id) {
    match (&line.person, line.characters.first()) {
        (Some(person), _) => (true, person.clone()),
        (None, Some(character)) => (false, character.clone()),
        (None, None) => (false, Id::new("")),
    }
}

fn time_of(line: &CastLine, name: &str) -> Option<i64> {
    match name {
        "pickup" => line.pickup,
        "call" => line.call,
        "makeup" => line.makeup,
        "wardrobe" => line.wardrobe,
        "set" => line.set,
        _ => None,
    }
}

#[component]
pub fn CastGrid() -> impl IntoView {
    let room = use_draft();
    let keys = Memo::new(move |_| {
        room.sheet
            .with(|s| s.cast.iter().map(key).collect::<Vec<_>>())
    });
    let background = Memo::new(move |_| {
        room.sheet.with(|s| {
            s.background
                .iter()
                .filter_map(|l| l.person.clone())
                .collect::<Vec<_>>()
        })
    });
    view! {
        <section class="part" aria-labelledby="draft-cast">
            <div class="part-head">
                <h2 id="draft-cast">
                    {move || room.sheet.with(|s| word(s, "cast", crate::t!("callsheet.cast")))}
                </h2>
                <small class="muted no-phone">{crate::t!("callsheet.grid_help")}</small>
            </div>
            <Show
                when=move || keys.with(|k| !k.is_empty())
                fallback=|| view! { <p class="muted">{crate::t!("callsheet.no_cast")}</p> }
            >
                <div class="table-box">
                    <table class="table call-grid cast-grid" on:keydown=move |event| grid::step(&event)>
                        <thead>
                            <tr>
                                <th>{crate::t!("callsheet.col.number")}</th>
                                <th>{crate::t!("callsheet.col.name")}</th>
                                <th>{crate::t!("callsheet.col.status")}</th>
                                {TIMES.map(|name| view! { <th class="n">{field(name)}</th> }).collect_view()}
                                <th>{crate::t!("callsheet.field.remarks")}</th>
                            </tr>
                        </thead>
                        <tbody>
                            <For each=move || keys.get() key=|key| key.clone() let:key>
                                <CastRow id=key.1 is_cast=key.0 />
                            </For>
                        </tbody>
                    </table>
                </div>
            </Show>
        </section>
        <Show when=move || background.with(|b| !b.is_empty())>
            <section class="part" aria-labelledby="draft-background">
                <h2 id="draft-background">
                    {move || room.sheet.with(|s| word(s, "background", crate::t!("callsheet.background")))}
                </h2>
                <div class="table-box">
                    <table class="table call-grid background-grid" on:keydown=move |event| grid::step(&event)>
                        <thead>
                            <tr>
                                <th class="n">{crate::t!("callsheet.field.count")}</th>
                                <th>{crate::t!("callsheet.col.background")}</th>
                                <th class="n">{field("call")}</th>
                                <th class="n">{field("set")}</th>
                                <th>{field("remarks")}</th>
                            </tr>
                        </thead>
                        <tbody>
                            <For each=move || background.get() key=|id| id.clone() let:id>
                                <BackgroundRow id />
                            </For>
                        </tbody>
                    </table>
                </div>
            </section>
        </Show>
    }
}

#[component]
fn CastRow(id: Id, is_cast: bool) -> impl IntoView {
    let room = use_draft();
    let mine = (is_cast, id.clone());
    let line = Memo::new(move |_| {
        room.sheet.with(|s| {
            s.cast
                .iter()
                .find(|l| key(l) == mine)
                .cloned()
                .unwrap_or_default()
        })
    });
    if !is_cast {
        return view! { <Uncast line /> }.into_any();
    }
    let person = StoredValue::new(id);
    let name = Signal::derive(move || line.with(|l| l.name.clone()));
    let is_open = move || room.pane.get() == Open::Person(person.get_value());
    view! {
        <tr aria-current=move || is_open().then_some("true")>
            <td class="number"><b>{move || line.with(|l| l.number.clone())}</b></td>
            <td class="lead">
                <Name person=person.get_value() name>
                    {move || line.with(|l| l.minor).then(|| view! { <Badge mark="K">{crate::t!("callsheet.minor")}</Badge> })}
                </Name>
                <small>{move || line.with(|l| l.character.clone())}</small>
            </td>
            <td data-label=crate::t!("callsheet.col.status")>
                <Status person=person.get_value() line />
            </td>
            {TIMES
                .map(|at| {
                    let drafted = Signal::derive(move || line.with(|l| time_of(l, at)));
                    view! {
                        <td class="n" data-label=field(at)>
                            <CallTime person=person.get_value() name=at who=name drafted />
                        </td>
                    }
                })
                .collect_view()}
            <td data-label=field("remarks")>
                <CallText person=person.get_value() name="remarks" who=name />
            </td>
        </tr>
    }
    .into_any()
}

/// A character of the day whom nobody plays: the way to the cast list.
#[component]
fn Uncast(line: Memo<CastLine>) -> impl IntoView {
    let room = use_draft();
    view! {
        <tr class="uncast">
            <td class="number"><b>{move || line.with(|l| l.number.clone())}</b></td>
            <td class="lead" colspan="8">
                <span>{move || line.with(|l| l.character.clone())}</span>
                <a href=move || path(&room.production.get(), "people?view=cast")>{crate::t!("callsheet.uncast")}</a>
            </td>
        </tr>
    }
}

/// A name that opens the person's call in the side pane.
#[component]
pub fn Name(
    person: Id,
    name: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let room = use_draft();
    let open = room.opener();
    let id = StoredValue::new(person);
    view! {
        <button
            type="button"
            class="name-button"
            on:click=move |_| {
                let mine = Open::Person(id.get_value());
                let is_open = room.pane.get_untracked() == mine;
                open.run(if is_open { Open::Nothing } else { mine });
            }
        >
            {move || name.get()}
        </button>
        {children.map(|children| children())}
    }
}

#[component]
fn Status(person: Id, line: Memo<CastLine>) -> impl IntoView {
    let room = use_draft();
    let id = StoredValue::new(person);
    let call = Signal::derive(move || Id::joined(&room.day.get(), &id.get_value()));
    let typed = Memo::new(move |_| {
        room.store
            .record(&Kind::Call, &call.get())
            .map_or_else(String::new, |r| r.text("status").to_owned())
    });
    // What a day out of days can say of somebody who is on a sheet, in this production's letters.
    let codes = Memo::new(move |_| {
        let letters = room
            .store
            .with(&[Kind::Production], |book| dood::options(book).letters);
        let work = ["SW", "W", "WF", "SWF", "WD", "SWD", "PW", "PWF", "PWD", "H"];
        let others = [letters.travel, letters.rehearsal, letters.fitting];
        work.into_iter()
            .map(str::to_owned)
            .chain(others)
            .collect::<Vec<_>>()
    });
    let options = Signal::derive(move || {
        let drafted = match typed.get().is_empty() {
            true => line.with(|l| l.status.clone()),
            false => crate::t!("callsheet.by_board").to_owned(),
        };
        let mut all = vec![(String::new(), drafted)];
        all.extend(codes.get().into_iter().map(|s| (s.clone(), s)));
        let typed = typed.get();
        if all.iter().all(|(code, _)| *code != typed) {
            all.push((typed.clone(), typed));
        }
        all
    });
    let name = Signal::derive(move || {
        line.with(|l| crate::t!("callsheet.cell", who = l.name, field = field("status")))
    });
    let set = Callback::new(move |status: String| {
        let value = if status.is_empty() {
            Value::Nothing
        } else {
            status.into()
        };
        let who = line.with_untracked(|l| l.name.clone());
        room.set_call(&id.get_value(), &who, "status", value);
    });
    view! {
        <div class="sourced">
            <SelectField
                label=name
                value=typed
                options
                quiet=true
                disabled=Signal::derive(move || !room.may_write.get())
                on_commit=set
            />
            <Source
                kind=Kind::Call
                id=call
                field="status"
                name
                is_drafted=Signal::derive(move || line.with(|l| !l.status.is_empty()))
                on_clear=move || set.run(String::new())
            />
        </div>
        <TwoVersions kind=Kind::Call id=call field="status" name=field("status") />
    }
}

/// A time of one person: the typed one, or the drafted one in the empty field.
#[component]
pub fn CallTime(
    person: Id,
    name: &'static str,
    who: Signal<String>,
    drafted: Signal<Option<i64>>,
    /// The label is shown, as in a form.
    #[prop(optional)]
    labelled: bool,
) -> impl IntoView {
    let room = use_draft();
    let id = StoredValue::new(person);
    let call = Signal::derive(move || Id::joined(&room.day.get(), &id.get_value()));
    let typed = Memo::new(move |_| {
        room.store
            .record(&Kind::Call, &call.get())
            .and_then(|r| r.int(name))
    });
    let label = Signal::derive(move || {
        if labelled {
            field(name).to_owned()
        } else {
            crate::t!("callsheet.cell", who = who.get(), field = field(name))
        }
    });
    let placeholder = MaybeProp::derive(move || drafted.get().map(time_text));
    let is_drafted = Signal::derive(move || drafted.get().is_some());
    let show = Callback::new(|value: Value| value.as_int().map(time_text).unwrap_or_default());
    let commit = Callback::new(move |minutes: Option<i64>| {
        room.set_call(&id.get_value(), &who.get_untracked(), name, minutes);
    });
    view! {
        <div class:sourced=!labelled>
            <TimeField
                label
                value=typed
                placeholder
                quiet=!labelled
                disabled=Signal::derive(move || !room.may_write.get())
                on_commit=commit
            />
            <Source
                kind=Kind::Call
                id=call
                field=name
                name=label
                is_drafted
                on_clear=move || commit.run(None)
                worded=labelled
            />
        </div>
        <TwoVersions kind=Kind::Call id=call field=name name=field(name) show />
    }
}

/// A text of one person's call.
#[component]
pub fn CallText(
    person: Id,
    name: &'static str,
    who: Signal<String>,
    #[prop(optional)] labelled: bool,
) -> impl IntoView {
    let room = use_draft();
    let id = StoredValue::new(person);
    let call = Signal::derive(move || Id::joined(&room.day.get(), &id.get_value()));
    let typed = Memo::new(move |_| {
        room.store
            .record(&Kind::Call, &call.get())
            .map_or_else(String::new, |r| r.text(name).to_owned())
    });
    let label = Signal::derive(move || {
        if labelled {
            field(name).to_owned()
        } else {
            crate::t!("callsheet.cell", who = who.get(), field = field(name))
        }
    });
    view! {
        <TextField
            label
            value=typed
            quiet=!labelled
            disabled=Signal::derive(move || !room.may_write.get())
            on_commit=move |text: String| {
                let text = text.trim().to_owned();
                let value = if text.is_empty() { Value::Nothing } else { text.into() };
                room.set_call(&id.get_value(), &who.get_untracked(), name, value);
            }
        />
    }
}

#[component]
fn BackgroundRow(id: Id) -> impl IntoView {
    let room = use_draft();
    let person = StoredValue::new(id);
    let line = Memo::new(move |_| {
        let find = |s: &CallSheet| -> BackgroundLine {
            s.background
                .iter()
                .find(|l| {
                    l.person
                        .as_ref()
                        .is_some_and(|p| person.with_value(|id| p == id))
                })
                .cloned()
                .unwrap_or_default()
        };
        room.sheet.with(find)
    });
    let name = Signal::derive(move || line.with(|l| l.name.clone()));
    let error = RwSignal::new(None::<String>);
    let count = Signal::derive(move || {
        line.with(|l| {
            if l.count > 0 {
                l.count.to_string()
            } else {
                String::new()
            }
        })
    });
    view! {
        <tr>
            <td class="n" data-label=field("count")>
                <TextField
                    label=Signal::derive(move || {
                        crate::t!("callsheet.cell", who = name.get(), field = field("count"))
                    })
                    value=count
                    quiet=true
                    kind=FieldKind::Number
                    error
                    disabled=Signal::derive(move || !room.may_write.get())
                    on_commit=move |typed: String| {
                        match typed.trim() {
                            "" => {
                                error.set(None);
                                room.set_call(&person.get_value(), &name.get_untracked(), "count", Value::Nothing);
                            }
                            digits => match digits.parse::<u16>() {
                                Ok(n) => {
                                    error.set(None);
                                    room.set_call(&person.get_value(), &name.get_untracked(), "count", i64::from(n));
                                }
                                Err(_) => error.set(Some(crate::t!("callsheet.bad_count", typed = digits))),
                            },
                        }
                    }
                />
            </td>
            <td class="lead">
                <Name person=person.get_value() name />
                <small>{move || line.with(|l| l.character.clone())}</small>
            </td>
            <td class="n" data-label=field("call")>
                <CallTime
                    person=person.get_value()
                    name="call"
                    who=name
                    drafted=Signal::derive(move || line.with(|l| l.call))
                />
            </td>
            <td class="n" data-label=field("set")>
                <CallTime
                    person=person.get_value()
                    name="set"
                    who=name
                    drafted=Signal::derive(move || line.with(|l| l.set))
                />
            </td>
            <td data-label=field("remarks")>
                <CallText person=person.get_value() name="remarks" who=name />
            </td>
        </tr>
    }
}
