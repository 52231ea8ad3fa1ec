//! Where an element is used: its scenes as links, how many each needs, and more by number.

use std::sync::Arc;

use leptos::prelude::*;
use shared::breakdown::{ElementView, set_count, set_part, uses};
use shared::command::Command;
use shared::id::Id;
use shared::kind::Kind;
use shared::scene::{self, Part, SceneView};

use crate::people::Address;
use crate::scene::{light_words, set_text};
use crate::shell::path;
use crate::store::use_store;
use crate::ui::*;

use super::count::CountField;
use super::state::{Elements, name_of};

#[component]
pub fn UsedIn(
    id: Id,
    element: Memo<Option<Arc<ElementView>>>,
    elements: Elements,
    may_plan: Memo<bool>,
    address: Address,
) -> impl IntoView {
    let store = use_store();
    let key = id.clone();
    let scenes = Memo::new(move |_| store.with(scene::KINDS, |book| uses(book, &key)));
    let is_counted = Memo::new(move |_| {
        let category = element.get().map(|e| elements.category(&e.category));
        category.is_some_and(|c| c.is_counted())
    });
    let total = move || {
        element.with(|e| {
            let e = e.as_ref()?;
            let n = e.scenes.len();
            (n > 0).then(|| crate::t!("scene.total", n = n, pages = e.eighths))
        })
    };
    let row = {
        let id = id.clone();
        move |scene: Arc<SceneView>| {
            view! { <SceneRow element=id.clone() scene is_counted may_plan address /> }
        }
    };
    view! {
        <section class="element-scenes">
            <h3>{crate::t!("breakdown.used")}</h3>
            <p class="muted">{move || total().unwrap_or_else(|| crate::t!("breakdown.used_none").to_owned())}</p>
            <ul class="used-list" aria-label=crate::t!("breakdown.used")>
                <For each=move || scenes.get() key=|s| (s.id.clone(), s.number.clone(), s.set.clone()) children=row />
            </ul>
            <Show when=move || may_plan.get()>
                <AddScenes id=id.clone() />
            </Show>
        </section>
    }
}

#[component]
fn SceneRow(
    element: Id,
    scene: Arc<SceneView>,
    is_counted: Memo<bool>,
    may_plan: Memo<bool>,
    address: Address,
) -> impl IntoView {
    let store = use_store();
    let href = path(
        &untrack(|| address.production()),
        &format!("scene/{}", scene.id),
    );
    let number = scene.number.to_string();
    let said = crate::t!("breakdown.take_out", n = number);
    let (of, in_scene) = (
        StoredValue::new(element),
        StoredValue::new(scene.id.clone()),
    );
    let shown = number.clone();
    let count = Memo::new(move |_| {
        let record = store.record(&Kind::Scene, &in_scene.get_value())?;
        record
            .int(&format!("count/{}", of.get_value()))
            .filter(|n| *n > 0)
    });
    let write = move |count: Option<u32>| {
        let (name, n) = (name_of(store, &of.get_value()), number.clone());
        let label = match count {
            Some(count) => crate::t!("breakdown.did.counted", n = n, name = name, count = count),
            None => crate::t!("breakdown.did.uncounted", n = n, name = name),
        };
        store
            .act(store.peek(|book| {
                set_count(book, &in_scene.get_value(), &of.get_value(), count, label)
            }));
    };
    let write = Callback::new(write);
    let number = shown.clone();
    let take_out = move || {
        let label = crate::t!(
            "scene.did.out",
            n = number,
            name = name_of(store, &of.get_value())
        );
        store.act(store.peek(|book| {
            set_part(
                book,
                &in_scene.get_value(),
                &of.get_value(),
                Part::Out,
                label,
            )
        }));
    };
    let take_out = Callback::new(move |()| take_out());
    let counted = crate::t!("breakdown.count_in", n = shown);
    view! {
        <li>
            <a href=href>
                <b>{shown}</b>
                <span class="muted">{light_words(&scene)}</span>
                <span class="set">{set_text(&scene)}</span>
                <span class="pages">{scene.eighths.to_string()}</span>
            </a>
            {move || (is_counted.get() && may_plan.get()).then(|| view! {
                <CountField label=counted.clone() value=count on_commit=write />
            })}
            {move || (is_counted.get() && !may_plan.get()).then(|| count.get().map(|n| view! { <b>"×"{n}</b> }))}
            <Show when=move || may_plan.get()>
                <IconButton icon=IconName::Close name=said.clone() on_click=take_out />
            </Show>
        </li>
    }
}

/// Puts the element into scenes by their numbers: "12, 14A".
#[component]
fn AddScenes(id: Id) -> impl IntoView {
    let store = use_store();
    let typed = RwSignal::new(String::new());
    let unknown = RwSignal::new(None::<String>);
    let submit = move || {
        let text = typed.get_untracked();
        let numbers: Vec<&str> = text
            .split([',', ';'])
            .map(str::trim)
            .filter(|number| !number.is_empty())
            .collect();
        if numbers.is_empty() {
            return;
        }
        let all = store.peek(scene::in_order);
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for number in numbers {
            let is_it = |s: &&Arc<SceneView>| s.number.eq_ignore_ascii_case(number);
            match all.iter().find(is_it) {
                Some(scene) => found.push(scene.clone()),
                None => missing.push(number),
            }
        }
        if !missing.is_empty() {
            unknown.set(Some(crate::t!(
                "breakdown.scene_unknown",
                numbers = missing.join(", ")
            )));
            return;
        }
        let said: Vec<&str> = found.iter().map(|s| &*s.number).collect();
        let label = crate::t!(
            "breakdown.did.into",
            name = name_of(store, &id),
            numbers = said.join(", ")
        );
        let command = store.peek(|book| {
            found.iter().fold(Command::new(label), |command, scene| {
                command.and(set_part(book, &scene.id, &id, Part::In, String::new()))
            })
        });
        store.act(command);
        typed.set(String::new());
        unknown.set(None);
    };
    view! {
        <Form class="add-row" on_submit=submit>
            <TextField label=crate::t!("breakdown.add_scenes") value=typed error=unknown placeholder="12, 14A"
                on_input=move |text| {
                    typed.set(text);
                    unknown.set(None);
                } />
            <Button submit=true>{crate::t!("breakdown.add_scenes_do")}</Button>
        </Form>
    }
}
