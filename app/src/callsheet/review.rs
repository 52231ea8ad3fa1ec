//! Before a sheet is issued: what differs from the last one, what it lacks, who gets it.

use leptos::prelude::*;
use shared::callsheet::checks::{Warning, Who, warnings};
use shared::callsheet::overview::KINDS;
use shared::callsheet::{Change, current, diff, issue};
use shared::engine::protocol::Outcome;
use shared::id::Id;
use shared::kind::Kind;
use std::collections::HashSet;

use super::changes::ChangeList;
use super::state::{DraftRoom, use_draft};
use super::words::{day_text, paint, revision};
use crate::platform::{random, time};
use crate::rules::DayFindings;
use crate::shell::path;
use crate::ui::*;

#[component]
pub fn Review() -> impl IntoView {
    let room = use_draft();
    let compared = Memo::new(move |_| -> Option<(String, Vec<Change>)> {
        let day = room.day.get();
        room.sheet.with(|draft| {
            room.store.with(KINDS, |book| {
                let last = current(book, &day)?;
                let body = issue::body_of(book, &last.id)?.ok()?;
                Some((revision(last.number, &last.colour), diff(&body, draft)))
            })
        })
    });
    let lacks = Memo::new(move |_| room.sheet.with(|sheet| Checked(warnings(sheet))));
    let numbers = Memo::new(move |_| {
        room.sheet.with(|sheet| {
            let people = sheet.people();
            let with_device: HashSet<Id> = room.store.with(&[Kind::Device], |book| {
                book.all(&Kind::Device)
                    .filter_map(|d| d.link("person"))
                    .collect()
            });
            let reached = people
                .iter()
                .filter(|p| with_device.contains(&p.person))
                .count();
            (people.len(), reached)
        })
    });
    let same = Memo::new(move |_| {
        compared.with(|c| c.as_ref().is_some_and(|(_, changes)| changes.is_empty()))
    });
    let next = Memo::new(move |_| room.sheet.with(|s| (s.number, s.colour.clone())));
    let issue_it = issuer(room);
    let disabled = Signal::derive(move || same.get() || !room.may_write.get());
    view! {
        <div class="review-next">
            {move || {
                let (number, colour) = next.get();
                view! { <span class=format!("rev big {}", paint(number))>{revision(number, &colour)}</span> }
            }}
            <p class="muted">{move || room.sheet.with(|s| day_text(s.day_number, s.days, &s.date))}</p>
        </div>
        <p>
            {move || {
                let (people, reached) = numbers.get();
                crate::t!("callsheet.review.people", n = people, reached = reached, ring = people - reached)
            }}
        </p>
        {move || {
            lacks
                .with(|l| !l.0.is_empty())
                .then(|| {
                    let list = lacks.with(|l| l.0.clone());
                    view! {
                        <section class="lacks-list">
                            <h3>{crate::t!("callsheet.review.warnings", n = list.len())}</h3>
                            <ul>
                                {list.into_iter().map(|warning| view! { <Lack warning room /> }).collect_view()}
                            </ul>
                        </section>
                    }
                })
        }}
        <DayFindings day=room.day.get_untracked() sheet=room.sheet may_write=room.may_write />
        {move || {
            compared
                .get()
                .map(|(name, changes)| {
                    let title = match changes.len() {
                        0 => crate::t!("callsheet.review.same", name = name),
                        n => crate::t!("callsheet.review.changes", n = n, name = name),
                    };
                    view! {
                        <section>
                            <h3>{title}</h3>
                            <ChangeList changes />
                        </section>
                    }
                })
        }}
        <div class="review-act">
            <Button kind=ButtonKind::Main disabled on_click=issue_it>
                {move || {
                    let (number, colour) = next.get();
                    crate::t!("callsheet.review.issue", name = revision(number, &colour))
                }}
            </Button>
            <p class="muted">{crate::t!("callsheet.review.frozen")}</p>
        </div>
    }
}

/// Equality by what is said.
#[derive(Clone, PartialEq)]
struct Checked(Vec<Warning>);

/// Returns what issues the draft and then opens the sheet.
fn issuer(room: DraftRoom) -> Callback<()> {
    let navigate = StoredValue::new_local(leptos_router::hooks::use_navigate());
    let is_busy = RwSignal::new(false);
    Callback::new(move |()| {
        // A second tap while the first is on its way must not make a second sheet.
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let id = random::id();
        let day = room.day.get_untracked();
        let by = room
            .store
            .sync
            .with_untracked(|s| s.as_ref().and_then(|s| s.me.clone()));
        let draft = room.sheet.get_untracked();
        let name = revision(draft.number, &draft.colour);
        let label = crate::t!("callsheet.did_issue", name = name, day = room.day_name());
        let command = room
            .store
            .peek(|book| issue::issue(book, &day, draft, by.as_ref(), &id, time::now_ms(), label))
            .and(shared::distribution::hold(&id, time::now_ms()));
        let href = path(&room.production.get_untracked(), &format!("sheet/{id}"));
        room.store.act_then(command, move |outcome| {
            is_busy.try_set(false);
            match outcome {
                // Issued is issued: nothing to undo.
                Outcome::Done { label, .. } => {
                    room.store.say(label);
                    navigate
                        .try_with_value(|go| go(&href, leptos_router::NavigateOptions::default()));
                }
                other => room.store.tell(other),
            }
        });
    })
}

#[component]
fn Lack(warning: Warning, room: DraftRoom) -> impl IntoView {
    let (text, room_link) = said(&warning);
    let href = move || {
        room_link
            .clone()
            .map(|to| path(&room.production.get(), &to))
    };
    view! {
        <li>
            <span class="mark" aria-hidden="true">"▲"</span>
            <span class="grow">{text}</span>
            {move || href().map(|href| view! { <a href=href>{crate::t!("callsheet.fix")}</a> })}
        </li>
    }
}

fn names(people: &[Who]) -> String {
    const SHOWN: usize = 4;
    let first: Vec<&str> = people.iter().take(SHOWN).map(|w| w.name.as_str()).collect();
    match people.len().saturating_sub(SHOWN) {
        0 => first.join(", "),
        more => crate::t!("callsheet.and_more", names = first.join(", "), n = more),
    }
}

/// Says what is missing, and where it is put right.
fn said(warning: &Warning) -> (String, Option<String>) {
    let place = |id: &Option<Id>| {
        Some(id.as_ref().map_or("locations".to_owned(), |id| {
            format!("locations?location={id}")
        }))
    };
    let person = |people: &[Who]| {
        people
            .first()
            .map(|w| format!("people?person={}", w.person))
    };
    match warning {
        Warning::NoScenes => (
            crate::t!("callsheet.warn.scenes").to_owned(),
            Some("board".into()),
        ),
        Warning::NoDate => (
            crate::t!("callsheet.warn.date").to_owned(),
            Some("calendar".into()),
        ),
        Warning::NoGeneralCall => (crate::t!("callsheet.warn.general_call").to_owned(), None),
        Warning::NoLocation => (
            crate::t!("callsheet.warn.location").to_owned(),
            Some("locations".into()),
        ),
        Warning::NoPin { location, name } => (
            crate::t!("callsheet.warn.pin", name = name),
            place(location),
        ),
        Warning::NoHospital { location, name } => (
            crate::t!("callsheet.warn.hospital", name = name),
            place(location),
        ),
        Warning::HospitalPhone { location, name } => (
            crate::t!("callsheet.warn.hospital_phone", name = name),
            place(location),
        ),
        Warning::Uncast { name, .. } => (
            crate::t!("callsheet.warn.uncast", name = name),
            Some("people?view=cast".into()),
        ),
        Warning::NoCall(people) => (
            crate::t!(
                "callsheet.warn.call",
                names = names(people),
                n = people.len()
            ),
            None,
        ),
        Warning::LateCall(people) => (
            crate::t!("callsheet.warn.late", names = names(people)),
            None,
        ),
        Warning::NoPhone(people) => (
            crate::t!(
                "callsheet.warn.phone",
                names = names(people),
                n = people.len()
            ),
            person(people),
        ),
        Warning::NoContact => (
            crate::t!("callsheet.warn.contact").to_owned(),
            Some("people".into()),
        ),
        Warning::NoSafety => (crate::t!("callsheet.warn.safety").to_owned(), None),
        Warning::LateLunch => (crate::t!("callsheet.warn.lunch").to_owned(), None),
    }
}
