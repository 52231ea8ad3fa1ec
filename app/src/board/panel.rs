//! The room's dialogs. What stands in them is the office's alone, and comes with its part of the
//! program.

use leptos::prelude::*;

use crate::shell::lazy;
use crate::ui::*;

use super::design::Design;
use super::fill::Fill;
use super::scenario::{NameForm, Settings, UseBoard};
use super::shown::Panel;
use super::state::Board;
use super::suggest::Suggest;
use super::units::Units;

#[component]
pub fn PanelDialog(board: Board) -> impl IntoView {
    let title = move || match board.panel.get() {
        Panel::Settings => crate::t!("boards.settings_title", name = board.title()),
        Panel::Copy => crate::t!("boards.copy_title", name = board.title()),
        Panel::New => crate::t!("boards.new_title").to_owned(),
        Panel::Use => crate::t!("boards.use_title", name = board.title()),
        Panel::Units => crate::t!("boards.units_title").to_owned(),
        Panel::Design => crate::t!("design.title").to_owned(),
        Panel::Fill => crate::t!("fill.title").to_owned(),
        Panel::Suggest => crate::t!("suggest.title").to_owned(),
    };
    view! {
        <Dialog open=board.is_panel_open title=Signal::derive(title)>
            {lazy(|rooms| rooms.board_panel)}
        </Dialog>
        <Dialog open=board.is_suggesting title=crate::t!("suggest.title") class="wide">
            {lazy(|rooms| rooms.suggest)}
        </Dialog>
    }
}

/// What stands in the dialog that is open.
#[component]
pub fn BoardPanel() -> impl IntoView {
    let board = expect_context::<Board>();
    move || match board.panel.get() {
        Panel::Settings => view! { <Settings board /> }.into_any(),
        Panel::Copy | Panel::New => view! { <NameForm board /> }.into_any(),
        Panel::Use => view! { <UseBoard board /> }.into_any(),
        Panel::Units => view! { <Units board /> }.into_any(),
        Panel::Design => view! { <Design board /> }.into_any(),
        Panel::Fill => view! { <Fill board /> }.into_any(),
        Panel::Suggest => ().into_any(),
    }
}

/// What stands in the dialog that suggests an order.
#[component]
pub fn SuggestPanel() -> impl IntoView {
    let board = expect_context::<Board>();
    view! { <Suggest board /> }
}
