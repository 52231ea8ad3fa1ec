//! Rooms that are loaded when they are first wanted, so that a first visit carries little.
//!
//! The build cuts the page's program at the functions of `bin/app.rs`; here is what the routes
//! know of them. The service worker keeps all parts, and [`Rooms::fetch_all`] brings them in
//! while nothing else goes on, so that no room waits for a network.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

use crate::platform::nav;
use crate::ui::{Button, ButtonKind, Empty, RoomHead};

/// A part of the program did not come: there is no network, and the browser did not keep it.
#[derive(Clone, Copy, Debug)]
pub struct Missing;

impl From<SplitLoaderError> for Missing {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// What is loaded, and then there.
pub type Loading<T> = Pin<Box<dyn Future<Output = Result<T, Missing>>>>;

/// Draws a room once its part of the program is here.
pub type Load = fn() -> Loading<AnyView>;

/// Every room that comes with a part of the program.
#[derive(Clone, Copy)]
pub struct Rooms {
    pub home: Load,
    pub join: Load,
    pub today: Load,
    pub scenes: Load,
    pub scene: Load,
    pub board: Load,
    /// What stands in the board's dialogs.
    pub board_panel: Load,
    pub suggest: Load,
    pub breakdown: Load,
    pub people: Load,
    pub locations: Load,
    pub sheets: Load,
    pub sheet: Load,
    /// What the office sees below an issued sheet.
    pub distribution: Load,
    pub courier: Load,
    pub schedules: Load,
    pub edition: Load,
    pub pages: Load,
    pub sides: Load,
    pub side: Load,
    pub report: Load,
    pub times: Load,
    pub daily: Load,
    pub sync: Load,
    pub changes: Load,
    pub import: Load,
    pub doubles: Load,
    pub calendar: Load,
    pub departments: Load,
    pub draft: Load,
    pub invite: Load,
    pub rules: Load,
    pub settings: Load,
    /// Loads the part that a room of this name is in; `home` without a production.
    pub part_of: fn(&str) -> Loading<()>,
    /// Loads every part, Today's first.
    pub all: fn() -> Loading<()>,
}

/// How long after the start the other parts are brought in: the first room has painted by then.
const QUIET: Duration = Duration::from_millis(1500);

impl Rooms {
    /// Brings in the part of the room that the address names, while the records are still read.
    pub fn fetch_first(self, place: &str) {
        let path = place.split('?').next().unwrap_or_default();
        let mut names = path.trim_matches('/').split('/');
        let room = match (names.next(), names.nth(1)) {
            (Some("p"), room) => room.unwrap_or("today"),
            _ => "home",
        };
        let part = (self.part_of)(room);
        spawn_local(async move {
            let _ = part.await;
        });
    }

    /// Brings in all parts while nothing else goes on.
    pub fn fetch_all(self) {
        set_timeout(
            move || {
                spawn_local(async move {
                    // One that fails is asked for again by its room, which says so.
                    let _ = (self.all)().await;
                });
            },
            QUIET,
        );
    }
}

/// Draws a room as soon as its part of the program is here; most often it is already.
pub fn lazy(which: fn(&Rooms) -> Load) -> AnyView {
    let load = which(&expect_context::<Rooms>());
    let room = RwSignal::new_local(None::<AnyView>);
    spawn_local_scoped_with_cancellation(async move {
        let view = load().await.unwrap_or_else(|Missing| missing());
        room.try_set(Some(view));
    });
    (move || {
        room.track();
        room.try_update_untracked(Option::take).flatten()
    })
    .into_any()
}

fn missing() -> AnyView {
    view! {
        <RoomHead title=crate::t!("shell.missing") />
        <Empty title=crate::t!("shell.missing") text=crate::t!("shell.missing_text")>
            <Button kind=ButtonKind::Main on_click=|()| nav::reload()>{crate::t!("shell.reload")}</Button>
        </Empty>
    }
    .into_any()
}
