//! An issued sheet: the phone's form with my call first, the printed form, and who has it.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::access::Audience;
use shared::callsheet::diff::concerning;
use shared::callsheet::issue::{self, Seal};
use shared::callsheet::preview::{self, Preview};
use shared::callsheet::{CallSheet, Change, Issued, current, diff, issued};
use shared::distribution;
use shared::id::Id;
use shared::kind::Kind;
use shared::paper::{Room, qr_text};
use shared::pdf::Copies;

use super::changes::ChangeList;
use super::checked::WasChecked;
use super::copy::{Copy, CopyFor};
use super::mark::mark_opened;
use super::mine::{MyCall, OWN, OwnSheet, ToOwn};
use super::paper::Paper;
use super::preview::PreviewHead;
use super::read::Sections;
use super::verify::{Asked, Verify};
use super::words::{day_text, draft_text, paint, revision, sheet_title};
use crate::distribution::Countdown;
use crate::pdf::PdfButton;
use crate::platform::{grid, random, time};
use crate::shell::{lazy, path, use_production};
use crate::store::{Reading, use_store};
use crate::ui::*;

/// An issued sheet with its cover; a context of the parts of its room.
#[derive(Clone, Copy)]
pub struct SheetRoomState {
    pub production: Memo<Id>,
    pub issue: Memo<Id>,
    pub cover: Memo<Option<Issued>>,
    pub sheet: Memo<Option<Arc<CallSheet>>>,
    /// What differs from the sheet before it.
    pub changes: Memo<Vec<Change>>,
    /// It is no issued sheet yet, but what the keys read before.
    pub preview: Memo<Option<Preview>>,
    pub copy: Copy,
}

/// What the revision changed, for marking it: lines by id, fields of the whole day by name.
#[derive(Clone, PartialEq, Default)]
pub struct Marks(Arc<(HashSet<Id>, HashSet<&'static str>)>);

impl Marks {
    pub fn of(changes: &[Change]) -> Self {
        let lines = changes.iter().filter_map(|c| c.id.clone()).collect();
        let fields = changes
            .iter()
            .filter(|c| c.id.is_none())
            .filter_map(Change::field)
            .collect();
        Self(Arc::new((lines, fields)))
    }

    /// Says whether the revision changed a line.
    pub fn line(&self, id: Option<&Id>) -> bool {
        id.is_some_and(|id| self.0.0.contains(id))
    }

    /// Says whether the revision changed a field of the whole day.
    pub fn field(&self, name: &str) -> bool {
        self.0.1.contains(name)
    }
}

pub fn use_sheet() -> SheetRoomState {
    expect_context()
}

fn state() -> SheetRoomState {
    let store = use_store();
    let params = use_params_map();
    let issue = Memo::new(move |_| Id::new(params.with(|p| p.get("issue")).unwrap_or_default()));
    // What was issued never changes: its body is read once.
    let sheet = Memo::new(move |_| {
        let record = store.record(&Kind::Issue, &issue.get())?;
        CallSheet::parse(record.text("body")).ok().map(Arc::new)
    });
    let preview =
        Memo::new(move |_| store.with(preview::KINDS, |book| preview::preview(book, &issue.get())));
    let cover = Memo::new(move |_| {
        let of_preview = preview.with(|p| p.as_ref().map(|p| p.cover.clone()));
        of_preview.or_else(|| store.with(&[Kind::Issue], |book| issued(book, &issue.get())))
    });
    let changes = Memo::new(move |_| {
        // What a preview changes, it changes against the sheet that people hold.
        let before = match preview.with(Option::is_some) {
            true => {
                let day = cover.with(|c| c.as_ref().map(|c| c.day.clone()));
                let current = |day| store.with(&[Kind::Issue], |book| current(book, &day));
                day.and_then(current).map(|sheet| sheet.id)
            }
            false => cover.with(|c| c.as_ref()?.previous.clone()),
        };
        let (Some(before), Some(now)) = (before, sheet.get()) else {
            return Vec::new();
        };
        let old = store.record(&Kind::Issue, &before);
        old.and_then(|r| CallSheet::parse(r.text("body")).ok())
            .map_or_else(Vec::new, |old| diff(&old, &now))
    });
    SheetRoomState {
        production: use_production(),
        issue,
        cover,
        sheet,
        changes,
        preview,
        copy: Copy::new(),
    }
}

#[component]
pub fn SheetRoom() -> impl IntoView {
    let store = use_store();
    let room = state();
    provide_context(room);
    Effect::new(move |_| {
        let issue = room.issue.get();
        let mine = store.me().is_some_and(|me| {
            room.sheet
                .with(|s| s.as_ref().is_some_and(|s| s.for_person(&me).is_some()))
        });
        let me = store.me();
        let is_key = room.preview.with(|p| {
            let preview = p.as_ref();
            preview.zip(me.as_ref()).is_some_and(|(p, me)| p.is_for(me))
        });
        let is_preview = room.preview.with(Option::is_some);
        if mine && !is_preview || is_key {
            mark_opened(store, &issue);
        }
    });
    let is_read = Memo::new(move |_| store.reading.get() >= Reading::Whole);
    let is_held = Memo::new(move |_| room.cover.with(Option::is_some));
    let query = use_query_map();
    let is_own = Memo::new(move |_| query.with(|q| q.get("view").as_deref() == Some(OWN)));
    let is_office = Memo::new(move |_| store.may_write(&Audience::Plan));
    let is_legible = Memo::new(move |_| room.sheet.with(Option::is_some));
    let is_preview = Memo::new(move |_| room.preview.with(Option::is_some));
    view! {
        <div class="sheet-room">
            <div class="stack screen">
                <Head />
                <Show when=move || is_held.get() fallback=move || view! { <NotHeld is_read /> }>
                    <PreviewHead />
                    <Cover />
                    <Show when=move || !is_preview.get()>
                        <Countdown />
                        <Standing />
                    </Show>
                    <CopyFor />
                    <Show when=move || is_legible.get() && is_own.get()>
                        <OwnSheet />
                    </Show>
                    <Show when=move || is_legible.get() && !is_own.get()>
                        <div class="sheet-columns">
                            <div class="stack side">
                                <Show when=move || !is_preview.get()>
                                    <MyCall />
                                    <ToOwn />
                                </Show>
                                <Changed />
                                <Show when=move || !is_preview.get()>
                                    <Code />
                                </Show>
                            </div>
                            <div class="stack">
                                <Sections />
                            </div>
                        </div>
                        <Show when=move || !is_preview.get()>
                            <Show when=move || is_office.get()>
                                {lazy(|rooms| rooms.distribution)}
                            </Show>
                            <WasChecked />
                        </Show>
                    </Show>
                    <Show when=move || !is_own.get()>
                        <Verify />
                    </Show>
                </Show>
            </div>
            <Paper />
        </div>
    }
}

#[component]
fn Head() -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let title = Signal::derive(move || {
        room.sheet.with(|s| match s {
            Some(s) => sheet_title(s),
            None => crate::t!("callsheet.sheet.title_plain").to_owned(),
        })
    });
    let back = Signal::derive(move || path(&room.production.get(), "callsheets"));
    let may_write = Memo::new(move |_| store.may_write(&Audience::Plan));
    let day = Signal::derive(move || {
        let day = room.cover.with(|c| c.as_ref().map(|c| c.day.clone()));
        day.unwrap_or_else(|| Id::new(""))
    });
    let draft =
        Signal::derive(move || path(&room.production.get(), &format!("callsheet/{}", day.get())));
    let pdf = Callback::new(move |()| {
        let cover = room.cover.get_untracked().ok_or_else(String::new)?;
        let relay = store
            .sync
            .with_untracked(|s| s.as_ref().and_then(|s| s.relay.clone()));
        let for_whom = Copies {
            is_redacted: room.copy.is_redacted.get_untracked()
                && room.preview.with_untracked(Option::is_none),
            reader: untrack(|| room.copy.reader()).unwrap_or_default(),
            today: crate::platform::when::today(),
        };
        let job = store.peek(|book| match room.preview.with_untracked(Option::is_some) {
            true => shared::pdf::preview_sheet(book, &cover),
            false => shared::pdf::issued_sheet(book, &cover, relay.as_deref()),
        });
        let job = job.and_then(|job| shared::pdf::copied(job, &for_whom));
        job.map_err(|why| why.to_string())
    });
    let shared = Callback::new(move |()| {
        if !store.may_write(&Audience::Office) {
            return;
        }
        let me = store
            .sync
            .with_untracked(|s| s.as_ref().and_then(|s| s.me.clone()));
        let label = crate::t!("distribution.did_share").to_owned();
        let issue = room.issue.get_untracked();
        store.act(distribution::share(
            &issue,
            me.as_ref(),
            &random::id(),
            time::now_ms(),
            label,
        ));
    });
    let pdf_name = Signal::derive(move || {
        let kind = match (
            room.preview.with(Option::is_some),
            room.copy.is_redacted.get(),
        ) {
            (true, _) => "preview",
            (_, true) => "redacted",
            _ => "",
        };
        let name = |s: &CallSheet| {
            crate::pdf::file_name(&[&s.title, "call sheet", &s.date, &s.colour, kind])
        };
        room.sheet
            .with(|s| s.as_deref().map(name).unwrap_or_default())
    });
    view! {
        <RoomHead title back>
            <Show when=move || room.sheet.with(Option::is_some)>
                <Button on_click=move || grid::print()>
                    <Icon icon=IconName::Print />
                    {crate::t!("callsheet.print")}
                </Button>
                <crate::script::SidesLink day />
                <PdfButton job=pdf name=pdf_name on_shared=shared />
                <Show when=move || may_write.get()>
                    <LinkButton href=draft>{crate::t!("callsheet.all.revise")}</LinkButton>
                </Show>
            </Show>
        </RoomHead>
    }
}

#[component]
fn NotHeld(is_read: Memo<bool>) -> impl IntoView {
    let room = use_sheet();
    view! {
        <Show when=move || is_read.get()>
            <Empty title=crate::t!("callsheet.sheet.not_held") text=crate::t!("callsheet.sheet.not_held_text")>
                <LinkButton
                    kind=ButtonKind::Main
                    href=Signal::derive(move || path(&room.production.get(), "callsheets"))
                >
                    {crate::t!("callsheet.sheet.to_all")}
                </LinkButton>
            </Empty>
        </Show>
    }
}

/// Which sheet this is: its colour in words, its code, when and by whom it was issued.
#[component]
fn Cover() -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    move || {
        room.cover.get().map(|cover| {
            let by = cover
                .by
                .clone()
                .map(|id| store.peek(|book| book.text(&Kind::Person, &id, "name").to_owned()));
            let when = when_text(cover.issued_ms);
            let is_preview = room.preview.with(Option::is_some);
            let issued = match by.filter(|name| !name.is_empty()) {
                Some(who) if is_preview => {
                    crate::t!("callsheet.approval.sent_by", when = when, who = who)
                }
                None if is_preview => crate::t!("callsheet.approval.sent_at", when = when),
                Some(who) => crate::t!("callsheet.issued_by", when = when, who = who),
                None => crate::t!("callsheet.issued_at", when = when),
            };
            let day = room.sheet.with(|s| {
                s.as_ref()
                    .map_or_else(String::new, |s| day_text(s.day_number, s.days, &s.date))
            });
            // What the scenes and their pages were made from.
            let script = room.sheet.with(|s| {
                s.as_ref()
                    .map_or_else(String::new, |s| draft_text(&s.script_colour, &s.script_date))
            });
            view! {
                <p class="cover">
                    {is_preview
                        .then(|| view! { <span class="preview-word">{crate::t!("callsheet.preview.word")}</span> })}
                    <span class=format!("rev big {}", paint(cover.number))>
                        {revision(cover.number, &cover.colour)}
                    </span>
                    {(!is_preview).then(|| view! { <span class="code n">{cover.code()}</span> })}
                    <span class="day">{day}</span>
                    <span class="muted">{issued}</span>
                    {(!script.is_empty())
                        .then(|| view! { <span class="muted">{crate::t!("callsheet.paper.script", script = script)}</span> })}
                </p>
            }
        })
    }
}

/// Whether this is the sheet that counts, and whether it is whole.
#[component]
fn Standing() -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let newest = Memo::new(move |_| {
        let day = room.cover.with(|c| c.as_ref().map(|c| c.day.clone()))?;
        store.with(&[Kind::Issue], |book| current(book, &day))
    });
    let seal = Memo::new(move |_| {
        store
            .record(&Kind::Issue, &room.issue.get())
            .map(|record| issue::seal(&record) == Seal::Whole)
    });
    let received = Memo::new(move |_| {
        let me = store.me()?;
        store
            .record(&Kind::Receipt, &Id::joined(&room.issue.get(), &me))?
            .int("received_ms")
    });
    let later = move || {
        let newest = newest.get()?;
        let cover = room.cover.get()?;
        (newest.number > cover.number).then(|| {
            let href = path(&room.production.get(), &format!("sheet/{}", newest.id));
            let name = revision(newest.number, &newest.colour);
            view! {
                <Note tone=Tone::Bad title=crate::t!("callsheet.sheet.superseded", name = name)>
                    <a href=href>{crate::t!("callsheet.sheet.open_newest")}</a>
                </Note>
            }
        })
    };
    let is_newest = move || {
        let (Some(newest), Some(cover)) = (newest.get(), room.cover.get()) else {
            return false;
        };
        newest.number == cover.number && !cover.collides
    };
    let newest_text = move || match received.get() {
        Some(at) => crate::t!("callsheet.sheet.newest_since", when = when_text(at)),
        None => crate::t!("callsheet.sheet.newest").to_owned(),
    };
    view! {
        {later}
        <Show when=is_newest>
            <p class="standing"><Badge tone=Tone::Good>{newest_text}</Badge></p>
        </Show>
        <Show when=move || room.cover.with(|c| c.as_ref().is_some_and(|c| c.collides))>
            <Note tone=Tone::Bad title=crate::t!("callsheet.collides")>
                <span>{crate::t!("callsheet.collides_text")}</span>
                <Others />
            </Note>
        </Show>
        <Show when=move || seal.get() == Some(false)>
            <Note tone=Tone::Bad title=crate::t!("callsheet.sheet.broken")>
                <span>{crate::t!("callsheet.sheet.broken_text")}</span>
            </Note>
        </Show>
        <Show when=move || room.cover.with(Option::is_some) && room.sheet.with(Option::is_none)>
            <Note tone=Tone::Bad title=crate::t!("callsheet.sheet.illegible")>
                <span>{crate::t!("callsheet.sheet.illegible_text")}</span>
            </Note>
        </Show>
        <Show when=move || room.sheet.with(|s| s.as_ref().is_some_and(|s| s.is_newer()))>
            <Note tone=Tone::Warn title=crate::t!("callsheet.sheet.newer_app")>
                <span>{crate::t!("callsheet.sheet.newer_app_text")}</span>
            </Note>
        </Show>
        <Asked hash=Signal::derive(move || room.cover.with(|c| c.as_ref().map(|c| c.hash.clone()))) />
    }
}

/// The other sheets with this one's number.
#[component]
fn Others() -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    move || {
        let cover = room.cover.get()?;
        let others = store.with(&[Kind::Issue], |book| {
            shared::callsheet::issues(book, &cover.day)
        });
        let production = room.production.get();
        Some(
            others
                .into_iter()
                .filter(|o| o.number == cover.number && o.id != cover.id)
                .map(|other| {
                    let href = path(&production, &format!("sheet/{}", other.id));
                    let text = crate::t!(
                        "callsheet.sheet.other",
                        code = other.code(),
                        when = when_text(other.issued_ms)
                    );
                    view! { <a href=href>{text}</a> }
                })
                .collect_view(),
        )
    }
}

/// What this revision changed against the one before it.
#[component]
fn Changed() -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let before = Memo::new(move |_| {
        let previous = room.cover.with(|c| c.as_ref()?.previous.clone())?;
        store.with(&[Kind::Issue], |book| issued(book, &previous))
    });
    move || {
        let before = before.get()?;
        let changes = room.changes.get();
        let name = revision(before.number, &before.colour);
        let title = match changes.len() {
            0 => crate::t!("callsheet.sheet.same", name = name),
            n => crate::t!("callsheet.sheet.changes", n = n, name = name),
        };
        let mine: Vec<Change> = match store.me() {
            Some(me) => concerning(&changes, &me).into_iter().cloned().collect(),
            None => Vec::new(),
        };
        let is_short = changes.len() <= 8;
        let first = (!is_short && !mine.is_empty()).then(|| {
            view! {
                <h3>{crate::t!("callsheet.sheet.for_you")}</h3>
                <ChangeList changes=mine />
            }
        });
        Some(view! {
            <section class="card changed-card">
                <h2>{title}</h2>
                {first}
                {if is_short {
                    view! { <ChangeList changes /> }.into_any()
                } else {
                    view! {
                        <details>
                            <summary>{crate::t!("callsheet.sheet.all_changes")}</summary>
                            <ChangeList changes />
                        </details>
                    }
                        .into_any()
                }}
            </section>
        })
    }
}

/// The code that two people compare, and the same for a camera.
#[component]
fn Code() -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let text = Signal::derive(move || {
        let relay = store
            .sync
            .with(|s| s.as_ref().and_then(|s| s.relay.clone()));
        let hash = room
            .cover
            .with(|c| c.as_ref().map(|c| c.hash.clone()))
            .unwrap_or_default();
        qr_text(
            &room.production.get(),
            Room::Sheet,
            &room.issue.get(),
            &hash,
            relay.as_deref(),
        )
    });
    let code = move || {
        room.cover
            .with(|c| c.as_ref().map(Issued::code))
            .unwrap_or_default()
    };
    view! {
        <Card title=crate::t!("callsheet.sheet.code_title") class="code-card">
            <div class="code-row">
                <crate::invite::Qr text label=crate::t!("callsheet.sheet.qr") />
                <div class="stack">
                    <p class="code big n">{code}</p>
                    <p class="muted">{crate::t!("callsheet.sheet.code_text")}</p>
                </div>
            </div>
        </Card>
    }
}
