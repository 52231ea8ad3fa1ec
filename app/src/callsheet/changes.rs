//! Changes between two sheets, line by line, in words.

use leptos::prelude::*;
use shared::callsheet::Change;

use super::words::{change_subject, change_values};

#[component]
pub fn ChangeList(changes: Vec<Change>) -> impl IntoView {
    view! {
        <ul class="change-lines">
            {changes
                .iter()
                .map(|change| {
                    let (from, to) = change_values(change);
                    view! {
                        <li>
                            <span>{change_subject(change)}</span>
                            " "
                            {(!from.is_empty()).then(|| view! { <del>{from}</del> })}
                            " "
                            {(!to.is_empty()).then(|| view! { <ins>{to}</ins> })}
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}
