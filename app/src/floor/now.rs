//! What day it is for a room: the device's date and time, looked at again each minute.

use std::time::Duration;

use leptos::prelude::*;

use crate::platform::{time, when};

/// A civil date and the minutes since its midnight, by the device's clock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moment {
    pub date: String,
    pub minutes: i64,
}

impl Moment {
    fn read() -> Self {
        let clock = when::clock(time::now_ms());
        let (hours, minutes) = clock.split_once(':').unwrap_or_default();
        let number = |text: &str| text.parse::<i64>().unwrap_or(0);
        Self {
            date: when::today(),
            minutes: number(hours) * 60 + number(minutes),
        }
    }
}

/// Returns the present moment; it goes on while the room is open.
pub fn use_moment() -> Memo<Moment> {
    let tick = RwSignal::new(0_u32);
    if let Ok(handle) = set_interval_with_handle(
        move || {
            tick.try_update(|n| *n = n.wrapping_add(1));
        },
        Duration::from_secs(30),
    ) {
        on_cleanup(move || handle.clear());
    }
    Memo::new(move |_| {
        tick.track();
        Moment::read()
    })
}
