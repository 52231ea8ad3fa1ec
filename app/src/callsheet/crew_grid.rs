//! The crew of the day by department, each with a call.

use leptos::prelude::*;
use shared::callsheet::CrewLine;
use shared::id::Id;
use shared::kind::Kind;
use shared::record::Value;

use super::cast_grid::{CallText, CallTime, Name};
use super::source::Source;
use super::state::{Open, use_draft};
use super::words::field;
use crate::platform::grid;
use crate::shell::path;
use crate::ui::*;

/// A department's heading, or somebody in it.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Row {
    Group(Option<Id>, String),
    Person(Id),
}

#[component]
pub fn CrewGrid() -> impl IntoView {
    let room = use_draft();
    let rows = Memo::new(move |_| {
        room.sheet.with(|sheet| {
            let mut rows = Vec::new();
            for group in &sheet.crew {
                rows.push(Row::Group(group.department.clone(), group.name.clone()));
                rows.extend(
                    group
                        .people
                        .iter()
                        .filter_map(|l| l.person.clone())
                        .map(Row::Person),
                );
            }
            rows
        })
    });
    view! {
        <section class="part" aria-labelledby="draft-crew">
            <h2 id="draft-crew">{crate::t!("callsheet.crew")}</h2>
            <Show
                when=move || rows.with(|r| !r.is_empty())
                fallback=move || {
                    view! {
                        <Empty title=crate::t!("callsheet.no_crew") text=crate::t!("callsheet.no_crew_text")>
                            <LinkButton href=Signal::derive(move || path(&room.production.get(), "people"))>
                                {crate::t!("callsheet.to_people")}
                            </LinkButton>
                        </Empty>
                    }
                }
            >
                <div class="table-box">
                    <table class="table call-grid crew-grid" on:keydown=move |event| grid::step(&event)>
                        <thead>
                            <tr>
                                <th>{crate::t!("callsheet.col.name")}</th>
                                <th class="n">{field("call")}</th>
                                <th>{crate::t!("callsheet.on_call")}</th>
                                <th>{field("remarks")}</th>
                            </tr>
                        </thead>
                        <tbody>
                            <For each=move || rows.get() key=|row| row.clone() let:row>
                                {match row {
                                    Row::Group(_, name) => {
                                        let name = if name.is_empty() {
                                            crate::t!("callsheet.no_department").to_owned()
                                        } else {
                                            name
                                        };
                                        view! {
                                            <tr class="group">
                                                <th colspan="4" scope="rowgroup">{name}</th>
                                            </tr>
                                        }
                                            .into_any()
                                    }
                                    Row::Person(id) => view! { <CrewRow id /> }.into_any(),
                                }}
                            </For>
                        </tbody>
                    </table>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn CrewRow(id: Id) -> impl IntoView {
    let room = use_draft();
    let person = StoredValue::new(id);
    let line = Memo::new(move |_| {
        room.sheet.with(|sheet| {
            person.with_value(|id| {
                sheet
                    .crew
                    .iter()
                    .flat_map(|g| &g.people)
                    .find(|l| l.person.as_ref() == Some(id))
                    .cloned()
                    .unwrap_or_default()
            })
        })
    });
    let name = Signal::derive(move || line.with(|l| l.name.clone()));
    let is_open = move || room.pane.get() == Open::Person(person.get_value());
    view! {
        <tr aria-current=move || is_open().then_some("true")>
            <td class="lead">
                <Name person=person.get_value() name />
                <small>{move || line.with(|l| l.position.clone())}</small>
            </td>
            <td class="n" data-label=field("call")>
                <Show
                    when=move || line.with(|l| !l.on_call)
                    fallback=|| view! { <b class="oc">{crate::t!("callsheet.on_call_short")}</b> }
                >
                    <CallTime
                        person=person.get_value()
                        name="call"
                        who=name
                        drafted=Signal::derive(move || line.with(|l| l.call))
                    />
                </Show>
            </td>
            <td class="tick" data-label=crate::t!("callsheet.on_call")>
                <OnCall person=person.get_value() line />
            </td>
            <td data-label=field("remarks")>
                <CallText person=person.get_value() name="remarks" who=name />
            </td>
        </tr>
    }
}

#[component]
fn OnCall(person: Id, line: Memo<CrewLine>) -> impl IntoView {
    let room = use_draft();
    let name = Signal::derive(move || {
        line.with(|l| {
            crate::t!(
                "callsheet.cell",
                who = l.name,
                field = crate::t!("callsheet.on_call")
            )
        })
    });
    let id = StoredValue::new(person);
    let set = move |value: Value| {
        let who = line.with_untracked(|l| l.name.clone());
        room.set_call(&id.get_value(), &who, "on_call", value);
    };
    view! {
        <div class="sourced">
            <input
                type="checkbox"
                aria-label=move || name.get()
                prop:checked=move || line.with(|l| l.on_call)
                disabled=move || !room.may_write.get()
                on:change=move |event| set(event_target_checked(&event).into())
            />
            <Source
                kind=Kind::Call
                id=Signal::derive(move || Id::joined(&room.day.get(), &id.get_value()))
                field="on_call"
                name
                is_drafted=Signal::derive(move || line.with(|l| l.on_call))
                on_clear=move || set(Value::Nothing)
            />
        </div>
    }
}
