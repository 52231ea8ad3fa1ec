//! Certificates, licences and permits: what somebody holds and how long it holds (DOMAIN 3.16).
//! Kept in their personal document, which only they and the office hold.

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Certificate {
    pub id: Id,
    pub name: String,
    /// A civil date, the last on which it holds; empty for one that does not run out.
    pub until: String,
}

/// Lists what somebody holds, the first to run out first.
pub fn certificates(book: &Book, person: &Id) -> Vec<Certificate> {
    let is_theirs = |id: &Id| id.parts().is_some_and(|(of, _)| of == *person);
    let mut all: Vec<Certificate> = book
        .all(&Kind::Certificate)
        .filter(|record| is_theirs(&record.id))
        .map(|record| Certificate {
            id: record.id.clone(),
            name: record.text("name").to_owned(),
            until: record.text("until").to_owned(),
        })
        .collect();
    all.sort_by(|a, b| {
        let key = |c: &Certificate| (c.until.is_empty(), c.until.clone(), c.id.clone());
        key(a).cmp(&key(b))
    });
    all
}

/// Adds a certificate; empty without a name. `new` is a new id.
pub fn add_certificate(person: &Id, name: &str, new: &Id, label: String) -> Command {
    let (command, name) = (Command::new(label), name.trim());
    match name.is_empty() {
        true => command,
        false => command.put(Kind::Certificate, &Id::joined(person, new), "name", name),
    }
}

/// Takes a certificate away.
pub fn remove_certificate(id: &Id, label: String) -> Command {
    Command::new(label).remove(Kind::Certificate, id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Audience;

    #[test]
    fn a_certificate_is_among_its_holders_own_matters() {
        let (mut book, ines) = (Book::default(), Id::new("ines"));
        for (new, name, until) in [("b", "Boat driver", "2027-01-01"), ("a", "First aid", "")] {
            let command = add_certificate(&ines, name, &Id::new(new), String::new());
            assert!(command.edits.iter().all(|edit| {
                edit.kind.audience(&edit.id) == Some(Audience::Personal(ines.clone()))
            }));
            book.apply(&command.put(
                Kind::Certificate,
                &Id::joined(&ines, &Id::new(new)),
                "until",
                until,
            ));
        }
        assert!(add_certificate(&ines, " ", &Id::new("c"), String::new()).is_empty());
        let names = |book: &Book, who: &Id| -> Vec<String> {
            certificates(book, who)
                .into_iter()
                .map(|c| c.name)
                .collect()
        };
        assert_eq!(names(&book, &ines), ["Boat driver", "First aid"]);
        assert_eq!(names(&book, &Id::new("bo")), Vec::<String>::new());
        book.apply(&remove_certificate(&Id::new("ines.a"), String::new()));
        assert_eq!(names(&book, &ines), ["Boat driver"]);
    }
}
