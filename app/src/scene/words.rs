//! A scene's facts as the trade writes them.

use shared::heading::{DayPart, IntExt, TimeOfDay};
use shared::scene::{CastView, SceneView};

/// Returns inside or outside and the light, as a strip prints it: "INT D", "EXT dusk".
pub fn light_words(scene: &SceneView) -> String {
    let time = match scene.time_of_day {
        TimeOfDay::Day => crate::t!("scene.d"),
        TimeOfDay::Night => crate::t!("scene.n"),
        TimeOfDay::Dawn => crate::t!("scene.dawn"),
        TimeOfDay::Dusk => crate::t!("scene.dusk"),
        TimeOfDay::MagicHour => crate::t!("scene.magic"),
        TimeOfDay::Inherit | TimeOfDay::Unknown => "",
    };
    [scene.int_ext.as_str(), time].join(" ").trim().to_owned()
}

/// Returns cast numbers, names where there is no number: "1, 2, Clerk".
pub fn cast_numbers(cast: &[CastView]) -> String {
    let numbers: Vec<&str> = cast
        .iter()
        .map(|c| {
            if c.number.is_empty() {
                &*c.name
            } else {
                &*c.number
            }
        })
        .collect();
    numbers.join(", ")
}

/// Returns the scene's own heading for lists: its set, or what stands in for a missing one.
pub fn set_text(scene: &SceneView) -> String {
    if scene.set.is_empty() {
        crate::t!("scene.no_set").to_owned()
    } else {
        scene.set.to_string()
    }
}

/// Returns what a screen reader says of a strip.
pub fn spoken(scene: &SceneView) -> String {
    let mut parts = vec![
        crate::t!("scene.n_th", n = scene.number),
        scene.heading(),
        crate::t!("scene.pages", n = scene.eighths),
    ];
    if scene.is_omitted {
        parts.push(crate::t!("scene.omitted").to_owned());
    }
    if !scene.cast.is_empty() {
        parts.push(crate::t!(
            "scene.cast_spoken",
            cast = cast_numbers(&scene.cast)
        ));
    }
    parts.join(", ")
}

/// Names a part of the day.
pub fn part_word(part: DayPart) -> &'static str {
    match part {
        DayPart::Day => crate::t!("design.part.day"),
        DayPart::Night => crate::t!("design.part.night"),
        DayPart::Morning => crate::t!("design.part.morning"),
        DayPart::Evening => crate::t!("design.part.evening"),
        DayPart::Twilight => crate::t!("design.part.twilight"),
    }
}

/// "EXT night"
pub fn side_and_part(side: IntExt, part: DayPart) -> String {
    let part = part_word(part).to_lowercase();
    crate::t!("design.side_part", side = side.as_str(), part = part)
}
