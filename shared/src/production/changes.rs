//! What others changed while someone was away, told by noun in the order that matters to a crew.

use super::meaning::{Meaning, meaning, name_of, say};
use super::words::Nouns;
use crate::book::Book;
use crate::engine::protocol::{News, Touched};
use crate::id::Id;
use crate::kind::Kind;
use crate::record::{Field, REMOVED, Value};

/// The nouns that changes are told under, the most urgent first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Group {
    CallSheets,
    Days,
    Schedule,
    Scenes,
    Breakdown,
    People,
    Locations,
    Script,
    Floor,
    Production,
}

impl Group {
    /// Returns where changes of a kind are told, if they are anything to people.
    pub fn of(kind: &Kind) -> Option<Self> {
        Some(match kind {
            Kind::Issue | Kind::Checked => Self::CallSheets,
            Kind::Day | Kind::Call | Kind::Date | Kind::Override | Kind::Reason => Self::Days,
            Kind::Strip | Kind::Row | Kind::Board | Kind::Unit => Self::Schedule,
            Kind::Scene => Self::Scenes,
            Kind::Element | Kind::Category => Self::Breakdown,
            Kind::Person
            | Kind::Character
            | Kind::Department
            | Kind::Event
            | Kind::Private
            | Kind::Certificate
            | Kind::Rate => Self::People,
            Kind::Location => Self::Locations,
            Kind::Draft | Kind::SceneText | Kind::Sides => Self::Script,
            Kind::Receipt
            | Kind::Progress
            | Kind::Note
            | Kind::Times
            | Kind::TimesWord
            | Kind::Actual
            | Kind::DayLog
            | Kind::Photo
            | Kind::Signature => Self::Floor,
            Kind::Production | Kind::RuleSet | Kind::Rule => Self::Production,
            _ => return None,
        })
    }
}

/// What happened to a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    New,
    Removed,
    Edited,
}

/// One record that others changed.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    pub kind: Kind,
    pub id: Id,
    pub name: String,
    pub what: What,
    pub fields: Vec<FieldChange>,
}

/// One field of it, before and now, as people read them.
#[derive(Clone, PartialEq, Debug)]
pub struct FieldChange {
    pub field: Field,
    pub before: String,
    pub after: String,
}

/// Tells news by noun; changes that are nothing to people are left out.
pub fn told(book: &Book, nouns: &Nouns, news: &[News]) -> Vec<(Group, Vec<Change>)> {
    let mut groups: Vec<(Group, Vec<Change>)> = Vec::new();
    for item in news {
        let Some(group) = Group::of(&item.kind) else {
            continue;
        };
        let Some(change) = change(book, nouns, item) else {
            continue;
        };
        match groups.iter_mut().find(|(g, _)| *g == group) {
            Some((_, changes)) => changes.push(change),
            None => groups.push((group, vec![change])),
        }
    }
    groups.sort_by_key(|(group, _)| *group);
    for (_, changes) in &mut groups {
        changes.sort_by(|a, b| natural(&a.name, &b.name).then_with(|| a.id.cmp(&b.id)));
    }
    groups
}

fn change(book: &Book, nouns: &Nouns, news: &News) -> Option<Change> {
    let record = book.any(&news.kind, &news.id)?;
    // Whom a preview is for is told on Today; to all others nothing was issued.
    if news.kind == Kind::Issue && record.text("what") == crate::callsheet::preview::PREVIEW {
        return None;
    }
    // Who received what this device may not read is no news here.
    if news.kind == Kind::Receipt && !is_document_here(book, &news.id) {
        return None;
    }
    let name = name_of(book, nouns, &news.kind, &news.id);
    let what = match (record.is_removed(), news.is_new) {
        // Came and went again while one was away.
        (true, true) => return None,
        (true, false) if news.fields.contains_key(REMOVED) => What::Removed,
        (false, true) => What::New,
        _ => What::Edited,
    };
    let mut fields = Vec::new();
    if what == What::Edited {
        for (field, before) in &news.fields {
            let word = |value: &Value| say(book, nouns, &news.kind, &news.id, field, value);
            let Some((before, after)) = word(before).zip(word(record.get(field))) else {
                continue;
            };
            if before != after {
                fields.push(FieldChange {
                    field: field.clone(),
                    before,
                    after,
                });
            }
        }
        if fields.is_empty() {
            return None;
        }
    }
    Some(Change {
        kind: news.kind.clone(),
        id: news.id.clone(),
        name,
        what,
        fields,
    })
}

fn is_document_here(book: &Book, receipt: &Id) -> bool {
    receipt.parts().is_some_and(|(document, _)| {
        let is = |kind| book.get(&kind, &document).is_some();
        is(Kind::Issue) || is(Kind::Sides)
    })
}

/// What an act touched, by record: its name, and the fields that mean something to people with
/// their present value.
pub fn touched(book: &Book, nouns: &Nouns, touched: &[Touched]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for item in touched {
        let is_removal = &*item.field == REMOVED;
        let now = book
            .any(&item.kind, &item.id)
            .map_or(Value::Nothing, |r| r.get(&item.field).clone());
        let said = say(book, nouns, &item.kind, &item.id, &item.field, &now);
        let at = match changes
            .iter()
            .position(|c| c.kind == item.kind && c.id == item.id)
        {
            Some(at) => at,
            None => {
                changes.push(Change {
                    kind: item.kind.clone(),
                    id: item.id.clone(),
                    name: name_of(book, nouns, &item.kind, &item.id),
                    what: What::Edited,
                    fields: Vec::new(),
                });
                changes.len() - 1
            }
        };
        if is_removal {
            changes[at].what = What::Removed;
        } else if let Some(after) = said
            && meaning(&item.kind, &item.field) != Meaning::Inner
        {
            changes[at].fields.push(FieldChange {
                field: item.field.clone(),
                before: String::new(),
                after,
            });
        }
    }
    changes
}

/// Compares names so that scene 9 comes before scene 10.
fn natural(a: &str, b: &str) -> std::cmp::Ordering {
    let (mut a, mut b) = (a.chars().peekable(), b.chars().peekable());
    loop {
        match (a.peek().copied(), b.peek().copied()) {
            (None, None) => return std::cmp::Ordering::Equal,
            (None, _) => return std::cmp::Ordering::Less,
            (_, None) => return std::cmp::Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let take = |letters: &mut std::iter::Peekable<std::str::Chars<'_>>| {
                    let mut digits = String::new();
                    while let Some(digit) = letters.next_if(char::is_ascii_digit) {
                        digits.push(digit);
                    }
                    let plain = digits.trim_start_matches('0').to_owned();
                    (plain.len(), plain)
                };
                match take(&mut a).cmp(&take(&mut b)) {
                    std::cmp::Ordering::Equal => {}
                    other => return other,
                }
            }
            (Some(x), Some(y)) => match x.cmp(&y) {
                std::cmp::Ordering::Equal => {
                    a.next();
                    b.next();
                }
                other => return other,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::production::words::ProductionKind;
    use crate::record::Record;

    fn record(kind: Kind, id: &str, fields: &[(&str, Value)]) -> Record {
        let mut record = Record::new(kind, Id::new(id));
        for (field, value) in fields {
            record.fields.insert((*field).into(), value.clone());
        }
        record
    }

    fn news(kind: Kind, id: &str, is_new: bool, before: &[(&str, Value)]) -> News {
        News {
            kind,
            id: Id::new(id),
            fields: before
                .iter()
                .map(|(f, v)| ((*f).into(), v.clone()))
                .collect(),
            is_new,
        }
    }

    #[test]
    fn what_matters_to_the_crew_comes_first_in_their_words() {
        let mut book = Book::default();
        book.put(record(Kind::Location, "pier", &[("name", "Pier 4".into())]));
        book.put(record(
            Kind::Location,
            "quay",
            &[("name", "Quay Road".into())],
        ));
        for (id, number) in [("s9", "9"), ("s10", "10")] {
            book.put(record(
                Kind::Scene,
                id,
                &[
                    ("number", number.into()),
                    ("location", "quay".into()),
                    ("order", "b".into()),
                ],
            ));
        }
        book.put(record(
            Kind::Person,
            "olu",
            &[("name", "Olu Adeyemi".into())],
        ));
        book.put(record(
            Kind::Person,
            "gone",
            &[("name", "Bo".into()), (REMOVED, true.into())],
        ));
        book.put(record(Kind::Device, "d", &[("label", "Phone".into())]));
        let told = told(
            &book,
            ProductionKind::Film.nouns(),
            &[
                news(Kind::Device, "d", true, &[]),
                news(Kind::Person, "olu", true, &[]),
                news(Kind::Person, "gone", false, &[(REMOVED, Value::Nothing)]),
                news(
                    Kind::Scene,
                    "s10",
                    false,
                    &[("location", "pier".into()), ("order", "a".into())],
                ),
                news(Kind::Scene, "s9", false, &[("location", Value::Nothing)]),
                // Changed and changed back, and only moved in the list: nothing to tell.
                news(
                    Kind::Location,
                    "quay",
                    false,
                    &[("name", "Quay Road".into()), ("order", "x".into())],
                ),
            ],
        );
        let short: Vec<(Group, Vec<String>)> = told
            .iter()
            .map(|(group, changes)| {
                let lines = changes.iter().map(|c| {
                    let fields: Vec<String> = c
                        .fields
                        .iter()
                        .map(|f| format!("{} {} > {}", f.field, f.before, f.after))
                        .collect();
                    format!("{:?} {} {}", c.what, c.name, fields.join(", "))
                        .trim()
                        .to_owned()
                });
                (*group, lines.collect())
            })
            .collect();
        assert_eq!(
            short,
            [
                (
                    Group::Scenes,
                    vec![
                        "Edited Scene 9 location  > Quay Road".to_owned(),
                        "Edited Scene 10 location Pier 4 > Quay Road".to_owned()
                    ]
                ),
                (
                    Group::People,
                    vec!["Removed Bo".to_owned(), "New Olu Adeyemi".to_owned()]
                ),
            ]
        );
    }

    #[test]
    fn scene_numbers_sort_as_people_count() {
        let mut names = ["Scene 10", "Scene 9", "Scene 9A", "Scene 101", "Scene 009"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(
            names,
            ["Scene 9", "Scene 009", "Scene 9A", "Scene 10", "Scene 101"]
        );
    }
}
