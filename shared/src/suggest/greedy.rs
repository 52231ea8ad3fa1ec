//! The plain order that a search starts from and is measured against: scenes of one place and
//! light together, places in turn by the cast they share, days filled one after another.

use std::collections::BTreeMap;

use crate::heading::Light;

use super::bits::Bits;
use super::problem::Problem;
use super::state::State;
use super::terms::Term;

/// Returns days with scenes: no scene on a date that is closed to it while another is open, no day
/// over its limit while another has room. Where places in turn leave no room on the dates that some
/// scenes are bound to, those scenes come first.
pub(super) fn greedy(problem: &Problem) -> Vec<Vec<u16>> {
    let by_place: Vec<u16> = clusters(problem).into_iter().flatten().collect();
    let days = fill(problem, &by_place);
    let mut state = State::new(problem, &days);
    let terms = state.terms(problem);
    let mut hard = Term::ALL.into_iter().filter(|term| term.is_hard());
    let is_kept = hard.all(|term| terms.get(term) == 0);
    if is_kept || !problem.is_bound {
        return days;
    }
    let mut bound_first = by_place;
    bound_first.sort_by_key(|scene| {
        let open = problem.item(*scene).open.as_ref();
        open.map_or(usize::MAX, |open| open.iter().filter(|is| **is).count())
    });
    let other = fill(problem, &bound_first);
    let other_cost = State::new(problem, &other).cost(problem);
    if other_cost < state.cost(problem) {
        other
    } else {
        days
    }
}

/// Puts scenes in turn into days that have room.
fn fill(problem: &Problem, order: &[u16]) -> Vec<Vec<u16>> {
    let mut days = vec![Vec::new(); problem.slots];
    let mut loads = vec![(0_u32, 0_u32); problem.slots];
    let mut is_placed = vec![false; problem.items.len()];
    for (day, locked) in days.iter_mut().zip(&problem.locked) {
        if let Some((_, scenes)) = locked {
            day.clone_from(scenes);
            scenes
                .iter()
                .for_each(|scene| is_placed[usize::from(*scene)] = true);
        }
    }
    let mut open_from = 0;
    for scene in order
        .iter()
        .copied()
        .filter(|scene| !is_placed[usize::from(*scene)])
    {
        let item = problem.item(scene);
        let fits = |n: usize, loads: &[(u32, u32)]| {
            let (eighths, minutes) = loads[n];
            let is_long = item.eighths > problem.eighths || item.minutes > problem.minutes;
            let eighths_then = eighths.saturating_add(item.eighths);
            let minutes_then = minutes.saturating_add(item.minutes);
            // What is longer than a common day gets one of its own.
            ((eighths, minutes) == (0, 0) && is_long) || problem.fits(n, eighths_then, minutes_then)
        };
        let free = || (0..problem.slots).filter(|n| !problem.is_locked(*n));
        let open = || free().filter(|n| problem.is_open(scene, *n));
        let day = open()
            .find(|n| *n >= open_from && fits(*n, &loads))
            .or_else(|| open().find(|n| fits(*n, &loads)))
            .or_else(|| open().min_by_key(|n| loads[*n]))
            .or_else(|| free().find(|n| fits(*n, &loads)))
            .or_else(|| free().min_by_key(|n| loads[*n]));
        let Some(day) = day else { continue };
        days[day].push(scene);
        loads[day].0 = loads[day].0.saturating_add(item.eighths);
        loads[day].1 = loads[day].1.saturating_add(item.minutes);
        // A scene that has to wait for its date does not keep the others waiting.
        if item.open.is_none() {
            open_from = day;
        }
    }
    days
}

/// Groups scenes by place and light, the groups in turn by the cast they share with the last.
fn clusters(problem: &Problem) -> Vec<Vec<u16>> {
    let mut groups: BTreeMap<(u16, bool), Vec<u16>> = BTreeMap::new();
    for (item, scene) in problem.items.iter().zip(0_u16..) {
        let key = (item.place, item.light == Some(Light::Night));
        groups.entry(key).or_default().push(scene);
    }
    let mut left: Vec<((u16, bool), Vec<u16>, Bits)> = groups
        .into_iter()
        .map(|(key, scenes)| {
            let mut cast = Bits::default();
            scenes
                .iter()
                .for_each(|scene| cast.join(&problem.item(*scene).cast));
            (key, scenes, cast)
        })
        .collect();
    // The group of the script's first scene begins.
    left.sort_by_key(|(_, scenes, _)| scenes.first().copied());
    let mut out = Vec::with_capacity(left.len());
    let mut before: Option<((u16, bool), Bits)> = None;
    while !left.is_empty() {
        let next = match &before {
            None => 0,
            Some(((place, is_night), cast)) => (0..left.len())
                .max_by_key(|n| {
                    let ((at, dark), _, other) = &left[*n];
                    let shared = cast.common(other);
                    let same = i64::from(at == place) * 4 + i64::from(dark == is_night);
                    (shared + same, std::cmp::Reverse(*n))
                })
                .unwrap_or(0),
        };
        let (key, scenes, cast) = left.remove(next);
        before = Some((key, cast));
        out.push(scenes);
    }
    out
}
