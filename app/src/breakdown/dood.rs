//! How the day out of days treats an element: what it does not say itself its category says.

use leptos::prelude::*;
use shared::id::Id;
use shared::record::Value;

use crate::people::int_of;
use crate::store::{Store, use_store};
use crate::ui::*;

use super::fields::{kind, write};
use super::gaps::Gaps;
use super::state::{Elements, use_elements};
use super::words::category_name;

/// The part of an element's card.
#[component]
pub fn DoodFields(id: Id, elements: Elements) -> impl IntoView {
    // What cannot be seen is not worked out.
    let is_open = RwSignal::new(false);
    let id = StoredValue::new(id);
    view! {
        <details class="element-dood" on:toggle=move |_| is_open.set(true)>
            <summary>{crate::t!("breakdown.dood")}</summary>
            <Show when=move || is_open.get()>
                <Fields id=id.get_value() elements with_dood=true />
                <Gaps id=id.get_value() />
            </Show>
        </details>
    }
}

/// Whether and where an element is dropped, from the grid: `at` is a date that was pressed.
#[component]
pub fn DropRule(id: Id, #[prop(optional_no_strip)] at: Option<String>) -> impl IntoView {
    let elements = use_elements();
    view! {
        <div class="drop-rule stack">
            <Gaps id=id.clone() at />
            <Fields id elements with_dood=false />
        </div>
    }
}

#[component]
fn Fields(id: Id, elements: Elements, with_dood: bool) -> impl IntoView {
    let key = id.clone();
    let category = Memo::new(move |_| elements.get(&key).map(|e| elements.category(&e.category)));
    let usual = move |which: fn(shared::breakdown::DoodDefaults) -> bool| {
        Signal::derive(move || category.with(|c| c.as_ref().is_some_and(|c| which(c.dood))))
    };
    let name = Signal::derive(move || {
        category
            .get()
            .map(|c| category_name(&c))
            .unwrap_or_default()
    });
    let days = Signal::derive(move || category.with(|c| c.as_ref().map(|c| c.dood.drop_days)));
    view! {
        <div class="fields">
            {with_dood.then(|| view! {
                <YesNo id=id.clone() field="dood" label=crate::t!("breakdown.dood.on") usual=usual(|d| d.dood) of=name />
            })}
            <YesNo id=id.clone() field="hold" label=crate::t!("breakdown.dood.hold") usual=usual(|d| d.hold) of=name />
            <YesNo id=id.clone() field="drop" label=crate::t!("breakdown.dood.drop") usual=usual(|d| d.drop) of=name />
            <DropDays id usual=days />
        </div>
    }
}

/// Yes, no, or as the category has it.
#[component]
fn YesNo(
    id: Id,
    field: &'static str,
    label: &'static str,
    usual: Signal<bool>,
    of: Signal<String>,
) -> impl IntoView {
    let store = use_store();
    let kind = kind(store, &id);
    let key = Signal::stored(id.clone());
    let value = said(store, id.clone(), field);
    let options = Signal::derive(move || {
        let word = if usual.get() {
            crate::t!("ui.yes")
        } else {
            crate::t!("ui.no")
        };
        let as_category = crate::t!(
            "breakdown.dood.as",
            category = of.get(),
            word = word.to_lowercase()
        );
        vec![
            (String::new(), as_category),
            ("yes".to_owned(), crate::t!("ui.yes").to_owned()),
            ("no".to_owned(), crate::t!("ui.no").to_owned()),
        ]
    });
    let choose = move |chosen: String| {
        let (shown, value) = match chosen.as_str() {
            "yes" => (crate::t!("ui.yes"), Value::Flag(true)),
            "no" => (crate::t!("ui.no"), Value::Flag(false)),
            _ => ("", Value::Nothing),
        };
        write(store, &id, field, label, &shown.to_lowercase(), value);
    };
    view! {
        <div>
            <SelectField label value options on_commit=choose />
            <TwoVersions kind id=key field name=label />
        </div>
    }
}

fn said(store: Store, id: Id, field: &'static str) -> Signal<String> {
    let kind = kind(store, &id);
    Memo::new(move |_| {
        let said = store
            .record(&kind, &id)
            .and_then(|r| r.get(field).as_flag());
        let word = match said {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        word.to_owned()
    })
    .into()
}

/// The shortest gap that may be dropped, in calendar days.
#[component]
fn DropDays(id: Id, usual: Signal<Option<i64>>) -> impl IntoView {
    let store = use_store();
    let label = crate::t!("breakdown.dood.days");
    let days = int_of(
        store,
        kind(store, &id),
        Signal::stored(id.clone()),
        "drop_days",
    );
    let value = Signal::derive(move || days.get().map(|n| n.to_string()).unwrap_or_default());
    let wrong = RwSignal::new(None::<String>);
    let commit = move |typed: String| {
        let typed = typed.trim();
        let read = match typed {
            "" => Some(None),
            typed => typed
                .parse::<i64>()
                .ok()
                .filter(|n| (1..=365).contains(n))
                .map(Some),
        };
        match read {
            Some(days) => {
                wrong.set(None);
                write(store, &id, "drop_days", label, typed, days);
            }
            None => wrong.set(Some(crate::t!("breakdown.dood.days_wrong").to_owned())),
        }
    };
    let placeholder =
        Signal::derive(move || usual.get().map(|n| n.to_string()).unwrap_or_default());
    view! {
        <TextField label value on_commit=commit error=wrong kind=FieldKind::Number placeholder
            help=crate::t!("breakdown.dood.days_help") />
    }
}
