use proptest::prelude::*;

use super::*;
use crate::book::Book;
use crate::id::Id;
use crate::people::{Place, count, department, directory};

fn taken(book: &mut Book, text: &str) -> Preview {
    let table = read_table(text);
    let found = preview(book, &table, &guess(&table));
    let mut n = book.count();
    let mut ids = move || {
        n += 1;
        Id::new(format!("i{n:03}"))
    };
    let command = import(book, &found, |_| true, &mut ids, "Imported".into());
    book.apply(&command);
    found
}

fn list(book: &Book) -> Vec<String> {
    directory(book)
        .into_iter()
        .flat_map(|section| {
            let heading = match &section.place {
                Place::Department(_) => section.name.clone(),
                other => other.key(),
            };
            section.people.into_iter().map(move |p| {
                let parts: Vec<String> = p
                    .parts
                    .iter()
                    .map(|part| format!("{} {}", part.number, part.name))
                    .collect();
                [
                    heading.clone(),
                    p.name,
                    p.position,
                    p.phone,
                    p.email,
                    parts.join("+"),
                ]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join(" | ")
            })
        })
        .collect()
}

#[test]
fn a_list_with_headings_is_taken_over() {
    let mut book = Book::default();
    let found = taken(
        &mut book,
        "NIGHT FERRY - CREW LIST\n\nDept,Job Title,First Name,Surname,Mobile,E-Mail\n\
         Camera,Director of photography,Álvaro,Ruiz,+44 7700 900123,alvaro@nightferry.example\n\
         Camera,Focus puller,Bea,Lindqvist,\"07700 900124\",\n\
         Sound,Mixer,Sam,Lee,,sam@nightferry.example\n",
    );
    assert_eq!(found.new_departments, ["Camera", "Sound"]);
    assert_eq!(found.rows.len(), 3);
    assert_eq!(found.skipped.len(), 0);
    assert_eq!(
        list(&book),
        [
            "Camera | Álvaro Ruiz | Director of photography | +44 7700 900123 | alvaro@nightferry.example",
            "Camera | Bea Lindqvist | Focus puller | 07700 900124",
            "Sound | Sam Lee | Mixer | sam@nightferry.example",
        ]
    );
}

#[test]
fn semicolons_tabs_and_department_headings_are_understood() {
    let check = |text: &str| {
        let mut book = Book::default();
        taken(&mut book, text);
        assert_eq!(
            list(&book),
            [
                "CAMERA | Bea Lindqvist | Focus puller | 07700 900124",
                "SOUND | Sam Lee | Mixer"
            ],
            "{text}"
        );
    };
    check(
        "Name;Position;Phone\nCAMERA;;\nBea Lindqvist;Focus puller;07700 900124\nSOUND;;\nSam Lee;Mixer;\n",
    );
    check(
        "Name\tPosition\tPhone\r\nCAMERA\t\t\r\nBea Lindqvist\tFocus puller\t07700 900124\r\nName\tPosition\tPhone\r\nSOUND\t\t\r\nSam Lee\tMixer\t\r\n",
    );
}

#[test]
fn a_cast_list_brings_parts_and_numbers() {
    let mut book = Book::default();
    taken(
        &mut book,
        "#,Artist,Role,Phone\n1,Ines Vardal,Mara,\n2,Tom Achterberg,The pilot,\n1,Olu Adeyemi,Clerk,\n",
    );
    assert_eq!(
        list(&book),
        [
            "cast | Ines Vardal | 1 Mara",
            "cast | Olu Adeyemi | 1 Clerk",
            "cast | Tom Achterberg | 2 The pilot"
        ]
    );
}

#[test]
fn the_same_list_again_changes_nothing_and_a_newer_one_only_what_is_new() {
    let mut book = Book::default();
    let text = "Name,Dept,Mobile,E-mail\nSam Lee,Sound,07700 900123,sam@x.com\nBea,Camera,,\n";
    taken(&mut book, text);
    let before = book.clone();
    let again = taken(&mut book, text);
    assert!(
        again
            .rows
            .iter()
            .all(|row| matches!(row.deed, Deed::Same { .. }))
    );
    assert_eq!(book, before);
    let newer = taken(
        &mut book,
        "Name,Dept,Mobile,E-mail\nSamuel Lee,Sound,07700 900999,sam@x.com\n",
    );
    assert!(
        matches!(&newer.rows[0].deed, Deed::Change { fields, .. } if *fields == ["name", "phone"])
    );
    assert_eq!(count(&directory(&book)), 2);
}

#[test]
fn rows_that_are_not_understood_are_listed_with_their_line() {
    let book = Book::default();
    let table = read_table(
        "Name,Mobile,E-mail,Start\nSam,4.47E+11,sam@,12/3/26\n,07700 900123,a@b.com,\nsam,,sam@,\n",
    );
    let found = preview(&book, &table, &guess(&table));
    assert_eq!(found.rows.len(), 1);
    assert!(found.rows[0].phone_problem.is_some() && found.rows[0].email_problem.is_some());
    assert_eq!(found.rows[0].odd_date.as_deref(), Some("12/3/26"));
    let skipped: Vec<_> = found.skipped.iter().map(|s| (s.line, s.why)).collect();
    assert_eq!(
        skipped,
        [(3, LeftOut::NoName), (4, LeftOut::Twice { line: 2 })]
    );
}

#[test]
fn without_headings_the_columns_are_guessed() {
    let table = read_table(
        "Sam Lee,Mixer,07700 900123,sam@x.com\nBea Lindqvist,Focus puller,07700 900124,bea@x.com\n",
    );
    assert_eq!(
        guess(&table).columns,
        [Column::Name, Column::Position, Column::Phone, Column::Email]
    );
    assert_eq!(guess(&table).header, None);
}

#[test]
fn headings_are_known_by_many_names() {
    let check = |heading: &str, want: Column| assert_eq!(column_of(heading), want, "{heading}");
    check("Dept.", Column::Department);
    check("E-MAIL", Column::Email);
    check("Cell #", Column::Phone);
    check("Mobile", Column::Phone);
    check("Position / Title", Column::Position);
    check("Phone (mobile)", Column::Phone);
    check("Mobile 1", Column::Phone);
    check("Surname", Column::Last);
    check("Diet/Allergies", Column::Diet);
    check("Emergency contact", Column::EmergencyName);
    check("#", Column::Number);
    check("Vehicle", Column::Ignore);
}

#[test]
fn private_matters_go_into_the_personal_document() {
    let mut book = Book::default();
    taken(&mut book, "Name,Mobile,Diet\nSam,,Vegan\n");
    let person = directory(&book)[0].people[0].id.clone();
    assert_eq!(crate::people::private(&book, &person).diet, "Vegan");
    assert!(department::named(&book, "Vegan").is_none());
}

proptest! {
    #[test]
    fn no_text_breaks_the_import(text in "[a-zA-Z0-9@+,;\t\n\"é .-]{0,200}") {
        let mut book = Book::default();
        let found = taken(&mut book, &text);
        prop_assert_eq!(count(&directory(&book)), found.rows.len());
    }
}
