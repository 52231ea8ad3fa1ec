//! Issued sides: whether they count, who has them, and the pages themselves.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::access::Audience;
use shared::callsheet::Issued;
use shared::id::Id;
use shared::kind::Kind;
use shared::paper::{Room, qr_text};
use shared::script::{self, Sides};

use crate::callsheet::{day_text, mark_opened};
use crate::issued::{IssuedCover, Newer, WhoHasIt};
use crate::pdf::PdfButton;
use crate::platform::grid;
use crate::script::pages::MayNotRead;
use crate::shell::{path, use_production};
use crate::store::{Reading, Store, use_store};
use crate::ui::*;

use super::document::Document;

#[derive(Clone, Copy)]
struct Held {
    store: Store,
    production: Memo<Id>,
    id: Memo<Id>,
    cover: Memo<Option<Issued>>,
    body: Memo<Option<Arc<Sides>>>,
}

fn held(store: Store) -> Held {
    let params = use_params_map();
    let id = Memo::new(move |_| Id::new(params.with(|p| p.get("id")).unwrap_or_default()));
    // What was issued never changes: its body is read once.
    let body = Memo::new(move |_| {
        let record = store.record(&Kind::Sides, &id.get())?;
        Sides::parse(record.text("body")).ok().map(Arc::new)
    });
    let cover = Memo::new(move |_| {
        let all = store.with(&[Kind::Sides], script::editions);
        all.into_iter()
            .map(|e| e.cover)
            .find(|cover| cover.id == id.get())
    });
    Held {
        store,
        production: use_production(),
        id,
        cover,
        body,
    }
}

/// One issued document.
#[component]
pub fn SideRoom() -> impl IntoView {
    let store = use_store();
    let held = held(store);
    Effect::new(move |_| {
        if held.cover.with(Option::is_some) {
            mark_opened(store, &held.id.get());
        }
    });
    let title = Signal::derive(move || {
        let day = held.body.with(|b| b.as_ref().map(|b| b.day_number));
        match day {
            Some(n) => crate::t!("sides.title_of", day = day_text(n, 0, "")),
            None => crate::t!("sides.title").to_owned(),
        }
    });
    let back = Signal::derive(move || path(&held.production.get(), "sides"));
    let pdf = Callback::new(move |()| {
        let cover = held.cover.get_untracked().ok_or_else(String::new)?;
        let relay = untrack(|| store.relay());
        let job = store.peek(|book| shared::pdf::issued_sides(book, &cover, relay.as_deref()));
        job.map_err(|why| why.to_string())
    });
    let pdf_name = Signal::derive(move || {
        let name = |s: &Sides| crate::pdf::file_name(&[&s.title, "sides", &s.date, &s.colour]);
        held.body
            .with(|b| b.as_deref().map(name).unwrap_or_default())
    });
    view! {
        <div class="pages-room">
            <RoomHead title back>
                <Show when=move || held.body.with(Option::is_some)>
                    <Button on_click=move || grid::print()>
                        <Icon icon=IconName::Print />
                        {crate::t!("callsheet.print")}
                    </Button>
                    <PdfButton job=pdf name=pdf_name />
                </Show>
            </RoomHead>
            <Show when=move || held.cover.with(Option::is_some) fallback=move || view! { <NotHeld held back /> }>
                <Cover held />
                <Code held />
                {move || held.body.get().map(|sides| {
                    let code = held.cover.with(|c| c.as_ref().map(Issued::code)).unwrap_or_default();
                    view! { <Document sides code /> }
                })}
                <Holders held />
            </Show>
        </div>
    }
}

#[component]
fn NotHeld(held: Held, back: Signal<String>) -> impl IntoView {
    let store = held.store;
    let may_read = Memo::new(move |_| store.may_read(&Audience::Script));
    let is_read = Memo::new(move |_| {
        store.reading.get() >= Reading::Whole && store.sync.with(Option::is_some)
    });
    view! {
        <Show when=move || is_read.get()>
            {move || match may_read.get() {
                false => view! { <MayNotRead /> }.into_any(),
                true => view! {
                    <Empty title=crate::t!("schedule.not_held") text=crate::t!("schedule.not_held_text")>
                        <LinkButton kind=ButtonKind::Main href=back>{crate::t!("sides.title")}</LinkButton>
                    </Empty>
                }
                    .into_any(),
            }}
        </Show>
    }
}

#[component]
fn Cover(held: Held) -> impl IntoView {
    let store = held.store;
    let newest = Memo::new(move |_| {
        let day = held.cover.with(|c| c.as_ref().map(|c| c.day.clone()))?;
        let newest = store.with(&[Kind::Sides], |book| script::latest(book, &day))?;
        let href = path(
            &held.production.get(),
            &format!("sides/{}", newest.cover.id),
        );
        Some(Newer {
            cover: newest.cover,
            href,
        })
    });
    let of = Signal::derive(move || {
        held.body.with(|b| {
            b.as_ref()
                .map_or_else(String::new, |b| day_text(b.day_number, b.days, &b.date))
        })
    });
    view! {
        <IssuedCover
            kind=Kind::Sides
            cover=held.cover
            newest
            of
            is_legible=Signal::derive(move || held.body.with(Option::is_some))
            open_newest=crate::t!("sides.open_newest")
        />
    }
}

/// What a camera reads from the screen and from each printed page, and what an eye compares.
#[component]
fn Code(held: Held) -> impl IntoView {
    move || {
        held.cover.get().map(|cover| {
            let relay = held.store.relay();
            let production = held.production.get();
            let (id, hash) = (&cover.id, &cover.hash);
            let text = qr_text(&production, Room::Sides, id, hash, relay.as_deref());
            view! {
                <div class="schedule-code sides-code">
                    <crate::invite::Qr text label=crate::t!("sides.qr") />
                    <p class="n">{cover.code()}</p>
                </div>
            }
        })
    }
}

/// On whose devices they are, for the office.
#[component]
fn Holders(held: Held) -> impl IntoView {
    let store = held.store;
    let rows = Memo::new(move |_| {
        store.with(&[Kind::Receipt, Kind::Person], |book| {
            script::holders(book, &held.id.get())
        })
    });
    let may_see = Signal::derive(move || store.may_write(&Audience::Script));
    view! { <WhoHasIt rows may_see /> }
}
