//! Many lines of a table that changed alike, said once.

use std::collections::{HashMap, HashSet};

use super::{Change, Section, Shown, What};
use crate::callsheet::sheet::Minutes;

/// A change, or several that are one shift of a table: "crew call, 24 people, 30 min earlier".
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Together {
    One(Change),
    Shift {
        section: Section,
        field: &'static str,
        /// Negative: earlier.
        by_min: Minutes,
        /// The numbers or names of the lines.
        subjects: Vec<String>,
    },
}

/// Fewer lines than these are said one by one.
const SHIFT_LINES: usize = 3;

/// Says once what happened to many lines of a table alike: a push moves everybody's call.
pub fn together(changes: &[Change]) -> Vec<Together> {
    let shift = |change: &Change| match &change.what {
        What::Field {
            field,
            from: Shown::Time(from),
            to: Shown::Time(to),
        } if change.id.is_some() => Some((change.section, *field, to.saturating_sub(*from))),
        _ => None,
    };
    let mut shifts: HashMap<(Section, &'static str, Minutes), Vec<String>> = HashMap::new();
    for change in changes {
        if let Some(key) = shift(change) {
            shifts.entry(key).or_default().push(change.subject.clone());
        }
    }
    shifts.retain(|_, subjects| subjects.len() >= SHIFT_LINES);
    let kept: HashSet<_> = shifts.keys().copied().collect();
    let mut out = Vec::new();
    for change in changes {
        match shift(change).filter(|key| kept.contains(key)) {
            None => out.push(Together::One(change.clone())),
            // Said where the first of them stands.
            Some(key) => out.extend(shifts.remove(&key).map(|subjects| Together::Shift {
                section: key.0,
                field: key.1,
                by_min: key.2,
                subjects,
            })),
        }
    }
    out
}
