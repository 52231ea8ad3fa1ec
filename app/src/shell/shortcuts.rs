//! The shortcut sheet.

use leptos::prelude::*;

use super::commands::{commands, keys_text};
use super::state::use_shell;
use crate::platform::nav;
use crate::ui::{CheckField, Dialog};

#[component]
pub fn ShortcutSheet() -> impl IntoView {
    let shell = use_shell();
    let rows = move || {
        let is_mac = nav::is_mac();
        commands()
            .into_iter()
            .filter_map(|command| Some((command.label, keys_text(command.keys?, is_mac))))
            .map(|(label, keys)| {
                view! {
                    <div class="shortcut">
                        <dt>{label}</dt>
                        <dd>
                            <kbd>{keys}</kbd>
                        </dd>
                    </div>
                }
            })
            .collect_view()
    };
    view! {
        <Dialog open=shell.shortcuts title=crate::t!("shortcuts.title") class="shortcuts">
            <dl>{rows()}</dl>
            <CheckField
                label=crate::t!("shortcuts.letters")
                help=crate::t!("shortcuts.letters_help")
                value=shell.letters
                on_commit=move |on| shell.set_letters(on)
            />
        </Dialog>
    }
}
