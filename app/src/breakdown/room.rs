//! The breakdown room: every element of the production, and one element's card beside them.

use leptos::prelude::*;
use shared::access::Audience;

use crate::people::{Address, use_address};
use crate::shell::path;
use crate::store::{Reading, use_store};
use crate::ui::*;

use super::add::AddElement;
use super::categories::CategoriesView;
use super::doubles::{Doubles, use_doubles};
use super::list::ElementList;
use super::merging::DoublesView;
use super::numbering::NumberCast;
use super::pane::ElementPane;
use super::sections::{Section, use_sections};
use super::state::{Elements, use_elements};
use super::words::category_name;

#[component]
pub fn BreakdownRoom() -> impl IntoView {
    let store = use_store();
    let address = use_address("breakdown");
    let elements = use_elements();
    let may_plan = Memo::new(move |_| store.may_write(&Audience::Plan));
    let doubles = use_doubles(elements, Signal::derive(move || address.production()));
    let numbering = RwSignal::new(false);
    let view = Memo::new(move |_| address.get("view"));
    let title = Signal::derive(move || match view.get().as_str() {
        "duplicates" => crate::t!("breakdown.doubles").to_owned(),
        "categories" => crate::t!("breakdown.categories").to_owned(),
        _ => crate::t!("breakdown.title").to_owned(),
    });
    let body = move || match view.get().as_str() {
        "duplicates" if may_plan.get() => {
            view! { <DoublesView elements doubles address /> }.into_any()
        }
        "categories" => view! { <CategoriesView elements address may_plan /> }.into_any(),
        _ => view! { <Everything elements doubles address may_plan /> }.into_any(),
    };
    view! {
        <div class="breakdown-room">
            <RoomHead title>
                <Acts address view may_plan numbering />
            </RoomHead>
            {body}
            <NumberCast open=numbering />
        </div>
    }
}

/// The room's acts; in a view of its own the way back to the list.
#[component]
fn Acts(
    address: Address,
    view: Memo<String>,
    may_plan: Memo<bool>,
    numbering: RwSignal<bool>,
) -> impl IntoView {
    let is_list = move || view.with(String::is_empty);
    view! {
        <Show
            when=is_list
            fallback=move || view! {
                <Button on_click=move || address.go(&[("view", ""), ("category", "")])>
                    {crate::t!("breakdown.back")}
                </Button>
            }
        >
            <Show when=move || may_plan.get()>
                <Button kind=ButtonKind::Main on_click=move || {
                    address.go(&[("add", "1"), ("element", "")]);
                }>{crate::t!("breakdown.add")}</Button>
                <Menu label=crate::t!("breakdown.more") dots=true>
                    <MenuItem on_click=move || numbering.set(true)>{crate::t!("breakdown.number_cast")}</MenuItem>
                    <MenuItem on_click=move || address.go(&[("view", "categories"), ("element", "")])>
                        {crate::t!("breakdown.categories")}
                    </MenuItem>
                    <MenuItem on_click=move || address.go(&[("view", "duplicates"), ("element", "")])>
                        {crate::t!("breakdown.doubles")}
                    </MenuItem>
                </Menu>
            </Show>
        </Show>
    }
}

#[component]
fn Everything(
    elements: Elements,
    doubles: Doubles,
    address: Address,
    may_plan: Memo<bool>,
) -> impl IntoView {
    let store = use_store();
    let search = RwSignal::new(untrack(|| address.get("q")));
    let only = Memo::new(move |_| address.get("in"));
    let by = Memo::new(move |_| address.get("by"));
    let shown = use_sections(elements, by, only, search);
    let open = Memo::new(move |_| address.id("element"));
    let is_adding = Memo::new(move |_| !address.get("add").is_empty() && may_plan.get());
    let is_empty = Memo::new(move |_| elements.list.with(|all| all.is_empty()));
    let is_read = Memo::new(move |_| store.reading.get() >= Reading::Whole);
    view! {
        <Show when=move || is_adding.get()>
            <AddElement elements address />
        </Show>
        <Show
            when=move || !is_empty.get()
            fallback=move || view! {
                <Show when=move || is_read.get() && !is_adding.get()>
                    <NothingYet address may_plan />
                </Show>
            }
        >
            <Finder elements address search shown only by />
            <Show when=move || may_plan.get() && doubles.list.with(|all| !all.is_empty())>
                <p class="doubles-note">
                    <a href=move || address.with(&[("view", "duplicates"), ("element", "")])>
                        {move || crate::t!("breakdown.may_be_doubles", n = doubles.list.with(Vec::len))}
                    </a>
                </p>
            </Show>
            <Split>
                <div class="elements-main">
                    <ElementList elements address shown open />
                    <Show when=move || shown.with(Vec::is_empty)>
                        <NothingFound
                            title=crate::t!("breakdown.none_found")
                            text=crate::t!("breakdown.none_found_text")
                            clear=crate::t!("breakdown.show_all")
                            search
                            on_clear=move || address.replace(&[("q", ""), ("in", "")])
                        />
                    </Show>
                    <OnlyCast elements address may_plan />
                </div>
                {move || open.get().map(|id| view! { <ElementPane id elements address may_plan /> })}
            </Split>
        </Show>
    }
}

#[component]
fn Finder(
    elements: Elements,
    address: Address,
    search: RwSignal<String>,
    shown: Memo<Vec<Section>>,
    only: Memo<String>,
    by: Memo<String>,
) -> impl IntoView {
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), crate::t!("breakdown.all").to_owned())];
        let in_use = elements.list.with(|all| {
            let same = all.chunk_by(|a, b| a.category == b.category);
            same.map(|group| group[0].category.clone())
                .collect::<Vec<_>>()
        });
        let names = in_use.iter().map(|id| {
            let category = elements.category(id);
            (id.to_string(), category_name(&category))
        });
        options.extend(names);
        options
    });
    let views = Signal::derive(|| {
        vec![
            (String::new(), crate::t!("breakdown.by_category").to_owned()),
            (
                "department".to_owned(),
                crate::t!("breakdown.by_department").to_owned(),
            ),
        ]
    });
    let count = move || {
        let n: usize = shown.with(|shown| shown.iter().map(|s| s.elements.len()).sum());
        crate::t!("breakdown.count", n = n)
    };
    view! {
        <Find
            label=crate::t!("breakdown.search")
            hint=crate::t!("breakdown.search_hint")
            search
            on_commit=move |typed: String| address.replace(&[("q", &typed)])
            count=Signal::derive(count)
            id="element-search"
        >
            <SelectField
                label=crate::t!("breakdown.show")
                value=only
                options
                on_commit=move |chosen: String| address.replace(&[("in", &chosen)])
                quiet=true
            />
            <Segments
                label=crate::t!("breakdown.view")
                options=views
                value=by
                on_change=move |chosen: String| address.replace(&[("by", &chosen)])
            />
        </Find>
    }
}

#[component]
fn NothingYet(address: Address, may_plan: Memo<bool>) -> impl IntoView {
    view! {
        <Empty title=crate::t!("breakdown.empty") text=crate::t!("breakdown.empty_text")>
            <Show when=move || may_plan.get()>
                <Button kind=ButtonKind::Main on_click=move || address.go(&[("add", "1")])>
                    {crate::t!("breakdown.add")}
                </Button>
                <LinkButton href=Signal::derive(move || path(&address.production(), "script/import"))>
                    {crate::t!("scene.import")}
                </LinkButton>
                <LinkButton kind=ButtonKind::Quiet href="/">{crate::t!("scene.sample")}</LinkButton>
            </Show>
        </Empty>
    }
}

/// The script brings its cast by itself; everything else somebody has to mark or add.
#[component]
fn OnlyCast(elements: Elements, address: Address, may_plan: Memo<bool>) -> impl IntoView {
    let is_cast = Memo::new(move |_| {
        elements.list.with(|all| {
            let is_character = |kind| kind == shared::kind::Kind::Character;
            all.iter().all(|e| is_character(e.kind.clone()))
        })
    });
    view! {
        <Show when=move || is_cast.get() && may_plan.get()>
            <div class="breakdown-more">
                <Note title=crate::t!("breakdown.only_cast")>
                    <span>{crate::t!("breakdown.only_cast_text")}</span>
                    <a href=move || path(&address.production(), "script")>{crate::t!("breakdown.to_scenes")}</a>
                </Note>
            </div>
        </Show>
    }
}
