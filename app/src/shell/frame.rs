//! The frame of a production's rooms: a sidebar on a laptop, five places at the foot of a phone.

use leptos::prelude::*;
use leptos_router::components::Outlet;
use shared::access::Audience;
use shared::distribution::unhanded;
use shared::engine::protocol::Link;
use shared::id::Id;
use shared::kind::Kind;

use super::act::use_go;
use super::bars::Bars;
use super::lazy::lazy;
use super::nav::{path, use_production};
use super::phase::{KINDS, phase};
use super::places::{Place, foot, foot_of, places, use_room};
use super::state::use_shell;
use super::{commands::keys_text, news};
use crate::platform::nav;
use crate::store::{Reading, use_store};
use crate::ui::{Empty, Icon, LinkButton};

/// Opens the production of the address and draws its rooms.
#[component]
pub fn Frame() -> impl IntoView {
    let (store, shell) = (use_store(), use_shell());
    let production = use_production();
    Effect::new(move |_| {
        shell.away.set(None);
        store.open(&production.get());
    });
    news::watch(store, shell);
    // Whatever room is open: the sheet is on this device now.
    Effect::new(move |_| crate::callsheet::mark_received(store));
    view! {
        <a class="skip" href="#room" on:click=|event| {
            event.prevent_default();
            crate::platform::dom::focus("#room h1");
        }>{crate::t!("shell.skip")}</a>
        <div class="frame">
            <Sidebar production />
            <main id="room">
                <Bars />
                <Room production />
            </main>
            <Foot production />
        </div>
        <Mail />
    }
}

/// Mail that waits for the relay goes as soon as it can, whatever room is open.
#[component]
fn Mail() -> impl IntoView {
    let store = use_store();
    let waits = Memo::new(move |_| {
        let is_connected = store.sync.with(|sync| {
            sync.as_ref()
                .is_some_and(|s| matches!(s.link, Link::CatchingUp | Link::Connected))
        });
        let kinds = [Kind::Sending, Kind::Delivery, Kind::Issue];
        is_connected
            && store.reading.get() == Reading::Exact
            && store.may_write(&Audience::Office)
            && store.with(&kinds, |book| !unhanded(book).is_empty())
    });
    view! { <Show when=move || waits.get()>{lazy(|rooms| rooms.courier)}</Show> }
}

/// The room itself, once its records are here; nothing stands in for them meanwhile.
#[component]
fn Room(production: Memo<Id>) -> impl IntoView {
    let store = use_store();
    let room = use_room();
    let is_unknown = Memo::new(move |_| {
        store.reading.get() == Reading::Nothing
            && store.productions.with(|all| {
                all.as_ref()
                    .is_some_and(|all| all.iter().all(|card| card.production != production.get()))
            })
    });
    let can_read = Memo::new(move |_| {
        // Today needs only the first records; a list that is half there would say wrong things.
        let enough = if room.get() == "today" {
            Reading::First
        } else {
            Reading::Whole
        };
        let is_mine = store.production.get().as_ref() == Some(&production.get());
        is_mine && store.reading.get() >= enough
    });
    move || {
        if can_read.get() {
            view! { <Outlet /> }.into_any()
        } else if is_unknown.get() {
            view! { <Unknown /> }.into_any()
        } else {
            ().into_any()
        }
    }
}

#[component]
fn Unknown() -> impl IntoView {
    view! {
        <h1 tabindex="-1" class="hidden">{crate::t!("shell.unknown")}</h1>
        <Empty title=crate::t!("shell.unknown") text=crate::t!("shell.unknown_text")>
            <LinkButton href="/">{crate::t!("shell.to_productions")}</LinkButton>
        </Empty>
    }
}

#[component]
fn Sidebar(production: Memo<Id>) -> impl IntoView {
    let (store, shell) = (use_store(), use_shell());
    let room = use_room();
    let title = Memo::new(move |_| {
        store.with(&[shared::kind::Kind::Production], shared::production::title)
    });
    let standing = Memo::new(move |_| {
        if store.reading.get() < Reading::Whole {
            return String::new();
        }
        let today = crate::floor::today(store);
        store.with(KINDS, |book| phase(book, &today))
    });
    let list = Memo::new(move |_| places(store));
    let draw = move |place: Place| {
        let name = place.room;
        view! {
            <li>
                <a
                    href=move || path(&production.get(), name)
                    aria-current=move || (room.get() == name).then_some("page")
                >
                    {place.label}
                    <em>{place.count}</em>
                </a>
            </li>
        }
    };
    view! {
        <aside class="sidebar no-print">
            <a class="prod" href="/" title=crate::t!("shell.to_productions")>
                <b>{move || title.get()}</b>
                <small>{move || standing.get()}</small>
            </a>
            <nav aria-label=crate::t!("shell.rooms")>
                <ul>
                    <For each=move || list.get() key=|place| (place.room, place.label.clone(), place.count.clone()) children=draw />
                </ul>
            </nav>
            <button type="button" class="find" on:click=move |_| shell.palette.set(true)>
                {crate::t!("command.palette")}
                <kbd aria-hidden="true">{keys_text("Mod+K", nav::is_mac())}</kbd>
            </button>
            <crate::sync::SyncChip />
        </aside>
    }
}

#[component]
fn Foot(production: Memo<Id>) -> impl IntoView {
    let room = use_room();
    view! {
        <nav class="foot no-print" aria-label=crate::t!("shell.places")>
            {foot()
                .map(|(name, label, icon)| {
                    view! {
                        <a
                            href=move || path(&production.get(), name)
                            aria-current=move || (foot_of(&room.get()) == name).then_some("page")
                        >
                            <Icon icon />
                            {label}
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
}

/// Goes from a production's bare address to Today.
#[component]
pub fn ToToday() -> impl IntoView {
    let production = use_production();
    let go = use_go();
    Effect::new(move |_| go.replace(&path(&production.get(), "today")));
}
