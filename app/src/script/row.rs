//! One scene of the draft: what it is of ours, what is different, whether it is taken.

use leptos::prelude::*;
use shared::formats::screenplay::ScriptScene;
use shared::scene::{Evidence, Fate, Overlap, Planned};

use crate::scene::source_words;
use crate::ui::*;

use super::differences::Inside;
use super::matched::number_of;
use super::state::Review;
use super::words::field_words;

#[component]
pub fn Row(review: Review, at: usize, is_first: bool) -> impl IntoView {
    let planned = review.scene(at);
    let is_open = RwSignal::new(false);
    let is_shown = Memo::new(move |_| {
        let filter = review.filter.get();
        planned.with(|p| p.as_ref().is_some_and(|p| filter.shows(p)))
    });
    let number = Memo::new(move |_| {
        planned.with(|p| p.as_ref().map(|p| p.number.clone()).unwrap_or_default())
    });
    let facts = review
        .read
        .with_value(|read| read.script.scenes.get(at).map(facts));
    view! {
        <li hidden=move || !is_shown.get()>
            <b class="no">{move || number.get()}</b>
            <div class="grow">
                {facts}
                {move || planned.get().map(|planned| notes(review, &planned))}
                <Show when=move || is_open.get()>
                    <Inside review at planned />
                </Show>
            </div>
            <div class="script-side">
                {move || planned.get().map(|planned| badge(&planned))}
                {(!is_first).then(|| view! { <Choose review at planned is_open number /> })}
            </div>
        </li>
    }
}

/// What the file says, which no choice changes.
fn facts(scene: &ScriptScene) -> impl IntoView + use<> {
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
    let int_ext = match scene.parsed.int_ext.as_str() {
        "" => crate::t!("script.no_int_ext"),
        word => word,
    };
    let light = [int_ext, scene.parsed.time.as_str()].join(" ");
    view! {
        <b>{scene.parsed.set.clone()}</b>
        <span class="script-light">{light}</span>
        {scene.omitted.then(|| view! { <Badge tone=Tone::Warn>{crate::t!("scene.omitted")}</Badge> })}
        <small class="muted">{facts.join(" · ")}</small>
        <small>{names.join(", ")}</small>
    }
}

fn notes(review: Review, planned: &Planned) -> impl IntoView + use<> {
    let changes = (planned.fate == Fate::Changed && !planned.changes.is_empty())
        .then(|| crate::t!("script.changes", fields = field_words(&planned.changes)));
    let kept = (!planned.kept.is_empty())
        .then(|| crate::t!("script.kept", fields = field_words(&planned.kept)));
    let badges: Vec<String> = suspicions(review, planned)
        .into_iter()
        .map(|(badge, _)| badge)
        .collect();
    view! {
        {changes.map(|words| view! { <small>{words}</small> })}
        {kept.map(|words| view! { <small>{words}</small> })}
        {(!badges.is_empty()).then(|| view! {
            <span class="line script-badges">
                {badges
                    .into_iter()
                    .map(|badge| view! { <Badge tone=Tone::Warn mark=Signal::stored("?".to_owned())>{badge}</Badge> })
                    .collect_view()}
            </span>
        })}
    }
}

/// Lists what somebody should look at: the badge, and the sentence that says what each choice does.
pub(super) fn suspicions(review: Review, planned: &Planned) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let ours = planned.scene.as_ref().map(|id| number_of(review, id));
    let says = planned.evidence.and_then(|evidence| match evidence {
        Evidence::Said | Evidence::Sure => None,
        Evidence::Number => Some(crate::t!("script.look.number")),
        Evidence::Heading => Some(crate::t!("script.look.heading")),
        Evidence::Words => Some(crate::t!("script.look.words")),
    });
    if let (Some(n), Some(says)) = (ours, says) {
        out.push((crate::t!("script.look_badge", n = n), says.to_owned()));
    }
    for part in &planned.parts {
        out.push(match part {
            Overlap::SplitOff { from } => (
                crate::t!("script.split_badge", n = from.number),
                crate::t!("script.split_says", n = from.number),
            ),
            Overlap::Split { into } => {
                let n = review.plan.with(|plan| {
                    plan.scenes
                        .get(*into)
                        .map(|s| s.number.clone())
                        .unwrap_or_default()
                });
                (
                    crate::t!("script.split_into_badge", n = n),
                    crate::t!("script.split_into_says", n = n),
                )
            }
            Overlap::Merged { with } => (
                crate::t!("script.merged_badge", n = with.number),
                crate::t!("script.merged_says", n = with.number),
            ),
        });
    }
    out
}

fn badge(planned: &Planned) -> impl IntoView + use<> {
    let (tone, word) = match planned.fate {
        Fate::New => (Tone::Good, crate::t!("script.new")),
        Fate::Changed => (Tone::Warn, crate::t!("script.changed")),
        Fate::Moved => (Tone::Warn, crate::t!("script.moved")),
        Fate::Same => (Tone::None, crate::t!("script.same")),
    };
    let is_moved_too = planned.is_moved && planned.fate == Fate::Changed;
    view! {
        <Badge tone=Signal::stored(tone)>{word}</Badge>
        {is_moved_too.then(|| view! { <Badge tone=Tone::Warn>{crate::t!("script.moved")}</Badge> })}
    }
}

/// Takes the draft's version or keeps ours, and opens what is different.
#[component]
fn Choose(
    review: Review,
    at: usize,
    planned: Memo<Option<Planned>>,
    is_open: RwSignal<bool>,
    number: Memo<String>,
) -> impl IntoView {
    let fate = Memo::new(move |_| planned.with(|p| p.as_ref().map_or(Fate::Same, |p| p.fate)));
    let is_accepted =
        Memo::new(move |_| planned.with(|p| p.as_ref().is_some_and(|p| p.is_accepted)));
    let options = Signal::derive(move || {
        let words = match fate.get() {
            Fate::New => [crate::t!("script.make"), crate::t!("script.leave_out")],
            _ => [crate::t!("script.take"), crate::t!("script.keep")],
        };
        ["yes", "no"]
            .into_iter()
            .zip(words)
            .map(|(key, word)| (key.to_owned(), word.to_owned()))
            .collect()
    });
    let opener = move || match (is_open.get(), fate.get()) {
        (true, Fate::Changed) => crate::t!("script.hide_differences"),
        (true, _) => crate::t!("script.hide"),
        (false, Fate::Changed) => crate::t!("script.show_differences"),
        (false, _) => crate::t!("script.look"),
    };
    let name = move || match fate.get() {
        Fate::Changed => crate::t!("script.differences_of", n = number.get()),
        _ => crate::t!("script.look_at", n = number.get()),
    };
    view! {
        <Show when=move || fate.get() != Fate::Same>
            <Segments
                label=Signal::derive(move || crate::t!("script.choice", n = number.get()))
                options
                value=Signal::derive(move || if is_accepted.get() { "yes" } else { "no" }.to_owned())
                on_change=move |key: String| review.accept(at, key == "yes")
            />
            <button
                type="button"
                class="btn quiet"
                aria-expanded=move || is_open.get().to_string()
                aria-label=name
                on:click=move |_| is_open.update(|open| *open = !*open)
            >
                {opener}
            </button>
        </Show>
    }
}
