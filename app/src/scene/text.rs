//! The words of a scene, set as a script sets them.

use leptos::prelude::*;
use shared::formats::screenplay::{DualSide, Element, ElementKind};
use shared::id::Id;
use shared::kind::Kind;

use crate::store::use_store;

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
    view! {
        <div class="script-page" tabindex="0" role="region" aria-label=crate::t!("scene.script")>
            <p class="slug">{heading}</p>
            {move || {
                let elements: Vec<Element> = record
                    .get()
                    .and_then(|json| serde_json::from_str(&json).ok())
                    .unwrap_or_default();
                if elements.is_empty() {
                    view! { <p class="script-none">{crate::t!("scene.no_words")}</p> }.into_any()
                } else {
                    blocks(elements).into_any()
                }
            }}
        </div>
    }
}

/// Two speeches side by side, or one paragraph.
enum Block {
    One(Element),
    Dual(Vec<Element>, Vec<Element>),
}

fn blocks(elements: Vec<Element>) -> impl IntoView {
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
                    <div>{left.into_iter().map(paragraph).collect_view()}</div>
                    <div>{right.into_iter().map(paragraph).collect_view()}</div>
                </div>
            }
            .into_any(),
        })
        .collect_view()
}

fn paragraph(element: Element) -> impl IntoView {
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
    view! { <p class=class class:changed=is_changed>{element.text}</p> }
}
