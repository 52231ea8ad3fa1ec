//! What a draft lacks: each finding with its source, the way to the very field, and the way to
//! accept it with a reason.

use leptos::prelude::*;
use shared::callsheet::checks::{self, Check, Line, Warning, Who};
use shared::callsheet::overview::KINDS;
use shared::command::Command;
use shared::id::Id;
use shared::kind::Kind;
use shared::rules::{accept, retract};

use super::state::{DraftRoom, Open, use_draft};
use super::words::{date_text, revision};
use crate::platform::{links, time};
use crate::rules::{AcceptWith, accepted_text};
use crate::shell::path;
use crate::ui::*;

/// Equality by what is said.
#[derive(Clone, PartialEq)]
struct Checked(Vec<Check>);

/// The kinds that findings are read from.
fn kinds() -> Vec<Kind> {
    KINDS.iter().chain(checks::KINDS).cloned().collect()
}

#[component]
pub fn Lacks() -> impl IntoView {
    let room = use_draft();
    let kinds = StoredValue::new(kinds());
    let all = Memo::new(move |_| {
        room.sheet.with(|sheet| {
            let check = |book: &_| checks::check(book, sheet, time::now_ms());
            Checked(kinds.with_value(|kinds| room.store.with(kinds, check)))
        })
    });
    let open = move || all.with(|all| all.0.iter().filter(|c| c.accepted.is_none()).count());
    move || {
        all.with(|all| !all.0.is_empty()).then(|| {
            let list = all.get().0;
            view! {
                <section class="lacks-list" aria-labelledby="review-lacks">
                    <h3 id="review-lacks">{crate::t!("callsheet.review.warnings", n = open())}</h3>
                    <ul>{list.into_iter().map(|check| view! { <Lack check room /> }).collect_view()}</ul>
                </section>
            }
        })
    }
}

#[component]
fn Lack(check: Check, room: DraftRoom) -> impl IntoView {
    let text = said(&check.warning);
    let source = source(&check.warning);
    let accepted = check
        .accepted
        .as_ref()
        .map(|said| accepted_text(room.store, said));
    let is_accepted = accepted.is_some();
    let warning = StoredValue::new(check.warning.clone());
    let name = StoredValue::new(text.clone());
    let accept_it = move |reason: String| {
        let by = room
            .store
            .sync
            .with_untracked(|s| s.as_ref().and_then(|s| s.me.clone()));
        let label = crate::t!(
            "callsheet.check.did_accept",
            day = room.day_name(),
            what = name.get_value()
        );
        room.store.peek(|book| {
            let mut all = Command::new(label);
            for one in warning.with_value(Warning::singles) {
                let key = room.sheet.with_untracked(|sheet| one.key(sheet));
                let (by, now_ms) = (by.as_ref(), time::now_ms());
                all = all.and(accept(book, &key, &reason, by, now_ms, String::new())?);
            }
            Some(all)
        })
    };
    let take_back = move || {
        let label = crate::t!(
            "callsheet.check.did_take_back",
            day = room.day_name(),
            what = name.get_value()
        );
        let keys = warning.with_value(Warning::singles).into_iter();
        let keys = keys.map(|one| room.sheet.with_untracked(|sheet| one.key(sheet)));
        let all = keys.map(|key| retract(&key, String::new()));
        room.store.act(all.fold(Command::new(label), Command::and));
    };
    view! {
        <li class:accepted=is_accepted>
            <span class="mark" aria-hidden="true">{if is_accepted { "✓" } else { "▲" }}</span>
            <div class="grow">
                <p>{text}</p>
                {accepted.map(|said| view! { <p class="muted">{said}</p> })}
                <p class="muted small">{source}</p>
                <Show when=move || room.may_write.get() && !is_accepted>
                    <AcceptWith make=accept_it />
                </Show>
                <Show when=move || room.may_write.get() && is_accepted>
                    <Button kind=ButtonKind::Quiet on_click=take_back>{crate::t!("rules.take_back")}</Button>
                </Show>
            </div>
            {(!is_accepted).then(|| fix(room, &check.warning))}
        </li>
    }
}

/// Where a finding is put right.
enum Fix {
    /// A field of the draft.
    Here(&'static str),
    /// Somebody's call on the draft.
    Call(Id),
    /// A room, and a field in it.
    Room(String, String),
    /// Time that has passed does not come back.
    No,
}

fn fix(room: DraftRoom, warning: &Warning) -> AnyView {
    let word = crate::t!("callsheet.fix");
    let name = crate::t!("callsheet.fix_what", what = said(warning));
    let open = room.opener();
    match place_of(warning) {
        Fix::No => ().into_any(),
        Fix::Here(field) => {
            let selector = in_field(field);
            let go = move || {
                // On a phone the pane lies over the draft.
                open.run(Open::Nothing);
                links::show_field(selector.clone());
            };
            view! { <Button kind=ButtonKind::Quiet name on_click=go>{word}</Button> }.into_any()
        }
        Fix::Call(person) => {
            let go = move || {
                open.run(Open::Person(person.clone()));
                links::show_field(".pane-times input".to_owned());
            };
            view! { <Button kind=ButtonKind::Quiet name on_click=go>{word}</Button> }.into_any()
        }
        Fix::Room(to, selector) => {
            let selector = (!selector.is_empty()).then_some(selector);
            let href = Signal::derive(move || path(&room.production.get(), &to));
            let show = move |_| {
                if let Some(selector) = &selector {
                    links::show_field(selector.clone());
                }
            };
            view! { <a href=href aria-label=name on:click=show>{word}</a> }.into_any()
        }
    }
}

fn in_field(field: &str) -> String {
    format!("[data-field=\"{field}\"] :is(input, select, textarea)")
}

fn place_of(warning: &Warning) -> Fix {
    let room = |to: &str| Fix::Room(to.to_owned(), String::new());
    let phone = |who: &Who| Fix::Room(format!("people?person={}", who.person), in_field("phone"));
    let location = |id: &Option<Id>, field| match id {
        Some(id) => Fix::Room(format!("locations?location={id}"), in_field(field)),
        None => room("locations"),
    };
    let call = |people: &[Who]| {
        people
            .first()
            .map_or(Fix::No, |who| Fix::Call(who.person.clone()))
    };
    match warning {
        Warning::NoScenes => room("board"),
        Warning::NoDate => room("calendar"),
        Warning::NoGeneralCall => Fix::Here("general_call"),
        Warning::LateLunch => Fix::Here("lunch"),
        Warning::NoLocation => Fix::Here("location"),
        Warning::NoPin { location: id, .. } => location(id, "address"),
        Warning::NoHospital { location: id, .. } => location(id, "hospital_name"),
        Warning::HospitalPhone { location: id, .. } => location(id, "hospital_phone"),
        Warning::Uncast { .. } => room("people?view=cast"),
        Warning::NoCall(people) | Warning::LateCall(people) => call(people),
        Warning::NoPhone(people) => people.first().map_or(Fix::No, phone),
        Warning::NoContact | Warning::NoAdPhone(None) => Fix::Here("second_ad"),
        Warning::NoProductionPhone(None) => Fix::Room("settings".into(), in_field("office_phone")),
        Warning::NoAdPhone(Some(who)) | Warning::NoProductionPhone(Some(who)) => phone(who),
        Warning::NoChannel => Fix::Here("channels"),
        Warning::NoSafety => Fix::Here("safety"),
        Warning::Away { who, .. } | Warning::NotEngaged { who, .. } => {
            Fix::Call(who.person.clone())
        }
        Warning::Expired {
            who, certificate, ..
        } => Fix::Room(
            format!("people?person={}", who.person),
            format!("[data-certificate=\"{certificate}\"] {}", in_field("until")),
        ),
        Warning::OldScript { .. } => room("pages"),
        Warning::OldSchedule { .. } => room("schedules"),
        Warning::LateSend { .. } => Fix::No,
    }
}

/// Says by which custom or rule something is found.
fn source(warning: &Warning) -> String {
    let key = format!("callsheet.source.{}", warning.rule());
    crate::words::find(&key).unwrap_or_default().to_owned()
}

fn names(people: &[Who]) -> String {
    const SHOWN: usize = 4;
    let first: Vec<&str> = people.iter().take(SHOWN).map(|w| w.name.as_str()).collect();
    match people.len().saturating_sub(SHOWN) {
        0 => first.join(", "),
        more => crate::t!("callsheet.and_more", names = first.join(", "), n = more),
    }
}

/// Says what is missing or wrong.
fn said(warning: &Warning) -> String {
    match warning {
        Warning::NoScenes => crate::t!("callsheet.warn.scenes").to_owned(),
        Warning::NoDate => crate::t!("callsheet.warn.date").to_owned(),
        Warning::NoGeneralCall => crate::t!("callsheet.warn.general_call").to_owned(),
        Warning::NoLocation => crate::t!("callsheet.warn.location").to_owned(),
        Warning::NoPin { name, .. } => crate::t!("callsheet.warn.pin", name = name),
        Warning::NoHospital { name, .. } => crate::t!("callsheet.warn.hospital", name = name),
        Warning::HospitalPhone { name, .. } => {
            crate::t!("callsheet.warn.hospital_phone", name = name)
        }
        Warning::Uncast { name, .. } => crate::t!("callsheet.warn.uncast", name = name),
        Warning::NoCall(people) => crate::t!("callsheet.warn.call", names = names(people)),
        Warning::LateCall(people) => crate::t!("callsheet.warn.late", names = names(people)),
        Warning::NoPhone(people) => {
            crate::t!(
                "callsheet.warn.phone",
                names = names(people),
                n = people.len()
            )
        }
        Warning::NoContact => crate::t!("callsheet.warn.contact").to_owned(),
        Warning::NoAdPhone(_) => crate::t!("callsheet.warn.ad_phone").to_owned(),
        Warning::NoProductionPhone(_) => crate::t!("callsheet.warn.production_phone").to_owned(),
        Warning::NoChannel => crate::t!("callsheet.warn.channel").to_owned(),
        Warning::NoSafety => crate::t!("callsheet.warn.safety").to_owned(),
        Warning::LateLunch => crate::t!("callsheet.warn.lunch").to_owned(),
        Warning::Away { who, from, to } if from == to => {
            crate::t!(
                "callsheet.warn.away_on",
                who = who.name,
                date = date_text(from)
            )
        }
        Warning::Away { who, from, to } => {
            let (from, to) = (date_text(from), date_text(to));
            crate::t!("callsheet.warn.away", who = who.name, from = from, to = to)
        }
        Warning::NotEngaged { who, start, finish } => match (start.as_str(), finish.as_str()) {
            (start, "") => crate::t!(
                "callsheet.warn.starts",
                who = who.name,
                date = date_text(start)
            ),
            ("", finish) => {
                crate::t!(
                    "callsheet.warn.finishes",
                    who = who.name,
                    date = date_text(finish)
                )
            }
            (from, to) => {
                let (from, to) = (date_text(from), date_text(to));
                crate::t!(
                    "callsheet.warn.engaged",
                    who = who.name,
                    from = from,
                    to = to
                )
            }
        },
        Warning::Expired {
            who, name, until, ..
        } => {
            let until = date_text(until);
            crate::t!(
                "callsheet.warn.expired",
                who = who.name,
                what = name,
                until = until
            )
        }
        Warning::OldScript { sheet, newest } if sheet.is_empty() => {
            crate::t!("callsheet.warn.no_script", newest = newest)
        }
        Warning::OldScript { sheet, newest } => {
            crate::t!("callsheet.warn.script", sheet = sheet, newest = newest)
        }
        Warning::OldSchedule { number, colour, .. } => {
            crate::t!("callsheet.warn.schedule", name = revision(*number, colour))
        }
        Warning::LateSend { late_min } => {
            crate::t!(
                "callsheet.warn.sent",
                late = shared::clock::length(*late_min)
            )
        }
    }
}

/// Lists what was found, as it is kept when the sheet is issued.
pub fn lines(room: DraftRoom) -> Vec<Line> {
    let all = room.sheet.with_untracked(|sheet| {
        let now_ms = time::now_ms();
        room.store.peek(|book| checks::check(book, sheet, now_ms))
    });
    let line = |check: Check| {
        let accepted = check.accepted.as_ref();
        Line {
            text: said(&check.warning),
            source: source(&check.warning),
            reason: accepted.map(|a| a.reason.clone()).unwrap_or_default(),
            by: accepted.and_then(|a| a.by.clone()),
            at_ms: accepted.and_then(|a| a.at_ms),
        }
    };
    all.into_iter().map(line).collect()
}
