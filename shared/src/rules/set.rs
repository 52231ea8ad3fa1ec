//! Rule sets as the production has them: read from its records, never from the presets.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::book::Book;
use crate::calendar::parse_date;
use crate::conflict::Severity;
use crate::id::Id;
use crate::kind::Kind;
use crate::people::{Group, fold};
use crate::record::Record;

use super::day::Worker;
use super::what::{self, AppliesTo, Param, Place, What};

/// The kinds that rule sets are made of.
pub const KINDS: &[Kind] = &[Kind::RuleSet, Kind::Rule];

/// One rule of a set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    pub id: Id,
    pub set: Id,
    pub what: What,
    pub severity: Severity,
    pub place: Place,
    /// For people: who says so, and what is not sure about it.
    pub citation: Arc<str>,
    params: [Option<i64>; Param::COUNT],
    pub order: String,
}

impl Rule {
    /// Returns a number of the rule; one that cannot be is as good as none.
    pub fn get(&self, param: Param) -> Option<i64> {
        self.params[param as usize]
    }

    pub(super) fn or(&self, param: Param, otherwise: i64) -> i64 {
        self.get(param).unwrap_or(otherwise)
    }

    pub(super) fn is(&self, param: Param) -> bool {
        self.get(param) == Some(1)
    }

    /// Lists the numbers without which the rule says nothing; empty: it is in force.
    pub fn missing(&self) -> Vec<Param> {
        let required = self.what.required().iter().copied();
        required.filter(|p| self.get(*p).is_none()).collect()
    }

    fn of(record: &Record) -> Option<Self> {
        let what = What::parse(record.text("what"))?;
        let mut params = [None; Param::COUNT];
        for param in what.params() {
            params[param as usize] = record.int(param.as_str()).filter(|n| param.allows(*n));
        }
        Some(Self {
            id: record.id.clone(),
            set: record.link("set")?,
            what,
            severity: what::severity(record.text("severity")),
            place: Place::parse(record.text("place")).unwrap_or(Place::Anywhere),
            citation: record.text("citation").into(),
            params,
            order: record.text("order").to_owned(),
        })
    }
}

/// A rule set with its rules.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleSet {
    pub id: Id,
    pub name: String,
    pub jurisdiction: String,
    pub agreement: String,
    /// The set holds from this date on; nothing: from the first day.
    pub valid_from: Option<Date>,
    /// A newer set of the same agreement takes its place from this date on.
    pub until: Option<Date>,
    pub source: String,
    pub applies_to: AppliesTo,
    /// ISO 4217, of the rules' amounts.
    pub currency: Arc<str>,
    /// Which preset it was made from, and that preset's version.
    pub preset: String,
    pub preset_version: String,
    pub order: String,
    pub rules: Vec<Rule>,
}

impl RuleSet {
    fn of(record: &Record) -> Self {
        let text = |field: &str| record.text(field).to_owned();
        Self {
            id: record.id.clone(),
            name: text("name"),
            jurisdiction: text("jurisdiction"),
            agreement: text("agreement"),
            valid_from: parse_date(record.text("valid_from")),
            until: None,
            source: text("source"),
            applies_to: AppliesTo::parse(record.text("applies_to")).unwrap_or(AppliesTo::Agreement),
            currency: record.text("currency").into(),
            preset: text("preset"),
            preset_version: text("preset_version"),
            order: text("order"),
            rules: Vec::new(),
        }
    }

    /// Says whether the set is in force on a date.
    pub fn covers(&self, date: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= date) && self.until.is_none_or(|end| date < end)
    }

    /// Says whether somebody works under the set: by the agreement on their card; whoever names
    /// none works under the sets of their group. Laws hold for everyone.
    pub fn applies(&self, worker: &Worker) -> bool {
        let agreement = fold(&worker.agreement);
        let of_group = |group: Group| match agreement.trim() {
            "" => worker.group == group,
            named => named == fold(&self.agreement).trim(),
        };
        match self.applies_to {
            AppliesTo::Everyone => true,
            AppliesTo::Minors => worker.minor,
            AppliesTo::Cast => of_group(Group::Cast),
            AppliesTo::Crew => of_group(Group::Crew),
            AppliesTo::Background => of_group(Group::Background),
            AppliesTo::Agreement => {
                !agreement.trim().is_empty() && agreement.trim() == fold(&self.agreement).trim()
            }
        }
    }

    /// Lists the rules of a kind that are in force.
    pub(crate) fn all(&self, what: What) -> impl Iterator<Item = &Rule> {
        self.rules
            .iter()
            .filter(move |rule| rule.what == what && rule.missing_none())
    }

    pub(super) fn first(&self, what: What) -> Option<&Rule> {
        self.all(what).next()
    }

    /// Returns the minutes that a day's pay is for: those before the first overtime, else eight
    /// hours.
    pub(super) fn day_min(&self) -> i64 {
        let tiers = self.all(What::Overtime);
        tiers
            .filter_map(|rule| rule.get(Param::AfterMin))
            .min()
            .unwrap_or(8 * 60)
    }
}

impl Rule {
    fn missing_none(&self) -> bool {
        let mut required = self.what.required().iter();
        required.all(|p| self.get(*p).is_some())
    }
}

/// All rule sets of a production.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rulebook {
    pub sets: Vec<RuleSet>,
}

impl Rulebook {
    /// Reads the sets in their order, each with its rules in theirs.
    pub fn of(book: &Book) -> Self {
        let mut sets: Vec<RuleSet> = book
            .all(&Kind::RuleSet)
            .map(|record| RuleSet::of(record))
            .collect();
        let mut rules: HashMap<Id, Vec<Rule>> = HashMap::new();
        for rule in book.all(&Kind::Rule).filter_map(|record| Rule::of(record)) {
            rules.entry(rule.set.clone()).or_default().push(rule);
        }
        for set in &mut sets {
            set.rules = rules.remove(&set.id).unwrap_or_default();
            set.rules
                .sort_by(|a, b| (&a.order, &a.id).cmp(&(&b.order, &b.id)));
        }
        sets.sort_by(|a, b| (&a.order, &a.id).cmp(&(&b.order, &b.id)));
        succeed(&mut sets);
        Self { sets }
    }

    /// Returns a set.
    pub fn set(&self, id: &Id) -> Option<&RuleSet> {
        self.sets.iter().find(|set| set.id == *id)
    }

    /// Returns a rule with its set.
    pub fn rule(&self, id: &Id) -> Option<(&RuleSet, &Rule)> {
        self.sets.iter().find_map(|set| {
            let rule = set.rules.iter().find(|rule| rule.id == *id)?;
            Some((set, rule))
        })
    }

    /// Lists the agreements that cards can name, each once.
    pub fn agreements(&self) -> Vec<&str> {
        let mut out: Vec<&str> = Vec::new();
        for set in &self.sets {
            let name = set.agreement.trim();
            if !name.is_empty() && !out.iter().any(|known| fold(known) == fold(name)) {
                out.push(name);
            }
        }
        out
    }
}

/// A set of the same agreement, place and people that begins later takes over. Two that begin on
/// the same date are two readings: both hold until somebody takes one away.
fn succeed(sets: &mut [RuleSet]) {
    let lineage = |set: &RuleSet| {
        (
            fold(&set.agreement),
            fold(&set.jurisdiction),
            set.applies_to,
        )
    };
    let known: Vec<_> = sets
        .iter()
        .map(|set| (lineage(set), set.valid_from))
        .collect();
    for set in sets {
        let own = lineage(set);
        if own.0.trim().is_empty() {
            continue;
        }
        set.until = known
            .iter()
            .filter(|(other, from)| *other == own && *from > set.valid_from)
            .filter_map(|(_, from)| *from)
            .min();
    }
}
