//! Days that hold more than the board's limits allow.

use crate::board::DayView;

use super::facts::Facts;
use super::{Conflict, Rule, Severity, Why};

impl Facts {
    pub(super) fn limits(&self, day: &DayView, out: &mut Vec<Conflict>) {
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
        if let Some(limit) = self.limits.day_eighths
            && day.eighths > limit
        {
            let why = Why::OverPages {
                eighths: day.eighths,
                limit,
            };
            add(Rule::OverPages, why);
        }
        if let Some(limit_min) = self.limits.day_min
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
