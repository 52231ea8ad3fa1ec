//! Minors: how long and how late they may work, by the production's own rule sets: the table that
//! call sheets and the set are asked about as well. Where an age cannot be read here, only what
//! holds for every age is certain; the rest is said as the age it would take.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use crate::board::{DayView, Layout};
use crate::book::Book;
use crate::heading::{IntExt, Light};
use crate::id::Id;
use crate::kind::Kind;
use crate::people::Group;
use crate::rules::{self, Param, Row, RuleSet, Rulebook, School, What, Worker};
use crate::scene::SceneView;

use super::facts::Facts;
use super::{Conflict, Rule, Severity, Who, Why};

/// Who is a minor, the sets of rules that are about minors, and what was said for their days.
#[derive(Clone, Debug, Default)]
pub(super) struct Minors {
    workers: HashMap<Who, Worker>,
    sets: Vec<RuleSet>,
    /// By the day's plan and the person.
    said: HashMap<(Id, Id), Said>,
}

/// What a person's call says of a day.
#[derive(Clone, Copy, Debug)]
struct Said {
    school: Option<School>,
    wrap_min: Option<i64>,
}

/// A minor's scenes of one day.
#[derive(Default)]
struct Share {
    scenes: Vec<Id>,
    est_min: i64,
    nights: Vec<Id>,
}

/// What a rule allows, and how grave it is to have more.
struct Limit<'a> {
    rule: &'a rules::Rule,
    min: i64,
    school: School,
    severity: Severity,
    age_known: bool,
}

/// The longest day of a minor whose age cannot be read.
struct Longest {
    est_min: i64,
    day: Id,
    scenes: Vec<Id>,
    row: Id,
    from_months: i64,
}

/// What is said once of a board.
#[derive(Default)]
struct Once<'a> {
    /// Those whom no set of rules is about.
    without: BTreeSet<&'a Who>,
    longest: BTreeMap<&'a Who, Longest>,
    no_row: BTreeMap<&'a Who, (Id, Id, Vec<Id>)>,
}

impl Minors {
    pub(super) fn of(book: &Book) -> Self {
        let workers = workers(book);
        if workers.is_empty() {
            return Self::default();
        }
        let is_about = |set: &RuleSet| {
            let mut rules = set.all(What::MinorHours).chain(set.all(What::MinorClock));
            rules.next().is_some()
        };
        let mut sets = Rulebook::of(book).sets;
        sets.retain(is_about);
        let calls = book.all(&Kind::Call).filter_map(|call| {
            let (day, person) = call.id.parts()?;
            let said = Said {
                school: School::parse(call.text("school")),
                wrap_min: call.int("wrap_est"),
            };
            let is_said = said.school.is_some() || said.wrap_min.is_some();
            is_said.then_some(((day, person), said))
        });
        let said = calls
            .filter(|((_, person), _)| workers.contains_key(&Who::Person(person.clone())))
            .collect();
        Self {
            workers,
            sets,
            said,
        }
    }

    fn said(&self, day: &Id, who: &Who) -> Option<&Said> {
        let Who::Person(person) = who else {
            return None;
        };
        self.said.get(&(day.clone(), person.clone()))
    }

    /// Lists the sets under which a minor works on a date. Before there are dates, those that no
    /// newer one follows.
    fn sets(&self, worker: &Worker, date: Option<Date>) -> impl Iterator<Item = &RuleSet> {
        self.sets.iter().filter(move |set| {
            let is_in_force = date.map_or(set.until.is_none(), |date| set.covers(date));
            is_in_force && set.applies(worker)
        })
    }
}

/// Lists who is a minor, as the rules see them. Whoever plays a part that is marked is the one.
fn workers(book: &Book) -> HashMap<Who, Worker> {
    let mut out = HashMap::new();
    let mut add = |who: Who| {
        let worker = match &who {
            Who::Person(id) => book
                .get(&Kind::Person, id)
                .map(|person| rules::worker(book, person, true)),
            _ => None,
        };
        let worker = worker.unwrap_or_else(|| Worker {
            minor: true,
            ..Worker::new(who.id().clone(), Group::Cast)
        });
        out.insert(who, worker);
    };
    for person in book.all(&Kind::Person) {
        if person.flag("minor") || person.flag("flag/minor") {
            add(Who::Person(person.id.clone()));
        }
    }
    let parts: [(Kind, fn(Id) -> Who); 2] = [
        (Kind::Character, Who::Character),
        (Kind::Element, Who::Element),
    ];
    for (kind, who) in parts {
        for record in book.all(&kind).filter(|record| record.flag("flag/minor")) {
            let played = record.link("person").map(Who::Person);
            add(played.unwrap_or_else(|| who(record.id.clone())));
        }
    }
    out
}

/// What a date is to school, and whether somebody said so.
fn school_of(said: Option<School>, date: Option<Date>) -> (School, bool) {
    let usual = date.map_or(School::Day, School::of);
    (said.unwrap_or(usual), said.is_some())
}

/// A calendar of schools that nobody has said may still save what is only too much for a school
/// day.
fn severity(rule: &rules::Rule, is_certain: bool) -> Severity {
    if is_certain {
        rule.severity
    } else {
        rule.severity.max(Severity::Warn)
    }
}

fn strictest<'a>(limits: impl Iterator<Item = Limit<'a>>) -> Option<Limit<'a>> {
    limits.min_by_key(|limit| (limit.severity, limit.min))
}

impl Facts {
    fn shares(&self, day: &DayView) -> BTreeMap<&Who, Share> {
        let mut out: BTreeMap<&Who, Share> = BTreeMap::new();
        for scene in day.strips().filter(|scene| !scene.is_omitted) {
            for who in self.members(&scene.id) {
                if !self.minors.workers.contains_key(who) {
                    continue;
                }
                let share = out.entry(who).or_default();
                share.scenes.push(scene.id.clone());
                let minutes = scene.est_min.unwrap_or_default();
                share.est_min = share.est_min.saturating_add(minutes);
                if is_night_outside(scene) {
                    share.nights.push(scene.id.clone());
                }
            }
        }
        out
    }

    pub(super) fn minors(&self, layout: &Layout, out: &mut Vec<Conflict>) {
        if self.minors.workers.is_empty() {
            return;
        }
        let plans: HashMap<Date, &Id> = layout
            .days
            .iter()
            .filter_map(|day| Some((day.date?, &day.plan)))
            .collect();
        let mut once = Once::default();
        for day in &layout.days {
            let tomorrow = day.date.and_then(|date| date.tomorrow().ok());
            let next = tomorrow.and_then(|date| plans.get(&date).copied());
            for (who, share) in self.shares(day) {
                let Some(worker) = self.minors.workers.get(who) else {
                    continue;
                };
                let mut sets = self.minors.sets(worker, day.date).peekable();
                if sets.peek().is_none() {
                    once.without.insert(who);
                    continue;
                }
                let sets: Vec<&RuleSet> = sets.collect();
                let said = next.and_then(|plan| self.minors.said(plan, who));
                let school = school_of(said.and_then(|said| said.school), tomorrow);
                out.extend(self.minor_late(day, who, &share, &sets, school));
                out.extend(self.minor_hours(day, who, &share, &sets, worker));
                once.ages(day, who, share, &sets, worker);
            }
        }
        once.say(out);
    }

    fn minor_late(
        &self,
        day: &DayView,
        who: &Who,
        share: &Share,
        sets: &[&RuleSet],
        (school, is_said): (School, bool),
    ) -> Option<Conflict> {
        let own = self.minors.said(&day.plan, who);
        let company = self.times.get(&day.plan).and_then(|times| times.wrap);
        // Minors are often released before the company.
        let wrap_min = own.and_then(|said| said.wrap_min).or(company);
        let scenes = match wrap_min {
            Some(_) => &share.scenes,
            None if share.nights.is_empty() => return None,
            None => &share.nights,
        };
        let clocks = sets.iter().flat_map(|set| set.all(What::MinorClock));
        let limits = clocks.filter_map(|rule| {
            let min = rule.minor_latest_at(school)?;
            let is_certain = match wrap_min {
                Some(wrap) if wrap <= min => return None,
                Some(wrap) => {
                    let free = rule.minor_latest_at(School::Free);
                    is_said || free.is_some_and(|latest| wrap > latest)
                }
                // A night exterior says nothing about the hour.
                None => false,
            };
            Some(Limit {
                rule,
                min,
                school,
                severity: severity(rule, is_certain),
                age_known: true,
            })
        });
        let limit = strictest(limits)?;
        let why = Why::MinorLate {
            wrap_min,
            latest_min: limit.min,
            school_tomorrow: limit.school != School::Free,
            rule: limit.rule.id.clone(),
        };
        Some(conflict(
            Rule::MinorLate,
            limit.severity,
            who,
            day,
            scenes,
            why,
        ))
    }

    fn minor_hours(
        &self,
        day: &DayView,
        who: &Who,
        share: &Share,
        sets: &[&RuleSet],
        worker: &Worker,
    ) -> Option<Conflict> {
        let said = self.minors.said(&day.plan, who);
        let (school, is_said) = school_of(said.and_then(|said| said.school), day.date);
        let limits = sets.iter().filter_map(|set| {
            let (rule, age_known) = match set.minor_row(worker.age_from_months)? {
                Row::Known(rule) => (rule, true),
                Row::Unknown(rule) => (rule, false),
                Row::None(_) => return None,
            };
            let min = rule.minor_work_min(school, age_known)?;
            if share.est_min <= min {
                return None;
            }
            let free = rule.minor_work_min(School::Free, age_known);
            let is_certain = is_said || free.is_some_and(|most| share.est_min > most);
            Some(Limit {
                rule,
                min,
                school,
                severity: severity(rule, is_certain),
                age_known,
            })
        });
        let limit = strictest(limits)?;
        let why = Why::MinorHours {
            est_min: share.est_min,
            limit_min: limit.min,
            age_known: limit.age_known,
            school_day: limit.school != School::Free,
            rule: limit.rule.id.clone(),
        };
        let (rule, scenes) = (Rule::MinorHours, &share.scenes);
        Some(conflict(rule, limit.severity, who, day, scenes, why))
    }
}

impl<'a> Once<'a> {
    /// Takes down what depends on an age that is not known here, or that a table has no row for.
    fn ages(
        &mut self,
        day: &DayView,
        who: &'a Who,
        share: Share,
        sets: &[&RuleSet],
        worker: &Worker,
    ) {
        let mut oldest: Option<(i64, Id)> = None;
        for set in sets {
            match set.minor_row(worker.age_from_months) {
                Some(Row::None(rule)) => {
                    let place = || (rule.id.clone(), day.id.clone(), share.scenes.clone());
                    self.no_row.entry(who).or_insert_with(place);
                }
                Some(Row::Unknown(_)) => {
                    let rows = set.minor_rows();
                    let may = |rule: &&&rules::Rule| {
                        let most = rule.minor_work_min(School::Free, true);
                        most.is_none_or(|most| share.est_min <= most)
                    };
                    if let Some(row) = rows.iter().find(may) {
                        let from = row.get(Param::FromMonths).unwrap_or_default();
                        if oldest.as_ref().is_none_or(|(known, _)| from > *known) {
                            oldest = Some((from, row.id.clone()));
                        }
                    }
                }
                Some(Row::Known(_)) | None => {}
            }
        }
        let is_longer = |known: &Longest| share.est_min > known.est_min;
        if let Some((from_months, row)) = oldest
            && share.est_min > 0
            && self.longest.get(who).is_none_or(is_longer)
        {
            let longest = Longest {
                est_min: share.est_min,
                day: day.id.clone(),
                scenes: share.scenes,
                row,
                from_months,
            };
            self.longest.insert(who, longest);
        }
    }

    fn say(self, out: &mut Vec<Conflict>) {
        let info = |rule, who: &Who, day, scenes, why| Conflict {
            rule,
            severity: Severity::Info,
            who: Some(who.clone()),
            scenes,
            days: vec![day],
            why,
        };
        for (who, longest) in self.longest {
            let why = Why::MinorAge {
                est_min: longest.est_min,
                from_months: longest.from_months,
                rule: longest.row,
            };
            out.push(info(Rule::MinorAge, who, longest.day, longest.scenes, why));
        }
        for (who, (rule, day, scenes)) in self.no_row {
            let why = Why::MinorNoRow { rule };
            out.push(info(Rule::MinorNoRow, who, day, scenes, why));
        }
        if !self.without.is_empty() {
            out.push(Conflict {
                rule: Rule::MinorNoRules,
                severity: Severity::Warn,
                who: None,
                scenes: Vec::new(),
                days: Vec::new(),
                why: Why::MinorNoRules {
                    minors: self.without.len(),
                },
            });
        }
    }
}

fn conflict(
    rule: Rule,
    severity: Severity,
    who: &Who,
    day: &DayView,
    scenes: &[Id],
    why: Why,
) -> Conflict {
    Conflict {
        rule,
        severity,
        who: Some(who.clone()),
        scenes: scenes.to_vec(),
        days: vec![day.id.clone()],
        why,
    }
}

// A night interior is often shot by day behind black cloth: nothing is known of its hour.
fn is_night_outside(scene: &SceneView) -> bool {
    scene.light() == Some(Light::Night) && scene.int_ext != IntExt::Int
}
