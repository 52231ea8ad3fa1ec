//! Attaching a production to the relay that served the app: from then on it syncs.

use leptos::prelude::*;
use shared::engine::protocol::{FromEngine, Link, Outcome, ToEngine};
use shared::kind::Kind;

use crate::platform::nav;
use crate::store::{Store, use_store};
use crate::ui::*;

/// Says whether the open production lives on this device alone.
pub fn is_alone(store: Store) -> bool {
    store
        .sync
        .with(|sync| sync.as_ref().is_some_and(|sync| sync.link == Link::Alone))
}

/// Offers to attach the production; draws nothing once it is attached.
#[component]
pub fn Attach() -> impl IntoView {
    let store = use_store();
    let alone = Memo::new(move |_| is_alone(store));
    view! {
        <Show when=move || alone.get()>
            <AttachForm />
        </Show>
    }
}

#[component]
fn AttachForm() -> impl IntoView {
    let store = use_store();
    let label = RwSignal::new(device_label(store));
    let key = RwSignal::new(String::new());
    let asks_key = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let attach = move || {
        let name = label.get_untracked().trim().to_owned();
        if name.is_empty() || busy.get_untracked() {
            return;
        }
        let key = Some(key.get_untracked().trim().to_owned()).filter(|key| !key.is_empty());
        busy.set(true);
        failed.set(None);
        store.ask(
            |request| ToEngine::Attach {
                request,
                label: name,
                key,
            },
            move |answer| {
                busy.set(false);
                match answer {
                    FromEngine::Done {
                        outcome: Outcome::Refused { code, detail },
                        ..
                    } => {
                        // Most relays need no key; one that does says so.
                        asks_key.set(true);
                        failed.set(Some(crate::words::refused(code, &detail)));
                    }
                    _ => store.say(crate::t!("invite.attached")),
                }
            },
        );
    };
    let empty = Signal::derive(move || {
        label
            .with(|l| l.trim().is_empty())
            .then(|| crate::t!("invite.label_missing").to_owned())
    });
    view! {
        <form class="card attach" on:submit=move |event| {
            event.prevent_default();
            attach();
        }>
            <h2>{crate::t!("invite.attach_title")}</h2>
            <p>{crate::t!("invite.attach_text", relay = nav::origin())}</p>
            <TextField label=crate::t!("invite.device_label") value=label on_input=move |t| label.set(t)
                error=empty help=crate::t!("invite.device_label_help") />
            <Show when=move || asks_key.get()>
                <TextField label=crate::t!("invite.key") value=key on_input=move |t| key.set(t)
                    help=crate::t!("invite.key_help") />
            </Show>
            {move || failed.get().map(|why| view! {
                <div role="alert"><Note tone=Tone::Bad title=crate::t!("invite.attach_failed")><span>{why}</span></Note></div>
            })}
            <div class="line">
                <Button kind=ButtonKind::Main submit=true disabled=busy>
                    {move || if busy.get() { crate::t!("invite.attaching") } else { crate::t!("invite.attach") }}
                </Button>
            </div>
        </form>
    }
}

/// Returns a name for this device: whose it is, and what it is.
pub fn device_label(store: Store) -> String {
    let device = match nav::device() {
        nav::Device::Phone => crate::t!("invite.phone"),
        nav::Device::Tablet => crate::t!("invite.tablet"),
        nav::Device::Laptop => crate::t!("invite.laptop"),
    };
    let me = store
        .sync
        .with_untracked(|sync| sync.as_ref().and_then(|s| s.me.clone()));
    let name = me
        .map(|me| store.peek(|book| book.text(&Kind::Person, &me, "name").to_owned()))
        .unwrap_or_default();
    match name.split_whitespace().next() {
        Some(first) => crate::t!("invite.label", name = first, device = device),
        None => device.to_owned(),
    }
}
