//! One scene, whole: what a pane and the scene's own room show.

use leptos::prelude::*;
use shared::access::Audience;
use shared::board;
use shared::id::Id;
use shared::kind::Kind;
use shared::scene::{self, SceneView};

use crate::breakdown::SceneBreakdown;
use crate::platform::paper::paper;
use crate::shell::use_production;
use crate::store::use_store;
use crate::ui::*;

use super::cast::{CastChips, CastFields};
use super::field::{
    EstimateField, IntExtSelect, LocationSelect, PagesField, SceneField, UnitSelect, act,
    source_words,
};
use super::state::Scenes;
use super::text::ScriptText;
use super::words::light_words;

/// The coloured mark with the word beside the colour: "EXT N".
#[component]
pub fn LightMark(scene: SceneView) -> impl IntoView {
    let store = use_store();
    let words = light_words(&scene);
    let title = scene
        .is_time_inherited
        .then(|| crate::t!("scene.inherited", time = scene.time));
    let class = move || {
        let colours = store.with(&[Kind::Production], board::colours);
        format!("light {}", paper(board::strip_class(&scene, &colours)))
    };
    view! { <span class=class title=title>{words}</span> }
}

/// The facts, fields, cast and words of a scene.
#[component]
pub fn SceneForm(scenes: Scenes, #[prop(into)] id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let may_plan = Memo::new(move |_| store.may_write(&Audience::Plan));
    let may_read = Memo::new(move |_| store.may_read(&Audience::Script));
    let production = use_production();
    let in_script = move || crate::script::in_script(&production.get(), &id.get());
    view! {
        <Head scenes id />
        {move || {
            if may_plan.get() {
                view! { <Fields scenes id /> }.into_any()
            } else {
                view! { <Facts scenes id /> }.into_any()
            }
        }}
        <Show when=move || may_read.get()>
            <div class="line scene-script">
                <h3>{crate::t!("scene.script")}</h3>
                <a class="no-print" href=in_script>{crate::t!("scene.in_script")}</a>
            </div>
            <ScriptText id />
        </Show>
        <Show when=move || may_plan.get()>
            <Ends scenes id />
        </Show>
    }
}

#[component]
fn Head(scenes: Scenes, id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let place = Memo::new(move |_| {
        store.with(board::KINDS, |book| {
            let layout = board::layout(book, &board::active(book));
            let days = layout.days.len();
            layout.day_of(&id.get()).map(|day| (day.n, days, day.date))
        })
    });
    let day = move || match place.get() {
        None => crate::t!("scene.unscheduled").to_owned(),
        Some((n, days, None)) => crate::t!("scene.on_day", n = n, days = days),
        Some((n, days, Some(date))) => {
            let day = crate::t!("scene.on_day", n = n, days = days);
            [day, crate::calendar::dates::medium(date)].join(", ")
        }
    };
    view! {
        <div class="scene-top">
            {move || {
                scenes.get(&id.get()).map(|scene| {
                    let is_taken = scene.is_number_taken;
                    let is_inherited = scene.is_time_inherited;
                    let time = scene.time.clone();
                    view! {
                        <p class="line">
                            <LightMark scene=SceneView::clone(&scene) />
                            <b class="scene-pages">{crate::t!("scene.pages", n = scene.eighths)}</b>
                            <span class="muted">{source_words(&scene.eighths_source)}</span>
                            {scene.is_omitted.then(|| view! { <Badge tone=Tone::Warn>{crate::t!("scene.omitted")}</Badge> })}
                        </p>
                        {is_taken.then(|| view! {
                            <Note tone=Tone::Warn title=crate::t!("scene.twice")>
                                <span>{crate::t!("scene.twice_text")}</span>
                            </Note>
                        })}
                        {is_inherited.then(|| view! {
                            <p class="muted">{crate::t!("scene.inherited", time = time)}</p>
                        })}
                    }
                })
            }}
            <p class="muted">{day}</p>
        </div>
    }
}

#[component]
fn Fields(scenes: Scenes, id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let number_help = MaybeProp::derive(move || {
        let lock = store.with(&[Kind::Production], scene::lock);
        lock.map(|_| crate::t!("scene.number_locked").to_owned())
    });
    let times = element_id("times");
    view! {
        <section class="fields scene-fields" aria-label=crate::t!("scene.facts")>
            <SceneField id field="number" name=crate::t!("scene.number") help=number_help />
            <PagesField id />
            <IntExtSelect id />
            <SceneField id field="time" name=crate::t!("scene.time") list=times.clone() />
            <div class="wide">
                <SceneField id field="set" name=crate::t!("scene.set") />
            </div>
            <SceneField id field="parent_set" name=crate::t!("scene.parent_set") help=crate::t!("scene.parent_set_help") />
            <SceneField id field="sequence" name=crate::t!("scene.sequence") />
            <SceneField id field="synopsis" name=crate::t!("scene.synopsis") long=true />
            <LocationSelect id />
            <EstimateField id />
            <SceneField id field="script_day" name=crate::t!("scene.script_day") />
            <SceneField id field="page" name=crate::t!("scene.page") />
            <UnitSelect id />
            <SceneField id field="comments" name=crate::t!("scene.comments") long=true
                help=crate::t!("scene.comments_help") />
            <SceneField id field="notes" name=crate::t!("scene.notes") long=true />
        </section>
        <datalist id=times>
            {crate::t!("scene.times")
                .split('|')
                .map(|time| view! { <option value=time></option> })
                .collect_view()}
        </datalist>
        <CastFields scenes id />
        <SceneBreakdown id />
    }
}

/// The same, for those who read the plan.
#[component]
fn Facts(scenes: Scenes, id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let said = move |field: &str| {
        let record = store.record(&Kind::Scene, &id.get());
        record.map(|r| r.text(field).to_owned()).unwrap_or_default()
    };
    let unit = move || {
        let unit = store.record(&Kind::Scene, &id.get())?.link("unit")?;
        Some(store.record(&Kind::Unit, &unit)?.text("name").to_owned())
    };
    view! {
        {move || {
            scenes.get(&id.get()).map(|s| {
                let estimate = s.est_min.map(shared::clock::length).unwrap_or_default();
                let facts = [
                    (crate::t!("scene.set"), s.set.to_string()),
                    (crate::t!("scene.parent_set"), said("parent_set")),
                    (crate::t!("scene.sequence"), said("sequence")),
                    (crate::t!("scene.time"), s.time.to_string()),
                    (crate::t!("scene.synopsis"), s.synopsis.to_string()),
                    (crate::t!("scene.location"), s.location_name.to_string()),
                    (crate::t!("scene.estimate"), estimate),
                    (crate::t!("scene.script_day"), s.script_day.to_string()),
                    (crate::t!("scene.page"), s.page.to_string()),
                    (crate::t!("scene.unit"), unit().unwrap_or_default()),
                    (crate::t!("scene.comments"), said("comments")),
                    (crate::t!("scene.notes"), s.notes.to_string()),
                ];
                view! {
                    <dl class="scene-facts">
                        {facts
                            .into_iter()
                            .filter(|(_, value)| !value.is_empty())
                            .map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> })
                            .collect_view()}
                    </dl>
                }
            })
        }}
        <h3>{crate::t!("scene.cast")}</h3>
        <CastChips scenes id />
        <SceneBreakdown id />
    }
}

/// What ends a scene: omitted from the script, or taken away.
#[component]
fn Ends(scenes: Scenes, id: Signal<Id>) -> impl IntoView {
    let store = use_store();
    let is_omitted = Memo::new(move |_| scenes.get(&id.get()).is_some_and(|s| s.is_omitted));
    let is_locked =
        Memo::new(move |_| store.with(&[Kind::Production], |b| scene::lock(b).is_some()));
    let number = move || {
        store.peek(|b| {
            b.text(&Kind::Scene, &id.get_untracked(), "number")
                .to_owned()
        })
    };
    let omit = move || {
        let now = !is_omitted.get_untracked();
        let label = if now {
            crate::t!("scene.did.omitted", n = number())
        } else {
            crate::t!("scene.did.restored", n = number())
        };
        act(store, |book| {
            scene::edit(book, &id.get_untracked(), "omitted", now, label)
        });
    };
    let remove = move || {
        let label = crate::t!("scene.did.removed", n = number());
        act(store, |book| {
            scene::remove(book, &id.get_untracked(), label)
        });
    };
    view! {
        <div class="line no-print">
            <Button on_click=omit>
                {move || if is_omitted.get() { crate::t!("scene.restore") } else { crate::t!("scene.omit") }}
            </Button>
            <Show when=move || !is_locked.get()>
                <Button kind=ButtonKind::Danger on_click=remove>{crate::t!("scene.remove")}</Button>
            </Show>
        </div>
        <Show when=move || is_locked.get()>
            <p class="muted no-print">{crate::t!("scene.locked")}</p>
        </Show>
    }
}
