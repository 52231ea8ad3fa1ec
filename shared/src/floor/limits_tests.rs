//! Who runs into what, from a call sheet and taps.

use super::*;
use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::report::{penalties, priced};
use crate::rules::{Zone, add_preset, preset, set_agreement};

const SAG: &str = "sag_theatrical_day";

fn day(n: usize) -> Id {
    Id::new(format!("d{n}"))
}

/// Two days, three of the cast called at 07:00 and 06:00, under an agreement with amounts.
fn book() -> Book {
    let mut book = Book::default();
    let mut command = Command::new("");
    let production = Id::new("p");
    for (field, value) in [
        ("title", "Ferry"),
        ("active_board", "b"),
        ("start", "2027-05-03"),
    ] {
        command.add(Kind::Production, &production, field, value);
    }
    command.add(Kind::Board, &Id::new("b"), "name", "Main");
    let keys = crate::order::several(None, None, 4);
    for n in 1..=2 {
        let (row, scene) = (day(n), Id::new(format!("s{n}")));
        command.add(Kind::Row, &row, "board", "b");
        command.add(Kind::Row, &row, "what", "day");
        command.add(Kind::Row, &row, "place", keys[n * 2 - 2].as_str());
        command.add(Kind::Scene, &scene, "number", n.to_string());
        command.add(Kind::Scene, &scene, "eighths", 8);
        let strip = Id::joined(&Id::new("b"), &scene);
        command.add(Kind::Strip, &strip, "place", keys[n * 2 - 1].as_str());
        command.add(
            Kind::Day,
            &row,
            "general_call",
            if n == 1 { 420 } else { 360 },
        );
        command.add(Kind::Day, &row, "wrap", 1140);
    }
    for name in ["ada", "bo", "cy"] {
        let person = Id::new(name);
        command.add(Kind::Person, &person, "name", name);
        command.add(Kind::Person, &person, "group", "crew");
        command.add(Kind::Rate, &person, "hour_minor", 6_000);
        command.add(Kind::Rate, &person, "currency", "USD");
    }
    book.apply(&command);
    let mut n = 0;
    let mut new_id = || {
        n += 1;
        Id::new(format!("set{n}"))
    };
    let preset = preset(SAG).unwrap();
    let (_, command) = add_preset(&book, preset, &mut new_id, String::new());
    book.apply(&command);
    for name in ["ada", "bo", "cy"] {
        let command = set_agreement(&book, &Id::new(name), preset.agreement, String::new());
        book.apply(&command);
    }
    book
}

fn tap(book: &mut Book, n: usize, who: &[&str], what: Stamp, at: i64) {
    let people: Vec<Id> = who.iter().map(|name| Id::new(*name)).collect();
    let command = stamp(
        book,
        &day(n),
        &people,
        what,
        Some(at),
        Whom::All,
        String::new(),
    );
    book.apply(&command);
}

/// `what name in-minutes`, with a star for who was not stamped.
fn told(book: &Book, n: usize, now: i64) -> Vec<String> {
    let people = at_work(book, &day(n));
    let all: Vec<&AtWork> = people.iter().collect();
    ahead(book, &all, now, &Zone::default(), 120)
        .iter()
        .flat_map(|rule| {
            rule.people.iter().map(|runs| {
                let star = if runs.is_stamped { "" } else { "*" };
                format!("{} {}{star} {}", rule.what.as_str(), runs.name, runs.in_min)
            })
        })
        .collect()
}

#[test]
fn who_was_tapped_in_goes_by_the_tap_and_who_was_not_by_the_call() {
    let mut book = book();
    tap(&mut book, 1, &["ada"], Stamp::In, 400);
    // Six hours after 06:40, and after the call at 07:00.
    assert_eq!(
        told(&book, 1, 750),
        [
            "first_meal ada 10",
            "first_meal bo* 30",
            "first_meal cy* 30"
        ]
    );
    tap(&mut book, 1, &["ada"], Stamp::Meal1Out, 750);
    assert_eq!(
        told(&book, 1, 755),
        ["first_meal bo* 25", "first_meal cy* 25"]
    );
}

#[test]
fn meal_out_for_these_takes_them_off_the_list_and_no_second_tap_counts() {
    let mut book = book();
    tap(&mut book, 1, &["ada", "bo", "cy"], Stamp::In, 420);
    let these: Vec<Id> = ["ada", "bo"].map(Id::new).to_vec();
    let command = meal_out(&book, &day(1), &these, 770, String::new());
    assert_eq!(command.edits.len(), 2);
    book.apply(&command);
    assert!(meal_out(&book, &day(1), &these, 771, String::new()).is_empty());
    assert_eq!(told(&book, 1, 775), ["first_meal cy 5"]);
    tap(&mut book, 1, &["ada"], Stamp::Meal1In, 800);
    assert_eq!(
        next_meal(&time_row(&book, &day(1), &these[0])),
        Some(Stamp::Meal2Out)
    );
}

#[test]
fn a_lunch_typed_for_the_company_is_everybodys() {
    let mut book = book();
    tap(&mut book, 1, &["ada"], Stamp::In, 420);
    for (key, at) in [(KeyTime::LunchOut, 770), (KeyTime::LunchIn, 800)] {
        book.apply(&set_key_time(&day(1), key, Some(at), String::new()));
    }
    assert_eq!(told(&book, 1, 801), Vec::<String>::new());
    // Nobody is called to work once the camera has wrapped and everybody is out.
    tap(&mut book, 1, &["ada"], Stamp::Out, 1000);
    assert_eq!(told(&book, 1, 1150), Vec::<String>::new());
}

#[test]
fn the_rest_before_tomorrow_is_counted_back_from_its_call() {
    let mut book = book();
    tap(&mut book, 1, &["ada"], Stamp::In, 600);
    for (what, at) in [(Stamp::Meal1Out, 900), (Stamp::Meal1In, 930)] {
        tap(&mut book, 1, &["ada"], what, at);
    }
    // Called at 06:00 on the second day, twelve hours of rest: out by 18:00.
    let rest: Vec<String> = told(&book, 1, 1020)
        .into_iter()
        .filter(|said| said.starts_with("daily_rest ada"))
        .collect();
    assert_eq!(rest, ["daily_rest ada 60"]);
}

#[test]
fn off_the_set_is_not_off_the_clock() {
    let planned = at_work(&book(), &day(1)).remove(0).today;
    let mut book = book();
    tap(&mut book, 1, &["ada"], Stamp::In, 420);
    tap(&mut book, 1, &["ada"], Stamp::SetOff, 1000);
    let row = time_row(&book, &day(1), &Id::new("ada"));
    assert_eq!(as_stamped(&planned, &row, &[]).release(), None);
    tap(&mut book, 1, &["ada"], Stamp::Out, 1020);
    let row = time_row(&book, &day(1), &Id::new("ada"));
    assert_eq!(as_stamped(&planned, &row, &[]).release(), Some(1020));
}

#[test]
fn late_meals_and_short_rest_stand_in_the_report_without_what_they_cost() {
    let mut book = book();
    tap(&mut book, 1, &["ada", "bo"], Stamp::In, 420);
    // Ada eats forty minutes late, and comes back after nine hours.
    for (who, out) in [("ada", 820), ("bo", 780)] {
        tap(&mut book, 1, &[who], Stamp::Meal1Out, out);
        tap(&mut book, 1, &[who], Stamp::Meal1In, out + 30);
    }
    tap(&mut book, 1, &["bo"], Stamp::Out, 1080);
    tap(&mut book, 1, &["ada"], Stamp::Out, 1140);
    tap(&mut book, 2, &["ada"], Stamp::In, 240);
    tap(&mut book, 2, &["bo"], Stamp::In, 420);
    let told = |n: usize| -> Vec<(String, String, u32, i64)> {
        penalties(&book, &day(n), &Zone::default())
            .into_iter()
            .map(|p| (p.name, p.what, p.steps, p.short_min))
            .collect()
    };
    assert_eq!(told(1), [("ada".into(), "first_meal".into(), 2, 40)]);
    assert_eq!(told(2), [("ada".into(), "daily_rest".into(), 0, 180)]);
    let all = penalties(&book, &day(1), &Zone::default());
    assert!(all.iter().all(|p| p.cost.is_none() && !p.rule.is_empty()));
    let cost = |n: usize| -> Vec<i64> {
        let found = priced(&book, &day(n), &Zone::default());
        found
            .into_iter()
            .filter_map(|f| Some(f.cost?.minor))
            .collect()
    };
    assert_eq!(cost(1), [6_000]);
    assert!(!cost(2).is_empty(), "a forced call by the rate");
}

#[test]
fn a_report_says_the_same_to_whoever_may_read_less() {
    let mut book = book();
    tap(&mut book, 1, &["ada"], Stamp::In, 420);
    tap(&mut book, 1, &["ada"], Stamp::Out, 1140);
    book.apply(&Command::new("").put(Kind::Person, &Id::new("ada"), "minor", true));
    let office = penalties(&book, &day(1), &Zone::default());
    book.apply(&Command::new("").put(Kind::Private, &Id::new("ada"), "age_from_months", 108));
    assert_eq!(penalties(&book, &day(1), &Zone::default()), office);
    book.forget(&Kind::Rate, &Id::new("ada"));
    assert_eq!(penalties(&book, &day(1), &Zone::default()), office);
    assert!(!office.is_empty());
}
