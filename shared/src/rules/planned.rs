//! The planned days of everybody on the call sheets: what the rules are asked about before a day
//! is shot.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;

use crate::book::Book;
use crate::calendar::parse_date;
use crate::callsheet::draft::{MIN_PER_EIGHTH, draft_with};
use crate::callsheet::plan::Plan;
use crate::callsheet::sheet::{CallSheet, SceneLine};
use crate::id::Id;
use crate::kind::Kind;
use crate::people::Group;
use crate::record::Record;

use super::day::{Meal, PersonDay, School, Timing, Worker};
use super::evaluate::of_day;
use super::finding::Finding;
use super::money::Rate;
use super::overrides::mark;
use super::set::Rulebook;
use super::zone::{Zone, day_number};

/// The kinds that planned findings read.
pub const KINDS: &[Kind] = &[
    Kind::Production,
    Kind::Department,
    Kind::Person,
    Kind::Character,
    Kind::Element,
    Kind::Location,
    Kind::Scene,
    Kind::Board,
    Kind::Unit,
    Kind::Strip,
    Kind::Row,
    Kind::Day,
    Kind::Date,
    Kind::Call,
    Kind::Issue,
    Kind::RuleSet,
    Kind::Rule,
    Kind::Override,
    Kind::Reason,
    Kind::Private,
    Kind::Rate,
    Kind::Category,
    Kind::Event,
];

/// Rest and weeks before a day are read over so many dates.
const BACK_DAYS: i64 = 14;

/// Returns somebody as the rules see them. The age band and the rate are read where this device
/// may read them; otherwise they are not known.
pub fn worker(book: &Book, person: &Record, marked_minor: bool) -> Worker {
    let id = &person.id;
    let age = book.get(&Kind::Private, id);
    let rate = book.get(&Kind::Rate, id).map(|record| Rate {
        hourly: record.int("hour_minor").filter(|n| *n >= 0),
        daily: record.int("day_minor").filter(|n| *n >= 0),
        currency: record.text("currency").into(),
    });
    Worker {
        person: id.clone(),
        group: Group::parse(person.text("group")),
        agreement: person.text("agreement").to_owned(),
        minor: marked_minor || person.flag("minor") || person.flag("flag/minor"),
        age_from_months: age
            .and_then(|record| record.int("age_from_months"))
            .filter(|n| *n >= 0),
        rate: rate.filter(|rate| rate.hourly.is_some() || rate.daily.is_some()),
    }
}

/// Lists everybody, by id. Whoever plays a part that is marked as a minor's is one.
pub fn workers(book: &Book) -> BTreeMap<Id, Worker> {
    let marked: HashSet<Id> = [Kind::Character, Kind::Element]
        .iter()
        .flat_map(|kind| book.all(kind))
        .filter(|record| record.flag("flag/minor"))
        .filter_map(|record| record.link("person"))
        .collect();
    book.all(&Kind::Person)
        .map(|record| {
            let worker = worker(book, record, marked.contains(&record.id));
            (record.id.clone(), worker)
        })
        .collect()
}

/// Reads everybody's planned day from a sheet, a draft or an issued one. Whoever has no call, or
/// is only on call, has none. A sheet without a date gives nothing.
pub fn planned_day(book: &Book, sheet: &CallSheet) -> Vec<(Id, PersonDay)> {
    let (Some(day), Some(date)) = (&sheet.day, parse_date(&sheet.date)) else {
        return Vec::new();
    };
    let frame = Frame::of(book, sheet, day, date);
    let mut out = Vec::new();
    for line in sheet.cast.iter().filter(|line| !line.on_call) {
        let Some(person) = &line.person else {
            continue;
        };
        let mut own = frame.day(book, person);
        own.pickup = line.pickup;
        own.call = line.call;
        own.makeup = line.makeup;
        own.wardrobe = line.wardrobe;
        own.set = line.set;
        frame.perform(&mut own, &line.scenes);
        out.push((person.clone(), own));
    }
    for line in &sheet.background {
        let Some(person) = &line.person else {
            continue;
        };
        let mut own = frame.day(book, person);
        own.call = line.call;
        own.set = line.set;
        frame.perform(&mut own, &line.scenes);
        out.push((person.clone(), own));
    }
    let crew = sheet.crew.iter().flat_map(|group| &group.people);
    for line in crew.filter(|line| !line.on_call) {
        let Some(person) = &line.person else {
            continue;
        };
        let mut own = frame.day(book, person);
        own.pickup = line.pickup;
        own.call = line.call;
        out.push((person.clone(), own));
    }
    out.retain_mut(|(_, own)| frame.finish(own));
    out
}

/// What holds for everybody on a sheet.
struct Frame<'a> {
    sheet: &'a CallSheet,
    day: &'a Id,
    plain: PersonDay,
    scenes: HashMap<&'a Id, &'a SceneLine>,
}

impl<'a> Frame<'a> {
    fn of(book: &Book, sheet: &'a CallSheet, day: &'a Id, date: Date) -> Self {
        let scenes: HashMap<&Id, &SceneLine> = sheet
            .scenes
            .iter()
            .filter_map(|line| Some((line.scene.as_ref()?, line)))
            .collect();
        let is_at = |flag: &str| {
            let places = sheet.locations.iter().filter_map(|p| p.location.as_ref());
            places
                .filter_map(|id| book.get(&Kind::Location, id))
                .any(|record| record.flag(flag))
        };
        let mut plain = PersonDay::new(day.clone(), date, Timing::Planned);
        plain.outside_zone = is_at("outside_zone");
        plain.overnight = is_at("overnight");
        plain.exterior = sheet
            .scenes
            .iter()
            .any(|line| line.int_ext.contains("EXT") || line.int_ext == "I/E");
        Self {
            sheet,
            day,
            plain,
            scenes,
        }
    }

    fn day(&self, book: &Book, person: &Id) -> PersonDay {
        let mut own = self.plain.clone();
        if let Some(call) = book.get(&Kind::Call, &Id::joined(self.day, person)) {
            own.wrap = call.int("wrap_est");
            own.school = School::parse(call.text("school")).unwrap_or(own.school);
        }
        own
    }

    /// Puts in what follows from the sheet, once somebody's own times are known: the wrap, and
    /// lunch where they are there for it.
    fn finish(&self, own: &mut PersonDay) -> bool {
        let Some(first) = own.first_call() else {
            return false;
        };
        // Whoever is called after the wrap has no wrap of this day.
        own.wrap = own.wrap.or(self.sheet.wrap.filter(|wrap| *wrap > first));
        if let Some(from) = self.sheet.lunch {
            let length = self.sheet.lunch_min.unwrap_or(0);
            let to = from.saturating_add(length);
            let is_there = first < from && own.wrap.is_none_or(|wrap| wrap > from);
            if is_there && length > 0 {
                own.meals = vec![Meal { from, to: Some(to) }];
            }
        }
        true
    }

    /// Puts in what follows from a performer's scenes: how long they work, and their wrap behind
    /// the last one.
    fn perform(&self, own: &mut PersonDay, scenes: &[Id]) {
        let lines: Vec<&SceneLine> = scenes
            .iter()
            .filter_map(|id| self.scenes.get(id).copied())
            .collect();
        if lines.is_empty() {
            return;
        }
        let minutes = |line: &SceneLine| {
            line.est_min
                .unwrap_or_else(|| i64::from(line.eighths).saturating_mul(MIN_PER_EIGHTH))
        };
        let work = lines.iter().map(|line| minutes(line));
        own.work_min = Some(work.fold(0, i64::saturating_add));
        let ends = lines
            .iter()
            .filter_map(|line| Some(line.start?.saturating_add(minutes(line))));
        own.wrap = own.wrap.or(ends.max());
    }
}

/// Returns everybody with their planned days on the active board, of the shoot days whose place
/// in the plan is asked for.
pub fn planned(
    book: &Book,
    plan: &Plan,
    wanted: impl Fn(usize) -> bool,
) -> Vec<(Worker, Vec<PersonDay>)> {
    let mut days: HashMap<Id, Vec<PersonDay>> = HashMap::new();
    for (n, shoot_day) in plan.days.iter().enumerate() {
        if shoot_day.date.is_empty() || !wanted(n) {
            continue;
        }
        let sheet = draft_with(book, &shoot_day.id, plan);
        for (person, own) in planned_day(book, &sheet) {
            days.entry(person).or_default().push(own);
        }
    }
    workers(book)
        .into_iter()
        .filter_map(|(id, worker)| {
            let mut own = days.remove(&id)?;
            carry_school(&mut own);
            Some((worker, own))
        })
        .collect()
}

/// A day before a shoot day knows what that one's school is, where somebody said so.
fn carry_school(days: &mut [PersonDay]) {
    let known: HashMap<i64, School> = days
        .iter()
        .map(|day| (day_number(day.date), day.school))
        .collect();
    for day in days {
        if let Some(school) = known.get(&(day_number(day.date) + 1)) {
            day.school_tomorrow = *school;
        }
    }
}

/// Lists what the rules find in the plan of one day, the gravest first: overridden findings are
/// marked. Two weeks before the day are read, for rest and weeks, and the day after it, for its
/// school: an average over more of them takes all findings of the plan.
pub fn findings_of_day(book: &Book, day: &Id, zone: &Zone) -> Vec<Finding> {
    let rulebook = Rulebook::of(book);
    let plan = Plan::of(book);
    let Some(at) = plan.position(day).filter(|_| !rulebook.sets.is_empty()) else {
        return Vec::new();
    };
    let number = |n: usize| {
        let date = plan.days.get(n).and_then(|day| parse_date(&day.date))?;
        Some(day_number(date))
    };
    let Some(today) = number(at) else {
        return Vec::new();
    };
    let is_near = |n: usize| n <= at + 1 && number(n).is_some_and(|d| today - d <= BACK_DAYS);
    let mut people = planned(book, &plan, is_near);
    for (_, days) in &mut people {
        days.retain(|own| day_number(own.date) <= today);
    }
    let on_day = people
        .iter()
        .filter(|(_, days)| days.iter().any(|own| own.day == *day));
    let mut all: Vec<Finding> = Vec::new();
    for (worker, days) in on_day {
        let found = rulebook.findings(worker, days, zone);
        all.extend(of_day(&found, day).into_iter().cloned());
    }
    mark(book, &mut all);
    all.sort_by_key(|finding| (finding.overridden.is_some(), finding.severity));
    all
}
