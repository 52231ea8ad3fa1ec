//! The sections of an issued sheet as a phone and a laptop read them.

use leptos::prelude::*;
use shared::callsheet::sections::SheetSection;
use shared::callsheet::{CallSheet, CrewLine};
use shared::clock;
use shared::id::Id;

use super::advance::AdvanceList;
use super::place::{PlaceCard, Ring};
use super::scenes::SceneTable;
use super::sheet::{Marks, use_sheet};
use super::words::{field, maybe_time, role, sheet_field, time_text, word};
use crate::ui::*;

#[component]
pub fn Sections() -> impl IntoView {
    let room = use_sheet();
    move || {
        room.sheet.get().map(|sheet| {
            let marks = room.changes.with(|changes| Marks::of(changes));
            let sections = sheet.shown_sections();
            view! {
                <Times sheet=(*sheet).clone() marks=marks.clone() />
                <Contacts sheet=(*sheet).clone() />
                {sections
                    .into_iter()
                    .map(|section| one(section, &sheet, &marks))
                    .collect_view()}
            }
        })
    }
}

fn one(section: SheetSection, sheet: &CallSheet, marks: &Marks) -> AnyView {
    let (own, marks) = (sheet.clone(), marks.clone());
    match section {
        SheetSection::Safety => said("safety", &sheet.safety, &marks),
        SheetSection::Places => view! { <Places sheet=own marks /> }.into_any(),
        SheetSection::Scenes => view! { <Scenes sheet=own marks /> }.into_any(),
        SheetSection::Cast => view! { <Cast sheet=own marks /> }.into_any(),
        SheetSection::Background => view! { <Background sheet=own marks /> }.into_any(),
        // A screen has one side.
        SheetSection::Turn => ().into_any(),
        SheetSection::Crew => view! { <Crew sheet=own marks /> }.into_any(),
        SheetSection::Notes => said("notes", &sheet.notes, &marks),
        SheetSection::Channels => said("channels", &sheet.channels, &marks),
        SheetSection::Advance => view! { <Coming sheet=own /> }.into_any(),
    }
}

pub fn mark(is_changed: bool) -> Option<impl IntoView> {
    is_changed.then(|| {
        view! {
            <span class="mark-changed" title=crate::t!("callsheet.changed_mark")>
                <span aria-hidden="true">"*"</span>
                <span class="hidden">{crate::t!("callsheet.changed_mark")}</span>
            </span>
        }
    })
}

/// A long text of the day, if there is one.
fn said(name: &'static str, text: &str, marks: &Marks) -> AnyView {
    if text.trim().is_empty() {
        return ().into_any();
    }
    let text = text.to_owned();
    view! {
        <section class="part" class:safety=name == "safety">
            <h2>{field(name)} {mark(marks.field(name))}</h2>
            <p class="card pre">{text}</p>
        </section>
    }
    .into_any()
}

#[component]
fn Times(sheet: CallSheet, marks: Marks) -> impl IntoView {
    let rows: Vec<(&'static str, String, String)> = [
        ("general_call", sheet.general_call),
        ("shooting_call", sheet.shooting_call),
        ("breakfast", sheet.breakfast),
        ("lunch", sheet.lunch),
        ("wrap", sheet.wrap),
        ("sunrise", sheet.sunrise),
        ("sunset", sheet.sunset),
    ]
    .into_iter()
    .filter_map(|(name, at)| {
        let mut text = time_text(at?);
        if name == "lunch"
            && let Some(length) = sheet.lunch_min
        {
            text = crate::t!(
                "callsheet.lunch_for",
                time = text,
                length = clock::length(length)
            );
        }
        Some((name, sheet_field(&sheet, name), text))
    })
    .collect();
    let weather = sheet.weather.clone();
    view! {
        <section class="part">
            <h2>{crate::t!("callsheet.times")}</h2>
            <div class="card">
                <dl class="times-grid">
                    {rows
                        .into_iter()
                        .map(|(name, label, text)| {
                            let changed = marks.field(name);
                            view! {
                                <div class:changed=changed>
                                    <dt>{label} {mark(changed)}</dt>
                                    <dd>{text}</dd>
                                </div>
                            }
                        })
                        .collect_view()}
                </dl>
                {(!weather.is_empty())
                    .then(|| {
                        let changed = marks.field("weather");
                        view! { <p class:changed=changed>{weather} {mark(changed)}</p> }
                    })}
            </div>
        </section>
    }
}

#[component]
fn Places(sheet: CallSheet, marks: Marks) -> impl IntoView {
    let production = use_sheet().production;
    let fact = |name: &'static str, text: &str| {
        let text = text.to_owned();
        (!text.is_empty()).then(|| {
            view! { <div><dt>{field(name)} {mark(marks.field(name))}</dt><dd>{text}</dd></div> }
        })
    };
    let is_empty =
        sheet.locations.is_empty() && sheet.basecamp.is_empty() && sheet.parking.is_empty();
    (!is_empty).then(|| {
        view! {
            <section class="part">
                <h2>{crate::t!("callsheet.places")}</h2>
                <div class="card">
                    <dl class="facts">
                        {fact("basecamp", &sheet.basecamp)} {fact("parking", &sheet.parking)}
                    </dl>
                    <div class="places">
                        {sheet
                            .places_below()
                            .into_iter()
                            .map(|place| view! { <PlaceCard place production /> })
                            .collect_view()}
                    </div>
                </div>
            </section>
        }
    })
}

#[component]
fn Scenes(sheet: CallSheet, marks: Marks) -> impl IntoView {
    let production = use_sheet().production;
    let is_changed = Callback::new(move |scene: Option<Id>| marks.line(scene.as_ref()));
    let kind = sheet.produces();
    view! {
        <section class="part">
            <h2>{word(&sheet, "scenes", crate::t!("callsheet.scenes"))}</h2>
            <SceneTable
                scenes=Signal::stored(sheet.scenes)
                kind=Signal::stored(kind)
                production
                is_changed
            />
        </section>
    }
}

#[component]
fn Cast(sheet: CallSheet, marks: Marks) -> impl IntoView {
    let times = ["pickup", "call", "makeup", "wardrobe", "set"];
    (!sheet.cast.is_empty()).then(|| {
        view! {
            <section class="part">
                <h2>{word(&sheet, "cast", crate::t!("callsheet.cast"))}</h2>
                <div class="table-box">
                    <table class="table read-grid">
                        <thead>
                            <tr>
                                <th>{crate::t!("callsheet.col.number")}</th>
                                <th>{crate::t!("callsheet.col.name")}</th>
                                <th>{crate::t!("callsheet.col.status")}</th>
                                {times.map(|name| view! { <th class="n">{field(name)}</th> }).collect_view()}
                                <th>{field("remarks")}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {sheet
                                .cast
                                .into_iter()
                                .map(|line| {
                                    let changed = marks.line(line.person.as_ref());
                                    let call = if line.on_call {
                                        crate::t!("callsheet.on_call_short").to_owned()
                                    } else {
                                        maybe_time(line.call)
                                    };
                                    view! {
                                        <tr class:changed=changed>
                                            <td class="number"><b>{line.number}</b></td>
                                            <td class="lead">
                                                <b>{line.name}</b>
                                                {line.minor.then(|| view! { <Badge mark="K">{crate::t!("callsheet.minor")}</Badge> })}
                                                {mark(changed)}
                                                <small>{line.character}</small>
                                            </td>
                                            <td>{line.status}</td>
                                            <td class="n" data-label=field("pickup")>{maybe_time(line.pickup)}</td>
                                            <td class="n strong" data-label=field("call")>{call}</td>
                                            <td class="n" data-label=field("makeup")>{maybe_time(line.makeup)}</td>
                                            <td class="n" data-label=field("wardrobe")>{maybe_time(line.wardrobe)}</td>
                                            <td class="n" data-label=field("set")>{maybe_time(line.set)}</td>
                                            <td>{line.remarks}</td>
                                        </tr>
                                    }
                                })
                                .collect_view()}
                        </tbody>
                    </table>
                </div>
            </section>
        }
    })
}

#[component]
fn Background(sheet: CallSheet, marks: Marks) -> impl IntoView {
    (!sheet.background.is_empty()).then(|| {
        view! {
            <section class="part">
                <h2>{word(&sheet, "background", crate::t!("callsheet.background"))}</h2>
                <div class="table-box">
                    <table class="table read-grid">
                        <thead>
                            <tr>
                                <th class="n">{field("count")}</th>
                                <th>{crate::t!("callsheet.col.background")}</th>
                                <th class="n">{field("call")}</th>
                                <th class="n">{field("set")}</th>
                                <th>{field("remarks")}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {sheet
                                .background
                                .into_iter()
                                .map(|line| {
                                    let changed = marks.line(line.person.as_ref());
                                    let count = if line.count > 0 { line.count.to_string() } else { String::new() };
                                    view! {
                                        <tr class:changed=changed>
                                            <td class="n">{count}</td>
                                            <td class="lead"><b>{line.name}</b> {mark(changed)} <small>{line.character}</small></td>
                                            <td class="n strong" data-label=field("call")>{maybe_time(line.call)}</td>
                                            <td class="n" data-label=field("set")>{maybe_time(line.set)}</td>
                                            <td>{line.remarks}</td>
                                        </tr>
                                    }
                                })
                                .collect_view()}
                        </tbody>
                    </table>
                </div>
            </section>
        }
    })
}

#[component]
fn Crew(sheet: CallSheet, marks: Marks) -> impl IntoView {
    (!sheet.crew.is_empty()).then(|| {
        view! {
            <section class="part">
                <h2>{crate::t!("callsheet.crew")}</h2>
                <div class="departments">
                    {sheet
                        .crew
                        .into_iter()
                        .map(|group| {
                            let marks = marks.clone();
                            let name = if group.name.is_empty() {
                                crate::t!("callsheet.no_department").to_owned()
                            } else {
                                group.name
                            };
                            view! {
                                <section class="department">
                                    <h3>{name.clone()}</h3>
                                    <ListCard label=name>
                                        {group
                                            .people
                                            .into_iter()
                                            .map(|line| {
                                                let changed = marks.line(line.person.as_ref());
                                                view! { <CrewRow line changed /> }
                                            })
                                            .collect_view()}
                                    </ListCard>
                                </section>
                            }
                        })
                        .collect_view()}
                </div>
            </section>
        }
    })
}

#[component]
fn CrewRow(line: CrewLine, changed: bool) -> impl IntoView {
    let call = if line.on_call {
        crate::t!("callsheet.on_call_short").to_owned()
    } else {
        maybe_time(line.call)
    };
    let below = [line.position.clone(), line.remarks.clone()]
        .into_iter()
        .filter(|t| !t.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    view! {
        <li class="row" class:changed=changed>
            <span class="grow">
                <b>{line.name.clone()}</b>
                {mark(changed)}
                <small>{below}</small>
            </span>
            {(!line.phone.is_empty()).then(|| view! { <Ring number=line.phone who=line.name /> })}
            <b class="n crew-call">{call}</b>
        </li>
    }
}

#[component]
fn Contacts(sheet: CallSheet) -> impl IntoView {
    let office = sheet.office_phone.clone();
    let is_empty = sheet.contacts.is_empty() && office.is_empty();
    (!is_empty).then(|| {
        view! {
            <section class="part">
                <h2>{crate::t!("callsheet.contacts")}</h2>
                <ListCard label=crate::t!("callsheet.contacts")>
                    {sheet
                        .contacts
                        .into_iter()
                        .map(|contact| {
                            view! {
                                <li class="row">
                                    <span class="grow">
                                        <b>{contact.name.clone()}</b>
                                        <small>{role(&contact.role)}</small>
                                    </span>
                                    {(!contact.phone.is_empty())
                                        .then(|| view! { <Ring number=contact.phone who=contact.name /> })}
                                </li>
                            }
                        })
                        .collect_view()}
                    {(!office.is_empty())
                        .then(|| {
                            view! {
                                <li class="row">
                                    <span class="grow"><b>{role("office")}</b></span>
                                    <Ring number=office who=role("office") />
                                </li>
                            }
                        })}
                </ListCard>
            </section>
        }
    })
}

#[component]
fn Coming(sheet: CallSheet) -> impl IntoView {
    (!sheet.advance.is_empty()).then(|| {
        view! {
            <section class="part">
                <h2>{crate::t!("callsheet.advance")}</h2>
                <div class="departments"><AdvanceList days=Signal::stored(sheet.advance) /></div>
            </section>
        }
    })
}
