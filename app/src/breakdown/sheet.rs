//! A scene's breakdown sheet: what the scene needs by category, and the row that adds to it.

use leptos::prelude::*;
use shared::access::Audience;
use shared::breakdown::{self, Group, Missing, SheetElement, add_missing, missing_in};
use shared::id::Id;
use shared::kind::Kind;
use shared::scene::Part;

use crate::shell::path;
use crate::store::{Store, use_store};
use crate::ui::*;

use super::count::CountField;
use super::mark::CategoryMark;
use super::quick::QuickAdd;
use super::state::name_of;
use super::words::category_name;

/// The section of a scene; its cast has one of its own.
#[component]
pub fn SceneBreakdown(#[prop(into)] id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let may_plan = Memo::new(move |_| store.may_write(&Audience::Plan));
    let groups = Memo::new(move |_| {
        let sheet = store.with(breakdown::KINDS, |book| breakdown::sheet(book, &id.get()));
        let mut groups = sheet.map(|sheet| sheet.groups).unwrap_or_default();
        groups.retain(|group| !group.category.is_cast());
        groups
    });
    let categories = Memo::new(move |_| {
        groups.with(|all| all.iter().map(|g| g.category.clone()).collect::<Vec<_>>())
    });
    view! {
        <section class="scene-breakdown">
            <h3>{crate::t!("breakdown.title")}</h3>
            <For each=move || categories.get() key=|c| (c.id.clone(), c.name.clone(), c.letter.clone(), c.colour.clone()) let:category>
                {
                    let key = category.id.clone();
                    let elements = Memo::new(move |_| groups.with(|all| elements_of(all, &key)));
                    let name = category_name(&category);
                    view! {
                        <div class="sheet-group">
                            <h4><CategoryMark category />{name.clone()}</h4>
                            <ul class="line" aria-label=name>
                                <For each=move || elements.get() key=|e| (e.element.id.clone(), e.element.name.clone(), e.element.number.clone()) let:member>
                                    <Member member id may_plan />
                                </For>
                            </ul>
                        </div>
                    }
                }
            </For>
            <Show when=move || groups.with(Vec::is_empty)>
                <p class="muted">{crate::t!("breakdown.sheet_empty")}</p>
            </Show>
            <Show when=move || may_plan.get()>
                <Lacking id />
                <QuickAdd id />
            </Show>
        </section>
    }
}

fn elements_of(groups: &[Group], category: &Id) -> Vec<SheetElement> {
    let group = groups.iter().find(|group| group.category.id == *category);
    group
        .map(|group| group.elements.clone())
        .unwrap_or_default()
}

pub fn scene_number(store: Store, scene: &Id) -> String {
    store.peek(|book| book.text(&Kind::Scene, scene, "number").to_owned())
}

/// One element: the way to its card, how many where that is counted, and the way out.
#[component]
fn Member(member: SheetElement, id: Signal<Id>, may_plan: Memo<bool>) -> impl IntoView {
    let store = use_store();
    let element = StoredValue::new(member.element.id.clone());
    let name = member.element.name.to_string();
    let is_counted =
        store.peek(|book| breakdown::category(book, &member.element.category).is_counted());
    let count = Memo::new(move |_| {
        let record = store.record(&Kind::Scene, &id.get())?;
        let field = format!("count/{}", element.get_value());
        record.int(&field).filter(|n| *n > 0)
    });
    let write = Callback::new(move |count: Option<u32>| {
        let (scene, element) = (id.get_untracked(), element.get_value());
        let (n, name) = (scene_number(store, &scene), name_of(store, &element));
        let label = match count {
            Some(count) => crate::t!("breakdown.did.counted", n = n, name = name, count = count),
            None => crate::t!("breakdown.did.uncounted", n = n, name = name),
        };
        store.act(store.peek(|book| breakdown::set_count(book, &scene, &element, count, label)));
    });
    let take_out = Callback::new(move |()| {
        let (scene, element) = (id.get_untracked(), element.get_value());
        let (n, name) = (scene_number(store, &scene), name_of(store, &element));
        let label = crate::t!("scene.did.out", n = n, name = name);
        store.act(store.peek(|book| breakdown::set_part(book, &scene, &element, Part::Out, label)));
    });
    let href = move || {
        let production = store.production.get().unwrap_or_else(|| "".into());
        format!(
            "{}?element={}",
            path(&production, "breakdown"),
            element.get_value()
        )
    };
    let number = member.element.number.to_string();
    let (said, counted) = (
        crate::t!("scene.take_out", name = name),
        crate::t!("breakdown.how_many", name = name),
    );
    view! {
        <li class="chip part-chip" class:read=move || !may_plan.get()>
            {(!number.is_empty()).then(|| view! { <b>{number}</b> })}
            {move || (is_counted && !may_plan.get()).then(|| count.get().map(|n| view! { <b>{n}" ×"</b> }))}
            <a href=href>{name}</a>
            {move || (is_counted && may_plan.get()).then(|| view! {
                <CountField label=counted.clone() value=count on_commit=write />
            })}
            {move || may_plan.get().then(|| view! {
                <button type="button" aria-label=said.clone() on:click=move |_| take_out.run(())>
                    <span aria-hidden="true">"✕"</span>
                </button>
            })}
        </li>
    }
}

/// What the scene's elements come with and the scene has not: one press adds it all.
#[component]
fn Lacking(id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let lacking = Memo::new(move |_| {
        let scene = id.get();
        store.with(breakdown::KINDS, |book| missing_in(book, &scene))
    });
    let say = move |lack: Missing| {
        let (name, with) = (name_of(store, &lack.element), name_of(store, &lack.link));
        view! { <li>{crate::t!("breakdown.lacks", name = name, with = with)}</li> }
    };
    let add = move || {
        let scene = id.get_untracked();
        let label = crate::t!("breakdown.did.completed", n = scene_number(store, &scene));
        store.act(store.peek(|book| add_missing(book, &scene, label)));
    };
    view! {
        <Show when=move || !lacking.with(Vec::is_empty)>
            <Note tone=Tone::Warn title=Signal::derive(move || crate::t!("breakdown.lacking", n = lacking.with(Vec::len)))>
                <ul>{move || lacking.get().into_iter().map(say).collect_view()}</ul>
                <div class="line">
                    <Button on_click=add>{crate::t!("breakdown.add_lacking")}</Button>
                </div>
            </Note>
        </Show>
    }
}
