//! Working-time rules as data: rest, weekly rest, meals and their penalties, overtime, the longest
//! day, nights, minors. A production has its own copies of rule sets, each with its source and the
//! date it holds from; which set somebody works under says the agreement on their card.
//!
//! The engine is plain functions over a person's days, planned or as they were. It reads no clock
//! and no zone data: now, and the nights on which the clocks change, are arguments. A finding is
//! data; words belong to the app, and "check your agreement" always stands beside them.

mod day;
mod edit;
mod evaluate;
mod finding;
mod length;
mod meals;
mod minors;
mod money;
mod next;
mod overrides;
mod planned;
mod preset;
mod rest;
mod set;
mod what;
mod zone;

pub use crate::conflict::Severity;
pub use day::{Meal, PersonDay, School, Timing, Worker};
pub use edit::{
    NewRule, add_preset, add_rule, add_set, remove_rule, remove_set, set_age, set_agreement,
    set_param,
};
pub use evaluate::of_day;
pub use finding::{Finding, Overridden, Why, total};
pub(crate) use minors::Row;
pub use money::{Money, Rate, amount_text, parse_amount};
pub use next::{Limit, Live};
pub use overrides::{Key, accept, accepted, mark, override_finding, retract, take_back};
pub use planned::{KINDS as PLANNED_KINDS, findings_of_day, planned, planned_day, worker, workers};
pub use preset::{Preset, PresetRule, VERSION, preset, presets};
pub use set::{KINDS, Rule, RuleSet, Rulebook};
pub use what::{AppliesTo, Param, Place, Unit, What, severity, severity_name};
pub use zone::{Shift, Zone};

#[cfg(test)]
mod tests;
