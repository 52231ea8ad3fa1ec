//! The room: the sides of one day as they are now, for the office, and what was issued.

use std::sync::Arc;

use leptos::prelude::*;
use shared::access::Audience;
use shared::board;
use shared::id::Id;
use shared::kind::Kind;
use shared::script::{self, Order, SIDES_KINDS, Sides};

use crate::callsheet::{date_on_paper, day_text, paint, revision};
use crate::pdf::PdfButton;
use crate::people::{Address, use_address};
use crate::platform::{grid, random, time, when};
use crate::script::pages::MayNotRead;
use crate::shell::{path, use_go};
use crate::store::{Reading, Store, use_store};
use crate::ui::*;

use super::document::Document;

#[derive(Clone, Copy)]
struct Chosen {
    store: Store,
    address: Address,
    days: Memo<Vec<(String, String)>>,
    day: Memo<Option<Id>>,
    order: Memo<Order>,
    draft: Memo<Option<Arc<Sides>>>,
    may_issue: Memo<bool>,
}

fn chosen(store: Store) -> Chosen {
    let address = use_address("sides");
    let may_issue = Memo::new(move |_| store.may_write(&Audience::Script));
    let days = Memo::new(move |_| {
        store.with(board::KINDS, |book| {
            let layout = board::layout(book, &board::active(book));
            let count = u32::try_from(layout.days.len()).unwrap_or(u32::MAX);
            let days = layout.days.iter().map(|day| {
                let date = day.date.map_or_else(String::new, |date| date.to_string());
                let n = u32::try_from(day.n).unwrap_or(u32::MAX);
                (day.plan.to_string(), day_text(n, count, &date))
            });
            days.collect::<Vec<_>>()
        })
    });
    let day = Memo::new(move |_| {
        let asked = address.id("day");
        asked.or_else(|| days.with(|days| next_day(store, days)))
    });
    let order = Memo::new(move |_| Order::parse(&address.get("order")).unwrap_or_default());
    let draft = Memo::new(move |_| {
        let day = day.get().filter(|_| may_issue.get())?;
        let order = order.get();
        let made = store.with(SIDES_KINDS, |book| script::draft(book, &day, order));
        Some(Arc::new(made))
    });
    Chosen {
        store,
        address,
        days,
        day,
        order,
        draft,
        may_issue,
    }
}

/// The day that sides are wanted for first: today's or the next one, else the first.
fn next_day(store: Store, days: &[(String, String)]) -> Option<Id> {
    let today = when::today();
    let next = store.with(board::KINDS, |book| {
        let layout = board::layout(book, &board::active(book));
        let coming = layout
            .days
            .iter()
            .find(|day| day.date.is_some_and(|date| date.to_string() >= today));
        coming.map(|day| day.plan.clone())
    });
    next.or_else(|| days.first().map(|(id, _)| Id::new(id.as_str())))
}

/// Sides; `?day=` names the plan of a day, `&order=` is `script` or `shooting`.
#[component]
pub fn SidesRoom() -> impl IntoView {
    let store = use_store();
    let may_read = Memo::new(move |_| store.may_read(&Audience::Script));
    let is_told = Memo::new(move |_| store.sync.with(Option::is_some));
    view! {
        <div class="pages-room">
            {move || match (may_read.get(), is_told.get()) {
                (true, _) => view! { <Readable /> }.into_any(),
                (false, true) => view! {
                    <RoomHead title=crate::t!("sides.title") />
                    <MayNotRead />
                }
                    .into_any(),
                (false, false) => view! { <RoomHead title=crate::t!("sides.title") /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Readable() -> impl IntoView {
    let room = chosen(use_store());
    let has_days = Memo::new(move |_| room.days.with(|days| !days.is_empty()));
    let makes = Memo::new(move |_| room.may_issue.get() && has_days.get());
    let pdf = Callback::new(move |()| {
        let draft = room.draft.get_untracked().filter(|d| !d.pages.is_empty());
        let draft = draft.ok_or_else(|| crate::t!("sides.no_pages_text").to_owned())?;
        Ok(shared::pdf::sides(&draft))
    });
    let pdf_name = Signal::derive(move || {
        let name = |s: &Sides| crate::pdf::file_name(&[&s.title, "sides", &s.date, "draft"]);
        room.draft
            .with(|d| d.as_deref().map(name).unwrap_or_default())
    });
    view! {
        <RoomHead title=crate::t!("sides.title")>
            <Show when=move || makes.get()>
                <Button on_click=move || grid::print()>
                    <Icon icon=IconName::Print />
                    {crate::t!("callsheet.print")}
                </Button>
                <PdfButton job=pdf name=pdf_name />
                <Issue room />
            </Show>
        </RoomHead>
        <Issued room />
        <Show when=move || makes.get()>
            <Choose room />
            {move || room.draft.get().map(|sides| {
                if sides.pages.is_empty() {
                    view! { <NoPages room /> }.into_any()
                } else {
                    view! { <Document sides is_draft=true /> }.into_any()
                }
            })}
        </Show>
        <Show when=move || room.may_issue.get() && !has_days.get()>
            <Empty title=crate::t!("sides.no_days") text=crate::t!("sides.no_days_text")>
                <LinkButton
                    kind=ButtonKind::Main
                    href=Signal::derive(move || path(&room.address.production(), "board"))
                >
                    {crate::t!("go.board")}
                </LinkButton>
            </Empty>
        </Show>
    }
}

#[component]
fn NoPages(room: Chosen) -> impl IntoView {
    view! {
        <Empty title=crate::t!("sides.no_pages") text=crate::t!("sides.no_pages_text")>
            <LinkButton href=Signal::derive(move || path(&room.address.production(), "board"))>
                {crate::t!("go.board")}
            </LinkButton>
            <LinkButton href=Signal::derive(move || path(&room.address.production(), "script/import"))>
                {crate::t!("scene.import")}
            </LinkButton>
        </Empty>
    }
}

#[component]
fn Choose(room: Chosen) -> impl IntoView {
    let orders = Signal::derive(|| {
        [
            (Order::Script, crate::t!("sides.order.script")),
            (Order::Shooting, crate::t!("sides.order.shooting")),
        ]
        .map(|(order, text)| (order.as_str().to_owned(), text.to_owned()))
        .to_vec()
    });
    view! {
        <div class="sides-choose no-print">
            <SelectField
                label=crate::t!("sides.day")
                value=Signal::derive(move || room.day.get().map(|id| id.to_string()).unwrap_or_default())
                options=room.days
                on_commit=move |day: String| room.address.replace(&[("day", &day)])
            />
            <Segments
                label=crate::t!("sides.order")
                options=orders
                value=Signal::derive(move || room.order.get().as_str().to_owned())
                on_change=move |order: String| room.address.replace(&[("order", &order)])
            />
        </div>
    }
}

/// Asks once more: what is issued is never changed.
#[component]
fn Issue(room: Chosen) -> impl IntoView {
    let store = room.store;
    let go = use_go();
    let open = RwSignal::new(false);
    let has_pages = Memo::new(move |_| {
        room.draft
            .with(|d| d.as_ref().is_some_and(|d| !d.pages.is_empty()))
    });
    let day = move || {
        room.draft.with(|draft| {
            draft
                .as_ref()
                .map_or_else(String::new, |d| day_text(d.day_number, d.days, &d.date))
        })
    };
    let text = move || {
        let rev = room.draft.with(|d| {
            d.as_ref()
                .map_or_else(String::new, |d| revision(d.number, &d.colour))
        });
        crate::t!("sides.ask_text", rev = rev)
    };
    let issue = move || {
        let Some(draft) = room.draft.get_untracked() else {
            return;
        };
        let id = random::id();
        let by = untrack(|| store.me());
        let label = crate::t!("sides.did_issue", day = untrack(day));
        let (date, now_ms) = (when::today(), time::now_ms());
        store.act(store.peek(|book| {
            script::issue(
                book,
                Sides::clone(&draft),
                by.as_ref(),
                &id,
                &date,
                now_ms,
                label,
            )
        }));
        open.set(false);
        go.to(&untrack(|| {
            path(&room.address.production(), &format!("sides/{id}"))
        }));
    };
    view! {
        <Button kind=ButtonKind::Main on_click=move || open.set(true) disabled=Signal::derive(move || !has_pages.get())>
            {crate::t!("sides.issue")}
        </Button>
        <Dialog open title=Signal::derive(move || crate::t!("sides.ask", day = day()))>
            <p>{text}</p>
            <div class="line">
                <Button kind=ButtonKind::Main on_click=issue>{crate::t!("schedule.issue_now")}</Button>
                <Button on_click=move || open.set(false)>{crate::t!("ui.cancel")}</Button>
            </div>
        </Dialog>
    }
}

/// Everything that was issued, newest first.
#[component]
fn Issued(room: Chosen) -> impl IntoView {
    let store = room.store;
    let kinds: Vec<Kind> = board::KINDS.iter().cloned().chain([Kind::Sides]).collect();
    let all = Memo::new(move |_| {
        store.with(&kinds, |book| {
            script::editions(book)
                .into_iter()
                .map(|e| {
                    let n = shared::production::days::number_of(book, &e.cover.day);
                    (
                        n.and_then(|n| u32::try_from(n).ok()).unwrap_or_default(),
                        e.cover,
                    )
                })
                .collect::<Vec<_>>()
        })
    });
    let is_waiting =
        Memo::new(move |_| !room.may_issue.get() && store.reading.get() >= Reading::Whole);
    view! {
        <Show
            when=move || all.with(|all| !all.is_empty())
            fallback=move || view! {
                <Show when=move || is_waiting.get()>
                    <Empty title=crate::t!("sides.none") text=crate::t!("sides.none_text")>
                        <LinkButton href=Signal::derive(move || path(&room.address.production(), "pages"))>
                            {crate::t!("go.pages")}
                        </LinkButton>
                    </Empty>
                </Show>
            }
        >
            <section class="no-print">
                <h2>{crate::t!("schedule.issued")}</h2>
                <ListCard label=crate::t!("schedule.issued")>
                    {move || {
                        all.get()
                            .into_iter()
                            .map(|(n, cover)| {
                                let href = path(&room.address.production(), &format!("sides/{}", cover.id));
                                let (code, when) = (cover.code(), when_text(cover.issued_ms));
                                view! {
                                    <ListRow href=Signal::stored(href)>
                                        <span class="grow">
                                            <b>{day_text(n, 0, "")}" "{date_on_paper(&cover.date)}</b>
                                            <small class="n">{when}" · "{code}</small>
                                        </span>
                                        {cover.collides.then(|| view! { <Badge tone=Tone::Bad>{crate::t!("schedule.collides")}</Badge> })}
                                        <span class=format!("rev {}", paint(cover.number))>
                                            {revision(cover.number, &cover.colour)}
                                        </span>
                                    </ListRow>
                                }
                            })
                            .collect_view()
                    }}
                </ListCard>
            </section>
        </Show>
    }
}
