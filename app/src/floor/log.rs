//! The log of a day: every mark and note, who and when, newest first.

use std::collections::HashMap;

use leptos::prelude::*;
use shared::clock;
use shared::floor::{DayReport, Entry, Line, LineKind, State, take_back};
use shared::id::Id;

use super::photos::Photos;
use super::words::{
    line_word, me_now, minute_text, name_of, reason_word, severity_word, state_look, state_word,
};
use crate::store::{Store, use_store};
use crate::t;
use crate::ui::*;

/// The log, with a way to take back what one said oneself.
#[component]
pub fn Log(
    #[prop(into)] report: Signal<Option<DayReport>>,
    #[prop(into)] may_write: Signal<bool>,
) -> impl IntoView {
    let store = use_store();
    let numbers = Memo::new(move |_| {
        report.with(|report| {
            let report = report.as_ref();
            let shown = report
                .into_iter()
                .flat_map(|r| r.scenes.iter().map(|s| &s.scene));
            let others = report.into_iter().flat_map(|r| &r.others);
            shown
                .chain(others)
                .map(|s| (s.id.clone(), s.number.to_string()))
                .collect::<HashMap<Id, String>>()
        })
    });
    let entries = move || report.with(|r| r.as_ref().map(|r| r.log.clone()).unwrap_or_default());
    view! {
        <Show
            when=move || report.with(|r| r.as_ref().is_some_and(|r| !r.log.is_empty()))
            fallback=|| view! { <p class="muted">{t!("floor.log.empty")}</p> }
        >
            <ul class="list log" aria-label=t!("floor.log")>
                <For each=entries key=|entry| entry.id().clone() let:entry>
                    <LogRow entry numbers store may_write />
                </For>
            </ul>
        </Show>
    }
}

#[component]
fn LogRow(
    entry: Entry,
    numbers: Memo<HashMap<Id, String>>,
    store: Store,
    may_write: Signal<bool>,
) -> impl IntoView {
    let number = entry
        .scene()
        .and_then(|id| numbers.with_untracked(|n| n.get(id).cloned()));
    let number = number.unwrap_or_default();
    let (shape, said, note) = match &entry {
        Entry::Mark(mark) => {
            let word = match mark.state {
                State::Part => t!("floor.log.part", number = number, n = mark.eighths),
                state => t!("floor.log.mark", number = number, state = state_word(state)),
            };
            (state_look(Some(mark.state)).1, word, mark.note.clone())
        }
        Entry::Line(line) => (line_look(line), line_text(line, &number), line.text.clone()),
        Entry::Note(note) if number.is_empty() => ("“", String::new(), note.text.clone()),
        Entry::Note(note) => (
            "“",
            t!("floor.log.note", number = number),
            note.text.clone(),
        ),
    };
    let by = name_of(store, entry.by());
    let is_mine = entry.by().is_some() && entry.by().cloned() == me_now(store);
    let what = if said.is_empty() {
        note.clone()
    } else {
        said.clone()
    };
    let undo = {
        let (entry, what) = (entry.clone(), what.clone());
        move || store.act(take_back(&entry, t!("floor.log.took_back", what = what)))
    };
    let name = t!("floor.log.take_back_name", what = what);
    let photographed = match &entry {
        Entry::Line(line) if line.what.has_photos() => Some(line.clone()),
        _ => None,
    };
    view! {
        <li class="row">
            <span class="shape" aria-hidden="true">{shape}</span>
            <span class="grow">
                {(!said.is_empty()).then(|| view! { <b>{said}</b> })}
                {(!note.is_empty()).then(|| view! { <span class="log-note">{note}</span> })}
                <small>{t!("floor.by", who = by, when = minute_text(store, entry.at_ms()))}</small>
                {photographed
                    .map(|line| {
                        let may_change = Signal::derive(move || is_mine && may_write.get());
                        view! { <Photos store line may_change /> }
                    })}
            </span>
            {is_mine
                .then(|| {
                    view! {
                        <Show when=move || may_write.get()>
                            <Button kind=ButtonKind::Quiet on_click=undo.clone() name=name.clone()>
                                {t!("floor.log.take_back")}
                            </Button>
                        </Show>
                    }
                })}
        </li>
    }
}

fn line_look(line: &Line) -> &'static str {
    match line.what {
        LineKind::Setup => "+",
        LineKind::CameraRoll | LineKind::SoundRoll => "◉",
        LineKind::Delay => "⧗",
        LineKind::Still => "▣",
        LineKind::NearMiss | LineKind::Problem => "▲",
    }
}

/// Writes what a line says beside its words: "Delay 10:42, 35 min, Weather".
fn line_text(line: &Line, scene: &str) -> String {
    let mut parts = vec![line_word(line.what)];
    if !line.name.is_empty() {
        parts.push(line.name.clone());
    }
    if line.count > 1 {
        parts.push(format!("× {}", line.count));
    }
    if !scene.is_empty() {
        parts.push(t!("floor.log.note", number = scene));
    }
    if let Some(at) = line.at {
        parts.push(clock::wall_text(at));
    }
    match line.minutes {
        Some(minutes) => parts.push(clock::length(minutes)),
        None if line.is_waiting() => parts.push(t!("floor.delay.open").to_owned()),
        None => {}
    }
    parts.extend(line.reason.map(reason_word));
    parts.extend(line.severity.map(severity_word));
    if !line.place.is_empty() {
        parts.push(line.place.clone());
    }
    parts.join(", ")
}
