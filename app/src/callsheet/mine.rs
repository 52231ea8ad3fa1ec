//! My call on a sheet: when, where, whom to ring, and the button that says I have it.

use leptos::prelude::*;
use shared::access::Audience;
use shared::callsheet::receipts::{Got, of_person};
use shared::callsheet::{CallSheet, MySheet};
use shared::kind::Kind;

use super::mark::acknowledge;
use super::place::{MapLink, Ring, map_of, tel};
use super::sheet::use_sheet;
use super::words::{field, maybe_time, role, time_text};
use crate::store::use_store;
use crate::ui::*;

#[component]
pub fn MyCall() -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let mine = Memo::new(move |_| {
        let me = store.me()?;
        room.sheet.with(|s| s.as_ref()?.for_person(&me))
    });
    let got = Memo::new(move |_| {
        let me = store.me()?;
        Some(store.with(&[Kind::Receipt], |book| {
            of_person(book, &room.issue.get(), &me)
        }))
    });
    let may_write = Memo::new(move |_| store.may_write(&Audience::Floor));
    let acknowledged = Memo::new(move |_| got.get() == Some(Got::Acknowledged));
    let act = move || acknowledge(store, &room.issue.get_untracked());
    view! {
        {move || {
            mine.get()
                .map(|mine| {
                    let sheet = room.sheet.get();
                    view! {
                        <section class="card my-call" aria-labelledby="my-call">
                            <Facts mine sheet=sheet.as_deref().cloned().unwrap_or_default() />
                            <Show
                                when=move || acknowledged.get()
                                fallback=move || {
                                    view! {
                                        <Button
                                            kind=ButtonKind::Main
                                            disabled=Signal::derive(move || !may_write.get())
                                            on_click=act
                                        >
                                            {crate::t!("callsheet.sheet.got_it")}
                                        </Button>
                                    }
                                }
                            >
                                <p><Badge tone=Tone::Good>{crate::t!("callsheet.sheet.acknowledged")}</Badge></p>
                            </Show>
                        </section>
                    }
                })
        }}
    }
}

#[component]
fn Facts(mine: MySheet, sheet: CallSheet) -> impl IntoView {
    let title = match mine.number.as_str() {
        "" => mine.position.clone(),
        number => crate::t!(
            "callsheet.sheet.part",
            number = number,
            name = mine.position
        ),
    };
    let place = mine.places.first().cloned();
    let map = place.as_ref().and_then(map_of);
    let basecamp = if mine.basecamp.is_empty() {
        mine.parking.clone()
    } else {
        mine.basecamp.clone()
    };
    let call = match (mine.on_call, mine.call, mine.status.as_str()) {
        (true, ..) => crate::t!("callsheet.on_call_long").to_owned(),
        (_, Some(at), _) => time_text(at),
        (_, None, "H") => crate::t!("callsheet.sheet.hold").to_owned(),
        _ => crate::t!("callsheet.sheet.no_call").to_owned(),
    };
    let is_time = mine.call.is_some() && !mine.on_call;
    let steps: Vec<(&'static str, Option<i64>)> = vec![
        (field("pickup"), mine.pickup),
        (field("makeup"), mine.makeup),
        (field("wardrobe"), mine.wardrobe),
        (field("set"), mine.set),
        (field("shooting_call"), sheet.shooting_call),
        (field("lunch"), sheet.lunch),
        (field("wrap"), sheet.wrap),
    ];
    let numbers: Vec<String> = mine
        .scenes
        .iter()
        .map(|s| s.number.clone())
        .filter(|n| !n.is_empty())
        .collect();
    let first = mine
        .ring
        .first()
        .cloned()
        .filter(|c| tel(&c.phone).is_some());
    view! {
        <h2 id="my-call">{crate::t!("callsheet.sheet.my_call", what = title)}</h2>
        <p class="time" class:words=!is_time>{call}</p>
        {place
            .map(|place| {
                view! {
                    <p class="where">
                        <b>{place.name.clone()}</b>
                        <span class="muted">{place.address.clone()}</span>
                        <span class="muted">{basecamp}</span>
                    </p>
                    <div class="line">
                        {map.map(|href| view! { <MapLink href place=place.name.clone() /> })}
                        {first
                            .map(|contact| {
                                let who = if contact.name.is_empty() {
                                    role(&contact.role).to_owned()
                                } else {
                                    crate::t!("callsheet.who_role", who = contact.name, role = role(&contact.role))
                                };
                                view! {
                                    <span class="ring-first">
                                        <span>{who.clone()}</span>
                                        <Ring number=contact.phone who />
                                    </span>
                                }
                            })}
                    </div>
                }
            })}
        {(!mine.remarks.is_empty()).then(|| view! { <p class="remarks">{mine.remarks.clone()}</p> })}
        <dl class="times-row">
            {steps
                .into_iter()
                .filter(|(_, at)| at.is_some())
                .map(|(name, at)| view! { <div><dt>{name}</dt><dd>{maybe_time(at)}</dd></div> })
                .collect_view()}
        </dl>
        {(!numbers.is_empty())
            .then(|| view! { <p class="muted">{crate::t!("callsheet.in_scenes", scenes = numbers.join(", "))}</p> })}
    }
}
