//! What strips show, and the colours of their paper: the production's choice, for all its boards.

use leptos::prelude::*;
use shared::board::{Preset, Show};
use shared::production::edit::set;

use crate::ui::*;

use super::papers::Papers;
use super::state::Board;

fn name(show: Show) -> &'static str {
    match show {
        Show::Synopsis => crate::t!("design.synopsis"),
        Show::Cast => crate::t!("design.cast"),
        Show::Estimate => crate::t!("design.estimate"),
        Show::Location => crate::t!("design.location"),
        Show::ScriptDay => crate::t!("design.script_day"),
        Show::Page => crate::t!("design.page"),
    }
}

#[component]
pub fn Design(board: Board) -> impl IntoView {
    let store = board.store;
    let toggle = move |show: Show| {
        let shows = board.shows.get_untracked().toggled(show);
        let label = if shows.has(show) {
            crate::t!("design.did.shown", what = name(show))
        } else {
            crate::t!("design.did.hidden", what = name(show))
        };
        store.act(store.peek(|book| set(book, "strip_shows", shows.to_text(), label)));
    };
    let check = move |show: Show| {
        let value = Signal::derive(move || board.shows.with(|shows| shows.has(show)));
        view! { <CheckField label=name(show) value on_commit=move |_: bool| toggle(show) /> }
    };
    let presets = [
        (Preset::A, crate::t!("settings.preset_a")),
        (Preset::B, crate::t!("settings.preset_b")),
    ];
    let presets = presets.map(|(preset, text)| (preset.as_str().to_owned(), text.to_owned()));
    let preset = Signal::derive(move || board.colours.with(|c| c.preset.as_str().to_owned()));
    let colour = move |chosen: String| {
        let label = crate::t!("design.did.colours").to_owned();
        store.act(store.peek(|book| set(book, "strip_preset", chosen, label)));
    };
    view! {
        <p class="muted">{crate::t!("design.text")}</p>
        <fieldset class="design-shows">
            <legend>{crate::t!("design.shows")}</legend>
            {Show::ALL.map(check).into_iter().collect_view()}
        </fieldset>
        <SelectField
            label=crate::t!("design.colours")
            value=preset
            options=presets.to_vec()
            on_commit=colour
            help=crate::t!("settings.preset_help")
        />
        <Papers board />
    }
}
