//! Who runs the day, what was typed for one person, and the crew by department.

use std::collections::BTreeMap;

use super::{ROLES, pickup};
use crate::book::Book;
use crate::callsheet::sheet::{Contact, CrewGroup, CrewLine, Minutes};
use crate::id::Id;
use crate::kind::Kind;
use crate::people::fold;
use crate::record::{Record, Value};

pub(super) fn contacts(book: &Book, day: &Record) -> Vec<Contact> {
    ROLES
        .iter()
        .filter_map(|(role, positions)| {
            let person = match day.link(role) {
                Some(id) => book.get(&Kind::Person, &id),
                None => book
                    .all(&Kind::Person)
                    .find(|p| positions.contains(&fold(p.text("position").trim()).as_str())),
            }?;
            Some(Contact {
                role: (*role).to_owned(),
                person: Some(person.id.clone()),
                name: person.text("name").to_owned(),
                position: person.text("position").to_owned(),
                phone: person.text("phone").to_owned(),
            })
        })
        .collect()
}

/// What was typed for one person on the day.
pub(super) struct Said<'a>(Option<&'a Record>);

impl<'a> Said<'a> {
    pub fn of(book: &'a Book, day: &Id, person: &Id) -> Self {
        Self(
            book.get(&Kind::Call, &Id::joined(day, person))
                .map(|r| r.as_ref()),
        )
    }

    pub fn int(&self, field: &str) -> Option<Minutes> {
        self.0.and_then(|r| r.int(field))
    }

    pub fn text(&self, field: &str) -> &'a str {
        self.0.map_or("", |r| r.text(field))
    }

    pub fn flag(&self, field: &str) -> Option<bool> {
        match self.0?.get(field) {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        }
    }
}

/// Says whether an engagement covers a date; an open end covers everything on its side.
pub(super) fn engaged(person: &Record, date: &str) -> bool {
    let (start, finish) = (person.text("start"), person.text("finish"));
    date.is_empty()
        || ((start.is_empty() || start <= date) && (finish.is_empty() || date <= finish))
}

/// The crew of a day by department: who is engaged on the date, and whoever was put on.
pub(super) fn crew(book: &Book, day: &Id, date: &str, general: Option<Minutes>) -> Vec<CrewGroup> {
    let mut groups: BTreeMap<Option<Id>, Vec<(&Record, CrewLine)>> = BTreeMap::new();
    for person in book.all(&Kind::Person) {
        if matches!(person.text("group"), "cast" | "background") {
            continue;
        }
        let said = Said::of(book, day, &person.id);
        if !said.flag("on").unwrap_or_else(|| engaged(person, date)) {
            continue;
        }
        let department = person
            .link("department")
            .and_then(|id| book.get(&Kind::Department, &id));
        let offset = person
            .int("call_offset_min")
            .or_else(|| department.and_then(|d| d.int("call_offset_min")))
            .unwrap_or_default();
        let on_call = said
            .flag("on_call")
            .unwrap_or_else(|| person.flag("on_call"));
        let call = said
            .int("call")
            .or_else(|| general.and_then(|at| at.checked_add(offset)));
        let call = call.filter(|_| !on_call);
        let line = CrewLine {
            person: Some(person.id.clone()),
            name: person.text("name").to_owned(),
            position: person.text("position").to_owned(),
            phone: person.text("phone").to_owned(),
            call,
            pickup: said
                .int("pickup")
                .or_else(|| pickup(call, person.int("travel_min"))),
            on_call,
            remarks: said.text("remarks").to_owned(),
            minor: person.flag("minor"),
        };
        groups
            .entry(department.map(|d| d.id.clone()))
            .or_default()
            .push((person, line));
    }
    let mut out: Vec<(String, CrewGroup)> = groups
        .into_iter()
        .map(|(department, mut people)| {
            people.sort_by(|(a, _), (b, _)| {
                let key = |r: &Record| {
                    (
                        r.text("order").is_empty(),
                        r.text("order").to_owned(),
                        fold(r.text("name")),
                        r.id.clone(),
                    )
                };
                key(a).cmp(&key(b))
            });
            let record = department
                .as_ref()
                .and_then(|id| book.get(&Kind::Department, id));
            let order = record.map_or("", |r| r.text("order")).to_owned();
            let group = CrewGroup {
                name: record.map_or("", |r| r.text("name")).to_owned(),
                department,
                people: people.into_iter().map(|(_, line)| line).collect(),
            };
            (order, group)
        })
        .collect();
    out.sort_by(|(a, g), (b, h)| {
        (
            g.department.is_none(),
            a.is_empty(),
            a,
            &g.name,
            &g.department,
        )
            .cmp(&(
                h.department.is_none(),
                b.is_empty(),
                b,
                &h.name,
                &h.department,
            ))
    });
    out.into_iter().map(|(_, group)| group).collect()
}
