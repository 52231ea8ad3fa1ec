//! Rest between two days. It is a matter of wrap and call: where both are planned they decide.
//! Where one is missing, a night outdoors before a day outdoors is suspected to be too short, since
//! the sky says when they can be shot; interiors say nothing.

use jiff::civil::Date;

use crate::board::{Layout, nights_before_days};
use crate::sun::offset_min_at;

use super::facts::Facts;
use super::{Conflict, Rule, Severity, Why};

/// How long the rest between a wrap and the next call has to be, and who says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RestRule {
    pub rest_min: i64,
    /// For people: the law or agreement.
    pub source: &'static str,
}

impl Default for RestRule {
    /// 11 hours in each 24 (UK and EU Working Time; DOMAIN 3.11). Agreements often ask for less or
    /// more: 10 h for US crews, 12 h for principals.
    fn default() -> Self {
        Self {
            rest_min: 11 * 60,
            source: "UK/EU Working Time (DOMAIN 3.11)",
        }
    }
}

/// A time of day that a rule went by, in minutes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hour {
    Planned(i64),
    /// Nobody planned it: what it is taken to be.
    Taken(i64),
}

const DAY_MIN: i64 = 24 * 60;

/// When a night outdoors is taken to wrap while nobody planned it: 04:00. Ours, not a rule.
const NIGHT_WRAP_MIN: i64 = 28 * 60;
/// When a day outdoors is taken to be called while nobody planned it: 07:00. Ours, not a rule.
const DAY_CALL_MIN: i64 = 7 * 60;

impl Facts {
    /// By how many minutes the clocks are put forward between a wrap and a call.
    fn jump(&self, wrap: Option<Date>, wrap_min: i64, call: Option<Date>, call_min: i64) -> i64 {
        let at = |date: Option<Date>, min| offset_min_at(self.zone.as_ref()?, date?, min);
        let jump = at(wrap, wrap_min)
            .zip(at(call, call_min))
            .map(|(wrap, call)| call - wrap);
        jump.unwrap_or_default()
    }

    pub(super) fn rests(&self, layout: &Layout, out: &mut Vec<Conflict>) {
        let rule = self.rules.rest;
        let at_risk = nights_before_days(layout);
        for two in layout.days.windows(2) {
            let (before, after) = (&two[0], &two[1]);
            if before.scenes == 0 || after.scenes == 0 {
                continue;
            }
            let mut add = |which: Rule, severity: Severity, why: Why| {
                out.push(Conflict {
                    rule: which,
                    severity,
                    who: None,
                    scenes: Vec::new(),
                    days: vec![before.id.clone(), after.id.clone()],
                    why,
                });
            };
            let wrap = self.times.get(&before.plan).and_then(|times| times.wrap);
            let call = self
                .times
                .get(&after.plan)
                .and_then(|times| times.general_call);
            let nights = match (before.date, after.date) {
                (Some(before), Some(after)) => before
                    .until(after)
                    .map_or(1, |span| i64::from(span.get_days())),
                _ => 1,
            };
            let rest = |wrap_min: i64, call_min: i64| {
                nights
                    .saturating_mul(DAY_MIN)
                    .saturating_add(call_min)
                    .saturating_sub(wrap_min)
                    .saturating_sub(self.jump(before.date, wrap_min, after.date, call_min))
            };
            match (wrap, call) {
                (Some(wrap_min), Some(call_min)) => {
                    let rest_min = rest(wrap_min, call_min);
                    if rest_min < rule.rest_min {
                        let why = Why::ShortRest {
                            wrap_min,
                            call_min,
                            rest_min,
                            rule,
                        };
                        add(Rule::ShortRest, Severity::Block, why);
                    }
                }
                // A time is missing: the sky is all there is to go by.
                _ if at_risk
                    .iter()
                    .any(|(night, day)| night.id == before.id && day.id == after.id) =>
                {
                    let rest_min =
                        rest(wrap.unwrap_or(NIGHT_WRAP_MIN), call.unwrap_or(DAY_CALL_MIN));
                    let hour = |planned: Option<i64>, taken: i64| {
                        planned.map_or(Hour::Taken(taken), Hour::Planned)
                    };
                    if rest_min < rule.rest_min {
                        let why = Why::NightThenDay {
                            wrap: hour(wrap, NIGHT_WRAP_MIN),
                            call: hour(call, DAY_CALL_MIN),
                            rest_min,
                            rule,
                        };
                        add(Rule::NightThenDay, Severity::Warn, why);
                    }
                }
                _ => {}
            }
        }
    }
}
