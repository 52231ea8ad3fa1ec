//! What happens to somebody or something beside the shoot: travel, rehearsals, fittings, absences.
//!
//! The day out of days shows it, and a board warns of what it forbids.

use std::sync::Arc;

use jiff::civil::Date;

use super::parse_date;
use crate::book::Book;
use crate::command::Command;
use crate::dood::What;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Value;
use crate::scene::text;

/// An event of one person, character, element or location.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventView {
    pub id: Id,
    pub what: What,
    /// Both dates are included.
    pub from: Date,
    pub to: Date,
    pub text: Arc<str>,
}

/// Lists the events of a record by date; what has no date or another meaning is left out.
pub fn events_of(book: &Book, of: &Id) -> Vec<EventView> {
    let mut all: Vec<EventView> = book
        .all(&Kind::Event)
        .filter(|record| record.text("of") == of.as_str())
        .filter_map(|record| {
            let from = parse_date(record.text("from"))?;
            let to = parse_date(record.text("to")).unwrap_or(from);
            Some(EventView {
                id: record.id.clone(),
                what: What::parse(record.text("what"))?,
                from,
                to: to.max(from),
                text: text(record, "text"),
            })
        })
        .collect();
    all.sort_by(|a, b| (a.from, a.to, &a.id).cmp(&(b.from, b.to, &b.id)));
    all
}

/// Adds an event; `to` before `from` counts as one day.
pub fn add_event(
    of: (&Kind, &Id),
    what: What,
    (from, to): (Date, Option<Date>),
    text: &str,
    label: String,
    id: &Id,
) -> Command {
    let to = to.filter(|to| *to > from).unwrap_or(from);
    let command = Command::new(label)
        .put(Kind::Event, id, "of_kind", of.0.as_str())
        .put(Kind::Event, id, "of", of.1)
        .put(Kind::Event, id, "what", what.as_str())
        .put(Kind::Event, id, "from", from.to_string())
        .put(Kind::Event, id, "to", to.to_string());
    match text.trim() {
        "" => command,
        text => command.put(Kind::Event, id, "text", Value::text(text)),
    }
}

pub fn remove_event(id: &Id, label: String) -> Command {
    Command::new(label).remove(Kind::Event, id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn events_stand_by_date_and_go_again() {
        let (mut book, of) = (Book::default(), Id::new("mara"));
        let mut add = |id: &str, what, from, to, text: &str| {
            let of = (&Kind::Character, &of);
            let command = add_event(of, what, (from, to), text, String::new(), &Id::new(id));
            book.apply(&command);
        };
        add(
            "b",
            What::Unavailable,
            date(2027, 3, 9),
            Some(date(2027, 3, 12)),
            " ",
        );
        add(
            "a",
            What::Fitting,
            date(2027, 3, 1),
            Some(date(2027, 2, 1)),
            "At Berman's",
        );
        let seen: Vec<_> = events_of(&book, &of)
            .into_iter()
            .map(|e| (e.id.to_string(), e.what, e.to, e.text.to_string()))
            .collect();
        assert_eq!(
            seen,
            [
                (
                    "a".to_owned(),
                    What::Fitting,
                    date(2027, 3, 1),
                    "At Berman's".to_owned()
                ),
                (
                    "b".to_owned(),
                    What::Unavailable,
                    date(2027, 3, 12),
                    String::new()
                ),
            ]
        );
        book.apply(&remove_event(&Id::new("a"), String::new()));
        assert_eq!(events_of(&book, &of).len(), 1);
        assert_eq!(events_of(&book, &Id::new("finn")), []);
    }
}
