//! Files of a whole production: the sample, a bundle from somewhere, a copy to keep.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::engine::protocol::{Ask, FromEngine, Outcome, Request, ToEngine};
use shared::wire::Bytes;

use crate::platform::files;
use crate::shell::Go;
use crate::store::{Reading, Store};

/// The ending of a production's file.
pub const ENDING: &str = ".callboard";
const SAMPLE: &str = "/sample.callboard";

/// Opens the sample production, which is one of the app's own files: it works with no signal.
pub fn load_sample(store: Store, go: Go) {
    spawn_local(async move {
        match files::fetch(SAMPLE).await {
            Ok(bytes) => take_in(store, go, |request| ToEngine::Sample {
                request,
                bytes: Bytes::from(bytes),
            }),
            Err(why) => store.warn(crate::t!("home.no_sample", why = why)),
        }
    });
}

/// Lets the user pick a production's file, and opens it.
pub fn open_file(store: Store, go: Go) {
    files::pick(ENDING, move |picked| match picked {
        Ok(file) => import_bytes(store, go, file.bytes),
        Err(why) => store.warn(crate::t!("home.unread", why = why)),
    });
}

/// Takes in the bytes of a production's file, then opens the production.
pub fn import_bytes(store: Store, go: Go, bytes: Vec<u8>) {
    take_in(store, go, |request| ToEngine::Import {
        request,
        bytes: Bytes::from(bytes),
    });
}

fn take_in(store: Store, go: Go, question: impl FnOnce(Request) -> ToEngine) {
    store.ask(question, move |answer| {
        let FromEngine::Done { outcome, .. } = answer else {
            return;
        };
        match outcome {
            Outcome::Arrived {
                production,
                title,
                changes,
            } => {
                if changes == 0 {
                    store.say(crate::t!("home.arrived_same", title = title));
                } else {
                    store.say(crate::t!("home.arrived", title = title, n = changes));
                }
                go.to_room(&production, "today");
            }
            other => store.tell(other),
        }
    });
}

/// Saves everything this device may read of the open production as one file.
pub fn export(store: Store) {
    export_when_read(store, 100);
}

fn export_when_read(store: Store, tries: u32) {
    if store.reading.get_untracked() < Reading::Exact && tries > 0 {
        set_timeout(
            move || export_when_read(store, tries - 1),
            Duration::from_millis(200),
        );
        return;
    }
    store.ask(
        |request| ToEngine::Ask {
            request,
            ask: Ask::Export,
        },
        move |answer| match answer {
            FromEngine::Bundle { name, bytes, .. } => {
                match files::save(&name, "application/octet-stream", &bytes) {
                    Ok(()) => store.say(crate::t!("home.exported", name = name)),
                    Err(why) => store.warn(crate::t!("home.not_exported", why = why)),
                }
            }
            FromEngine::Done { outcome, .. } => store.tell(outcome),
            _ => {}
        },
    );
}
