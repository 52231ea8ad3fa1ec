//! A category's mark: its letter in its colour, never the colour alone.

use leptos::prelude::*;
use shared::breakdown::CategoryView;

use super::words::category_name;

/// The colours that the style sheet has a token for; another one is shown grey.
pub const COLOURS: [&str; 11] = [
    "red", "orange", "yellow", "green", "cyan", "blue", "purple", "rose", "pink", "brown", "grey",
];

/// Returns the class that gives an element of the page a category's colour.
pub fn colour_class(colour: &str) -> String {
    let known = COLOURS.into_iter().find(|known| *known == colour);
    format!("cat-{}", known.unwrap_or("grey"))
}

/// The mark. It is seen, not said: a list says the category's name beside it or in its heading.
#[component]
pub fn CategoryMark(category: CategoryView) -> impl IntoView {
    let class = format!("cat {}", colour_class(&category.colour));
    let name = category_name(&category);
    let letter = match &*category.letter {
        "" => name.chars().take(1).collect(),
        letter => letter.to_uppercase(),
    };
    view! { <b class=class title=name aria-hidden="true">{letter}</b> }
}
