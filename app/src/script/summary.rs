//! What was read of a file: its title, its size, what was not understood, whom it brings.

use std::sync::Arc;

use leptos::prelude::*;
use shared::eighths::Eighths;
use shared::formats::Screenplay;
use shared::kind::Kind;
use shared::scene::{self, CastNumbers};

use crate::store::use_store;
use crate::ui::*;

use super::state::Review;

#[component]
pub fn Summary(review: Review) -> impl IntoView {
    let read = review.read.get_value();
    let numbers = review.numbers;
    let script = read.script;
    let given = script.title.clone().filter(|t| !t.trim().is_empty());
    let title = match given {
        Some(title) => title,
        None if read.file.is_empty() => crate::t!("script.untitled").to_owned(),
        None => read.file.clone(),
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
    view! {
        <section class="card script-summary" aria-label=crate::t!("script.preview")>
            <h2 class="script-title">{title}</h2>
            <p>{counts}</p>
            <p class="muted">{read.file}</p>
            <Problems script />
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

/// The characters that come in, with the cast numbers they get.
#[component]
pub fn NewCast(review: Review) -> impl IntoView {
    let store = use_store();
    let names = Memo::new(move |_| review.plan.with(|plan| plan.new_characters.clone()));
    let first = move || store.with(&[Kind::Character], scene::next_number);
    view! {
        <Show when=move || names.with(|names| !names.is_empty())>
            <details class="card script-cast">
                <summary>{move || crate::t!("script.n_cast", n = names.with(Vec::len))}</summary>
                <ul class="line">
                    {move || {
                        names
                            .get()
                            .into_iter()
                            .zip(first()..)
                            .map(|(name, n)| view! { <li><Chip lead=n.to_string()>{name}</Chip></li> })
                            .collect_view()
                    }}
                </ul>
            </details>
        </Show>
    }
}
