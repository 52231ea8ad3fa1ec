//! Changing what is said of the production as a whole.

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Value;

/// Writes one field of the production; nothing to do if it says so already.
pub fn set(book: &Book, field: &str, value: impl Into<Value>, label: String) -> Command {
    let command = Command::new(label);
    let Some(production) = book.production() else {
        return command;
    };
    let value = match value.into() {
        Value::Text(text) if text.trim().is_empty() => Value::Nothing,
        Value::Text(text) => Value::text(text.trim()),
        other => other,
    };
    if *production.get(field) == value {
        return command;
    }
    command.put(Kind::Production, &production.id, field, value)
}

/// Gives the production another id, as a copy of a production needs: its record is written anew
/// under that id, and the old one taken away. Nothing to do where it has the id already.
pub fn renamed(book: &Book, id: &Id, label: String) -> Command {
    let mut command = Command::new(label);
    let Some(old) = book.production().filter(|p| p.id != *id) else {
        return command;
    };
    for (field, value) in &old.fields {
        command.add(Kind::Production, id, field, value.clone());
    }
    command.remove(Kind::Production, &old.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_the_same_production_under_another_id() {
        let mut book = Book::default();
        let old = Id::new("sample");
        book.apply(
            &Command::new("")
                .put(Kind::Production, &old, "title", "Crossing Times")
                .put(Kind::Production, &old, "zone", "Europe/Lisbon"),
        );
        // Also where the new id stands behind the old one.
        for id in ["zz", "aa"].map(Id::new) {
            book.apply(&renamed(&book, &id, String::new()));
            let production = book.production().unwrap();
            assert_eq!(production.id, id);
            assert_eq!(production.text("zone"), "Europe/Lisbon");
            assert!(renamed(&book, &id, String::new()).is_empty());
        }
    }
    use crate::record::Record;

    #[test]
    fn only_what_differs_is_written() {
        let mut production = Record::new(Kind::Production, Id::new("p"));
        production
            .fields
            .insert("title".into(), "Night Ferry".into());
        let mut book = Book::default();
        assert!(set(&book, "title", "Day Ferry", String::new()).is_empty());
        book.put(production);
        let edits = |field: &str, value: &str| set(&book, field, value, String::new()).edits.len();
        assert_eq!(edits("title", " Night Ferry "), 0);
        assert_eq!(edits("title", "Day Ferry"), 1);
        assert_eq!(edits("company", "  "), 0);
        assert_eq!(edits("title", ""), 1);
    }
}
