//! Fields of text: what is typed stays until it is committed on blur or Enter, and stays with
//! its error if it was not understood.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use leptos::prelude::*;
use shared::clock;

use crate::platform::dom;

static NEXT: AtomicU32 = AtomicU32::new(1);

/// Makes an id for an element of the page.
pub fn element_id(what: &str) -> String {
    format!("{what}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// How many fields hold typed text that was not committed: an update waits for them.
static UNCOMMITTED: AtomicU32 = AtomicU32::new(0);

/// Says whether a field holds typed text that was not committed, or a form that was not sent.
pub fn is_text_uncommitted() -> bool {
    UNCOMMITTED.load(Ordering::Relaxed) > 0 || dom::is_form_typed()
}

/// What a field of one line takes; decides keyboard and completion on a phone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum FieldKind {
    #[default]
    Text,
    Email,
    Tel,
    Number,
    Url,
    Search,
    Time,
    Date,
    /// `#rrggbb`.
    Colour,
}

impl FieldKind {
    /// The input's type and the keyboard. Numbers stay text, so that bad ones are kept as typed.
    fn attributes(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("text", "text"),
            Self::Email => ("email", "email"),
            Self::Tel => ("tel", "tel"),
            Self::Number => ("text", "numeric"),
            Self::Url => ("url", "url"),
            Self::Search => ("search", "search"),
            Self::Time => ("text", "text"),
            Self::Date => ("date", "text"),
            Self::Colour => ("color", "text"),
        }
    }
}

impl From<&str> for FieldKind {
    fn from(name: &str) -> Self {
        match name {
            "email" => Self::Email,
            "tel" => Self::Tel,
            "number" => Self::Number,
            "url" => Self::Url,
            "search" => Self::Search,
            "time" => Self::Time,
            "date" => Self::Date,
            _ => Self::Text,
        }
    }
}

/// What a field shows: the record's value, or what was typed.
#[derive(Clone, PartialEq, Debug)]
enum Draft {
    Clean,
    Typing {
        text: String,
        /// What the field held at the first letter.
        base: String,
    },
    /// Committed; shown until the record has it.
    Sent(String),
}

/// What happens where somebody else's text arrives while one types.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meeting {
    /// A value: the one committed last stands, as it was typed.
    Last,
    /// Sentences: both stay.
    Both,
}

/// The typed side of a field, shared by the one-line and the long one.
#[derive(Clone, Copy)]
struct Typed {
    draft: RwSignal<Draft>,
    meeting: Meeting,
    value: Signal<String>,
    error: Signal<Option<String>>,
    on_commit: Callback<String>,
}

impl Typed {
    fn new(
        value: Signal<String>,
        error: Signal<Option<String>>,
        on_commit: Callback<String>,
        meeting: Meeting,
    ) -> Self {
        let typed = Self {
            draft: RwSignal::new(Draft::Clean),
            meeting,
            value,
            error,
            on_commit,
        };
        // The record has changed: what was committed is in it, or someone wrote later.
        Effect::watch(
            move || value.get(),
            move |_, _, _| {
                if matches!(typed.draft.try_get_untracked(), Some(Draft::Sent(_))) {
                    typed.draft.set(Draft::Clean);
                }
            },
            false,
        );
        on_cleanup(move || {
            // Leaving the room by a key is a blur that browsers do not tell: nothing typed is lost.
            if let Some(Draft::Typing { text, base }) = typed.draft.try_get_untracked() {
                UNCOMMITTED.fetch_sub(1, Ordering::Relaxed);
                if let Some(value) = typed.value.try_get_untracked() {
                    let text = typed.met(&base, &value, text);
                    if value != text {
                        typed.on_commit.try_run(text);
                    }
                }
            }
        });
        typed
    }

    fn shown(self) -> String {
        match self.draft.get() {
            Draft::Clean => self.value.get(),
            Draft::Typing { text, .. } | Draft::Sent(text) => text,
        }
    }

    fn type_in(self, text: String) {
        let base = match self.draft.try_get_untracked() {
            Some(Draft::Typing { base, .. }) => base,
            // What was committed just now is in the record already: the page shows an act at once.
            _ => {
                UNCOMMITTED.fetch_add(1, Ordering::Relaxed);
                self.value.try_get_untracked().unwrap_or_default()
            }
        };
        self.draft.set(Draft::Typing { text, base });
    }

    /// Returns what is to be committed where the field's value has changed since the first letter.
    fn met(self, base: &str, value: &str, text: String) -> String {
        match self.meeting {
            Meeting::Last => text,
            Meeting::Both => shared::merge::merge(base, value, &text),
        }
    }

    fn commit(self) {
        // A field that is taken away while it has the focus still says that it lost it.
        let Some(Draft::Typing { text, base }) = self.draft.try_get_untracked() else {
            return;
        };
        UNCOMMITTED.fetch_sub(1, Ordering::Relaxed);
        let value = self.value.try_get_untracked();
        let text = match &value {
            Some(value) => self.met(&base, value, text),
            None => text,
        };
        if value.as_ref() == Some(&text) && self.error.try_get_untracked().flatten().is_none() {
            self.draft.set(Draft::Clean);
            return;
        }
        self.draft.set(Draft::Sent(text.clone()));
        self.on_commit.run(text);
        // What was refused or tidied goes back to the record's value; a text with an error stays.
        set_timeout(
            move || {
                if let Some(Draft::Sent(_)) = self.draft.try_get_untracked()
                    && self.error.try_get_untracked().flatten().is_none()
                {
                    self.draft.set(Draft::Clean);
                }
            },
            Duration::from_millis(1500),
        );
    }

    fn revert(self) {
        if matches!(self.draft.try_get_untracked(), Some(Draft::Typing { .. })) {
            UNCOMMITTED.fetch_sub(1, Ordering::Relaxed);
            self.draft.set(Draft::Clean);
        }
    }
}

/// The frame of every field: its label, its help and its error, tied together for screen readers.
#[component]
pub(super) fn FieldFrame(
    id: String,
    label: Signal<String>,
    help: MaybeProp<String>,
    error: Signal<Option<String>>,
    quiet: bool,
    children: Children,
) -> impl IntoView {
    let (help_id, error_id) = (format!("{id}-help"), format!("{id}-error"));
    view! {
        <div class="field" data-bad=move || error.get().is_some().then_some("")>
            <label for=id.clone() class:hidden=quiet>
                {move || label.get()}
            </label>
            {children()}
            {move || {
                help.get().map(|help| view! { <span class="help" id=help_id.clone()>{help}</span> })
            }}
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! { <span class="error" role="alert" id=error_id.clone()>{error}</span> }
                    })
            }}
        </div>
    }
}

fn described_by(
    id: &str,
    help: MaybeProp<String>,
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Send + Sync + 'static + use<> {
    let id = id.to_owned();
    move || {
        let mut ids = Vec::new();
        if help.get().is_some() {
            ids.push(format!("{id}-help"));
        }
        if error.get().is_some() {
            ids.push(format!("{id}-error"));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// A field of one line. `on_commit` comes on blur and Enter, only if the text changed; Escape
/// goes back to the record's value. `on_input` comes at each letter, for filters and forms.
#[component]
pub fn TextField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(optional, into)] on_commit: Option<Callback<String>>,
    #[prop(optional, into)] on_input: Option<Callback<String>>,
    #[prop(optional, into)] help: MaybeProp<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] kind: FieldKind,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] placeholder: MaybeProp<String>,
    #[prop(optional, into)] autocomplete: Option<&'static str>,
    #[prop(optional, into)] list: Option<String>,
    /// The label is there for screen readers only: a table's head says it already.
    #[prop(optional)]
    quiet: bool,
    /// An id for the input, where the room has to find it.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| element_id("field"));
    let commit = on_commit.unwrap_or_else(|| Callback::new(|_| ()));
    let typed = Typed::new(value, error, commit, Meeting::Last);
    let (input_type, keyboard) = kind.attributes();
    view! {
        <FieldFrame id=id.clone() label help error quiet>
            <input
                id=id.clone()
                type=input_type
                inputmode=keyboard
                autocomplete=autocomplete.unwrap_or("off")
                list=list
                placeholder=move || placeholder.get()
                prop:value=move || typed.shown()
                disabled=move || disabled.get()
                aria-invalid=move || error.get().is_some().then_some("true")
                aria-describedby=described_by(&id, help, error)
                on:input=move |event| {
                    let text = event_target_value(&event);
                    if on_commit.is_some() {
                        typed.type_in(text.clone());
                    } else if kind != FieldKind::Search {
                        dom::mark_typed(&event);
                    }
                    if let Some(on_input) = on_input {
                        on_input.run(text);
                    }
                }
                on:change=move |_| typed.commit()
                on:blur=move |_| typed.commit()
                on:keydown=move |event| match event.key().as_str() {
                    "Enter" => typed.commit(),
                    "Escape" => typed.revert(),
                    _ => {}
                }
            />
        </FieldFrame>
    }
}

/// A field of several lines. `on_commit` comes on blur and Ctrl or Cmd with Enter.
#[component]
pub fn LongField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(optional, into)] on_commit: Option<Callback<String>>,
    #[prop(optional, into)] on_input: Option<Callback<String>>,
    #[prop(optional, into)] help: MaybeProp<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] placeholder: MaybeProp<String>,
    #[prop(default = 3)] rows: u32,
    #[prop(optional)] quiet: bool,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| element_id("field"));
    let commit = on_commit.unwrap_or_else(|| Callback::new(|_| ()));
    let typed = Typed::new(value, error, commit, Meeting::Both);
    view! {
        <FieldFrame id=id.clone() label help error quiet>
            <textarea
                id=id.clone()
                rows=rows
                placeholder=move || placeholder.get()
                prop:value=move || typed.shown()
                disabled=move || disabled.get()
                aria-invalid=move || error.get().is_some().then_some("true")
                aria-describedby=described_by(&id, help, error)
                on:input=move |event| {
                    let text = event_target_value(&event);
                    if on_commit.is_some() {
                        typed.type_in(text.clone());
                    } else {
                        dom::mark_typed(&event);
                    }
                    if let Some(on_input) = on_input {
                        on_input.run(text);
                    }
                }
                on:change=move |_| typed.commit()
                on:blur=move |_| typed.commit()
                on:keydown=move |event| match event.key().as_str() {
                    "Enter" if event.ctrl_key() || event.meta_key() => typed.commit(),
                    "Escape" => typed.revert(),
                    _ => {}
                }
            ></textarea>
        </FieldFrame>
    }
}

/// A time of day in minutes of the shoot day; takes all that [`clock::parse`] reads.
#[component]
pub fn TimeField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<Option<i64>>,
    #[prop(into)] on_commit: Callback<Option<i64>>,
    #[prop(optional, into)] help: MaybeProp<String>,
    /// What the room has against the time; what cannot be read is said by the field itself.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] placeholder: MaybeProp<String>,
    #[prop(optional)] quiet: bool,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let unread = RwSignal::new(None::<String>);
    let shown = Signal::derive(move || value.get().map(clock::wall_text).unwrap_or_default());
    let error = Signal::derive(move || unread.get().or_else(|| error.get()));
    let commit = move |typed: String| match clock::parse(&typed) {
        Ok(minutes) => {
            unread.set(None);
            if minutes != value.get_untracked() {
                on_commit.run(minutes);
            }
        }
        Err(why) => unread.set(Some(why.to_string())),
    };
    view! {
        <TextField
            label
            value=shown
            on_commit=Callback::new(commit)
            help
            error
            kind=FieldKind::Time
            disabled
            placeholder
            quiet
            id=id.unwrap_or_else(|| element_id("time"))
        />
    }
}

/// A length in minutes, "1 h 20"; takes all that [`clock::parse_length`] reads.
#[component]
pub fn LengthField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<Option<i64>>,
    #[prop(into)] on_commit: Callback<Option<i64>>,
    #[prop(optional, into)] help: MaybeProp<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] placeholder: MaybeProp<String>,
    #[prop(optional)] quiet: bool,
) -> impl IntoView {
    let unread = RwSignal::new(None::<String>);
    let shown = Signal::derive(move || value.get().map(clock::length).unwrap_or_default());
    let commit = move |typed: String| match clock::parse_length(&typed) {
        Ok(minutes) => {
            unread.set(None);
            if minutes != value.get_untracked() {
                on_commit.run(minutes);
            }
        }
        Err(why) => unread.set(Some(why.to_string())),
    };
    view! {
        <TextField
            label
            value=shown
            on_commit=Callback::new(commit)
            help
            error=unread
            kind=FieldKind::Time
            disabled
            placeholder
            quiet
        />
    }
}

/// A civil date, "2026-03-12", or empty.
#[component]
pub fn DateField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_commit: Callback<String>,
    #[prop(optional, into)] help: MaybeProp<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] quiet: bool,
) -> impl IntoView {
    view! { <TextField label value on_commit help error kind=FieldKind::Date disabled quiet /> }
}
