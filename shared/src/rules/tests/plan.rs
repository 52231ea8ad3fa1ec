//! What the rules find in the plan, read from the same drafts that call sheets are made of.

use super::*;
use crate::callsheet::draft::draft;
use crate::callsheet::edit::set_call;
use crate::callsheet::plan::Plan;
use crate::command::Command;
use crate::kind::Kind;

/// Two days: a scene of an hour and one of two on the first, one on the second. Kit is a minor
/// in the first scene of each; Bo is crew.
fn book() -> Book {
    let mut book = book_with(&["wtr_7", "minors_california"]);
    let mut command = Command::new("")
        .put(Kind::Production, &id("p"), "active_board", "b")
        .put(Kind::Production, &id("p"), "start", "2026-03-12")
        .put(Kind::Board, &id("b"), "name", "Board A");
    for (row, place, wrap) in [("d1", "a", "22:00"), ("d2", "d", "20:00")] {
        command.add(Kind::Row, &id(row), "board", "b");
        command.add(Kind::Row, &id(row), "what", "day");
        command.add(Kind::Row, &id(row), "place", place);
        command.add(Kind::Day, &id(row), "general_call", at("6:30"));
        command.add(Kind::Day, &id(row), "wrap", at(wrap));
    }
    for (scene, place, minutes, cast) in [
        ("s1", "b", 60, &["boy", "mara"][..]),
        ("s2", "c", 120, &["mara"]),
        ("s3", "e", 60, &["boy"]),
    ] {
        command.add(Kind::Scene, &id(scene), "number", scene);
        command.add(Kind::Scene, &id(scene), "order", place);
        command.add(Kind::Scene, &id(scene), "int_ext", "EXT");
        command.add(Kind::Scene, &id(scene), "est_min", minutes);
        command.add(Kind::Scene, &id(scene), "location", "pier");
        let strip = Id::joined(&id("b"), &id(scene));
        command.add(Kind::Strip, &strip, "place", place);
        for character in cast {
            command.add(Kind::Scene, &id(scene), &format!("cast/{character}"), true);
        }
    }
    command.add(Kind::Location, &id("pier"), "name", "Pier 4");
    command.add(Kind::Location, &id("pier"), "outside_zone", true);
    for (character, person) in [("boy", "kit"), ("mara", "ines")] {
        command.add(Kind::Character, &id(character), "name", character);
        command.add(Kind::Character, &id(character), "person", person);
    }
    for (person, group) in [("kit", "cast"), ("ines", "cast"), ("bo", "crew")] {
        command.add(Kind::Person, &id(person), "name", person);
        command.add(Kind::Person, &id(person), "group", group);
    }
    command.add(Kind::Person, &id("kit"), "minor", true);
    book.apply(&command);
    book
}

fn own(book: &Book, day: &str, person: &str) -> PersonDay {
    let all = planned_day(book, &draft(book, &id(day)));
    let found = all.into_iter().find(|(who, _)| *who == id(person));
    found.expect(person).1
}

fn of(book: &Book, day: &str, person: &str, kinds: &[What]) -> Vec<String> {
    let all = findings_of_day(book, &id(day), &Zone::default());
    let mine: Vec<Finding> = all.into_iter().filter(|f| f.person == id(person)).collect();
    told(&mine, kinds)
}

#[test]
fn a_late_wrap_cuts_the_rest_before_the_next_call() {
    let book = book();
    assert_eq!(
        of(&book, "d2", "bo", &[What::DailyRest]),
        ["d2 daily_rest 150"]
    );
    assert!(of(&book, "d1", "bo", &[What::DailyRest]).is_empty());
    let all = findings_of_day(&book, &id("d2"), &Zone::default());
    assert!(all.iter().all(|f| f.timing == Timing::Planned));
    assert!(all.is_sorted_by_key(|f| f.severity), "the gravest first");
}

#[test]
fn performers_are_released_after_their_last_scene() {
    let book = book();
    let (kit, ines) = (own(&book, "d1", "kit"), own(&book, "d1", "ines"));
    // Shooting at 7:30: the first scene to 8:30, the second to 10:30.
    assert_eq!((kit.wrap, ines.wrap), (Some(at("8:30")), Some(at("10:30"))));
    assert_eq!((kit.work_min, ines.work_min), (Some(60), Some(180)));
    assert!(kit.meals.is_empty(), "gone before lunch");
    assert!(kit.exterior && kit.outside_zone && !kit.overnight);
    let bo = own(&book, "d1", "bo");
    assert_eq!(bo.wrap, Some(at("22:00")));
    assert_eq!(bo.meals, [meal("12:30-13:30")]);
}

#[test]
fn what_was_typed_for_somebody_wins() {
    let mut book = book();
    for (person, field, value) in [("bo", "wrap_est", "18:00"), ("kit", "wrap_est", "23:00")] {
        let set = set_call(
            &book,
            &id("d1"),
            &id(person),
            field,
            at(value),
            String::new(),
        );
        book.apply(&set);
    }
    assert!(of(&book, "d2", "bo", &[What::DailyRest]).is_empty());
    assert_eq!(of(&book, "d1", "kit", &[What::MinorClock]), ["d1 clock 60"]);
    // Tomorrow is no school day: half past midnight is the limit.
    let free = set_call(
        &book,
        &id("d2"),
        &id("kit"),
        "school",
        "free",
        String::new(),
    );
    book.apply(&free);
    let plan = Plan::of(&book);
    let people = planned(&book, &plan, |_| true);
    let (_, days) = people
        .iter()
        .find(|(who, _)| who.person == id("kit"))
        .unwrap();
    assert_eq!(days[0].school_tomorrow, School::Free);
    assert!(of(&book, "d1", "kit", &[What::MinorClock]).is_empty());
}

#[test]
fn the_age_is_read_only_where_it_may_be() {
    let mut book = book();
    let kinds = [What::MinorHours];
    assert_eq!(of(&book, "d1", "kit", &kinds), ["d1 hours_16 0"]);
    let age = set_age(&book, &id("kit"), Some(30 * 12), String::new());
    book.apply(&age);
    assert_eq!(of(&book, "d1", "kit", &kinds), ["d1 hours_16 0"], "no row");
    let age = set_age(&book, &id("kit"), Some(12), String::new());
    book.apply(&age);
    assert!(of(&book, "d1", "kit", &kinds).is_empty());
    let age = set_age(&book, &id("kit"), Some(2), String::new());
    book.apply(&age);
    assert!(
        !of(&book, "d1", "kit", &kinds).is_empty(),
        "a baby works 20 minutes"
    );
}

#[test]
fn a_production_without_rule_sets_has_no_findings() {
    let mut book = book();
    for set in ["s1", "s2"] {
        book.apply(&remove_set(&id(set), String::new()));
    }
    assert!(findings_of_day(&book, &id("d2"), &Zone::default()).is_empty());
}

#[test]
fn an_accepted_finding_stands_last() {
    let mut book = book();
    let all = findings_of_day(&book, &id("d2"), &Zone::default());
    let rest = all.iter().find(|f| f.what == What::DailyRest).unwrap();
    let accept = override_finding(&book, rest, "Agreed", None, 1, String::new());
    book.apply(&accept.unwrap());
    let after = findings_of_day(&book, &id("d2"), &Zone::default());
    assert_eq!(after.len(), all.len());
    assert!(after.last().is_some_and(|f| f.overridden.is_some()));
}
