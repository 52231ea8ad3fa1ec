//! What the shell knows beside the store: what is open above the rooms, what the browser offers.

use leptos::prelude::*;

use super::news::Away;
use crate::platform::{install, kept, update};

/// The shell's own state; a context of every room.
#[derive(Clone, Copy)]
pub struct Shell {
    pub palette: RwSignal<bool>,
    pub shortcuts: RwSignal<bool>,
    /// Another build of the app waits.
    pub update: RwSignal<bool>,
    /// The browser offers to install the app.
    pub install: RwSignal<bool>,
    /// Letters alone work as shortcuts.
    pub letters: RwSignal<bool>,
    /// What others changed during a long absence.
    pub away: RwSignal<Option<Away>>,
    /// The last question for news was answered: what there is can be seen.
    pub knows_news: RwSignal<bool>,
}

impl Shell {
    /// Starts listening to the browser's offers.
    pub fn start() -> Self {
        let shell = Self {
            palette: RwSignal::new(false),
            shortcuts: RwSignal::new(false),
            update: RwSignal::new(false),
            install: RwSignal::new(false),
            letters: RwSignal::new(kept::get("letters").as_deref() != Some("off")),
            away: RwSignal::new(None),
            knows_news: RwSignal::new(false),
        };
        install::listen(move |is_offered| shell.install.set(is_offered));
        update::listen(move || shell.update.set(true));
        shell
    }

    /// Says whether letters alone work as shortcuts now.
    pub fn letters_now(self) -> bool {
        self.letters.get_untracked()
    }

    pub fn set_letters(self, on: bool) {
        kept::set("letters", if on { "on" } else { "off" });
        self.letters.set(on);
    }
}

pub fn use_shell() -> Shell {
    expect_context()
}
