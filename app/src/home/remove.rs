//! Taking a production off this device: said plainly what is lost, and a copy offered first.

use leptos::prelude::*;
use shared::engine::protocol::{Card, FromEngine, Outcome, ToEngine};
use shared::id::Id;

use super::acts::export;
use crate::store::{Reading, Store, use_store};
use crate::ui::{Button, ButtonKind, Dialog};

#[component]
pub fn RemoveDialog(card: Card, open: RwSignal<bool>) -> impl IntoView {
    let store = use_store();
    let title = crate::t!("home.remove_title", title = card.title);
    let attached = card.attached;
    let production = StoredValue::new(card.production);
    // Only an open production knows what it has not sent.
    Effect::new(move |_| {
        if open.get() {
            store.open(&production.get_value());
        }
    });
    let waiting = Memo::new(move |_| {
        let is_read = store.reading.get() == Reading::Exact;
        store.sync.with(|sync| {
            let state = sync
                .as_ref()
                .filter(|s| is_read && s.production == production.get_value())?;
            Some(state.waiting)
        })
    });
    let text = move || match (attached, waiting.get()) {
        (false, _) => crate::t!("home.remove_alone").to_owned(),
        (true, None) => crate::t!("home.remove_checking").to_owned(),
        (true, Some(0)) => crate::t!("home.remove_synced").to_owned(),
        (true, Some(n)) => crate::t!("home.remove_waiting", n = n),
    };
    let forget = move || {
        open.set(false);
        forget(store, production.get_value());
    };
    view! {
        <Dialog open title>
            <p>{text}</p>
            {move || {
                let n = store.uploads.with(Vec::len);
                (attached && n > 0).then(|| view! { <p>{crate::t!("home.remove_photos", n = n)}</p> })
            }}
            <div class="line">
                <Button kind=ButtonKind::Danger on_click=forget>{crate::t!("home.remove_now")}</Button>
                <Button on_click=move || export(store)>{crate::t!("home.export_first")}</Button>
            </div>
        </Dialog>
    }
}

fn forget(store: Store, production: Id) {
    let gone = production.clone();
    // An act of a page that died is not done again in a production that is on its way out.
    store.leave(&production);
    store.ask(
        |request| ToEngine::Forget {
            request,
            production,
        },
        move |answer| {
            if let FromEngine::Done { outcome, .. } = answer {
                match outcome {
                    Outcome::Refused { .. } => store.tell(outcome),
                    _ => {
                        store.forget_kept(&gone);
                        store.say(crate::t!("home.removed"));
                    }
                }
            }
        },
    );
}
