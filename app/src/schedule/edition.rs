//! An issued document: what it is, whether it counts, who has it, and the document itself.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::access::Audience;
use shared::id::Id;
use shared::kind::Kind;
use shared::paper::{Room, qr_text};
use shared::schedule::{self, Edition, Schedule};

use crate::callsheet::{mark_opened, revision};
use crate::issued::{IssuedCover, Newer, WhoHasIt};
use crate::pdf::PdfButton;
use crate::platform::{files, grid};
use crate::shell::{path, use_production};
use crate::store::{Reading, Store, use_store};
use crate::ui::*;

use super::document::{Code, Document};
use super::words;

#[derive(Clone, Copy)]
struct Held {
    store: Store,
    production: Memo<Id>,
    issue: Memo<Id>,
    edition: Memo<Option<Edition>>,
    body: Memo<Option<Arc<Schedule>>>,
    name: Memo<String>,
}

fn held(store: Store) -> Held {
    let params = use_params_map();
    let issue = Memo::new(move |_| Id::new(params.with(|p| p.get("issue")).unwrap_or_default()));
    // What was issued never changes: its body is read once.
    let read = Memo::new(move |_| {
        store.record(&Kind::Issue, &issue.get())?;
        store.peek(|book| {
            let (edition, body) = schedule::read(book, &issue.get_untracked())?;
            Some((edition, body.ok().map(Arc::new)))
        })
    });
    let edition = Memo::new(move |_| {
        let known = read.get()?.0;
        let all = store.with(&[Kind::Issue], schedule::editions);
        all.into_iter().find(|e| e.cover.id == known.cover.id)
    });
    let name = Memo::new(move |_| {
        let Some(edition) = edition.get() else {
            return crate::t!("schedule.title").to_owned();
        };
        store.with(&[Kind::Category], |book| words::edition(book, &edition))
    });
    Held {
        store,
        production: use_production(),
        issue,
        edition,
        body: Memo::new(move |_| read.get()?.1),
        name,
    }
}

/// One issued document.
#[component]
pub fn EditionRoom() -> impl IntoView {
    let store = use_store();
    let held = held(store);
    Effect::new(move |_| {
        if held.edition.with(Option::is_some) {
            mark_opened(store, &held.issue.get());
        }
    });
    let back = Signal::derive(move || {
        let show = held.edition.with(|e| e.as_ref().map(|e| e.what.as_str()));
        path(
            &held.production.get(),
            &format!("schedules?show={}", show.unwrap_or_default()),
        )
    });
    let is_read = Memo::new(move |_| store.reading.get() >= Reading::Whole);
    let pdf = Callback::new(move |()| {
        let edition = held.edition.get_untracked().ok_or_else(String::new)?;
        let relay = store
            .sync
            .with_untracked(|s| s.as_ref().and_then(|s| s.relay.clone()));
        let job =
            store.peek(|book| shared::pdf::issued_schedule(book, &edition.cover, relay.as_deref()));
        job.map_err(|why| why.to_string())
    });
    let pdf_name = Signal::derive(move || {
        let name = |s: &Arc<Schedule>| words::file_name(s, "pdf");
        held.body.with(|s| s.as_ref().map(name).unwrap_or_default())
    });
    view! {
        <div class="schedules-room">
            <RoomHead title=held.name back>
                <Show when=move || held.body.with(Option::is_some)>
                    <Button on_click=move || grid::print()>
                        <Icon icon=IconName::Print />
                        {crate::t!("callsheet.print")}
                    </Button>
                    <PdfButton job=pdf name=pdf_name />
                    <Button on_click=move || save(held)>{crate::t!("schedule.csv")}</Button>
                </Show>
            </RoomHead>
            <Show
                when=move || held.edition.with(Option::is_some)
                fallback=move || view! {
                    <Show when=move || is_read.get()>
                        <Empty title=crate::t!("schedule.not_held") text=crate::t!("schedule.not_held_text")>
                            <LinkButton kind=ButtonKind::Main href=back>{crate::t!("schedule.title")}</LinkButton>
                        </Empty>
                    </Show>
                }
            >
                <div class="stack">
                    <Cover held />
                    {move || held.body.get().map(|schedule| {
                        let foot = held.edition.with(|e| e.as_ref().map(|e| foot(&schedule, e))).unwrap_or_default();
                        view! { <Document schedule foot code=code(held) /> }
                    })}
                    <Readers held />
                </div>
            </Show>
        </div>
    }
}

/// What a camera reads from the paper, and what an eye compares.
fn code(held: Held) -> Option<Code> {
    let relay = held
        .store
        .sync
        .with(|s| s.as_ref().and_then(|s| s.relay.clone()));
    held.edition.with(|edition| {
        let cover = &edition.as_ref()?.cover;
        let production = held.production.get();
        let qr = qr_text(
            &production,
            Room::Schedule,
            &cover.id,
            &cover.hash,
            relay.as_deref(),
        );
        Some(Code {
            short: cover.code(),
            qr,
        })
    })
}

fn save(held: Held) {
    let Some(schedule) = held.body.get_untracked() else {
        return;
    };
    let text = schedule::csv(&schedule, &words::column);
    if let Err(why) = files::save(
        &words::file_name(&schedule, "csv"),
        "text/csv",
        text.as_bytes(),
    ) {
        held.store.warn(crate::t!("schedule.not_saved", why = why));
    }
}

fn foot(schedule: &Schedule, edition: &Edition) -> String {
    [
        schedule.title.clone(),
        words::title(edition.what, &schedule.of_name),
        revision(edition.cover.number, &edition.cover.colour).to_uppercase(),
        edition.cover.code(),
    ]
    .join(" · ")
}

#[component]
fn Cover(held: Held) -> impl IntoView {
    let store = held.store;
    let cover = Memo::new(move |_| held.edition.with(|e| e.as_ref().map(|e| e.cover.clone())));
    let newest = Memo::new(move |_| {
        let (what, of) = held
            .edition
            .with(|e| e.as_ref().map(|e| (e.what, e.of.clone())))?;
        let newest = store.with(&[Kind::Issue], |book| {
            schedule::latest(book, what, of.as_ref())
        })?;
        let href = path(
            &held.production.get(),
            &format!("schedules/{}", newest.cover.id),
        );
        Some(Newer {
            cover: newest.cover,
            href,
        })
    });
    view! {
        <IssuedCover
            kind=Kind::Issue
            cover
            newest
            is_legible=Signal::derive(move || held.body.with(Option::is_some))
            open_newest=crate::t!("callsheet.sheet.open_newest")
        />
    }
}

/// Whose devices have it, for the office.
#[component]
fn Readers(held: Held) -> impl IntoView {
    let store = held.store;
    let rows = Memo::new(move |_| {
        store.with(&[Kind::Receipt, Kind::Device, Kind::Person], |book| {
            schedule::readers(book, &held.issue.get())
        })
    });
    let may_see = Signal::derive(move || store.may_write(&Audience::Plan));
    view! { <WhoHasIt rows may_see /> }
}
