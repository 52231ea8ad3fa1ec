//! Photos of a near miss or a problem: taken or chosen while it is written, looked at, added to
//! and taken away in the log.

mod field;
mod seen;

use futures::channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::access::Audience;
use shared::blob::BlobHash;
use shared::command::Command;
use shared::engine::protocol::{FromEngine, NotKept, ToEngine};
use shared::floor::{Line, NewPhoto, PHOTOS_MAX, add_photos, alt_text, photos};
use shared::id::DocId;
use shared::kind::Kind;
use shared::wire::Bytes;

use super::words::me_now;
use crate::platform::photo::Shot;
use crate::platform::{random, time};
use crate::store::Store;
use crate::t;

use field::PhotoInputs;
pub use field::{PhotoField, Taken};
use seen::Thumb;

/// Keeps photos on this device, says which did not find room, and returns the others.
pub async fn keep(store: Store, shots: Vec<Shot>) -> Vec<NewPhoto> {
    let mut kept = Vec::with_capacity(shots.len());
    let mut failed = None;
    for shot in shots {
        let size_bytes = shot.bytes.len() as u64;
        match keep_one(store, shot.bytes).await {
            Ok(hash) => kept.push(NewPhoto {
                hash,
                width: shot.width,
                height: shot.height,
                size_bytes,
            }),
            Err(why) => failed = Some(why),
        }
    }
    match failed {
        Some(NotKept { is_full: true, .. }) => store.warn(t!("floor.photo.full")),
        Some(NotKept { why, .. }) => store.warn(t!("floor.photo.not_kept", why = why)),
        None => {}
    }
    kept
}

async fn keep_one(store: Store, bytes: Vec<u8>) -> Result<BlobHash, NotKept> {
    let lost = || NotKept {
        why: t!("floor.photo.interrupted").to_owned(),
        is_full: false,
    };
    let production = store.production.get_untracked().ok_or_else(lost)?;
    let document = DocId::new(&production, Audience::Floor);
    let (sender, answer) = oneshot::channel();
    store.ask(
        |request| ToEngine::Keep {
            request,
            document,
            bytes: Bytes::from(bytes),
        },
        move |answer| {
            if let FromEngine::Kept { kept, .. } = answer {
                let _ = sender.send(kept);
            }
        },
    );
    answer.await.unwrap_or_else(|_| Err(lost()))
}

/// The photos of a line of the log, and a way to add some to one's own.
#[component]
pub fn Photos(store: Store, line: Line, #[prop(into)] may_change: Signal<bool>) -> impl IntoView {
    let all = {
        let id = line.id.clone();
        Memo::new(move |_| store.with(&[Kind::Photo], |book| photos(book, &id)))
    };
    let alt = StoredValue::new(alt_text(&line));
    let of = line.id.clone();
    let add = move |shots: Vec<Shot>| {
        let of = of.clone();
        spawn_local(async move {
            let kept = keep(store, shots).await;
            let label = t!("floor.photo.added", n = kept.len());
            let mut command = Command::new(label);
            let (now_ms, me) = (time::now_ms(), me_now(store));
            add_photos(
                &mut command,
                &mut random::id,
                now_ms,
                &of,
                me.as_ref(),
                &kept,
            );
            store.act(command);
        });
    };
    let room = Signal::derive(move || PHOTOS_MAX.saturating_sub(all.with(Vec::len)));
    let name = t!("floor.photo.add_to", what = alt.get_value());
    view! {
        <Show when=move || all.with(|all| !all.is_empty())>
            <ul class="photos" aria-label=t!("floor.photo.list")>
                <For each=move || all.get() key=|photo| photo.id.clone() let:photo>
                    <Thumb store photo alt all may_change />
                </For>
            </ul>
        </Show>
        <Show when=move || may_change.get()>
            <PhotoInputs room on_shots=add.clone() name=name.clone() />
        </Show>
    }
}
