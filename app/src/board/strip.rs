//! One row of a board. Clicks, keys and drags are heard once by the board, not by each row.

use leptos::prelude::*;
use shared::board::{self, Paper, RowKey, Show, Shows};
use shared::clock;
use shared::eighths::Eighths;
use shared::id::Id;
use shared::scene::SceneView;

use crate::platform::paper::paper;
use crate::scene::{cast_numbers, light_words, set_text, spoken};
use crate::ui::*;

use super::clash::Mark;
use super::clash_list::ClashMark;
use super::state::{Board, Current, attribute};

/// Where a row is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    Board,
    Boneyard,
}

#[component]
pub fn Row(board: Board, key: RowKey, current: Current, side: Side) -> impl IntoView {
    match key {
        RowKey::Scene(id) => view! { <Strip board id current side /> }.into_any(),
        RowKey::Banner(id) => view! { <Banner board id current /> }.into_any(),
        RowKey::Day(_) => ().into_any(),
    }
}

#[component]
fn Strip(board: Board, id: Id, current: Current, side: Side) -> impl IntoView {
    let key = RowKey::Scene(id.clone());
    let name = attribute(&key);
    // Rows of the boneyard are dropped on it as a whole: there is no order to keep there.
    let drop = (side == Side::Board).then(|| name.clone());
    let mark_of = id.clone();
    let mark = Memo::new(move |_| board.scene_mark(&mark_of));
    let scene = Memo::new(move |_| board.strip(&id));
    let mine = key.clone();
    let is_picked = Memo::new(move |_| board.picked.with(|picked| picked.contains(&mine)));
    let class = move || {
        let paint = board.colours.with(|colours| {
            let highlight = colours.class(Paper::Highlight);
            if is_picked.get() && !highlight.is_empty() {
                return highlight;
            }
            scene.with(|s| {
                s.as_ref()
                    .map_or("".into(), |s| board::strip_class(s, colours))
            })
        });
        format!("strip {}", paper(paint))
    };
    let focus = Some(key);
    view! {
        <li class=class class:sel=move || is_picked.get() data-row=name data-drop=drop>
            <Show when=move || board.may_plan.get()>
                <span class="grip" aria-hidden="true"><Icon icon=IconName::Grip /></span>
            </Show>
            <button
                type="button"
                class="strip-main"
                tabindex=move || if current.is(&focus) { "0" } else { "-1" }
                aria-pressed=move || is_picked.get().to_string()
                aria-label=move || scene.with(|s| s.as_ref().map(|s| mark.with(|m| said(s, m.as_ref()))))
            >
                {move || scene.with(|s| s.as_ref().map(|s| board.shows.with(|shows| cells(s, shows))))}
                {move || mark.get().map(|m| view! { <ClashMark mark=m /> })}
            </button>
        </li>
    }
}

fn said(scene: &SceneView, mark: Option<&Mark>) -> String {
    let strip = spoken(scene);
    match mark {
        Some(mark) => crate::t!("conflict.strip", strip = strip, why = mark.why),
        None => strip,
    }
}

fn cells(scene: &SceneView, shows: &Shows) -> impl IntoView + use<> {
    let shown = |show: Show, text: String| if shows.has(show) { text } else { String::new() };
    let estimate = scene.est_min.map(clock::length).unwrap_or_default();
    let pages = if scene.eighths == Eighths::ZERO {
        String::new()
    } else {
        scene.eighths.to_string()
    };
    let gone = scene
        .is_omitted
        .then(|| view! { <em class="gone">{crate::t!("scene.omitted")}</em> });
    view! {
        <span class="no" class:twice=scene.is_number_taken>{scene.number.to_string()}</span>
        <span class="ie" class:guess=scene.is_time_inherited>{light_words(scene)}</span>
        <span class="set">{gone}{set_text(scene)}<small>{beside(scene, shows)}</small></span>
        <span class="cast">{shown(Show::Cast, cast_numbers(&scene.cast))}</span>
        <span class="pages">{pages}</span>
        <span class="est">{shown(Show::Estimate, estimate)}</span>
    }
}

/// Returns what stands behind the set, as far as it is shown and known.
fn beside(scene: &SceneView, shows: &Shows) -> String {
    let day = match &*scene.script_day {
        "" => String::new(),
        day => crate::t!("design.day", n = day),
    };
    let page = match &*scene.page {
        "" => String::new(),
        page => crate::t!("design.page_n", n = page),
    };
    let parts = [
        (Show::Location, scene.location_name.to_string()),
        (Show::ScriptDay, day),
        (Show::Page, page),
        (Show::Synopsis, scene.synopsis.to_string()),
    ];
    let parts = parts.into_iter();
    let parts: Vec<String> = parts
        .filter(|(show, text)| shows.has(*show) && !text.is_empty())
        .map(|(_, text)| text)
        .collect();
    parts.join(" · ")
}

#[component]
fn Banner(board: Board, id: Id, current: Current) -> impl IntoView {
    let key = RowKey::Banner(id.clone());
    let name = attribute(&key);
    let drop = name.clone();
    let banner = Memo::new(move |_| board.banner(&id));
    let mine = key.clone();
    let is_picked = Memo::new(move |_| board.picked.with(|picked| picked.contains(&mine)));
    let focus = Some(key.clone());
    let text = move || banner.with(|b| b.as_ref().map(|b| b.text.to_string()));
    let class = move || {
        let paint = board.colours.with(|colours| colours.class(Paper::Banner));
        format!("strip banner {}", paper(paint))
    };
    let minutes = move || banner.with(|b| b.as_ref().and_then(|b| b.minutes).map(clock::length));
    view! {
        <li class=class class:sel=move || is_picked.get() data-row=name data-drop=drop>
            <Show when=move || board.may_plan.get()>
                <span class="grip" aria-hidden="true"><Icon icon=IconName::Grip /></span>
            </Show>
            <button
                type="button"
                class="strip-main"
                tabindex=move || if current.is(&focus) { "0" } else { "-1" }
                aria-pressed=move || is_picked.get().to_string()
            >
                <span class="set">{text}</span>
                <span class="est">{minutes}</span>
            </button>
        </li>
    }
}
