//! Scenes of ours that the draft does not have: kept, or omitted.

use leptos::prelude::*;
use shared::id::Id;
use shared::scene::{Gone, Missing};

use crate::ui::*;

use super::state::Review;

#[component]
pub fn Removed(review: Review) -> impl IntoView {
    let missing = Memo::new(move |_| review.plan.with(|plan| plan.missing.clone()));
    let ids =
        move || missing.with(|all| all.iter().map(|m| m.scene.id.clone()).collect::<Vec<_>>());
    let is_shown =
        move || review.filter.get().shows_removed() && missing.with(|missing| !missing.is_empty());
    view! {
        <Show when=is_shown>
            <section class="script-removed" aria-label=crate::t!("script.removed")>
                <h2>{crate::t!("script.removed")}</h2>
                <p class="muted">{crate::t!("script.removed_text")}</p>
                <ul class="script-scenes">
                    <For each=ids key=Id::clone let:id>
                        <One review id missing />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

const FATES: [(Gone, &str); 3] = [
    (Gone::Keep, "script.gone.keep"),
    (Gone::Omit, "script.gone.omit"),
    (Gone::OmitAndUnschedule, "script.gone.off"),
];

#[component]
fn One(review: Review, id: Id, missing: Memo<Vec<Missing>>) -> impl IntoView {
    let key = id.clone();
    let one =
        Memo::new(move |_| missing.with(|all| all.iter().find(|m| m.scene.id == key).cloned()));
    let day = untrack(|| review.day_of(&id));
    let options = Signal::derive(move || {
        FATES
            .into_iter()
            // Off the boards means something only for a scene that stands on one.
            .filter(|(gone, _)| *gone != Gone::OmitAndUnschedule || day.is_some())
            .map(|(_, key)| (key.to_owned(), crate::words::text(key).to_owned()))
            .collect::<Vec<_>>()
    });
    let value = Signal::derive(move || {
        let gone = one.with(|one| one.as_ref().map_or(Gone::Keep, |m| m.gone));
        let fate = FATES.into_iter().find(|(of, _)| *of == gone);
        fate.map_or("", |(_, key)| key).to_owned()
    });
    let choose = move |key: String| {
        if let Some((gone, _)) = FATES.into_iter().find(|(_, of)| *of == key) {
            review.leave(&id, gone);
        }
    };
    view! {
        {move || one.get().map(|missing| {
            let number = missing.scene.number.to_string();
            let label = crate::t!("script.choice", n = number);
            let merged = missing.merged_into.map(|into| {
                let n = review.plan.with(|plan| {
                    plan.scenes.get(into).map(|s| s.number.clone()).unwrap_or_default()
                });
                let badge = crate::t!("script.gone_badge", n = n);
                view! {
                    <span class="line script-badges">
                        <Badge tone=Tone::Warn mark=Signal::stored("?".to_owned())>{badge}</Badge>
                    </span>
                    <small>{crate::t!("script.gone_says", n = n)}</small>
                }
            });
            let place = match day {
                Some(n) => crate::t!("script.on_day", n = n),
                None => crate::t!("scene.unscheduled").to_owned(),
            };
            view! {
                <li>
                    <b class="no">{number}</b>
                    <div class="grow">
                        <b>{missing.scene.heading()}</b>
                        <small class="muted">{place}</small>
                        {missing.is_by_hand.then(|| view! { <small class="muted">{crate::t!("script.by_hand")}</small> })}
                        {merged}
                    </div>
                    <div class="script-side">
                        <Segments label options value on_change=choose.clone() />
                    </div>
                </li>
            }
        })}
    }
}
