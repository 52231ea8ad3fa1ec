//! What an import would do, row by row, before anything is written.

use std::collections::HashMap;

use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;
use crate::people::email::{self, EmailProblem};
use crate::people::fold::fold;
use crate::people::person::Group;
use crate::people::phone::{self, PhoneProblem};

use super::column::{Column, Mapping};
use super::table::{Table, TableRow};

/// What becomes of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Deed {
    Add,
    /// Somebody who is there already; the fields that would change.
    Change {
        person: Id,
        fields: Vec<&'static str>,
    },
    /// Somebody who is there already, and nothing is new.
    Same {
        person: Id,
    },
}

/// Why a row is left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeftOut {
    NoName,
    /// The same person stands on an earlier line.
    Twice {
        line: usize,
    },
}

/// A row that was understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportRow {
    pub line: usize,
    pub name: String,
    pub group: Group,
    pub department: String,
    /// Text fields of the person, with their values, only those that were said.
    pub fields: Vec<(&'static str, String)>,
    /// Fields of the personal document.
    pub private: Vec<(&'static str, String)>,
    pub character: String,
    pub number: String,
    pub deed: Deed,
    pub phone_problem: Option<PhoneProblem>,
    pub email_problem: Option<EmailProblem>,
    /// A first or last day that is no date as `2026-03-12`; it is not taken over.
    pub odd_date: Option<String>,
}

/// A row that is left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Skipped {
    pub line: usize,
    pub text: String,
    pub why: LeftOut,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Preview {
    pub rows: Vec<ImportRow>,
    pub skipped: Vec<Skipped>,
    /// Departments that would be made.
    pub new_departments: Vec<String>,
}

/// Reads the rows below the headings and compares them with who is there.
///
/// A row with a single text cell is the heading of a department, as printed crew lists have it.
/// A person is the same by this app's id, else by e-mail, else by a name that only one has.
pub fn preview(book: &Book, table: &Table, mapping: &Mapping) -> Preview {
    let known = Known::new(book);
    let has_departments = mapping.columns.contains(&Column::Department);
    let mut out = Preview::default();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut heading = String::new();
    let from = mapping.header.map_or(0, |row| row + 1);
    for row in table.rows.iter().skip(from) {
        if is_heading_again(table, mapping, row) {
            continue;
        }
        if let Some(text) = lone_text(row).filter(|_| !has_departments) {
            heading = text.to_owned();
            continue;
        }
        let Some(mut read) = read_row(mapping, row) else {
            let text = row
                .cells
                .iter()
                .filter(|c| !c.is_empty())
                .cloned()
                .collect::<Vec<_>>();
            out.skipped.push(Skipped {
                line: row.line,
                text: text.join(" · "),
                why: LeftOut::NoName,
            });
            continue;
        };
        if read.department.is_empty() {
            read.department = heading.clone();
        }
        settle_group(&mut read);
        read.deed = known.deed(book, &read, row.cell(column(mapping, Column::Key)));
        let key = match &read.deed {
            Deed::Add => format!("{} {}", fold(&read.name), fold(email_of(&read))),
            Deed::Change { person, .. } | Deed::Same { person } => person.to_string(),
        };
        if let Some(line) = seen.get(&key) {
            let why = LeftOut::Twice { line: *line };
            out.skipped.push(Skipped {
                line: row.line,
                text: read.name,
                why,
            });
            continue;
        }
        seen.insert(key, row.line);
        out.rows.push(read);
    }
    for row in &out.rows {
        let name = row.department.trim();
        if row.group == Group::Crew
            && !name.is_empty()
            && crate::people::department::named(book, name).is_none()
            && !out
                .new_departments
                .iter()
                .any(|there| fold(there) == fold(name))
        {
            out.new_departments.push(name.to_owned());
        }
    }
    out
}

fn column(mapping: &Mapping, wanted: Column) -> usize {
    mapping
        .columns
        .iter()
        .position(|c| *c == wanted)
        .unwrap_or(usize::MAX)
}

fn email_of(row: &ImportRow) -> &str {
    row.fields
        .iter()
        .find(|(field, _)| *field == "email")
        .map_or("", |(_, text)| text)
}

/// Printed lists repeat their headings on every page.
fn is_heading_again(table: &Table, mapping: &Mapping, row: &TableRow) -> bool {
    mapping
        .header
        .is_some_and(|header| table.rows[header].cells == row.cells)
}

fn lone_text(row: &TableRow) -> Option<&str> {
    let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
    let only = filled.next()?;
    let is_text = only.chars().any(char::is_alphabetic) && !only.contains('@');
    (filled.next().is_none() && row.cells.len() > 1 && is_text).then_some(only.as_str())
}

fn read_row(mapping: &Mapping, row: &TableRow) -> Option<ImportRow> {
    let cell = |wanted: Column| row.cell(column(mapping, wanted)).to_owned();
    let name = match cell(Column::Name) {
        name if !name.is_empty() => name,
        _ => format!("{} {}", cell(Column::First), cell(Column::Last))
            .trim()
            .to_owned(),
    };
    if !name.chars().any(char::is_alphabetic) {
        return None;
    }
    let (phone, email) = (cell(Column::Phone), cell(Column::Email));
    let (start, finish) = (cell(Column::Start), cell(Column::Finish));
    let odd_date = [&start, &finish]
        .into_iter()
        .find(|date| !date.is_empty() && !is_date(date))
        .cloned();
    let said = |pairs: Vec<(&'static str, String)>| {
        pairs
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .collect::<Vec<_>>()
    };
    Some(ImportRow {
        line: row.line,
        name,
        group: group_of(&cell(Column::Group)),
        department: cell(Column::Department),
        phone_problem: phone::read(&phone).err(),
        email_problem: email::check(&email).err(),
        fields: said(vec![
            ("position", cell(Column::Position)),
            ("phone", phone),
            ("email", email),
            (
                "start",
                if is_date(&start) {
                    start
                } else {
                    String::new()
                },
            ),
            (
                "finish",
                if is_date(&finish) {
                    finish
                } else {
                    String::new()
                },
            ),
            ("notes", cell(Column::Notes)),
        ]),
        private: said(vec![
            ("emergency_name", cell(Column::EmergencyName)),
            ("emergency_phone", cell(Column::EmergencyPhone)),
            ("diet", cell(Column::Diet)),
        ]),
        character: cell(Column::Character),
        number: cell(Column::Number),
        deed: Deed::Add,
        odd_date,
    })
}

fn group_of(text: &str) -> Group {
    match fold(text).as_str() {
        "cast" | "actor" | "artist" | "performer" => Group::Cast,
        "background" | "extra" | "extras" | "supporting artist" | "sa" | "bg" => Group::Background,
        _ => Group::Crew,
    }
}

/// A part makes somebody cast, and so does a department of that name.
fn settle_group(row: &mut ImportRow) {
    if row.group != Group::Crew {
        return;
    }
    row.group = match fold(row.department.trim()).as_str() {
        "cast" | "actors" | "artists" => Group::Cast,
        "background" | "extras" | "supporting artists" => Group::Background,
        "" if !row.character.is_empty() => Group::Cast,
        _ => Group::Crew,
    };
}

fn is_date(text: &str) -> bool {
    text.parse::<jiff::civil::Date>().is_ok() && text.len() == 10
}

/// Who is there, by what a list can know them by.
struct Known {
    by_email: HashMap<String, Id>,
    by_name: HashMap<String, Vec<Id>>,
}

impl Known {
    fn new(book: &Book) -> Self {
        let (mut by_email, mut by_name) = (HashMap::new(), HashMap::<String, Vec<Id>>::new());
        for record in book.all(&Kind::Person) {
            let email = fold(record.text("email").trim());
            if !email.is_empty() {
                by_email.insert(email, record.id.clone());
            }
            by_name
                .entry(fold(record.text("name").trim()))
                .or_default()
                .push(record.id.clone());
        }
        Self { by_email, by_name }
    }

    fn find(&self, book: &Book, row: &ImportRow, key: &str) -> Option<Id> {
        if !key.is_empty()
            && let Some(record) = book.get(&Kind::Person, &Id::new(key))
        {
            return Some(record.id.clone());
        }
        let email = fold(email_of(row));
        if !email.is_empty()
            && let Some(id) = self.by_email.get(&email)
        {
            return Some(id.clone());
        }
        match self.by_name.get(&fold(&row.name)).map(Vec::as_slice) {
            Some([only]) => Some(only.clone()),
            _ => None,
        }
    }

    fn deed(&self, book: &Book, row: &ImportRow, key: &str) -> Deed {
        let Some(person) = self.find(book, row, key) else {
            return Deed::Add;
        };
        let there = |kind: &Kind, field: &str| book.text(kind, &person, field).to_owned();
        let mut fields = Vec::new();
        if there(&Kind::Person, "name") != row.name {
            fields.push("name");
        }
        let department = there(&Kind::Person, "department");
        if row.group == Group::Crew
            && !row.department.trim().is_empty()
            && crate::people::department::named(book, &row.department)
                .is_none_or(|id| id.as_str() != department)
        {
            fields.push("department");
        }
        fields.extend(
            row.fields
                .iter()
                .filter(|(f, t)| there(&Kind::Person, f) != *t)
                .map(|(f, _)| *f),
        );
        fields.extend(
            row.private
                .iter()
                .filter(|(f, t)| there(&Kind::Private, f) != *t)
                .map(|(f, _)| *f),
        );
        if !row.character.is_empty() && !plays(book, &person, &row.character) {
            fields.push("character");
        }
        if fields.is_empty() {
            Deed::Same { person }
        } else {
            Deed::Change { person, fields }
        }
    }
}

fn plays(book: &Book, person: &Id, character: &str) -> bool {
    book.all(&Kind::Character).any(|record| {
        record.link("person").as_ref() == Some(person)
            && fold(record.text("name")) == fold(character)
    })
}
