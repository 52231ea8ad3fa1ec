//! The call: the biggest thing on the page, with where, when and the one button.

use leptos::prelude::*;
use shared::callsheet::sheet::{Contact, MySheet, Place};
use shared::clock;
use shared::engine::protocol::Link;
use shared::floor::MyDay;
use shared::location::{Coordinates, MapLinks, links};
use shared::people::phone;

use super::room::Shown;
use crate::callsheet::{acknowledge, own_sheet};
use crate::floor::{date_text, minute_text, name_of};
use crate::location::own_map;
use crate::shell::{path, use_production};
use crate::store::use_store;
use crate::t;
use crate::ui::*;

/// My call by the sheet that counts, or by the plan where none was issued.
#[component]
pub fn CallCard(shown: Shown) -> impl IntoView {
    move || {
        let day = shown.day.get()?;
        let mine = day.mine.clone()?;
        Some(view! { <section class="call" aria-label=t!("today.call.label")>
            <Head day=day.clone() mine=mine.clone() />
            <Time day=day.clone() mine=mine.clone() />
            <Where day=day.clone() place=mine.places.first().cloned() basecamp=mine.basecamp.clone() parking=mine.parking.clone() />
            {(!mine.remarks.is_empty()).then(|| view! { <p class="call-remarks">{mine.remarks.clone()}</p> })}
            <Times day=day.clone() mine=Some(mine.clone()) />
            <GotIt day=day.clone() />
        </section> }.into_any())
    }
}

#[component]
fn Head(day: MyDay, mine: MySheet) -> impl IntoView {
    let what = match mine.number.as_str() {
        "" => mine.position.clone(),
        number => t!("today.call.part", name = mine.position, number = number),
    };
    let what = if what.is_empty() {
        mine.name.clone()
    } else {
        what
    };
    view! {
        <div class="call-head">
            <h2>{t!("today.call.title", what = what)}</h2>
            <Revision day />
        </div>
    }
}

/// Which sheet it is: number, colour in a word and in paint, and the code to compare.
#[component]
fn Revision(day: MyDay) -> impl IntoView {
    let production = use_production();
    let Some(issued) = day.issued else {
        return view! { <Badge tone=Tone::Warn>{t!("today.not_issued")}</Badge> }.into_any();
    };
    // The first group of the code is enough to see that two phones differ.
    let code = issued.code();
    let code = code.split(' ').next().unwrap_or_default();
    let said = match issued.number {
        0 => t!("today.revision.first", colour = issued.colour, code = code),
        n => t!("today.revision", n = n, colour = issued.colour, code = code),
    };
    let class = format!("revision rev-{}", shared::revision::index_of(issued.number));
    let href = path(&production.get_untracked(), &format!("sheet/{}", issued.id));
    view! {
        <a class=class href=href aria-label=t!("today.revision.open", colour = issued.colour)>
            <i aria-hidden="true"></i>
            {said}
        </a>
    }
    .into_any()
}

#[component]
fn Time(day: MyDay, mine: MySheet) -> impl IntoView {
    let Some(call) = mine.call.filter(|_| !mine.on_call) else {
        let (big, text) = if mine.on_call {
            (t!("today.on_call"), t!("today.on_call.text"))
        } else if mine.status == "H" {
            (t!("today.hold"), t!("today.hold.text"))
        } else {
            (t!("today.no_time"), t!("today.no_time.text"))
        };
        return view! {
            <p class="call-time words">{big}</p>
            <p class="muted">{text}</p>
        }
        .into_any();
    };
    let (wall, later) = clock::wall(call);
    let on = (later != 0).then(|| {
        t!(
            "today.call.on",
            date = date_text(&shifted(&day.planned.date, later))
        )
    });
    view! {
        <p class="call-time">
            <time datetime=wall.clone()>{wall.clone()}</time>
            {on.map(|on| view! { <small>{on}</small> })}
        </p>
    }
    .into_any()
}

/// Returns the civil date so many days later.
fn shifted(date: &str, days: i64) -> String {
    let read: Option<jiff::civil::Date> = date.parse().ok();
    read.and_then(|read| {
        read.checked_add(jiff::Span::new().try_days(days).ok()?)
            .ok()
    })
    .map_or_else(|| date.to_owned(), |read| read.to_string())
}

pub(super) fn map_of(place: &Place) -> Option<MapLinks> {
    let at = place
        .lat
        .zip(place.lon)
        .and_then(|(lat, lon)| Coordinates::new(lat, lon));
    links(&place.name, at, &place.address)
}

/// Returns the link that rings a number, if it can be dialled.
pub(super) fn tel(typed: &str) -> Option<String> {
    phone::read(typed)
        .ok()
        .flatten()
        .map(|dialled| dialled.link())
}

/// Says who is rung, in short: "Ring Noor, 2nd AD".
fn ring_text(contact: &Contact) -> String {
    let first = contact.name.split_whitespace().next().unwrap_or_default();
    let role = role_word(contact);
    match (first.is_empty(), role.is_empty()) {
        (true, _) => t!("today.ring.role", role = role),
        (false, true) => t!("today.ring.name", name = first),
        (false, false) => t!("today.ring.both", name = first, role = role),
    }
}

/// Names what somebody does for the day.
pub(super) fn role_word(contact: &Contact) -> String {
    match contact.role.as_str() {
        "second_ad" => t!("today.role.second_ad").to_owned(),
        "first_ad" => t!("today.role.first_ad").to_owned(),
        "upm" => t!("today.role.upm").to_owned(),
        "producer" => t!("today.role.producer").to_owned(),
        "director" => t!("today.role.director").to_owned(),
        "office" => t!("today.role.office").to_owned(),
        _ => contact.position.clone(),
    }
}

#[component]
fn Where(day: MyDay, place: Option<Place>, basecamp: String, parking: String) -> impl IntoView {
    let Some(place) = place else {
        return view! { <p class="muted">{t!("today.where.none")}</p> }.into_any();
    };
    let map = map_of(&place);
    let pick = |own: &str, fallback: &str| {
        if own.is_empty() {
            fallback.to_owned()
        } else {
            own.to_owned()
        }
    };
    let (basecamp, parking) = (
        pick(&basecamp, &place.basecamp),
        pick(&parking, &place.parking),
    );
    let more = day.sheet.locations.len().saturating_sub(1);
    let first = day.ring.first().cloned();
    let ring = first.and_then(|contact| Some((tel(&contact.phone)?, ring_text(&contact))));
    view! {
        <div class="call-where">
            <p>
                <b>{place.name.clone()}</b>
                {(!place.address.is_empty()).then(|| view! { <span class="address">{place.address.clone()}</span> })}
            </p>
            {(!basecamp.is_empty()).then(|| view! { <p><small>{t!("today.basecamp")}</small> {basecamp}</p> })}
            {(!parking.is_empty()).then(|| view! { <p><small>{t!("today.parking")}</small> {parking}</p> })}
            {(more > 0).then(|| view! { <p class="muted">{t!("today.where.more", n = more)}</p> })}
        </div>
        <div class="call-acts">
            {map.map(|map| view! {
                <a class="btn soft" href=own_map(&map) target="_blank" rel="noreferrer">
                    <Icon icon=IconName::Pin />
                    {t!("today.map")}
                </a>
            })}
            {ring.map(|(href, text)| view! {
                <a class="btn soft" href=href>
                    <Icon icon=IconName::Phone />
                    {text}
                </a>
            })}
        </div>
    }
    .into_any()
}

/// The day's times in a row, and one's own steps before the set.
#[component]
fn Times(day: MyDay, mine: Option<MySheet>) -> impl IntoView {
    let cell = |name: &'static str, at: Option<i64>| {
        at.map(|at| {
            let (wall, later) = clock::wall(at);
            let later = (later > 0).then(|| t!("today.later", n = later));
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>
                        {wall}
                        {later.map(|later| view! { <sup>{later}</sup> })}
                    </dd>
                </div>
            }
        })
    };
    let sheet = &day.sheet;
    let own = mine.map(|my| {
        let steps = [
            cell(t!("today.time.pickup"), my.pickup),
            cell(t!("today.time.makeup"), my.makeup),
            cell(t!("today.time.wardrobe"), my.wardrobe),
            cell(t!("today.time.set"), my.set),
        ];
        steps.into_iter().flatten().collect_view()
    });
    let own = own.filter(|own| !own.is_empty());
    let day_times = [
        cell(t!("today.time.shot"), sheet.shooting_call),
        cell(t!("today.time.lunch"), sheet.lunch),
        cell(t!("today.time.wrap"), sheet.wrap),
    ];
    view! {
        {own.map(|own| view! { <dl class="times own">{own}</dl> })}
        <dl class="times">{day_times.into_iter().flatten().collect_view()}</dl>
    }
}

/// "Got it", and what became of it.
#[component]
fn GotIt(day: MyDay) -> impl IntoView {
    let store = use_store();
    let may_write = move || store.may_write(&shared::access::Audience::Floor);
    let Some(issued) = day.issued.clone() else {
        return view! { <p class="muted call-note">{t!("today.plan_only")}</p> }.into_any();
    };
    let issue = issued.id.clone();
    let own = path(&use_production().get_untracked(), &own_sheet(&issued.id));
    let came = {
        let by = name_of(store, issued.by.as_ref());
        let issued_ms = issued.issued_ms;
        let received = day.receipt.received_ms;
        move || {
            let offline = store
                .sync
                .with(|sync| matches!(sync.as_ref().map(|s| s.link), Some(Link::Offline { .. })));
            let issued = t!(
                "today.issued",
                when = minute_text(store, issued_ms),
                who = by
            );
            match received {
                Some(at) if offline => t!(
                    "today.issued.offline",
                    issued = issued,
                    when = minute_text(store, at)
                ),
                _ => issued,
            }
        }
    };
    let receipt = day.receipt;
    let done = receipt
        .acknowledged_ms
        .map(|at| t!("today.got_it.done", when = minute_text(store, at)));
    let told = receipt
        .told_ms
        .map(|at| t!("today.got_it.told", when = minute_text(store, at)));
    view! {
        {match done.or(told) {
            Some(done) => {
                view! { <p class="call-done"><Badge tone=Tone::Good>{done}</Badge></p> }.into_any()
            }
            None => {
                view! {
                    <Show when=may_write>
                        <div class="call-go">
                            <Button
                                kind=ButtonKind::Main
                                on_click={
                                    let issue = issue.clone();
                                    move || acknowledge(store, &issue)
                                }
                            >
                                {t!("today.got_it")}
                            </Button>
                        </div>
                    </Show>
                }
                    .into_any()
            }
        }}
        <p class="muted call-note">{came}</p>
        <p class="call-note"><a href=own>{t!("today.own_sheet")}</a></p>
    }
    .into_any()
}

/// The day of somebody whom the sheet does not call, or of nobody in particular.
#[component]
pub fn NotCalled(shown: Shown) -> impl IntoView {
    move || {
        let day = shown.day.get()?;
        let me = shown.me.get();
        let place = day.sheet.locations.first().cloned();
        let call = day.sheet.general_call.map(|call| clock::wall(call).0);
        let title = match (&me, &day.issued) {
            (Some(_), Some(_)) => t!("today.free.title"),
            (Some(_), None) => t!("today.free.plan"),
            (None, _) => t!("today.general.title"),
        };
        let text = match (&me, &day.issued) {
            (Some(_), Some(_)) => t!("today.free.text"),
            (Some(_), None) => t!("today.free.plan_text"),
            (None, _) => t!("today.general.text"),
        };
        Some(view! {
            <section class="call quiet" aria-label=t!("today.general.label")>
                <div class="call-head">
                    <h2>{title}</h2>
                    <Revision day=day.clone() />
                </div>
                {match (me.is_none(), call.clone()) {
                    (true, Some(call)) => view! { <p class="call-time"><time datetime=call.clone()>{call.clone()}</time></p> }.into_any(),
                    _ => view! { <p class="call-time words">{t!("today.free.big")}</p> }.into_any(),
                }}
                <p class="muted">{text}</p>
                {(me.is_some()).then(|| call.map(|call| view! { <p>{t!("today.general.call", call = call)}</p> }))}
                <Where day=day.clone() place basecamp=day.sheet.basecamp.clone() parking=day.sheet.parking.clone() />
                <Times day=day.clone() mine=None />
            </section>
        }.into_any())
    }
}
