//! The list of one sheet: the rules evaluated, each person with the reason they are on it.

use std::collections::HashMap;

use super::rules::{Rule, Rules};
use crate::book::Book;
use crate::callsheet::CallSheet;
use crate::id::Id;
use crate::kind::Kind;
use crate::people::{Group, email, fold};
use crate::record::Record;

/// Why somebody is on a list; the first that holds is said.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Why {
    Working,
    Named,
    Head,
    /// By its name.
    Department(String),
    Group(Group),
}

/// Why somebody whom the rules mean gets nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Off {
    ByHand,
    /// Engaged from this civil date.
    NotYet(String),
    /// Engaged until this civil date.
    Over(String),
    OnHold,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recipient {
    pub person: Id,
    pub name: String,
    pub position: String,
    pub why: Why,
    /// An address that mail can go to, or nothing: ring them.
    pub address: Option<String>,
}

/// The people of a list by name, and those left off it with the reason.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct List {
    pub on: Vec<Recipient>,
    pub off: Vec<(Recipient, Off)>,
}

impl List {
    pub fn without_address(&self) -> usize {
        self.on.iter().filter(|r| r.address.is_none()).count()
    }

    pub fn count(&self, of: impl Fn(&Why) -> bool) -> usize {
        self.on.iter().filter(|r| of(&r.why)).count()
    }
}

/// Evaluates the rules for a sheet.
///
/// Engagement dates win over every rule and every name: nobody gets a sheet before their first day
/// or after their last, and on hold only for a day they work (DOMAIN 3.8).
pub fn recipients(book: &Book, rules: &Rules, sheet: &CallSheet) -> List {
    let working: HashMap<Id, ()> = sheet.people().into_iter().map(|p| (p.person, ())).collect();
    let mut list = List::default();
    for record in book.all(&Kind::Person) {
        let works = working.contains_key(&record.id);
        let said = rules.people.get(&record.id).copied();
        let Some(why) = why(book, rules, record, works, said == Some(true)) else {
            continue;
        };
        let typed = record.text("email").trim();
        let recipient = Recipient {
            person: record.id.clone(),
            name: record.text("name").to_owned(),
            position: record.text("position").to_owned(),
            why,
            address: (!typed.is_empty() && email::check(typed).is_ok()).then(|| typed.to_owned()),
        };
        let off = (said == Some(false))
            .then_some(Off::ByHand)
            .or_else(|| outside(record, &sheet.date, works));
        match off {
            Some(off) => list.off.push((recipient, off)),
            None => list.on.push(recipient),
        }
    }
    list.on.sort_by_cached_key(key);
    list.off.sort_by_cached_key(|(r, _)| key(r));
    list
}

fn key(recipient: &Recipient) -> (String, Id) {
    (fold(&recipient.name), recipient.person.clone())
}

fn why(book: &Book, rules: &Rules, record: &Record, works: bool, named: bool) -> Option<Why> {
    let is_on = |rule| rules.on.contains(&rule);
    if works && is_on(Rule::Working) {
        return Some(Why::Working);
    }
    if named {
        return Some(Why::Named);
    }
    if record.flag("head") && is_on(Rule::Heads) {
        return Some(Why::Head);
    }
    let group = Group::parse(record.text("group"));
    let department = record
        .link("department")
        .filter(|id| group == Group::Crew && rules.departments.contains(id))
        .and_then(|id| book.get(&Kind::Department, &id));
    if let Some(department) = department {
        return Some(Why::Department(department.text("name").to_owned()));
    }
    let rule = match group {
        Group::Crew => Rule::Crew,
        Group::Cast => Rule::Cast,
        Group::Background => Rule::Background,
    };
    is_on(rule).then_some(Why::Group(group))
}

/// Says whether a civil date lies outside somebody's engagement; without a date nothing does.
fn outside(record: &Record, date: &str, works: bool) -> Option<Off> {
    if date.is_empty() {
        return None;
    }
    let at = |field: &str| Some(record.text(field)).filter(|d| !d.is_empty());
    if let Some(start) = at("start").filter(|start| date < *start) {
        return Some(Off::NotYet(start.to_owned()));
    }
    if let Some(finish) = at("finish").filter(|finish| date > *finish) {
        return Some(Off::Over(finish.to_owned()));
    }
    let (from, to) = (at("hold_from"), at("hold_to"));
    let is_held = (from.is_some() || to.is_some())
        && from.is_none_or(|from| date >= from)
        && to.is_none_or(|to| date <= to);
    (is_held && !works).then_some(Off::OnHold)
}

#[cfg(test)]
mod tests {
    use super::super::rules::{rules, set_person, set_rule};
    use super::*;
    use crate::callsheet::{CrewGroup, CrewLine};
    use crate::command::Command;

    fn what() -> Id {
        Id::new("callsheet")
    }

    fn book() -> Book {
        let mut book = Book::default();
        let mut command = Command::new("").put(Kind::Department, &Id::new("cam"), "name", "Camera");
        for (id, fields) in [
            (
                "bo",
                &[("email", "bo@x.example"), ("department", "cam")][..],
            ),
            ("cy", &[("email", "no address"), ("department", "cam")][..]),
            ("di", &[("email", "di@x.example"), ("group", "cast")][..]),
            ("ed", &[("email", "ed@x.example")][..]),
        ] {
            let id = Id::new(id);
            command.add(Kind::Person, &id, "name", id.as_str());
            for (field, value) in fields {
                command.add(Kind::Person, &id, field, *value);
            }
        }
        command.add(Kind::Person, &Id::new("ed"), "head", true);
        book.apply(&command);
        book
    }

    fn sheet(working: &[&str]) -> CallSheet {
        let line = |id: &&str| CrewLine {
            person: Some(Id::new(*id)),
            ..CrewLine::default()
        };
        CallSheet {
            date: "2026-03-12".into(),
            crew: vec![CrewGroup {
                people: working.iter().map(line).collect(),
                ..CrewGroup::default()
            }],
            ..CallSheet::default()
        }
    }

    fn said(book: &Book, working: &[&str]) -> String {
        let list = recipients(book, &rules(book, &what()), &sheet(working));
        let on = list.on.iter().map(|r| {
            let ring = if r.address.is_none() { " ring" } else { "" };
            format!("{} {:?}{ring}", r.name, r.why)
        });
        let off = list
            .off
            .iter()
            .map(|(r, off)| format!("not {} {off:?}", r.name));
        on.chain(off).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn whoever_works_gets_it_until_somebody_says_otherwise() {
        let mut book = book();
        assert_eq!(said(&book, &["bo", "cy"]), "bo Working, cy Working ring");
        let on = |book: &mut Book, field: &str, on| {
            let command = set_rule(book, &what(), field, on, String::new());
            book.apply(&command);
        };
        on(&mut book, "heads", true);
        on(&mut book, "department/cam", true);
        assert_eq!(
            said(&book, &["bo"]),
            "bo Working, cy Department(\"Camera\") ring, ed Head"
        );
        on(&mut book, "working", false);
        on(&mut book, "department/cam", false);
        on(&mut book, "cast", true);
        assert_eq!(said(&book, &["bo"]), "di Group(Cast), ed Head");
        assert!(set_rule(&book, &what(), "cast", true, String::new()).is_empty());
    }

    #[test]
    fn a_name_stands_above_the_rules() {
        let mut book = book();
        let say = |book: &mut Book, who: &str, always| {
            let command = set_person(&what(), &Id::new(who), always, String::new());
            book.apply(&command);
        };
        say(&mut book, "di", Some(true));
        say(&mut book, "bo", Some(false));
        assert_eq!(said(&book, &["bo"]), "di Named, not bo ByHand");
        say(&mut book, "di", None);
        say(&mut book, "bo", None);
        assert_eq!(said(&book, &["bo"]), "bo Working");
    }

    #[test]
    fn nobody_gets_a_sheet_outside_their_engagement() {
        let check = |fields: &[(&str, &str)], works: bool, want: &str| {
            let mut book = book();
            let mut command = set_person(&what(), &Id::new("bo"), Some(true), String::new());
            for (field, date) in fields {
                command.add(Kind::Person, &Id::new("bo"), field, *date);
            }
            book.apply(&command);
            let working: &[&str] = if works { &["bo"] } else { &[] };
            assert_eq!(said(&book, working), want, "{fields:?}");
        };
        check(
            &[("start", "2026-03-12"), ("finish", "2026-03-12")],
            false,
            "bo Named",
        );
        check(
            &[("start", "2026-03-13")],
            true,
            "not bo NotYet(\"2026-03-13\")",
        );
        check(
            &[("finish", "2026-03-11")],
            true,
            "not bo Over(\"2026-03-11\")",
        );
        check(
            &[("hold_from", "2026-03-10"), ("hold_to", "2026-03-12")],
            false,
            "not bo OnHold",
        );
        check(
            &[("hold_from", "2026-03-10"), ("hold_to", "2026-03-12")],
            true,
            "bo Working",
        );
        check(
            &[("hold_from", "2026-03-10"), ("hold_to", "2026-03-11")],
            false,
            "bo Named",
        );
    }
}
