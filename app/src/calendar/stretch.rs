//! Several dates at once: a holiday of a week, days of travel, a company move.

use leptos::prelude::*;
use shared::calendar::{What, parse_date, set_dates};

use crate::store::use_store;
use crate::ui::*;

use super::dates;
use super::room::what_options;
use super::words::what_word;

#[component]
pub fn AddStretch() -> impl IntoView {
    let store = use_store();
    let what = RwSignal::new(What::Holiday);
    let (from, to, text) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let is_asked = RwSignal::new(false);
    let error = Signal::derive(move || {
        (is_asked.get() && parse_date(&from.get()).is_none())
            .then(|| crate::t!("calendar.event.no_date").to_owned())
    });
    let add = move || {
        let Some(first) = parse_date(&from.get_untracked()) else {
            return is_asked.set(true);
        };
        let last = parse_date(&to.get_untracked()).filter(|last| *last > first);
        let (what, text_now) = (what.get_untracked(), text.get_untracked());
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
        store.act(store.peek(|book| set_dates(book, (first, last), what, &text_now, label)));
        is_asked.set(false);
        for field in [from, to, text] {
            field.set(String::new());
        }
    };
    view! {
        <details class="event-add no-print">
            <summary>{crate::t!("calendar.add_dates")}</summary>
            <Form on_submit=add label=crate::t!("calendar.add_dates") class="stack">
                <div class="fields">
                    <SelectField
                        label=crate::t!("calendar.what_dates")
                        value=Signal::derive(move || what.get().as_str().to_owned())
                        options=Signal::derive(what_options)
                        on_commit=move |chosen: String| what.set(What::parse(&chosen).unwrap_or(What::Holiday))
                    />
                    <DateField label=crate::t!("calendar.event.from") value=from on_commit=move |date| from.set(date) error />
                    <DateField label=crate::t!("calendar.event.to") value=to on_commit=move |date| to.set(date) />
                    <TextField
                        label=crate::t!("calendar.text")
                        value=text
                        on_input=move |typed| text.set(typed)
                        help=crate::t!("calendar.text_help")
                    />
                </div>
                <div class="line">
                    <Button submit=true>{crate::t!("calendar.add_dates_now")}</Button>
                </div>
            </Form>
        </details>
    }
}
