//! The words of a scene, set as a script sets them; what is an element of it is underlined.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use shared::access::Audience;
use shared::formats::screenplay::{DualSide, Element, ElementKind};
use shared::id::Id;
use shared::kind::Kind;

use crate::breakdown::{Marked, TagBar, pieces, use_marked, use_tagging};
use crate::platform::selection::{self, Reach, Way};
use crate::store::use_store;
use crate::ui::element_id;

/// The page of a scene. Draws a sentence instead where there are no words.
#[component]
pub fn ScriptText(#[prop(into)] id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let record = Memo::new(move |_| {
        store
            .record(&Kind::SceneText, &id.get())
            .map(|r| r.text("elements").to_owned())
    });
    let heading = move || {
        store.record(&Kind::Scene, &id.get()).map(|scene| {
            let int_ext = scene.text("int_ext");
            let parts =
                [int_ext, scene.text("set")].join(if int_ext.is_empty() { "" } else { ". " });
            let time = scene.text("time");
            if time.is_empty() {
                parts
            } else {
                format!("{parts} - {time}")
            }
        })
    };
    let may_plan = Memo::new(move |_| store.may_write(&Audience::Plan));
    let has_words = Memo::new(move |_| record.with(|r| r.as_ref().is_some_and(|r| r.len() > 2)));
    let marked = use_marked(id);
    let tagging = use_tagging();
    let walk = move |event: KeyboardEvent| {
        let reach = match event.shift_key() {
            true => Reach::Added,
            false => Reach::Alone,
        };
        let way = match event.key().as_str() {
            "ArrowRight" => Some(Way::Forward),
            "ArrowLeft" => Some(Way::Back),
            _ => None,
        };
        match (way, event.key().as_str(), tagging.page.get_untracked()) {
            (Some(way), _, Some(page)) => selection::step(&page, way, reach),
            (_, "Enter", _) => tagging.enter(),
            (_, "Escape", _) if tagging.is_open() => tagging.leave(),
            _ => return,
        }
        event.prevent_default();
    };
    let hint = element_id("hint");
    let hint_id = hint.clone();
    view! {
        <Show when=move || may_plan.get() && has_words.get()>
            <p class="muted script-hint no-print" id=hint.clone()>{crate::t!("breakdown.tag_hint")}</p>
        </Show>
        <div
            class="script-page"
            tabindex="0"
            role="region"
            aria-label=crate::t!("scene.script")
            aria-describedby=move || (may_plan.get() && has_words.get()).then(|| hint_id.clone())
            node_ref=tagging.page
            on:keydown=move |event| if may_plan.get_untracked() { walk(event) }
        >
            <p class="slug">{heading}</p>
            {move || {
                let elements: Vec<Element> = record
                    .get()
                    .and_then(|json| serde_json::from_str(&json).ok())
                    .unwrap_or_default();
                if elements.is_empty() {
                    view! { <p class="script-none">{crate::t!("scene.no_words")}</p> }.into_any()
                } else {
                    marked.with(|marked| blocks(elements, marked)).into_any()
                }
            }}
        </div>
        <Show when=move || may_plan.get()>
            <TagBar tagging id />
        </Show>
    }
}

/// Two speeches side by side, or one paragraph.
enum Block {
    One(Element),
    Dual(Vec<Element>, Vec<Element>),
}

fn blocks(elements: Vec<Element>, marked: &[Marked]) -> impl IntoView + use<> {
    let paragraph = |element| paragraph(element, marked);
    let mut all: Vec<Block> = Vec::new();
    for element in elements {
        match (element.dual, all.last_mut()) {
            (None, _) => all.push(Block::One(element)),
            (Some(DualSide::Left), Some(Block::Dual(left, right))) if right.is_empty() => {
                left.push(element)
            }
            (Some(DualSide::Right), Some(Block::Dual(_, right))) => right.push(element),
            (Some(DualSide::Left), _) => all.push(Block::Dual(vec![element], Vec::new())),
            (Some(DualSide::Right), _) => all.push(Block::Dual(Vec::new(), vec![element])),
        }
    }
    all.into_iter()
        .map(|block| match block {
            Block::One(element) => paragraph(element).into_any(),
            Block::Dual(left, right) => view! {
                <div class="dual">
                    <div>{left.into_iter().map(&paragraph).collect_view()}</div>
                    <div>{right.into_iter().map(&paragraph).collect_view()}</div>
                </div>
            }
            .into_any(),
        })
        .collect_view()
}

fn paragraph(element: Element, marked: &[Marked]) -> impl IntoView + use<> {
    let class = match element.kind {
        ElementKind::Character => "cue",
        ElementKind::Parenthetical => "wryly",
        ElementKind::Dialogue => "speech",
        ElementKind::Lyrics => "speech lyrics",
        ElementKind::Transition => "transition",
        ElementKind::Shot => "shot",
        ElementKind::Centered | ElementKind::NewAct | ElementKind::EndOfAct => "centred",
        ElementKind::Outline | ElementKind::PageBreak => "unprinted",
        ElementKind::Action | ElementKind::General | ElementKind::CastList => "action",
    };
    let is_changed = element.revision.is_some();
    let words: Vec<_> = pieces(&element.text, marked)
        .into_iter()
        .map(|(words, found)| {
            let words = words.to_owned();
            match found.and_then(|n| marked.get(n)) {
                Some(Marked { class, title, .. }) => {
                    view! { <mark class=class.clone() title=title.clone()>{words}</mark> }
                        .into_any()
                }
                None => words.into_any(),
            }
        })
        .collect();
    view! { <p class=class class:changed=is_changed>{words}</p> }
}
