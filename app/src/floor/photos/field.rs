//! Taking and choosing photos, and those of a form that is not saved yet.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::floor::{LONGEST_SIDE_PX, PHOTOS_MAX};

use crate::platform::photo::{self, Picture, Shot};
use crate::t;
use crate::ui::*;

/// A photo of a form that is not saved yet.
#[derive(Clone)]
pub struct Taken {
    key: u32,
    pub shot: Arc<Shot>,
    picture: Arc<Option<Picture>>,
}

/// Two ways to a photo: the camera, on a device that one holds in the hand, and the files.
#[component]
pub fn PhotoInputs(
    /// How many more may come.
    #[prop(into)]
    room: Signal<usize>,
    #[prop(into)] on_shots: Callback<Vec<Shot>>,
    /// What a screen reader says in the place of "Add photos".
    #[prop(optional, into)]
    name: MaybeProp<String>,
) -> impl IntoView {
    // Said here and not at the foot of the page, which a dialog covers.
    let problem = RwSignal::new(None::<String>);
    let take = move |event: web_sys::Event| {
        let files = photo::picked(&event);
        let room = room.get_untracked();
        problem.set((files.len() > room).then(|| t!("floor.photo.many", n = PHOTOS_MAX)));
        spawn_local(async move {
            let mut shots = Vec::new();
            for file in files.iter().take(room) {
                match photo::shrink(file, LONGEST_SIDE_PX).await {
                    Some(shot) => shots.push(shot),
                    None => {
                        let unread = t!("floor.photo.unread", name = file.name());
                        let _ = problem.try_set(Some(unread));
                    }
                }
            }
            if !shots.is_empty() {
                on_shots.run(shots);
            }
        });
    };
    let is_full = move || room.get() == 0;
    view! {
        <div class="photo-inputs">
            <label class="btn second photo-camera">
                {t!("floor.photo.take")}
                <input
                    class="hidden"
                    type="file"
                    accept="image/*"
                    capture="environment"
                    disabled=is_full
                    on:change=take
                />
            </label>
            <label class="btn second">
                {t!("floor.photo.choose")}
                <input
                    class="hidden"
                    type="file"
                    accept="image/*"
                    multiple=true
                    aria-label=move || name.get()
                    disabled=is_full
                    on:change=take
                />
            </label>
            <p class="photo-problem" role="alert">
                {move || problem.get()}
            </p>
        </div>
    }
}

/// The photos of a form.
#[component]
pub fn PhotoField(taken: RwSignal<Vec<Taken>>) -> impl IntoView {
    let next = StoredValue::new(0_u32);
    let add = move |shots: Vec<Shot>| {
        let with_key = |shot: Shot| {
            let key = next.try_update_value(|n| {
                *n += 1;
                *n
            });
            Taken {
                key: key.unwrap_or_default(),
                picture: Arc::new(Picture::new(&shot.bytes)),
                shot: Arc::new(shot),
            }
        };
        let new: Vec<Taken> = shots.into_iter().map(with_key).collect();
        // The form may be gone by the time that a large photo is small.
        let _ = taken.try_update(|taken| taken.extend(new));
    };
    let room = Signal::derive(move || PHOTOS_MAX.saturating_sub(taken.with(Vec::len)));
    let place = move |key: u32| {
        taken.with(|taken| {
            taken
                .iter()
                .position(|one| one.key == key)
                .map_or(0, |n| n + 1)
        })
    };
    view! {
        <fieldset class="photo-field">
            <legend>{t!("floor.photo.title")}</legend>
            <p class="muted">{t!("floor.photo.help")}</p>
            <ul class="photos" aria-label=t!("floor.photo.list")>
                <For each=move || taken.get() key=|one| one.key let:one>
                    <li class="photo">
                        <img
                            src=one.picture.as_ref().as_ref().map(|p| p.url().to_owned())
                            alt=move || t!("floor.photo.nth", n = place(one.key))
                        />
                        <Button
                            kind=ButtonKind::Quiet
                            name=Signal::derive(move || {
                                t!("floor.photo.leave_nth", n = place(one.key))
                            })
                            on_click=move || taken.update(|all| all.retain(|o| o.key != one.key))
                        >
                            {t!("floor.photo.leave")}
                        </Button>
                    </li>
                </For>
            </ul>
            <PhotoInputs room on_shots=add />
        </fieldset>
    }
}
