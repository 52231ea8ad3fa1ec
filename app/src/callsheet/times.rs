//! The times of the day: each is typed, or drafted from the others and follows them.

use leptos::prelude::*;
use shared::callsheet::CallSheet;
use shared::callsheet::draft::BLOCKING_MIN;
use shared::clock;
use shared::kind::Kind;
use shared::record::Value;

use super::source::Source;
use super::state::use_draft;
use super::words::{field, time_text};
use crate::ui::*;

type Read = fn(&CallSheet) -> Option<i64>;

#[component]
pub fn Times() -> impl IntoView {
    view! {
        <section class="part" aria-labelledby="draft-times">
            <h2 id="draft-times">{crate::t!("callsheet.times")}</h2>
            <div class="card">
                <div class="fields draft-times">
                    <DayTime name="general_call" read=(|s: &CallSheet| s.general_call) as Read lead=true />
                    <DayTime name="shooting_call" read=(|s: &CallSheet| s.shooting_call) as Read />
                    <DayTime name="breakfast" read=(|s: &CallSheet| s.breakfast) as Read />
                    <DayTime name="lunch" read=(|s: &CallSheet| s.lunch) as Read />
                    <DayLength name="lunch_min" read=(|s: &CallSheet| s.lunch_min) as Read />
                    <DayTime name="wrap" read=(|s: &CallSheet| s.wrap) as Read />
                    <DayTime name="sunrise" read=(|s: &CallSheet| s.sunrise) as Read />
                    <DayTime name="sunset" read=(|s: &CallSheet| s.sunset) as Read />
                    <DayLength name="blocking_min" read=(|_: &CallSheet| Some(BLOCKING_MIN)) as Read />
                    <div class="wide">
                        <super::texts::DayText name="weather" help=crate::t!("callsheet.help.weather") />
                        <super::weather::FetchWeather />
                    </div>
                </div>
            </div>
        </section>
    }
}

/// The typed value of a field of the day, and what would stand there without it.
fn values(name: &'static str, read: Read) -> (Signal<Option<i64>>, Signal<Option<i64>>) {
    let room = use_draft();
    let typed = Memo::new(move |_| room.record().and_then(|day| day.int(name)));
    let drafted = Memo::new(move |_| room.sheet.with(read).filter(|_| typed.get().is_none()));
    (typed.into(), drafted.into())
}

/// Where a field of the day comes from, below it.
#[component]
pub fn DaySource(
    name: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] is_drafted: Signal<bool>,
) -> impl IntoView {
    let room = use_draft();
    view! {
        <Source
            kind=Kind::Day
            id=room.day
            field=name
            name=label
            is_drafted
            on_clear=move || room.set_day(name, Value::Nothing)
            worded=true
        />
    }
}

#[component]
pub fn DayTime(name: &'static str, read: Read, #[prop(optional)] lead: bool) -> impl IntoView {
    let room = use_draft();
    let (value, drafted) = values(name, read);
    let placeholder = MaybeProp::derive(move || drafted.get().map(time_text));
    let help = lead.then(|| crate::t!("callsheet.help.general_call").to_owned());
    // Nothing drafts the general call and breakfast: they have nothing to follow.
    let can_draft = !matches!(name, "general_call" | "breakfast");
    let show = Callback::new(|value: Value| value.as_int().map(time_text).unwrap_or_default());
    let commit = Callback::new(move |minutes: Option<i64>| room.set_day(name, minutes));
    view! {
        <div class="day-time" class:lead=lead data-field=name>
            <TimeField
                label=field(name)
                value
                placeholder
                help=MaybeProp::derive(move || help.clone())
                disabled=Signal::derive(move || !room.may_write.get())
                on_commit=commit
            />
            {can_draft
                .then(|| {
                    view! {
                        <DaySource
                            name
                            label=field(name)
                            is_drafted=Signal::derive(move || drafted.get().is_some())
                        />
                    }
                })}
            <TwoVersions kind=Kind::Day id=room.day field=name name=field(name) show />
        </div>
    }
}

#[component]
fn DayLength(name: &'static str, read: Read) -> impl IntoView {
    let room = use_draft();
    let (value, drafted) = values(name, read);
    let placeholder = MaybeProp::derive(move || drafted.get().map(clock::length));
    let help = (name == "blocking_min").then(|| crate::t!("callsheet.help.blocking").to_owned());
    let commit = Callback::new(move |minutes: Option<i64>| room.set_day(name, minutes));
    view! {
        <div class="day-time" data-field=name>
            <LengthField
                label=field(name)
                value
                placeholder
                help=MaybeProp::derive(move || help.clone())
                disabled=Signal::derive(move || !room.may_write.get())
                on_commit=commit
            />
            <DaySource
                name
                label=field(name)
                is_drafted=Signal::derive(move || drafted.get().is_some())
            />
        </div>
    }
}
