//! The fields of prep and wrap, of the production or of a unit.

use leptos::prelude::*;
use shared::calendar::{self, WRAP_MAX};
use shared::id::Id;
use shared::kind::Kind;

use crate::store::use_store;
use crate::ui::*;

use super::dates;
use super::room::Shown;

#[component]
pub fn PrepAndWrap(room: Shown, unit: Option<Id>, of: (Kind, Signal<Id>)) -> impl IntoView {
    let store = use_store();
    let disabled = Signal::derive(move || !room.may_plan.get());
    let (wrong, unread) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let prep = Signal::derive(move || {
        let start = room.calendar.with(|c| c.prep_start);
        start.map(|d| d.to_string()).unwrap_or_default()
    });
    let (prep_of, wrap_of) = (StoredValue::new(unit.clone()), StoredValue::new(unit));
    let on_prep = move |typed: String| {
        let date = calendar::parse_date(&typed);
        let first = room.phases.with_untracked(|p| p.first);
        let late = date.zip(first).filter(|(date, first)| date >= first);
        wrong.set(match (date, late) {
            (None, _) if !typed.trim().is_empty() => Some(crate::t!("calendar.no_date").to_owned()),
            (_, Some((_, first))) => {
                Some(crate::t!("calendar.prep_late", first = dates::long(first)))
            }
            _ => None,
        });
        if wrong.with_untracked(Option::is_some) {
            return;
        }
        let label = match date {
            Some(date) => crate::t!("calendar.did.prep", date = dates::long(date)),
            None => crate::t!("calendar.did.no_prep").to_owned(),
        };
        let unit = prep_of.get_value();
        store.act(store.peek(|book| calendar::set_prep(book, unit.as_ref(), date, label)));
    };
    let wrap = Signal::derive(move || match room.calendar.with(|c| c.wrap_days) {
        0 => String::new(),
        days => days.to_string(),
    });
    let on_wrap = move |typed: String| {
        let days = match typed.trim() {
            "" => Some(0),
            typed => typed.parse::<usize>().ok().filter(|n| *n <= WRAP_MAX),
        };
        let Some(days) = days else {
            return unread.set(Some(crate::t!("calendar.wrap_between", most = WRAP_MAX)));
        };
        unread.set(None);
        let label = match days {
            0 => crate::t!("calendar.did.no_wrap").to_owned(),
            n => crate::t!("calendar.did.wrap", n = n),
        };
        let unit = wrap_of.get_value();
        store.act(store.peek(|book| calendar::set_wrap(book, unit.as_ref(), days, label)));
    };
    let prep_help = Signal::derive(move || {
        Some(match room.phases.with(|p| p.prep.len()) {
            0 => crate::t!("calendar.prep_help").to_owned(),
            n => crate::t!("calendar.prep_count", n = n),
        })
    });
    let (kind, id) = of;
    view! {
        <div>
            <DateField
                label=crate::t!("calendar.prep_start")
                value=prep
                on_commit=on_prep
                error=wrong
                help=prep_help
                disabled
            />
            <TwoVersions kind=kind.clone() id field="prep_start" name=crate::t!("calendar.prep_start") />
        </div>
        <div>
            <TextField
                label=crate::t!("calendar.wrap_days")
                value=wrap
                on_commit=on_wrap
                error=unread
                kind=FieldKind::Number
                help=crate::t!("calendar.wrap_help")
                disabled
            />
            <TwoVersions kind=kind id field="wrap_days" name=crate::t!("calendar.wrap_days") />
        </div>
    }
}
