//! The words of the day: safety, notes, channels, and who runs it.

use leptos::prelude::*;
use shared::callsheet::draft::ROLES;
use shared::kind::Kind;
use shared::people::fold;
use shared::record::Value;

use super::state::use_draft;
use super::times::DaySource;
use super::words::{field, role};
use crate::ui::*;

#[component]
pub fn Texts() -> impl IntoView {
    view! {
        <section class="part" aria-labelledby="draft-texts">
            <h2 id="draft-texts">{crate::t!("callsheet.texts")}</h2>
            <div class="card">
                <LongText name="safety" help=crate::t!("callsheet.help.safety") />
                <LongText name="notes" help=crate::t!("callsheet.help.notes") />
                <LongText name="channels" help=crate::t!("callsheet.help.channels") />
            </div>
        </section>
        <section class="part" aria-labelledby="draft-roles">
            <h2 id="draft-roles">{crate::t!("callsheet.contacts")}</h2>
            <div class="card">
                <div class="fields">
                    {ROLES.iter().map(|(name, _)| view! { <RunsDay name /> }).collect_view()}
                </div>
            </div>
        </section>
    }
}

/// A text of one line; what the sheet takes from elsewhere stands in the empty field.
#[component]
pub fn DayText(
    name: &'static str,
    #[prop(optional)] help: Option<&'static str>,
    #[prop(optional, into)] drafted: MaybeProp<String>,
) -> impl IntoView {
    let room = use_draft();
    let value = Memo::new(move |_| {
        room.record()
            .map_or_else(String::new, |day| day.text(name).to_owned())
    });
    let help = MaybeProp::derive(move || help.map(str::to_owned));
    // Without another text to stand in for it, the field says nothing of where it comes from.
    let is_drafted = Signal::derive(move || drafted.get().is_some());
    view! {
        <div>
            <TextField
                label=field(name)
                value
                placeholder=drafted
                help
                disabled=Signal::derive(move || !room.may_write.get())
                on_commit=move |text: String| {
                    let text = text.trim().to_owned();
                    room.set_day(name, if text.is_empty() { Value::Nothing } else { text.into() });
                }
            />
            <Show when=move || is_drafted.get()>
                <DaySource name label=field(name) is_drafted />
            </Show>
            <TwoVersions kind=Kind::Day id=room.day field=name name=field(name) />
        </div>
    }
}

#[component]
fn LongText(name: &'static str, help: &'static str) -> impl IntoView {
    let room = use_draft();
    let value = Memo::new(move |_| {
        room.record()
            .map_or_else(String::new, |day| day.text(name).to_owned())
    });
    view! {
        <div data-field=name>
        <LongField
            label=field(name)
            value
            help
            disabled=Signal::derive(move || !room.may_write.get())
            on_commit=move |text: String| room.write_day(name, text.trim_end())
        />
        // Two who each wrote the day's first sentence apart.
        <TwoVersions kind=Kind::Day id=room.day field=name name=field(name) />
        </div>
    }
}

/// Who runs the day; nobody chosen means whoever has the position.
#[component]
fn RunsDay(name: &'static str) -> impl IntoView {
    let room = use_draft();
    let value = Memo::new(move |_| {
        room.record()
            .map_or_else(String::new, |day| day.text(name).to_owned())
    });
    let drafted = Memo::new(move |_| {
        room.sheet.with(|sheet| {
            sheet
                .contacts
                .iter()
                .find(|c| c.role == name)
                .map(|c| c.name.clone())
                .unwrap_or_default()
        })
    });
    let options = Memo::new(move |_| {
        let first = match drafted.get() {
            who if who.is_empty() || !value.get().is_empty() => {
                crate::t!("callsheet.by_position").to_owned()
            }
            who => crate::t!("callsheet.by_position_is", who = who),
        };
        let mut people: Vec<(String, String)> = room.store.with(&[Kind::Person], |book| {
            book.all(&Kind::Person)
                .filter(|p| !matches!(p.text("group"), "cast" | "background"))
                .map(|p| (p.id.to_string(), p.text("name").to_owned()))
                .collect()
        });
        people.sort_by_cached_key(|(_, name)| fold(name));
        people.insert(0, (String::new(), first));
        people
    });
    view! {
        <div data-field=name>
            <SelectField
                label=role(name)
                value
                options
                disabled=Signal::derive(move || !room.may_write.get())
                on_commit=move |id: String| {
                    room.set_day(name, if id.is_empty() { Value::Nothing } else { id.into() });
                }
            />
            <DaySource
                name
                label=role(name)
                is_drafted=Signal::derive(move || drafted.with(|who| !who.is_empty()))
            />
            <TwoVersions
                kind=Kind::Day
                id=room.day
                field=name
                name=role(name)
                show=Callback::new(move |value: Value| {
                    let id = value.as_text().unwrap_or_default().to_owned();
                    room.store.peek(|book| book.text(&Kind::Person, &id.as_str().into(), "name").to_owned())
                })
            />
        </div>
    }
}
