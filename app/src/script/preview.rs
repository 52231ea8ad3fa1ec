//! What an import will do, scene by scene, before anything is stored.

use std::sync::Arc;

use leptos::prelude::*;
use shared::eighths::Eighths;
use shared::formats::Screenplay;
use shared::formats::screenplay::ScriptScene;
use shared::kind::Kind;
use shared::scene::{self, CastNumbers, Fate, Plan, Planned};

use crate::scene::source_words;
use crate::store::use_store;
use crate::ui::*;
use crate::words::text;

use super::read::Read;

/// The kinds that a plan reads.
const KINDS: &[Kind] = &[
    Kind::Scene,
    Kind::SceneText,
    Kind::Character,
    Kind::Location,
];

#[component]
pub fn Preview(
    read: Read,
    numbers: RwSignal<CastNumbers>,
    on_import: Callback<()>,
    on_cancel: Callback<()>,
) -> impl IntoView {
    let store = use_store();
    let script = read.script.clone();
    let planned = script.clone();
    let plan = Memo::new(move |_| {
        store.with(KINDS, |book| {
            Arc::new(scene::plan(book, &planned, numbers.get()))
        })
    });
    let title = script
        .title
        .clone()
        .filter(|t| !t.trim().is_empty())
        .unwrap_or_else(|| read.file.clone());
    let title = if title.is_empty() {
        crate::t!("script.untitled").to_owned()
    } else {
        title
    };
    let eighths = script
        .scenes
        .iter()
        .filter(|s| !s.omitted)
        .fold(0_u32, |sum, s| sum.saturating_add(s.eighths.0));
    let counts = crate::t!(
        "script.counts",
        scenes = script.scenes.len(),
        pages = Eighths(eighths),
        speeches = script.scenes.iter().map(|s| s.speeches).sum::<u32>()
    );
    let has_scenes = !script.scenes.is_empty();
    let rows = script.clone();
    view! {
        <section class="card script-summary" aria-label=crate::t!("script.preview")>
            <h2 class="script-title">{title}</h2>
            <p>{counts}</p>
            <p class="muted">{read.file}</p>
            <Fates plan />
            <Problems script=script.clone() />
            <SelectField
                label=crate::t!("script.numbers")
                value=Signal::derive(move || key(numbers.get()).to_owned())
                options=Signal::derive(|| {
                    [CastNumbers::MostScenes, CastNumbers::FirstAppearance]
                        .map(|n| (key(n).to_owned(), numbers_word(n).to_owned()))
                        .to_vec()
                })
                on_commit=move |chosen: String| {
                    let is_first = chosen == key(CastNumbers::FirstAppearance);
                    numbers.set(if is_first { CastNumbers::FirstAppearance } else { CastNumbers::MostScenes });
                }
                help=crate::t!("script.numbers_help")
            />
            <p class="muted">{crate::t!("script.nothing_yet")}</p>
        </section>
        <div class="script-acts">
            <Button kind=ButtonKind::Main on_click=on_import disabled=!has_scenes>
                {move || plan.with(|plan| import_words(plan))}
            </Button>
            <Button on_click=on_cancel>{crate::t!("script.cancel")}</Button>
        </div>
        <Missing plan />
        <Cast plan />
        <ol class="script-scenes" aria-label=crate::t!("script.scenes")>
            {move || {
                plan.with(|plan| {
                    rows.scenes
                        .iter()
                        .zip(&plan.scenes)
                        .map(|(scene, planned)| row(scene, planned))
                        .collect_view()
                })
            }}
        </ol>
    }
}

fn key(numbers: CastNumbers) -> &'static str {
    match numbers {
        CastNumbers::MostScenes => "most",
        CastNumbers::FirstAppearance => "first",
    }
}

fn numbers_word(numbers: CastNumbers) -> &'static str {
    match numbers {
        CastNumbers::MostScenes => crate::t!("script.numbers.most"),
        CastNumbers::FirstAppearance => crate::t!("script.numbers.first"),
    }
}

fn import_words(plan: &Plan) -> String {
    match (plan.count(Fate::New), plan.count(Fate::Updated)) {
        (0, 0) => crate::t!("script.import_words").to_owned(),
        (new, 0) => crate::t!("script.import_new", n = new),
        (0, updated) => crate::t!("script.import_updated", n = updated),
        (new, updated) => crate::t!("script.import_both", new = new, updated = updated),
    }
}

#[component]
fn Fates(plan: Memo<Arc<Plan>>) -> impl IntoView {
    view! {
        <p class="line">
            {move || {
                plan.with(|plan| {
                    [
                        (Tone::Good, "script.n_new", plan.count(Fate::New)),
                        (Tone::Warn, "script.n_updated", plan.count(Fate::Updated)),
                        (Tone::None, "script.n_same", plan.count(Fate::Same)),
                        (Tone::None, "script.n_missing", plan.missing.len()),
                        (Tone::None, "script.n_cast", plan.new_characters.len()),
                    ]
                    .into_iter()
                    .filter(|(_, _, n)| *n > 0)
                    .map(|(tone, key, n)| {
                        let words = crate::words::fill(key, &[("n", n.to_string())]);
                        view! { <Badge tone=Signal::stored(tone)>{words}</Badge> }
                    })
                    .collect_view()
                })
            }}
        </p>
    }
}

#[component]
fn Problems(script: Arc<Screenplay>) -> impl IntoView {
    if script.problems.is_empty() {
        return view! { <p class="muted">{crate::t!("script.no_problems")}</p> }.into_any();
    }
    let n = script.problems.len();
    view! {
        <details class="script-problems">
            <summary>{crate::t!("script.problems", n = n)}</summary>
            <ul>
                {script
                    .problems
                    .iter()
                    .map(|p| view! {
                        <li><b class="n">{crate::t!("script.line", n = p.line)}</b><span>{p.message.clone()}</span></li>
                    })
                    .collect_view()}
            </ul>
        </details>
    }
    .into_any()
}

#[component]
fn Missing(plan: Memo<Arc<Plan>>) -> impl IntoView {
    view! {
        <Show when=move || plan.with(|p| !p.missing.is_empty())>
            <details class="card script-missing">
                <summary>{move || crate::t!("script.missing", n = plan.with(|p| p.missing.len()))}</summary>
                <p class="muted">{crate::t!("script.missing_text")}</p>
                <ul>
                    {move || plan.with(|p| {
                        p.missing
                            .iter()
                            .map(|s| view! { <li><b>{s.number.to_string()}</b>" "{s.heading()}</li> })
                            .collect_view()
                    })}
                </ul>
            </details>
        </Show>
    }
}

#[component]
fn Cast(plan: Memo<Arc<Plan>>) -> impl IntoView {
    let store = use_store();
    let first = move || store.with(&[Kind::Character], scene::next_number);
    view! {
        <Show when=move || plan.with(|p| !p.new_characters.is_empty())>
            <details class="card script-cast">
                <summary>{move || crate::t!("script.n_cast", n = plan.with(|p| p.new_characters.len()))}</summary>
                <ul class="line">
                    {move || plan.with(|p| {
                        let names = p.new_characters.iter().cloned().zip(first()..);
                        names
                            .map(|(name, n)| view! { <li><Chip lead=n.to_string()>{name}</Chip></li> })
                            .collect_view()
                    })}
                </ul>
            </details>
        </Show>
    }
}

fn row(scene: &ScriptScene, planned: &Planned) -> impl IntoView + use<> {
    let (tone, word) = match planned.fate {
        Fate::New => (Tone::Good, crate::t!("script.new")),
        Fate::Updated => (Tone::Warn, crate::t!("script.updated")),
        Fate::Same => (Tone::None, crate::t!("script.same")),
    };
    let names: Vec<&str> = scene
        .characters
        .iter()
        .chain(&scene.arc_characters)
        .map(String::as_str)
        .collect();
    let mut facts = vec![
        format!(
            "{} ({})",
            crate::t!("scene.pages", n = scene.eighths),
            source_words(scene.eighths_source.as_str())
        ),
        crate::t!("script.n_speeches", n = scene.speeches),
    ];
    if let Some(page) = &scene.page {
        facts.push(crate::t!("script.page", n = page));
    }
    let changes = (planned.fate == Fate::Updated).then(|| fields(&planned.changes));
    let kept = (!planned.kept.is_empty())
        .then(|| crate::t!("script.kept", fields = fields(&planned.kept)));
    let int_ext = match scene.parsed.int_ext.as_str() {
        "" => crate::t!("script.no_int_ext"),
        word => word,
    };
    let light = [int_ext, scene.parsed.time.as_str()].join(" ");
    view! {
        <li>
            <b class="no">{planned.number.clone()}</b>
            <div class="grow">
                <b>{scene.parsed.set.clone()}</b>
                <span class="script-light">{light}</span>
                {scene.omitted.then(|| view! { <Badge tone=Tone::Warn>{crate::t!("scene.omitted")}</Badge> })}
                <small class="muted">{facts.join(" · ")}</small>
                <small>{names.join(", ")}</small>
                {changes.map(|c| view! { <small>{crate::t!("script.changes", fields = c)}</small> })}
                {kept.map(|k| view! { <small>{k}</small> })}
            </div>
            <Badge tone=Signal::stored(tone)>{word}</Badge>
        </li>
    }
}

/// Names fields as the scene's form does.
fn fields(names: &[&'static str]) -> String {
    let words: Vec<String> = names
        .iter()
        .map(|name| {
            let key = match *name {
                "number" => "scene.number",
                "int_ext" => "scene.int_ext",
                "set" => "scene.set",
                "time" => "scene.time",
                "synopsis" => "scene.synopsis",
                "script_day" => "scene.script_day",
                "page" => "scene.page",
                "eighths" => "scene.length",
                "omitted" => "scene.omitted",
                "cast" => "scene.cast",
                _ => "script.words",
            };
            text(key).to_lowercase()
        })
        .collect();
    words.join(", ")
}
