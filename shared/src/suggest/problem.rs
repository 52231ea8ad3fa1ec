//! What the search is given: scenes as numbers, the dates they cannot be shot on, the limits of a
//! day, and the days that stay.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use crate::board::{DayView, Layout, Limits, is_outdoors};
use crate::book::Book;
use crate::calendar::Calendar;
use crate::conflict::{Facts, Rules};
use crate::eighths::Eighths;
use crate::heading::Light;
use crate::id::Id;
use crate::kind::Kind;
use crate::scene::SceneView;

use super::bits::{Bits, MOST};
use super::state::State;
use super::terms::{Terms, Weights};

/// The furthest shoot date that is looked at for a scene that cannot be shot earlier.
const REACH_DAYS: usize = 366;
/// Eighths of a day on a board without limits: five pages, a brisk feature's.
const DAY_EIGHTHS: Eighths = Eighths(40);

/// What a user may say about a search.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    pub weights: Weights,
    /// Days of the board that stay as they are, with their dates.
    pub locked: BTreeSet<Id>,
    /// How much fits into a day; where the board says nothing, five pages do.
    pub limits: Limits,
}

impl Options {
    /// Returns what holds if nobody says otherwise: the board's limits, and days whose call sheet
    /// was issued stay.
    pub fn of(book: &Book, layout: &Layout) -> Self {
        let issued: BTreeSet<Id> = book
            .all(&Kind::Issue)
            .filter(|issue| issue.text("what") == "callsheet")
            .filter_map(|issue| issue.link("day"))
            .collect();
        let days = layout.days.iter().filter(|day| issued.contains(&day.plan));
        let mut limits = Limits::of(book, &layout.board);
        if limits == Limits::default() {
            limits.day_eighths = Some(DAY_EIGHTHS);
        }
        Self {
            weights: Weights::default(),
            locked: days.map(|day| day.id.clone()).collect(),
            limits,
        }
    }
}

/// A scene as the search sees it.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub id: Id,
    pub eighths: u32,
    pub minutes: u32,
    /// A number for each location, 0 for none.
    pub place: u16,
    pub light: Option<Light>,
    /// The same outdoors, where it ties the scene to hours; an interior is lit at any.
    pub sky: Option<Light>,
    /// Who of those that work in two scenes or more is in it: nobody else can be held.
    pub cast: Bits,
    /// The days it can be shot on; nothing: all.
    pub open: Option<Vec<bool>>,
}

/// The scenes that are to be scheduled, in script order, and what holds for them.
#[derive(Clone, Debug)]
pub struct Problem {
    pub(super) items: Vec<Item>,
    /// How many days there are at most.
    pub(super) slots: usize,
    /// Whether the day after each is on the next calendar date.
    pub(super) is_next: Vec<bool>,
    /// The scenes of the days that stay, by day; nothing: free.
    pub(super) locked: Vec<Option<(Id, Vec<u16>)>>,
    pub(super) eighths: u32,
    pub(super) minutes: u32,
    /// How much fits into each day of the board, by place: eighths and minutes.
    of_day: Vec<(u32, u32)>,
    pub(super) weights: Weights,
    /// Whether it matters on which date a day stands: a scene cannot be shot on some, or a day has
    /// limits of its own.
    pub(super) is_bound: bool,
}

impl Problem {
    /// Reads the problem from a board: all its scenes that are not omitted and in no day of another
    /// unit, scheduled or not.
    pub fn of(book: &Book, layout: &Layout, options: &Options) -> Self {
        let facts = Facts::of(book, layout, Rules::default());
        let mut scenes: Vec<&Arc<SceneView>> = layout
            .scenes()
            .filter(|scene| !scene.is_omitted && !facts.is_elsewhere(&scene.id))
            .take(usize::from(u16::MAX))
            .collect();
        scenes.sort_by(|a, b| (&a.order, &a.id).cmp(&(&b.order, &b.id)));

        let number: HashMap<&Id, u16> = scenes.iter().map(|scene| &scene.id).zip(0..).collect();
        let mut locked: Vec<Option<(Id, Vec<u16>)>> = layout
            .days
            .iter()
            .map(|day| {
                options
                    .locked
                    .contains(&day.id)
                    .then(|| stays(day, &number))
            })
            .collect();
        let last = locked
            .iter()
            .rposition(Option::is_some)
            .map_or(0, |n| n + 1);
        locked.truncate(last);

        let dates: Vec<Date> = Calendar::of_board(book, &layout.board)
            .shoot_dates()
            .take(REACH_DAYS)
            .collect();
        let total: u64 = scenes.iter().map(|scene| u64::from(scene.eighths.0)).sum();
        let minutes: u64 = scenes.iter().map(|s| u64::from(minutes_of(s))).sum();
        let (limit, limit_min) = numbers(options.limits);
        let of_day = layout.days.iter();
        let of_day: Vec<(u32, u32)> = of_day
            .map(|day| numbers(day.limits.or(options.limits)))
            .collect();
        let own = of_day.iter().filter(|of| **of != (limit, limit_min));
        let own = own.count();
        let has_own = own > 0;
        // Twice the least number of days is enough for any order that fills them in turn.
        let least = total
            .div_ceil(limit.into())
            .max(minutes.div_ceil(limit_min.into()));
        let room = 2 * usize::try_from(least)
            .unwrap_or(REACH_DAYS)
            .min(scenes.len())
            + own
            + 2;

        let closed: Vec<Option<Vec<bool>>> = scenes
            .iter()
            .map(|scene| open_dates(&facts, &scene.id, &dates))
            .collect();
        // Whoever is bound to dates needs as many days to choose from as everybody else.
        let enough = |open: &Vec<bool>| {
            let mut days = open.iter().enumerate().filter(|(_, is)| **is);
            days.by_ref().take(room).last().map_or(0, |(n, _)| n + 1)
        };
        let latest = closed.iter().flatten().map(enough).max().unwrap_or(0);
        let slots = (last + room).max(latest).max(layout.days.len());

        let (places, cast) = (places(&scenes), cast(&scenes));
        let items = scenes
            .iter()
            .zip(closed)
            .zip(cast)
            .map(|((scene, open), cast)| Item {
                id: scene.id.clone(),
                eighths: scene.eighths.0,
                minutes: minutes_of(scene),
                place: scene
                    .location
                    .as_ref()
                    .and_then(|at| places.get(at))
                    .copied()
                    .unwrap_or(0),
                light: scene.light(),
                sky: scene.light().filter(|_| is_outdoors(scene)),
                cast,
                open: open.map(|mut open| {
                    open.resize(slots, true);
                    open
                }),
            });
        let is_next = (0..slots).map(|n| match (dates.get(n), dates.get(n + 1)) {
            (Some(date), Some(next)) => date.tomorrow().is_ok_and(|tomorrow| tomorrow == *next),
            _ => true,
        });
        locked.resize(slots, None);
        let items: Vec<Item> = items.collect();
        Self {
            is_bound: has_own || items.iter().any(|item| item.open.is_some()),
            items,
            slots,
            is_next: is_next.collect(),
            locked,
            eighths: limit,
            minutes: limit_min,
            of_day,
            weights: options.weights,
        }
    }

    /// Counts the scenes that are to be scheduled.
    pub fn scenes(&self) -> usize {
        self.items.len()
    }

    /// Counts the terms of a board as it is, to set a proposal against it. Scenes that stand in no
    /// day cost nothing, and days that are locked only what lies between them.
    pub fn judge(&self, layout: &Layout) -> Terms {
        let number: HashMap<&Id, u16> = self.items.iter().map(|item| &item.id).zip(0..).collect();
        let days: Vec<Vec<u16>> = layout
            .days
            .iter()
            .map(|day| stays(day, &number).1)
            .collect();
        State::new(self, &days).terms(self)
    }

    pub(super) fn item(&self, scene: u16) -> &Item {
        &self.items[usize::from(scene)]
    }

    /// Returns the eighths and minutes that fit into a day.
    pub(super) fn limit(&self, slot: usize) -> (u32, u32) {
        let common = (self.eighths, self.minutes);
        self.of_day.get(slot).copied().unwrap_or(common)
    }

    /// Says whether a load of eighths and minutes fits into a day.
    pub(super) fn fits(&self, slot: usize, eighths: u32, minutes: u32) -> bool {
        let (most, most_min) = self.limit(slot);
        eighths <= most && minutes <= most_min
    }

    pub(super) fn is_open(&self, scene: u16, slot: usize) -> bool {
        let open = self.item(scene).open.as_ref();
        open.is_none_or(|open| open.get(slot).copied().unwrap_or(true))
    }

    pub(super) fn is_locked(&self, slot: usize) -> bool {
        self.locked.get(slot).is_some_and(Option::is_some)
    }
}

fn numbers(limits: Limits) -> (u32, u32) {
    let eighths = limits.day_eighths.map_or(u32::MAX, |e| e.0.max(1));
    let minutes = limits.day_min.map_or(u32::MAX, |min| {
        u32::try_from(min).unwrap_or(u32::MAX).max(1)
    });
    (eighths, minutes)
}

fn stays(day: &DayView, number: &HashMap<&Id, u16>) -> (Id, Vec<u16>) {
    let scenes = day
        .strips()
        .filter_map(|scene| number.get(&scene.id).copied());
    (day.id.clone(), scenes.collect())
}

fn minutes_of(scene: &SceneView) -> u32 {
    u32::try_from(scene.est_min.unwrap_or_default()).unwrap_or_default()
}

/// Says for each date whether a scene can be shot; nothing where it can on all.
fn open_dates(facts: &Facts, scene: &Id, dates: &[Date]) -> Option<Vec<bool>> {
    if !facts.is_bound(scene) {
        return None;
    }
    let open: Vec<bool> = dates
        .iter()
        .map(|date| !facts.is_forbidden(scene, *date))
        .collect();
    open.contains(&false).then_some(open)
}

fn places(scenes: &[&Arc<SceneView>]) -> HashMap<Id, u16> {
    let known: BTreeSet<&Id> = scenes
        .iter()
        .filter_map(|scene| scene.location.as_ref())
        .collect();
    known.into_iter().cloned().zip(1..).collect()
}

/// Tells the performers apart who can be held at all, those of most scenes first.
fn cast(scenes: &[&Arc<SceneView>]) -> Vec<Bits> {
    let performers = |scene: &SceneView| -> BTreeSet<Id> {
        let cast = scene.cast.iter();
        cast.map(|c| c.person.clone().unwrap_or_else(|| c.id.clone()))
            .collect()
    };
    let each: Vec<BTreeSet<Id>> = scenes.iter().map(|scene| performers(scene)).collect();
    let mut counts: BTreeMap<&Id, usize> = BTreeMap::new();
    for performer in each.iter().flatten() {
        *counts.entry(performer).or_default() += 1;
    }
    let mut often: Vec<(&Id, usize)> = counts.into_iter().filter(|(_, n)| *n > 1).collect();
    often.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    often.truncate(MOST);
    let number: HashMap<&Id, usize> = often.into_iter().map(|(id, _)| id).zip(0..).collect();
    let bits = |performers: &BTreeSet<Id>| {
        let mut bits = Bits::default();
        performers
            .iter()
            .filter_map(|id| number.get(id))
            .for_each(|n| bits.set(*n));
        bits
    };
    each.iter().map(bits).collect()
}
