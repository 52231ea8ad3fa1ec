//! The floor: where the day stands, its scenes, what happens beside them, and its log.

use leptos::prelude::*;
use shared::access::Audience;
use shared::floor::{self, DayReport, Report, State, day_report};
use shared::id::Id;

use super::ahead::PenaltiesAhead;
use super::day::{FloorFrame, use_day, use_sheet_of};
use super::key_times::KeyTimes;
use super::live::WhereWeAre;
use super::log::Log;
use super::quick::Quick;
use super::scene_card::SceneCard;
use super::words::me_now;
use crate::platform::{random, time};
use crate::store::use_store;
use crate::t;
use crate::ui::*;

/// Reports from the set; `?day=` names another day than the present one.
#[component]
pub fn ReportRoom() -> impl IntoView {
    let store = use_store();
    let day = use_day();
    let report = Memo::new(move |_| {
        let planned = day.planned.get()?;
        Some(store.with(floor::KINDS, |book| day_report(book, &planned)))
    });
    let may_write = Memo::new(move |_| store.may_write(&Audience::Floor));
    let sheet = use_sheet_of(day);
    view! {
        <RoomHead title=t!("floor.title") />
        <FloorFrame day>
            <div class="report">
                <div class="report-head">
                    <WhereWeAre day sheet report />
                    <PenaltiesAhead day sheet />
                    <Show when=move || may_write.get()>
                        <Quick day report />
                    </Show>
                </div>
                <section class="report-scenes">
                    <h2>{t!("floor.scenes")}</h2>
                    <Scenes report chosen=day.chosen may_write />
                </section>
                <div class="report-log">
                    <KeyTimes day may_write />
                    <Show when=move || may_write.get()>
                        <DayNote day=day.chosen />
                    </Show>
                    <h2>{t!("floor.log")}</h2>
                    <Log report may_write />
                </div>
            </div>
        </FloorFrame>
    }
    .into_any()
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
            reason: None,
            seconds: None,
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
