//! What a board adds up to: the figures by which two scenarios are compared (DOMAIN 3.5, 3.6).

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::eighths::Eighths;
use crate::heading::Light;
use crate::id::Id;
use crate::scene::{CastView, SceneView, cast_order};

use super::layout::Layout;
use super::light::{day_light, nights_before_days};
use super::scenario::Limits;

/// The figures of a board. Omitted scenes count nowhere.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Totals {
    /// All days of the board, empty ones too: each takes a date.
    pub days: usize,
    /// Days with at least one scene.
    pub shoot_days: usize,
    /// Scenes that stand in a day.
    pub scenes: usize,
    /// Scenes in the boneyard or above the first day.
    pub unscheduled: usize,
    /// Length of the scenes that stand in a day.
    pub eighths: Eighths,
    /// The longest day.
    pub max_eighths: Eighths,
    /// By cast number.
    pub cast: Vec<CastDays>,
    /// Changes of location between two scenes of a day.
    pub moves_within: usize,
    /// Changes of location between the last scene of a day and the first of the next that has any.
    pub moves_between: usize,
    /// Days of which half or more is night.
    pub night_days: usize,
    /// Days over their own or the board's limits.
    pub over_limit: Vec<Id>,
    /// A night outdoors, and the day outdoors that follows on the next date.
    pub turnarounds: Vec<(Id, Id)>,
}

/// The days of one performer: whoever plays the part, or the part while nobody plays it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CastDays {
    /// The person, or the character while uncast.
    pub performer: Id,
    /// The part with the lowest cast number.
    pub cast: CastView,
    pub worked: usize,
    /// Days of the board without work between the first and the last working day (DOMAIN 3.6).
    pub held: usize,
}

impl Totals {
    pub fn of(layout: &Layout, limits: Limits) -> Self {
        let mut totals = Self {
            days: layout.days.len(),
            unscheduled: unscheduled(layout).count(),
            cast: cast_days(layout),
            night_days: layout
                .days
                .iter()
                .filter(|day| day_light(day) == Some(Light::Night))
                .count(),
            turnarounds: nights_before_days(layout)
                .into_iter()
                .map(|(night, day)| (night.id.clone(), day.id.clone()))
                .collect(),
            ..Self::default()
        };
        let mut before: Option<&Id> = None;
        for day in &layout.days {
            totals.shoot_days += usize::from(day.scenes > 0);
            totals.scenes += day.scenes;
            totals.eighths = Eighths(totals.eighths.0.saturating_add(day.eighths.0));
            totals.max_eighths = totals.max_eighths.max(day.eighths);
            if !day.limits.or(limits).allow(day.eighths, day.est_min) {
                totals.over_limit.push(day.id.clone());
            }
            let mut is_first = true;
            let shot = day.strips().filter(|scene| !scene.is_omitted);
            // A scene without a location is no move: nobody knows where it is shot.
            for location in shot.filter_map(|scene| scene.location.as_ref()) {
                if before.is_some_and(|before| before != location) {
                    if is_first {
                        totals.moves_between += 1;
                    } else {
                        totals.moves_within += 1;
                    }
                }
                before = Some(location);
                is_first = false;
            }
        }
        totals
    }

    /// Returns pages per shoot day, to the nearest eighth.
    pub fn average_eighths(&self) -> Eighths {
        let days = u32::try_from(self.shoot_days).unwrap_or(u32::MAX).max(1);
        let sum = u64::from(self.eighths.0) + u64::from(days) / 2;
        Eighths(u32::try_from(sum / u64::from(days)).unwrap_or(u32::MAX))
    }

    pub fn company_moves(&self) -> usize {
        self.moves_within + self.moves_between
    }

    pub fn cast_worked(&self) -> usize {
        self.cast.iter().map(|cast| cast.worked).sum()
    }

    pub fn cast_held(&self) -> usize {
        self.cast.iter().map(|cast| cast.held).sum()
    }
}

/// Lists the scenes that stand in no day and are not omitted.
pub(super) fn unscheduled(layout: &Layout) -> impl Iterator<Item = &Arc<SceneView>> {
    layout
        .loose
        .iter()
        .filter_map(super::layout::RowView::scene)
        .chain(&layout.boneyard)
        .filter(|scene| !scene.is_omitted)
}

fn cast_days(layout: &Layout) -> Vec<CastDays> {
    let mut works: HashMap<&Id, (&CastView, BTreeSet<usize>)> = HashMap::new();
    for (n, day) in layout.days.iter().enumerate() {
        for cast in &day.cast {
            let performer = cast.person.as_ref().unwrap_or(&cast.id);
            let (part, days) = works
                .entry(performer)
                .or_insert_with(|| (cast, BTreeSet::new()));
            if cast_order(cast) < cast_order(part) {
                *part = cast;
            }
            days.insert(n);
        }
    }
    let mut all: Vec<CastDays> = works
        .into_iter()
        .map(|(performer, (cast, days))| {
            let span = days.last().zip(days.first());
            CastDays {
                performer: performer.clone(),
                cast: cast.clone(),
                worked: days.len(),
                held: span.map_or(0, |(last, first)| last - first + 1 - days.len()),
            }
        })
        .collect();
    all.sort_by_cached_key(|days| (cast_order(&days.cast), days.performer.clone()));
    all
}
