//! One scene of the day: what it is, how far it came, and the four words for it.

use leptos::prelude::*;
use shared::eighths::Eighths;
use shared::floor::{self, LineKind, NewLine, Reason, Report, SceneReport, State};
use shared::id::Id;
use shared::kind::Kind;

use super::words::{me_now, minute_text, name_of, reason_word, state_look, state_word};
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
    let is_leaving = RwSignal::new(false);
    let reason = RwSignal::new(None::<Reason>);
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
                reason: reason.get_untracked().filter(|_| state != State::Complete),
                seconds: None,
            },
        );
        note.set(String::new());
        reason.set(None);
        is_parting.set(false);
        is_leaving.set(false);
        store.act(command);
    };
    let press = move |pressed: State| {
        if pressed == State::Part {
            parted.set(half(most()));
            is_leaving.set(false);
            is_parting.update(|is| *is = !*is);
        } else if pressed == State::NotShot {
            is_parting.set(false);
            is_leaving.update(|is| *is = !*is);
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
                aria-expanded=move || match choice {
                    State::Part => Some(is_parting.get().to_string()),
                    State::NotShot => Some(is_leaving.get().to_string()),
                    _ => None,
                }
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
                <Show when=move || is_leaving.get()>
                    <Reasons
                        number=Signal::derive(number)
                        on_say=move |why| {
                            reason.set(why);
                            say(State::NotShot, Eighths::ZERO);
                        }
                    />
                </Show>
                <SceneFigures report day />
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
        let word = match mark.reason {
            Some(reason) => t!("floor.state.why", state = word, why = reason_word(reason)),
            None => word,
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

/// Why a scene was not shot: one tap on the reason reports it.
#[component]
fn Reasons(
    number: Signal<String>,
    #[prop(into)] on_say: Callback<Option<Reason>>,
) -> impl IntoView {
    view! {
        <div class="reasons" role="group" aria-label=move || t!("floor.reason.of", number = number.get())>
            {Reason::ALL
                .map(|why| {
                    view! {
                        <button type="button" class="reason" on:click=move |_| on_say.run(Some(why))>
                            {reason_word(why)}
                        </button>
                    }
                })
                .collect_view()}
            <button type="button" class="reason quiet" on:click=move |_| on_say.run(None)>
                {t!("floor.reason.none")}
            </button>
        </div>
    }
}

/// The setups of a scene, counted by tapping, and its screen time once something of it was shot.
#[component]
fn SceneFigures(report: Signal<Option<SceneReport>>, day: Signal<Option<Id>>) -> impl IntoView {
    let store = use_store();
    let setups = Memo::new(move |_| {
        let scene = report.with(|r| r.as_ref().map(|r| r.scene.id.clone()))?;
        let day = day.get()?;
        Some(store.with(&[Kind::DayLog], |book| {
            floor::setups(&floor::lines(book, &day), Some(&scene))
        }))
    });
    let add = move || {
        let (Some(now), Some(day)) = (report.get_untracked(), day.get_untracked()) else {
            return;
        };
        let n = setups.get_untracked().unwrap_or_default() + 1;
        let label = t!("floor.setup.did_scene", number = now.scene.number, n = n);
        let new = NewLine {
            scene: Some(now.scene.id.clone()),
            by: me_now(store),
            ..NewLine::default()
        };
        let made = floor::add_line(
            &mut random::id,
            time::now_ms(),
            label,
            &day,
            LineKind::Setup,
            &new,
        );
        if let Some(command) = made {
            store.act(command);
        }
    };
    let is_shot = Memo::new(move |_| {
        report.with(|r| {
            let mark = r.as_ref().and_then(|r| r.mark.as_ref());
            mark.is_some_and(|m| matches!(m.state, State::Complete | State::Part))
        })
    });
    let seconds = Signal::derive(move || {
        report
            .with(|r| {
                let seconds = r.as_ref()?.mark.as_ref()?.seconds?;
                Some(format!("{}:{:02}", seconds / 60, seconds % 60))
            })
            .unwrap_or_default()
    });
    let error = RwSignal::new(None::<String>);
    // A mark never changes: the time comes with one more that says the same.
    let set = move |typed: String| {
        let Some(seconds) = seconds_of(&typed) else {
            error.set(Some(t!("floor.seconds.bad").to_owned()));
            return;
        };
        error.set(None);
        let Some((now, mark)) = report
            .get_untracked()
            .and_then(|now| now.mark.clone().map(|mark| (now, mark)))
        else {
            return;
        };
        let label = t!("floor.seconds.did", number = now.scene.number, time = typed);
        let said = Report {
            scene: mark.scene,
            day: mark.day,
            state: mark.state,
            eighths: mark.eighths,
            note: mark.note,
            by: me_now(store),
            reason: mark.reason,
            seconds,
        };
        store.act(floor::report(&mut random::id, time::now_ms(), label, said));
    };
    let number = move || {
        report
            .with(|r| r.as_ref().map(|r| r.scene.number.to_string()))
            .unwrap_or_default()
    };
    view! {
        <div class="scene-figures">
            <span>
                {move || t!("floor.setups", n = setups.get().unwrap_or_default())}
            </span>
            <button
                type="button"
                class="step"
                aria-label=move || t!("floor.setup.add", number = number())
                on:click=move |_| add()
            >
                "+"
            </button>
            <Show when=move || is_shot.get()>
                <TextField
                    label=t!("floor.seconds")
                    value=seconds
                    error
                    placeholder=t!("floor.seconds.placeholder")
                    on_commit=set
                />
            </Show>
        </div>
    }
}

/// Reads screen time, "2:35" or "95"; an empty text is none.
fn seconds_of(typed: &str) -> Option<Option<i64>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Some(None);
    }
    let number = |text: &str| -> Option<i64> {
        (text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse().ok())
            .flatten()
    };
    match typed.split_once(':') {
        Some((minutes, seconds)) => {
            let seconds = number(seconds).filter(|s| *s < 60)?;
            Some(Some(number(minutes)? * 60 + seconds))
        }
        None => Some(Some(number(typed)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::seconds_of;

    #[test]
    fn screen_time_is_read_as_minutes_and_seconds() {
        let check =
            |typed: &str, want: Option<Option<i64>>| assert_eq!(seconds_of(typed), want, "{typed}");
        check("", Some(None));
        check("2:35", Some(Some(155)));
        check(" 95 ", Some(Some(95)));
        check("2:75", None);
        check("soon", None);
        check("-3", None);
    }
}
