//! Two boards side by side: figure by figure, performer by performer, scene by scene.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use crate::book::Book;
use crate::id::Id;
use crate::scene::{CastView, SceneView, cast_order};

use super::layout::{Layout, RowView};
use super::scenario::Limits;
use super::totals::Totals;

/// What differs between two boards.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comparison {
    pub left: Totals,
    pub right: Totals,
    /// By cast number; everybody who works on either board.
    pub cast: Vec<CastPair>,
    /// All scenes that are not omitted, in script order.
    pub scenes: Vec<ScenePair>,
}

/// One figure of both boards.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pair {
    pub what: Figure,
    pub left: i64,
    pub right: i64,
}

impl Pair {
    /// Returns by how much the right board has more.
    pub fn difference(&self) -> i64 {
        self.right - self.left
    }
}

/// The figures that a comparison lists. Of all but pages fewer is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Figure {
    ShootDays,
    /// Eighths of a page in all days.
    Eighths,
    /// Eighths of the longest day.
    MaxEighths,
    /// Eighths a shoot day, to the nearest.
    AverageEighths,
    /// Days worked, summed over the cast.
    CastWorked,
    /// Days held, summed over the cast.
    CastHeld,
    MovesWithin,
    MovesBetween,
    NightDays,
    OverLimit,
    /// Nights that a day follows on the next date.
    Turnarounds,
    Unscheduled,
}

impl Figure {
    pub const ALL: [Figure; 12] = [
        Self::ShootDays,
        Self::Eighths,
        Self::MaxEighths,
        Self::AverageEighths,
        Self::CastWorked,
        Self::CastHeld,
        Self::MovesWithin,
        Self::MovesBetween,
        Self::NightDays,
        Self::OverLimit,
        Self::Turnarounds,
        Self::Unscheduled,
    ];

    /// Returns the figure of a board.
    pub fn of(self, totals: &Totals) -> i64 {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        match self {
            Self::ShootDays => count(totals.shoot_days),
            Self::Eighths => totals.eighths.0.into(),
            Self::MaxEighths => totals.max_eighths.0.into(),
            Self::AverageEighths => totals.average_eighths().0.into(),
            Self::CastWorked => count(totals.cast_worked()),
            Self::CastHeld => count(totals.cast_held()),
            Self::MovesWithin => count(totals.moves_within),
            Self::MovesBetween => count(totals.moves_between),
            Self::NightDays => count(totals.night_days),
            Self::OverLimit => count(totals.over_limit.len()),
            Self::Turnarounds => count(totals.turnarounds.len()),
            Self::Unscheduled => count(totals.unscheduled),
        }
    }
}

/// Days worked and held of one performer on either board.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CastPair {
    /// The person, or the character while uncast.
    pub performer: Id,
    pub cast: CastView,
    /// Worked and held.
    pub left: (usize, usize),
    pub right: (usize, usize),
}

/// One scene on either board.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScenePair {
    pub scene: Arc<SceneView>,
    /// Nothing where it stands in no day.
    pub left: Option<On>,
    pub right: Option<On>,
    pub change: Change,
}

/// The day that a scene is shot on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct On {
    pub day: Id,
    /// Number of the shoot day, from 1.
    pub n: usize,
    pub date: Option<Date>,
}

/// What became of a scene from the left board to the right one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Change {
    /// On the same date, or on the day of the same number while there are no dates.
    Same,
    Moved,
    /// Scheduled on the right board only.
    Added,
    /// Scheduled on the left board only.
    Unscheduled,
}

impl Comparison {
    /// Lists every figure of both boards, in the order of [`Figure::ALL`].
    pub fn figures(&self) -> Vec<Pair> {
        Figure::ALL
            .into_iter()
            .map(|what| Pair {
                what,
                left: what.of(&self.left),
                right: what.of(&self.right),
            })
            .collect()
    }

    /// Says whether the same scenes stand in days of both boards: only then are fewer days better.
    pub fn is_of_same_scenes(&self) -> bool {
        self.scenes
            .iter()
            .all(|pair| pair.left.is_some() == pair.right.is_some())
    }

    /// Lists the scenes that a change became of.
    pub fn changed(&self) -> impl Iterator<Item = &ScenePair> {
        self.scenes
            .iter()
            .filter(|pair| pair.change != Change::Same)
    }
}

/// Compares two boards over the same scenes.
pub fn compare(book: &Book, left: &Layout, right: &Layout) -> Comparison {
    let totals = |layout: &Layout| Totals::of(layout, Limits::of(book, &layout.board));
    let (left_totals, right_totals) = (totals(left), totals(right));
    let (left_days, right_days) = (days(left), days(right));
    let mut scenes: Vec<&Arc<SceneView>> = left.scenes().filter(|s| !s.is_omitted).collect();
    scenes.sort_by(|a, b| (&a.order, &a.id).cmp(&(&b.order, &b.id)));
    let scenes = scenes
        .into_iter()
        .map(|scene| {
            let (left, right) = (left_days.get(&scene.id), right_days.get(&scene.id));
            ScenePair {
                scene: scene.clone(),
                left: left.cloned(),
                right: right.cloned(),
                change: change(left, right),
            }
        })
        .collect();
    Comparison {
        cast: cast(&left_totals, &right_totals),
        left: left_totals,
        right: right_totals,
        scenes,
    }
}

fn days(layout: &Layout) -> HashMap<&Id, On> {
    let mut out = HashMap::new();
    for day in &layout.days {
        for scene in day.rows.iter().filter_map(RowView::scene) {
            let on = On {
                day: day.id.clone(),
                n: day.n,
                date: day.date,
            };
            out.insert(&scene.id, on);
        }
    }
    out
}

fn change(left: Option<&On>, right: Option<&On>) -> Change {
    match (left, right) {
        (None, None) => Change::Same,
        (None, Some(_)) => Change::Added,
        (Some(_), None) => Change::Unscheduled,
        (Some(left), Some(right)) => {
            let is_same = match (left.date, right.date) {
                (Some(left), Some(right)) => left == right,
                _ => left.n == right.n,
            };
            if is_same { Change::Same } else { Change::Moved }
        }
    }
}

fn cast(left: &Totals, right: &Totals) -> Vec<CastPair> {
    let mut all: BTreeMap<&Id, CastPair> = BTreeMap::new();
    for (totals, is_left) in [(left, true), (right, false)] {
        for days in &totals.cast {
            let pair = all.entry(&days.performer).or_insert_with(|| CastPair {
                performer: days.performer.clone(),
                cast: days.cast.clone(),
                left: (0, 0),
                right: (0, 0),
            });
            let side = if is_left {
                &mut pair.left
            } else {
                &mut pair.right
            };
            *side = (days.worked, days.held);
        }
    }
    let mut all: Vec<CastPair> = all.into_values().collect();
    all.sort_by_cached_key(|pair| (cast_order(&pair.cast), pair.performer.clone()));
    all
}
