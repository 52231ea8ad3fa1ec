//! The room's one dialog, and what stands in it.

use leptos::prelude::*;

use crate::ui::*;

use super::scenario::{NameForm, Settings, UseBoard};
use super::state::{Board, Panel};
use super::units::Units;

#[component]
pub fn PanelDialog(board: Board) -> impl IntoView {
    let title = move || match board.panel.get() {
        Panel::Settings => crate::t!("boards.settings_title", name = board.title()),
        Panel::Copy => crate::t!("boards.copy_title", name = board.title()),
        Panel::New => crate::t!("boards.new_title").to_owned(),
        Panel::Use => crate::t!("boards.use_title", name = board.title()),
        Panel::Units => crate::t!("boards.units_title").to_owned(),
    };
    view! {
        <Dialog open=board.is_panel_open title=Signal::derive(title)>
            {move || match board.panel.get() {
                Panel::Settings => view! { <Settings board /> }.into_any(),
                Panel::Copy | Panel::New => view! { <NameForm board /> }.into_any(),
                Panel::Use => view! { <UseBoard board /> }.into_any(),
                Panel::Units => view! { <Units board /> }.into_any(),
            }}
        </Dialog>
    }
}
