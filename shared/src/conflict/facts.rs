//! What the rules know beside the board itself, read once: who is in a scene, when they are away,
//! what is planned for a day, what other units shoot.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::board::{self, Layout, Limits};
use crate::book::Book;
use crate::calendar::parse_date;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;
use crate::scene::SceneView;
use crate::sun;

use super::minor::Minors;
use super::rest::RestRule;
use super::{Conflict, Who};

/// The rules that hold, as data.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Rules {
    pub rest: RestRule,
}

/// What the rules know beside the board. It stays right while only rows of this board move.
#[derive(Clone, Debug)]
pub struct Facts {
    pub(super) rules: Rules,
    pub(super) limits: Limits,
    pub(super) members: HashMap<Id, Vec<Who>>,
    pub(super) away: HashMap<Who, Vec<Away>>,
    pub(super) engaged: HashMap<Id, (Option<Date>, Option<Date>)>,
    pub(super) minors: Minors,
    pub(super) times: HashMap<Id, Times>,
    /// Of the production, where it is known.
    pub(super) zone: Option<TimeZone>,
    /// What each element or character brings along.
    pub(super) links: HashMap<Who, Vec<Who>>,
    /// Who works for another unit on a date: its board and day.
    pub(super) busy: HashMap<(Id, Date), (Id, Id)>,
    /// The scenes that another unit's active board has in a day: its board and day.
    pub(super) elsewhere: HashMap<Id, (Id, Id)>,
}

/// A stretch of dates on which somebody is not there, both included.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Away {
    pub event: Id,
    pub from: Date,
    pub to: Date,
}

/// What was typed for a day, in minutes from its midnight.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Times {
    pub general_call: Option<i64>,
    pub wrap: Option<i64>,
}

impl Facts {
    /// Reads what the rules need for a board.
    pub fn of(book: &Book, layout: &Layout, rules: Rules) -> Self {
        let mut facts = Self {
            rules,
            limits: Limits::of(book, &layout.board),
            members: HashMap::new(),
            away: away(book),
            engaged: engaged(book),
            minors: Minors::of(book),
            times: times(book),
            zone: book.production().and_then(|p| sun::zone(p.text("zone"))),
            links: links(book),
            busy: HashMap::new(),
            elsewhere: HashMap::new(),
        };
        let staff: HashMap<&Id, Id> = book
            .all(&Kind::Element)
            .filter_map(|element| Some((&element.id, element.link("person")?)))
            .collect();
        for scene in layout.scenes() {
            let record = book.get(&Kind::Scene, &scene.id);
            let members = members(book, scene, record, &staff);
            facts.members.insert(scene.id.clone(), members);
        }
        facts.read_units(book, layout);
        facts
    }

    fn read_units(&mut self, book: &Book, layout: &Layout) {
        let unit = board::unit_of(book, &layout.board);
        let others = board::actives(book)
            .into_iter()
            .filter(|(other, board)| *other != unit && *board != layout.board);
        for (_, board) in others {
            let other = board::layout(book, &board);
            for day in &other.days {
                for scene in day.strips().filter(|scene| !scene.is_omitted) {
                    let place = (board.clone(), day.id.clone());
                    if let Some(date) = day.date {
                        for who in self.members.get(&scene.id).into_iter().flatten() {
                            if let Who::Person(person) = who {
                                self.busy.insert((person.clone(), date), place.clone());
                            }
                        }
                    }
                    self.elsewhere.insert(scene.id.clone(), place);
                }
            }
        }
    }

    /// Lists the conflicts of a board, the gravest first, then by rule, then by day.
    pub fn conflicts(&self, layout: &Layout) -> Vec<Conflict> {
        let mut out = Vec::new();
        for day in &layout.days {
            self.absences(day, &mut out);
            self.limits(day, &mut out);
        }
        self.rests(layout, &mut out);
        self.minors(layout, &mut out);
        self.scenes(layout, &mut out);
        // Stable: within a rule the order of the board stays.
        out.sort_by_key(|conflict| (conflict.severity, conflict.rule));
        out
    }

    /// Lists who and what a scene needs: its persons, characters, elements and location.
    pub fn members(&self, scene: &Id) -> &[Who] {
        self.members.get(scene).map_or(&[], Vec::as_slice)
    }

    /// Says whether another unit's active board has a scene in a day.
    pub fn is_elsewhere(&self, scene: &Id) -> bool {
        self.elsewhere.contains_key(scene)
    }

    /// Says whether dates matter for a scene at all.
    pub fn is_bound(&self, scene: &Id) -> bool {
        self.members(scene).iter().any(|who| {
            self.away.contains_key(who)
                || matches!(who, Who::Person(person) if self.engaged.contains_key(person))
                || (matches!(who, Who::Person(_)) && !self.busy.is_empty())
        })
    }

    /// Says whether a scene cannot be shot on a date: somebody or something it needs is away, not
    /// engaged, or working for another unit.
    pub fn is_forbidden(&self, scene: &Id, date: Date) -> bool {
        self.members(scene).iter().any(|who| {
            let is_away = self.away_on(who, date).is_some();
            let Who::Person(person) = who else {
                return is_away;
            };
            is_away
                || self.engagement_without(person, date).is_some()
                || self.busy.contains_key(&(person.clone(), date))
        })
    }
}

fn members(
    book: &Book,
    scene: &SceneView,
    record: Option<&Arc<Record>>,
    staff: &HashMap<&Id, Id>,
) -> Vec<Who> {
    let mut people = BTreeSet::new();
    let mut out = Vec::new();
    for cast in &scene.cast {
        people.extend(cast.person.clone());
        out.push(Who::Character(cast.id.clone()));
    }
    let elements = record.into_iter().flat_map(|record| record.set("element"));
    for element in elements {
        if book.get(&Kind::Element, &element).is_some() {
            people.extend(staff.get(&element).cloned());
            out.push(Who::Element(element));
        }
    }
    out.extend(scene.location.clone().map(Who::Location));
    out.extend(people.into_iter().map(Who::Person));
    out
}

fn away(book: &Book) -> HashMap<Who, Vec<Away>> {
    let mut out: HashMap<Who, Vec<Away>> = HashMap::new();
    for event in book.all(&Kind::Event) {
        let from = parse_date(event.text("from"));
        // One date typed stands for a single day.
        let to = parse_date(event.text("to")).or(from);
        let (Some(who), Some(from), Some(to), "unavailable") = (
            Who::parse(event.text("of_kind"), event.text("of")),
            from.or(to),
            to,
            event.text("what"),
        ) else {
            continue;
        };
        out.entry(who).or_default().push(Away {
            event: event.id.clone(),
            from: from.min(to),
            to: from.max(to),
        });
    }
    out
}

fn engaged(book: &Book) -> HashMap<Id, (Option<Date>, Option<Date>)> {
    book.all(&Kind::Person)
        .filter_map(|person| {
            let dates = (
                parse_date(person.text("start")),
                parse_date(person.text("finish")),
            );
            (dates != (None, None)).then(|| (person.id.clone(), dates))
        })
        .collect()
}

fn times(book: &Book) -> HashMap<Id, Times> {
    book.all(&Kind::Day)
        .map(|day| {
            let times = Times {
                general_call: day.int("general_call"),
                wrap: day.int("wrap"),
            };
            (day.id.clone(), times)
        })
        .collect()
}

fn links(book: &Book) -> HashMap<Who, Vec<Who>> {
    let of = |id: Id| {
        if book.get(&Kind::Character, &id).is_some() {
            Some(Who::Character(id))
        } else {
            book.get(&Kind::Element, &id).map(|_| Who::Element(id))
        }
    };
    let elements = book
        .all(&Kind::Element)
        .map(|record| (Who::Element(record.id.clone()), record));
    let characters = book
        .all(&Kind::Character)
        .map(|record| (Who::Character(record.id.clone()), record));
    elements
        .chain(characters)
        .filter_map(|(who, record)| {
            let needs: Vec<Who> = record.set("link").filter_map(of).collect();
            (!needs.is_empty()).then_some((who, needs))
        })
        .collect()
}

/// Groups the scenes of a day by whom they concern, both in their order.
pub(super) fn by_who<'a>(
    scenes: impl Iterator<Item = (&'a Who, &'a Id)>,
) -> BTreeMap<&'a Who, Vec<Id>> {
    let mut out: BTreeMap<&Who, Vec<Id>> = BTreeMap::new();
    for (who, scene) in scenes {
        out.entry(who).or_default().push(scene.clone());
    }
    out
}
