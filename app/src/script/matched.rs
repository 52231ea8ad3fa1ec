//! Which scene of ours a scene of the draft is: as found, another one, or a new one.

use leptos::prelude::*;
use shared::id::Id;
use shared::scene::{Planned, Whose};

use crate::ui::*;

use super::state::Review;

const FOUND: &str = "found";
const NEW: &str = "new";

/// Returns the number of a scene of ours.
pub(super) fn number_of(review: Review, id: &Id) -> String {
    let ours = review.ours();
    let scene = ours.iter().find(|scene| scene.id == *id);
    scene
        .map(|scene| scene.number.to_string())
        .unwrap_or_default()
}

#[component]
pub fn WhoseField(review: Review, at: usize, planned: Memo<Option<Planned>>) -> impl IntoView {
    // What was found before anybody said otherwise.
    let found = planned
        .get_untracked()
        .and_then(|planned| match planned.is_not {
            Some(id) => Some(id),
            None => planned.scene,
        });
    let first = found.clone();
    let options = Signal::derive(move || {
        let as_found = match &first {
            Some(id) => crate::t!("script.whose.found", n = number_of(review, id)),
            None => crate::t!("script.whose.found_new").to_owned(),
        };
        let ours = review.ours();
        let scenes = ours.iter().map(|scene| {
            let words = crate::t!(
                "script.whose.scene",
                n = scene.number,
                heading = scene.heading()
            );
            (scene.id.to_string(), words)
        });
        [
            (FOUND.to_owned(), as_found),
            (NEW.to_owned(), crate::t!("script.whose.new").to_owned()),
        ]
        .into_iter()
        .chain(scenes)
        .collect::<Vec<_>>()
    });
    let value = Signal::derive(move || {
        review.choices.with(|choices| match choices.told.get(&at) {
            None => FOUND.to_owned(),
            Some(Whose::New { .. }) => NEW.to_owned(),
            Some(Whose::Scene(id)) => id.to_string(),
        })
    });
    let is_not = found.clone();
    let choose = move |key: String| {
        let whose = match key.as_str() {
            FOUND => None,
            NEW => Some(Whose::New {
                is_not: is_not.clone(),
            }),
            id => Some(Whose::Scene(Id::new(id))),
        };
        review.tell(at, whose);
    };
    let can_part = move || planned.with(|p| p.as_ref().is_some_and(|p| p.scene.is_some()));
    let part = move || {
        review.tell(
            at,
            Some(Whose::New {
                is_not: found.clone(),
            }),
        )
    };
    view! {
        <div class="script-whose">
            <SelectField label=crate::t!("script.whose") value options on_commit=choose />
            <Show when=can_part>
                <Button on_click=part.clone()>{crate::t!("script.not_same")}</Button>
            </Show>
        </div>
    }
}
