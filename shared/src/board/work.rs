//! Who works on which day: the simple day-out-of-days codes that a call sheet prints.

use std::collections::HashMap;

use crate::id::Id;

use super::layout::Layout;

/// The work of all characters, for whoever asks about many: one walk over the board.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Work {
    /// Positions of the days, by id.
    days: HashMap<Id, usize>,
    /// Positions of the days that somebody works on, rising.
    works: HashMap<Id, Vec<usize>>,
}

impl Work {
    pub fn of(layout: &Layout) -> Self {
        let mut works: HashMap<Id, Vec<usize>> = HashMap::new();
        for (n, day) in layout.days.iter().enumerate() {
            for cast in &day.cast {
                works.entry(cast.id.clone()).or_default().push(n);
            }
        }
        let days = layout
            .days
            .iter()
            .enumerate()
            .map(|(n, day)| (day.id.clone(), n))
            .collect();
        Self { days, works }
    }

    /// Returns `SW` on the first day of work, `WF` on the last, `SWF` on an only one, `W` between,
    /// `H` on a shoot day without work between them, and nothing outside (DOMAIN 3.6). Drops and
    /// pick-ups are no part of the simple form.
    pub fn status(&self, character: &Id, day: &Id) -> &'static str {
        let (Some(at), Some(works)) = (self.days.get(day), self.works.get(character)) else {
            return "";
        };
        let (Some(first), Some(last)) = (works.first(), works.last()) else {
            return "";
        };
        match (works.binary_search(at).is_ok(), at == first, at == last) {
            (true, true, true) => "SWF",
            (true, true, false) => "SW",
            (true, false, true) => "WF",
            (true, false, false) => "W",
            (false, ..) if first < at && at < last => "H",
            (false, ..) => "",
        }
    }
}

/// Returns one character's code on one day, as [`Work::status`].
pub fn work_status(layout: &Layout, character: &Id, day: &Id) -> &'static str {
    Work::of(layout).status(character, day)
}
