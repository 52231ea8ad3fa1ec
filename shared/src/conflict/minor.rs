//! Minors: how long and how late they may work. No record says how old somebody is, so only what
//! holds for every age is certain; the rest is said as the age it would take.

use std::collections::BTreeMap;

use crate::board::{DayView, Layout};
use crate::heading::{IntExt, Light};
use crate::id::Id;
use crate::scene::SceneView;

use super::facts::Facts;
use super::{Conflict, Rule, Severity, Who, Why};

/// What minors of an age may do in a day, in minutes (DOMAIN 3.12).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MinorBand {
    /// From this age on, in months.
    pub from_months: u32,
    /// At the place, without half an hour for a meal.
    pub place_min: i64,
    /// Work on a day with school.
    pub school_min: i64,
    /// Work on a day without school.
    pub free_min: i64,
}

/// The table of a state, and the latest a minor may work, in minutes from the day's midnight.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MinorRules {
    /// The youngest first.
    pub bands: &'static [MinorBand],
    /// Before a day with school.
    pub latest_school_min: i64,
    /// Before a day without.
    pub latest_free_min: i64,
    /// For people: the law.
    pub source: &'static str,
}

const fn band(from_months: u32, place_min: i64, school_min: i64, free_min: i64) -> MinorBand {
    MinorBand {
        from_months,
        place_min,
        school_min,
        free_min,
    }
}

/// California's table; other states and countries differ (DOMAIN 3.12).
pub const CALIFORNIA: MinorRules = MinorRules {
    bands: &[
        band(0, 120, 20, 20),
        band(6, 240, 120, 120),
        band(24, 360, 180, 180),
        band(6 * 12, 480, 240, 360),
        band(9 * 12, 540, 300, 420),
        band(16 * 12, 600, 360, 480),
    ],
    latest_school_min: 22 * 60,
    latest_free_min: 24 * 60 + 30,
    source: "California (DOMAIN 3.12)",
};

impl Default for MinorRules {
    fn default() -> Self {
        CALIFORNIA
    }
}

impl MinorRules {
    /// Returns the youngest who may work so many minutes on a day without school.
    pub fn youngest(&self, work_min: i64) -> Option<MinorBand> {
        self.bands.iter().find(|b| work_min <= b.free_min).copied()
    }

    /// Returns the longest work of any age, on a day without school.
    pub fn longest_min(&self) -> i64 {
        self.bands
            .iter()
            .map(|b| b.free_min)
            .max()
            .unwrap_or(i64::MAX)
    }
}

/// A minor's scenes of one day.
#[derive(Default)]
struct Share {
    scenes: Vec<Id>,
    est_min: i64,
    nights: Vec<Id>,
}

impl Facts {
    fn shares(&self, day: &DayView) -> BTreeMap<&Who, Share> {
        let mut out: BTreeMap<&Who, Share> = BTreeMap::new();
        if self.minors.is_empty() {
            return out;
        }
        for scene in day.strips().filter(|scene| !scene.is_omitted) {
            for who in self.members(&scene.id) {
                if !self.minors.contains(who) {
                    continue;
                }
                let share = out.entry(who).or_default();
                share.scenes.push(scene.id.clone());
                let minutes = scene.est_min.unwrap_or_default();
                share.est_min = share.est_min.saturating_add(minutes);
                if is_night_outside(scene) {
                    share.nights.push(scene.id.clone());
                }
            }
        }
        out
    }

    pub(super) fn minors_on(&self, day: &DayView, out: &mut Vec<Conflict>) {
        let rules = self.rules.minors;
        for (who, share) in self.shares(day) {
            let mut add = |rule: Rule, severity: Severity, scenes: Vec<Id>, why: Why| {
                out.push(Conflict {
                    rule,
                    severity,
                    who: Some(who.clone()),
                    scenes,
                    days: vec![day.id.clone()],
                    why,
                });
            };
            let latest_min = rules.latest_school_min;
            let wrap_min = self.times.get(&day.plan).and_then(|times| times.wrap);
            match wrap_min {
                Some(wrap) if wrap > latest_min => {
                    // Beyond both limits no calendar of schools can save it.
                    let severity = if wrap > rules.latest_free_min {
                        Severity::Block
                    } else {
                        Severity::Warn
                    };
                    let why = Why::MinorLate {
                        wrap_min,
                        latest_min,
                    };
                    add(Rule::MinorLate, severity, share.scenes.clone(), why);
                }
                None if !share.nights.is_empty() => {
                    let why = Why::MinorLate {
                        wrap_min,
                        latest_min,
                    };
                    add(Rule::MinorLate, Severity::Warn, share.nights, why);
                }
                _ => {}
            }
            let limit_min = rules.longest_min();
            if share.est_min > limit_min {
                let why = Why::MinorHours {
                    est_min: share.est_min,
                    limit_min,
                };
                add(Rule::MinorHours, Severity::Block, share.scenes, why);
            }
        }
    }

    /// Says once for each minor how old they must be for their longest day.
    pub(super) fn minor_ages(&self, layout: &Layout, out: &mut Vec<Conflict>) {
        let mut longest: BTreeMap<&Who, (i64, &Id, Vec<Id>)> = BTreeMap::new();
        for day in &layout.days {
            for (who, share) in self.shares(day) {
                let is_longer = longest
                    .get(who)
                    .is_none_or(|(min, ..)| share.est_min > *min);
                if is_longer && share.est_min > 0 {
                    longest.insert(who, (share.est_min, &day.id, share.scenes));
                }
            }
        }
        for (who, (est_min, day, scenes)) in longest {
            let Some(from) = self.rules.minors.youngest(est_min) else {
                continue;
            };
            out.push(Conflict {
                rule: Rule::MinorAge,
                severity: Severity::Info,
                who: Some(who.clone()),
                scenes,
                days: vec![day.clone()],
                why: Why::MinorAge { est_min, from },
            });
        }
    }
}

// A night interior is often shot by day behind black cloth: nothing is known of its hour.
fn is_night_outside(scene: &SceneView) -> bool {
    scene.light() == Some(Light::Night) && scene.int_ext != IntExt::Int
}
