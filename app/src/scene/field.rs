//! Fields of one scene: one command an edit, versions where people disagreed.

use leptos::prelude::*;
use shared::board;
use shared::command::Command;
use shared::eighths::Eighths;
use shared::id::Id;
use shared::kind::Kind;
use shared::record::Value;
use shared::scene;

use crate::people::{int_of, text_of};
use crate::store::{Store, use_store};
use crate::ui::*;

/// Returns the label of an edit: "Scene 12: set PIER".
pub fn label(store: Store, id: &Id, field: &str, value: &str) -> String {
    let number = store.peek(|book| book.text(&Kind::Scene, id, "number").to_owned());
    let value: String = value
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(40)
        .collect();
    if value.trim().is_empty() {
        crate::t!(
            "scene.did.cleared",
            n = number,
            field = field.to_lowercase()
        )
    } else {
        crate::t!(
            "scene.did.set",
            n = number,
            field = field.to_lowercase(),
            value = value
        )
    }
}

/// Writes a field and says so.
pub fn write(store: Store, id: &Id, field: &str, name: &str, shown: &str, value: impl Into<Value>) {
    let label = label(store, id, name, shown);
    store.act(store.peek(|book| scene::edit(book, id, field, value, label)));
}

/// A text of a scene.
#[component]
pub fn SceneField(
    #[prop(into)] id: Signal<Id>,
    field: &'static str,
    name: &'static str,
    #[prop(optional)] long: bool,
    #[prop(optional, into)] help: MaybeProp<String>,
    #[prop(optional, into)] list: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let store = use_store();
    let value = text_of(store, Kind::Scene, id, field);
    let on_commit = Callback::new(move |typed: String| {
        write(
            store,
            &id.get_untracked(),
            field,
            name,
            &typed,
            typed.as_str(),
        );
    });
    view! {
        <div class=if long { "wide" } else { "" }>
            {if long {
                view! { <LongField label=name value on_commit help error rows=2 /> }.into_any()
            } else {
                match list {
                    Some(list) => {
                        view! { <TextField label=name value on_commit help error list /> }.into_any()
                    }
                    None => view! { <TextField label=name value on_commit help error /> }.into_any(),
                }
            }}
            <TwoVersions kind=Kind::Scene id field name />
        </div>
    }
}

/// The length in eighths; what is typed here no import replaces.
#[component]
pub fn PagesField(#[prop(into)] id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let name = crate::t!("scene.length");
    let eighths = int_of(store, Kind::Scene, id, "eighths");
    let source = text_of(store, Kind::Scene, id, "eighths_source");
    let unread = RwSignal::new(None::<String>);
    let value = Signal::derive(move || eighths.get().map(pages).unwrap_or_default());
    let on_commit = Callback::new(move |typed: String| match typed.parse::<Eighths>() {
        Ok(eighths) => {
            unread.set(None);
            let id = id.get_untracked();
            let label = label(store, &id, name, &eighths.to_string());
            store.act(store.peek(|book| scene::edit_eighths(book, &id, eighths, label)));
        }
        Err(why) => unread.set(Some(why.to_string())),
    });
    let help = Signal::derive(move || source_words(&source.get()).to_owned());
    let show = Callback::new(|value: Value| value.as_int().map(pages).unwrap_or_default());
    view! {
        <div>
            <TextField label=name value on_commit help error=unread />
            <TwoVersions kind=Kind::Scene id field="eighths" name show />
        </div>
    }
}

fn pages(eighths: i64) -> String {
    Eighths(u32::try_from(eighths).unwrap_or_default()).to_string()
}

/// Says where a length comes from.
pub fn source_words(source: &str) -> &'static str {
    match source {
        "fdx" => crate::t!("scene.from_file"),
        "computed" => crate::t!("scene.computed"),
        "manual" => crate::t!("scene.typed"),
        _ => "",
    }
}

/// How long the scene takes to shoot.
#[component]
pub fn EstimateField(#[prop(into)] id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let name = crate::t!("scene.estimate");
    let value = int_of(store, Kind::Scene, id, "est_min");
    let on_commit = Callback::new(move |minutes: Option<i64>| {
        let shown = minutes.map(shared::clock::length).unwrap_or_default();
        write(store, &id.get_untracked(), "est_min", name, &shown, minutes);
    });
    let show = Callback::new(|v: Value| v.as_int().map(shared::clock::length).unwrap_or_default());
    view! {
        <div>
            <LengthField label=name value on_commit />
            <TwoVersions kind=Kind::Scene id field="est_min" name show />
        </div>
    }
}

/// Where the scene is shot.
#[component]
pub fn LocationSelect(#[prop(into)] id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let name = crate::t!("scene.location");
    let value = text_of(store, Kind::Scene, id, "location");
    let places = Memo::new(move |_| {
        store.with(&[Kind::Location], |book| {
            let mut all: Vec<(String, String)> = book
                .all(&Kind::Location)
                .map(|l| (l.id.to_string(), l.text("name").to_owned()))
                .collect();
            all.sort_by_key(|(_, name)| name.to_lowercase());
            all
        })
    });
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), crate::t!("scene.no_location").to_owned())];
        options.extend(places.get());
        options
    });
    let called = move |id: &str| {
        places.with_untracked(|all| {
            all.iter()
                .find(|(key, _)| key == id)
                .map(|(_, n)| n.clone())
        })
    };
    let on_commit = Callback::new(move |chosen: String| {
        let shown = called(&chosen).unwrap_or_default();
        write(
            store,
            &id.get_untracked(),
            "location",
            name,
            &shown,
            chosen.as_str(),
        );
    });
    let show =
        Callback::new(move |v: Value| called(v.as_text().unwrap_or_default()).unwrap_or_default());
    view! {
        <div>
            <SelectField label=name value options on_commit />
            <TwoVersions kind=Kind::Scene id field="location" name show />
        </div>
    }
}

/// Which unit shoots it. Draws nothing while there is only the main unit.
#[component]
pub fn UnitSelect(#[prop(into)] id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let name = crate::t!("scene.unit");
    let value = text_of(store, Kind::Scene, id, "unit");
    let options = Memo::new(move |_| {
        let units = store.with(&[Kind::Unit], board::units).into_iter();
        let units = units.map(|u| (u.id.to_string(), u.text("name").to_owned()));
        let main = (String::new(), crate::t!("scene.main_unit").to_owned());
        [main].into_iter().chain(units).collect::<Vec<_>>()
    });
    let called = move |id: &str| {
        options.with_untracked(|all| {
            let found = all.iter().find(|(key, _)| key == id);
            found.map(|(_, name)| name.clone()).unwrap_or_default()
        })
    };
    let on_commit = Callback::new(move |chosen: String| {
        let shown = called(&chosen);
        write(
            store,
            &id.get_untracked(),
            "unit",
            name,
            &shown,
            chosen.as_str(),
        );
    });
    let show = Callback::new(move |v: Value| called(v.as_text().unwrap_or_default()));
    view! {
        <Show when=move || options.with(|all| all.len() > 1)>
            <div>
                <SelectField label=name value options on_commit />
                <TwoVersions kind=Kind::Scene id field="unit" name show />
            </div>
        </Show>
    }
}

/// Inside or outside.
#[component]
pub fn IntExtSelect(#[prop(into)] id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let name = crate::t!("scene.int_ext");
    let value = text_of(store, Kind::Scene, id, "int_ext");
    let options = Signal::derive(|| {
        let mut options = vec![(String::new(), crate::t!("scene.not_said").to_owned())];
        options.extend(["INT", "EXT", "I/E"].map(|word| (word.to_owned(), word.to_owned())));
        options
    });
    let on_commit = Callback::new(move |chosen: String| {
        write(
            store,
            &id.get_untracked(),
            "int_ext",
            name,
            &chosen,
            chosen.as_str(),
        );
    });
    view! {
        <div>
            <SelectField label=name value options on_commit />
            <TwoVersions kind=Kind::Scene id field="int_ext" name />
        </div>
    }
}

/// Carries out a command that a rule made.
pub fn act(store: Store, make: impl FnOnce(&shared::book::Book) -> Command) {
    store.act(store.peek(make));
}
