//! Changes between two sheets, line by line, in words.

use leptos::prelude::*;
use shared::callsheet::Change;
use shared::callsheet::diff::{Piece, Together, together};

use super::words::{change_subject, change_values, shift_by, shift_subject};

#[component]
pub fn ChangeList(changes: Vec<Change>) -> impl IntoView {
    view! {
        <ul class="change-lines">
            {together(&changes)
                .iter()
                .map(|line| {
                    let (subject, values) = in_words(line);
                    view! {
                        <li>
                            <span>{subject}</span>
                            " "
                            {values.into_view()}
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

/// What a line of changes says.
pub enum Values {
    /// The value before and the value after, either may be empty.
    Both(String, String),
    /// A long text, once, with the words that changed.
    Text(Vec<Piece>),
}

impl Values {
    pub fn of(change: &Change) -> Self {
        match change.pieces() {
            Some(pieces) => Self::Text(pieces),
            None => {
                let (from, to) = change_values(change);
                Self::Both(from, to)
            }
        }
    }

    pub fn into_view(self) -> AnyView {
        match self {
            Self::Both(from, to) => view! {
                {(!from.is_empty()).then(|| view! { <del>{from}</del> })}
                " "
                {(!to.is_empty()).then(|| view! { <ins>{to}</ins> })}
            }
            .into_any(),
            Self::Text(pieces) => pieces.into_iter().map(piece).collect_view().into_any(),
        }
    }
}

fn piece(piece: Piece) -> AnyView {
    match piece {
        Piece::Same(words) => view! { {words} " " }.into_any(),
        Piece::Left => "… ".into_any(),
        Piece::Gone(words) => view! { <del>{words}</del> " " }.into_any(),
        Piece::New(words) => view! { <ins>{words}</ins> " " }.into_any(),
    }
}

/// What a line is about, and what it says.
pub fn in_words(line: &Together) -> (String, Values) {
    match line {
        Together::One(change) => (change_subject(change), Values::of(change)),
        Together::Shift {
            section,
            field,
            by_min,
            subjects,
        } => (
            shift_subject(*section, field, subjects),
            Values::Both(String::new(), shift_by(*by_min)),
        ),
    }
}
