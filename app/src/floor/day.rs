//! Which shoot day the rooms of the floor show: the working one, or the one in the address.

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::access::{Audience, Role};
use shared::callsheet::CallSheet;
use shared::floor::{
    self, PlannedDay, Reach, is_now, minute_of_day, planned_days, runs_over, working_day,
};
use shared::id::Id;
use shared::kind::Kind;
use shared::production;

use super::now::use_moment;
use super::words::day_name;
use crate::platform::time;
use crate::platform::when::{Civil, in_zone};
use crate::shell::{path, use_production, use_room};
use crate::store::{Reading, Store, use_store};
use crate::t;
use crate::ui::*;

/// The day of a room.
#[derive(Clone, Copy)]
pub struct DayChoice {
    pub days: Memo<Vec<PlannedDay>>,
    pub chosen: Memo<Option<Id>>,
    pub planned: Memo<Option<PlannedDay>>,
    pub moment: Memo<Civil>,
    store: Store,
}

impl DayChoice {
    /// Returns the present minute of the chosen day, by the production's clock; tracks the minute.
    pub fn now_min(self) -> Option<i64> {
        self.moment.track();
        self.now()
    }

    /// Returns the present minute of the chosen day, in an act.
    pub fn now(self) -> Option<i64> {
        let date = self
            .planned
            .with_untracked(|p| p.as_ref().map(|p| p.date.clone()))?;
        let zone = self.store.peek(|book| production::zone(book).to_owned());
        let now = in_zone(time::now_ms(), &zone);
        minute_on(&date, &now).filter(|minute| is_now(*minute))
    }
}

/// The minute of a shoot day that a moment by the production's clock is.
fn minute_on(date: &str, moment: &Civil) -> Option<i64> {
    minute_of_day(date, &moment.date, moment.minutes)
}

/// Returns the sheet that the chosen day works by.
pub fn use_sheet_of(day: DayChoice) -> Memo<Option<CallSheet>> {
    let store = use_store();
    Memo::new(move |_| {
        let day = day.chosen.get()?;
        Some(store.with(&sheet_kinds(), |book| floor::sheet_of(book, &day)))
    })
}

/// Returns whose times whoever sits here may write on the day of a sheet.
pub fn use_reach(sheet: Memo<Option<CallSheet>>) -> Memo<Reach> {
    let store = use_store();
    Memo::new(move |_| {
        if !store.may_write(&Audience::Floor) {
            return Reach::Own;
        }
        let role = store
            .sync
            .with(|sync| sync.as_ref().map_or(Role::Guest, |sync| sync.role));
        let me = store.me();
        sheet.with(|sheet| {
            let Some(sheet) = sheet else {
                return Reach::Own;
            };
            store.with(&[Kind::Person, Kind::Department], |book| {
                Reach::of(book, sheet, role, me.as_ref())
            })
        })
    })
}

/// Reads which day the address names; without one, the day that is being shot.
pub fn use_day() -> DayChoice {
    let store = use_store();
    let query = use_query_map();
    let moment = use_moment();
    let days = Memo::new(move |_| store.with(floor::KINDS, planned_days));
    // Rooms that flip to the next day at midnight would have people wrapped on the wrong one.
    let over = Memo::new(move |_| {
        let moment = moment.get();
        let all: Vec<_> = days.with(|days| days.iter().map(PlannedDay::shoot_day).collect());
        let working = working_day(&all, &moment.date, moment.minutes)?.day;
        store.with(&[Kind::Times], |book| {
            days.with(|days| runs_over(book, days, &working, |date| minute_on(date, &moment)))
        })
    });
    let chosen = Memo::new(move |_| {
        let asked = query.with(|q| q.get("day")).map(Id::new);
        days.with(|days| {
            let asked = asked.filter(|id| days.iter().any(|day| day.day == *id));
            asked.or_else(|| over.get()).or_else(|| {
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
    DayChoice {
        days,
        chosen,
        planned,
        moment,
        store,
    }
}

/// The frame of a room of the floor: what the role may see, the tabs, the day; nothing below
/// without a shoot day.
#[component]
pub fn FloorFrame(day: DayChoice, children: ChildrenFn) -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let may_read = Memo::new(move |_| store.may_read(&Audience::Floor));
    let is_loading = move || store.reading.get() < Reading::Whole;
    let children = StoredValue::new(children);
    view! {
        <Show
            when=move || may_read.get()
            fallback=|| {
                view! { <Empty title=t!("floor.guest.title") text=t!("floor.guest.text") /> }
            }
        >
            <Show
                when=move || day.planned.with(Option::is_some)
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
                <div class="floor-bar no-print">
                    <Tabs day />
                    <DayPicker day />
                </div>
                {children.with_value(|children| children())}
            </Show>
        </Show>
    }
}

/// The three rooms of a shoot day; the day goes along.
#[component]
fn Tabs(day: DayChoice) -> impl IntoView {
    let production = use_production();
    let room = use_room();
    let query = use_query_map();
    let tab = move |name: &'static str, label: &'static str| {
        let href = move || {
            let at = path(&production.get(), name);
            // Only a day that was asked for goes along: the present one is found again.
            match query.with(|q| q.get("day")) {
                Some(_) => format!(
                    "{at}?day={}",
                    day.chosen
                        .get()
                        .map(|id| id.to_string())
                        .unwrap_or_default()
                ),
                None => at,
            }
        };
        view! {
            <a href=href aria-current=move || (room.get() == name).then_some("page")>
                {label}
            </a>
        }
    };
    view! {
        <nav class="floor-tabs" aria-label=t!("floor.tabs")>
            {tab("report", t!("floor.tab.scenes"))}
            {tab("times", t!("floor.tab.times"))}
            {tab("daily", t!("floor.tab.daily"))}
        </nav>
    }
}

#[component]
fn DayPicker(day: DayChoice) -> impl IntoView {
    let production = use_production();
    let room = use_room();
    let navigate = use_navigate();
    let go = move |id: String| {
        let address = path(&production.get_untracked(), &room.get_untracked());
        navigate(&format!("{address}?day={id}"), Default::default());
    };
    let options = Signal::derive(move || {
        day.days.with(|days| {
            days.iter()
                .map(|d| (d.day.to_string(), day_name(d)))
                .collect::<Vec<_>>()
        })
    });
    let value = Signal::derive(move || {
        day.chosen
            .get()
            .map(|id| id.to_string())
            .unwrap_or_default()
    });
    view! { <SelectField label=t!("floor.day_picker") quiet=true value options on_commit=go /> }
}

/// The kinds that the sheet of a day is made of, issued or drafted.
pub fn sheet_kinds() -> Vec<Kind> {
    shared::callsheet::overview::KINDS.to_vec()
}
