//! Reading a script that was picked, dropped or pasted, and what is shown of it before import.

use std::sync::Arc;

use leptos::prelude::*;
use shared::formats::{NotAScreenplay, Screenplay, read_script};
use shared::scene::file_hash;

use crate::platform::files::{self, Picked};
use crate::platform::paste::{Pasted, pasted};

/// A script that was read and is not imported yet.
#[derive(Clone, PartialEq)]
pub struct Read {
    pub file: String,
    pub hash: String,
    pub script: Arc<Screenplay>,
}

/// How far the room is.
#[derive(Clone, PartialEq)]
pub enum Step {
    Waiting,
    /// The file is no script; the sentences say what it is and what to do.
    Refused {
        file: String,
        why: NotAScreenplay,
    },
    /// The browser could not read the file.
    Failed {
        why: String,
    },
    Read(Read),
}

/// Reads a file's bytes.
pub fn read(picked: Picked) -> Step {
    let name = (!picked.name.is_empty()).then_some(picked.name.as_str());
    match read_script(&picked.bytes, name) {
        Ok(script) => Step::Read(Read {
            hash: file_hash(&picked.bytes),
            file: picked.name,
            script: Arc::new(script),
        }),
        Err(why) => Step::Refused {
            file: picked.name,
            why,
        },
    }
}

/// Takes whatever the browser read.
pub fn take(step: RwSignal<Step>, picked: Result<Picked, String>) {
    step.set(match picked {
        Ok(picked) => read(picked),
        Err(why) => Step::Failed { why },
    });
}

/// Takes a text that was pasted.
pub fn take_text(step: RwSignal<Step>, text: &str) {
    step.set(read(Picked {
        name: String::new(),
        bytes: text.as_bytes().to_vec(),
    }));
}

/// Takes files that were dropped on the room; the first one counts.
pub fn take_drop(step: RwSignal<Step>, event: &leptos::ev::DragEvent) {
    if let Some(file) = files::dropped(event).into_iter().next() {
        leptos::task::spawn_local(async move { take(step, files::read(file).await) });
    }
}

/// Takes what was pasted into the room, unless it went into a field.
pub fn take_paste(step: RwSignal<Step>, event: &leptos::ev::ClipboardEvent) {
    match pasted(event) {
        Some(Pasted::File(file)) => {
            leptos::task::spawn_local(async move { take(step, files::read(file).await) });
        }
        Some(Pasted::Text(text)) => take_text(step, &text),
        None => {}
    }
}
