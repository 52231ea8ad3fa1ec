//! The day rate on a card. Only the office holds the document that it is written to.

use leptos::prelude::*;
use shared::access::Audience;
use shared::breakdown;
use shared::id::Id;
use shared::kind::Kind;
use shared::rate::{
    BadAmount, Currency, Rate, amount_text, parse_amount, rate, set_rate, usual_currency,
};
use shared::record::Value;

use crate::store::{Store, use_store};
use crate::ui::*;

fn name_of(store: Store, id: &Id) -> String {
    store.peek(|book| {
        let kind = breakdown::kind_of(book, id).unwrap_or(Kind::Person);
        book.text(&kind, id, "name").to_owned()
    })
}

/// What a day of somebody or something costs; nothing is drawn for those without the office.
#[component]
pub fn RateField(id: Id) -> impl IntoView {
    let store = use_store();
    let id = StoredValue::new(id);
    let may_write = Memo::new(move |_| store.may_write(&Audience::Office));
    view! {
        <Show when=move || may_write.get()>
            <Fields id=id.get_value() />
        </Show>
    }
}

#[component]
fn Fields(id: Id) -> impl IntoView {
    let store = use_store();
    let key = id.clone();
    let known = Memo::new(move |_| store.with(&[Kind::Rate], |book| rate(book, &key)));
    let usual = Memo::new(move |_| store.with(&[Kind::Rate], usual_currency));
    // A currency that was chosen before there is an amount.
    let chosen = RwSignal::new(None::<Currency>);
    // An amount that was typed before there is a currency.
    let waiting = RwSignal::new(String::new());
    let currency = Memo::new(move |_| {
        let own = known.get().map(|rate| rate.currency);
        own.or_else(|| chosen.get()).or_else(|| usual.get())
    });
    let (bad_amount, bad_currency) = (RwSignal::new(None), RwSignal::new(None));
    let id = StoredValue::new(id);
    let write = move |to: Option<Rate>| {
        let id = id.get_value();
        let name = name_of(store, &id);
        let label = match to {
            Some(rate) => {
                let amount = amount_text(rate.day_minor, rate.currency);
                crate::t!("rate.did.set", name = name, amount = amount)
            }
            None => crate::t!("rate.did.cleared", name = name),
        };
        store.act(store.peek(|book| set_rate(book, &id, to, label)));
    };
    let amount = Signal::derive(move || {
        let text = known.get().map(|rate| {
            let text = amount_text(rate.day_minor, rate.currency);
            text.trim_end_matches(char::is_alphabetic).trim().to_owned()
        });
        text.unwrap_or_default()
    });
    let set_amount = move |typed: String| {
        bad_amount.set(None);
        if typed.trim().is_empty() {
            write(None);
            return;
        }
        let Some(currency) = currency.get_untracked() else {
            bad_amount.set(Some(crate::t!("rate.no_currency").to_owned()));
            waiting.set(typed);
            return;
        };
        match parse_amount(&typed, currency) {
            Ok(day_minor) => write(Some(Rate {
                day_minor,
                currency,
            })),
            Err(why) => bad_amount.set(Some(amount_error(why, currency))),
        }
    };
    let set_currency = move |typed: String| {
        bad_currency.set(None);
        if typed.trim().is_empty() {
            return;
        }
        let Some(to) = Currency::parse(&typed) else {
            bad_currency.set(Some(crate::t!("rate.bad_currency").to_owned()));
            return;
        };
        chosen.set(Some(to));
        bad_amount.set(None);
        let Some(rate) = known.get_untracked() else {
            let typed = waiting.get_untracked();
            if !typed.is_empty() {
                waiting.set(String::new());
                set_amount(typed);
            }
            return;
        };
        // The same amount as people see it, in the other currency's minor units.
        match parse_amount(&amount.get_untracked(), to) {
            Ok(day_minor) => write(Some(Rate {
                day_minor,
                currency: to,
            })),
            Err(why) if rate.currency != to => bad_currency.set(Some(amount_error(why, to))),
            Err(_) => {}
        }
    };
    let shown = Signal::derive(move || currency.get().map(|c| c.to_string()).unwrap_or_default());
    let list = element_id("currencies");
    let show = Callback::new(move |value: Value| {
        let minor = value.as_int();
        let text = minor.zip(currency.get_untracked());
        text.map(|(minor, currency)| amount_text(minor, currency))
            .unwrap_or_default()
    });
    let key = Signal::derive(move || id.get_value());
    view! {
        <section class="rate" aria-label=crate::t!("rate.title")>
            <div class="fields">
                <TextField
                    label=crate::t!("rate.day")
                    value=amount
                    on_commit=set_amount
                    error=bad_amount
                    help=crate::t!("rate.help")
                />
                <TextField
                    label=crate::t!("rate.currency")
                    value=shown
                    on_commit=set_currency
                    error=bad_currency
                    placeholder="EUR"
                    list=list.clone()
                />
            </div>
            <datalist id=list>
                {Currency::codes().map(|code| view! { <option value=code></option> }).collect_view()}
            </datalist>
            <TwoVersions kind=Kind::Rate id=key field="day_minor" name=crate::t!("rate.day") show />
            <TwoVersions kind=Kind::Rate id=key field="currency" name=crate::t!("rate.currency") />
        </section>
    }
}

fn amount_error(why: BadAmount, currency: Currency) -> String {
    match why {
        BadAmount::Unreadable => crate::t!("rate.bad_amount").to_owned(),
        BadAmount::TooFine => {
            crate::t!("rate.too_fine", currency = currency, n = currency.digits())
        }
        BadAmount::TooLarge => crate::t!("rate.too_large").to_owned(),
    }
}
