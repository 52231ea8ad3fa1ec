//! The rooms of scenes: all of them in script order, and one alone.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::access::Audience;
use shared::board;
use shared::eighths::Eighths;
use shared::id::Id;
use shared::scene;

use crate::people::{Address, use_address};
use crate::shell::{path, use_production};
use crate::store::{Reading, use_store};
use crate::ui::*;

use super::add::AddScene;
use super::form::SceneForm;
use super::list::{Days, SceneList};
use super::state::{Scenes, use_scenes};
use super::twice::Twice;

/// All scenes in script order, with the chosen one beside them.
#[component]
pub fn ScenesRoom() -> impl IntoView {
    let store = use_store();
    let address = use_address("script");
    let scenes = use_scenes();
    let adding = RwSignal::new(false);
    let may_plan = Memo::new(move |_| store.may_write(&Audience::Plan));
    let open = Memo::new(move |_| address.id("scene").filter(|id| scenes.get(id).is_some()));
    let is_empty = Memo::new(move |_| scenes.list.with(|all| all.is_empty()));
    let is_read = Memo::new(move |_| store.reading.get() >= Reading::Whole);
    view! {
        <div class="scenes-room">
            <RoomHead title=crate::t!("scene.title")>
                <Show when=move || may_plan.get()>
                    <LinkButton href=Signal::derive(move || path(&address.production(), "script/import"))>
                        {crate::t!("scene.import")}
                    </LinkButton>
                    <Button kind=ButtonKind::Main on_click=move || adding.set(true)>
                        {crate::t!("scene.add")}
                    </Button>
                </Show>
            </RoomHead>
            <Twice address />
            <Show
                when=move || !is_empty.get()
                fallback=move || view! { <Show when=move || is_read.get()><NoScenes address may_plan adding /></Show> }
            >
                <Everything scenes address open />
            </Show>
            <AddScene
                open=adding
                behind=Signal::derive(move || open.get())
                on_added=move |id: Id| address.go(&[("scene", id.as_str()), ("q", ""), ("show", "")])
            />
        </div>
    }
}

#[component]
fn NoScenes(address: Address, may_plan: Memo<bool>, adding: RwSignal<bool>) -> impl IntoView {
    view! {
        <Empty title=crate::t!("scene.empty") text=crate::t!("scene.empty_text")>
            <Show when=move || may_plan.get()>
                <LinkButton
                    kind=ButtonKind::Main
                    href=Signal::derive(move || path(&address.production(), "script/import"))
                >
                    {crate::t!("scene.import")}
                </LinkButton>
                <Button on_click=move || adding.set(true)>{crate::t!("scene.add")}</Button>
                <LinkButton kind=ButtonKind::Quiet href="/">{crate::t!("scene.sample")}</LinkButton>
            </Show>
        </Empty>
    }
}

/// Which scenes are listed.
fn is_shown(show: &str, scene: &scene::SceneView, days: &Days) -> bool {
    match show {
        "unscheduled" => !days.contains_key(&scene.id) && !scene.is_omitted,
        "place" => scene.location.is_none() && !scene.is_omitted,
        "cast" => scene.cast.is_empty() && !scene.is_omitted,
        _ => true,
    }
}

#[component]
fn Everything(scenes: Scenes, address: Address, open: Memo<Option<Id>>) -> impl IntoView {
    let store = use_store();
    let search = RwSignal::new(untrack(|| address.get("q")));
    let show = Memo::new(move |_| address.get("show"));
    let days = Memo::new(move |_| {
        store.with(board::KINDS, |book| {
            let layout = board::layout(book, &board::active(book));
            let numbers = layout
                .days
                .iter()
                .flat_map(|day| day.strips().map(|s| (s.id.clone(), day.n)));
            Days::from(numbers.collect::<std::collections::HashMap<_, _>>())
        })
    });
    let found = Memo::new(move |_| {
        let (typed, show) = (search.get(), show.get());
        days.with(|days| {
            scenes.list.with(|all| {
                let found = all
                    .iter()
                    .filter(|s| is_shown(&show, s, days) && scene::matches(s, &typed));
                found.cloned().collect::<Vec<_>>()
            })
        })
    });
    let shown =
        Memo::new(move |_| found.with(|all| all.iter().map(|s| s.id.clone()).collect::<Vec<_>>()));
    let total = move || {
        let all = scenes
            .list
            .with(|all| all.iter().filter(|s| !s.is_omitted).count());
        let (n, eighths) = found.with(|found| total(found));
        if n == all {
            crate::t!("scene.total", n = n, pages = eighths)
        } else {
            crate::t!("scene.total_of", n = n, all = all, pages = eighths)
        }
    };
    let title = move || {
        let number = open
            .get()
            .and_then(|id| scenes.get(&id))
            .map(|s| s.number.to_string());
        crate::t!("scene.n_th", n = number.unwrap_or_default())
    };
    let options = Signal::derive(|| {
        [
            ("", crate::t!("scene.show.all")),
            ("unscheduled", crate::t!("scene.show.unscheduled")),
            ("place", crate::t!("scene.show.place")),
            ("cast", crate::t!("scene.show.cast")),
        ]
        .map(|(value, text)| (value.to_owned(), text.to_owned()))
        .to_vec()
    });
    view! {
        <Find
            label=crate::t!("scene.search")
            hint=crate::t!("scene.search_hint")
            search
            on_commit=move |typed: String| address.replace(&[("q", &typed)])
            count=Signal::derive(total)
            id="scene-search"
        >
            <SelectField
                label=crate::t!("scene.show")
                value=show
                options
                on_commit=move |chosen: String| address.replace(&[("show", &chosen)])
                quiet=true
            />
        </Find>
        <Split>
            <div>
                <Show when=move || shown.with(Vec::is_empty)>
                    <NothingFound
                        title=crate::t!("scene.none_found")
                        text=crate::t!("scene.none_found_text")
                        clear=crate::t!("scene.show_all")
                        search
                        on_clear=move || address.replace(&[("q", ""), ("show", "")])
                    />
                </Show>
                <Show when=move || !shown.with(Vec::is_empty)>
                    <SceneList scenes shown days=ById::new(days) address open />
                </Show>
            </div>
            <Show when=move || open.get().is_some()>
                <Pane title=Signal::derive(title) on_close=move || address.replace(&[("scene", "")])>
                    {move || open.get().map(|id| view! { <SceneForm scenes id=Signal::stored(id) /> })}
                </Pane>
            </Show>
        </Split>
    }
}

fn total(scenes: &[Arc<scene::SceneView>]) -> (usize, Eighths) {
    let real = || scenes.iter().filter(|s| !s.is_omitted);
    let sum = real().fold(0_u32, |sum, s| sum.saturating_add(s.eighths.0));
    (real().count(), Eighths(sum))
}

/// One scene as a room of its own, for links and for a phone's whole screen.
#[component]
pub fn SceneRoom() -> impl IntoView {
    let store = use_store();
    let scenes = use_scenes();
    let production = use_production();
    let params = use_params_map();
    let id = Memo::new(move |_| Id::new(params.with(|p| p.get("id")).unwrap_or_default()));
    let scene = Memo::new(move |_| scenes.get(&id.get()));
    let title = move || match scene.get() {
        Some(scene) => crate::t!(
            "scene.title_of",
            n = scene.number,
            heading = scene.heading()
        ),
        None => crate::t!("scene.gone").to_owned(),
    };
    let back = Signal::derive(move || path(&production.get(), "script"));
    view! {
        <div class="scene-room">
            <RoomHead title=Signal::derive(title) back />
            {move || {
                if scene.with(Option::is_some) {
                    view! { <div class="stack"><SceneForm scenes id /></div> }.into_any()
                } else if store.reading.get() >= Reading::Whole {
                    view! {
                        <Empty title=crate::t!("scene.gone") text=crate::t!("scene.gone_text")>
                            <LinkButton href=back>{crate::t!("scene.title")}</LinkButton>
                        </Empty>
                    }
                        .into_any()
                } else {
                    ().into_any()
                }
            }}
        </div>
    }
}
