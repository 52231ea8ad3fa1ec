//! Night days, and the nights that a day follows too soon.

use std::sync::Arc;

use crate::heading::{IntExt, Light};
use crate::scene::SceneView;

use super::layout::{DayView, Layout};

/// Returns the light that most of a day's pages are shot in; night where half are. Dawn and dusk
/// go with either, and decide only where nothing else does.
pub fn day_light(day: &DayView) -> Option<Light> {
    light_of(day.strips().filter(|scene| !scene.is_omitted))
}

/// Returns the light that most pages of these scenes are shot in, as [`day_light`].
pub(crate) fn light_of<'a>(scenes: impl Iterator<Item = &'a Arc<SceneView>>) -> Option<Light> {
    let (mut day, mut night, mut twilight) = (0_u64, 0_u64, 0_u64);
    for scene in scenes {
        // A scene without a length is a scene all the same.
        let eighths = u64::from(scene.eighths.0.max(1));
        match scene.light() {
            Some(Light::Day) => day += eighths,
            Some(Light::Night) => night += eighths,
            Some(Light::Twilight) => twilight += eighths,
            None => {}
        }
    }
    if night > 0 && night >= day {
        Some(Light::Night)
    } else if day > 0 {
        Some(Light::Day)
    } else {
        (twilight > 0).then_some(Light::Twilight)
    }
}

/// Returns the light that ties a day to hours: that of most of its pages outdoors. An interior is
/// lit as it is needed, at any hour, and says nothing about wrap and call.
pub fn outdoor_light(day: &DayView) -> Option<Light> {
    light_of(
        day.strips()
            .filter(|scene| !scene.is_omitted && is_outdoors(scene)),
    )
}

/// Says whether a scene needs the sky: an exterior, also in part.
pub fn is_outdoors(scene: &SceneView) -> bool {
    matches!(scene.int_ext, IntExt::Ext | IntExt::Mixed)
}

/// Lists the pairs of days whose turnaround is at risk: a night outdoors, and a day outdoors on
/// the next calendar date. Without dates each day counts as the date after the one before it.
pub fn nights_before_days(layout: &Layout) -> Vec<(&DayView, &DayView)> {
    layout
        .days
        .windows(2)
        .map(|two| (&two[0], &two[1]))
        .filter(|(night, day)| {
            outdoor_light(night) == Some(Light::Night) && outdoor_light(day) == Some(Light::Day)
        })
        .filter(|(night, day)| match (night.date, day.date) {
            (Some(night), Some(day)) => night.tomorrow().is_ok_and(|next| next == day),
            _ => true,
        })
        .collect()
}
