//! The settings room.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::kind::Kind;

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
                <RulesCard />
                <MeCard />
                <FileCard />
                <SpaceCard />
                <AppCard />
            </div>
        </div>
    }
}

/// The way to the working-time rules.
#[component]
fn RulesCard() -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let count =
        Memo::new(move |_| store.with(&[Kind::RuleSet], |book| book.all(&Kind::RuleSet).count()));
    view! {
        <Card title=crate::t!("rules.title")>
            <p>{crate::t!("rules.card_text")}</p>
            <p class="muted">
                {move || match count.get() {
                    0 => crate::t!("rules.no_sets_text").to_owned(),
                    n => crate::t!("rules.card_count", n = n),
                }}
            </p>
            <div class="line">
                <LinkButton href=Signal::derive(move || path(&production.get(), "rules"))>
                    {crate::t!("rules.open")}
                </LinkButton>
            </div>
        </Card>
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
