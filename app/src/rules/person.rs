//! What a card says for the rules: the agreement somebody works under, for everybody to read; the
//! age band and the pay, for those who may.

use leptos::prelude::*;
use shared::id::Id;
use shared::kind::Kind;
use shared::people::set as set_field;
use shared::rate::{Currency, usual_currency};
use shared::rules::{
    KINDS, Param, Rulebook, What, amount_text, parse_amount, presets, set_age, set_agreement,
};

use super::words::age;
use crate::store::{Store, use_store};
use crate::ui::*;

fn name_of(store: Store, id: &Id) -> String {
    store.peek(|book| book.text(&Kind::Person, id, "name").to_owned())
}

/// The agreement of somebody, of those that the rule sets name.
#[component]
pub fn AgreementField(#[prop(into)] id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let options = Memo::new(move |_| {
        let mut options = vec![(String::new(), crate::t!("rules.no_agreement").to_owned())];
        store.with(KINDS, |book| {
            let book = Rulebook::of(book);
            let known = book.agreements().into_iter();
            options.extend(known.map(|name| (name.to_owned(), name.to_owned())));
        });
        options
    });
    let value = Memo::new(move |_| {
        let record = store.record(&Kind::Person, &id.get());
        record.map_or_else(String::new, |record| record.text("agreement").to_owned())
    });
    let choose = move |agreement: String| {
        let id = id.get_untracked();
        let who = name_of(store, &id);
        let label = crate::t!("rules.did.agreement", who = who, agreement = agreement);
        store.act(store.peek(|book| set_agreement(book, &id, &agreement, label)));
    };
    view! {
        <div class="record-field">
            <SelectField label=crate::t!("rules.agreement") value options on_commit=choose
                help=crate::t!("rules.agreement_card_help") />
            <TwoVersions kind=Kind::Person id field="agreement" name=crate::t!("rules.agreement") />
        </div>
    }
}

/// Lists the ages at which a band of some table begins: the production's own tables, or all that
/// are known while it has none.
fn bands(store: Store) -> Vec<i64> {
    let mut ages: Vec<i64> = store.with(KINDS, |book| {
        Rulebook::of(book)
            .sets
            .iter()
            .flat_map(|set| &set.rules)
            .filter(|rule| rule.what == What::MinorHours)
            .filter_map(|rule| rule.get(Param::FromMonths))
            .collect()
    });
    if ages.is_empty() {
        let rules = presets().flat_map(shared::rules::Preset::all);
        ages = rules
            .filter(|rule| rule.what == What::MinorHours)
            .filter_map(|rule| rule.get(Param::FromMonths))
            .collect();
    }
    ages.sort_unstable();
    ages.dedup();
    ages
}

/// The age band of a minor: read by themselves and the office, and by nobody else.
#[component]
pub fn AgeField(#[prop(into)] id: Signal<Id>, disabled: Signal<bool>) -> impl IntoView {
    let store = use_store();
    let is_minor = Memo::new(move |_| {
        let record = store.record(&Kind::Person, &id.get());
        record.is_some_and(|record| record.flag("minor"))
    });
    let value = Memo::new(move |_| {
        let record = store.record(&Kind::Private, &id.get());
        let months = record.and_then(|record| record.int("age_from_months"));
        months.map_or_else(String::new, |n| n.to_string())
    });
    let options = Memo::new(move |_| {
        let mut options = vec![(String::new(), crate::t!("rules.no_age").to_owned())];
        let bands = bands(store);
        for (n, from) in bands.iter().enumerate() {
            let text = match bands.get(n + 1) {
                Some(to) => crate::t!("rules.age_band", from = age(*from), to = age(*to)),
                None => crate::t!("rules.age_from", from = age(*from)),
            };
            options.push((from.to_string(), text));
        }
        options
    });
    let choose = move |months: String| {
        let id = id.get_untracked();
        let label = crate::t!("rules.did.age", who = name_of(store, &id));
        let months = months.parse().ok();
        store.act(store.peek(|book| set_age(book, &id, months, label)));
    };
    view! {
        <Show when=move || is_minor.get()>
            <SelectField label=crate::t!("rules.age") value options on_commit=choose disabled
                help=crate::t!("rules.age_help") />
        </Show>
    }
}

/// What an hour of somebody costs, for the likely cost of findings: the office's. The currency is
/// that of the day rate beside it.
#[component]
pub fn HourRate(#[prop(into)] id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let wrong = RwSignal::new(None::<String>);
    let currency = Memo::new(move |_| {
        let own = store.record(&Kind::Rate, &id.get());
        let own = own.and_then(|record| Currency::parse(record.text("currency")));
        own.or_else(|| store.with(&[Kind::Rate], usual_currency))
    });
    let value = Signal::derive(move || {
        let record = store.record(&Kind::Rate, &id.get());
        let minor = record.and_then(|record| record.int("hour_minor"));
        let text = minor
            .zip(currency.get())
            .map(|(n, c)| amount_text(n, c.as_str()));
        text.unwrap_or_default()
    });
    let commit = move |typed: String| {
        let id = id.get_untracked();
        let Some(currency) = currency.get_untracked() else {
            return wrong.set(Some(crate::t!("rate.no_currency").to_owned()));
        };
        let amount = match typed.trim() {
            "" => None,
            typed => match parse_amount(typed, currency.as_str()) {
                Some(amount) => Some(amount),
                None => return wrong.set(Some(crate::t!("rules.wrong_amount").to_owned())),
            },
        };
        wrong.set(None);
        let label = crate::t!("rules.did.rate", who = name_of(store, &id));
        let command = store.peek(|book| {
            let mut command = set_field(book, &Kind::Rate, &id, "hour_minor", amount, label);
            if book.text(&Kind::Rate, &id, "currency").is_empty() && !command.is_empty() {
                command.add(Kind::Rate, &id, "currency", currency.as_str());
            }
            command
        });
        store.act(command);
    };
    view! { <TextField label=crate::t!("rules.hourly") value on_commit=commit error=wrong
    help=crate::t!("rules.rate_help") /> }
}
