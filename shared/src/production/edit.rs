//! Changing what is said of the production as a whole.

use crate::book::Book;
use crate::command::Command;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;
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
