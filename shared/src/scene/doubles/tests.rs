use std::collections::BTreeSet;

use super::*;
use crate::board::{self, testing};
use crate::command::Command;
use crate::eighths::Eighths;
use crate::floor::{self, Marks, Report, State, notes};
use crate::formats::read_script;
use crate::record::Value;
use crate::scene::{self, Options, Part, in_order};

const DRAFT: &str = "EXT. PIER - DAY #1#\n\nShe waits at the wet pier for a boat that is late.\n\nMARA\nNot yet.\n\n\
    INT. OFFICE - DAY #2#\n\nThe clerk looks up from a tower of coins.\n\nCLERK\nNext.\n\n";

/// Somebody imports a draft under ids of their own.
fn imports(book: &mut Book, who: &str, now_ms: i64, text: &str) {
    let script = read_script(text.as_bytes(), Some("a.fountain")).unwrap();
    let options = Options {
        now_ms,
        board_name: "Board".into(),
        ..Options::default()
    };
    let mut n = 0;
    let mut new_id = || {
        n += 1;
        Id::new(format!("{who}{n:02}"))
    };
    let command = scene::import(book, &script, &options, &mut new_id);
    book.apply(&command);
}

/// What two people know who imported apart and then met.
fn met(first: &str, second: &str) -> Book {
    let (mut one, mut other) = (Book::default(), Book::default());
    imports(&mut one, "a", 1, first);
    imports(&mut other, "b", 2, second);
    for kind in Kind::KNOWN {
        for record in other.every(kind) {
            if one.any(kind, &record.id).is_none() {
                one.put(crate::record::Record::clone(record));
            }
        }
    }
    one
}

fn scene_of(book: &Book, number: &str, who: &str) -> Id {
    let scenes = in_order(book);
    let found = scenes
        .iter()
        .find(|s| *s.number == *number && s.id.as_str().starts_with(who));
    found.unwrap().id.clone()
}

fn does(book: &mut Book, command: Command) {
    book.apply(&command);
}

fn merged(book: &Book) -> Book {
    let mut after = book.clone();
    after.apply(&merge(book, &doubles(book), &Picks::new(), "Merged".into()));
    after
}

#[test]
fn a_draft_that_two_people_imported_apart_is_found_twice() {
    let check = |first: &str, second: &str, expected: &[&str]| {
        let book = met(first, second);
        let found: Vec<String> = doubles(&book)
            .iter()
            .map(|double| book.text(&Kind::Scene, &double.keep, "number").to_owned())
            .collect();
        assert_eq!(found, expected);
        assert!(
            doubles(&book)
                .iter()
                .all(|d| d.keep.as_str().starts_with('a'))
        );
    };
    check(DRAFT, DRAFT, &["1", "2"]);
    // Nearly the same: other words in one, another number in the other.
    let near = DRAFT
        .replace("for a boat", "for the boat")
        .replace("#2#", "#3#");
    check(DRAFT, &near, &["1", "2"]);
    let other = "INT. SHED - NIGHT #9#\n\nSomething else happens in another place.\n\n";
    check(DRAFT, other, &[]);
}

#[test]
fn a_draft_that_somebody_imported_knowingly_makes_no_doubles() {
    let mut book = Book::default();
    imports(&mut book, "a", 1, DRAFT);
    let again = format!(
        "{DRAFT}EXT. PIER - DAY #2#\n\nShe waits at the wet pier for a boat that is late.\n\n"
    );
    imports(&mut book, "b", 2, &again);
    assert_eq!(doubles(&book), []);
}

#[test]
fn scenes_that_somebody_said_are_two_are_asked_about_no_more() {
    let mut book = met(DRAFT, DRAFT);
    let (a, b) = (scene_of(&book, "1", "a"), scene_of(&book, "1", "b"));
    let told = Command::new("").put(Kind::Scene, &b, &format!("apart/{a}"), true);
    does(&mut book, told);
    assert_eq!(doubles(&book).len(), 1);
}

#[test]
fn everything_typed_survives_at_the_scene_that_stays() {
    let mut book = met(DRAFT, DRAFT);
    let (a, b) = (scene_of(&book, "1", "a"), scene_of(&book, "1", "b"));
    let no = String::new;
    let typed = scene::edit(&book, &a, "set", "PIER 4", no());
    does(&mut book, typed);
    for (scene, field, value) in [
        (&b, "time", "DUSK"),
        (&b, "synopsis", "She waits."),
        (&a, "notes", "Tide"),
        (&b, "notes", "Wind"),
    ] {
        let typed = scene::edit(&book, scene, field, value, no());
        does(&mut book, typed);
    }
    let typed = scene::edit_eighths(&book, &b, Eighths(11), no());
    does(&mut book, typed);
    let ferryman = scene::cast_by_name(&book, &b, "Ferryman", no(), &mut || Id::new("f"));
    does(&mut book, ferryman);
    let mara = book
        .get(&Kind::Scene, &a)
        .unwrap()
        .set("cast")
        .next()
        .unwrap();
    let out = scene::set_cast(&book, &a, &mara, Part::Out, no());
    does(&mut book, out);
    testing::plan(&mut book, "main", "|");
    let strip = Id::joined(&Id::new("main"), &b);
    testing::set(&mut book, Kind::Strip, strip.as_str(), "place", "zz");

    let after = merged(&book);
    assert_eq!(doubles(&after), []);
    let record = after.get(&Kind::Scene, &a).unwrap();
    let texts = ["set", "time", "synopsis", "notes", "int_ext"].map(|field| record.text(field));
    assert_eq!(texts, ["PIER 4", "DUSK", "She waits.", "Tide\nWind", "EXT"]);
    assert_eq!(record.int("eighths"), Some(11));
    let names: BTreeSet<String> = record
        .set("cast")
        .filter_map(|id| Some(after.get(&Kind::Character, &id)?.text("name").to_owned()))
        .collect();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["Ferryman"]);
    // One MARA and one CLERK are left, and each board has the scene once, where it stood.
    assert_eq!(after.all(&Kind::Character).count(), 3);
    let layout = board::layout(&after, &Id::new("main"));
    assert_eq!(layout.scenes().count(), 2);
    assert!(layout.day_of(&a).is_some());
}

#[test]
fn marks_and_notes_of_a_double_count_for_the_scene_that_stays() {
    let mut book = met(DRAFT, DRAFT);
    let (a, b) = (scene_of(&book, "1", "a"), scene_of(&book, "1", "b"));
    let report = |state| Report {
        scene: b.clone(),
        day: Some(Id::new("d1")),
        state,
        eighths: Eighths(3),
        note: String::new(),
        by: None,
        reason: None,
        seconds: None,
    };
    let done = floor::report(
        &mut || Id::new("m1"),
        10,
        String::new(),
        report(State::Part),
    );
    does(&mut book, done);
    let note = floor::note(
        &mut || Id::new("t1"),
        10,
        String::new(),
        None,
        Some(&b),
        "Wind",
        None,
    );
    does(&mut book, note.unwrap());
    let mut after = merged(&book);
    let state = |book: &Book| {
        Marks::read(book)
            .on_day(&a, &Id::new("d1"))
            .map(|m| m.state)
    };
    assert_eq!(state(&after), Some(State::Part));
    assert_eq!(notes(&after, None)[0].scene.as_ref(), Some(&a));
    // Somebody on set who has not heard of it goes on with the scene they know.
    let done = floor::report(
        &mut || Id::new("m2"),
        20,
        String::new(),
        report(State::Complete),
    );
    does(&mut after, done);
    assert_eq!(state(&after), Some(State::Complete));
}

#[test]
fn a_field_that_both_typed_is_chosen() {
    let mut book = met(DRAFT, DRAFT);
    let (a, b) = (scene_of(&book, "1", "a"), scene_of(&book, "1", "b"));
    for (scene, set) in [(&a, "PIER 4"), (&b, "PIER 7")] {
        let typed = scene::edit(&book, scene, "set", set, String::new());
        does(&mut book, typed);
    }
    let found = doubles(&book);
    let clash = clashes(&book, &found[0]);
    assert_eq!(clash.len(), 1);
    assert_eq!(
        clash[0].values,
        [
            (a.clone(), Value::text("PIER 4")),
            (b.clone(), Value::text("PIER 7"))
        ]
    );
    assert_eq!(merged(&book).text(&Kind::Scene, &a, "set"), "PIER 4");
    let picks = Picks::from([((a.clone(), "set".into()), b)]);
    let command = merge(&book, &found, &picks, String::new());
    does(&mut book, command);
    assert_eq!(book.text(&Kind::Scene, &a, "set"), "PIER 7");
}

#[test]
fn the_words_of_the_newer_draft_stay_and_a_later_one_is_compared_with_them() {
    let near = DRAFT.replace("for a boat", "for the ferry");
    let mut book = merged(&met(DRAFT, &near));
    let a = scene_of(&book, "1", "a");
    assert!(scene::words(&book, &a)[0].text.contains("for the ferry"));
    let before = in_order(&book);
    imports(&mut book, "c", 3, &near);
    assert_eq!(in_order(&book), before);
}

#[test]
fn what_is_typed_into_a_double_elsewhere_after_its_merge_is_listed_and_taken_over() {
    let book = met(DRAFT, DRAFT);
    let (a, b) = (scene_of(&book, "1", "a"), scene_of(&book, "1", "b"));
    let mut after = merged(&book);
    assert_eq!(late(&after), []);
    // Somebody who has not heard of the merge goes on with the scene that went.
    let typed = Command::new("")
        .put(Kind::Scene, &b, "synopsis", "She jumps.")
        .put(Kind::Scene, &b, "notes", "Tide");
    does(&mut after, typed);
    let found = late(&after);
    let said: Vec<_> = found.iter().map(|l| (&*l.field, l.value.clone())).collect();
    assert_eq!(
        said,
        [
            ("notes", Value::text("Tide")),
            ("synopsis", Value::text("She jumps."))
        ]
    );
    assert!(found.iter().all(|l| l.keep == a && l.from == b));
    let taken = settle(&after, &found[1], true, String::new());
    does(&mut after, taken);
    let let_go = settle(&after, &found[0], false, String::new());
    does(&mut after, let_go);
    assert_eq!(late(&after), []);
    assert_eq!(after.text(&Kind::Scene, &a, "synopsis"), "She jumps.");
    assert_eq!(after.text(&Kind::Scene, &a, "notes"), "");
    // What is typed afterwards into the scene that stays does not bring it up again.
    let typed = scene::edit(&after, &a, "synopsis", "She waits.", String::new());
    does(&mut after, typed);
    assert_eq!(late(&after), []);
}
