//! A form that adds something on a date, or on each date up to another.

use jiff::civil::Date;
use leptos::prelude::*;
use shared::calendar::parse_date;

use crate::ui::*;

/// The first date, the last where it is another, and what was written beside them.
pub type Span = (Date, Option<Date>, String);

/// The choice of what is added, by its stored word.
#[derive(Clone, Copy)]
pub struct Choice {
    pub label: &'static str,
    pub value: Signal<String>,
    pub options: Signal<Vec<(String, String)>>,
    pub on_choose: Callback<String>,
}

/// Asks for a first date; a last date before it counts as none.
#[component]
pub fn AddSpan(
    title: &'static str,
    choice: Choice,
    text_label: &'static str,
    text_help: &'static str,
    button: &'static str,
    #[prop(into)] on_add: Callback<Span>,
) -> impl IntoView {
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
        on_add.run((first, last, text.get_untracked()));
        is_asked.set(false);
        for field in [from, to, text] {
            field.set(String::new());
        }
    };
    view! {
        <details class="event-add no-print">
            <summary>{title}</summary>
            <Form on_submit=add label=title class="stack">
                <div class="fields">
                    <SelectField
                        label=choice.label
                        value=choice.value
                        options=choice.options
                        on_commit=choice.on_choose
                    />
                    <DateField label=crate::t!("calendar.event.from") value=from on_commit=move |date| from.set(date) error />
                    <DateField label=crate::t!("calendar.event.to") value=to on_commit=move |date| to.set(date) />
                    <TextField label=text_label value=text on_input=move |typed| text.set(typed) help=text_help />
                </div>
                <div class="line">
                    <Button submit=true>{button}</Button>
                </div>
            </Form>
        </details>
    }
}
