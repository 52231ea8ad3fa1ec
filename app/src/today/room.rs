//! The room: which day it shows, and what of it for whom.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::access::Audience;
use shared::callsheet::overview;
use shared::floor::{self, Current, MyDay, PlannedDay, When, my_day, next_day, planned_days};
use shared::id::Id;
use shared::kind::Kind;

use super::call::{CallCard, NotCalled};
use super::changes::Changes;
use super::next::NextDays;
use super::office::Office;
use super::phase::Standing;
use super::ring::{Ring, Safety};
use super::scenes::MyScenes;
use super::who::WhoAreYou;
use crate::callsheet;
use crate::floor::{OwnTimes, ToSign, date_text, use_moment, when_words};
use crate::shell::{path, use_production};
use crate::store::{Reading, Store, use_store};
use crate::t;
use crate::ui::*;

/// What Today needs, read once and passed down.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    pub days: Memo<Vec<PlannedDay>>,
    /// The day that is shown, and how it lies to now.
    pub current: Memo<Option<Current>>,
    pub day: Memo<Option<MyDay>>,
    pub me: Memo<Option<Id>>,
}

/// One person's day; `?day=` shows another than the next.
#[component]
pub fn TodayRoom() -> impl IntoView {
    let store = use_store();
    let shown = shown(store);
    let is_office = Memo::new(move |_| store.may_write(&Audience::Plan));
    mark_opened(store, shown);
    view! {
        <RoomHead title=t!("today.title") />
        <Show when=move || shown.current.get().is_some() fallback=move || view! { <NoDays /> }>
            <div class="today-box">
                <div class="today" class:office=move || is_office.get()>
                    <Mine shown />
                    // Its numbers are right only once all records are here.
                    <Show when=move || { is_office.get() && store.reading.get() >= Reading::Whole }>
                        <Office shown />
                    </Show>
                </div>
            </div>
        </Show>
    }
    .into_any()
}

fn shown(store: Store) -> Shown {
    let query = use_query_map();
    let moment = use_moment();
    let days = Memo::new(move |_| store.with(floor::KINDS, planned_days));
    let current = Memo::new(move |_| {
        let moment = moment.get();
        let asked = query.with(|q| q.get("day")).map(Id::new);
        days.with(|days| {
            if let Some(day) = days.iter().find(|day| Some(&day.day) == asked.as_ref()) {
                let ahead = floor::days_between(&moment.date, &day.date).unwrap_or(0);
                let when = match ahead {
                    0 => When::Now,
                    1.. => When::Ahead(ahead),
                    _ => When::Over(-ahead),
                };
                return Some(Current {
                    day: day.day.clone(),
                    when,
                });
            }
            let all: Vec<_> = days.iter().map(PlannedDay::shoot_day).collect();
            let first = days.first();
            next_day(&all, &moment.date, moment.minutes).or_else(|| {
                first.map(|day| Current {
                    day: day.day.clone(),
                    when: When::Now,
                })
            })
        })
    });
    let me = Memo::new(move |_| store.me());
    let day = Memo::new(move |_| {
        let current = current.get()?;
        let planned = days.with(|days| days.iter().find(|d| d.day == current.day).cloned())?;
        let mut kinds = overview::KINDS.to_vec();
        kinds.push(Kind::Receipt);
        Some(store.with(&kinds, |book| my_day(book, planned, me.get().as_ref())))
    });
    Shown {
        days,
        current,
        day,
        me,
    }
}

/// Showing somebody their call is opening their sheet: the office sees that it arrived.
fn mark_opened(store: Store, shown: Shown) {
    Effect::new(move |_| {
        let issue = shown.day.with(|day| {
            let day = day.as_ref().filter(|day| day.mine.is_some())?;
            day.issued.as_ref().map(|issued| issued.id.clone())
        });
        if let Some(issue) = issue {
            callsheet::mark_opened(store, &issue);
        }
    });
}

#[component]
fn NoDays() -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let to = move |room: &'static str| Signal::derive(move || path(&production.get(), room));
    view! {
        <Show when=move || { store.reading.get() >= Reading::Whole }>
            <Empty title=t!("today.empty.title") text=t!("today.empty.text")>
                <LinkButton kind=ButtonKind::Main href=to("script/import")>
                    {t!("today.empty.script")}
                </LinkButton>
                <LinkButton href=to("board")>{t!("today.empty.board")}</LinkButton>
            </Empty>
        </Show>
    }
}

/// The person's own column.
#[component]
fn Mine(shown: Shown) -> impl IntoView {
    let store = use_store();
    let title = move || {
        let title = store.with(&[Kind::Production], |book| {
            book.production()
                .map(|p| p.text("title").to_owned())
                .unwrap_or_default()
        });
        shown
            .current
            .get()
            .zip(shown.day.get())
            .map(|(current, day)| {
                let planned = &day.planned;
                let mut parts = Vec::new();
                if !planned.date.is_empty() {
                    parts.push(date_text(&planned.date));
                }
                let when = when_words(current.when);
                if !when.is_empty() && !planned.date.is_empty() {
                    parts.push(when);
                }
                parts.push(t!("today.day_of", n = planned.number, of = planned.of));
                if !title.is_empty() {
                    parts.push(title.clone());
                }
                let last = parts.len().saturating_sub(1);
                let part = |(n, part): (usize, String)| {
                    let dot = if n < last { " ·" } else { "" };
                    view! { <span>{part} {dot}</span> " " }
                };
                parts.into_iter().enumerate().map(part).collect_view()
            })
    };
    let is_mine = move || {
        shown
            .day
            .with(|d| d.as_ref().is_some_and(|d| d.mine.is_some()))
    };
    view! {
        <div class="today-mine">
            <Standing />
            <p class="today-day">{title}</p>
            <Show when=move || { shown.me.get().is_none() && store.reading.get() >= Reading::Whole }>
                <WhoAreYou />
            </Show>
            <Warnings shown />
            <ToSign />
            <callsheet::ToPreview />
            <Show when=is_mine fallback=move || view! { <NotCalled shown /> }>
                <CallCard shown />
            </Show>
            <OwnTimes day=Signal::derive(move || shown.current.with(|c| c.as_ref().map(|c| c.day.clone()))) />
            <Changes shown />
            <MyScenes shown />
            <Safety shown />
            <Ring shown />
            <NextDays shown />
        </div>
    }
}

/// What must be said before a time is believed.
#[component]
fn Warnings(shown: Shown) -> impl IntoView {
    move || {
        shown.day.get().map(|day| {
            let collides = day.issued.filter(|issued| issued.collides);
            view! {
                {day
                    .is_damaged
                    .then(|| {
                        view! {
                            <Note tone=Tone::Bad title=t!("today.damaged.title")>
                                <p>{t!("today.damaged.text")}</p>
                            </Note>
                        }
                    })}
                {collides
                    .map(|issued| {
                        let title = t!("today.collides.title", colour = issued.colour);
                        view! {
                            <Note tone=Tone::Warn title=title>
                                <p>{t!("today.collides.text", code = issued.code())}</p>
                            </Note>
                        }
                    })}
            }
        })
    }
}
