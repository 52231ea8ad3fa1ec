//! The days to come, as the sheet's foot announces them.

use leptos::prelude::*;
use shared::callsheet::AdvanceDay;
use shared::callsheet::diff::heading;

use super::state::use_draft;
use super::words::{day_text, maybe_time, pages};

#[component]
pub fn Advance() -> impl IntoView {
    let room = use_draft();
    let days = Memo::new(move |_| room.sheet.with(|sheet| sheet.advance.clone()));
    view! {
        <Show when=move || days.with(|d| !d.is_empty())>
            <section class="part" aria-labelledby="draft-advance">
                <h2 id="draft-advance">{crate::t!("callsheet.advance")}</h2>
                <AdvanceList days />
            </section>
        </Show>
    }
}

#[component]
pub fn AdvanceList(#[prop(into)] days: Signal<Vec<AdvanceDay>>) -> impl IntoView {
    move || {
        days.get()
            .into_iter()
            .map(|day| {
                let facts = [
                    day.general_call
                        .map(|_| {
                            crate::t!("callsheet.all.call", time = maybe_time(day.general_call))
                        })
                        .unwrap_or_default(),
                    day.location.clone(),
                    crate::t!("callsheet.pages_n", pages = pages(day.eighths)),
                ];
                let facts = facts
                    .into_iter()
                    .filter(|f| !f.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · ");
                let name = day_text_short(&day);
                view! {
                    <div class="card advance">
                        <h3>{name}</h3>
                        <p class="muted">{facts}</p>
                        <ul>
                            {day
                                .scenes
                                .iter()
                                .map(|scene| {
                                    view! {
                                        <li>
                                            <b>{scene.number.clone()}</b>
                                            <span>{heading(scene)}</span>
                                            <span class="n">{pages(scene.eighths)}</span>
                                            <span>{scene.cast.join(", ")}</span>
                                        </li>
                                    }
                                })
                                .collect_view()}
                        </ul>
                    </div>
                }
            })
            .collect_view()
    }
}

fn day_text_short(day: &AdvanceDay) -> String {
    match day.date.is_empty() {
        true => crate::t!("callsheet.all.day", n = day.day_number),
        false => day_text(day.day_number, 0, &day.date),
    }
}
