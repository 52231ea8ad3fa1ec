//! Home: what Callboard is, the productions on this device, and a new one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use shared::engine::protocol::Card;

use super::acts::{import_bytes, load_sample, open_file};
use super::card::ProductionCard;
use super::create::CreateForm;
use super::join::address_of;
use super::remove::RemoveDialog;
use crate::platform::files;
use crate::shell::{Bars, name_window, use_go};
use crate::store::use_store;
use crate::ui::{Button, ButtonKind, Form, LinkButton, TextField};

#[component]
pub fn HomeRoom() -> impl IntoView {
    let store = use_store();
    let go = use_go();
    let query = use_query_map();
    let has_any = Memo::new(move |_| {
        store
            .productions
            .with(|all| all.as_ref().map(|all| !all.is_empty()))
    });
    let is_creating = Memo::new(move |_| query.with(|q| q.get("new").is_some()));
    Effect::new(move |_| name_window(""));
    let drop_file = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        if let Some(file) = files::dropped(&event).into_iter().next() {
            spawn_local(async move {
                match files::read(file).await {
                    Ok(picked) => import_bytes(store, go, picked.bytes),
                    Err(why) => store.warn(crate::t!("home.unread", why = why)),
                }
            });
        }
    };
    view! {
        <main
            class="page home"
            class:first=move || has_any.get() == Some(false)
            on:dragover=move |event| {
                if files::holds_files(&event) {
                    event.prevent_default();
                }
            }
            on:drop=drop_file
        >
            <Bars />
            <header class="brand">
                <img src="/icons/icon.svg" alt="" width="56" height="56" />
                <div>
                    <h1 tabindex="-1">{crate::t!("app.name")}</h1>
                    <p class="muted">{crate::t!("home.what")}</p>
                </div>
            </header>
            {move || match (has_any.get(), is_creating.get()) {
                (None, _) => ().into_any(),
                (Some(true), false) => view! { <Productions /> }.into_any(),
                (Some(is_cancellable), _) => view! { <CreateForm is_cancellable /> }.into_any(),
            }}
            <Show when=move || has_any.get().is_some()>
                <section class="ways" aria-label=crate::t!("home.other_ways")>
                    <div class="way">
                        <h2>{crate::t!("home.sample_title")}</h2>
                        <p class="muted">{crate::t!("home.sample_text")}</p>
                        <Button on_click=move || load_sample(store, go) name=crate::t!("command.sample")>
                            {crate::t!("home.sample_button")}
                        </Button>
                    </div>
                    <div class="way">
                        <h2>{crate::t!("home.file_title")}</h2>
                        <p class="muted">{crate::t!("home.file_text")}</p>
                        <Button on_click=move || open_file(store, go)>{crate::t!("command.open")}</Button>
                    </div>
                    <div class="way">
                        <h2>{crate::t!("home.join_title")}</h2>
                        <p class="muted">{crate::t!("home.join_text")}</p>
                        <PasteLink />
                    </div>
                </section>
            </Show>
        </main>
    }
}

/// An invitation by its text: an installed app on a phone has a storage of its own, which a link
/// that opens in the browser never reaches.
#[component]
fn PasteLink() -> impl IntoView {
    let go = use_go();
    let (pasted, wrong) = (RwSignal::new(String::new()), RwSignal::new(None));
    let join = move || match address_of(&pasted.get_untracked()) {
        Ok(address) => go.to(&address),
        Err(why) => wrong.set(Some(why)),
    };
    view! {
        <Form class="line" on_submit=join>
            <TextField
                label=crate::t!("home.join_link")
                value=pasted
                on_input=move |text| {
                    pasted.set(text);
                    wrong.set(None);
                }
                error=wrong
            />
            <Button submit=true>{crate::t!("home.join_do")}</Button>
        </Form>
    }
}

#[component]
fn Productions() -> impl IntoView {
    let store = use_store();
    let cards = Memo::new(move |_| {
        let mut cards = store.productions.get().unwrap_or_default();
        cards.sort_by(|a, b| {
            b.opened_ms
                .cmp(&a.opened_ms)
                .then_with(|| a.title.cmp(&b.title))
        });
        cards
    });
    // Not in its card, which is drawn anew when an engine's message moves it in the list.
    let removing = RwSignal::new(None::<Card>);
    view! {
        <section class="stack">
            <div class="section-head">
                <h2>{crate::t!("home.productions")}</h2>
                <LinkButton href="/?new=1" kind=ButtonKind::Main>{crate::t!("command.new")}</LinkButton>
            </div>
            <ul class="list" aria-label=crate::t!("home.productions")>
                <For
                    each=move || cards.get()
                    key=|card| (card.production.clone(), card.title.clone(), card.opened_ms, card.attached)
                    children=move |card| view! { <ProductionCard card removing /> }
                />
            </ul>
            {move || {
                removing.get().map(|card| view! { <RemoveDialog card open=RwSignal::new(true) /> })
            }}
        </section>
    }
}
