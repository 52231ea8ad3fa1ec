//! A field of a record, with its check, its versions and its one command an edit.

use leptos::prelude::*;
use shared::clock;
use shared::id::Id;
use shared::kind::Kind;
use shared::people::set;
use shared::record::Value;

use crate::store::{Store, use_store};
use crate::ui::*;

/// A check of typed text: the error sentence, if there is one.
pub type Check = fn(&str) -> Option<String>;

/// Returns a text field of a record, and tracks that record only.
pub fn text_of(store: Store, kind: Kind, id: Signal<Id>, field: &'static str) -> Signal<String> {
    let kind = StoredValue::new(kind);
    Memo::new(move |_| {
        store
            .record(&kind.get_value(), &id.get())
            .map(|record| record.text(field).to_owned())
            .unwrap_or_default()
    })
    .into()
}

/// Returns a number of a record, and tracks that record only.
pub fn int_of(
    store: Store,
    kind: Kind,
    id: Signal<Id>,
    field: &'static str,
) -> Signal<Option<i64>> {
    let kind = StoredValue::new(kind);
    Memo::new(move |_| {
        store
            .record(&kind.get_value(), &id.get())
            .and_then(|record| record.int(field))
    })
    .into()
}

/// Writes one field and says so: "Dana Okafor: phone +44 7700 900123".
pub fn write(store: Store, kind: &Kind, id: &Id, field: &str, name: &str, value: impl Into<Value>) {
    let value = value.into();
    let who = store.peek(|book| {
        let own = book.text(kind, id, "name").to_owned();
        if own.is_empty() {
            book.text(&Kind::Person, id, "name").to_owned()
        } else {
            own
        }
    });
    let name = lower_first(name);
    let label = match &value {
        Value::Text(text) if !text.trim().is_empty() => {
            crate::t!(
                "people.did.set",
                who = who,
                field = name,
                value = shortened(text)
            )
        }
        Value::Int(_) | Value::Flag(_) => crate::t!("people.did.changed", who = who, field = name),
        _ => crate::t!("people.did.cleared", who = who, field = name),
    };
    let command = store.peek(|book| set(book, kind, id, field, value, label));
    store.act(command);
}

fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        // "E-mail" and "HQ" keep their capitals, "Phone" loses it within a sentence.
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(name.chars().skip(1)).collect()
        }
        _ => name.to_owned(),
    }
}

fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    if line.chars().count() <= 40 && line == text.trim() {
        return line.to_owned();
    }
    let head: String = line.chars().take(40).collect();
    format!("{}…", head.trim_end())
}

/// A text of a record. What is implausible is kept as typed, with the error beneath.
#[component]
pub fn RecordField(
    kind: Kind,
    #[prop(into)] id: Signal<Id>,
    field: &'static str,
    label: &'static str,
    #[prop(optional)] input: FieldKind,
    /// Several lines.
    #[prop(optional)]
    long: bool,
    #[prop(optional)] check: Option<Check>,
    #[prop(optional, into)] help: MaybeProp<String>,
    #[prop(optional, into)] placeholder: MaybeProp<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let store = use_store();
    let value = text_of(store, kind.clone(), id, field);
    let error = Signal::derive(move || check.and_then(|check| check(&value.get())));
    let writes = kind.clone();
    let on_commit = Callback::new(move |typed: String| {
        write(store, &writes, &id.get_untracked(), field, label, typed);
    });
    view! {
        <div class="record-field" data-field=field>
            {if long {
                view! {
                    <LongField label value on_commit help error disabled placeholder />
                }
                    .into_any()
            } else {
                view! {
                    <TextField label value on_commit help error kind=input disabled placeholder />
                }
                    .into_any()
            }}
            <TwoVersions kind id field name=label />
        </div>
    }
}

/// Minutes of a record: how long something takes.
#[component]
pub fn RecordLength(
    kind: Kind,
    #[prop(into)] id: Signal<Id>,
    field: &'static str,
    label: &'static str,
    #[prop(optional, into)] help: MaybeProp<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let store = use_store();
    let value = int_of(store, kind.clone(), id, field);
    let writes = kind.clone();
    let on_commit = Callback::new(move |minutes: Option<i64>| {
        write(store, &writes, &id.get_untracked(), field, label, minutes);
    });
    let show = Callback::new(|value: Value| value.as_int().map(clock::length).unwrap_or_default());
    view! {
        <div class="record-field" data-field=field>
            <LengthField label value on_commit help disabled />
            <TwoVersions kind id field name=label show />
        </div>
    }
}

/// Minutes against the general call, of a person or of a department; early is negative.
#[component]
pub fn RecordOffset(
    kind: Kind,
    #[prop(into)] id: Signal<Id>,
    label: &'static str,
    #[prop(optional, into)] help: MaybeProp<String>,
    #[prop(optional, into)] placeholder: MaybeProp<String>,
    /// The label is there for screen readers only.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    const FIELD: &str = "call_offset_min";
    let store = use_store();
    let minutes = int_of(store, kind.clone(), id, FIELD);
    let value = Signal::derive(move || minutes.get().map(|n| n.to_string()).unwrap_or_default());
    let wrong = RwSignal::new(None::<String>);
    let writes = kind.clone();
    let commit = move |typed: String| match offset(&typed) {
        Ok(minutes) => {
            wrong.set(None);
            write(store, &writes, &id.get_untracked(), FIELD, label, minutes);
        }
        Err(NotAnOffset) => wrong.set(Some(crate::t!("people.offset_wrong").to_owned())),
    };
    view! {
        <div class="record-field" data-field=FIELD>
            <TextField label value on_commit=commit error=wrong help placeholder quiet />
            <TwoVersions kind id field=FIELD name=label />
        </div>
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct NotAnOffset;

/// Reads minutes from -720 to 720; nothing typed is none.
fn offset(typed: &str) -> Result<Option<i64>, NotAnOffset> {
    let typed = typed.trim().replace('−', "-");
    if typed.is_empty() {
        return Ok(None);
    }
    let minutes = typed.parse().map_err(|_| NotAnOffset)?;
    if (-720..=720).contains(&minutes) {
        Ok(Some(minutes))
    } else {
        Err(NotAnOffset)
    }
}

/// A yes or no of a record.
#[component]
pub fn RecordTick(
    kind: Kind,
    #[prop(into)] id: Signal<Id>,
    field: &'static str,
    label: &'static str,
    #[prop(optional, into)] help: MaybeProp<String>,
) -> impl IntoView {
    let store = use_store();
    let of = StoredValue::new(kind);
    let value = Memo::new(move |_| {
        store
            .record(&of.get_value(), &id.get())
            .is_some_and(|record| record.flag(field))
    });
    let on_commit = move |on: bool| {
        let value = if on {
            Value::Flag(true)
        } else {
            Value::Nothing
        };
        write(
            store,
            &of.get_value(),
            &id.get_untracked(),
            field,
            label,
            value,
        );
    };
    view! { <CheckField label value on_commit help /> }
}

/// A civil date of a record.
#[component]
pub fn RecordDate(
    kind: Kind,
    #[prop(into)] id: Signal<Id>,
    field: &'static str,
    label: &'static str,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let store = use_store();
    let value = text_of(store, kind.clone(), id, field);
    let writes = kind.clone();
    let on_commit = Callback::new(move |date: String| {
        write(store, &writes, &id.get_untracked(), field, label, date);
    });
    view! {
        <div class="record-field" data-field=field>
            <DateField label value on_commit disabled />
            <TwoVersions kind id field name=label />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_against_the_call_are_read_as_people_write_them() {
        let check = |typed: &str, want| assert_eq!(offset(typed), want, "{typed}");
        check("-30", Ok(Some(-30)));
        check(" \u{2212}30 ", Ok(Some(-30)));
        check("+15", Ok(Some(15)));
        check("", Ok(None));
        check("721", Err(NotAnOffset));
        check("06:30", Err(NotAnOffset));
    }
}
