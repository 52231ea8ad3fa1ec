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
                <i class="complete" style:width=move || part(|t| t.complete)></i>
                <i class="part" style:width=move || part(|t| t.part)></i>
                <i class="not-shot" style:width=move || part(|t| t.not_shot)></i>
            </div>
            <dl class="tally-parts">
                <Number name=t!("floor.tally.complete") class="complete" count=Signal::derive(move || tally.get().complete) />
                <Number name=t!("floor.tally.part") class="part" count=Signal::derive(move || tally.get().part) />
                <Number name=t!("floor.tally.not_shot") class="not-shot" count=Signal::derive(move || tally.get().not_shot) />
                <Number name=t!("floor.tally.open") class="" count=Signal::derive(move || {
                    let tally = tally.get();
                    Count {
                        scenes: tally.open.scenes.saturating_add(tally.started.scenes),
                        pages: shared::eighths::Eighths(
                            tally.open.pages.0.saturating_add(tally.started.pages.0),
                        ),
                    }
                }) />
                <Show when=move || { tally.get().extra.scenes > 0 }>
                    <Number name=t!("floor.tally.extra") class="" count=Signal::derive(move || tally.get().extra) />
                </Show>
            </dl>
        </div>
    }
}

#[component]
fn Number(name: &'static str, class: &'static str, count: Signal<Count>) -> impl IntoView {
    view! {
        <div class=class>
            <dt>{name}</dt>
            <dd>
                {move || count.get().scenes.to_string()}
                <small>{move || t!("floor.pages", n = count.get().pages)}</small>
            </dd>
        </div>
    }
}
