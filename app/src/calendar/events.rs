//! What happens to somebody or something beside the shoot, in their card.

use jiff::civil::Date;
use leptos::prelude::*;
use shared::calendar::{EventView, add_event, events_of, remove_event};
use shared::dood::What;
use shared::id::Id;
use shared::kind::Kind;

use crate::platform::random;
use crate::store::use_store;
use crate::ui::*;

use super::dates;
use super::span::{AddSpan, Choice, Span};

/// Names an event: "Not available".
pub fn event_word(what: What) -> &'static str {
    match what {
        What::Travel => crate::t!("calendar.event.travel"),
        What::Rehearsal => crate::t!("calendar.event.rehearsal"),
        What::Fitting => crate::t!("calendar.event.fitting"),
        What::Unavailable => crate::t!("calendar.event.unavailable"),
    }
}

/// "Tue 9 March to Fri 12 March"
fn span(from: Date, to: Date) -> String {
    match from == to {
        true => dates::medium(from),
        false => crate::t!(
            "calendar.event.span",
            from = dates::medium(from),
            to = dates::medium(to)
        ),
    }
}

/// The events of a person, character, element or location; with a form for whoever may plan.
#[component]
pub fn Events(
    kind: Kind,
    #[prop(into)] of: Signal<Id>,
    #[prop(into)] may_plan: Signal<bool>,
) -> impl IntoView {
    let store = use_store();
    let all = Memo::new(move |_| store.with(&[Kind::Event], |book| events_of(book, &of.get())));
    let kind = StoredValue::new(kind);
    let name = move || {
        store.peek(|book| {
            book.text(&kind.get_value(), &of.get_untracked(), "name")
                .to_owned()
        })
    };
    let remove = move |event: &EventView| {
        let label = crate::t!(
            "calendar.event.did_remove",
            who = name(),
            what = event_word(event.what),
            when = span(event.from, event.to)
        );
        store.act(remove_event(&event.id, label));
    };
    let row = move |event: EventView| {
        let words = event_word(event.what);
        let when = span(event.from, event.to);
        let spoken = crate::t!("calendar.event.remove", what = words, when = when);
        let tone = if event.what == What::Unavailable {
            Tone::Warn
        } else {
            Tone::None
        };
        let text = event.text.to_string();
        view! {
            <li class="row">
                <span class="grow">
                    <b>{when}</b>
                    <small>{text}</small>
                </span>
                <Badge tone=Signal::stored(tone)>{words}</Badge>
                <Show when=move || may_plan.get()>
                    {
                        let event = event.clone();
                        view! {
                            <IconButton name=spoken.clone() icon=IconName::Close on_click=move || remove(&event) />
                        }
                    }
                </Show>
            </li>
        }
    };
    view! {
        <Show when=move || may_plan.get() || all.with(|all| !all.is_empty())>
            <section class="events stack">
                <h3>{crate::t!("calendar.events")}</h3>
                <Show when=move || all.with(|all| !all.is_empty())>
                    <ul class="list" aria-label=crate::t!("calendar.events")>
                        <For each=move || all.get() key=|e| (e.id.clone(), e.from, e.to, e.text.clone()) children=row />
                    </ul>
                </Show>
                <Show when=move || may_plan.get()>
                    <AddEvent kind=kind.get_value() of />
                </Show>
            </section>
        </Show>
    }
}

#[component]
fn AddEvent(kind: Kind, of: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let what = RwSignal::new(What::Unavailable);
    let choice = Choice {
        label: crate::t!("calendar.event.what"),
        value: Signal::derive(move || what.get().as_str().to_owned()),
        options: Signal::derive(|| {
            [
                What::Unavailable,
                What::Travel,
                What::Rehearsal,
                What::Fitting,
            ]
            .map(|w| (w.as_str().to_owned(), event_word(w).to_owned()))
            .to_vec()
        }),
        on_choose: Callback::new(move |chosen: String| {
            what.set(What::parse(&chosen).unwrap_or(What::Unavailable));
        }),
    };
    let kind = StoredValue::new(kind);
    let add = move |(first, last, text): Span| {
        let (kind, of) = (kind.get_value(), of.get_untracked());
        let who = store.peek(|book| book.text(&kind, &of, "name").to_owned());
        let what = what.get_untracked();
        let label = crate::t!(
            "calendar.event.did_add",
            who = who,
            what = event_word(what),
            when = span(first, last.unwrap_or(first))
        );
        let event = add_event(
            (&kind, &of),
            what,
            (first, last),
            &text,
            label,
            &random::id(),
        );
        store.act(event);
    };
    view! {
        <AddSpan
            title=crate::t!("calendar.event.add")
            choice
            text_label=crate::t!("calendar.event.text")
            text_help=crate::t!("calendar.event.text_help")
            button=crate::t!("calendar.event.add_now")
            on_add=add
        />
    }
}
