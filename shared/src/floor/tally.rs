//! The day in numbers: scenes and pages that were planned, shot, shot in part and left
//! (DOMAIN 3.10, the script supervisor's tally).

use super::progress::{Marks, State};
use crate::eighths::Eighths;
use crate::id::Id;

/// A number of scenes and their pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Count {
    pub scenes: u32,
    pub pages: Eighths,
}

impl Count {
    fn add(&mut self, pages: Eighths) {
        self.scenes = self.scenes.saturating_add(1);
        self.pages = Eighths(self.pages.0.saturating_add(pages.0));
    }
}

/// What became of a day's scenes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    pub scheduled: Count,
    /// Pages are what this day is credited with: less than the scene's where a day before shot part.
    pub complete: Count,
    /// Pages are what is credited.
    pub part: Count,
    /// Pages are what was planned.
    pub not_shot: Count,
    /// Begun, and nothing said since.
    pub started: Count,
    /// Nothing said yet.
    pub open: Count,
    /// Shot on the day though the board has them elsewhere; pages are what is credited.
    pub extra: Count,
}

impl Tally {
    /// Returns the pages that were shot on the day.
    pub fn shot(&self) -> Eighths {
        [self.complete, self.part, self.extra]
            .iter()
            .fold(Eighths::ZERO, |sum, count| {
                Eighths(sum.0.saturating_add(count.pages.0))
            })
    }

    /// Says how much of the planned pages was shot, in whole per cent, at most 100.
    pub fn percent(&self) -> u32 {
        let planned = u64::from(self.scheduled.pages.0);
        let shot = u64::from(self.complete.pages.0) + u64::from(self.part.pages.0);
        match (shot * 100).checked_div(planned) {
            Some(percent) => u32::try_from(percent.min(100)).unwrap_or(100),
            None => 0,
        }
    }

    /// Says whether every planned scene has a last word.
    pub fn is_done(&self) -> bool {
        self.scheduled.scenes > 0 && self.open.scenes == 0 && self.started.scenes == 0
    }
}

/// Counts a day. `planned` are the day's scenes with their lengths; `length` tells the length of
/// a scene that is not among them.
pub fn tally(
    marks: &Marks,
    day: &Id,
    planned: &[(Id, Eighths)],
    length: impl Fn(&Id) -> Eighths,
) -> Tally {
    let mut tally = Tally::default();
    for (scene, pages) in planned {
        tally.scheduled.add(*pages);
        let credit = marks.credit_on(scene, day, *pages);
        match marks.on_day(scene, day).map(|mark| mark.state) {
            Some(State::Complete) => tally.complete.add(credit),
            Some(State::Part) => tally.part.add(credit),
            Some(State::NotShot) => tally.not_shot.add(*pages),
            Some(State::Started) => tally.started.add(*pages),
            None => tally.open.add(*pages),
        }
    }
    for scene in marks.scenes_of_day(day) {
        let shot = marks
            .on_day(&scene, day)
            .is_some_and(|mark| matches!(mark.state, State::Complete | State::Part));
        if shot && !planned.iter().any(|(id, _)| *id == scene) {
            tally
                .extra
                .add(marks.credit_on(&scene, day, length(&scene)));
        }
    }
    tally
}
