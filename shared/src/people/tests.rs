use proptest::prelude::*;

use super::*;
use crate::book::Book;
use crate::command::{Command, Write};
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;

/// Carries out a command as the engine would, for one device.
fn act(book: &mut Book, command: &Command) {
    for edit in &command.edits {
        let mut record = book.any(&edit.kind, &edit.id).map_or_else(
            || Record::new(edit.kind.clone(), edit.id.clone()),
            |r| (**r).clone(),
        );
        let value = match &edit.write {
            Write::Put(value) => value.clone(),
            Write::Text(text) => text.as_str().into(),
        };
        record.fields.insert(edit.field.clone(), value);
        book.put(record);
    }
}

fn ids() -> impl FnMut() -> Id {
    let mut n = 0;
    move || {
        n += 1;
        Id::new(format!("n{n:02}"))
    }
}

struct Crew {
    book: Book,
    ids: Box<dyn FnMut() -> Id>,
}

impl Crew {
    fn new() -> Self {
        Self {
            book: Book::default(),
            ids: Box::new(ids()),
        }
    }

    fn departments(&mut self, names: &[&str]) {
        let command = department::add(&self.book, names, &mut *self.ids, "Added".into());
        act(&mut self.book, &command);
    }

    fn person(&mut self, name: &str, group: Group, department: Option<&str>) -> Id {
        let new = NewPerson {
            name: name.into(),
            group: Some(group),
            department: department.and_then(|d| department::named(&self.book, d)),
            ..NewPerson::default()
        };
        let (id, command) = add(&new, &mut *self.ids, "Added".into()).unwrap();
        act(&mut self.book, &command);
        id
    }

    fn plays(&mut self, person: &Id, name: &str, number: &str) {
        let command = cast::add_character(
            &self.book,
            name,
            number,
            Some(person),
            &mut *self.ids,
            "Added".into(),
        );
        act(&mut self.book, &command);
    }

    fn list(&self) -> Vec<String> {
        listed(&directory(&self.book))
    }
}

fn listed(sections: &[Section]) -> Vec<String> {
    sections
        .iter()
        .map(|section| {
            let names: Vec<&str> = section.people.iter().map(|p| p.name.as_str()).collect();
            let heading = match &section.place {
                Place::Department(_) => section.name.clone(),
                other => other.key(),
            };
            format!("{heading}: {}", names.join(", "))
        })
        .collect()
}

fn night_ferry() -> Crew {
    let mut crew = Crew::new();
    crew.departments(&["Production", "Sound", "camera", "Sound"]);
    crew.person("Dana Okafor", Group::Crew, Some("production"));
    crew.person("Álvaro Ruiz", Group::Crew, Some("Camera"));
    crew.person("Bea Lindqvist", Group::Crew, Some("Camera"));
    crew.person("Sam", Group::Crew, None);
    let tom = crew.person("Tom Achterberg", Group::Cast, None);
    let ines = crew.person("Ines Vardal", Group::Cast, None);
    crew.plays(&tom, "The pilot", "10");
    crew.plays(&ines, "Mara", "2");
    crew.person("Thirty dancers", Group::Background, None);
    crew
}

#[test]
fn the_crew_list_reads_cast_departments_background() {
    assert_eq!(
        night_ferry().list(),
        [
            "cast: Ines Vardal, Tom Achterberg",
            "Production: Dana Okafor",
            "camera: Álvaro Ruiz, Bea Lindqvist",
            "none: Sam",
            "background: Thirty dancers",
        ]
    );
}

#[test]
fn a_crew_member_with_a_part_is_found_in_both_places() {
    let mut crew = night_ferry();
    let sam = directory(&crew.book)[3].people[0].id.clone();
    crew.plays(&sam, "Clerk", "9");
    assert_eq!(crew.list()[0], "cast: Ines Vardal, Sam, Tom Achterberg");
    assert_eq!(crew.list()[3], "none: Sam");
    assert_eq!(count(&directory(&crew.book)), 7);
}

#[test]
fn a_removed_department_keeps_its_people() {
    let mut crew = night_ferry();
    let camera = department::named(&crew.book, "CAMERA").unwrap();
    let command = department::remove(&camera, "Removed".into());
    act(&mut crew.book, &command);
    assert_eq!(crew.list()[2], "none: Álvaro Ruiz, Bea Lindqvist, Sam");
}

#[test]
fn search_finds_by_whatever_one_remembers() {
    let mut crew = night_ferry();
    let sam = directory(&crew.book)[3].people[0].id.clone();
    let command = set(
        &crew.book,
        &Kind::Person,
        &sam,
        "phone",
        "+44 7700 900123",
        "Phone".into(),
    );
    act(&mut crew.book, &command);
    let check = |search: &str, want: &[&str]| {
        assert_eq!(
            listed(&matching(&directory(&crew.book), search)),
            want,
            "{search}"
        );
    };
    check("alvaro", &["camera: Álvaro Ruiz"]);
    check("camera bea", &["camera: Bea Lindqvist"]);
    check("mara", &["cast: Ines Vardal"]);
    check("10", &["cast: Tom Achterberg"]);
    check("07700", &["none: Sam"]);
    check("7700 900123", &["none: Sam"]);
    check("nobody", &[]);
}

#[test]
fn an_edit_writes_only_what_changed() {
    let mut crew = Crew::new();
    let dana = crew.person("Dana", Group::Crew, None);
    let set = |typed: &str| {
        set(
            &crew.book,
            &Kind::Person,
            &dana,
            "name",
            typed,
            "Name".into(),
        )
    };
    assert!(set("Dana").is_empty());
    assert!(set(" Dana ").is_empty());
    assert_eq!(set("Dana O").edits.len(), 1);
    assert!(super::set(&crew.book, &Kind::Person, &dana, "email", "", "Mail".into()).is_empty());
}

#[test]
fn moving_to_another_list_forgets_the_place_in_the_old_one() {
    let mut crew = night_ferry();
    let people = directory(&crew.book)[2].people.clone();
    let command = move_to(&crew.book, &people[1].id, 0, "Moved".into());
    act(&mut crew.book, &command);
    assert_eq!(crew.list()[2], "camera: Bea Lindqvist, Álvaro Ruiz");
    let command = put_in(
        &crew.book,
        &people[1].id,
        &Place::NoDepartment,
        "Moved".into(),
    );
    act(&mut crew.book, &command);
    assert_eq!(crew.list()[3], "none: Bea Lindqvist, Sam");
}

proptest! {
    #[test]
    fn everybody_is_listed_however_they_were_moved(
        moves in proptest::collection::vec((0usize..7, 0usize..5, 0usize..4), 0..40)
    ) {
        let mut crew = night_ferry();
        let everybody: Vec<Id> = directory(&crew.book)
            .iter()
            .flat_map(|s| s.people.iter().map(|p| p.id.clone()))
            .collect();
        let departments: Vec<Id> = departments(&crew.book).into_iter().map(|d| d.id).collect();
        for (who, what, to) in moves {
            let person = &everybody[who];
            let command = match what {
                0 => put_in(&crew.book, person, &Place::Cast, "Moved".into()),
                1 => put_in(&crew.book, person, &Place::Department(departments[to % 3].clone()), "Moved".into()),
                2 => put_in(&crew.book, person, &Place::NoDepartment, "Moved".into()),
                3 => department::move_to(&crew.book, &departments[to % 3], to, "Moved".into()),
                _ => move_to(&crew.book, person, to, "Moved".into()),
            };
            act(&mut crew.book, &command);
        }
        prop_assert_eq!(count(&directory(&crew.book)), 7);
    }
}
