//! Small marks: a state with its word, and a chip for a name.

use leptos::prelude::*;

/// What a mark or a note means; a shape and a word always say it too.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tone {
    Good,
    Warn,
    Bad,
    #[default]
    None,
}

impl Tone {
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::None => "none",
        }
    }

    fn mark(self) -> &'static str {
        match self {
            Self::Good => "✓",
            Self::Warn => "▲",
            Self::Bad => "■",
            Self::None => "○",
        }
    }
}

/// Returns the class that draws a tone.
pub fn tone_class(tone: Tone) -> &'static str {
    tone.class()
}

/// A state in a word: "Acknowledged", "Not opened". `mark` replaces the tone's own shape.
#[component]
pub fn Badge(
    #[prop(optional, into)] tone: Signal<Tone>,
    #[prop(optional, into)] mark: Option<Signal<String>>,
    children: Children,
) -> impl IntoView {
    let shape = move || mark.map_or_else(|| tone.get().mark().to_owned(), |mark| mark.get());
    view! {
        <span class=move || format!("badge {}", tone.get().class())>
            <span class="mark" aria-hidden="true">{shape}</span>
            {children()}
        </span>
    }
}

/// A name in a rounded frame; `lead` stands before it, in bold (a cast number, a category).
#[component]
pub fn Chip(#[prop(optional, into)] lead: Option<String>, children: Children) -> impl IntoView {
    view! {
        <span class="chip">
            {lead.map(|lead| view! { <b>{lead}</b> })}
            {children()}
        </span>
    }
}

/// Something to look at, with the ways out: says who, what, from where.
#[component]
pub fn Note(
    #[prop(optional)] tone: Tone,
    #[prop(into)] title: Signal<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("note {}", tone.class())>
            <b>{move || title.get()}</b>
            {children()}
        </div>
    }
}
