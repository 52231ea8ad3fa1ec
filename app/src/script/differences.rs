//! The inside of a scene of the draft: what is different, before and after, in words.

use leptos::prelude::*;
use shared::formats::screenplay::{Element, ElementKind};
use shared::scene::{self, Difference, Piece, Planned, differences};

use crate::store::use_store;

use super::matched::WhoseField;
use super::row::suspicions;
use super::state::Review;
use super::words::change_words;

#[component]
pub fn Inside(review: Review, at: usize, planned: Memo<Option<Planned>>) -> impl IntoView {
    let store = use_store();
    let says = move || {
        let planned = planned.get();
        planned.map(|planned| {
            suspicions(review, &planned)
                .into_iter()
                .map(|(_, says)| view! { <p class="script-says">{says}</p> })
                .collect_view()
        })
    };
    let changes = move || {
        let changes = planned
            .get()
            .filter(|p| p.scene.is_some())
            .map(|p| p.changes);
        let lines: Vec<String> = changes.iter().flatten().flat_map(change_words).collect();
        (!lines.is_empty()).then(|| {
            view! {
                <ul class="script-changes">
                    {lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                </ul>
            }
        })
    };
    let words = move || {
        planned.get().map(|planned| {
            let draft = review.read.with_value(|read| {
                let scene = read.script.scenes.get(at);
                scene
                    .map(|scene| scene.elements.clone())
                    .unwrap_or_default()
            });
            let is_new = planned.scene.is_none();
            if !is_new && !planned.changes("words") {
                return ().into_any();
            }
            let ours: Vec<Element> = match &planned.scene {
                Some(id) => store.peek(|book| scene::words(book, id)),
                None => Vec::new(),
            };
            view! { <Words differences=differences(&ours, &draft) is_new /> }.into_any()
        })
    };
    view! {
        <div class="script-inside">
            {says}
            <WhoseField review at planned />
            {changes}
            {words}
        </div>
    }
}

/// The words of two versions: what is gone struck through, what is new underlined.
#[component]
fn Words(differences: Vec<Difference>, is_new: bool) -> impl IntoView {
    let shown = differences.into_iter().map(|difference| match difference {
        Difference::Same(n) => view! {
            <p class="same">{crate::t!("script.unchanged", n = n)}</p>
        }
        .into_any(),
        Difference::Paragraph { kind, pieces } => view! {
            <p class=paragraph_class(kind)>
                {pieces.into_iter().map(|piece| piece_view(piece, is_new)).collect_view()}
            </p>
        }
        .into_any(),
    });
    view! { <div class="script-words">{shown.collect_view()}</div> }
}

fn piece_view(piece: Piece, is_new: bool) -> AnyView {
    match piece {
        Piece::Same(text) => text.into_any(),
        // A scene that is new is new as a whole: no mark on every word.
        Piece::New(text) if is_new => text.into_any(),
        Piece::Gone(text) => view! {
            <del><span class="hidden">{crate::t!("script.gone_words")}" "</span>{text}</del>
        }
        .into_any(),
        Piece::New(text) => view! {
            <ins><span class="hidden">{crate::t!("script.new_words")}" "</span>{text}</ins>
        }
        .into_any(),
    }
}

fn paragraph_class(kind: ElementKind) -> &'static str {
    match kind {
        ElementKind::Character => "cue",
        ElementKind::Dialogue | ElementKind::Lyrics => "speech",
        ElementKind::Parenthetical => "aside",
        ElementKind::Transition => "transition",
        _ => "action",
    }
}
