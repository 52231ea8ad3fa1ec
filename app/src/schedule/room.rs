//! The room: one document of the schedule as it is now, and what was issued.

use std::sync::Arc;

use leptos::prelude::*;
use shared::access::Audience;
use shared::board;
use shared::breakdown::{self, category};
use shared::id::Id;
use shared::kind::Kind;
use shared::schedule::{self, Schedule, What};

use crate::callsheet::{paint, revision};
use crate::pdf::PdfButton;
use crate::people::{Address, use_address};
use crate::platform::{files, grid, random, time, when};
use crate::shell::{path, use_go};
use crate::store::{Reading, Store, use_store};
use crate::ui::*;

use super::document::Document;
use super::exchange::Exchange;
use super::words;

/// What the room shows; all of it stands in the address.
#[derive(Clone, Copy)]
struct Chosen {
    store: Store,
    address: Address,
    what: Memo<What>,
    /// The category, for a document that takes one.
    of: Memo<Option<Id>>,
    draft: Memo<Arc<Schedule>>,
}

fn chosen(store: Store) -> Chosen {
    let address = use_address("schedules");
    let what = Memo::new(move |_| What::parse(&address.get("show")).unwrap_or_default());
    let of = Memo::new(move |_| match what.get() {
        What::DayOutOfDays => {
            let cast = || category::id_of(category::CAST);
            Some(address.id("of").unwrap_or_else(cast))
        }
        What::ElementList => address.id("of"),
        _ => None,
    });
    let draft = Memo::new(move |_| {
        let (what, of) = (what.get(), of.get());
        store.with(schedule::KINDS, |book| {
            let board = board::active(book);
            Arc::new(schedule::draft(
                book,
                &board,
                what,
                of.as_ref(),
                &words::category,
            ))
        })
    });
    Chosen {
        store,
        address,
        what,
        of,
        draft,
    }
}

/// The documents of the schedule; `?show=` names one, `&of=` its category.
#[component]
pub fn SchedulesRoom() -> impl IntoView {
    let store = use_store();
    let room = chosen(store);
    let is_read = Memo::new(move |_| store.reading.get() >= Reading::Whole);
    let is_empty = Memo::new(move |_| {
        store.with(&[Kind::Scene], |book| {
            book.all(&Kind::Scene).next().is_none()
        })
    });
    view! {
        <div class="schedules-room">
            <RoomHead title=crate::t!("schedule.title")>
                <Show when=move || !is_empty.get()>
                    <Acts room />
                </Show>
            </RoomHead>
            <Show
                when=move || !is_empty.get()
                fallback=move || view! { <Show when=move || is_read.get()><NoScenes room /></Show> }
            >
                <div class="stack">
                    <Choose room />
                    <Standing room />
                    {move || view! { <Document schedule=room.draft.get() is_draft=true /> }}
                    <Issued room />
                </div>
            </Show>
        </div>
    }
}

#[component]
fn NoScenes(room: Chosen) -> impl IntoView {
    view! {
        <Empty title=crate::t!("schedule.empty") text=crate::t!("schedule.empty_text")>
            <LinkButton
                kind=ButtonKind::Main
                href=Signal::derive(move || path(&room.address.production(), "script"))
            >
                {crate::t!("scene.title")}
            </LinkButton>
            <Exchange />
        </Empty>
    }
}

#[component]
fn Acts(room: Chosen) -> impl IntoView {
    let store = room.store;
    let may_plan = Memo::new(move |_| store.may_write(&Audience::Plan));
    let asking = RwSignal::new(false);
    let save = move || {
        let draft = room.draft.get_untracked();
        let text = schedule::csv(&draft, &words::column);
        let name = words::file_name(&draft, "csv");
        if let Err(why) = files::save(&name, "text/csv", text.as_bytes()) {
            store.warn(crate::t!("schedule.not_saved", why = why));
        }
    };
    let pdf = Callback::new(move |()| Ok(room.draft.with_untracked(|d| shared::pdf::schedule(d))));
    let pdf_name = Signal::derive(move || room.draft.with(|d| words::file_name(d, "pdf")));
    view! {
        <Button on_click=move || grid::print()>
            <Icon icon=IconName::Print />
            {crate::t!("callsheet.print")}
        </Button>
        <PdfButton job=pdf name=pdf_name />
        <Button on_click=save>{crate::t!("schedule.csv")}</Button>
        <Exchange />
        <Show when=move || may_plan.get()>
            <Button kind=ButtonKind::Main on_click=move || asking.set(true)>
                {crate::t!("schedule.issue")}
            </Button>
            <AskIssue room open=asking />
        </Show>
    }
}

/// Asks once more: what is issued is never changed.
#[component]
fn AskIssue(room: Chosen, open: RwSignal<bool>) -> impl IntoView {
    let store = room.store;
    let go = use_go();
    let name = move || words::title(room.what.get(), &room.draft.with(|d| d.of_name.clone()));
    let next = Memo::new(move |_| {
        let (what, of) = (room.what.get(), room.of.get());
        store.with(&[Kind::Issue], |book| {
            schedule::latest(book, what, of.as_ref())
                .map_or(0, |e| e.cover.number.saturating_add(1))
        })
    });
    let issue = move || {
        let id = random::id();
        let draft = room.draft.get_untracked();
        let by = untrack(|| store.me());
        let label = crate::t!("schedule.did_issue", name = untrack(name));
        let date = when::today();
        let command = store.peek(|book| {
            schedule::issue(
                book,
                Schedule::clone(&draft),
                by.as_ref(),
                &id,
                &date,
                time::now_ms(),
                label,
            )
        });
        store.act(command);
        open.set(false);
        go.to(&untrack(|| {
            path(&room.address.production(), &format!("schedules/{id}"))
        }));
    };
    view! {
        <Dialog open title=Signal::derive(move || crate::t!("schedule.ask", name = name()))>
            <p>
                {move || {
                    let colour = shared::revision::nth(next.get());
                    crate::t!("schedule.ask_text", rev = revision(next.get(), &colour))
                }}
            </p>
            <div class="line">
                <Button kind=ButtonKind::Main on_click=issue>{crate::t!("schedule.issue_now")}</Button>
                <Button on_click=move || open.set(false)>{crate::t!("ui.cancel")}</Button>
            </div>
        </Dialog>
    }
}

#[component]
fn Choose(room: Chosen) -> impl IntoView {
    let store = room.store;
    let options = Signal::derive(|| {
        What::ALL
            .map(|what| (what.as_str().to_owned(), words::document(what).to_owned()))
            .to_vec()
    });
    let categories = Signal::derive(move || {
        let is_list = room.what.get() == What::ElementList;
        let mut all = Vec::new();
        if is_list {
            all.push((String::new(), crate::t!("schedule.everything").to_owned()));
        }
        store.with(breakdown::KINDS, |book| {
            for (category, elements) in breakdown::by_category(book) {
                if !elements.is_empty() || Some(&category.id) == room.of.get().as_ref() {
                    all.push((category.id.to_string(), words::category(&category)));
                }
            }
        });
        all
    });
    view! {
        <div class="schedule-choose no-print">
            <SelectField
                label=crate::t!("schedule.document")
                value=Signal::derive(move || room.what.get().as_str().to_owned())
                options
                on_commit=move |chosen: String| room.address.replace(&[("show", &chosen), ("of", "")])
                quiet=true
            />
            <Show when=move || room.what.get().takes_category()>
                <SelectField
                    label=crate::t!("schedule.category")
                    value=Signal::derive(move || room.of.get().map(|id| id.to_string()).unwrap_or_default())
                    options=categories
                    on_commit=move |chosen: String| room.address.replace(&[("of", &chosen)])
                    quiet=true
                />
            </Show>
        </div>
    }
}

/// How the draft stands to what people hold.
#[component]
fn Standing(room: Chosen) -> impl IntoView {
    let store = room.store;
    let last = Memo::new(move |_| {
        let (what, of) = (room.what.get(), room.of.get());
        store.with(&[Kind::Issue], |book| {
            let last = schedule::latest(book, what, of.as_ref())?;
            let (_, body) = schedule::read(book, &last.cover.id)?;
            Some((last, body.ok()))
        })
    });
    view! {
        <p class="schedule-standing no-print" role="status">
            {move || match last.get() {
                None => view! { <Badge>{crate::t!("schedule.never_issued")}</Badge> }.into_any(),
                Some((last, body)) => {
                    let name = revision(last.cover.number, &last.cover.colour);
                    let href = path(&room.address.production(), &format!("schedules/{}", last.cover.id));
                    let is_same = body.is_some_and(|body| room.draft.with(|draft| says_the_same(draft, &body)));
                    let (tone, words) = if is_same {
                        (Tone::Good, crate::t!("schedule.as_issued"))
                    } else {
                        (Tone::Warn, crate::t!("schedule.changed_since"))
                    };
                    view! {
                        <Badge tone=Signal::stored(tone)>{words}</Badge>
                        <a href=href>
                            <span class=format!("rev {}", paint(last.cover.number))>{name}</span>
                        </a>
                    }
                        .into_any()
                }
            }}
        </p>
    }
}

/// Compares what is said, not when and as what it was issued.
fn says_the_same(draft: &Schedule, body: &Schedule) -> bool {
    let bare = |s: &Schedule| Schedule {
        number: 0,
        colour: String::new(),
        date: String::new(),
        ..s.clone()
    };
    bare(draft) == bare(body)
}

/// Everything that was issued, newest first.
#[component]
fn Issued(room: Chosen) -> impl IntoView {
    let store = room.store;
    let all = Memo::new(move |_| {
        store.with(&[Kind::Issue, Kind::Category], |book| {
            let all = schedule::editions(book);
            all.into_iter()
                .map(|e| {
                    let of =
                        e.of.as_ref()
                            .map(|of| words::category(&breakdown::category(book, of)));
                    (words::title(e.what, &of.unwrap_or_default()), e.cover)
                })
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || all.with(|all| !all.is_empty())>
            <section class="no-print">
                <h2>{crate::t!("schedule.issued")}</h2>
                <ListCard label=crate::t!("schedule.issued")>
                    {move || {
                        all.get()
                            .into_iter()
                            .map(|(name, cover)| {
                                let href = path(&room.address.production(), &format!("schedules/{}", cover.id));
                                let code = cover.code();
                                view! {
                                    <ListRow href=Signal::stored(href)>
                                        <span class="grow">
                                            <b>{name}</b>
                                            <small class="n">{when_text(cover.issued_ms)}" · "{code}</small>
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
