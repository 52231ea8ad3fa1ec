//! Days that hold more than their own limits, or the board's, allow.

use crate::board::{DayView, Limits};

use super::facts::Facts;
use super::{Conflict, Rule, Severity, Why};

impl Facts {
    /// Returns how much fits into a day: what was said for it alone, else for the board's days.
    pub(super) fn limits_of(&self, day: &DayView) -> Limits {
        day.limits.or(self.limits)
    }

    pub(super) fn limits(&self, day: &DayView, out: &mut Vec<Conflict>) {
        let limits = self.limits_of(day);
        let mut add = |rule: Rule, why: Why| {
            out.push(Conflict {
                rule,
                severity: Severity::Warn,
                who: None,
                scenes: Vec::new(),
                days: vec![day.id.clone()],
                why,
            });
        };
        if let Some(limit) = limits.day_eighths
            && day.eighths > limit
        {
            let why = Why::OverPages {
                eighths: day.eighths,
                limit,
            };
            add(Rule::OverPages, why);
        }
        if let Some(limit_min) = limits.day_min
            && day.est_min > limit_min
        {
            let why = Why::OverTime {
                est_min: day.est_min,
                limit_min,
            };
            add(Rule::OverTime, why);
        }
    }
}
