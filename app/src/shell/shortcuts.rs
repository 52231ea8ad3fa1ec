//! The shortcut sheet.

use leptos::prelude::*;

use super::commands::{commands, keys_text};
use super::state::use_shell;
use crate::platform::nav;
use crate::ui::{CheckField, Dialog};

/// The keys that a focused strip takes; the board hears them itself.
fn board_keys() -> [(&'static str, &'static str); 6] {
    [
        (crate::t!("shortcuts.board.move"), "M"),
        (crate::t!("shortcuts.board.break"), "K"),
        (crate::t!("shortcuts.board.step"), "Alt+↑"),
        (crate::t!("shortcuts.board.pick"), "Space"),
        (crate::t!("shortcuts.board.all"), "Mod+A"),
        (crate::t!("shortcuts.board.bone"), "Delete"),
    ]
}

#[component]
pub fn ShortcutSheet() -> impl IntoView {
    let shell = use_shell();
    let line = |label: &'static str, keys: &str| {
        let keys = keys_text(keys, nav::is_mac());
        view! {
            <div class="shortcut">
                <dt>{label}</dt>
                <dd>
                    <kbd>{keys}</kbd>
                </dd>
            </div>
        }
    };
    let rows = move || {
        let all = commands().into_iter();
        all.filter_map(|command| Some(line(command.label, command.keys?)))
            .collect_view()
    };
    let on_board = move || {
        board_keys()
            .map(|(label, keys)| line(label, keys))
            .into_iter()
            .collect_view()
    };
    view! {
        <Dialog open=shell.shortcuts title=crate::t!("shortcuts.title") class="shortcuts">
            <dl>{rows()}</dl>
            <h3>{crate::t!("shortcuts.board")}</h3>
            <dl>{on_board()}</dl>
            <CheckField
                label=crate::t!("shortcuts.letters")
                help=crate::t!("shortcuts.letters_help")
                value=shell.letters
                on_commit=move |on| shell.set_letters(on)
            />
        </Dialog>
    }
}
