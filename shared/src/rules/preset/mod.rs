//! Rule sets that a production can start from, as data. Adding one writes records: from then on
//! the production's own copy holds, and what stands here changes nothing any more.
//!
//! Where sources disagree there is one preset for each reading (DOMAIN, CONFLICT). Amounts and
//! hours are those of the named source when it was read; agreements are renewed every few years.

mod crew;
mod law;
mod minors;
mod sag;
mod stage;

use crate::conflict::Severity;

use super::what::{AppliesTo, Param, Place, What};

/// The version of all presets: the month in which their sources were read.
pub const VERSION: &str = "2026-11";

/// A rule of a preset.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PresetRule {
    /// Its name within the preset, which stays.
    pub key: &'static str,
    pub what: What,
    pub severity: Severity,
    pub place: Place,
    pub citation: &'static str,
    pub params: &'static [(Param, i64)],
}

impl PresetRule {
    pub fn get(&self, param: Param) -> Option<i64> {
        let found = self.params.iter().find(|(p, _)| *p == param)?;
        Some(found.1)
    }
}

/// A rule set to start from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Preset {
    /// Its name in records, which stays.
    pub key: &'static str,
    pub name: &'static str,
    pub jurisdiction: &'static str,
    pub agreement: &'static str,
    /// A civil date, or nothing where the source names none.
    pub valid_from: &'static str,
    pub source: &'static str,
    pub applies_to: AppliesTo,
    pub currency: &'static str,
    /// Its rules, in groups that several presets share.
    pub rules: &'static [&'static [PresetRule]],
}

impl Preset {
    /// Lists the rules in their order.
    pub fn all(&self) -> impl Iterator<Item = &'static PresetRule> + use<> {
        self.rules.iter().copied().flatten()
    }

    /// Returns a rule by its name.
    pub fn rule(&self, key: &str) -> Option<&'static PresetRule> {
        self.all().find(|rule| rule.key == key)
    }
}

/// Lists all presets, in the order in which they are offered.
pub fn presets() -> impl Iterator<Item = &'static Preset> {
    [
        sag::PRESETS,
        crew::PRESETS,
        law::PRESETS,
        stage::PRESETS,
        minors::PRESETS,
    ]
    .into_iter()
    .flatten()
}

/// Returns a preset by its name.
pub fn preset(key: &str) -> Option<&'static Preset> {
    presets().find(|preset| preset.key == key)
}

const fn rule(
    key: &'static str,
    what: What,
    severity: Severity,
    citation: &'static str,
    params: &'static [(Param, i64)],
) -> PresetRule {
    PresetRule {
        key,
        what,
        severity,
        place: Place::Anywhere,
        citation,
        params,
    }
}

const fn at(place: Place, rule: PresetRule) -> PresetRule {
    PresetRule { place, ..rule }
}

const fn h(hours: i64) -> i64 {
    hours * 60
}
