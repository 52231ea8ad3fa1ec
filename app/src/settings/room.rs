//! The settings room.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::device::{AppCard, FileCard, MeCard};
use super::production::{PaperCard, ProductionCard, ScriptCard};
use crate::platform::dom;
use crate::shell::{path, use_production};
use crate::store::use_store;
use crate::sync::SpaceCard;
use crate::ui::{Card, LinkButton, RoomHead};

#[component]
pub fn SettingsRoom() -> impl IntoView {
    let hash = use_location().hash;
    Effect::new(move |_| {
        if hash.get() == "#share" {
            set_timeout(
                || dom::reveal("#share"),
                std::time::Duration::from_millis(60),
            );
        }
    });
    view! {
        <div class="stack">
            <RoomHead title=crate::t!("room.settings") />
            <div class="settings">
                <ProductionCard />
                <ScriptCard />
                <PaperCard />
                <div id="share">
                    <ShareCard />
                </div>
                <MeCard />
                <FileCard />
                <SpaceCard />
                <AppCard />
            </div>
        </div>
    }
}

/// Sharing with the crew: attaching to the relay, or where it is attached.
#[component]
fn ShareCard() -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let relay = Memo::new(move |_| {
        store
            .sync
            .with(|s| s.as_ref().and_then(|s| s.relay.clone()))
            .filter(|_| !crate::invite::is_alone(store))
    });
    view! {
        <crate::invite::Attach />
        {move || {
            relay
                .get()
                .map(|relay| {
                    view! {
                        <Card title=crate::t!("share.title")>
                            <p>{crate::t!("share.attached", relay = relay)}</p>
                            <div class="line">
                                <LinkButton href=Signal::derive(move || path(&production.get(), "invite"))>
                                    {crate::t!("go.invite")}
                                </LinkButton>
                            </div>
                        </Card>
                    }
                })
        }}
    }
}
