//! The room of a day's draft: everything is edited in its place, details stand in the side pane.

use leptos::prelude::*;

use super::advance::Advance;
use super::cast_grid::CastGrid;
use super::crew_grid::CrewGrid;
use super::ground::Ground;
use super::pane::SidePane;
use super::scenes::SceneTable;
use super::state::{DraftRoom, Open, use_draft};
use super::texts::Texts;
use super::times::Times;
use super::words::{day_text, paint, revision, sheet_title, word};
use crate::pdf::PdfButton;
use crate::shell::path;
use crate::store::Reading;
use crate::ui::*;
use shared::callsheet::origin::{Origin, pages_origin};
use shared::callsheet::overview::KINDS;
use shared::callsheet::{CallSheet, current, diff};
use shared::id::Id;
use shared::kind::Kind;

#[component]
pub fn CallSheetRoom() -> impl IntoView {
    let room = DraftRoom::new();
    provide_context(room);
    let is_read = Memo::new(move |_| room.store.reading.get() >= Reading::Whole);
    let is_there = Memo::new(move |_| room.sheet.with(|sheet| sheet.day_number > 0));
    view! {
        <div class="callsheet-room stack">
            <Head />
            <Show when=move || is_there.get() fallback=move || view! { <NoDay is_read /> }>
                <Split>
                    <div class="stack">
                        <Moved />
                        <Times />
                        <Ground />
                        <Scenes />
                        <CastGrid />
                        <CrewGrid />
                        <Texts />
                        <Advance />
                    </div>
                    <SidePane />
                </Split>
            </Show>
        </div>
    }
}

#[component]
fn Head() -> impl IntoView {
    let room = use_draft();
    let open = room.opener();
    let title = Signal::derive(move || room.sheet.with(sheet_title));
    let back = Signal::derive(move || path(&room.production.get(), "callsheets"));
    let is_there = Memo::new(move |_| room.sheet.with(|sheet| sheet.day_number > 0));
    let next = move || {
        room.sheet.with(|sheet| {
            (
                revision(sheet.number, &sheet.colour),
                paint(sheet.number),
                day_text(sheet.day_number, sheet.days, &sheet.date),
            )
        })
    };
    let pdf = Callback::new(move |()| Ok(room.draft_pdf()));
    let pdf_name = Signal::derive(move || {
        room.sheet
            .with(|s| crate::pdf::file_name(&[&s.title, "call sheet", &s.date, "draft"]))
    });
    view! {
        <RoomHead title back>
            <Show when=move || is_there.get()>
                <PdfButton job=pdf name=pdf_name />
            </Show>
            <Show when=move || is_there.get() && room.may_write.get()>
                <crate::script::SidesLink day=room.day />
                <Button on_click=move || open.run(Open::Push)>{crate::t!("callsheet.push.open")}</Button>
                <Button on_click=move || open.run(Open::Arrange)>{crate::t!("callsheet.arrange.open")}</Button>
                <Button on_click=move || open.run(Open::Add)>{crate::t!("callsheet.add.open")}</Button>
                <Button kind=ButtonKind::Main on_click=move || open.run(Open::Review)>
                    {crate::t!("callsheet.review.open")}
                </Button>
            </Show>
        </RoomHead>
        <Show when=move || is_there.get()>
            {move || {
                let (next, paint, day) = next();
                view! {
                    <p class="draft-line">
                        <span>{day}</span>
                        <span class="muted">{crate::t!("callsheet.draft.next")}</span>
                        <span class=format!("rev {paint}")>{next}</span>
                    </p>
                }
            }}
        </Show>
    }
}

#[component]
fn NoDay(is_read: Memo<bool>) -> impl IntoView {
    let room = use_draft();
    view! {
        <Show when=move || is_read.get()>
            <Empty title=crate::t!("callsheet.draft.no_day") text=crate::t!("callsheet.draft.no_day_text")>
                <LinkButton
                    kind=ButtonKind::Main
                    href=Signal::derive(move || path(&room.production.get(), "callsheets"))
                >
                    {crate::t!("callsheet.draft.to_days")}
                </LinkButton>
            </Empty>
        </Show>
    }
}

/// What the issued sheet no longer says: how many lines, and the way to see them.
#[component]
fn Moved() -> impl IntoView {
    let room = use_draft();
    let open = room.opener();
    let moved = Memo::new(move |_| {
        let day = room.day.get();
        room.sheet.with(|draft| {
            room.store.with(KINDS, |book| {
                let issue = current(book, &day)?;
                let body = shared::callsheet::issue::body_of(book, &issue.id)?.ok()?;
                Some((diff(&body, draft).len(), issue))
            })
        })
    });
    let collision =
        Memo::new(move |_| moved.with(|m| m.as_ref().is_some_and(|(_, issue)| issue.collides)));
    view! {
        {move || {
            moved
                .get()
                .map(|(changes, issue)| {
                    let href = path(&room.production.get(), &format!("sheet/{}", issue.id));
                    let name = revision(issue.number, &issue.colour);
                    if changes == 0 {
                        view! {
                            <Note tone=Tone::Good title=crate::t!("callsheet.draft.same", name = name)>
                                <a href=href>{crate::t!("callsheet.draft.see_issued")}</a>
                            </Note>
                        }
                            .into_any()
                    } else {
                        view! {
                            <Note
                                tone=Tone::Warn
                                title=crate::t!("callsheet.draft.moved", n = changes, name = name)
                            >
                                <span>{crate::t!("callsheet.draft.moved_text")}</span>
                                <div class="line">
                                    <Button on_click=move || open.run(Open::Review)>
                                        {crate::t!("callsheet.draft.see_changes")}
                                    </Button>
                                    <a href=href>{crate::t!("callsheet.draft.see_issued")}</a>
                                </div>
                            </Note>
                        }
                            .into_any()
                    }
                })
        }}
        <Show when=move || collision.get()>
            <Note tone=Tone::Bad title=crate::t!("callsheet.collides")>
                <span>{crate::t!("callsheet.collides_text")}</span>
            </Note>
        </Show>
    }
}

#[component]
fn Scenes() -> impl IntoView {
    let room = use_draft();
    let scenes = Memo::new(move |_| room.sheet.with(|sheet| sheet.scenes.clone()));
    let kind = Memo::new(move |_| room.sheet.with(CallSheet::produces));
    let board = Signal::derive(move || path(&room.production.get(), "board"));
    let pages_from = Callback::new(move |id: Id| {
        let scene = room.store.record(&Kind::Scene, &id);
        scene.map_or(Origin::Drafted, |scene| pages_origin(&scene))
    });
    view! {
        <section class="part" aria-labelledby="draft-scenes">
            <div class="part-head">
                <h2 id="draft-scenes">
                    {move || room.sheet.with(|s| word(s, "scenes", crate::t!("callsheet.scenes")))}
                </h2>
                <a href=move || board.get()>{crate::t!("callsheet.draft.on_board")}</a>
            </div>
            <Show
                when=move || scenes.with(|s| !s.is_empty())
                fallback=move || {
                    view! {
                        <Empty
                            title=crate::t!("callsheet.draft.no_scenes")
                            text=crate::t!("callsheet.draft.no_scenes_text")
                        >
                            <LinkButton href=board>{crate::t!("callsheet.draft.on_board")}</LinkButton>
                        </Empty>
                    }
                }
            >
                <SceneTable scenes kind production=room.production pages_from />
            </Show>
        </section>
    }
}
