//! The places of the production: a list, and everything about one beside it.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use shared::access::Audience;
use shared::id::Id;
use shared::kind::Kind;
use shared::location::{
    LocationView, Missing, location, locations, matching, move_to, remove, uses,
};

use crate::calendar::Events;
use crate::people::{Address, use_address};
use crate::platform::links;
use crate::store::{Reading, use_store};
use crate::ui::*;

use super::add::AddLocation;
use super::card::{LocationCard, PlaceUses};
use super::edit::LocationFields;
use super::map::own_map;

#[component]
pub fn LocationsRoom() -> impl IntoView {
    let store = use_store();
    let address = use_address("locations");
    let all = Memo::new(move |_| store.with(&[Kind::Location, Kind::Scene], locations));
    let adding = RwSignal::new(false);
    let search = RwSignal::new(address.get("q"));
    let shown = Memo::new(move |_| all.with(|all| matching(all, &search.get())));
    let may_plan = Memo::new(move |_| store.may_write(&Audience::Plan));
    let open = Memo::new(move |_| address.id("location"));
    let none = Memo::new(move |_| all.with(Vec::is_empty));
    let read = Memo::new(move |_| store.reading.get() >= Reading::Whole);
    let many = Memo::new(move |_| all.with(|all| all.len() > 8) || !search.with(String::is_empty));
    view! {
        <div class="locations-room">
            <RoomHead title=crate::t!("location.title")>
                <Show when=move || may_plan.get()>
                    <Button kind=ButtonKind::Main on_click=move || adding.set(true)>
                        {crate::t!("location.add")}
                    </Button>
                </Show>
            </RoomHead>
            <Show when=move || adding.get() && may_plan.get()>
                <AddLocation adding address />
            </Show>
            <Show when=move || none.get() && read.get() && !adding.get()>
                <Empty title=crate::t!("location.empty") text=crate::t!("location.empty_text")>
                    <Show when=move || may_plan.get()>
                        <Button kind=ButtonKind::Main on_click=move || adding.set(true)>
                            {crate::t!("location.add")}
                        </Button>
                    </Show>
                </Empty>
            </Show>
            <Show when=move || !none.get()>
                <Split>
                    <div class="place-main">
                        <Show when=move || many.get()>
                            <TextField label=crate::t!("location.find") value=search kind=FieldKind::Search
                                on_input=move |typed| search.set(typed)
                                on_commit=move |typed: String| address.replace(&[("q", typed.trim())])
                                placeholder=crate::t!("location.find") quiet=true />
                        </Show>
                        <PlaceList address shown open />
                        <Show when=move || shown.with(Vec::is_empty)>
                            <Empty title=crate::t!("location.none_found") text=crate::t!("location.none_found_text")>
                                <Button on_click=move || {
                                    search.set(String::new());
                                    address.replace(&[("q", "")]);
                                }>{crate::t!("location.show_all")}</Button>
                            </Empty>
                        </Show>
                    </div>
                    {move || open.get().map(|id| view! { <PlacePane id address may_plan all /> })}
                </Split>
            </Show>
        </div>
    }
}

#[component]
fn PlaceList(
    address: Address,
    shown: Memo<Vec<LocationView>>,
    open: Memo<Option<Id>>,
) -> impl IntoView {
    let walk = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        let Some(next) = links::step(&event, "a.place-link", step) else {
            return;
        };
        event.prevent_default();
        if open.get_untracked().is_some() {
            address.replace(&[("location", &next)]);
        }
    };
    view! {
        <ul class="list place-list" aria-label=crate::t!("location.title")
            class:hidden=move || shown.with(Vec::is_empty) on:keydown=walk>
            <For each=move || shown.get() key=LocationView::clone let:place>
                <PlaceRow place address open />
            </For>
        </ul>
    }
}

#[component]
fn PlaceRow(place: LocationView, address: Address, open: Memo<Option<Id>>) -> impl IntoView {
    let id = place.id.clone();
    let is_open = {
        let id = id.clone();
        Memo::new(move |_| open.with(|open| open.as_ref() == Some(&id)))
    };
    let href = {
        let id = id.clone();
        move || address.with(&[("location", id.as_str())])
    };
    let map = place.map.as_ref().map(own_map);
    let map_name = crate::t!("location.map_name", name = place.name);
    view! {
        <li class="place-row" class:open=move || is_open.get()>
            <a class="place-link" href=href data-id=id.to_string()
                aria-current=move || is_open.get().then_some("true")>
                <b>{place.name}</b>
                <small>{place.address.lines().collect::<Vec<_>>().join(", ")}</small>
            </a>
            <span class="place-marks">
                {(place.scenes > 0).then(|| view! {
                    <span class="muted">{crate::t!("location.scenes", n = place.scenes)}</span>
                })}
                {place.missing.into_iter().map(|what| view! {
                    <Badge tone=Tone::Warn>{missing_word(what)}</Badge>
                }).collect_view()}
                {place.disputed.then(|| view! { <span class="two">{crate::t!("people.disputed")}</span> })}
            </span>
            {map.map(|href| view! {
                <a class="btn-icon" href=href aria-label=map_name><Icon icon=IconName::Pin /></a>
            })}
        </li>
    }
}

fn missing_word(what: Missing) -> &'static str {
    match what {
        Missing::Way => crate::t!("location.missing.way"),
        Missing::Pin => crate::t!("location.missing.pin"),
        Missing::Hospital => crate::t!("location.missing.hospital"),
    }
}

#[component]
fn PlacePane(
    id: Id,
    address: Address,
    may_plan: Memo<bool>,
    all: Memo<Vec<LocationView>>,
) -> impl IntoView {
    let store = use_store();
    let who = id.clone();
    let place =
        Memo::new(move |_| store.with(&[Kind::Location, Kind::Scene], |book| location(book, &who)));
    let who = id.clone();
    let used = Memo::new(move |_| {
        store.with(
            &[
                Kind::Scene,
                Kind::Strip,
                Kind::Row,
                Kind::Day,
                Kind::Production,
            ],
            |book| uses(book, &who),
        )
    });
    let title = Signal::derive(move || {
        place.with(|place| {
            place
                .as_ref()
                .map_or_else(|| crate::t!("location.gone").to_owned(), |p| p.name.clone())
        })
    });
    let there = Memo::new(move |_| place.with(Option::is_some));
    let close = move || {
        let was = address.get("location");
        address.go(&[("location", "")]);
        links::focus_later(format!("a.place-link[data-id=\"{was}\"]"));
    };
    let id = StoredValue::new(id);
    view! {
        <Pane title on_close=close>
            <Show when=move || there.get()
                fallback=|| view! { <p class="muted">{crate::t!("location.gone_text")}</p> }>
                {move || place.get().map(|place| view! { <LocationCard place whole=!may_plan.get() /> })}
                <Show when=move || may_plan.get()>
                    <LocationFields id=id.get_value() />
                </Show>
                <PlaceUses uses=used />
                <Events kind=Kind::Location of=Signal::derive(move || id.get_value()) may_plan />
                <Show when=move || may_plan.get()>
                    <PlaceActs id=id.get_value() all on_gone=close />
                </Show>
            </Show>
        </Pane>
    }
}

#[component]
fn PlaceActs(
    id: Id,
    all: Memo<Vec<LocationView>>,
    #[prop(into)] on_gone: Callback<()>,
) -> impl IntoView {
    let store = use_store();
    let who = id.clone();
    let at = Memo::new(move |_| {
        all.with(|all| {
            all.iter()
                .position(|p| p.id == who)
                .map(|at| (at, all.len()))
        })
    });
    let id = StoredValue::new(id);
    let name = move || {
        id.with_value(|id| store.peek(|book| book.text(&Kind::Location, id, "name").to_owned()))
    };
    let shift = move |to: usize| {
        let label = crate::t!("location.did.moved", name = name());
        store.act(store.peek(|book| move_to(book, &id.get_value(), to, label)));
    };
    view! {
        <div class="line">
            <Button disabled=Signal::derive(move || at.get().is_none_or(|(at, _)| at == 0))
                on_click=move || if let Some((at, _)) = at.get_untracked() { shift(at.saturating_sub(1)) }
            >{crate::t!("location.up")}</Button>
            <Button disabled=Signal::derive(move || at.get().is_none_or(|(at, n)| at + 1 >= n))
                on_click=move || if let Some((at, _)) = at.get_untracked() { shift(at + 1) }
            >{crate::t!("location.down")}</Button>
            <Button kind=ButtonKind::Danger on_click=move || {
                store.act(remove(&id.get_value(), crate::t!("location.did.removed", name = name())));
                on_gone.run(());
            }>{crate::t!("location.remove")}</Button>
        </div>
    }
}
