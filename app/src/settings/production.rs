//! What is said of the production as a whole.

use leptos::prelude::*;
use shared::access::Audience;
use shared::board::Preset;
use shared::calendar;
use shared::kind::Kind;
use shared::production::{self, edit};
use shared::record::Value;
use shared::revision;

use crate::home::{ZoneList, kind_options, zone_error};
use crate::store::{Store, use_store};
use crate::sync::field_name;
use crate::ui::{Card, CheckField, DateField, SelectField, TextField, TwoVersions};

/// How many rounds of the revision colours a script's colour can be chosen from.
const COLOURS: u32 = 19;

/// Reads a text field of the production, tracked.
fn read(store: Store, field: &'static str) -> Signal<String> {
    Memo::new(move |_| {
        store.with(&[Kind::Production], |book| {
            match book.production().map(|p| p.get(field).clone()) {
                Some(Value::Text(text)) => text.to_string(),
                Some(Value::Int(n)) => n.to_string(),
                _ => String::new(),
            }
        })
    })
    .into()
}

fn write(store: Store, field: &'static str, value: impl Into<Value>) {
    let label = crate::t!("settings.changed", field = field_name(field));
    store.act(store.peek(|book| edit::set(book, field, value, label)));
}

fn may_not(store: Store) -> Signal<bool> {
    Signal::derive(move || !store.may_write(&Audience::Plan))
}

/// A text of the production that is committed as it is.
#[component]
fn Text(field: &'static str, #[prop(optional)] kind: &'static str) -> impl IntoView {
    let store = use_store();
    view! {
        <div data-field=field>
            <TextField
                label=field_name(field)
                value=read(store, field)
                on_commit=move |text: String| write(store, field, text)
                disabled=may_not(store)
                kind=kind
            />
            <Versions field />
        </div>
    }
}

#[component]
fn Versions(field: &'static str) -> impl IntoView {
    let store = use_store();
    let id = Memo::new(move |_| {
        store.with(&[Kind::Production], |book| {
            book.production().map(|p| p.id.clone())
        })
    });
    move || {
        id.get().map(
            |id| view! { <TwoVersions kind=Kind::Production id field name=field_name(field) /> },
        )
    }
}

#[component]
pub fn ProductionCard() -> impl IntoView {
    let store = use_store();
    let disabled = may_not(store);
    let (title_error, bad_zone) = (RwSignal::new(None), RwSignal::new(None));
    let set_title = move |text: String| {
        title_error.set(
            text.trim()
                .is_empty()
                .then(|| crate::t!("create.no_title").to_owned()),
        );
        if title_error.get_untracked().is_none() {
            write(store, "title", text);
        }
    };
    let set_zone = move |text: String| {
        bad_zone.set(zone_error(&text));
        if bad_zone.get_untracked().is_none() {
            write(store, "zone", text);
        }
    };
    let set_start = move |text: String| {
        let label = crate::t!("settings.changed", field = field_name("start"));
        let date = calendar::parse_date(&text);
        store.act(store.peek(|book| calendar::set_start(book, date, label)));
    };
    let kind = Signal::derive(move || {
        store.with(&[Kind::Production], |book| {
            production::kind(book).as_str().to_owned()
        })
    });
    view! {
        <Card title=crate::t!("settings.production")>
            <div class="fields">
                <div class="wide">
                    <TextField
                        label=field_name("title")
                        value=read(store, "title")
                        on_commit=set_title
                        error=title_error
                        disabled
                    />
                    <Versions field="title" />
                </div>
                <Text field="company" />
                <SelectField
                    label=field_name("kind")
                    value=kind
                    options=kind_options()
                    on_commit=move |kind: String| write(store, "kind", kind)
                    disabled
                />
                <div>
                    <DateField
                        label=field_name("start")
                        value=read(store, "start")
                        on_commit=set_start
                        disabled
                        help=crate::t!("settings.start_help")
                    />
                    <Versions field="start" />
                </div>
                <TextField
                    label=field_name("zone")
                    value=read(store, "zone")
                    on_commit=set_zone
                    error=bad_zone
                    list="zones"
                    disabled
                    help=crate::t!("create.zone_help")
                />
                <ZoneList id="zones" />
                <Text field="office_phone" kind="tel" />
                <Text field="channels" />
            </div>
            <DaysOff />
        </Card>
    }
}

/// Weekdays without work, Monday first.
#[component]
fn DaysOff() -> impl IntoView {
    let store = use_store();
    let digits = read(store, "days_off");
    let names = [
        crate::t!("weekday.1"),
        crate::t!("weekday.2"),
        crate::t!("weekday.3"),
        crate::t!("weekday.4"),
        crate::t!("weekday.5"),
        crate::t!("weekday.6"),
        crate::t!("weekday.7"),
    ];
    let off = move || -> [bool; 7] {
        let digits = digits.get();
        std::array::from_fn(|n| digits.contains(&(n + 1).to_string()))
    };
    let toggle = move |n: usize, is_off: bool| {
        let mut all = untrack(off);
        all[n] = is_off;
        let label = crate::t!("settings.changed", field = field_name("days_off"));
        store.act(store.peek(|book| calendar::set_days_off(book, all, label)));
    };
    view! {
        <fieldset class="days-off">
            <legend>{field_name("days_off")}</legend>
            <div class="line">
                {names
                    .into_iter()
                    .enumerate()
                    .map(|(n, name)| {
                        view! {
                            <CheckField
                                label=name
                                value=Signal::derive(move || off()[n])
                                on_commit=move |is_off| toggle(n, is_off)
                                disabled=may_not(store)
                            />
                        }
                    })
                    .collect_view()}
            </div>
        </fieldset>
    }
}

#[component]
pub fn ScriptCard() -> impl IntoView {
    let store = use_store();
    let disabled = may_not(store);
    let colours: Vec<(String, String)> =
        std::iter::once((String::new(), crate::t!("settings.no_colour").to_owned()))
            .chain((0..COLOURS).map(|n| (n.to_string(), revision::nth(n))))
            .collect();
    let set_colour =
        move |chosen: String| write(store, "script_colour", chosen.parse::<i64>().ok());
    let title = move || {
        store.with(&[Kind::Production], |book| {
            production::nouns(book).script.title()
        })
    };
    view! {
        <Card title=Signal::derive(title)>
            <div class="fields">
                <SelectField
                    label=field_name("script_colour")
                    value=read(store, "script_colour")
                    options=colours
                    on_commit=set_colour
                    disabled
                />
                <DateField
                    label=field_name("script_date")
                    value=read(store, "script_date")
                    on_commit=move |date: String| write(store, "script_date", date)
                    disabled
                />
            </div>
        </Card>
    }
}

#[component]
pub fn PaperCard() -> impl IntoView {
    let store = use_store();
    let disabled = may_not(store);
    let papers = vec![
        ("a4".to_owned(), crate::t!("settings.a4").to_owned()),
        ("letter".to_owned(), crate::t!("settings.letter").to_owned()),
    ];
    let presets: Vec<(String, String)> = [
        (Preset::A, crate::t!("settings.preset_a")),
        (Preset::B, crate::t!("settings.preset_b")),
    ]
    .into_iter()
    .map(|(preset, text)| (preset.as_str().to_owned(), text.to_owned()))
    .collect();
    let preset = Signal::derive(move || {
        store.with(&[Kind::Production], |book| {
            shared::board::colours(book).preset.as_str().to_owned()
        })
    });
    view! {
        <Card title=crate::t!("settings.paper_card")>
            <div class="fields">
                <SelectField
                    label=field_name("paper")
                    value=read(store, "paper")
                    options=papers
                    on_commit=move |paper: String| write(store, "paper", paper)
                    disabled
                />
                <SelectField
                    label=field_name("strip_preset")
                    value=preset
                    options=presets
                    on_commit=move |preset: String| write(store, "strip_preset", preset)
                    help=crate::t!("settings.preset_help")
                    disabled
                />
            </div>
        </Card>
    }
}
