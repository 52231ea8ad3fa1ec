//! The key times of the day, the weather and the plates: typed, or taken from people's times.

use leptos::prelude::*;
use shared::clock;
use shared::floor::{self, Actual, KeyTime, Plates};
use shared::id::Id;
use shared::kind::Kind;
use shared::record::Value;

use super::day::DayChoice;
use super::words::key_word;
use crate::store::use_store;
use crate::t;
use crate::ui::*;

#[component]
pub fn KeyTimes(day: DayChoice, #[prop(into)] may_write: Signal<bool>) -> impl IntoView {
    let store = use_store();
    let actual = Memo::new(move |_| {
        let Some(day) = day.chosen.get() else {
            return Actual::default();
        };
        store.with(&[Kind::Actual, Kind::Times], |book| {
            floor::actual(book, &day, &floor::time_rows(book, &day))
        })
    });
    let id = Signal::derive(move || day.chosen.get().unwrap_or_else(|| Id::new("")));
    let field = move |key: KeyTime| {
        view! { <OneTime key actual id may_write /> }
    };
    view! {
        <details class="card key-times">
            <summary>{t!("floor.keys")}</summary>
            <div class="fields">{KeyTime::ALL.map(field).collect_view()}</div>
            <div class="fields">
                <TextField
                    label=t!("floor.weather")
                    value=Signal::derive(move || actual.with(|a| a.weather.clone()))
                    disabled=Signal::derive(move || !may_write.get())
                    on_commit=move |text: String| {
                        let label = t!("floor.weather.did").to_owned();
                        store.act(floor::set_weather(&id.get_untracked(), &text, label));
                    }
                />
                {Plates::ALL.map(|of| view! { <Plate of actual id may_write /> }).collect_view()}
            </div>
        </details>
    }
}

#[component]
fn OneTime(
    key: KeyTime,
    actual: Memo<Actual>,
    id: Signal<Id>,
    may_write: Signal<bool>,
) -> impl IntoView {
    let store = use_store();
    let typed = Signal::derive(move || actual.with(|a| a.at(key).filter(|_| a.is_typed(key))));
    let derived = Signal::derive(move || {
        let at = actual.with(|a| a.at(key).filter(|_| !a.is_typed(key)));
        at.map(clock::wall_text).unwrap_or_default()
    });
    let help = MaybeProp::derive(move || {
        (!derived.get().is_empty()).then(|| t!("floor.keys.derived").to_owned())
    });
    let show =
        Callback::new(|value: Value| value.as_int().map(clock::wall_text).unwrap_or_default());
    let set = move |at: Option<i64>| {
        let label = match at {
            Some(at) => t!(
                "floor.keys.did",
                what = key_word(key),
                time = clock::wall_text(at)
            ),
            None => t!("floor.keys.cleared", what = key_word(key)),
        };
        store.act(floor::set_key_time(&id.get_untracked(), key, at, label));
    };
    view! {
        <div>
            <TimeField
                label=key_word(key)
                value=typed
                placeholder=derived
                help
                disabled=Signal::derive(move || !may_write.get())
                on_commit=set
            />
            <TwoVersions kind=Kind::Actual id field=key.as_str() name=key_word(key) show />
        </div>
    }
}

#[component]
fn Plate(
    of: Plates,
    actual: Memo<Actual>,
    id: Signal<Id>,
    may_write: Signal<bool>,
) -> impl IntoView {
    let store = use_store();
    let name = match of {
        Plates::Breakfasts => t!("floor.plates.breakfasts"),
        Plates::Lunches => t!("floor.plates.lunches"),
        Plates::Seconds => t!("floor.plates.seconds"),
    };
    let error = RwSignal::new(None::<String>);
    let value = Signal::derive(move || {
        let count = actual.with(|a| a.plates(of));
        count.map(|n| n.to_string()).unwrap_or_default()
    });
    let set = move |typed: String| {
        let typed = typed.trim();
        let count = typed.parse::<i64>().ok().filter(|n| *n >= 0);
        if count.is_none() && !typed.is_empty() {
            error.set(Some(t!("floor.count.bad").to_owned()));
            return;
        }
        error.set(None);
        let label = t!("floor.plates.did", what = name);
        store.act(floor::set_plates(&id.get_untracked(), of, count, label));
    };
    view! {
        <TextField
            label=name
            kind=FieldKind::Number
            value
            error
            disabled=Signal::derive(move || !may_write.get())
            on_commit=set
        />
    }
}
