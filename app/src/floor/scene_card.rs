//! One scene of the day: what it is, how far it came, and the four words for it.

use leptos::prelude::*;
use shared::eighths::Eighths;
use shared::floor::{self, Report, SceneReport, State};
use shared::id::Id;

use super::words::{me_now, minute_text, name_of, state_look, state_word};
use crate::platform::paper::paper;
use crate::platform::{random, time};
use crate::store::use_store;
use crate::t;
use crate::ui::*;

/// A scene as a large card. `may_write` shows the buttons.
#[component]
pub fn SceneCard(
    #[prop(into)] report: Signal<Option<SceneReport>>,
    #[prop(into)] day: Signal<Option<Id>>,
    #[prop(into)] may_write: Signal<bool>,
) -> impl IntoView {
    let store = use_store();
    let number = move || {
        report
            .get()
            .map(|r| r.scene.number.to_string())
            .unwrap_or_default()
    };
    let state = Memo::new(move |_| report.get().and_then(|r| r.mark.map(|mark| mark.state)));
    let is_parting = RwSignal::new(false);
    let parted = RwSignal::new(1_u32);
    let note = RwSignal::new(String::new());

    let most = move || {
        report.with(|r| {
            r.as_ref()
                .map_or(1, |r| r.left.0.max(r.scene.eighths.0.min(1)).max(1))
        })
    };
    let say = move |state: State, eighths: Eighths| {
        let Some(now) = report.get_untracked() else {
            return;
        };
        let label = t!(
            "floor.did",
            number = now.scene.number,
            state = state_word(state)
        );
        let command = floor::report(
            &mut random::id,
            time::now_ms(),
            label,
            Report {
                scene: now.scene.id.clone(),
                day: day.get_untracked(),
                state,
                eighths,
                note: note.get_untracked(),
                by: me_now(store),
            },
        );
        note.set(String::new());
        is_parting.set(false);
        store.act(command);
    };
    let press = move |pressed: State| {
        if pressed == State::Part {
            parted.set(half(most()));
            is_parting.update(|is| *is = !*is);
        } else {
            say(pressed, Eighths::ZERO);
        }
    };
    let button = move |choice: State| {
        view! {
            <button
                type="button"
                class="say"
                class:on=move || state.get() == Some(choice)
                aria-pressed=move || (state.get() == Some(choice)).to_string()
                aria-label=move || t!("floor.say", number = number(), state = state_word(choice))
                aria-expanded=move || (choice == State::Part).then(|| is_parting.get().to_string())
                on:click=move |_| press(choice)
            >
                <span aria-hidden="true">{state_look(Some(choice)).1}</span>
                {state_word(choice)}
            </button>
        }
    };
    view! {
        <li class="scene-card" data-state=move || state.get().map(State::as_str)>
            <SceneHead report />
            <Show when=move || may_write.get()>
                <div class="says" role="group" aria-label=move || t!("floor.says", number = number())>
                    {State::ALL.map(button).collect_view()}
                </div>
                <Show when=move || is_parting.get()>
                    <PartField
                        number=Signal::derive(number)
                        eighths=parted
                        most=Signal::derive(most)
                        on_say=move |n| say(State::Part, Eighths(n))
                    />
                </Show>
                <SceneNote report day note />
            </Show>
        </li>
    }
}

fn half(most: u32) -> u32 {
    (most / 2).max(1)
}

#[component]
fn SceneHead(report: Signal<Option<SceneReport>>) -> impl IntoView {
    let store = use_store();
    let badge = move || {
        let report = report.get()?;
        let Some(mark) = report.mark else {
            return Some(view! { <Badge>{t!("floor.state.open")}</Badge> }.into_any());
        };
        let (tone, shape) = state_look(Some(mark.state));
        let word = match mark.state {
            State::Part => t!(
                "floor.state.part_of",
                n = mark.eighths,
                all = report.scene.eighths
            ),
            state => state_word(state).to_owned(),
        };
        let by = name_of(store, mark.by.as_ref());
        let said = t!("floor.by", who = by, when = minute_text(store, mark.at_ms));
        Some(
            view! {
                <Badge tone mark=Signal::stored(shape.to_owned())>{word}</Badge>
                <small class="muted">{said}</small>
            }
            .into_any(),
        )
    };
    move || {
        report.get().map(|one| {
            let scene = one.scene;
            let cast: Vec<&str> = scene.cast.iter().map(|c| if c.number.is_empty() { &*c.name } else { &*c.number }).collect();
            let mut about = vec![t!("floor.pages", n = scene.eighths)];
            if !cast.is_empty() {
                about.push(t!("floor.cast", numbers = cast.join(", ")));
            }
            if !scene.location_name.is_empty() {
                about.push(scene.location_name.to_string());
            }
            if one.left != scene.eighths {
                about.push(t!("floor.left", n = one.left));
            }
            view! {
                <div class="scene-head">
                    <span class=format!("num {}", paper(one.strip.clone()))>{scene.number.to_string()}</span>
                    <div class="grow">
                        <h3>{scene.heading()}</h3>
                        <p class="about">{about.join(" · ")}</p>
                        <p class="synopsis">{scene.synopsis.to_string()}</p>
                        {one.is_extra.then(|| view! { <p class="extra">{t!("floor.is_extra")}</p> })}
                    </div>
                    <p class="scene-state" aria-live="polite">{badge}</p>
                </div>
            }
        })
    }
}

/// How many eighths: a stepper for a thumb.
#[component]
fn PartField(
    number: Signal<String>,
    eighths: RwSignal<u32>,
    most: Signal<u32>,
    #[prop(into)] on_say: Callback<u32>,
) -> impl IntoView {
    let step = move |by: i64| {
        let most = i64::from(most.get_untracked());
        eighths.update(|n| *n = u32::try_from((i64::from(*n) + by).clamp(1, most)).unwrap_or(1));
    };
    view! {
        <div class="part-field" role="group" aria-label=move || t!("floor.part.label", number = number.get())>
            <button
                type="button"
                class="step"
                aria-label=t!("floor.part.less")
                disabled=move || eighths.get() <= 1
                on:click=move |_| step(-1)
            >
                "−"
            </button>
            <output aria-live="polite">
                {move || t!("floor.part.value", n = Eighths(eighths.get()), most = Eighths(most.get()))}
            </output>
            <button
                type="button"
                class="step"
                aria-label=t!("floor.part.more")
                disabled=move || { eighths.get() >= most.get() }
                on:click=move |_| step(1)
            >
                "+"
            </button>
            <Button kind=ButtonKind::Main on_click=move || on_say.run(eighths.get_untracked())>
                {move || t!("floor.part.save", n = Eighths(eighths.get()))}
            </Button>
        </div>
    }
}

/// A line to write: it goes with the next mark, or on its own.
#[component]
fn SceneNote(
    report: Signal<Option<SceneReport>>,
    day: Signal<Option<Id>>,
    note: RwSignal<String>,
) -> impl IntoView {
    let store = use_store();
    let save = move || {
        let Some(scene) = report.get_untracked().map(|r| r.scene) else {
            return;
        };
        let label = t!("floor.note.did_scene", number = scene.number);
        let command = floor::note(
            &mut random::id,
            time::now_ms(),
            label,
            day.get_untracked().as_ref(),
            Some(&scene.id),
            &note.get_untracked(),
            me_now(store).as_ref(),
        );
        if let Some(command) = command {
            note.set(String::new());
            store.act(command);
        }
    };
    let label = Signal::derive(move || {
        let number = report
            .get()
            .map(|r| r.scene.number.to_string())
            .unwrap_or_default();
        t!("floor.note.scene", number = number)
    });
    view! {
        <form
            class="note-line"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <TextField
                label
                quiet=true
                value=note
                on_input=move |text| note.set(text)
                placeholder=t!("floor.note.placeholder")
            />
            <Show when=move || !note.get().trim().is_empty()>
                <Button submit=true>{t!("floor.note.save")}</Button>
            </Show>
        </form>
    }
}
