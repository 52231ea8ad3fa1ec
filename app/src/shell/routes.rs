//! The table of all rooms. What a colleague may be sent stands in the address.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;
use shared::access::Audience;
use shared::engine::protocol::ToEngine;

use super::act::{Actor, provide_go, use_go};
use super::commands::Now;
use super::frame::{Frame, ToToday};
use super::keys;
use super::lazy::{Rooms, lazy};
use super::palette::Palette;
use super::shortcuts::ShortcutSheet;
use super::state::{Shell, use_shell};
use super::toasts::Toasts;
use crate::platform::{disk, dom, kept, nav};
use crate::store::{Reading, Store, use_store};
use crate::ui::{Empty, LinkButton};

/// The app: the store, the shell's state, the routes.
#[component]
pub fn App(rooms: Rooms) -> impl IntoView {
    let store = Store::start();
    provide_context(store);
    provide_context(rooms);
    provide_context(Shell::start());
    nav::on_network(move |is_online| {
        store.send(if is_online {
            ToEngine::Online
        } else {
            ToEngine::Offline
        });
    });
    keep_after_first_work(store);
    rooms.fetch_first(&nav::place());
    rooms.fetch_all();
    view! {
        <Router>
            <AllRooms />
        </Router>
        <Toasts />
    }
}

/// All rooms, and what stands above them.
#[component]
fn AllRooms() -> impl IntoView {
    provide_go();
    view! {
            <Above />
            <Routes fallback=|| view! { <Lost /> }>
                <Route path=path!("/") view=|| lazy(|rooms| rooms.home) />
                <Route path=path!("/join") view=|| lazy(|rooms| rooms.join) />
                <ParentRoute path=path!("/p/:production") view=|| view! { <Frame /> }.into_any()>
                    <Route path=path!("") view=|| view! { <ToToday /> }.into_any() />
                    <PlanRooms />
                    <DayRooms />
                    <OwnRooms />
                </ParentRoute>
            </Routes>
    }
}

/// The rooms of the plan.
#[component(transparent)]
fn PlanRooms() -> AnyNestedRoute {
    view! {
        <Route path=path!("script") view=|| lazy(|rooms| rooms.scenes) />
        <Route path=path!("script/import") view=|| lazy(|rooms| rooms.import) />
        <Route path=path!("script/doubles") view=|| lazy(|rooms| rooms.doubles) />
        <Route path=path!("pages") view=|| lazy(|rooms| rooms.pages) />
        <Route path=path!("breakdown") view=|| lazy(|rooms| rooms.breakdown) />
        <Route path=path!("board") view=|| lazy(|rooms| rooms.board) />
        <Route path=path!("calendar") view=|| lazy(|rooms| rooms.calendar) />
        <Route path=path!("schedules") view=|| lazy(|rooms| rooms.schedules) />
        <Route path=path!("schedules/:issue") view=|| lazy(|rooms| rooms.edition) />
        <Route path=path!("scene/:id") view=|| lazy(|rooms| rooms.scene) />
        <Route path=path!("people") view=|| lazy(|rooms| rooms.people) />
        <Route path=path!("departments") view=|| lazy(|rooms| rooms.departments) />
        <Route path=path!("locations") view=|| lazy(|rooms| rooms.locations) />
    }
    .into_inner()
    .into_any_nested_route()
}

/// The rooms of one day.
#[component(transparent)]
fn DayRooms() -> AnyNestedRoute {
    view! {
        <Route path=path!("today") view=|| lazy(|rooms| rooms.today) />
        <Route path=path!("callsheets") view=|| lazy(|rooms| rooms.sheets) />
        <Route path=path!("callsheet/:day") view=|| lazy(|rooms| rooms.draft) />
        <Route path=path!("sheet/:issue") view=|| lazy(|rooms| rooms.sheet) />
        <Route path=path!("sides") view=|| lazy(|rooms| rooms.sides) />
        <Route path=path!("sides/:id") view=|| lazy(|rooms| rooms.side) />
        <Route path=path!("report") view=|| lazy(|rooms| rooms.report) />
        <Route path=path!("times") view=|| lazy(|rooms| rooms.times) />
        <Route path=path!("daily") view=|| lazy(|rooms| rooms.daily) />
        <Route path=path!("daily/:issue") view=|| lazy(|rooms| rooms.daily) />
    }
    .into_inner()
    .into_any_nested_route()
}

/// The rooms of this device and the shell.
#[component(transparent)]
fn OwnRooms() -> AnyNestedRoute {
    view! {
        <Route path=path!("invite") view=|| lazy(|rooms| rooms.invite) />
        <Route path=path!("sync") view=|| lazy(|rooms| rooms.sync) />
        <Route path=path!("changes") view=|| lazy(|rooms| rooms.changes) />
        <Route path=path!("settings") view=|| lazy(|rooms| rooms.settings) />
        <Route path=path!("rules") view=|| lazy(|rooms| rooms.rules) />
        <Route path=path!("more") view=|| view! { <super::MoreRoom /> }.into_any() />
    }
    .into_inner()
    .into_any_nested_route()
}

/// What stands above every room: keys, palette, shortcut sheet, and the focus after a change of room.
#[component]
fn Above() -> impl IntoView {
    let (store, shell) = (use_store(), use_shell());
    let actor = Actor {
        store,
        shell,
        go: use_go(),
    };
    let now = Signal::derive(move || Now {
        is_open: store.production.with(Option::is_some)
            && !store.reading.with(|r| *r == Reading::Nothing),
        may_plan: store.may_write(&Audience::Plan),
        may_script: store.may_read(&Audience::Script),
        can_install: shell.install.get(),
        can_update: shell.update.get(),
    });
    keys::listen(actor, move || now.get_untracked());
    focus_heading_on_change();
    view! {
        <Palette actor now />
        <ShortcutSheet />
    }
}

/// A change of room moves the focus to its heading, as a page that loads would.
fn focus_heading_on_change() {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path) {
            focus_heading(20);
        }
        path
    });
}

fn focus_heading(tries: u32) {
    // The room may still be reading its records; it has its heading as soon as it is drawn.
    set_timeout(
        move || {
            nav::scroll_to_top();
            if !dom::focus("h1") && tries > 0 {
                focus_heading(tries - 1);
            }
        },
        Duration::from_millis(30),
    );
}

/// Asks the browser to keep the storage, once there is something worth keeping.
fn keep_after_first_work(store: Store) {
    Effect::new(move |_| {
        if store.worked.get() && kept::get("worked").is_none() {
            kept::set("worked", "yes");
            spawn_local(async {
                disk::persist().await;
            });
        }
    });
}

/// An address that no room has.
#[component]
fn Lost() -> impl IntoView {
    view! {
        <main class="page">
            <h1 tabindex="-1" class="hidden">{crate::t!("shell.lost")}</h1>
            <Empty title=crate::t!("shell.lost") text=crate::t!("shell.lost_text")>
                <LinkButton href="/">{crate::t!("shell.to_productions")}</LinkButton>
            </Empty>
        </main>
    }
}
