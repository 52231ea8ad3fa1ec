//! Beside the board: what is picked or open. The boneyard is in `bones`.

use leptos::prelude::*;
use shared::board::{Place, RowKey, Spot};
use shared::eighths::Eighths;
use shared::id::Id;
use shared::scene::SceneView;

use crate::scene::{CastChips, EstimateField, LightMark, LocationSelect, Scenes, source_words};
use crate::shell::path;
use crate::ui::*;

use super::clash_list::{ClashList, SceneClashes};
use super::state::Board;

/// What is picked: several strips, or one scene with its facts.
#[component]
pub fn Picked(board: Board, scenes: Scenes, open: Memo<Option<Id>>) -> impl IntoView {
    let many = Memo::new(move |_| {
        let n = board.picked.with(|picked| picked.len());
        n > 1 || board.picking.get()
    });
    let has_list = Memo::new(move |_| board.is_listing());
    view! {
        <div
            class="board-card"
            class:open=move || open.get().is_some() || many.get() || has_list.get()
            class:many=move || many.get()
        >
            {move || {
                if many.get() {
                    view! { <Several board /> }.into_any()
                } else if has_list.get() {
                    view! { <ClashList board /> }.into_any()
                } else if let Some(id) = open.get() {
                    view! { <One board scenes id /> }.into_any()
                } else {
                    view! { <p class="muted board-hint">{crate::t!("board.hint")}</p> }.into_any()
                }
            }}
        </div>
    }
}

#[component]
fn Several(board: Board) -> impl IntoView {
    let rows = move || board.picked_rows();
    let none = Signal::derive(move || board.picked.with(|picked| picked.is_empty()));
    let words = move || {
        let eighths = board.picked.with(|picked| {
            picked
                .iter()
                .filter_map(|key| board.strip(key.id()))
                .fold(0_u32, |sum, s| sum.saturating_add(s.eighths.0))
        });
        let n = board.picked.with(|picked| picked.len());
        crate::t!("board.picked_pages", n = n, pages = Eighths(eighths))
    };
    view! {
        <p class="board-count" role="status">{words}</p>
        <div class="line">
            <Button kind=ButtonKind::Main disabled=none on_click=move || board.ask(rows()) shortcut="M">
                {crate::t!("board.move_to")}
            </Button>
            <Button disabled=none on_click=move || {
                board.move_to(&rows(), &Spot::Boneyard);
                board.clear();
            }>{crate::t!("board.to_boneyard")}</Button>
            <Button disabled=none on_click=move || board.ask_fill(rows())>{crate::t!("board.fill")}</Button>
            <Button kind=ButtonKind::Quiet on_click=move || board.clear()>{crate::t!("board.done")}</Button>
        </div>
    }
}

#[component]
fn One(board: Board, scenes: Scenes, id: Id) -> impl IntoView {
    let key = StoredValue::new(id.clone());
    let id = Signal::stored(id);
    let scene = Memo::new(move |_| scenes.get(&id.get()));
    let rows = move || vec![RowKey::Scene(key.get_value())];
    let place = move || {
        board
            .layout
            .with(|l| match l.find(&RowKey::Scene(key.get_value())) {
                Some(Place::Day { day, position }) => {
                    let (days, n) = (l.days.len(), day.n);
                    crate::t!("board.stands_day", n = n, days = days, at = position)
                }
                Some(Place::Loose { .. }) => crate::t!("board.stands_loose").to_owned(),
                _ => crate::t!("board.stands_boneyard").to_owned(),
            })
    };
    let is_placed = Memo::new(move |_| {
        board.layout.with(|l| {
            !matches!(
                l.find(&RowKey::Scene(key.get_value())),
                Some(Place::Boneyard) | None
            )
        })
    });
    let new_day = move || board.break_day(&RowKey::Scene(key.get_value()));
    let href =
        Signal::derive(move || path(&board.address.production(), &format!("scene/{}", id.get())));
    view! {
        <div class="pane-head">
            <h2>{move || scene.get().map(|s| crate::t!("scene.title_of", n = s.number, heading = s.heading()))}</h2>
            <IconButton name=crate::t!("ui.close") icon=IconName::Close on_click=move || board.open(None) />
        </div>
        {move || scene.get().map(|s| view! {
            <p class="line">
                <LightMark scene=SceneView::clone(&s) />
                <b class="scene-pages">{crate::t!("scene.pages", n = s.eighths)}</b>
                <span class="muted">{source_words(&s.eighths_source)}</span>
            </p>
        })}
        <p class="muted">{place}</p>
        <SceneClashes board id />
        <Show
            when=move || board.may_plan.get()
            fallback=move || view! {
                {move || scene.get().map(|s| view! { <p>{s.location_name.to_string()}</p> })}
            }
        >
            <div class="line no-print">
                <Button kind=ButtonKind::Main on_click=move || board.ask(rows()) shortcut="M">
                    {crate::t!("board.move_to")}
                </Button>
                <Show when=move || is_placed.get()>
                    <Button on_click=move || board.move_to(&rows(), &Spot::Boneyard)>
                        {crate::t!("board.to_boneyard")}
                    </Button>
                    <Button on_click=new_day shortcut="K">{crate::t!("board.new_day_here")}</Button>
                </Show>
            </div>
        </Show>
        {move || scene.get().filter(|s| !s.synopsis.is_empty()).map(|s| view! { <p>{s.synopsis.to_string()}</p> })}
        <CastChips scenes id />
        <Show when=move || board.may_plan.get()>
            <div class="fields">
                <LocationSelect id />
                <EstimateField id />
            </div>
        </Show>
        <p><a href=move || href.get()>{crate::t!("board.open_scene")}</a></p>
    }
}
