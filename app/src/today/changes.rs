//! What changed since the sheet that this person said yes to.

use leptos::prelude::*;
use shared::callsheet::Change;

use super::room::Shown;
use crate::callsheet::{change_subject, change_values};
use crate::t;

/// A text beyond this many letters is not shown twice: it stands below, as it is now.
const SHORT: usize = 60;

/// The changes that concern this person; nothing if there was no earlier sheet.
#[component]
pub fn Changes(shown: Shown) -> impl IntoView {
    let row = |change: Change| {
        let subject = change_subject(&change);
        let (from, to) = change_values(&change);
        let is_long = from.chars().count() > SHORT || to.chars().count() > SHORT;
        let values = if is_long {
            view! { <span>{t!("today.changes.long")}</span> }.into_any()
        } else {
            view! {
                {(!from.is_empty()).then(|| view! { <del>{from}</del> })}
                " "
                {(!to.is_empty()).then(|| view! { <ins>{to}</ins> })}
            }
            .into_any()
        };
        view! { <li><span class="subject">{subject}</span> " " {values}</li> }
    };
    move || {
        let day = shown.day.get()?;
        let (issued, before) = day.issued.zip(day.before)?;
        let title = t!("today.changes.title", new = issued.colour, old = before.colour);
        let body = if day.changes.is_empty() {
            view! { <p class="muted">{t!("today.changes.none")}</p> }.into_any()
        } else {
            view! { <ul class="change-list">{day.changes.into_iter().map(row).collect_view()}</ul> }
                .into_any()
        };
        Some(view! { <section class="card changes"><h2>{title}</h2>{body}</section> }.into_any())
    }
}
