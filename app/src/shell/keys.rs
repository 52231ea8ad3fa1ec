//! The keyboard: chords everywhere, letters one after the other where nothing is typed.

use std::cell::RefCell;

use super::act::Actor;
use super::commands::{Command, Does, Now, commands};
use crate::platform::nav::Key;
use crate::platform::{dom, nav, time};

/// How long the second letter may take.
const PAUSE_MS: i64 = 1200;

/// Listens to the keys for as long as the page lives.
pub fn listen(actor: Actor, now: impl Fn() -> Now + 'static) {
    let all = commands();
    let first = RefCell::new(None::<(String, i64)>);
    nav::on_key(move |event| {
        if event.default_prevented() || event.is_composing() {
            return;
        }
        let is_chord = event.ctrl_key() || event.meta_key();
        let typing = dom::typed_in_field(event);
        let pressed = if is_chord {
            first.replace(None);
            chord(event)
        } else {
            if typing || event.alt_key() || !actor.shell.letters_now() {
                return;
            }
            letters(&first, event.key())
        };
        let Some(command) = all.iter().find(|c| c.keys == Some(pressed.as_str())) else {
            return;
        };
        // A field undoes its own typing, and the browser prints by itself.
        let is_field_own = typing && matches!(command.does, Does::Undo | Does::Redo);
        if is_field_own || command.does == Does::Print || !may(command, now()) {
            return;
        }
        event.prevent_default();
        actor.does(command.does.clone());
    });
}

fn may(command: &Command, now: Now) -> bool {
    // Behind a dialog nothing is done by accident.
    let is_free = command.does == Does::Palette || !dom::is_dialog_open();
    is_free && command.when.holds(now)
}

fn chord(event: &Key) -> String {
    let key = event.key().to_uppercase();
    // Windows says redo with Ctrl-Y.
    if key == "Y" {
        return "Mod+Shift+Z".to_owned();
    }
    if event.shift_key() {
        format!("Mod+Shift+{key}")
    } else {
        format!("Mod+{key}")
    }
}

fn letters(first: &RefCell<Option<(String, i64)>>, key: String) -> String {
    let key = key.to_uppercase();
    let before = first
        .replace(None)
        .filter(|(_, at)| time::now_ms() - at < PAUSE_MS);
    match before {
        Some((before, _)) => format!("{before} {key}"),
        None if key == "G" => {
            first.replace(Some((key, time::now_ms())));
            String::new()
        }
        None => key,
    }
}
