//! The report room: the working day's scenes, its tally, its notes and its log.

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::access::Audience;
use shared::floor::{
    self, DayReport, PlannedDay, Report, State, day_report, planned_days, working_day,
};
use shared::id::Id;

use super::log::Log;
use super::now::use_moment;
use super::scene_card::SceneCard;
use super::tally::TallyBar;
use super::words::{day_name, me_now};
use crate::platform::{random, time};
use crate::shell::{path, use_production};
use crate::store::use_store;
use crate::t;
use crate::ui::*;

/// Reports from the set; `?day=` names another day than the present one.
#[component]
pub fn ReportRoom() -> impl IntoView {
    let store = use_store();
    let may_read = Memo::new(move |_| store.may_read(&Audience::Floor));
    view! {
        <RoomHead title=t!("floor.title") />
        <Show
            when=move || may_read.get()
            fallback=|| {
                view! { <Empty title=t!("floor.guest.title") text=t!("floor.guest.text") /> }
            }
        >
            <Day />
        </Show>
    }
    .into_any()
}

#[component]
fn Day() -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let query = use_query_map();
    let moment = use_moment();
    let days = Memo::new(move |_| store.with(floor::KINDS, planned_days));
    let chosen = Memo::new(move |_| {
        let asked = query.with(|q| q.get("day")).map(Id::new);
        days.with(|days| {
            let asked = asked.filter(|id| days.iter().any(|day| day.day == *id));
            asked.or_else(|| {
                let moment = moment.get();
                let all: Vec<_> = days.iter().map(PlannedDay::shoot_day).collect();
                working_day(&all, &moment.date, moment.minutes)
                    .map(|current| current.day)
                    .or_else(|| days.first().map(|day| day.day.clone()))
            })
        })
    });
    let planned = Memo::new(move |_| {
        let chosen = chosen.get()?;
        days.with(|days| days.iter().find(|day| day.day == chosen).cloned())
    });
    let report = Memo::new(move |_| {
        let planned = planned.get()?;
        Some(store.with(floor::KINDS, |book| day_report(book, &planned)))
    });
    let may_write = Memo::new(move |_| store.may_write(&Audience::Floor));
    let is_loading = move || store.reading.get() < crate::store::Reading::Whole;
    view! {
        <Show
            when=move || planned.get().is_some()
            fallback=move || {
                view! {
                    <Show when=move || !is_loading()>
                        <Empty title=t!("floor.empty.title") text=t!("floor.empty.text")>
                            <LinkButton
                                kind=ButtonKind::Main
                                href=Signal::derive(move || path(&production.get(), "board"))
                            >
                                {t!("floor.empty.board")}
                            </LinkButton>
                        </Empty>
                    </Show>
                }
            }
        >
            <div class="report">
                <div class="report-head">
                    <DayPicker days chosen />
                    <Card title=t!("floor.tally.title")>
                        <TallyBar tally=Signal::derive(move || {
                            report.with(|r| r.as_ref().map(|r| r.tally).unwrap_or_default())
                        }) />
                    </Card>
                </div>
                <section class="report-scenes">
                    <h2>{t!("floor.scenes")}</h2>
                    <Scenes report chosen may_write />
                </section>
                <div class="report-log">
                    <Show when=move || may_write.get()>
                        <DayNote day=chosen />
                    </Show>
                    <h2>{t!("floor.log")}</h2>
                    <Log report may_write />
                </div>
            </div>
        </Show>
    }
}

#[component]
fn Scenes(
    report: Memo<Option<DayReport>>,
    chosen: Memo<Option<Id>>,
    may_write: Memo<bool>,
) -> impl IntoView {
    let ids = move || {
        report.with(|r| {
            let scenes = r.as_ref().map(|r| r.scenes.as_slice()).unwrap_or_default();
            scenes
                .iter()
                .map(|s| s.scene.id.clone())
                .collect::<Vec<_>>()
        })
    };
    let one = move |id: Id| {
        Memo::new(move |_| {
            report.with(|r| {
                r.as_ref()
                    .and_then(|r| r.scenes.iter().find(|s| s.scene.id == id).cloned())
            })
        })
    };
    view! {
        <Show when=move || ids().is_empty()>
            <p class="muted">{t!("floor.no_scenes")}</p>
        </Show>
        <ul class="scene-cards">
            <For each=ids key=Clone::clone let:id>
                <SceneCard report=one(id) day=chosen may_write />
            </For>
        </ul>
        <Show when=move || may_write.get()>
            <OtherScene report chosen />
        </Show>
    }
}

/// A scene that was shot though the board has it elsewhere.
#[component]
fn OtherScene(report: Memo<Option<DayReport>>, chosen: Memo<Option<Id>>) -> impl IntoView {
    let store = use_store();
    let options = Signal::derive(move || {
        let none = (String::new(), t!("floor.other.choose").to_owned());
        report.with(|r| {
            let others = r.as_ref().map(|r| r.others.as_slice()).unwrap_or_default();
            std::iter::once(none)
                .chain(
                    others
                        .iter()
                        .map(|s| (s.id.to_string(), format!("{} {}", s.number, s.heading()))),
                )
                .collect::<Vec<_>>()
        })
    });
    let start = move |id: String| {
        let scene = report.with_untracked(|r| {
            r.as_ref()
                .and_then(|r| r.others.iter().find(|s| s.id.as_str() == id).cloned())
        });
        let Some(scene) = scene else { return };
        let label = t!(
            "floor.did",
            number = scene.number,
            state = t!("floor.state.started")
        );
        let said = Report {
            scene: scene.id.clone(),
            day: chosen.get_untracked(),
            state: State::Started,
            eighths: shared::eighths::Eighths::ZERO,
            note: String::new(),
            by: me_now(store),
        };
        store.act(floor::report(&mut random::id, time::now_ms(), label, said));
    };
    view! {
        <Show when=move || { options.get().len() > 1 }>
            <div class="other-scene">
                <SelectField
                    label=t!("floor.other")
                    help=t!("floor.other.help")
                    value=Signal::stored(String::new())
                    options
                    on_commit=start
                />
            </div>
        </Show>
    }
}

#[component]
fn DayPicker(days: Memo<Vec<PlannedDay>>, chosen: Memo<Option<Id>>) -> impl IntoView {
    let production = use_production();
    let navigate = use_navigate();
    let go = move |id: String| {
        let address = path(&production.get_untracked(), "report");
        navigate(&format!("{address}?day={id}"), Default::default());
    };
    let options = Signal::derive(move || {
        days.with(|days| {
            days.iter()
                .map(|d| (d.day.to_string(), day_name(d)))
                .collect::<Vec<_>>()
        })
    });
    let value = Signal::derive(move || chosen.get().map(|id| id.to_string()).unwrap_or_default());
    view! { <SelectField label=t!("floor.day_picker") value options on_commit=go /> }
}

/// A note about the whole day.
#[component]
fn DayNote(day: Memo<Option<Id>>) -> impl IntoView {
    let store = use_store();
    let text = RwSignal::new(String::new());
    let save = move || {
        let command = floor::note(
            &mut random::id,
            time::now_ms(),
            t!("floor.note.did").to_owned(),
            day.get_untracked().as_ref(),
            None,
            &text.get_untracked(),
            me_now(store).as_ref(),
        );
        if let Some(command) = command {
            text.set(String::new());
            store.act(command);
        }
    };
    view! {
        <form
            class="card day-note"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <LongField
                label=t!("floor.note.day")
                value=text
                on_input=move |typed| text.set(typed)
                placeholder=t!("floor.note.placeholder")
                rows=2
            />
            <Button submit=true disabled=Signal::derive(move || text.get().trim().is_empty())>
                {t!("floor.note.save")}
            </Button>
        </form>
    }
}
