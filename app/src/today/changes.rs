//! What changed since the sheet that this person said yes to.

use leptos::prelude::*;
use shared::callsheet::Change;

use super::room::Shown;
use crate::callsheet::{Values, change_subject, field_inside};
use crate::t;

/// A text beyond this many letters that is another altogether is not shown twice: it stands below,
/// as it is now.
const SHORT: usize = 60;

/// How many changes are shown before the rest is folded away.
const SHOWN: usize = 5;

/// The changes that concern this person; nothing if there was no earlier sheet.
#[component]
pub fn Changes(shown: Shown) -> impl IntoView {
    let row = move |change: Change| {
        let is_mine = change.id.is_some() && change.id == shown.me.get();
        let subject = match change.field().filter(|_| is_mine) {
            Some(name) => t!("today.changes.mine", field = field_inside(name)),
            None => change_subject(&change),
        };
        let is_long = |text: &String| text.chars().count() > SHORT;
        let values = match Values::of(&change) {
            Values::Both(from, to) if is_long(&from) || is_long(&to) => {
                view! { <span>{t!("today.changes.long")}</span> }.into_any()
            }
            values => values.into_view(),
        };
        view! { <li><span class="subject">{subject}</span> " " {values}</li> }
    };
    move || {
        let day = shown.day.get()?;
        let (issued, before) = day.issued.zip(day.before)?;
        let title = t!(
            "today.changes.title",
            new = issued.colour,
            old = before.colour
        );
        let body = if day.changes.is_empty() {
            view! { <p class="muted">{t!("today.changes.none")}</p> }.into_any()
        } else {
            let mut first = day.changes;
            let rest = first.split_off(first.len().min(SHOWN));
            let n = rest.len();
            view! {
                <ul class="change-list">{first.into_iter().map(row).collect_view()}</ul>
                {(n > 0)
                    .then(|| {
                        view! {
                            <details>
                                <summary>{t!("today.changes.more", n = n)}</summary>
                                <ul class="change-list">{rest.into_iter().map(row).collect_view()}</ul>
                            </details>
                        }
                    })}
            }
                .into_any()
        };
        Some(view! { <section class="card changes"><h2>{title}</h2>{body}</section> }.into_any())
    }
}
