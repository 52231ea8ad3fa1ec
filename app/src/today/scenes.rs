//! The scenes of the day: a performer's own, all of them for the crew.

use leptos::prelude::*;
use shared::board;
use shared::callsheet::sheet::{Part, SceneLine};
use shared::clock;
use shared::eighths::Eighths;
use shared::floor::{self, Mark, Marks, State};
use shared::scene::{self, doubles};

use super::room::Shown;
use crate::floor::{state_look, state_word};
use crate::platform::paper::paper;
use crate::shell::{path, use_production};
use crate::store::use_store;
use crate::t;
use crate::ui::*;

#[derive(Clone, PartialEq)]
struct Line {
    scene: SceneLine,
    strip: String,
    mark: Option<Mark>,
}

/// The scenes in shooting order, with what was reported of them.
#[component]
pub fn MyScenes(shown: Shown) -> impl IntoView {
    let store = use_store();
    let lines = Memo::new(move |_| {
        let day = shown.day.get()?;
        let is_cast = day.mine.as_ref().is_some_and(|my| my.part != Part::Crew);
        let scenes = match day.mine {
            Some(mine) => mine.scenes,
            None => day.sheet.scenes,
        };
        Some(store.with(floor::KINDS, |book| {
            let views = scene::in_order(book);
            let marks = Marks::read(book);
            let colours = board::colours(book);
            let lines = scenes.into_iter().map(|scene| {
                let now = scene.scene.as_ref().map(|id| doubles::now(book, id));
                let view = views.iter().find(|view| Some(&view.id) == now.as_ref());
                Line {
                    strip: paper(view.map_or("strip-plain".into(), |view| {
                        board::strip_class(view, &colours)
                    })),
                    mark: view.and_then(|view| marks.on_day(&view.id, &day.planned.day).cloned()),
                    scene,
                }
            });
            (is_cast, lines.collect::<Vec<Line>>())
        }))
    });
    let title = move || match lines.with(|l| l.as_ref().is_some_and(|(is_cast, _)| *is_cast)) {
        true => t!("today.scenes.mine"),
        false => t!("today.scenes.all"),
    };
    let is_any = move || lines.with(|l| l.as_ref().is_some_and(|(_, lines)| !lines.is_empty()));
    view! {
        <Show when=is_any>
            <section class="today-part">
                <h2>{title}</h2>
                <ul class="list" aria-label=title>
                    {move || lines.get().map(|(_, lines)| lines.into_iter().map(|line| view! { <Row line /> }).collect_view())}
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Row(line: Line) -> impl IntoView {
    let production = use_production();
    let Line { scene, strip, mark } = line;
    let Some(id) = scene.scene.clone() else {
        // A banner: what happens between two scenes.
        let at = scene.start.map(|start| clock::wall(start).0);
        return view! { <li class="row banner"><span class="grow">{scene.set}</span><span class="muted">{at}</span></li> }.into_any();
    };
    let mut about = Vec::new();
    if !scene.time.is_empty() {
        about.push(capital(&scene.time.to_lowercase()));
    }
    about.push(t!("today.scenes.pages", n = Eighths(scene.eighths)));
    if !scene.cast.is_empty() {
        about.push(scene.cast.join(", "));
    }
    if let Some(start) = scene.start {
        about.push(t!("today.scenes.start", time = clock::wall(start).0));
    }
    let heading = match scene.int_ext.as_str() {
        "" => scene.set.clone(),
        inside => format!("{inside}. {}", scene.set),
    };
    let badge = mark.map(|mark| {
        let (tone, shape) = state_look(Some(mark.state));
        let word = match mark.state {
            State::Part => t!(
                "floor.state.part_of",
                n = mark.eighths,
                all = Eighths(scene.eighths)
            ),
            state => state_word(state).to_owned(),
        };
        view! { <Badge tone mark=Signal::stored(shape.to_owned())>{word}</Badge> }
    });
    let href = path(&production.get_untracked(), &format!("scene/{id}"));
    view! {
        <li class="row-item">
            <a class="row scene-row" href=href>
                <span class=format!("num {strip}")>{scene.number.clone()}</span>
                <span class="grow">
                    <b>{heading}</b>
                    <small>{about.join(" · ")}</small>
                    {(!scene.notes.is_empty()).then(|| view! { <small class="scene-note">{scene.notes.clone()}</small> })}
                    {badge}
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// Writes a first letter large: "Production office".
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
