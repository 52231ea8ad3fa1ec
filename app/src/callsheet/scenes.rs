//! The scenes of a day as a table; a list of cards on a phone.

use leptos::prelude::*;
use shared::callsheet::SceneLine;
use shared::callsheet::diff::heading;
use shared::callsheet::origin::Origin;
use shared::clock;
use shared::id::Id;

use super::read::mark;
use super::source::OriginMark;
use super::words::{maybe_time, pages};
use crate::platform::paper::paper;
use crate::shell::path;

#[component]
pub fn SceneTable(
    #[prop(into)] scenes: Signal<Vec<SceneLine>>,
    #[prop(into)] eighths: Signal<u32>,
    production: Memo<Id>,
    /// Says of a scene whether the revision changed it.
    #[prop(optional, into)]
    is_changed: Option<Callback<Option<Id>, bool>>,
    /// Says where a scene's page length comes from; an issued sheet does not ask.
    #[prop(optional, into)]
    pages_from: Option<Callback<Id, Origin>>,
) -> impl IntoView {
    let count = move || scenes.with(|s| s.iter().filter(|s| s.scene.is_some()).count());
    view! {
        <div class="table-box">
            <table class="table scene-table">
                <thead>
                    <tr>
                        <th class="n">{crate::t!("callsheet.col.start")}</th>
                        <th>{crate::t!("callsheet.col.scene")}</th>
                        <th>{crate::t!("callsheet.col.set")}</th>
                        <th class="n">{crate::t!("callsheet.col.pages")}</th>
                        <th>{crate::t!("callsheet.col.cast")}</th>
                        <th>{crate::t!("callsheet.col.location")}</th>
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        scenes
                            .get()
                            .into_iter()
                            .map(|line| {
                                let changed = is_changed.is_some_and(|is| is.run(line.scene.clone()));
                                let from = pages_from.zip(line.scene.clone()).map(|(from, id)| from.run(id));
                                row(line, changed, from, production)
                            })
                            .collect_view()
                    }}
                </tbody>
                <tfoot>
                    <tr>
                        <td></td>
                        <td colspan="2">{move || crate::t!("callsheet.scenes_total", n = count())}</td>
                        <td class="n">
                            <b>{move || crate::t!("callsheet.pages_n", pages = pages(eighths.get()))}</b>
                        </td>
                        <td colspan="2"></td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
}

fn row(line: SceneLine, changed: bool, from: Option<Origin>, production: Memo<Id>) -> AnyView {
    let Some(scene) = line.scene.clone() else {
        return view! {
            <tr class="banner">
                <td class="n" data-label=crate::t!("callsheet.col.start")>{maybe_time(line.start)}</td>
                <td colspan="4" class="lead">{line.set}</td>
                <td class="n">{line.est_min.map(clock::length)}</td>
            </tr>
        }
        .into_any();
    };
    let paint = paper(line.paint.clone());
    let below: Vec<String> = [line.synopsis.clone(), line.notes.clone()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let href = move || path(&production.get(), &format!("scene/{scene}"));
    view! {
        <tr class:changed=changed>
            <td class="n start" data-label=crate::t!("callsheet.col.start")>{maybe_time(line.start)}</td>
            <td class="number">
                <a class=format!("num {paint}") href=href>{line.number.clone()}</a>
            </td>
            <td class="lead">
                <b>{heading(&line)}</b>
                {mark(changed)}
                {below.into_iter().map(|text| view! { <small>{text}</small> }).collect_view()}
            </td>
            <td class="n" data-label=crate::t!("callsheet.col.pages")>
                {pages(line.eighths)} {from.map(|origin| view! { <OriginMark origin /> })}
            </td>
            <td data-label=crate::t!("callsheet.col.cast")>{line.cast.join(", ")}</td>
            <td data-label=crate::t!("callsheet.col.location")>{line.location}</td>
        </tr>
    }
    .into_any()
}
