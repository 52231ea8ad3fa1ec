//! Changes between two sheets, line by line, in words.

use leptos::prelude::*;
use shared::callsheet::Change;
use shared::callsheet::diff::{Together, together};

use super::words::{change_subject, change_values, shift_by, shift_subject};

#[component]
pub fn ChangeList(changes: Vec<Change>) -> impl IntoView {
    view! {
        <ul class="change-lines">
            {together(&changes)
                .iter()
                .map(|line| {
                    let (subject, from, to) = in_words(line);
                    view! {
                        <li>
                            <span>{subject}</span>
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

/// What a line is about, the value before and the value after.
pub fn in_words(line: &Together) -> (String, String, String) {
    match line {
        Together::One(change) => {
            let (from, to) = change_values(change);
            (change_subject(change), from, to)
        }
        Together::Shift {
            section,
            field,
            by_min,
            subjects,
        } => (
            shift_subject(*section, field, subjects),
            String::new(),
            shift_by(*by_min),
        ),
    }
}
