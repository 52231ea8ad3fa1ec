//! What was shot before, today and to date, counted from the marks and the log of every day.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::body::TallyRow;
use super::scheduled::Scheduled;
use crate::book::Book;
use crate::eighths::Eighths;
use crate::floor::{Line, LineKind, Marks, State, Turn, Turns};
use crate::id::Id;
use crate::kind::Kind;
use crate::scene::SceneView;

/// Screen time of an eighth of a page in half seconds: a page is a minute (DOMAIN 3.1).
const HALF_SECONDS_PER_EIGHTH: i64 = 15;

/// Two sums: before the day, and on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sum {
    pub previous: i64,
    pub today: i64,
}

impl Sum {
    fn add(&mut self, when: Ordering, n: i64) {
        match when {
            Ordering::Less => self.previous = self.previous.saturating_add(n),
            Ordering::Equal => self.today = self.today.saturating_add(n),
            Ordering::Greater => {}
        }
    }

    pub fn to_date(self) -> i64 {
        self.previous.saturating_add(self.today)
    }

    fn row(self, what: &str, total: Option<i64>) -> TallyRow {
        TallyRow {
            what: what.to_owned(),
            total,
            previous: self.previous,
            today: self.today,
            to_date: self.to_date(),
            remaining: total.map(|total| total.saturating_sub(self.to_date())),
        }
    }
}

/// Everything that is added up for a day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sums {
    pub scenes: Sum,
    pub pages: Sum,
    pub seconds: Sum,
    pub setups: Sum,
    pub added: Sum,
    pub retakes: Sum,
    pub stills: Sum,
    pub scenes_total: i64,
    pub pages_total: i64,
    pub omitted: u32,
    /// Days up to this one on which something was credited.
    pub shoot_days: u32,
}

impl Sums {
    /// Adds up all days until a day and with it. `turns` is the order of the days.
    pub fn of(
        book: &Book,
        day: &Id,
        scenes: &[std::sync::Arc<SceneView>],
        marks: &Marks,
        turns: &Turns,
        scheduled: &Scheduled,
    ) -> Self {
        let mut sums = Self::default();
        let here = turns.of(Some(day), i64::MAX);
        let when = |of: Option<&Id>, turn: &Turn| match of == Some(day) {
            true => Ordering::Equal,
            // A day of another unit on the same date comes before: nothing is counted twice.
            false => turn.cmp(&here).then(Ordering::Less),
        };
        let mut worked: Vec<Option<&Id>> = Vec::new();
        for scene in scenes {
            let credits = marks.credits(&scene.id, scene.eighths);
            let mut is_begun = false;
            for credit in &credits {
                let when = when(credit.mark.day.as_ref(), credit.turn);
                let n = i64::from(credit.eighths.0);
                sums.pages.add(when, n);
                sums.scenes.add(when, i64::from(credit.completes));
                sums.retakes.add(when, i64::from(credit.is_retake));
                sums.seconds
                    .add(when, credit.mark.seconds.unwrap_or_default());
                is_begun |= n > 0 || credit.completes;
                let is_shot = matches!(credit.mark.state, State::Complete | State::Part);
                let on = credit.mark.day.as_ref();
                if is_shot && on.is_none_or(|on| !is_due(scheduled, on, &scene.id)) {
                    sums.added.add(when, 1);
                }
                if is_shot && when != Ordering::Greater && !worked.contains(&on) {
                    worked.push(on);
                }
            }
            if !scene.is_omitted || is_begun {
                sums.scenes_total += 1;
                sums.pages_total += i64::from(scene.eighths.0);
            } else {
                sums.omitted += 1;
            }
        }
        sums.shoot_days = u32::try_from(worked.len()).unwrap_or(u32::MAX);
        let mut known: HashMap<Id, Ordering> = HashMap::new();
        for line in book
            .all(&Kind::DayLog)
            .filter_map(|record| Line::read(record))
        {
            let sum = match line.what {
                LineKind::Setup => &mut sums.setups,
                LineKind::Still => &mut sums.stills,
                _ => continue,
            };
            let when = *known
                .entry(line.day.clone())
                .or_insert_with(|| when(Some(&line.day), &turns.of(Some(&line.day), line.at_ms)));
            sum.add(when, i64::from(line.count));
        }
        sums
    }

    /// Returns what is left of the script, in eighths.
    pub fn left(&self) -> i64 {
        self.pages_total.saturating_sub(self.pages.to_date()).max(0)
    }

    /// Writes the rows of the tally.
    pub fn rows(&self) -> Vec<TallyRow> {
        let timed = |eighths: i64| eighths.saturating_mul(HALF_SECONDS_PER_EIGHTH) / 2;
        let mut minutes = self.seconds.row("minutes", None);
        minutes.total = Some(timed(self.pages_total));
        minutes.remaining = Some(timed(self.left()));
        vec![
            self.scenes.row("scenes", Some(self.scenes_total)),
            self.pages.row("pages", Some(self.pages_total)),
            minutes,
            self.setups.row("setups", None),
            self.added.row("added", None),
            self.retakes.row("retakes", None),
            self.stills.row("stills", None),
        ]
    }
}

pub(super) fn is_due(scheduled: &Scheduled, day: &Id, scene: &Id) -> bool {
    scheduled
        .of(day)
        .iter()
        .any(|due| due.scene.as_ref() == Some(scene))
}

/// Returns what is left of a scene after a day.
pub(super) fn left_after(marks: &Marks, turns: &Turns, scene: &SceneView, day: &Id) -> Eighths {
    let here = turns.of(Some(day), i64::MAX);
    let mut left = scene.eighths;
    for credit in marks.credits(&scene.id, scene.eighths) {
        if credit.mark.day.as_ref() != Some(day) && *credit.turn > here {
            continue;
        }
        left = match credit.completes {
            true => Eighths::ZERO,
            false => Eighths(left.0.saturating_sub(credit.eighths.0)),
        };
    }
    left
}
