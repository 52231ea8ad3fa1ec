//! How the day out of days writes its codes: kept with the production, so that everyone reads and
//! prints the same.

use leptos::prelude::*;
use shared::dood::{BadLetter, DropDisplay, LETTERS_MAX, Letters, letter, options};
use shared::kind::Kind;
use shared::production::edit;

use crate::store::{Store, use_store};
use crate::sync::field_name;
use crate::ui::*;

fn write(store: Store, field: &'static str, value: String) {
    let label = crate::t!("settings.changed", field = field_name(field));
    store.act(store.peek(|book| edit::set(book, field, value, label)));
}

fn said(store: Store, field: &'static str) -> Signal<String> {
    Memo::new(move |_| {
        store.with(&[Kind::Production], |book| {
            let production = book.production();
            production.map_or("", |p| p.text(field)).to_owned()
        })
    })
    .into()
}

/// The button beside the grid, and its dialog.
#[component]
pub fn Codes() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button on_click=move || open.set(true)>{crate::t!("schedule.codes")}</Button>
        <Dialog open title=crate::t!("schedule.codes_title")>
            <Fields />
        </Dialog>
    }
}

#[component]
fn Fields() -> impl IntoView {
    let store = use_store();
    let fill = Memo::new(move |_| {
        store.with(&[Kind::Production], |book| {
            options(book).drop_display == DropDisplay::FillGap
        })
    });
    let usual = Letters::default();
    let choices = |pairs: [(&'static str, &'static str); 2]| {
        let pairs = pairs.map(|(key, text)| (key.to_owned(), text.to_owned()));
        Signal::stored(pairs.to_vec())
    };
    view! {
        <div class="stack dood-codes">
            <p class="muted">{crate::t!("schedule.codes_text")}</p>
            <SelectField
                label=field_name("dood_display")
                value=said(store, "dood_display")
                options=choices([
                    ("", crate::t!("schedule.codes.letter")),
                    ("fill", crate::t!("schedule.codes.fill")),
                ])
                on_commit=move |chosen| write(store, "dood_display", chosen)
            />
            // Three days of a drop, as they will be printed.
            <p class="dood-sample n" aria-hidden="true">
                {move || if fill.get() { "W  D  D  PW" } else { "WD  ·  ·  PW" }}
            </p>
            <SelectField
                label=field_name("dood_bound")
                value=said(store, "dood_bound")
                options=choices([
                    ("", crate::t!("schedule.codes.more")),
                    ("least", crate::t!("schedule.codes.least")),
                ])
                on_commit=move |chosen| write(store, "dood_bound", chosen)
            />
            <div class="fields">
                <LetterField field="dood_travel" usual=usual.travel />
                <LetterField field="dood_fitting" usual=usual.fitting />
                <LetterField field="dood_rehearsal" usual=usual.rehearsal />
            </div>
        </div>
    }
}

/// One code of one's own; empty is the usual one.
#[component]
fn LetterField(field: &'static str, usual: String) -> impl IntoView {
    let store = use_store();
    let error = RwSignal::new(None::<String>);
    let commit = move |typed: String| {
        let read = store.peek(|book| book.production().map(|p| letter(p, field, &typed)));
        match read {
            Some(Ok(code)) => {
                error.set(None);
                write(store, field, code);
            }
            Some(Err(BadLetter::Unreadable)) => {
                error.set(Some(crate::t!(
                    "schedule.codes.unreadable",
                    n = LETTERS_MAX
                )));
            }
            Some(Err(BadLetter::Taken(by))) => {
                error.set(Some(crate::t!("schedule.codes.taken", code = by)));
            }
            None => {}
        }
    };
    let label = field_name(field);
    view! {
        <TextField label value=said(store, field) on_commit=commit error placeholder=usual />
    }
}
