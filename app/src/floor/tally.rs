//! The day in numbers, with a bar that shows the planned pages.

use leptos::prelude::*;
use shared::floor::{Count, Tally};

use crate::t;

/// The bar and the numbers of a day.
#[component]
pub fn TallyBar(#[prop(into)] tally: Signal<Tally>) -> impl IntoView {
    let part = move |count: fn(&Tally) -> Count| {
        let tally = tally.get();
        let all = u64::from(tally.scheduled.pages.0.max(1));
        let share = u64::from(count(&tally).pages.0) * 100 / all;
        format!("{}%", share.min(100))
    };
    let said = move || {
        let tally = tally.get();
        if tally.scheduled.scenes == 0 {
            return t!("floor.tally_none").to_owned();
        }
        t!(
            "floor.tally",
            done = tally.complete.scenes,
            all = tally.scheduled.scenes,
            shot = tally.shot(),
            pages = tally.scheduled.pages
        )
    };
    view! {
        <div class="tally">
            <p class="tally-said">
                <b>{said}</b>
            </p>
            <div class="tally-bar" aria-hidden="true">
                <i class="tally-complete" style:width=move || part(|t| t.complete)></i>
                <i class="tally-part" style:width=move || part(|t| t.part)></i>
                <i class="tally-not-shot" style:width=move || part(|t| t.not_shot)></i>
            </div>
            <dl class="tally-parts">
                <Number name=t!("floor.tally.complete") count=Signal::derive(move || tally.get().complete) />
                <Number name=t!("floor.tally.part") count=Signal::derive(move || tally.get().part) />
                <Number name=t!("floor.tally.not_shot") count=Signal::derive(move || tally.get().not_shot) />
                <Number name=t!("floor.tally.open") count=Signal::derive(move || {
                    let tally = tally.get();
                    Count {
                        scenes: tally.open.scenes.saturating_add(tally.started.scenes),
                        pages: shared::eighths::Eighths(
                            tally.open.pages.0.saturating_add(tally.started.pages.0),
                        ),
                    }
                }) />
                <Show when=move || { tally.get().extra.scenes > 0 }>
                    <Number name=t!("floor.tally.extra") count=Signal::derive(move || tally.get().extra) />
                </Show>
            </dl>
        </div>
    }
}

#[component]
fn Number(name: &'static str, count: Signal<Count>) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                {move || count.get().scenes.to_string()}
                {move || {
                    let count = count.get();
                    (count.scenes > 0)
                        .then(|| view! { <small>{t!("floor.pages", n = count.pages)}</small> })
                }}
            </dd>
        </div>
    }
}
