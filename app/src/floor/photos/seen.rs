//! One photo of the log: small, and large in a dialog; or what is said while its bytes are not here.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use shared::access::Audience;
use shared::blob::{BlobId, Lacks};
use shared::engine::protocol::{FromEngine, Link, ToEngine};
use shared::floor::{Photo, remove_photo};
use shared::id::DocId;

use super::super::words::{me_now, minute_text, name_of};
use crate::platform::photo::Picture;
use crate::store::Store;
use crate::t;
use crate::ui::*;

/// A photo that lacks is asked for again after so long, then less and less often.
const AGAIN: Duration = Duration::from_secs(3);
const AGAIN_AT_MOST: Duration = Duration::from_secs(60);

#[derive(Clone)]
enum Seen {
    Looking,
    Here(Arc<Picture>),
    Lacks(Lacks),
}

/// A photo in the log; a press shows it large.
#[component]
pub fn Thumb(
    store: Store,
    photo: Photo,
    alt: StoredValue<String>,
    all: Memo<Vec<Photo>>,
    #[prop(into)] may_change: Signal<bool>,
) -> impl IntoView {
    let seen = use_seen(store, &photo);
    let open = RwSignal::new(false);
    let place = {
        let id = photo.id.clone();
        move || all.with(|all| all.iter().position(|p| p.id == id).map_or(0, |n| n + 1))
    };
    let said = Memo::new(move |_| t!("floor.photo.of", n = place(), what = alt.get_value()));
    let unsent = use_unsent(store, &photo);
    let when = t!(
        "floor.by",
        who = name_of(store, photo.by.as_ref()),
        when = minute_text(store, photo.at_ms)
    );
    let is_mine = photo.by.is_some() && photo.by == me_now(store);
    let id = photo.id.clone();
    let remove = move || {
        open.set(false);
        store.act(remove_photo(&id, t!("floor.photo.removed").to_owned()));
    };
    let (width, height) = (photo.width.max(1), photo.height.max(1));
    let image = move || match seen.get() {
        Seen::Here(picture) => view! {
            <img src=picture.url().to_owned() alt=said.get() width=width height=height />
        }
        .into_any(),
        Seen::Looking => {
            view! { <p class="photo-lacks">{t!("floor.photo.looking")}</p> }.into_any()
        }
        Seen::Lacks(why) => view! { <p class="photo-lacks">{lacks_text(&why)}</p> }.into_any(),
    };
    view! {
        <li class="photo">
            <Show
                when=move || seen.with(|seen| matches!(seen, Seen::Here(_)))
                fallback=image
            >
                <button type="button" class="photo-open" on:click=move |_| open.set(true)>
                    {image}
                </button>
            </Show>
            {move || unsent.get().map(|text| view! { <small class="photo-unsent">{text}</small> })}
            <Dialog open title=Signal::derive(move || said.get()) class="photo-large">
                {image}
                <p class="muted">{when.clone()}</p>
                {
                    let remove = remove.clone();
                    (is_mine && may_change.get_untracked())
                        .then(|| {
                            view! {
                                <Button kind=ButtonKind::Danger on_click=remove>
                                    {t!("floor.photo.remove")}
                                </Button>
                            }
                        })
                }
            </Dialog>
        </li>
    }
}

/// Asks for the bytes until they are here: again after a while, and when the signal is back.
fn use_seen(store: Store, photo: &Photo) -> RwSignal<Seen> {
    let seen = RwSignal::new(Seen::Looking);
    let tries = RwSignal::new(0_u32);
    let is_connected = Memo::new(move |_| {
        store
            .sync
            .with(|sync| sync.as_ref().is_some_and(|s| s.link == Link::Connected))
    });
    let hash = photo.hash;
    Effect::new(move |_| {
        is_connected.track();
        let count = tries.get();
        let production = store.production.get_untracked();
        let (Some(production), false) = (
            production,
            seen.with_untracked(|s| matches!(s, Seen::Here(_))),
        ) else {
            return;
        };
        let document = DocId::new(&production, Audience::Floor);
        store.ask(
            |request| ToEngine::Blob {
                request,
                blob: BlobId { document, hash },
            },
            move |answer| {
                let FromEngine::Blob { found, .. } = answer else {
                    return;
                };
                // The row may be gone meanwhile: then nobody waits for it.
                match found.map(|bytes| Picture::new(&bytes)) {
                    Ok(Some(picture)) => {
                        let _ = seen.try_set(Seen::Here(Arc::new(picture)));
                    }
                    Ok(None) => {}
                    Err(lacks) => {
                        if seen.try_set(Seen::Lacks(lacks)).is_none() {
                            again(tries, count);
                        }
                    }
                }
            },
        );
    });
    seen
}

fn again(tries: RwSignal<u32>, count: u32) {
    let pause = AGAIN.saturating_mul(2_u32.saturating_pow(count.min(5)));
    set_timeout(
        move || {
            // Only the last of several that wait counts.
            let _ = tries.try_update(|tries| *tries = (*tries).max(count.saturating_add(1)));
        },
        pause.min(AGAIN_AT_MOST),
    );
}

/// What is to be said of a photo that the relay does not have.
fn use_unsent(store: Store, photo: &Photo) -> Memo<Option<String>> {
    let hash = photo.hash;
    Memo::new(move |_| {
        store.uploads.with(|uploads| {
            let waiting = uploads.iter().find(|one| one.blob.hash == hash)?;
            // A production that no relay knows has nowhere to send it.
            let is_alone = store
                .sync
                .with(|sync| sync.as_ref().is_none_or(|s| s.link == Link::Alone));
            match &waiting.refused {
                _ if is_alone => None,
                Some(why) => Some(t!("floor.photo.refused", why = why)),
                None => Some(t!("floor.photo.unsent").to_owned()),
            }
        })
    })
}

fn lacks_text(why: &Lacks) -> &'static str {
    match why {
        Lacks::Signal => t!("floor.photo.lacks.signal"),
        Lacks::NotSent => t!("floor.photo.lacks.not_sent"),
        Lacks::NoRelay => t!("floor.photo.lacks.no_relay"),
        Lacks::NotAllowed => t!("floor.photo.lacks.not_allowed"),
    }
}
