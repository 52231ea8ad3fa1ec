//! Going somewhere and doing something, from wherever it was asked for: a key, the palette, a menu.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::id::Id;

use super::commands::Does;
use super::nav::path;
use super::state::Shell;
use crate::platform::{install, nav, update};
use crate::store::Store;
use crate::ui::is_text_uncommitted;

/// Goes to an address of the app; can be copied into any closure.
#[derive(Clone, Copy)]
pub struct Go(StoredValue<Box<dyn Fn(&str, NavigateOptions)>, LocalStorage>);

impl Go {
    /// Goes to an address.
    pub fn to(self, address: &str) {
        self.0
            .with_value(|go| go(address, NavigateOptions::default()));
    }

    /// Goes to an address in the place of this one: "back" does not come here again.
    pub fn replace(self, address: &str) {
        let options = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        self.0.with_value(|go| go(address, options));
    }

    /// Goes to a room of a production.
    pub fn to_room(self, production: &Id, room: &str) {
        self.to(&path(production, room));
    }
}

/// Returns the way to go somewhere.
pub fn use_go() -> Go {
    expect_context()
}

/// Makes the way to go somewhere, once, in the router: an answer of the engine may come when the
/// room that asked is gone, and still has to lead on.
pub fn provide_go() {
    let navigate = use_navigate();
    provide_context(Go(StoredValue::new_local(Box::new(
        move |address: &str, options| {
            navigate(address, options);
        },
    ))));
}

/// Whatever a command needs to be done.
#[derive(Clone, Copy)]
pub struct Actor {
    pub store: Store,
    pub shell: Shell,
    pub go: Go,
}

impl Actor {
    pub fn does(self, what: Does) {
        let store = self.store;
        match what {
            Does::Go(address) => self.go.to(&address),
            Does::Room(room) => {
                if let Some(production) = store.production.get_untracked() {
                    self.go.to_room(&production, room);
                }
            }
            Does::Ask(room, what) => {
                if let Some(production) = store.production.get_untracked() {
                    self.go
                        .to(&asking(&nav::place(), &path(&production, room), what));
                }
            }
            Does::Undo => store.undo(None),
            Does::Redo => store.redo(),
            Does::Palette => self.shell.palette.update(|open| *open = !*open),
            Does::Shortcuts => self.shell.shortcuts.set(true),
            Does::LoadSample => crate::home::load_sample(store, self.go),
            Does::OpenFile => crate::home::open_file(store, self.go),
            Does::Export => crate::home::export(store),
            Does::Print => nav::print(),
            Does::Install => install_app(self.shell, store),
            Does::Update => accept_update(store),
        }
    }
}

/// Returns the address that asks a room for something: of the room as it is shown now, if it is.
fn asking(here: &str, room: &str, what: &str) -> String {
    match here.split_once('?') {
        Some((place, query)) if place == room && !query.is_empty() => {
            format!("{room}?{query}&{what}")
        }
        _ => format!("{room}?{what}"),
    }
}

/// Asks the browser to install the app.
pub fn install_app(shell: Shell, store: Store) {
    spawn_local(async move {
        if install::ask().await {
            store.say(crate::t!("install.done"));
        }
        shell.install.set(false);
    });
}

/// Lets the new build take over, once nothing typed and nothing unsaved is left behind.
pub fn accept_update(store: Store) {
    wait_and_accept(store, 40);
}

fn wait_and_accept(store: Store, tries: u32) {
    // The click has taken the focus out of the field, which commits it; the engine writes it next.
    set_timeout(
        move || {
            let is_unsaved = store
                .sync
                .with_untracked(|s| s.as_ref().is_some_and(|s| s.unsaved > 0));
            if !is_unsaved && !is_text_uncommitted() {
                update::accept();
            } else if tries > 0 {
                wait_and_accept(store, tries - 1);
            } else {
                store.warn(crate::t!("update.unsaved"));
            }
        },
        std::time::Duration::from_millis(150),
    );
}

#[cfg(test)]
mod tests {
    use super::asking;

    #[test]
    fn what_is_shown_stays_when_its_room_is_asked() {
        let check = |here: &str, want: &str| {
            assert_eq!(asking(here, "/p/x/board", "do=copy"), want);
        };
        check("/p/x/today", "/p/x/board?do=copy");
        check("/p/x/board", "/p/x/board?do=copy");
        check("/p/x/board?board=b", "/p/x/board?board=b&do=copy");
        check("/p/x/people?person=b", "/p/x/board?do=copy");
    }
}
