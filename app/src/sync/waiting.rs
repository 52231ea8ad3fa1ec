//! What the relay does not have yet.

use leptos::prelude::*;
use shared::engine::protocol::{FromEngine, Pending, ToEngine};

use crate::store::use_store;
use crate::ui::{Badge, Card, Tone, when_text};

/// How many waiting changes are listed; the number says how many there are.
const SHOWN: usize = 50;

#[component]
pub fn WaitingCard() -> impl IntoView {
    let store = use_store();
    let list = RwSignal::new(Vec::<Pending>::new());
    let count = Memo::new(move |_| store.sync.with(|s| s.as_ref().map_or(0, |s| s.waiting)));
    Effect::new(move |_| {
        count.track();
        store.ask(
            |request| ToEngine::Waiting { request },
            move |answer| {
                if let FromEngine::Waiting { waiting, .. } = answer
                    && !list.is_disposed()
                {
                    list.set(waiting);
                }
            },
        );
    });
    let draw = |pending: Pending| {
        let label = if pending.label.is_empty() {
            crate::t!("sync.unnamed").to_owned()
        } else {
            pending.label
        };
        view! {
            <li class="row">
                <span class="grow">{label} <small>{when_text(pending.at_ms)}</small></span>
                {pending.refused.map(|_| view! { <Badge tone=Tone::Bad>{crate::t!("sync.refused")}</Badge> })}
            </li>
        }
    };
    move || {
        let all = list.get();
        (!all.is_empty()).then(|| {
            // The list names the newest ones only.
            let n = all.len().max(count.get() as usize);
            let more = n.saturating_sub(SHOWN);
            view! {
                <Card title=crate::t!("sync.waiting", n = n)>
                    <ul class="plain-list" aria-label=crate::t!("sync.waiting_list")>
                        {all.into_iter().take(SHOWN).map(draw).collect_view()}
                    </ul>
                    {(more > 0).then(|| view! { <p class="muted">{crate::t!("sync.and_more", n = more)}</p> })}
                </Card>
            }
        })
    }
}
