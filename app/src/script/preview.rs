//! What an import will do, scene by scene, before anything is stored.

use leptos::prelude::*;
use shared::scene::Fate;

use crate::ui::*;

use super::filter::Filters;
use super::removed::Removed;
use super::row::Row;
use super::state::Review;
use super::summary::{NewCast, Summary};
use super::words::will_words;

#[component]
pub fn Preview(review: Review, on_import: Callback<()>, on_cancel: Callback<()>) -> impl IntoView {
    let count = review.read.with_value(|read| read.script.scenes.len());
    let is_first = untrack(|| review.is_first());
    let will = Memo::new(move |_| review.plan.with(|plan| will_words(plan)));
    let button = move || {
        review.plan.with(|plan| {
            let tally = plan.tally();
            if tally.is_nothing() {
                crate::t!("script.import_words").to_owned()
            } else if tally.new == plan.count(Fate::New) && plan.scenes.len() == tally.new {
                crate::t!("script.import_all", n = tally.new)
            } else {
                crate::t!("script.import_do").to_owned()
            }
        })
    };
    view! {
        <Summary review />
        <NewCast review />
        {(!is_first).then(|| view! { <Filters review /> })}
        {(!is_first).then(|| view! { <Removed review /> })}
        <ol class="script-scenes" aria-label=crate::t!("script.scenes")>
            {(0..count).map(|at| view! { <Row review at is_first /> }).collect_view()}
        </ol>
        <div class="script-acts">
            <p role="status">{move || will.get()}</p>
            <Button kind=ButtonKind::Main on_click=on_import disabled={count == 0}>{button}</Button>
            <Button on_click=on_cancel>{crate::t!("script.cancel")}</Button>
        </div>
    }
}
