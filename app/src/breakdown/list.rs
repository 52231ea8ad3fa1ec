//! The list itself: on a phone a list of cards, on a laptop a table for the keys.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use shared::breakdown::{CategoryView, ElementView};
use shared::id::Id;
use shared::kind::Kind;

use crate::people::Address;
use crate::store::use_store;
use crate::ui::*;

use super::mark::CategoryMark;
use super::sections::Section;
use super::state::Elements;
use super::words::{category_name, flag_word};

/// One row: a heading, or an element below it.
#[derive(Clone, PartialEq, Eq)]
enum Line {
    Heading(Section),
    Element {
        section: String,
        id: Id,
        is_marked: bool,
    },
}

impl Line {
    /// What stays the same as long as the row need not be drawn anew.
    fn key(&self) -> (String, String) {
        match self {
            Self::Heading(section) => {
                let mark = section.category.as_ref();
                let mark = mark.map(|c| format!("{} {}", c.letter, c.colour));
                let n = section.elements.len();
                let said = format!("{} {n} {}", section.name, mark.unwrap_or_default());
                (section.key.clone(), said)
            }
            Self::Element { section, id, .. } => (section.clone(), id.to_string()),
        }
    }
}

fn lines(sections: &[Section]) -> Vec<Line> {
    let mut out = Vec::new();
    for section in sections {
        out.push(Line::Heading(section.clone()));
        out.extend(section.elements.iter().map(|id| Line::Element {
            section: section.key.clone(),
            id: id.clone(),
            is_marked: section.category.is_none(),
        }));
    }
    out
}

#[component]
pub fn ElementList(
    elements: Elements,
    shown: Memo<Vec<Section>>,
    address: Address,
    open: Memo<Option<Id>>,
) -> impl IntoView {
    let rows = Memo::new(move |_| shown.with(|shown| lines(shown)));
    let walk = move |event: KeyboardEvent| {
        let is_open = open.with_untracked(Option::is_some);
        walk(&event, "a.element-link", is_open, |next| {
            address.replace(&[("element", next)]);
        });
    };
    let opened = Selector::new(move || open.get());
    view! {
        <table
            class="elements"
            role="table"
            aria-label=crate::t!("breakdown.title")
            class:has-rows=move || rows.with(|rows| !rows.is_empty())
            on:keydown=walk
        >
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{crate::t!("breakdown.number_short")}</th>
                    <th role="columnheader" scope="col">{crate::t!("breakdown.name")}</th>
                    <th role="columnheader" scope="col">{crate::t!("breakdown.person_short")}</th>
                    <th role="columnheader" scope="col" class="n">{crate::t!("breakdown.scenes")}</th>
                    <th role="columnheader" scope="col" class="n">{crate::t!("breakdown.pages")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                <For each=move || rows.get() key=Line::key let:line>
                    {match line {
                        Line::Heading(section) => heading(section).into_any(),
                        Line::Element { id, is_marked, .. } => {
                            view! { <Row id is_marked elements address opened=opened.clone() /> }.into_any()
                        }
                    }}
                </For>
            </tbody>
        </table>
    }
}

fn heading(section: Section) -> impl IntoView {
    view! {
        <tr role="row" class="elements-heading">
            <th role="rowheader" colspan="5">
                <h2>
                    {section.category.map(|category| view! { <CategoryMark category /> })}
                    {section.name} " " <small>{section.elements.len()}</small>
                </h2>
            </th>
        </tr>
    }
}

#[component]
fn Row(
    id: Id,
    is_marked: bool,
    elements: Elements,
    address: Address,
    opened: Selector<Option<Id>>,
) -> impl IntoView {
    let key = id.clone();
    let element = Memo::new(move |_| elements.get(&key));
    let key = id.clone();
    let is_disputed = Memo::new(move |_| elements.is_disputed(&key));
    let mark = Memo::new(move |_| {
        let element = element.get().filter(|_| is_marked)?;
        Some(elements.category(&element.category))
    });
    let key = id.clone();
    let href = move || address.with(&[("element", key.as_str())]);
    let data = id.to_string();
    let (mine, current) = (Some(id.clone()), Some(id));
    let is_open = opened.clone();
    view! {
        <tr role="row" class="element" class:open=move || is_open.selected(&mine)>
            {move || {
                element.get().map(|element| {
                    let link = view! {
                        <a class="element-link" href=href.clone() data-id=data.clone()
                            aria-current={
                                let (opened, current) = (opened.clone(), current.clone());
                                move || opened.selected(&current).then_some("true")
                            }>
                            {element.name.to_string()}
                        </a>
                    };
                    cells(&element, link.into_any(), mark.get(), is_disputed.get())
                })
            }}
        </tr>
    }
}

fn cells(
    element: &ElementView,
    link: AnyView,
    mark: Option<CategoryView>,
    is_disputed: bool,
) -> impl IntoView + use<> {
    let store = use_store();
    let number = element.number.to_string();
    let person = element.person.clone();
    let who = move || {
        let record = store.record(&Kind::Person, person.as_ref()?)?;
        Some(record.text("name").to_owned())
    };
    let flags: Vec<_> = element.flags.iter().copied().collect();
    let scenes = element.scenes.len();
    let pages = (scenes > 0).then(|| element.eighths.to_string());
    view! {
        <td role="cell" class="number">
            {mark.map(|category| view! {
                <span class="hidden">{category_name(&category)}" "</span>
                <CategoryMark category />
            })}
            {(!number.is_empty()).then(|| view! { <b>{number}</b> })}
        </td>
        <th role="rowheader" scope="row" class="name">
            {link}
            {flags.into_iter().map(|flag| view! {
                <Badge tone=Tone::Warn>{flag_word(flag)}</Badge>
            }).collect_view()}
            {is_disputed.then(|| view! { <span class="two">{crate::t!("breakdown.disputed")}</span> })}
        </th>
        <td role="cell" class="who">{who}</td>
        <td role="cell" class="scenes n" class:none-yet=scenes == 0>
            {scenes} <span class="unit">" "{crate::t!("breakdown.scenes_unit", n = scenes)}</span>
        </td>
        <td role="cell" class="pages n">
            {pages.map(|pages| view! { {pages} <span class="unit">" "{crate::t!("scene.pages_short")}</span> })}
        </td>
    }
}
