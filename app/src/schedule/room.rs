//! The room: one document of the schedule as it is now, and what was issued.

use std::sync::Arc;

use leptos::prelude::*;
use shared::access::Audience;
use shared::board;
use shared::breakdown::{self, category};
use shared::id::Id;
use shared::kind::Kind;
use shared::schedule::{self, Basis, Schedule, What};

use crate::callsheet::{Verify, paint, revision};
use crate::floor::today;
use crate::pdf::PdfButton;
use crate::people::{Address, use_address};
use crate::platform::{files, grid, random, time};
use crate::shell::{path, use_go};
use crate::store::{Reading, Store, use_store};
use crate::ui::*;

use super::codes::Codes;
use super::document::Document;
use super::drop::DropDialog;
use super::exchange::{Exchange, TakeIn};
use super::grid::{Press, Pressed};
use super::words;

/// What the room shows; all of it stands in the address.
#[derive(Clone, Copy)]
struct Chosen {
    store: Store,
    address: Address,
    what: Memo<What>,
    /// The category, for a document that takes one.
    of: Memo<Option<Id>>,
    basis: Memo<Basis>,
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
    // Whoever may not read the floor has nothing but the plan.
    let basis = Memo::new(move |_| match what.get() {
        What::DayOutOfDays if store.may_read(&Audience::Floor) => {
            Basis::parse(&address.get("days"))
        }
        _ => Basis::Planned,
    });
    let draft = Memo::new(move |_| {
        let (what, of, basis) = (what.get(), of.get(), basis.get());
        let kinds: Vec<Kind> = schedule::KINDS
            .iter()
            .filter(|kind| basis != Basis::Planned || **kind != Kind::Progress)
            .cloned()
            .collect();
        store.with(&kinds, |book| {
            let board = board::active(book);
            Arc::new(schedule::draft(
                book,
                &board,
                what,
                of.as_ref(),
                basis,
                &words::category,
            ))
        })
    });
    Chosen {
        store,
        address,
        what,
        of,
        basis,
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
    let may_plan = Memo::new(move |_| store.may_write(&Audience::Plan));
    let pressed = RwSignal::new(None::<Pressed>);
    let press = Press {
        on_press: Callback::new(move |now: Pressed| pressed.set(Some(now))),
        scrolled: StoredValue::new(0),
    };
    // Only the grid can be pressed, and only by those who may write what it asks.
    let pressing = move || {
        let is_grid = room.what.get() == What::DayOutOfDays && may_plan.get();
        is_grid.then_some(press)
    };
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
                    {move || view! {
                        <Document schedule=room.draft.get() is_draft=true press=pressing() />
                    }}
                    <Issued room />
                    <Verify />
                </div>
                <DropDialog pressed />
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
            <TakeIn />
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
        // What was shot is no plan to be issued: it goes on changing with every report.
        <Show when=move || may_plan.get() && room.basis.get() == Basis::Planned>
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
        let date = untrack(|| today(store));
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
    let bases = Signal::derive(|| {
        Basis::ALL
            .map(|basis| {
                let word = match basis {
                    Basis::Planned => crate::t!("schedule.basis.planned"),
                    Basis::Actual => crate::t!("schedule.basis.actual"),
                    Basis::Both => crate::t!("schedule.basis.both"),
                };
                (basis.as_str().to_owned(), word.to_owned())
            })
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
            <Show when=move || room.what.get() == What::DayOutOfDays>
                <Show when=move || store.may_read(&Audience::Floor)>
                    <Segments
                        label=crate::t!("schedule.basis")
                        options=bases
                        value=Signal::derive(move || room.basis.get().as_str().to_owned())
                        on_change=move |chosen: String| room.address.replace(&[("days", &chosen)])
                    />
                </Show>
                <Show when=move || store.may_write(&Audience::Plan)>
                    <Codes />
                </Show>
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
                _ if room.basis.get() != Basis::Planned => {
                    view! { <span class="muted">{crate::t!("schedule.basis.not_issued")}</span> }.into_any()
                }
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
                .map(|e| (words::edition(book, &e), e.cover))
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
