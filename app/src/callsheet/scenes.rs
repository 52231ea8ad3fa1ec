//! The scenes of a day as a table; a list of cards on a phone.

use leptos::prelude::*;
use shared::callsheet::SceneLine;
use shared::callsheet::diff::heading;
use shared::callsheet::origin::Origin;
use shared::callsheet::sections;
use shared::clock;
use shared::id::Id;
use shared::production::ProductionKind;

use super::read::mark;
use super::source::OriginMark;
use super::words::maybe_time;
use crate::platform::paper::paper;
use crate::shell::path;

#[component]
pub fn SceneTable(
    #[prop(into)] scenes: Signal<Vec<SceneLine>>,
    /// What is produced: its words, and whether its scenes go by pages or by time.
    #[prop(into)]
    kind: Signal<ProductionKind>,
    production: Memo<Id>,
    /// Says of a scene whether the revision changed it.
    #[prop(optional, into)]
    is_changed: Option<Callback<Option<Id>, bool>>,
    /// Says where a scene's page length comes from; an issued sheet does not ask.
    #[prop(optional, into)]
    pages_from: Option<Callback<Id, Origin>>,
) -> impl IntoView {
    let head = move || {
        let kind = kind.get();
        let own = sections::word(kind, "scene");
        let size = match sections::counts_pages(kind) {
            true => crate::t!("callsheet.col.pages"),
            false => crate::t!("callsheet.col.length"),
        };
        (
            own.unwrap_or_else(|| crate::t!("callsheet.col.scene").to_owned()),
            size,
        )
    };
    let total = move || {
        let text = scenes.with(|s| sections::total_text(kind.get(), s));
        match sections::counts_pages(kind.get()) {
            true => crate::t!("callsheet.pages_n", pages = text),
            false => text,
        }
    };
    let counted = move |n: usize| {
        let kind = kind.get();
        match sections::counts_pages(kind) {
            true => crate::t!("callsheet.scenes_total", n = n),
            false => format!("{n} {}", kind.nouns().scene.of(n)),
        }
    };
    let count = move || scenes.with(|s| s.iter().filter(|s| s.scene.is_some()).count());
    view! {
        <div class="table-box">
            <table class="table scene-table">
                <thead>
                    <tr>
                        <th class="n">{crate::t!("callsheet.col.start")}</th>
                        <th>{move || head().0}</th>
                        <th>{crate::t!("callsheet.col.set")}</th>
                        <th class="n">{move || head().1}</th>
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
                                row(line, changed, from, kind.get(), production)
                            })
                            .collect_view()
                    }}
                </tbody>
                <tfoot>
                    <tr>
                        <td></td>
                        <td colspan="2">{move || counted(count())}</td>
                        <td class="n">
                            <b>{total}</b>
                        </td>
                        <td colspan="2"></td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
}

fn row(
    line: SceneLine,
    changed: bool,
    from: Option<Origin>,
    kind: ProductionKind,
    production: Memo<Id>,
) -> AnyView {
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
    let size = sections::size_text(kind, &line);
    let size_name = match sections::counts_pages(kind) {
        true => crate::t!("callsheet.col.pages"),
        false => crate::t!("callsheet.col.length"),
    };
    // A length was estimated by hand; where the pages come from says nothing of it.
    let from = from.filter(|_| sections::counts_pages(kind));
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
            <td class="n" data-label=size_name>
                {size} {from.map(|origin| view! { <OriginMark origin /> })}
            </td>
            <td data-label=crate::t!("callsheet.col.cast")>{line.cast.join(", ")}</td>
            <td data-label=crate::t!("callsheet.col.location")>{line.location}</td>
        </tr>
    }
    .into_any()
}
