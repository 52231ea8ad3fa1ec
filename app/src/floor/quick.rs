//! What happens beside the scenes, one tap away: a setup, a roll, a delay, a near miss, a problem.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::floor::{self, DayReport, KeyTime, LineKind, NewLine, Reason, SEVERITIES, State};
use shared::id::Id;

use super::day::DayChoice;
use super::photos::{PhotoField, Taken, keep};
use super::words::{key_word, line_word, me_now, reason_word, severity_word};
use crate::platform::photo::Shot;
use crate::platform::{random, time};
use crate::store::{Store, use_store};
use crate::t;
use crate::ui::*;

/// A day's log, to write in.
#[derive(Clone, Copy)]
struct Writer {
    store: Store,
    day: DayChoice,
    report: Memo<Option<DayReport>>,
}

impl Writer {
    fn write(self, what: LineKind, new: NewLine, label: String) -> bool {
        let Some(day) = self.day.chosen.get_untracked() else {
            return false;
        };
        let new = NewLine {
            by: me_now(self.store),
            ..new
        };
        let made = floor::add_line(&mut random::id, time::now_ms(), label, &day, what, &new);
        let is_made = made.is_some();
        if let Some(command) = made {
            self.store.act(command);
        }
        is_made
    }

    /// The scene that was begun last and goes on.
    fn scene_now(self) -> Option<Id> {
        self.report.with_untracked(|report| {
            let begun = report.as_ref()?.scenes.iter().filter_map(|s| {
                let mark = s.mark.as_ref().filter(|m| m.state == State::Started)?;
                Some((mark.at_ms, s.scene.id.clone()))
            });
            begun.max().map(|(_, scene)| scene)
        })
    }

    fn scenes(self) -> Vec<(String, String)> {
        let none = (String::new(), t!("floor.quick.no_scene").to_owned());
        let scenes = self.report.with(|report| {
            let scenes = report.as_ref().map(|r| r.scenes.as_slice());
            scenes
                .unwrap_or_default()
                .iter()
                .map(|s| {
                    let name = format!("{} {}", s.scene.number, s.scene.heading());
                    (s.scene.id.to_string(), name)
                })
                .collect::<Vec<_>>()
        });
        std::iter::once(none).chain(scenes).collect()
    }
}

/// The row of buttons, and the forms that they open.
#[component]
pub fn Quick(day: DayChoice, report: Memo<Option<DayReport>>) -> impl IntoView {
    let store = use_store();
    let writer = Writer { store, day, report };
    let open = RwSignal::new(None::<LineKind>);
    let is_open = RwSignal::new(false);
    Effect::new(move |_| {
        let is = open.with(Option::is_some);
        // Each tells the other: what is so already is not said again, or they never end.
        if is_open.get_untracked() != is {
            is_open.set(is);
        }
    });
    // The dialog closes itself by Escape: what it was about is forgotten with it.
    Effect::watch(
        move || is_open.get(),
        move |is, _, _| {
            if !is && open.with_untracked(Option::is_some) {
                open.set(None);
            }
        },
        false,
    );
    let has_first = Memo::new(move |_| {
        let Some(day) = day.chosen.get() else {
            return true;
        };
        let actual = store.record(&shared::kind::Kind::Actual, &day);
        actual.is_some_and(|r| r.int(KeyTime::FirstShot.as_str()).is_some())
    });
    let setup = move || {
        let new = NewLine {
            scene: writer.scene_now(),
            at: day.now(),
            ..NewLine::default()
        };
        writer.write(LineKind::Setup, new, t!("floor.setup.did").to_owned());
    };
    let first = move || {
        let Some((id, now)) = day.chosen.get_untracked().zip(day.now()) else {
            return;
        };
        let what = key_word(KeyTime::FirstShot);
        let label = t!(
            "floor.keys.did",
            what = what,
            time = shared::clock::wall_text(now)
        );
        store.act(floor::set_key_time(
            &id,
            KeyTime::FirstShot,
            Some(now),
            label,
        ));
    };
    let opens = move |what: LineKind| {
        view! {
            <Button on_click=move || open.set(Some(what))>{line_word(what)}</Button>
        }
    };
    let title = Signal::derive(move || open.get().map(line_word).unwrap_or_default());
    view! {
        <section class="quick" aria-label=t!("floor.quick")>
            <Show when=move || !has_first.get() && day.now_min().is_some()>
                <Button kind=ButtonKind::Main on_click=first>{t!("floor.quick.first_shot")}</Button>
            </Show>
            <Button on_click=setup>{t!("floor.quick.setup")}</Button>
            {[
                LineKind::CameraRoll,
                LineKind::SoundRoll,
                LineKind::Delay,
                LineKind::NearMiss,
                LineKind::Problem,
            ]
                .map(opens)
                .collect_view()}
        </section>
        <Dialog open=is_open title>
            {move || match open.get() {
                Some(what @ (LineKind::CameraRoll | LineKind::SoundRoll)) => {
                    view! { <RollForm writer what is_open /> }.into_any()
                }
                Some(LineKind::Delay) => view! { <DelayForm writer is_open /> }.into_any(),
                Some(what) => view! { <TroubleForm writer what is_open /> }.into_any(),
                None => ().into_any(),
            }}
        </Dialog>
    }
}

fn scene_of(chosen: String) -> Option<Id> {
    (!chosen.is_empty()).then(|| Id::new(chosen))
}

#[component]
fn SceneField(writer: Writer, value: RwSignal<String>) -> impl IntoView {
    view! {
        <SelectField
            label=t!("floor.quick.scene")
            value
            options=Signal::derive(move || writer.scenes())
            on_commit=move |chosen| value.set(chosen)
        />
    }
}

#[component]
fn RollForm(writer: Writer, what: LineKind, is_open: RwSignal<bool>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let scene = RwSignal::new(
        writer
            .scene_now()
            .map(|id| id.to_string())
            .unwrap_or_default(),
    );
    let save = move || {
        let new = NewLine {
            name: name.get_untracked(),
            scene: scene_of(scene.get_untracked()),
            at: writer.day.now(),
            ..NewLine::default()
        };
        let label = t!(
            "floor.roll.did",
            what = line_word(what),
            name = new.name.trim()
        );
        if writer.write(what, new, label) {
            is_open.set(false);
        }
    };
    view! {
        <Form class="form" on_submit=move |()| save()>
            <TextField
                label=t!("floor.roll.name")
                placeholder=t!("floor.roll.placeholder")
                value=name
                on_input=move |text| name.set(text)
            />
            <SceneField writer value=scene />
            <Button
                kind=ButtonKind::Main
                submit=true
                disabled=Signal::derive(move || name.get().trim().is_empty())
            >
                {t!("floor.quick.save")}
            </Button>
        </Form>
    }
}

#[component]
fn DelayForm(writer: Writer, is_open: RwSignal<bool>) -> impl IntoView {
    let at = RwSignal::new(writer.day.now());
    let minutes = RwSignal::new(None::<i64>);
    let reason = RwSignal::new(Reason::Weather.as_str().to_owned());
    let text = RwSignal::new(String::new());
    let options = Reason::ALL
        .map(|why| (why.as_str().to_owned(), reason_word(why)))
        .to_vec();
    let save = move || {
        let why = Reason::parse(&reason.get_untracked());
        let new = NewLine {
            at: at.get_untracked(),
            minutes: minutes.get_untracked(),
            reason: why,
            text: text.get_untracked(),
            scene: writer.scene_now(),
            ..NewLine::default()
        };
        let label = t!(
            "floor.delay.did",
            why = why.map(reason_word).unwrap_or_default()
        );
        if writer.write(LineKind::Delay, new, label) {
            is_open.set(false);
        }
    };
    view! {
        <Form class="form" on_submit=move |()| save()>
            <SelectField
                label=t!("floor.delay.reason")
                value=reason
                options=Signal::stored(options)
                on_commit=move |chosen| reason.set(chosen)
            />
            <div class="fields">
                <TimeField label=t!("floor.delay.from") value=at on_commit=move |typed| at.set(typed) />
                <LengthField
                    label=t!("floor.delay.minutes")
                    help=t!("floor.delay.minutes.help")
                    value=minutes
                    on_commit=move |typed| minutes.set(typed)
                />
            </div>
            <TextField
                label=t!("floor.delay.text")
                value=text
                on_input=move |typed| text.set(typed)
            />
            <Button kind=ButtonKind::Main submit=true>{t!("floor.quick.save")}</Button>
        </Form>
    }
}

/// A near miss or a problem: what, where, how bad.
#[component]
fn TroubleForm(writer: Writer, what: LineKind, is_open: RwSignal<bool>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let place = RwSignal::new(
        writer
            .day
            .planned
            .with_untracked(|p| p.as_ref().map(|p| p.location.clone()))
            .unwrap_or_default(),
    );
    let severity = RwSignal::new(String::new());
    let at = RwSignal::new(writer.day.now());
    let scene = RwSignal::new(
        writer
            .scene_now()
            .map(|id| id.to_string())
            .unwrap_or_default(),
    );
    let unsaid = (String::new(), t!("floor.severity.unsaid").to_owned());
    let levels = std::iter::once(unsaid)
        .chain(SEVERITIES.map(|n| (n.to_string(), severity_word(n))))
        .collect::<Vec<_>>();
    let photos = RwSignal::new(Vec::<Taken>::new());
    let is_saving = RwSignal::new(false);
    let save = move || {
        if is_saving.get_untracked() {
            return;
        }
        let new = NewLine {
            text: text.get_untracked(),
            place: place.get_untracked(),
            severity: severity.get_untracked().parse().ok(),
            at: at.get_untracked(),
            scene: scene_of(scene.get_untracked()),
            ..NewLine::default()
        };
        let label = t!("floor.trouble.did", what = line_word(what));
        let shots: Vec<Shot> =
            photos.with_untracked(|all| all.iter().map(|one| Shot::clone(&one.shot)).collect());
        if shots.is_empty() {
            if writer.write(what, new, label) {
                is_open.set(false);
            }
            return;
        }
        // Photos are on the disk before anything says that they are; the words stand without them.
        is_saving.set(true);
        spawn_local(async move {
            let photos = keep(writer.store, shots).await;
            let is_written = writer.write(what, NewLine { photos, ..new }, label);
            let _ = is_saving.try_set(false);
            if is_written {
                let _ = is_open.try_set(false);
            }
        });
    };
    let asks = if what == LineKind::NearMiss {
        t!("floor.severity.could")
    } else {
        t!("floor.severity.is")
    };
    view! {
        <Form class="form" on_submit=move |()| save()>
            <LongField
                label=t!("floor.trouble.what")
                help=t!("floor.trouble.help")
                value=text
                on_input=move |typed| text.set(typed)
            />
            <TextField
                label=t!("floor.trouble.place")
                value=place
                on_input=move |typed| place.set(typed)
            />
            <SelectField
                label=asks
                value=severity
                options=Signal::stored(levels)
                on_commit=move |chosen| severity.set(chosen)
            />
            <div class="fields">
                <TimeField label=t!("floor.trouble.at") value=at on_commit=move |typed| at.set(typed) />
                <SceneField writer value=scene />
            </div>
            <PhotoField taken=photos />
            <Button
                kind=ButtonKind::Main
                submit=true
                disabled=Signal::derive(move || is_saving.get() || text.get().trim().is_empty())
            >
                {move || {
                    if is_saving.get() { t!("floor.photo.saving") } else { t!("floor.quick.save") }
                }}
            </Button>
        </Form>
    }
}
