//! My call on a sheet, and the whole of my own sheet: when, where, my scenes, the hospital, whom to
//! ring, and the button that says I have it.

use leptos::prelude::*;
use shared::access::Audience;
use shared::callsheet::diff::heading;
use shared::callsheet::receipts::{Got, of_person};
use shared::callsheet::{CallSheet, Contact, MySheet, Part, SceneLine};
use shared::id::Id;
use shared::kind::Kind;

use super::mark::acknowledge;
use super::place::{MapLink, PlaceCard, Ring, map_of, tel};
use super::sheet::use_sheet;
use super::words::{field, maybe_time, role, time_text};
use crate::platform::paper::paper;
use crate::shell::path;
use crate::store::use_store;
use crate::ui::*;

/// The `view` of a sheet's address that shows one's own part of it.
pub const OWN: &str = "mine";

/// Returns the room of whoever opens it: their own part of an issued sheet, for messages and Today.
pub fn own_sheet(issue: &Id) -> String {
    format!("sheet/{issue}?view={OWN}")
}

/// My part of the sheet, as far as it calls me.
fn my_sheet() -> Memo<Option<MySheet>> {
    let (store, room) = (use_store(), use_sheet());
    Memo::new(move |_| {
        let me = store.me()?;
        room.sheet.with(|s| s.as_ref()?.for_person(&me))
    })
}

/// One person's own sheet: nothing of it needs a network.
#[component]
pub fn OwnSheet() -> impl IntoView {
    let room = use_sheet();
    let mine = my_sheet();
    let whole = Signal::derive(move || {
        path(
            &room.production.get(),
            &format!("sheet/{}", room.issue.get()),
        )
    });
    let today = Signal::derive(move || path(&room.production.get(), "today"));
    view! {
        <div class="own-sheet stack">
            <Show
                when=move || mine.with(Option::is_some)
                fallback=move || {
                    view! {
                        <Empty title=crate::t!("callsheet.own.none") text=crate::t!("callsheet.own.none_text")>
                            <LinkButton kind=ButtonKind::Main href=whole>
                                {crate::t!("callsheet.own.whole")}
                            </LinkButton>
                            <LinkButton href=today>{crate::t!("callsheet.own.to_today")}</LinkButton>
                        </Empty>
                    }
                }
            >
                <MyCall />
                {move || mine.get().map(|mine| view! { <MyScenes mine=mine.clone() /> <Grounds mine=mine.clone() /> <MyRing mine /> })}
                <LinkButton href=whole>{crate::t!("callsheet.own.whole")}</LinkButton>
            </Show>
        </div>
    }
}

/// A performer's own scenes, all of the day for the crew, in shooting order.
#[component]
fn MyScenes(mine: MySheet) -> impl IntoView {
    let production = use_sheet().production;
    let title = match mine.part {
        Part::Crew => crate::t!("callsheet.scenes"),
        Part::Cast | Part::Background => crate::t!("callsheet.own.scenes"),
    };
    let row = move |line: SceneLine| {
        let Some(scene) = line.scene.clone() else {
            return view! {
                <li class="row banner"><span class="grow">{line.set}</span><span class="n">{maybe_time(line.start)}</span></li>
            }
            .into_any();
        };
        let href = Signal::derive(move || path(&production.get(), &format!("scene/{scene}")));
        let paint = paper(line.paint.clone());
        let below = [line.synopsis.clone(), line.notes.clone()];
        view! {
            <ListRow href=href>
                <span class=format!("num {paint}")>{line.number.clone()}</span>
                <span class="grow">
                    <b>{heading(&line)}</b>
                    {below
                        .into_iter()
                        .filter(|text| !text.is_empty())
                        .map(|text| view! { <small>{text}</small> })
                        .collect_view()}
                </span>
                <b class="n">{maybe_time(line.start)}</b>
            </ListRow>
        }
        .into_any()
    };
    (!mine.scenes.is_empty()).then(|| {
        view! {
            <section class="part">
                <h2>{title}</h2>
                <ListCard label=title>{mine.scenes.into_iter().map(row).collect_view()}</ListCard>
            </section>
        }
    })
}

/// Every place of the day with its map and the nearest hospital.
#[component]
fn Grounds(mine: MySheet) -> impl IntoView {
    let production = use_sheet().production;
    (!mine.places.is_empty()).then(|| {
        view! {
            <section class="part">
                <h2>{crate::t!("callsheet.places")}</h2>
                <div class="card">
                    <div class="places">
                        {mine
                            .places
                            .into_iter()
                            .map(|place| view! { <PlaceCard place production /> })
                            .collect_view()}
                    </div>
                </div>
            </section>
        }
    })
}

/// Whom I ring, the first one first.
#[component]
fn MyRing(mine: MySheet) -> impl IntoView {
    let row = |contact: Contact| {
        let role = role(&contact.role);
        let (name, about) = match contact.name.as_str() {
            "" => (role.to_owned(), ""),
            name => (name.to_owned(), role),
        };
        view! {
            <li class="row">
                <span class="grow"><b>{name.clone()}</b><small>{about}</small></span>
                <Ring number=contact.phone who=name />
            </li>
        }
    };
    (!mine.ring.is_empty()).then(|| {
        view! {
            <section class="part">
                <h2>{crate::t!("callsheet.own.ring")}</h2>
                <ListCard label=crate::t!("callsheet.own.ring")>
                    {mine.ring.into_iter().map(row).collect_view()}
                </ListCard>
            </section>
        }
    })
}

/// The way from the whole sheet to one's own part of it.
#[component]
pub fn ToOwn() -> impl IntoView {
    let room = use_sheet();
    let mine = my_sheet();
    let href = Signal::derive(move || path(&room.production.get(), &own_sheet(&room.issue.get())));
    view! {
        <Show when=move || mine.with(Option::is_some)>
            <LinkButton href>{crate::t!("callsheet.own.open")}</LinkButton>
        </Show>
    }
}

#[component]
pub fn MyCall() -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let mine = my_sheet();
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
