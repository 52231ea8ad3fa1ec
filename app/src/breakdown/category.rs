//! The fields of one category: what it is called and looks like, whose it usually is, what the
//! day out of days assumes of its elements, and where it stands.

use leptos::prelude::*;
use shared::breakdown::category::by_name;
use shared::breakdown::{CategoryView, edit_category};
use shared::command::Command;
use shared::id::Id;
use shared::kind::Kind;
use shared::people::{departments, moved};
use shared::record::Value;

use crate::store::{Store, use_store};
use crate::ui::*;

use super::mark::COLOURS;
use super::state::Elements;
use super::words::category_name;

/// Writes a field of a category and says so.
fn write(store: Store, now: Memo<CategoryView>, field: &str, name: &str, value: impl Into<Value>) {
    let category = now.get_untracked();
    let label = crate::t!(
        "breakdown.did.category_set",
        name = category_name(&category),
        field = name.to_lowercase()
    );
    store.act(store.peek(|book| edit_category(book, &category.id, field, value, label)));
}

#[component]
pub fn CategoryFields(
    id: Id,
    now: Memo<CategoryView>,
    elements: Elements,
    #[prop(into)] on_removed: Callback<()>,
) -> impl IntoView {
    let store = use_store();
    let departments = Memo::new(move |_| {
        let all = store.with(&[Kind::Department, Kind::Person], departments);
        let none = (
            String::new(),
            crate::t!("breakdown.no_department").to_owned(),
        );
        let all = all.into_iter().map(|d| (d.id.to_string(), d.name));
        [none].into_iter().chain(all).collect::<Vec<_>>()
    });
    let department = Signal::derive(move || {
        let id = now.with(|c| c.department.clone());
        id.map(|id| id.to_string()).unwrap_or_default()
    });
    let days = Signal::derive(move || now.with(|c| c.dood.drop_days.to_string()));
    let wrong = RwSignal::new(None::<String>);
    let write_days = move |typed: String| match typed.trim().parse::<i64>() {
        Ok(days) if (1..=365).contains(&days) => {
            wrong.set(None);
            write(
                store,
                now,
                "drop_days",
                crate::t!("breakdown.dood.days"),
                days,
            );
        }
        _ => wrong.set(Some(crate::t!("breakdown.dood.days_wrong").to_owned())),
    };
    view! {
        <section class="fields element-fields" aria-label=crate::t!("breakdown.category")>
            <div class="wide"><NameField now /></div>
            <LetterField now />
            <ColourField now />
            <div class="wide">
                <SelectField label=crate::t!("breakdown.category_department") value=department options=departments
                    on_commit=move |chosen: String| {
                        write(store, now, "department", crate::t!("breakdown.department"), chosen);
                    } />
            </div>
        </section>
        <fieldset class="element-flags">
            <legend>{crate::t!("breakdown.dood")}</legend>
            <Tick now field="dood" label=crate::t!("breakdown.dood.on") which=|c| c.dood.dood />
            <Tick now field="hold" label=crate::t!("breakdown.dood.hold") which=|c| c.dood.hold />
            <Tick now field="drop" label=crate::t!("breakdown.dood.drop") which=|c| c.dood.drop />
            <TextField label=crate::t!("breakdown.dood.days") value=days on_commit=write_days error=wrong
                kind=FieldKind::Number />
        </fieldset>
        <Place id elements now on_removed />
    }
}

#[component]
fn NameField(now: Memo<CategoryView>) -> impl IntoView {
    let store = use_store();
    let name = crate::t!("breakdown.category_name");
    let value = Signal::derive(move || category_name(&now.get()));
    let wrong = RwSignal::new(None::<String>);
    let is_standard = now.with_untracked(|c| c.standard.is_some());
    let rename = move |typed: String| {
        let id = now.with_untracked(|c| c.id.clone());
        let taken = store
            .peek(|book| by_name(book, &typed))
            .filter(|other| *other != id);
        if taken.is_some() {
            wrong.set(Some(crate::t!("breakdown.category_there").to_owned()));
        } else if typed.trim().is_empty() && !is_standard {
            wrong.set(Some(crate::t!("breakdown.category_nameless").to_owned()));
        } else {
            wrong.set(None);
            write(store, now, "name", name, typed);
        }
    };
    let help = is_standard.then(|| crate::t!("breakdown.category_name_help").to_owned());
    view! { <TextField label=name value on_commit=rename error=wrong help=help /> }
}

#[component]
fn LetterField(now: Memo<CategoryView>) -> impl IntoView {
    let store = use_store();
    let name = crate::t!("breakdown.letter");
    let value = Signal::derive(move || now.with(|c| c.letter.to_string()));
    let wrong = RwSignal::new(None::<String>);
    let write_letter = move |typed: String| {
        if typed.trim().chars().count() > 3 {
            wrong.set(Some(crate::t!("breakdown.letter_long").to_owned()));
        } else {
            wrong.set(None);
            write(store, now, "letter", name, typed);
        }
    };
    view! { <TextField label=name value on_commit=write_letter error=wrong help=crate::t!("breakdown.letter_help") /> }
}

#[component]
fn ColourField(now: Memo<CategoryView>) -> impl IntoView {
    let store = use_store();
    let name = crate::t!("breakdown.colour");
    let value = Signal::derive(move || now.with(|c| c.colour.to_string()));
    let options = Signal::derive(|| {
        let named = COLOURS.map(|colour| {
            let word = crate::words::find(&format!("colour.{colour}"));
            (colour.to_owned(), word.unwrap_or(colour).to_owned())
        });
        named.to_vec()
    });
    let choose = move |chosen: String| write(store, now, "colour", name, chosen);
    view! { <SelectField label=name value options on_commit=choose /> }
}

/// What the day out of days assumes of the category's elements.
#[component]
fn Tick(
    now: Memo<CategoryView>,
    field: &'static str,
    label: &'static str,
    which: fn(&CategoryView) -> bool,
) -> impl IntoView {
    let store = use_store();
    let value = Signal::derive(move || now.with(which));
    view! { <CheckField label value on_commit=move |is_on: bool| write(store, now, field, label, is_on) /> }
}

/// Up, down, and away for an own category without elements.
#[component]
fn Place(
    id: Id,
    elements: Elements,
    now: Memo<CategoryView>,
    on_removed: Callback<()>,
) -> impl IntoView {
    let store = use_store();
    let key = id.clone();
    let place = Memo::new(move |_| {
        elements.categories.with(|all| {
            let at = all.iter().position(|c| c.id == key)?;
            Some((at, all.len()))
        })
    });
    let key = id.clone();
    let is_empty = Memo::new(move |_| {
        elements
            .list
            .with(|all| all.iter().all(|e| e.category != key))
    });
    let key = id.clone();
    let shift = Callback::new(move |to: usize| {
        let rows: Vec<(Id, String)> = elements.categories.with_untracked(|all| {
            all.iter()
                .map(|c| (c.id.clone(), c.order.to_string()))
                .collect()
        });
        let name = category_name(&now.get_untracked());
        let label = crate::t!("breakdown.did.category_moved", name = name);
        store.act(moved(&Kind::Category, &rows, &key, to, label));
    });
    let take_away = move || {
        let name = category_name(&now.get_untracked());
        let label = crate::t!("breakdown.did.category_removed", name = name);
        store.act(Command::new(label).remove(Kind::Category, &id));
        on_removed.run(());
    };
    let is_own = now.with_untracked(|c| c.standard.is_none());
    view! {
        <div class="line">
            <Button
                disabled=Signal::derive(move || place.get().is_none_or(|(at, _)| at == 0))
                on_click=move || if let Some((at, _)) = place.get_untracked() { shift.run(at.saturating_sub(1)) }
            >{crate::t!("people.up")}</Button>
            <Button
                disabled=Signal::derive(move || place.get().is_none_or(|(at, n)| at + 1 >= n))
                on_click=move || if let Some((at, _)) = place.get_untracked() { shift.run(at + 1) }
            >{crate::t!("people.down")}</Button>
            {is_own.then(|| view! {
                <Button kind=ButtonKind::Danger on_click=take_away
                    disabled=Signal::derive(move || !is_empty.get())>
                    {crate::t!("breakdown.remove_category")}
                </Button>
            })}
        </div>
        <Show when=move || is_own && !is_empty.get()>
            <p class="muted">{crate::t!("breakdown.category_in_use")}</p>
        </Show>
    }
}
