//! What was shot, as the set reported it: which scenes really were worked on which day.

use std::collections::{HashMap, HashSet};

use crate::board::{DayView, Layout};
use crate::book::Book;
use crate::eighths::Eighths;
use crate::floor::{Marks, State};
use crate::id::Id;

/// The scenes of each day of a board as they were shot.
pub(super) struct Shot {
    /// In the order of the board's days.
    pub scenes: Vec<Vec<Id>>,
    /// The rows of the days of which the set said something that counts.
    pub reported: HashSet<Id>,
}

/// Lists the scenes of a day that are planned.
pub(super) fn planned(day: &DayView) -> Vec<Id> {
    let scenes = day.strips().filter(|scene| !scene.is_omitted);
    scenes.map(|scene| scene.id.clone()).collect()
}

/// Reads the marks of the set, scene by scene: complete and part were shot, also beside the plan;
/// left was not; of the others the plan is all there is, unless they were finished elsewhere.
pub(super) fn shot(book: &Book, layout: &Layout) -> Shot {
    let marks = Marks::read(book);
    let length: HashMap<&Id, Eighths> = layout
        .scenes()
        .map(|scene| (&scene.id, scene.eighths))
        .collect();
    let is_owed = |scene: &Id| {
        let total = length.get(scene).copied().unwrap_or(Eighths::ZERO);
        // A scene without a length is owed until somebody completes it.
        let total = match total {
            Eighths::ZERO => Eighths(u32::MAX),
            known => known,
        };
        marks.owed(scene, total) > Eighths::ZERO
    };
    let mut reported = HashSet::new();
    let scenes = layout
        .days
        .iter()
        .map(|day| {
            let mut said = false;
            let mut took = |scene: &Id| {
                let state = marks.on_day(scene, &day.plan).map(|mark| mark.state);
                said |= matches!(state, Some(State::Complete | State::Part | State::NotShot));
                match state {
                    Some(State::Complete | State::Part) => true,
                    Some(State::NotShot) => false,
                    Some(State::Started) | None => is_owed(scene),
                }
            };
            let planned = planned(day);
            let mut scenes: Vec<Id> = planned.iter().filter(|id| took(id)).cloned().collect();
            for scene in marks.scenes_of_day(&day.plan) {
                if !planned.contains(&scene) && is_shot(&marks, &scene, &day.plan) {
                    took(&scene);
                    scenes.push(scene);
                }
            }
            if said {
                reported.insert(day.id.clone());
            }
            scenes
        })
        .collect();
    Shot { scenes, reported }
}

fn is_shot(marks: &Marks, scene: &Id, day: &Id) -> bool {
    let mark = marks.on_day(scene, day);
    mark.is_some_and(|mark| matches!(mark.state, State::Complete | State::Part))
}
