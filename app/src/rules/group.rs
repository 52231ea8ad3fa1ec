//! What was found for many people alike is said once: a company that wraps late rests too short
//! together.

use std::collections::BTreeMap;
use std::sync::Arc;

use shared::book::Book;
use shared::rules::{Finding, total};

use super::words::name_of;

/// How many names are said before the rest are counted.
const NAMES: usize = 3;

/// Findings that differ by the person only; never empty.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    pub findings: Vec<Finding>,
}

fn is_alike(a: &Finding, b: &Finding) -> bool {
    a.rule == b.rule
        && a.day == b.day
        && a.timing == b.timing
        && a.have_min == b.have_min
        && a.need_min == b.need_min
        && a.why == b.why
        && a.overridden.as_ref().map(|o| &o.reason) == b.overridden.as_ref().map(|o| &o.reason)
}

/// Gathers findings, in the order in which each group is met first.
pub fn groups(findings: Vec<Finding>) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    for finding in findings {
        let known = out.iter_mut().find(|group| {
            group
                .findings
                .first()
                .is_some_and(|f| is_alike(f, &finding))
        });
        match known {
            Some(group) => group.findings.push(finding),
            None => out.push(Group {
                findings: vec![finding],
            }),
        }
    }
    out
}

impl Group {
    /// Names the people: "Bo Anders, Dana Okafor, Ines Vardal and 23 more".
    pub fn names(&self, book: &Book) -> String {
        let names: Vec<String> = self
            .findings
            .iter()
            .take(NAMES)
            .map(|f| name_of(book, &f.person))
            .collect();
        let names = names.join(", ");
        match self.findings.len().saturating_sub(NAMES) {
            0 => names,
            more => crate::t!("rules.more", names = names, n = more),
        }
    }

    /// Returns what the group costs together, by currency.
    pub fn cost(&self) -> BTreeMap<Arc<str>, i64> {
        total(&self.findings)
    }
}

#[cfg(test)]
mod tests {
    use shared::id::Id;
    use shared::kind::Kind;
    use shared::people::Group as List;
    use shared::rules::{PersonDay, Rulebook, Timing, Worker, Zone, add_preset, preset};

    use super::*;

    #[test]
    fn what_concerns_many_alike_is_said_once() {
        let mut book = Book::default();
        let preset = preset("wtr_7").unwrap();
        let (_, command) = add_preset(&book, preset, &mut || Id::new("s"), String::new());
        book.apply(&command);
        let day = |n: i8, call: i64, wrap: i64| {
            let date = jiff::civil::date(2026, 3, n);
            let mut day = PersonDay::new(Id::new(format!("d{n}")), date, Timing::Planned);
            (day.call, day.wrap) = (Some(call), Some(wrap));
            day
        };
        let people: Vec<(Worker, Vec<PersonDay>)> = ["a", "b", "c", "d", "e"]
            .map(|who| {
                book.apply(&shared::command::Command::new("").put(
                    Kind::Person,
                    &Id::new(who),
                    "name",
                    who.to_uppercase(),
                ));
                // One of them is called later, and rests longer.
                let call = if who == "e" { 480 } else { 420 };
                let days = vec![day(2, 540, 1380), day(3, call, 600)];
                (Worker::new(Id::new(who), List::Crew), days)
            })
            .into();
        let mut found = Rulebook::of(&book).company(&people, &Zone::default());
        found.retain(|f| f.day == Id::new("d3"));
        let groups = groups(found);
        let names: Vec<String> = groups.iter().map(|g| g.names(&book)).collect();
        assert_eq!(names, ["A, B, C and 1 more", "E"]);
    }
}
