//! Sync: how this device stands, what waits, what needs someone, what was done here.

use leptos::prelude::*;
use shared::engine::protocol::{Link, ToEngine};

use super::acts::ActsCard;
use super::attention::AttentionNotes;
use super::space::SpaceCard;
use super::standing::{explained, standing};
use super::waiting::WaitingCard;
use crate::shell::{path, use_production};
use crate::store::use_store;
use crate::ui::{Button, ButtonKind, LinkButton, RoomHead, tone_class, when_text};

#[component]
pub fn SyncRoom() -> impl IntoView {
    view! {
        <div class="stack narrow">
            <RoomHead title=crate::t!("sync.title") />
            <StandingCard />
            <AttentionNotes />
            <WaitingCard />
            <ActsCard />
            <SpaceCard />
        </div>
    }
}

#[component]
fn StandingCard() -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let is_alone = Memo::new(move |_| {
        store
            .sync
            .with(|s| s.as_ref().is_some_and(|s| s.link == Link::Alone))
    });
    let is_away = Memo::new(move |_| {
        store.sync.with(|s| {
            s.as_ref()
                .is_some_and(|s| matches!(s.link, Link::Offline { .. } | Link::Connecting { .. }))
        })
    });
    move || {
        let state = store.sync.get()?;
        let is_saving = store.saving().get();
        let standing = standing(&state, is_saving);
        let last = state
            .synced_ms
            .filter(|_| !matches!(state.link, Link::Connected))
            .map(when_text);
        Some(view! {
            <section class="card standing">
                <p class=format!("big {}-ink", tone_class(standing.tone))>{standing.words}</p>
                <p>{explained(&state, is_saving)}</p>
                {move || {
                    let n = store.uploads.with(Vec::len);
                    (n > 0 && !is_alone.get()).then(|| view! { <p>{crate::t!("sync.photos", n = n)}</p> })
                }}
                {last.map(|when| view! { <p class="muted">{crate::t!("sync.last", when = when)}</p> })}
                <div class="line">
                    {is_alone
                        .get()
                        .then(|| {
                            view! {
                                <LinkButton
                                    kind=ButtonKind::Main
                                    href=format!("{}#share", path(&production.get(), "settings"))
                                >
                                    {crate::t!("share.button")}
                                </LinkButton>
                            }
                        })}
                    {is_away
                        .get()
                        .then(|| {
                            view! {
                                <Button on_click=move || store.send(ToEngine::Online)>
                                    {crate::t!("sync.try_now")}
                                </Button>
                            }
                        })}
                    <LinkButton kind=ButtonKind::Quiet href=path(&production.get(), "changes")>
                        {crate::t!("sync.see_changes")}
                    </LinkButton>
                </div>
            </section>
        })
    }
}
