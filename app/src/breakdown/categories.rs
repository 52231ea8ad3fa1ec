//! The view of categories: all of them in their order, one's fields beside them, and own ones.

use leptos::prelude::*;
use shared::breakdown::{CategoryView, add_category, category};
use shared::id::Id;
use shared::kind::Kind;

use crate::people::Address;
use crate::platform::{links, random};
use crate::store::use_store;
use crate::ui::*;

use super::category::CategoryFields;
use super::mark::CategoryMark;
use super::state::Elements;
use super::words::category_name;

#[component]
pub fn CategoriesView(elements: Elements, address: Address, may_plan: Memo<bool>) -> impl IntoView {
    let open = Memo::new(move |_| address.id("category"));
    let row = move |category: CategoryView| view! { <Row category elements address open /> };
    view! {
        <p class="muted doubles-help">{crate::t!("breakdown.categories_help")}</p>
        <Split>
            <div class="stack">
                <ul class="list category-list" aria-label=crate::t!("breakdown.categories")>
                    <For
                        each=move || elements.categories.with(|all| all.to_vec())
                        key=|c| (c.id.clone(), c.name.clone(), c.letter.clone(), c.colour.clone(), c.department.clone())
                        children=row
                    />
                </ul>
                <Show when=move || may_plan.get()>
                    <AddCategory />
                </Show>
            </div>
            {move || open.get().map(|id| view! { <CategoryPane id elements address may_plan /> })}
        </Split>
    }
}

#[component]
fn Row(
    category: CategoryView,
    elements: Elements,
    address: Address,
    open: Memo<Option<Id>>,
) -> impl IntoView {
    let store = use_store();
    let (key, mine) = (category.id.clone(), category.id.clone());
    let count = Memo::new(move |_| {
        elements
            .list
            .with(|all| all.iter().filter(|e| e.category == key).count())
    });
    let name = category_name(&category);
    let department = category.department.clone();
    let usual = move || {
        let record = store.record(&Kind::Department, department.as_ref()?)?;
        Some(record.text("name").to_owned())
    };
    let data = category.id.to_string();
    let id = category.id.clone();
    let href = Signal::derive(move || address.with(&[("category", id.as_str())]));
    view! {
        <li class="row-item">
            <a class="row category-link" href=move || href.get() data-id=data
                aria-current=move || open.with(|open| open.as_ref() == Some(&mine)).then_some("true")>
                <CategoryMark category />
                <b class="grow">{name}</b>
                <span class="muted">{usual}</span>
                <span class="n">{move || count.get()}<span class="hidden">" "{crate::t!("breakdown.elements")}</span></span>
            </a>
        </li>
    }
}

#[component]
fn CategoryPane(
    id: Id,
    elements: Elements,
    address: Address,
    may_plan: Memo<bool>,
) -> impl IntoView {
    let store = use_store();
    let key = id.clone();
    let now = Memo::new(move |_| store.with(&[Kind::Category], |book| category(book, &key)));
    let title = Signal::derive(move || category_name(&now.get()));
    let close = move || {
        let open = untrack(|| address.get("category"));
        address.go(&[("category", "")]);
        links::focus_later(format!("a.category-link[data-id=\"{open}\"]"));
    };
    let href = {
        let id = id.clone();
        move || address.with(&[("view", ""), ("category", ""), ("in", id.as_str())])
    };
    view! {
        <Pane title on_close=close>
            <p><a href=href>{crate::t!("breakdown.show_elements")}</a></p>
            <Show
                when=move || may_plan.get()
                fallback=|| view! { <p class="muted">{crate::t!("breakdown.office_changes")}</p> }
            >
                <CategoryFields id=id.clone() now elements on_removed=close />
            </Show>
        </Pane>
    }
}

/// A category of the production's own.
#[component]
fn AddCategory() -> impl IntoView {
    let store = use_store();
    let (name, letter) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(None::<String>);
    let submit = move || {
        let typed = name.get_untracked();
        let typed = typed.trim();
        let label = crate::t!("breakdown.did.category", name = typed);
        let command = store.peek(|book| {
            add_category(
                book,
                typed,
                &letter.get_untracked(),
                "",
                label,
                &mut random::id,
            )
        });
        if command.is_empty() {
            let text = match typed {
                "" => crate::t!("breakdown.category_nameless"),
                _ => crate::t!("breakdown.category_there"),
            };
            wrong.set(Some(text.to_owned()));
        } else {
            store.act(command);
            wrong.set(None);
            name.set(String::new());
            letter.set(String::new());
        }
    };
    view! {
        <Form class="card" on_submit=submit>
            <h2>{crate::t!("breakdown.add_category")}</h2>
            <div class="fields">
                <TextField label=crate::t!("breakdown.category_name") value=name error=wrong
                    on_input=move |typed| {
                        name.set(typed);
                        wrong.set(None);
                    } />
                <TextField label=crate::t!("breakdown.letter") value=letter on_input=move |typed| letter.set(typed)
                    help=crate::t!("breakdown.letter_help") />
            </div>
            <div class="line"><Button submit=true>{crate::t!("breakdown.add_category")}</Button></div>
        </Form>
    }
}
