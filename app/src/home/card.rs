//! One production on this device.

use leptos::prelude::*;
use shared::engine::protocol::Card;

use super::acts::export;
use crate::shell::path;
use crate::store::use_store;
use crate::ui::{Menu, MenuItem, when_text};

#[component]
pub fn ProductionCard(
    card: Card,
    /// The production that the user is asked about before it is removed.
    removing: RwSignal<Option<Card>>,
) -> impl IntoView {
    let store = use_store();
    let title = if card.title.is_empty() {
        crate::t!("home.untitled").to_owned()
    } else {
        card.title.clone()
    };
    let opened = crate::t!("home.opened", when = when_text(card.opened_ms));
    let where_kept = if card.attached {
        crate::t!("home.attached")
    } else {
        crate::t!("home.alone")
    };
    let href = path(&card.production, "today");
    let production = card.production.clone();
    let export_it = move || {
        store.open(&production);
        export(store);
    };
    view! {
        <li class="production">
            <a class="row" href=href>
                <span class="monogram" aria-hidden="true">{monogram(&title)}</span>
                <span class="grow">
                    <b>{title.clone()}</b>
                    <small>{opened} " · " {where_kept}</small>
                </span>
            </a>
            <Menu label=crate::t!("home.more_for", title = title) dots=true>
                <MenuItem on_click=export_it>{crate::t!("command.export")}</MenuItem>
                <MenuItem danger=true on_click=move || removing.set(Some(card.clone()))>
                    {crate::t!("home.remove")}
                </MenuItem>
            </Menu>
        </li>
    }
}

/// The first letters of the first two words, to tell cards apart at a glance.
fn monogram(title: &str) -> String {
    title
        .split_whitespace()
        .filter(|word| word.len() > 3 || title.split_whitespace().count() < 3)
        .chain(title.split_whitespace())
        .take(2)
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_monogram_takes_two_letters() {
        assert_eq!(monogram("Night Ferry"), "NF");
        assert_eq!(monogram("The Lady of the Lake"), "LL");
        assert_eq!(monogram(""), "");
    }
}
