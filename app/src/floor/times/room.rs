//! The room of times: the bar, the list, and one person's card beside it.

use leptos::prelude::*;
use shared::floor::Reach;

use super::bar::TapBar;
use super::list::People;
use super::person::PersonTimes;
use super::state::provide_times;
use crate::floor::day::{FloorFrame, use_day};
use crate::t;
use crate::ui::*;

/// Times from the set; `?day=` names another day than the present one.
#[component]
pub fn TimesRoom() -> impl IntoView {
    let day = use_day();
    let times = provide_times(day);
    // A card of one day is no card of another.
    Effect::watch(
        move || day.chosen.get(),
        move |now, before, _| {
            if before.is_some_and(|before| before.is_some() && before != now) {
                times.open.set(None);
            }
        },
        false,
    );
    let said = move || match times.reach.get() {
        Reach::Everybody => None,
        Reach::Department(_) => Some(t!("times.reach.department")),
        Reach::Own => Some(t!("times.reach.own")),
    };
    view! {
        <RoomHead title=t!("times.title") />
        <FloorFrame day>
            <Split>
                <div class="times-room">
                    {move || said().map(|said| view! { <p class="muted">{said}</p> })}
                    <TapBar />
                    <People />
                </div>
                <PersonTimes />
            </Split>
        </FloorFrame>
    }
    .into_any()
}
