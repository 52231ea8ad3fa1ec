//! What the day's meal and rest penalties are likely to cost: for who may read what people are paid.
//! It is no part of the report, which goes to everybody.

use leptos::prelude::*;
use shared::kind::Kind;
use shared::rules::{amount_text, total};

use super::state::use_daily;
use crate::rules::what_word;
use crate::t;

/// Each penalty with its likely cost, and their sum.
#[component]
pub fn PenaltyCost() -> impl IntoView {
    let daily = use_daily();
    let store = daily.store;
    move || {
        let found = daily.priced.get();
        let sums = total(&found);
        if sums.is_empty() {
            return None;
        }
        let sums: Vec<String> = sums
            .into_iter()
            .map(|(currency, n)| format!("{currency} {}", amount_text(n, &currency)))
            .collect();
        let lines = found
            .into_iter()
            .filter_map(|finding| {
                let cost = finding.cost?.text();
                let who = store.peek(|b| b.text(&Kind::Person, &finding.person, "name").to_owned());
                let what = what_word(finding.what);
                Some(view! {
                    <li class="line">
                        <span class="grow">{who}", "{what}</span>
                        <span class="n">{cost}</span>
                    </li>
                })
            })
            .collect_view();
        Some(view! {
            <section class="card" aria-label=t!("report.cost_of")>
                <h2>{t!("report.cost_of")}</h2>
                <p class="progress-big">{sums.join(", ")}</p>
                <ul class="penalty-cost">{lines}</ul>
                <p class="muted small">{t!("report.cost_text")} " " {t!("rules.check")}</p>
            </section>
        })
    }
}
