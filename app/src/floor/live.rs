//! Where the day stands right now: when it wraps, what is done of the plan, what is shot now.

use leptos::prelude::*;
use shared::callsheet::CallSheet;
use shared::callsheet::draft::light;
use shared::clock;
use shared::floor::{self, DayReport, KeyTime};
use shared::kind::Kind;
use shared::report::{Live, Now, live};

use super::day::DayChoice;
use super::tally::TallyBar;
use super::words::reason_word;
use crate::platform::time;
use crate::store::use_store;
use crate::t;
use crate::ui::*;

/// The head of the floor.
#[component]
pub fn WhereWeAre(
    day: DayChoice,
    sheet: Memo<Option<CallSheet>>,
    report: Memo<Option<DayReport>>,
) -> impl IntoView {
    let store = use_store();
    let seen = Memo::new(move |_| {
        let id = day.chosen.get()?;
        // Of another day nothing is predicted: its date is over or has not come.
        let now = day.now_min().filter(|_| is_on(day)).map(|minutes| Now {
            minutes,
            ms: time::now_ms(),
        });
        sheet.with(|sheet| {
            let sheet = sheet.as_ref()?;
            let kinds = [
                Kind::Progress,
                Kind::DayLog,
                Kind::Times,
                Kind::Actual,
                Kind::Scene,
                Kind::Row,
                Kind::Board,
            ];
            Some(store.with(&kinds, |book| live(book, sheet, &id, now)))
        })
    });
    let dusk = Memo::new(move |_| {
        let light = sheet.with(|sheet| sheet.as_ref().and_then(light))?;
        light.civil.down()
    });
    view! {
        <section class="card where" aria-label=t!("floor.where")>
            {move || seen.get().zip(sheet.get()).map(|(seen, sheet)| view! { <Wrap seen sheet /> })}
            <TallyBar tally=Signal::derive(move || {
                report.with(|r| r.as_ref().map(|r| r.tally).unwrap_or_default())
            }) />
            {move || seen.get().map(|seen| view! { <Figures seen dusk=dusk.get() /> })}
            {move || seen.get().and_then(|seen| seen.waiting.clone()).map(|_| view! { <Waiting day seen /> })}
        </section>
    }
}

/// Says whether the chosen day is being shot now: it is the working day, or runs over into it.
pub fn is_on(day: DayChoice) -> bool {
    let date = day
        .planned
        .with(|planned| planned.as_ref().map(|planned| planned.date.clone()));
    date.is_some_and(|date| !date.is_empty()) && day.now_min().is_some_and(|minute| minute >= 0)
}

/// The biggest thing: when the day wraps.
#[component]
fn Wrap(seen: Live, sheet: CallSheet) -> impl IntoView {
    let actual = seen.actual.at(KeyTime::CameraWrap);
    let (name, at) = match (actual, seen.predicted) {
        (Some(at), _) => (t!("floor.where.wrapped"), Some(at)),
        (None, Some(at)) => (t!("floor.where.predicted"), Some(at)),
        (None, None) => (t!("floor.where.planned"), sheet.wrap),
    };
    let over = at
        .zip(sheet.wrap)
        .filter(|_| actual.or(seen.predicted).is_some())
        .map(|(at, plan)| {
            let by = clock::length((at - plan).abs());
            match at - plan {
                -9..=9 => (Tone::Good, t!("floor.where.on_time").to_owned()),
                ..=-10 => (Tone::Good, t!("floor.where.early", by = by)),
                _ => (Tone::Warn, t!("floor.where.late", by = by)),
            }
        });
    view! {
        <div class="where-head">
            <div>
                <h2>{name}</h2>
                <p class="where-time">
                    {match at {
                        Some(at) => {
                            let (wall, later) = clock::wall(at);
                            view! {
                                <time datetime=wall.clone()>{wall.clone()}</time>
                                {(later > 0).then(|| view! { <sup>{t!("today.later", n = later)}</sup> })}
                            }
                                .into_any()
                        }
                        None => view! { <span>"—"</span> }.into_any(),
                    }}
                </p>
            </div>
            {over.map(|(tone, said)| view! { <Badge tone=Signal::stored(tone)>{said}</Badge> })}
        </div>
    }
}

#[component]
fn Figures(seen: Live, dusk: Option<i64>) -> impl IntoView {
    let time = |at: Option<i64>| at.map(clock::wall_text).unwrap_or_else(|| "—".to_owned());
    let pair = |at: Option<i64>, plan: Option<i64>| match (at, plan) {
        (Some(at), _) => (
            time(Some(at)),
            plan.map(|plan| t!("floor.where.plan", time = time(Some(plan)))),
        ),
        (None, plan) => (
            time(None),
            plan.map(|plan| t!("floor.where.plan", time = time(Some(plan)))),
        ),
    };
    let first = pair(seen.actual.at(KeyTime::FirstShot), seen.first_shot);
    let lunch = match (
        seen.actual.at(KeyTime::LunchOut),
        seen.actual.at(KeyTime::LunchIn),
    ) {
        (Some(out), Some(back)) => (
            format!("{}–{}", time(Some(out)), time(Some(back))),
            seen.lunch
                .map(|plan| t!("floor.where.plan", time = time(Some(plan)))),
        ),
        (out, _) => pair(out, seen.lunch),
    };
    let people = seen.people;
    let cells = [
        (t!("floor.where.first_shot"), first.0, first.1),
        (t!("floor.where.lunch"), lunch.0, lunch.1),
        (
            t!("floor.where.minutes"),
            clock::length(seen.done_min),
            Some(t!("floor.where.of", all = clock::length(seen.planned_min))),
        ),
        (
            t!("floor.where.setups"),
            seen.setups.to_string(),
            (seen.delay_min > 0)
                .then(|| t!("floor.where.delays", n = clock::length(seen.delay_min))),
        ),
        (
            t!("floor.where.people"),
            people.here.to_string(),
            Some(t!("floor.where.out", all = people.called, out = people.out)),
        ),
    ];
    let scene = |name: &'static str, line: Option<shared::callsheet::SceneLine>| {
        line.map(|line| {
            view! {
                <p class="where-scene">
                    <small>{name}</small>
                    <b>{line.number}</b>
                    <span>{line.set}</span>
                </p>
            }
        })
    };
    view! {
        <div class="where-scenes">
            {scene(t!("floor.where.now"), seen.shooting.clone())}
            {scene(t!("floor.where.next"), seen.next.clone())}
        </div>
        <dl class="where-cells">
            {cells
                .into_iter()
                .map(|(name, value, more)| {
                    view! {
                        <div>
                            <dt>{name}</dt>
                            <dd>
                                {value}
                                {more.map(|more| view! { <small>{more}</small> })}
                            </dd>
                        </div>
                    }
                })
                .collect_view()}
            {dusk.map(|at| view! {
                <div>
                    <dt>{t!("floor.where.light")}</dt>
                    <dd>{time(Some(at))}</dd>
                </div>
            })}
        </dl>
    }
}

/// The company waits: since when and why, and the one button that ends it.
#[component]
fn Waiting(day: DayChoice, seen: Memo<Option<Live>>) -> impl IntoView {
    let store = use_store();
    let line = Memo::new(move |_| seen.get().and_then(|seen| seen.waiting));
    let title = Signal::derive(move || {
        let Some(line) = line.get() else {
            return String::new();
        };
        let since = line.at.map(clock::wall_text).unwrap_or_default();
        let why = line.reason.map(reason_word).unwrap_or_default();
        t!("floor.delay.waiting", time = since, why = why)
    });
    let end = move || {
        let Some((line, now)) = line.get_untracked().zip(day.now()) else {
            return;
        };
        let label = t!("floor.delay.ended").to_owned();
        store.act(floor::end_delay(&line, now, label));
    };
    let may_write = move || store.may_write(&shared::access::Audience::Floor);
    view! {
        <Note tone=Tone::Warn title>
            <span>{move || line.get().map(|line| line.text)}</span>
            <Show when=may_write>
                <Button on_click=end>{t!("floor.delay.end")}</Button>
            </Show>
        </Note>
    }
}
