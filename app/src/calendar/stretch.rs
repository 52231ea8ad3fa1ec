//! Several dates at once: a holiday of a week, days of travel, a company move.

use leptos::prelude::*;
use shared::calendar::{What, set_dates};

use crate::store::use_store;

use super::dates;
use super::room::what_options;
use super::span::{AddSpan, Choice, Span};
use super::words::what_word;

#[component]
pub fn AddStretch() -> impl IntoView {
    let store = use_store();
    let what = RwSignal::new(What::Holiday);
    let choice = Choice {
        label: crate::t!("calendar.what_dates"),
        value: Signal::derive(move || what.get().as_str().to_owned()),
        options: Signal::derive(what_options),
        on_choose: Callback::new(move |chosen: String| {
            what.set(What::parse(&chosen).unwrap_or(What::Holiday));
        }),
    };
    let add = move |(first, last, text): Span| {
        let what = what.get_untracked();
        let label = match last {
            None => crate::t!(
                "calendar.did.date",
                date = dates::medium(first),
                what = what_word(what)
            ),
            Some(last) => crate::t!(
                "calendar.did.dates",
                from = dates::medium(first),
                to = dates::medium(last),
                what = what_word(what)
            ),
        };
        store.act(store.peek(|book| set_dates(book, (first, last), what, &text, label)));
    };
    view! {
        <AddSpan
            title=crate::t!("calendar.add_dates")
            choice
            text_label=crate::t!("calendar.text")
            text_help=crate::t!("calendar.text_help")
            button=crate::t!("calendar.add_dates_now")
            on_add=add
        />
    }
}
